"""Guidance from memory: once where Telegram took it, again where it did not, marked where nobody knows."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from telegram import Bot

from bot import house
from bot.chat import in_time as module
from bot.chat.bot_client import build_bot
from bot.chat.guidance import Guide
from bot.chat.heard import hear
from bot.chat.in_time import InTime, Waiting
from bot.chat.memory import Memory
from bot.chat.outbox import Outbox
from bot.clock import Clock
from bot.config_files import migrations_dir
from bot.sending import GoneForGood, Lane, Outgoing, RetryAt, SendResult, Sent, Unknown
from bot.storage.database import Database, Transaction
from bot.storage.sealed import KeyRing
from bot.symptoms.report import SymptomReport
from bot.symptoms.triaged import triage
from bot.taps import Tap, Verb

HOUSE = house.load()
LATER = RetryAt(after=timedelta(seconds=1), reason="too many requests")
UPDATE = 5


class Scripted:
    """Telegram, answering as told; afterwards it takes everything."""

    def __init__(self, *results: SendResult) -> None:
        self._results = list(results)
        self.texts: list[str] = []
        self.asked = asyncio.Event()

    async def send(self, message: Outgoing) -> SendResult:
        self.asked.set()
        self.texts.append(message.text)
        return self._results.pop(0) if self._results else Sent(message_id=1)

    def free_now(self, lane: Lane) -> int:
        return 1


@pytest.fixture
async def sqlite(sqlite_url: str, keys: KeyRing) -> AsyncIterator[Database]:
    """The database does not matter to memory: one kind is enough."""
    database = await Database.open(sqlite_url, keys=keys, migrations=migrations_dir())
    yield database
    await database.close()


@pytest.fixture
def bot() -> Bot:
    return build_bot("1:x")


def waiting(bot: Bot, *, said: timedelta = timedelta()) -> Waiting:
    """Somebody in danger wrote so long ago."""
    person = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "en"}
    chat = {"id": 7, "type": "private"}
    date = int((Clock().now() - said).timestamp())
    message = {"message_id": 1, "date": date, "chat": chat, "from": person, "text": "I had a seizure"}
    heard = hear(json.dumps({"update_id": UPDATE, "message": message}), bot)
    assert heard is not None
    return Waiting(update_id=UPDATE, heard=heard, decision=triage(SymptomReport(text=heard.text), HOUSE.rules))


async def nobody(tx: Transaction, chat: int, reason: str) -> None:
    """Nobody cares here."""


def in_time(database: Database, sender: Scripted) -> InTime:
    clock = Clock()
    outbox = Outbox(database=database, sender=sender, clock=clock, when_gone=nobody, artist=_nothing)
    return InTime(Guide(HOUSE, Memory(languages=HOUSE.texts.languages, medicines=HOUSE.medicine_ids)), outbox, clock)


async def _nothing(name: str) -> None:
    return None


async def guided(database: Database, bot: Bot, *results: SendResult, times: int = 2) -> tuple[InTime, Sequence[str]]:
    sender = Scripted(*results)
    memory = in_time(database, sender)
    for _ in range(times):
        await memory.guide(waiting(bot))
    return memory, sender.texts


async def test_what_telegram_took_is_said_once(sqlite: Database, bot: Bot) -> None:
    memory, texts = await guided(sqlite, bot)
    assert len(texts) == 1
    assert memory.begins(UPDATE)


async def test_what_telegram_refused_for_now_is_said_again(sqlite: Database, bot: Bot) -> None:
    memory, texts = await guided(sqlite, bot, LATER)
    assert texts[0] == texts[1]
    assert memory.begins(UPDATE)


async def test_what_may_have_arrived_is_said_again_marked(sqlite: Database, bot: Bot) -> None:
    _, texts = await guided(sqlite, bot, Unknown(reason="timed out"))
    assert texts[1].startswith(texts[0])
    assert texts[1].endswith("You may see this twice.")


@pytest.mark.parametrize("result", [LATER, Unknown(reason="timed out"), GoneForGood(reason="blocked")])
async def test_the_transaction_says_what_is_not_surely_there(sqlite: Database, bot: Bot, result: SendResult) -> None:
    memory, _ = await guided(sqlite, bot, result, times=1)
    assert not memory.begins(UPDATE)
    assert memory.may_be_second(UPDATE, waiting(bot).heard) is isinstance(result, Unknown)


async def test_an_update_that_was_handled_and_comes_again_is_silent(sqlite: Database, bot: Bot) -> None:
    sender = Scripted()
    memory = in_time(sqlite, sender)
    memory.ended(UPDATE)
    await memory.guide(waiting(bot))
    assert sender.texts == []


async def test_memory_is_silent_while_the_transaction_that_guides_is_open(sqlite: Database, bot: Bot) -> None:
    sender = Scripted()
    memory = in_time(sqlite, sender)
    memory.begins(UPDATE)
    await memory.guide(waiting(bot))
    assert sender.texts == []
    memory.tries_again(UPDATE)
    await memory.guide(waiting(bot))
    assert len(sender.texts) == 1


async def test_what_was_in_doubt_when_the_transaction_began_is_marked(sqlite: Database, bot: Bot) -> None:
    """Guidance that arrives between the beginning of the transaction and its end is a first copy all the same."""
    answers = asyncio.Event()

    class Slow(Scripted):
        async def send(self, message: Outgoing) -> SendResult:
            await answers.wait()
            return await super().send(message)

    memory = in_time(sqlite, Slow())
    guiding = asyncio.create_task(memory.guide(waiting(bot)))
    await asyncio.sleep(0)
    assert memory.under_way(UPDATE)
    assert not memory.begins(UPDATE)
    answers.set()
    await guiding
    assert memory.may_be_second(UPDATE, waiting(bot).heard)


LONG_AGO = timedelta(hours=2)


async def test_what_a_dead_program_may_have_said_is_marked(sqlite: Database, bot: Bot) -> None:
    sender = Scripted()
    await in_time(sqlite, sender).guide(waiting(bot, said=LONG_AGO))
    assert sender.texts[0].endswith("You may see this twice.")


async def test_what_was_written_since_the_start_is_not_marked(sqlite: Database, bot: Bot) -> None:
    sender = Scripted()
    await in_time(sqlite, sender).guide(waiting(bot))
    assert not sender.texts[0].endswith("You may see this twice.")


@pytest.mark.parametrize("early", [False, True])
async def test_what_was_written_in_the_second_of_the_start_is_marked_if_it_was_there_at_once(
    sqlite: Database, bot: Bot, early: bool
) -> None:
    """Telegram's dates know no less than seconds."""
    memory = in_time(sqlite, Scripted())
    memory._began_at = waiting(bot).heard.dated or memory._began_at
    if not early:
        memory.inherits_no_more()
    memory.inherit([UPDATE])
    assert memory.may_be_second(UPDATE, replace(waiting(bot).heard, dated=memory._began_at)) is early


async def test_what_is_dated_in_a_time_to_come_is_marked_while_updates_may_be_old(sqlite: Database, bot: Bot) -> None:
    """The clock was wrong when the program before this one answered, or is wrong now."""
    memory = in_time(sqlite, Scripted())
    memory.inherit([UPDATE])
    assert memory.may_be_second(UPDATE, waiting(bot, said=-timedelta(hours=1)).heard)
    assert not memory.may_be_second(UPDATE, waiting(bot, said=-timedelta(seconds=3)).heard)


@pytest.mark.parametrize("silence", [False, True])
async def test_a_tap_on_an_old_button_is_marked_only_while_updates_may_be_old(
    sqlite: Database, bot: Bot, silence: bool
) -> None:
    memory = in_time(sqlite, Scripted())
    if silence:
        memory.inherits_no_more()
    memory.inherit([UPDATE])
    tap = replace(waiting(bot, said=LONG_AGO).heard, tap=Tap(verb=Verb.HELP_NEED, id=1))
    assert memory.may_be_second(UPDATE, tap) is not silence


async def test_guidance_goes_out_beside_a_transaction_that_hangs(
    sqlite: Database, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "OPEN_SECONDS", 0.0)
    sender = Scripted()
    memory = in_time(sqlite, sender)
    memory.watch(UPDATE, lambda: [waiting(bot)])
    memory.begins(UPDATE)
    async with asyncio.timeout(60):
        await sender.asked.wait()
    await memory.settled()
    assert memory.overtaken(UPDATE)
    assert list(await memory.said_meanwhile(UPDATE)) == sender.texts
    assert memory.begins(UPDATE)
    assert not memory.overtaken(UPDATE)


async def test_a_repeat_that_was_not_taken_leaves_the_copy_before_it_in_doubt(sqlite: Database, bot: Bot) -> None:
    memory, _ = await guided(sqlite, bot, Unknown(reason="timed out"), LATER)
    assert memory.may_be_second(UPDATE, waiting(bot).heard)
