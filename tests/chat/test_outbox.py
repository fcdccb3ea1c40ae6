"""What was decided last is what a message shows, whatever went wrong on the way to Telegram."""

from datetime import timedelta

import pytest

from bot.chat.outbox import LEASE, Outbox
from bot.clock import MovableClock
from bot.ids import ChatId
from bot.sending import Lane, Method, Outgoing, RetryAt, SendResult, Sent, Unknown
from bot.storage import outgoing
from bot.storage.database import Database, Transaction

CHAT, MESSAGE = ChatId(7), 19
AGAIN = timedelta(seconds=6)
"""Longer than the pause after an unknown outcome."""


class Phone:
    """Telegram, answering as told; then it takes everything. A change whose outcome is not known has arrived."""

    def __init__(self, *results: SendResult) -> None:
        self._results = list(results)
        self.shows = ""
        self.calls = 0

    async def send(self, message: Outgoing) -> SendResult:
        self.calls += 1
        result = self._results.pop(0) if self._results else Sent(message_id=message.message_id or MESSAGE)
        if isinstance(result, Sent | Unknown):
            self.shows = message.text
        return result

    def free_now(self, lane: Lane) -> int:
        return 30


async def nobody(tx: Transaction, chat: int, reason: str) -> None:
    """Nobody cares here."""


async def nothing(name: str) -> None:
    return None


def outbox(database: Database, phone: Phone, clock: MovableClock) -> Outbox:
    """A program that has just started."""
    return Outbox(database=database, sender=phone, clock=clock, when_gone=nobody, artist=nothing)


def change(text: str) -> Outgoing:
    return Outgoing(chat_id=CHAT, method=Method.EDIT_TEXT, message_id=MESSAGE, text=text, key=text)


async def decide(database: Database, clock: MovableClock, box: Outbox, *messages: Outgoing) -> None:
    async with database.transaction() as tx:
        rows = await outgoing.add(tx, messages, clock.now())
    box.hand_over(rows)
    await box.drained()


async def goes_on(box: Outbox, clock: MovableClock) -> None:
    clock.move(AGAIN)
    await box.tick()
    await box.drained()


@pytest.mark.parametrize("result", [RetryAt(after=timedelta(seconds=1), reason="server"), Unknown(reason="timed out")])
async def test_a_change_that_comes_again_does_not_undo_a_later_one(
    database: Database, clock: MovableClock, result: SendResult
) -> None:
    phone = Phone(result)
    box = outbox(database, phone, clock)
    await decide(database, clock, box, change("8:00 is due."))
    await decide(database, clock, box, change("8:00 done"))

    await goes_on(box, clock)

    assert phone.shows == "8:00 done"
    assert phone.calls == 2


async def test_nor_after_the_program_died(database: Database, clock: MovableClock) -> None:
    """It died before it knew what came of the first, and lived on with the second."""
    phone = Phone()
    async with database.transaction() as tx:
        await outgoing.add(tx, [change("8:00 is due.")], clock.now())  # claimed by a program that dies
    await decide(database, clock, outbox(database, phone, clock), change("8:00 done"))
    clock.move(LEASE)
    box = outbox(database, phone, clock)
    await box.tick()

    await goes_on(box, clock)

    assert phone.shows == "8:00 done"


async def test_the_last_change_comes_again(database: Database, clock: MovableClock) -> None:
    phone = Phone(Sent(message_id=MESSAGE), RetryAt(after=timedelta(seconds=1), reason="server"))
    box = outbox(database, phone, clock)
    await decide(database, clock, box, change("8:00 is due."), change("8:00 done"))

    await goes_on(box, clock)

    assert phone.shows == "8:00 done"


async def test_a_later_change_of_another_message_keeps_nothing_back(database: Database, clock: MovableClock) -> None:
    phone = Phone(Unknown(reason="timed out"))
    box = outbox(database, phone, clock)
    other = Outgoing(chat_id=CHAT, method=Method.EDIT_TEXT, message_id=MESSAGE + 1, text="other", key="other")
    await decide(database, clock, box, change("8:00 done"), other)

    await goes_on(box, clock)

    assert phone.shows == "8:00 done"
