"""A message goes out once; what is not known is repeated, marked, and in the end dropped with a reason."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import MovableClock
from bot.ids import ChatId
from bot.sending import GoneForGood, Lane, Method, Moved, Outgoing, Rejected, RetryAt, SendResult, Sent, Unknown
from bot.storage import outgoing
from bot.storage.database import Database
from bot.storage.outgoing import OutgoingRow
from bot.storage.tables import outgoing as table

MESSAGE = Outgoing(chat_id=ChatId(7), text="Hello", key="a", repeat_note="(again)")


async def plan(database: Database, clock: MovableClock, *messages: Outgoing) -> None:
    async with database.transaction() as tx:
        await outgoing.add(tx, messages, clock.now(), lease=None)


async def claim(database: Database, clock: MovableClock, limit: int = 10) -> list[OutgoingRow]:
    async with database.transaction() as tx:
        return await outgoing.claim(tx, clock.now(), limit=limit)


async def send(database: Database, clock: MovableClock, result: SendResult) -> None:
    """The one due message was claimed, and `result` came of it."""
    [row] = await claim(database, clock)
    async with database.transaction() as tx:
        await outgoing.record(tx, [(row.id, result)], clock.now())


async def stored(database: Database, key: str = "a") -> Any:
    async with database.reading() as tx:
        return await tx.first(select(table).where(table.c.key == key))


async def test_a_claimed_message_is_nobody_elses(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    assert [row.message for row in await claim(database, clock)] == [MESSAGE]
    assert await claim(database, clock) == []


async def test_the_same_key_twice_is_one_message(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        first = await outgoing.add(tx, [MESSAGE, MESSAGE], clock.now())
        second = await outgoing.add(tx, [replace(MESSAGE, text="Other")], clock.now())
    assert ([row.message.text for row in first], second) == (["Hello"], [])


async def test_what_is_handed_over_is_not_claimed_by_a_tick(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        await outgoing.add(tx, [MESSAGE], clock.now())
    assert await claim(database, clock) == []


async def test_urgent_lanes_are_claimed_first(database: Database, clock: MovableClock) -> None:
    lanes = [Lane.DIGEST, Lane.ANSWER, Lane.GUIDANCE, Lane.ALERT]
    await plan(database, clock, *(replace(MESSAGE, key=lane.name, lane=lane) for lane in lanes))
    assert [row.message.lane for row in await claim(database, clock, limit=3)] == [
        Lane.GUIDANCE,
        Lane.ALERT,
        Lane.ANSWER,
    ]


async def test_four_claimers_never_get_the_same_message(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, *(replace(MESSAGE, key=str(n)) for n in range(200)))

    async def claim_some() -> list[int]:
        taken: list[int] = []
        for _ in range(5):
            async with database.transaction(alone=False) as tx:
                taken += [row.id for row in await outgoing.claim(tx, clock.now(), limit=10)]
        return taken

    taken = [row for rows in await asyncio.gather(*(claim_some() for _ in range(4))) for row in rows]
    assert len(taken) == len(set(taken)) == 200


async def test_a_sent_message_is_found_by_its_key(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    await send(database, clock, Sent(message_id=99))
    async with database.reading() as tx:
        assert await outgoing.message_id_of(tx, "a") == 99
    assert (await stored(database)).state == "sent"


async def test_not_sent_for_sure_is_tried_again_unmarked(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    await send(database, clock, RetryAt(after=timedelta(seconds=30), reason="429"))
    assert await claim(database, clock) == []
    clock.move(timedelta(seconds=30))
    assert [row.message.text for row in await claim(database, clock)] == ["Hello"]


async def test_an_unknown_outcome_permits_a_marked_copy(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    await send(database, clock, Unknown(reason="time-out"))
    clock.move(timedelta(seconds=5))
    assert [row.message.text for row in await claim(database, clock)] == ["(again)\nHello"]


async def test_a_repeated_edit_is_not_marked(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, replace(MESSAGE, method=Method.EDIT_TEXT))
    await send(database, clock, Unknown(reason="time-out"))
    clock.move(timedelta(seconds=5))
    assert [row.message.text for row in await claim(database, clock)] == ["Hello"]


async def test_a_lease_that_ran_out_is_an_unknown_outcome(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    await claim(database, clock)
    clock.move(outgoing.LEASE)
    assert await claim(database, clock) == []
    clock.move(timedelta(seconds=5))
    assert [row.copies for row in await claim(database, clock)] == [1]


async def test_a_message_in_hand_keeps_its_lease(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    [row] = await claim(database, clock)
    clock.move(timedelta(days=1))
    async with database.transaction() as tx:
        assert await outgoing.claim(tx, clock.now(), limit=10, not_these={row.id}) == []
    assert (await stored(database)).state == "claimed"


async def test_no_more_copies_when_the_window_closes(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, replace(MESSAGE, expires_at=clock.now() + timedelta(minutes=1)))
    await send(database, clock, Unknown(reason="time-out"))
    clock.move(timedelta(minutes=1))
    assert await claim(database, clock) == []
    row = await stored(database)
    assert (row.state, row.reason) == ("dropped", "unknown outcome")


async def test_guidance_is_repeated_for_a_day(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, replace(MESSAGE, lane=Lane.GUIDANCE))
    await send(database, clock, Unknown(reason="timed out"))
    clock.move(timedelta(hours=23))
    assert len(await claim(database, clock)) == 1


async def test_a_message_without_window_is_repeated_for_an_hour(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    copies = 0
    for _ in range(60):
        for row in await claim(database, clock):
            copies += 1
            async with database.transaction() as tx:
                await outgoing.record(tx, [(row.id, Unknown(reason="reset"))], clock.now())
        clock.move(timedelta(minutes=2))
    assert copies == 9
    assert (await stored(database)).reason == "unknown outcome"


async def test_what_nobody_sent_in_time_is_too_late(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, replace(MESSAGE, expires_at=clock.now() + timedelta(minutes=1)))
    clock.move(timedelta(minutes=2))
    assert await claim(database, clock) == []
    row = await stored(database)
    assert (row.state, row.reason) == ("dropped", "too late")


async def test_a_moved_chat_takes_all_its_messages_along(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE, replace(MESSAGE, key="b"))
    [first] = await claim(database, clock, limit=1)
    async with database.transaction() as tx:
        await outgoing.record(tx, [(first.id, Moved(chat_id=ChatId(-100)))], clock.now())
    assert [row.message.chat_id for row in await claim(database, clock)] == [-100, -100]


async def test_a_gone_chat_drops_with_its_reason(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    await send(database, clock, GoneForGood(reason="blocked"))
    row = await stored(database)
    assert (row.state, row.reason) == ("dropped", "blocked")


async def test_a_rejected_call_is_never_tried_again(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    await send(database, clock, Rejected(reason="chat not found"))
    clock.move(timedelta(days=1))
    assert await claim(database, clock) == []


async def test_a_late_sent_stops_the_repeat(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    [row] = await claim(database, clock)
    async with database.transaction() as tx:
        await outgoing.record(tx, [(row.id, Unknown(reason="time-out"))], clock.now())
        await outgoing.record(tx, [(row.id, Sent(message_id=5))], clock.now())
    clock.move(timedelta(minutes=5))
    assert await claim(database, clock) == []


async def test_named_messages_are_claimed_when_due(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE, replace(MESSAGE, key="b"))
    wanted = (await stored(database, "b")).id
    async with database.transaction() as tx:
        assert [row.message.key for row in await outgoing.claim_these(tx, [wanted], clock.now())] == ["b"]
        assert await outgoing.claim_these(tx, [wanted], clock.now()) == []


async def test_words_of_old_messages_are_erased(database: Database, clock: MovableClock) -> None:
    await plan(database, clock, MESSAGE)
    await send(database, clock, Sent(message_id=1))
    clock.move(timedelta(days=8))
    async with database.transaction() as tx:
        assert await outgoing.erase_old(tx, clock.now()) == 1
    assert (await stored(database)).message is None
