"""Every update is kept once and handled once."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.ids import ChatId, InboxId
from bot.storage import inbox
from bot.storage.database import Database
from bot.storage.inbox import InboxRow, RawUpdate


def an_update(number: int, chat: int = 7) -> RawUpdate:
    return RawUpdate(update_id=number, chat_id=ChatId(chat), raw=f'{{"update_id": {number}}}')


async def receive(database: Database, clock: MovableClock, *numbers: int) -> list[InboxRow]:
    async with database.transaction() as tx:
        return await inbox.receive(tx, [an_update(number) for number in numbers], clock.now())


async def waiting(database: Database) -> list[InboxRow]:
    async with database.reading() as tx:
        return await inbox.unhandled(tx, 100)


async def test_received_updates_wait_in_their_order(database: Database, clock: MovableClock) -> None:
    rows = await receive(database, clock, 12, 11)
    assert [row.update_id for row in rows] == [12, 11]
    assert [row.raw for row in await waiting(database)] == [an_update(12).raw, an_update(11).raw]


async def test_the_same_update_again_is_not_new(database: Database, clock: MovableClock) -> None:
    await receive(database, clock, 11)
    clock.move(timedelta(hours=47))
    assert [row.update_id for row in await receive(database, clock, 11, 11, 12)] == [12]


async def test_after_48_hours_an_id_means_another_update(database: Database, clock: MovableClock) -> None:
    await receive(database, clock, 11)
    clock.move(timedelta(hours=49))
    assert [row.update_id for row in await receive(database, clock, 11)] == [11]
    assert len(await waiting(database)) == 2


async def test_an_update_is_handled_only_once(database: Database, clock: MovableClock) -> None:
    [row] = await receive(database, clock, 11)
    async with database.transaction() as tx:
        first = await inbox.handled(tx, row.id, clock.now())
        second = await inbox.handled(tx, row.id, clock.now())
    assert (first, second) == (True, False)
    assert await waiting(database) == []


async def test_what_is_set_aside_does_not_come_back(database: Database, clock: MovableClock) -> None:
    [row] = await receive(database, clock, 11)
    async with database.transaction() as tx:
        await inbox.set_aside(tx, row.id, "unreadable")
    assert await waiting(database) == []


async def test_tries_are_counted(database: Database, clock: MovableClock) -> None:
    [row] = await receive(database, clock, 11)
    async with database.transaction() as tx:
        counts = [await inbox.attempt(tx, row.id), await inbox.attempt(tx, row.id)]
    assert counts == [1, 2]


async def test_old_words_are_erased_but_never_unhandled_ones(database: Database, clock: MovableClock) -> None:
    rows = await receive(database, clock, 11, 12)
    async with database.transaction() as tx:
        await inbox.handled(tx, InboxId(rows[0].id), clock.now())
    clock.move(timedelta(days=8))
    async with database.transaction() as tx:
        assert await inbox.erase_old(tx, clock.now()) == 1
    assert [row.update_id for row in await waiting(database)] == [12]


async def test_half_an_emoji_is_kept_as_it_came(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        await inbox.receive(tx, [RawUpdate(update_id=1, chat_id=None, raw="\ud83d \x00")], clock.now())
    assert [row.raw for row in await waiting(database)] == ["\ud83d \x00"]
