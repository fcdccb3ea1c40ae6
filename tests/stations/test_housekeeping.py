"""What is kept only for a while is looked for every hour, and gone."""

from datetime import timedelta

from sqlalchemy import insert, select

from bot.clock import MovableClock
from bot.housekeeping import Housekeeping
from bot.storage import inbox
from bot.storage.database import Database
from bot.storage.tables import reports
from tests.stations.test_inbox import receive


async def test_old_updates_go_in_the_next_hour_and_once(database: Database, clock: MovableClock) -> None:
    station = Housekeeping(database)
    [row] = await receive(database, clock, 11)
    async with database.transaction() as tx:
        await inbox.handled(tx, row.id, clock.now())
    told = [dict((await station.tick(clock.now())).counts)]
    for passes in (timedelta(days=7, minutes=1), timedelta(minutes=30), timedelta(hours=1)):
        clock.move(passes)
        told.append(dict((await station.tick(clock.now())).counts))
    assert told == [{}, {"inbox": 1}, {}, {}]


async def test_what_a_stranger_reported_goes_although_nothing_else_is_old(
    database: Database, clock: MovableClock
) -> None:
    async with database.transaction() as tx:
        await tx.run(
            insert(reports).values(
                chat_id=7,
                person_id=None,
                source="text",
                tier="urgent",
                state="guided",
                shared="kept",
                at=clock.now(),
                reason="seizure",
            )
        )
    clock.move(timedelta(days=8))
    assert (await Housekeeping(database).tick(clock.now())).counts == {"reports": 1}
    async with database.reading() as tx:
        assert await tx.value(select(reports.c.reason)) is None
