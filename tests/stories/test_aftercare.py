"""Aftercare over HTTP: appointments told of discreetly, "did you go?" without blame, what staff hear of it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.caseload import people
from bot.caseload.permissions import Role
from bot.demo.botapi.phones import Phone
from bot.ids import ChatId
from bot.storage.tables import tasks
from tests import joined, ordered
from tests.world import ProgramWorld

DANA, ANA = 501, 502
CARE = """
aftercare:
  - kind: one_on_one_therapy
    state: booked
    place: Harbor Clinic, room 4
    phone: 555-0199
    if_then: If it is Tuesday 16:30, I leave by bus 12.
    repeats:
      - {every: week, on: Tue, at: 17:15, minutes: 50, from: 2026-12-08, until: 2027-03-30}
  - kind: legal_assistance
    state: booked
    visits:
      - {on: 2026-12-11, at: 9:30, minutes: 60, place: Court house, court: yes}
  - kind: family_therapy
    state: waiting
    review_on: 2026-12-15
"""
VISIT = datetime(2026, 12, 8, 23, 15, tzinfo=UTC)
"""Tuesday 17:15 in Chicago."""
COURT = datetime(2026, 12, 11, 15, 30, tzinfo=UTC)
WEEK = timedelta(days=7)


def with_care(care: str = CARE) -> bytes:
    return ordered.plan_file(ordered.medicine(("2026-12-01", "2027-01-10", "8:00: 20 mg"))) + care.encode()


async def on_plan(world: ProgramWorld, content: bytes | None = None, sharing: str = "Yes, share") -> Phone:
    """Ana follows a plan with aftercare; checks-ins and doses are not what these stories are about."""
    dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
    ana = await joined.patient(world, dana, ANA)
    if sharing != "Yes, share":
        await world.says(ana, "/consent")
        await world.taps(ana, "Change what the care team sees")
        await world.taps(ana, sharing)
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
        assert person is not None
        await ordered.sign(tx, world.app.house, person.id, content or with_care(), world.clock.now())
    await world.settled()
    return ana


async def kinds(world: ProgramWorld) -> list[str]:
    """The kinds of open tasks that are about aftercare."""
    async with world.database.reading() as tx:
        rows = await tx.all(select(tasks.c.kind).where(tasks.c.state == "open").order_by(tasks.c.id))
    about = {"rebook", "visits_missed", "none_booked", "after_7_days", "after_30_days"}
    return [row.kind for row in rows if row.kind in about]


def told(phone: Phone, words: str) -> list[str]:
    return [message.text for message in phone.from_bot() if words in message.text]


async def test_aftercare_lists_services_with_state_and_next_visit(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    listed = await world.says(ana, "/aftercare")

    assert (
        "one-on-one therapy · booked\nNext: Tue 8 Dec at 17:15\nHarbor Clinic, room 4\nPhone: 555-0199" in listed.text
    )
    assert "family therapy · waiting for a place\nWe look at it again on Tue 15 Dec." in listed.text
    assert "Not decided yet: support group, vocational rehabilitation" in listed.text


async def test_visit_is_told_a_day_and_two_hours_before(world: ProgramWorld) -> None:
    ana = await on_plan(world)

    await world.run_until(VISIT)

    assert told(ana, "appointment") == [
        "On Fri 11 Dec at 9:30 you have an appointment.",
        "Tomorrow at 17:15 you have an appointment.",
        "Today at 17:15 you have an appointment.",
    ]


async def test_show_opens_the_visit_and_hide_covers_it(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(VISIT - timedelta(hours=24))

    shown = await world.taps(ana, "Show")
    assert shown.text == (
        "Tomorrow at 17:15: one-on-one therapy\nHarbor Clinic, room 4\nPhone: 555-0199\n"
        "Your plan: If it is Tuesday 16:30, I leave by bus 12."
    )
    hidden = await world.taps(ana, "Hide")

    assert hidden.text == "Tomorrow at 17:15 you have an appointment."
    assert hidden.protect


async def test_visit_of_a_replaced_plan_is_not_told(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(VISIT - timedelta(hours=30))
    async with world.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
        assert person is not None
        await ordered.sign(tx, world.app.house, person.id, with_care(""), world.clock.now())

    await world.run_until(VISIT + timedelta(hours=6))

    assert not told(ana, "17:15")


async def test_going_is_noted_with_the_next_visit(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(VISIT + timedelta(hours=2))
    assert ana.last().text == "You had an appointment today at 17:15. Did you go?"

    thanked = await world.taps(ana, "Yes")

    assert thanked.text == "Thank you. Noted. Next: Tue 15 Dec at 17:15."
    assert await kinds(world) == []


async def test_missing_one_is_no_task_until_asked(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.run_until(VISIT + timedelta(hours=2))

    offered = await world.taps(ana, "No")
    assert offered.text.startswith("Thank you for telling me. It happens.")
    assert await kinds(world) == []
    await world.taps(ana, "Yes, ask")

    assert await kinds(world) == ["rebook"]


async def test_two_missed_in_a_row_are_a_call(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    for at in (VISIT, VISIT + WEEK):
        await world.run_until(at + timedelta(hours=2))
        await world.taps(ana, "No")

    assert await kinds(world) == ["visits_missed"]


async def test_moved_one_between_two_missed_is_no_call(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    for at, answer in ((VISIT, "No"), (VISIT + WEEK, "Moved"), (VISIT + 2 * WEEK, "No")):
        await world.run_until(at + timedelta(hours=2))
        await world.taps(ana, answer)

    assert await kinds(world) == []


async def test_missed_visits_stay_private_without_sharing(world: ProgramWorld) -> None:
    ana = await on_plan(world, sharing="No, keep to myself")
    for at in (VISIT, VISIT + WEEK):
        await world.run_until(at + timedelta(hours=2))
        await world.taps(ana, "No")

    assert await kinds(world) == []


async def test_answer_about_a_visit_can_be_corrected(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    for at in (VISIT, VISIT + WEEK):
        await world.run_until(at + timedelta(hours=2))
        await world.taps(ana, "No" if at > VISIT else "Yes")

    await world.taps(ana, "Change my answer")
    corrected = await world.taps(ana, "Yes")

    assert corrected.text.startswith("Thank you. Noted.")
    assert await kinds(world) == []


async def test_nobody_else_can_open_a_visit(world: ProgramWorld) -> None:
    await on_plan(world)
    await world.run_until(VISIT - timedelta(hours=24))
    stranger = world.phone(777)
    stranger.start()
    await world.settled()

    joined.tap_anyway(stranger, "vs:1")
    await world.settled()

    assert "therapy" not in stranger.last().text


async def test_nothing_booked_by_day_five_is_a_task(world: ProgramWorld) -> None:
    waiting = "aftercare:\n  - {kind: family_therapy, state: waiting, review_on: 2026-12-15}\n"
    await on_plan(world, with_care(waiting))

    await world.run_until(datetime(2026, 12, 6, 5, 0, tzinfo=UTC))
    assert await kinds(world) == []
    await world.run_until(datetime(2026, 12, 6, 20, 0, tzinfo=UTC))

    assert await kinds(world) == ["none_booked"]


async def test_seven_and_thirty_days_after_the_last_dose_are_tasks(world: ProgramWorld) -> None:
    await on_plan(world, ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-02", "8:00: 20 mg"))))

    await world.run_until(datetime(2026, 12, 9, 20, 0, tzinfo=UTC))
    assert await kinds(world) == ["after_7_days"]
    await world.run_until(datetime(2027, 1, 1, 20, 0, tzinfo=UTC))

    assert await kinds(world) == ["after_7_days", "after_30_days"]


OFFERED = CARE.replace("state: waiting\n    review_on: 2026-12-15", "state: offered")


async def test_an_offered_service_is_accepted_in_the_chat(world: ProgramWorld) -> None:
    ana = await on_plan(world, with_care(OFFERED))
    await world.says(ana, "/aftercare")
    await world.taps(ana, "Family therapy")

    said = await world.taps(ana, "Yes, I want this")

    assert "you said yes" in said.text
    assert "that you want this." in said.text
    async with world.database.reading() as tx:
        assert "service_wanted" in [row.kind for row in await tx.all(select(tasks.c.kind))]


async def test_ones_own_plan_for_getting_there_stands_in_the_reminder(world: ProgramWorld) -> None:
    ana = await on_plan(world)
    await world.says(ana, "/aftercare")
    await world.taps(ana, "One-on-one therapy")
    await world.taps(ana, "Change my plan")
    await world.says(ana, "If it is Tuesday 16:00, my sister drives me.")

    await world.run_until(VISIT - timedelta(hours=2))

    shown = await world.taps(ana, "Show")
    assert "Your plan: If it is Tuesday 16:00, my sister drives me." in shown.text
