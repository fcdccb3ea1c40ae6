"""Drafts, signatures and revisions on both databases; what follows of them for the reminders."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text

from bot.caseload import enrolled, people, tasks
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.caseload.programme import Programme
from bot.caseload.sharing import Sharing
from bot.caseload.tasks import TaskKind
from bot.errors import Refused
from bot.ids import ChatId, PersonId, PlanId
from bot.plans import active, loaded, requested, signed
from bot.plans.calendar import whole_calendar
from bot.plans.draft import Draft
from bot.plans.linted import lint
from bot.plans.model import Plan
from bot.plans.reading import Format, PlanDraft
from bot.plans.requested import Wish
from bot.plans.signed import Signed
from bot.reminders import answered
from bot.reminders.answered import Answer, DoseAnswer
from bot.reminders.claimed import as_due
from bot.reminders.doses import DosePlanner, as_ordered
from bot.reminders.planned import Planning
from bot.storage.database import Database, Transaction
from bot.storage.tables import alerts, plans, reminders
from bot.storage.tables import people as people_table
from bot.symptoms.order_ending import OrderEnding
from tests.rules.plans.orders import book, example, plan_of, short

BEFORE = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
PROGRAMME = Programme(name="Harbor Clinic", country="US", zone="America/Chicago")


async def staff(tx: Transaction, name: str = "Dana") -> PersonId:
    role, state = Role.CASE_MANAGER.value, PersonState.ACTIVE.value
    return PersonId(await tx.insert(people_table, role=role, state=state, name=name, created_at=BEFORE))


async def patient(tx: Transaction, sharing: Sharing = Sharing.YES) -> PersonId:
    ana = await enrolled.add_patient(tx, name="Ana R.", phone=None, manager_id=None, now=BEFORE)
    agreed = {"state": PersonState.ACTIVE, "reminders_agreed": True, "zone": "America/Chicago", "sharing": sharing}
    await people.change(tx, ana, chat_id=ChatId(900 + ana), **agreed)
    return ana


async def draft_for(tx: Transaction, plan: Plan, ana: PersonId | None, dana: PersonId) -> Draft:
    """A draft that only lacks its signature."""
    warnings = lint(plan, book(), date(2026, 11, 28))
    read = PlanDraft(plan=plan, format=Format.YAML)
    plan_id = await loaded.load_draft(tx, read, source_name="a.yaml", warnings=warnings, by=dana, now=BEFORE)
    draft = await loaded.assign(tx, await loaded.taken_up(tx, plan_id, dana), ana, by=dana, now=BEFORE)
    for number in range(len(draft.warnings)):
        draft = await loaded.answer_warning(tx, draft, number, words="", by=dana, now=BEFORE)
    return draft


async def sign(tx: Transaction, plan_id: PlanId, dana: PersonId, now: datetime = BEFORE) -> Signed:
    draft = await loaded.taken_up(tx, plan_id, dana)
    return await signed.sign(tx, draft, by=dana, statement="I compared this.", now=now)


async def signed_plan(
    database: Database, plan: Plan, *, ana: PersonId | None = None, now: datetime = BEFORE
) -> tuple[Signed, PersonId]:
    async with database.transaction() as tx:
        dana = await staff(tx)
        whose = ana or await patient(tx)
        return await sign(tx, (await draft_for(tx, plan, whose, dana)).id, dana, now), whose


async def reread(tx: Transaction, person_id: PersonId) -> Person:
    found = await people.by_id(tx, person_id)
    assert found is not None
    return found


async def test_draft_is_nobodys_plan_before_signing(database: Database) -> None:
    async with database.transaction() as tx:
        dana, ana = await staff(tx), await patient(tx)
        await draft_for(tx, example(), ana, dana)
        assert await active.of_person(tx, ana) is None


async def test_signing_needs_an_answer_to_each_warning(database: Database) -> None:
    async with database.transaction() as tx:
        dana, ana = await staff(tx), await patient(tx)
        read = PlanDraft(plan=example(), format=Format.YAML)
        warnings = lint(example(), book(), date(2026, 11, 28))
        plan_id = await loaded.load_draft(tx, read, source_name="a", warnings=warnings, by=dana, now=BEFORE)
        draft = await loaded.assign(tx, await loaded.taken_up(tx, plan_id, dana), ana, by=dana, now=BEFORE)
        await loaded.answer_warning(tx, draft, 0, words="", by=dana, now=BEFORE)
        with pytest.raises(Refused, match="plan-not-ready"):
            await sign(tx, plan_id, dana)


async def test_signing_needs_a_patient(database: Database) -> None:
    async with database.transaction() as tx:
        dana = await staff(tx)
        draft = await draft_for(tx, example(), None, dana)
        with pytest.raises(Refused, match="plan-not-ready"):
            await sign(tx, draft.id, dana)


async def test_answers_keep_who_was_asked(database: Database) -> None:
    async with database.transaction() as tx:
        dana = await staff(tx)
        draft = await draft_for(tx, example(), None, dana)
        done = await loaded.answer_warning(tx, draft, 0, words="He wants it so.", by=dana, now=BEFORE)
    answer = done.warnings[0].answer
    assert answer is not None
    assert (answer.asked_of, answer.words, answer.by) == ("Dr. Lee", "He wants it so.", dana)


async def test_each_signature_is_the_next_revision(database: Database) -> None:
    first, ana = await signed_plan(database, example())
    second, _ = await signed_plan(database, plan_of(short()), ana=ana)
    assert (first.revision, second.revision) == (1, 2)
    async with database.reading() as tx:
        states = [row.state for row in await tx.all(select(plans.c.state).order_by(plans.c.id))]
    assert states == ["replaced", "active"]


async def test_of_two_signatures_at_once_one_wins(database: Database) -> None:
    async with database.transaction() as tx:
        dana, ana = await staff(tx), await patient(tx)
        draft = await draft_for(tx, example(), ana, dana)

    async def signs() -> bool:
        try:
            async with database.transaction() as tx:
                await sign(tx, draft.id, dana)
        except Refused:
            return False
        return True

    assert sorted(await asyncio.gather(signs(), signs())) == [False, True]


async def test_draft_compared_with_an_older_revision_is_refused(database: Database) -> None:
    async with database.transaction() as tx:
        dana, ana = await staff(tx), await patient(tx)
        waiting = await draft_for(tx, plan_of(short()), ana, dana)
    await signed_plan(database, example(), ana=ana)
    async with database.transaction() as tx:
        with pytest.raises(Refused, match="plan-changed-meanwhile"):
            await sign(tx, waiting.id, dana)


async def test_draft_of_somebody_else_is_refused(database: Database) -> None:
    async with database.transaction() as tx:
        dana, mark = await staff(tx), await staff(tx, "Mark")
        draft = await draft_for(tx, example(), None, dana)
        with pytest.raises(Refused) as refused:
            await loaded.taken_up(tx, draft.id, mark)
    assert refused.value.arguments == {"name": "Dana"}


async def test_draft_of_the_command_line_is_whose_takes_it(database: Database) -> None:
    async with database.transaction() as tx:
        dana, mark = await staff(tx), await staff(tx, "Mark")
        read = PlanDraft(plan=example(), format=Format.YAML)
        plan_id = await loaded.load_draft(tx, read, source_name="a", warnings=(), by=None, now=BEFORE)
        assert [one.id for one in await loaded.open_drafts(tx, dana)] == [plan_id]
        await loaded.taken_up(tx, plan_id, mark)
        assert await loaded.open_drafts(tx, dana) == ()


async def test_same_file_twice_is_one_draft(database: Database) -> None:
    async with database.transaction() as tx:
        dana = await staff(tx)
        first = await draft_for(tx, example(), None, dana)
        second = await draft_for(tx, example(), None, dana)
    assert first.id == second.id


async def test_document_is_sealed_in_the_database(database: Database) -> None:
    async with database.transaction() as tx:
        await draft_for(tx, example(), None, await staff(tx))
        raw = await tx.value(text("SELECT document FROM plans"))
    assert b"baclofen" not in bytes(raw)


async def test_planned_reminders_add_up_to_the_calendar(database: Database) -> None:
    plan = example()
    done, ana = await signed_plan(database, plan)
    planning = Planning(database, [DosePlanner()])
    for day in range(80):
        await planning.tick(BEFORE + timedelta(days=day))
    async with database.reading() as tx:
        person = await reread(tx, ana)
        rows = await tx.all(select(reminders).where(reminders.c.kind == "dose"))
        doses = await as_ordered(tx, person, [as_due(row) for row in rows])
    total = sum((dose.slot.amount for dose in doses), Decimal(0))
    assert total == sum((day.total for day in whole_calendar(plan)), Decimal(0))
    assert len(doses) == done.reminders


async def test_replacing_in_mid_day_keeps_what_was_answered(database: Database) -> None:
    noon = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
    _, ana = await signed_plan(database, plan_of(short()))
    planning = Planning(database, [DosePlanner()])
    await planning.tick(noon - timedelta(hours=6))
    async with database.transaction() as tx:
        today = reminders.c.due_at > noon - timedelta(hours=6)
        row = await tx.first(select(reminders).where(today).order_by(reminders.c.due_at))
        assert row is not None
        answer = DoseAnswer(answer=Answer.TAKEN, at=noon, taken_at=noon)
        await answered.record(tx, [as_due(row)], answer, person_id=ana)
    later = short(("8:00: 10 mg\n          20:00: 5 mg", "8:00: 10 mg\n          21:00: 2.5 mg"))
    await signed_plan(database, plan_of(later), ana=ana, now=noon)
    await planning.tick(noon + timedelta(seconds=2))
    async with database.reading() as tx:
        rows = await tx.all(select(reminders).where(reminders.c.kind == "dose", today).order_by(reminders.c.due_at))
    assert [(row.due_at.hour, row.state) for row in rows[:2]] == [(14, "answered"), (3, "planned")]


async def test_ended_plan_has_no_reminders_after_a_tick(database: Database) -> None:
    done, ana = await signed_plan(database, example())
    planning = Planning(database, [DosePlanner()])
    morning = datetime(2026, 12, 2, 12, 0, tzinfo=UTC)
    await planning.tick(morning)
    async with database.transaction() as tx:
        await signed.end(tx, done.plan.id, by=await staff(tx), now=morning)
    await planning.tick(morning + timedelta(seconds=2))
    async with database.reading() as tx:
        planned = (reminders.c.state == "planned", reminders.c.person_id == ana, reminders.c.due_at > morning)
        left = await tx.value(select(func.count()).where(*planned))
    assert left == 0


async def test_ending_a_plan_to_come_ends_the_old_one_too(database: Database) -> None:
    _, ana = await signed_plan(database, plan_of(short()))
    later = plan_of(short(("from: 2026-12-01", "from: 2026-12-03"), ("until: 2026-12-03", "until: 2026-12-05")))
    second, _ = await signed_plan(database, later, ana=ana)
    on_the_first = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
    async with database.transaction() as tx:
        assert await active.in_force(tx, ana, on_the_first) is not None
        await signed.end(tx, second.plan.id, by=await staff(tx), now=on_the_first)
        assert await active.in_force(tx, ana, on_the_first + timedelta(hours=1)) is None


async def test_order_that_ends_above_zero_is_told_twice(database: Database) -> None:
    await signed_plan(database, plan_of(short()))
    station = OrderEnding(database, PROGRAMME)
    await station.tick(datetime(2026, 11, 28, 16, 0, tzinfo=UTC))
    await station.tick(datetime(2026, 11, 28, 17, 0, tzinfo=UTC))
    async with database.reading() as tx:
        assert [task.kind for task in await tasks.all_open(tx)] == [TaskKind.PLAN_ENDS]
    await station.tick(datetime(2026, 12, 5, 7, 0, tzinfo=UTC))
    await station.tick(datetime(2026, 12, 5, 8, 0, tzinfo=UTC))
    async with database.reading() as tx:
        assert await tx.value(select(func.count()).select_from(alerts)) == 1


async def test_order_that_ends_in_zero_is_not_told(database: Database) -> None:
    await signed_plan(database, example())
    await OrderEnding(database, PROGRAMME).tick(datetime(2027, 2, 12, 20, 0, tzinfo=UTC))
    async with database.reading() as tx:
        assert await tasks.all_open(tx) == ()


async def test_same_wish_twice_is_one_task(database: Database) -> None:
    done, ana = await signed_plan(database, example())
    async with database.transaction() as tx:
        person = await reread(tx, ana)
        for hour in (0, 1):
            now = BEFORE + timedelta(hours=hour)
            await requested.ask(tx, person, done.plan, Wish.SLOWER, programme=PROGRAMME, now=now)
        open_now = await requested.open_requests(tx, person)
    assert [one.wish for one in open_now] == [Wish.SLOWER]


async def test_reading_is_noted_once(database: Database) -> None:
    done, _ = await signed_plan(database, example())
    async with database.transaction() as tx:
        assert await signed.read(tx, done.plan, BEFORE) is True
        assert await signed.read(tx, done.plan, BEFORE) is False
