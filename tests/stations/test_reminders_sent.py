"""What came of sending a reminder: each outcome has its state, and an answer that came meanwhile stays."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.caseload import people
from bot.clock import MovableClock
from bot.ids import ChatId
from bot.reminders import claimed, sent
from bot.reminders.due import Due
from bot.sending import GoneForGood, Moved, Rejected, RetryAt, SendResult, Unknown
from bot.storage.database import Database
from bot.storage.tables import reminders
from tests.stations.reminded import ANA, add, patient, rows


async def group(database: Database, clock: MovableClock) -> list[Due]:
    """One claimed reminder."""
    async with database.transaction() as tx:
        await add(tx, await patient(tx, clock.now()), clock.now())
        [found] = await claimed.claim(tx, clock.now(), limit=1)
    return found


async def record(database: Database, clock: MovableClock, result: SendResult) -> str | None:
    claims = await group(database, clock)
    async with database.transaction() as tx:
        return await sent.record(tx, claims, result, clock.now())


async def test_proven_not_sent_is_tried_again_when_asked_for(database: Database, clock: MovableClock) -> None:
    await record(database, clock, RetryAt(after=timedelta(seconds=7), reason="too many requests"))
    [row] = await rows(database)
    assert (row.state, row.copies, row.not_before) == ("planned", 0, clock.now() + timedelta(seconds=7))


async def test_an_unknown_outcome_permits_one_more_copy(database: Database, clock: MovableClock) -> None:
    await record(database, clock, Unknown(reason="timed out"))
    [row] = await rows(database)
    assert (row.state, row.copies, row.not_before) == ("planned", 1, clock.now() + sent.REPEAT_AFTER[0])


@pytest.mark.parametrize("result", [GoneForGood(reason="blocked"), Rejected(reason="bad request")])
async def test_what_is_refused_for_good_is_dropped_with_its_reason(
    database: Database, clock: MovableClock, result: GoneForGood | Rejected
) -> None:
    assert await record(database, clock, result) == result.reason
    [row] = await rows(database)
    assert (row.state, row.reason, row.ended_at) == ("dropped", result.reason, clock.now())


async def test_a_moved_chat_is_kept_and_tried_at_once(database: Database, clock: MovableClock) -> None:
    await record(database, clock, Moved(chat_id=ChatId(-100)))
    async with database.reading() as tx:
        ana = await people.by_id(tx, ANA)
    [row] = await rows(database)
    assert ana is not None
    assert (ana.chat_id, row.state, row.not_before) == (-100, "planned", clock.now())


async def test_an_answer_that_came_meanwhile_stays(database: Database, clock: MovableClock) -> None:
    claims = await group(database, clock)
    async with database.transaction() as tx:
        await tx.run(update(reminders).values(state="answered"))
        await sent.record(tx, claims, Unknown(reason="timed out"), clock.now())
    [row] = await rows(database)
    assert (row.state, row.copies) == ("answered", 0)
