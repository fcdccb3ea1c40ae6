"""A due reminder is one taker's, whole with its moment, until its lease runs out; and finding it costs an index."""

import asyncio
from datetime import timedelta

from sqlalchemy import select, update

from bot.clock import MovableClock
from bot.ids import PersonId
from bot.reminders import claimed
from bot.reminders.claimed import LEASE
from bot.reminders.doses import group_of
from bot.reminders.due import Due
from bot.storage.database import Database
from bot.storage.tables import reminders
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
