"""A due reminder is one taker's, whole with its moment, until its lease runs out; and finding it costs an index."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Executable, select, text, update

from bot.clock import MovableClock
from bot.ids import PersonId
from bot.reminders import claimed
from bot.reminders.claimed import LEASE
from bot.reminders.doses import group_of
from bot.reminders.due import Due
from bot.storage.database import Database, Dialect, Transaction
from bot.storage.glance import Glance
from bot.storage.tables import people, reminders
from tests.stations.reminded import add, patient, rows

MOMENT = timedelta(minutes=1)


async def many(database: Database, clock: MovableClock, count: int) -> None:
    """So many due reminders of one person, each at its own instant."""
    async with database.transaction() as tx:
        ana = await patient(tx, clock.now())
        for number in range(count):
            await add(tx, ana, clock.now() - timedelta(seconds=number))


async def moment(database: Database, clock: MovableClock, *windows: timedelta) -> None:
    """One moment that is due now, with a medicine for each window."""
    async with database.transaction() as tx:
        ana = await patient(tx, clock.now())
        for number, window in enumerate(windows):
            await add(tx, ana, clock.now(), subject=f"medicine{number}", window_until=clock.now() + window)


async def claim(database: Database, clock: MovableClock, limit: int = 100) -> list[list[Due]]:
    async with database.transaction(alone=False) as tx:
        return await claimed.claim(tx, clock.now(), limit=limit)


async def test_four_claimers_never_get_the_same_reminder(database: Database, clock: MovableClock) -> None:
    await many(database, clock, 200)

    async def taker() -> list[int]:
        found: list[int] = []
        while groups := await claim(database, clock, limit=7):
            found += [due.id for group in groups for due in group]
        return found

    taken = [one for found in await asyncio.gather(*(taker() for _ in range(4))) for one in found]
    assert (len(taken), len(set(taken))) == (200, 200)


async def test_a_moment_is_claimed_whole(database: Database, clock: MovableClock) -> None:
    await moment(database, clock, timedelta(hours=2), timedelta(hours=2), timedelta(hours=2))
    assert [len(group) for group in await claim(database, clock, limit=1)] == [3]


async def test_a_medicine_that_is_too_late_stands_apart(database: Database, clock: MovableClock) -> None:
    await moment(database, clock, timedelta(minutes=30), timedelta(hours=2))
    clock.move(timedelta(hours=1))
    groups = await claim(database, clock)
    assert sorted(due.subject for group in groups for due in group if len(group) == 1) == ["medicine0", "medicine1"]


async def test_what_was_told_leaves_out_what_was_not(database: Database, clock: MovableClock) -> None:
    await moment(database, clock, timedelta(minutes=30), timedelta(hours=2))
    async with database.transaction() as tx:
        await tx.run(update(reminders).where(reminders.c.subject == "medicine0").values(state="dropped"))
        [late, told] = [row.id for row in await tx.all(select(reminders.c.id).order_by(reminders.c.id))]
        assert [due.id for due in await group_of(tx, PersonId(1), told)] == [told]
        assert [due.id for due in await group_of(tx, PersonId(1), late)] == [late, told]


async def test_nobody_takes_a_claim_before_its_lease_runs_out(database: Database, clock: MovableClock) -> None:
    await many(database, clock, 1)
    await claim(database, clock)
    clock.move(LEASE - MOMENT)
    assert await claim(database, clock) == []


async def test_a_lease_that_ran_out_is_a_repeat(database: Database, clock: MovableClock) -> None:
    await many(database, clock, 1)
    await claim(database, clock)
    clock.move(LEASE)
    [[again]] = await claim(database, clock)
    assert (again.copies, (await rows(database))[0].attempts) == (1, 2)


async def test_what_is_in_hand_is_not_taken_back(database: Database, clock: MovableClock) -> None:
    await many(database, clock, 1)
    [[due]] = await claim(database, clock)
    clock.move(LEASE)
    async with database.transaction() as tx:
        assert await claimed.claim(tx, clock.now(), limit=1, not_these=[due.id]) == []


async def plan_of(tx: Transaction, statement: Executable) -> str:
    """How the database would find it, with the values in it."""
    compiled = statement.compile(  # type: ignore[attr-defined]
        dialect=tx._connection.dialect, compile_kwargs={"literal_binds": True}
    )
    how = "EXPLAIN QUERY PLAN " if tx.dialect is Dialect.SQLITE else "EXPLAIN "
    found: Sequence[object] = [row[-1] for row in await tx.all(text(how + str(compiled).replace(":", "\\:")))]
    return "\n".join(map(str, found))


async def filled(tx: Transaction, clock: MovableClock) -> None:
    """Enough rows that looking at all of them is no choice; almost none is due."""
    ana = await patient(tx, clock.now())
    values = [
        {
            "person_id": ana,
            "kind": "dose",
            "subject": str(number),
            "due_at": clock.now() + timedelta(days=1, seconds=number),
            "zone": "UTC",
            "state": "planned" if number % 2 else "answered",
            "not_before": clock.now() + timedelta(days=1, seconds=number),
            "window_until": clock.now() + timedelta(days=2),
        }
        for number in range(3000)
    ]
    await tx.run(reminders.insert(), values)
    others = {"role": "patient", "state": "active", "reminders_agreed": True, "created_at": clock.now()}
    await tx.run(people.insert(), [others | {"planned_until": clock.now() + timedelta(days=2)} for _ in range(500)])
    await tx.run(text("ANALYZE"))


@pytest.mark.parametrize(
    ("index", "where"),
    [
        ("ix_reminders_state_not_before", "due"),
        ("ix_reminders_state_kind_window_until", "window"),
        ("ix_people_state_planned_until", "planned"),
    ],
)
async def test_what_is_due_is_found_by_an_index(
    database: Database, clock: MovableClock, index: str, where: str
) -> None:
    now = clock.now()
    queries: dict[str, Executable] = {
        "due": select(reminders.c.id)
        .where(reminders.c.state == "planned", reminders.c.not_before <= now)
        .order_by(reminders.c.not_before, reminders.c.id)
        .limit(30),
        "window": select(reminders.c.id).where(
            reminders.c.state == "sent", reminders.c.kind == "dose", reminders.c.window_until <= now
        ),
        "planned": select(people.c.id).where(
            people.c.state == "active", people.c.reminders_agreed.is_(True), people.c.planned_until < now
        ),
    }
    async with database.transaction() as tx:
        await filled(tx, clock)
        if tx.dialect is Dialect.POSTGRESQL:
            await tx.run(text("SET LOCAL enable_seqscan = off"))  # a handful of people is quicker read whole
        assert index in await plan_of(tx, queries[where])


async def test_a_glance_at_leases_reads_no_table_whole(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        await filled(tx, clock)
    glance = Glance(database, {"claims": claimed.due})
    async with database.reading() as tx:
        how = await plan_of(tx, glance.query.params({name: clock.now() for name in glance.query.compile().params}))
    assert "Seq Scan on reminders" not in how
    assert "SCAN reminders" not in how
