"""What is wanted is planned, once; also when the tick that plans it comes late."""

from datetime import timedelta

from bot.caseload import people
from bot.clock import MovableClock
from bot.reminders.doses import DosePlanner
from bot.reminders.planned import Planning
from bot.storage.database import Database
from tests.stations.reminded import patient, rows, sign

TEN_MINUTES = timedelta(minutes=10)


async def plan(database: Database, clock: MovableClock) -> None:
    await Planning(database, [DosePlanner()]).tick(clock.now())


async def test_a_dose_due_before_the_next_tick_is_planned(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        await sign(tx, await patient(tx, clock.now()), clock.now(), "12:05: 20 mg")
    clock.move(TEN_MINUTES)
    await plan(database, clock)
    first = (await rows(database))[0]
    assert (first.due_at, first.state) == (clock.now() - TEN_MINUTES / 2, "planned")


async def test_a_new_order_does_not_forget_what_an_outage_left(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        ana = await patient(tx, clock.now())
        await sign(tx, ana, clock.now(), "12:05: 20 mg")
    clock.move(TEN_MINUTES)
    async with database.transaction() as tx:
        await sign(tx, ana, clock.now(), "12:05: 10 mg")
    await plan(database, clock)
    assert next(row.due_at for row in await rows(database)) == clock.now() - TEN_MINUTES / 2


async def test_nothing_is_planned_for_before_the_order(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        await sign(tx, await patient(tx, clock.now()), clock.now(), "11:55: 20 mg")
    await plan(database, clock)
    assert all(row.due_at > clock.now() for row in await rows(database))


async def test_planning_twice_plans_nothing_new(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        ana = await patient(tx, clock.now())
        await sign(tx, ana, clock.now(), "12:05: 20 mg")
    await plan(database, clock)
    before = len(await rows(database))
    async with database.transaction() as tx:
        await people.plan_anew(tx, ana, clock.now())
    await plan(database, clock)
    assert len(await rows(database)) == before
