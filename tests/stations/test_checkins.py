"""Check-ins in the database, on both: what is asked when, what is kept, what is left, what is sealed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from bot import house
from bot.caseload import enrolled, people
from bot.caseload.person import Person, PersonState
from bot.checkins import answered, asked, kept
from bot.checkins.asked import Asking, Begun
from bot.checkins.checkin import Checkin, CheckinState
from bot.ids import ChatId
from bot.reminders.checkin_daily import CheckinPlanner
from bot.storage.database import Database, Transaction
from bot.storage.tables import checkins
from tests import ordered

NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)
READ = house.load()
ASKING = Asking(packs=READ.packs, medicines=READ.medicines, programme=READ.programme)


async def ana_of(tx: Transaction) -> Person:
    person = await enrolled.add_patient(tx, name="Ana", phone=None, manager_id=None, now=NOW)
    await people.change(
        tx,
        person,
        chat_id=ChatId(7),
        state=PersonState.ACTIVE,
        zone="America/Chicago",
        checkin_at="09:00",
        reminders_agreed=True,
    )
    return await enrolled.reread(tx, person)


async def answer_all(tx: Transaction, ana: Person, checkin: Checkin, now: datetime, *, value: int = 0) -> Checkin:
    checkin = await answered.no_flags(tx, checkin)
    while (name := checkin.item) is not None:
        item = READ.packs.item(name)
        assert item is not None
        checkin = await answered.item_answered(tx, checkin, item, value)
    return (await answered.finish(tx, ana, checkin, ASKING, now=now)).checkin


async def full_day(tx: Transaction, ana: Person, now: datetime) -> Checkin:
    checkin, _ = await asked.begin(tx, ana, ASKING, now)
    return await answer_all(tx, ana, checkin, now)


async def test_open_checkin_goes_on_the_same_day(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        first, _ = await asked.begin(tx, ana, ASKING, NOW)
        first = await answered.no_flags(tx, first)
    async with database.transaction() as tx:
        second, begun = await asked.begin(tx, ana, ASKING, NOW + timedelta(hours=3))
    assert (second, begun) == (first, Begun.GOES_ON)


async def test_yesterdays_open_checkin_is_left_with_its_answers(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        first, _ = await asked.begin(tx, ana, ASKING, NOW)
        anxiety = READ.packs.item("anxiety")
        assert anxiety is not None
        await answered.item_answered(tx, await answered.no_flags(tx, first), anxiety, 2)
        second, begun = await asked.begin(tx, ana, ASKING, NOW + timedelta(days=1))
        left = await kept.by_id(tx, ana.id, first.id)
    assert left is not None
    assert (begun, left.state, left.answers.value("anxiety")) == (Begun.NEW, CheckinState.LEFT, 2)
    assert second.id != first.id


async def test_same_day_is_the_persons_own_day(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        await full_day(tx, ana, datetime(2026, 12, 2, 4, tzinfo=UTC))  # 22:00 on 1 December in Chicago
        _, same = await asked.begin(tx, ana, ASKING, datetime(2026, 12, 2, 5, 59, tzinfo=UTC))
        _, following = await asked.begin(tx, ana, ASKING, datetime(2026, 12, 2, 6, 1, tzinfo=UTC))
    assert (same, following) == (Begun.DONE_TODAY, Begun.NEW)


async def test_plan_chooses_the_pack_and_its_end_the_general_one(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        plan = ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-03", "8:00: 10 mg")))
        await ordered.sign(tx, READ, ana.id, plan, NOW)
        during, _ = await asked.begin(tx, ana, ASKING, NOW + timedelta(days=2))
        after, _ = await asked.begin(tx, ana, ASKING, NOW + timedelta(days=3))
    assert (during.pack, after.pack) == ("baclofen", "general")


async def test_screeners_come_every_two_weeks(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        asked_on = [(await full_day(tx, ana, NOW + timedelta(days=day))).answers.items for day in range(31)]
    assert [day for day, items in enumerate(asked_on) if "phq1" in items and "phq2" in items] == [14, 28]
    assert [day for day, items in enumerate(asked_on) if "gad1" in items and "gad2" in items] == [15, 29]


async def test_an_answer_to_another_item_changes_nothing(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        checkin, _ = await asked.begin(tx, ana, ASKING, NOW)
        mood = READ.packs.item("mood")
        assert mood is not None
        assert await answered.item_answered(tx, checkin, mood, 3) == checkin


async def test_strangers_cannot_read_a_checkin(database: Database) -> None:
    async with database.transaction() as tx:
        ana, ben = await ana_of(tx), await enrolled.add_patient(tx, name="Ben", phone=None, manager_id=None, now=NOW)
        checkin, _ = await asked.begin(tx, ana, ASKING, NOW)
        assert await kept.by_id(tx, ben, checkin.id) is None


async def test_answers_lie_sealed_in_the_table(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        checkin, _ = await asked.begin(tx, ana, ASKING, NOW)
        await answered.noted(tx, checkin, "zanzibarite")
        raw = await tx.value(text("SELECT answers FROM checkins"))
    assert b"zanzibarite" not in bytes(raw)
    assert b"anxiety" not in bytes(raw)


async def test_two_finished_on_one_day_are_one_day(database: Database) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        await full_day(tx, ana, NOW)
        again, _ = await asked.begin(tx, ana, ASKING, NOW + timedelta(hours=1), anew=True)
        await answer_all(tx, ana, again, NOW + timedelta(hours=1), value=1)
        zone = kept.zone_of(ana, READ.programme)
        days = await kept.days_of(tx, ana.id, start=NOW - timedelta(days=1), zone=zone)
        rows = await tx.all(select(checkins.c.id))
    assert (len(rows), [day.value("craving") for day in days]) == (2, [1])


@pytest.mark.parametrize("missing", [{"checkin_at": None}, {"zone": None}])
async def test_no_hour_or_zone_no_prompt(database: Database, missing: dict[str, None]) -> None:
    async with database.transaction() as tx:
        ana = await ana_of(tx)
        await people.change(tx, ana.id, **missing)
        ana = await enrolled.reread(tx, ana.id)
        assert await CheckinPlanner().wanted(tx, ana, NOW, NOW + timedelta(days=2)) == ()
