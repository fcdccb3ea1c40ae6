"""chat/worker: from a batch of raw updates to committed state and outgoing rows.

Belongs here: inbox → triage → one transaction → hand over; and what happens when the database does not answer.
Not here: what is answered (application.py), sending (outbox.py), fetching (poll.py).

1. `take` commits a batch to the inbox; only then is it confirmed to Telegram. If that fails, whatever in the batch
   means danger is answered from memory, and the batch stays unconfirmed: Telegram gives it to us again.
2. Each update waits in the queue of its chat.
3. Triage comes before anything that can fail. Then one transaction writes state, outgoing rows and "handled".
4. If that fails or is late, guidance goes out from memory, once per update (in_time.py), and the update is tried again
   until it works, or is set aside after ATTEMPTS of our own mistakes (never because the database was away).
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import telegram

from bot import logs
from bot.caseload import people
from bot.chat.application import Application
from bot.chat.attachments import Attachments
from bot.chat.guidance import Guide
from bot.chat.heard import Heard, Kind, hear
from bot.chat.in_time import InTime, Waiting
from bot.chat.memory import ChatFacts, Memory
from bot.chat.outbox import Outbox
from bot.chat.queues import ChatQueues
from bot.chat.turn import Turn
from bot.clock import Clock
from bot.errors import Refused, Unavailable
from bot.house import House
from bot.ids import ChatId
from bot.sending import Lane, Method, Outgoing, repeated
from bot.storage import inbox, outgoing
from bot.storage.database import Database, Transaction
from bot.storage.inbox import InboxRow, RawUpdate
from bot.storage.outgoing import OutgoingRow
from bot.symptoms import known, shown
from bot.symptoms.report import Decision, SymptomReport
from bot.symptoms.triaged import triage
from bot.taps import Verb

log = logs.get(__name__)

HANDLER_FAILED = "handler failed"
ATTEMPTS = 3
"""How often an update is tried that makes us raise an unexpected error, before it is set aside."""
TAKE_SECONDS = 0.6
"""How long fetching waits for a batch to be on disk. A locked database may take longer; meanwhile others write, and
they must be heard: fetching goes on, and whoever is in danger is guided from memory."""
READ_AT_MOST = 1000
"""So many updates that wait are kept as they were read."""
PAUSE_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Real seconds between tries while the database is away; the last one repeats."""


class _HandledBefore(Exception):
    """The update was found on disk a moment before somebody had done with it: all that was done again is undone."""


class _GuidedMeanwhile(Exception):
    """Guidance from memory set out while the transaction waited or hung: what comes of it must be known first."""


@dataclass(slots=True, kw_only=True)
class Counts:
    """What the worker did since it started; for the log and the metrics."""

    handled: int = 0
    set_aside: int = 0
    retried: int = 0


class Worker:
    """Handles updates. One per program: the holder of the database's lock."""

    def __init__(
        self,
        *,
        house: House,
        database: Database,
        outbox: Outbox,
        memory: Memory,
        bot: telegram.Bot,
        clock: Clock,
    ) -> None:
        self._house = house
        self._database = database
        self._outbox = outbox
        self._memory = memory
        self._bot = bot
        self._clock = clock
        self._application = Application(house)
        self._attachments = Attachments(bot)
        self._guide = Guide(house, memory)
        self._queues = ChatQueues()
        self._in_time = InTime(self._guide, outbox, clock)
        self._queued: set[int] = set()
        self._receiving: asyncio.Task[bool] | None = None
        self._away = False
        self._to_learn: set[int] = set()
        self._read: dict[int, tuple[str, Waiting | None]] = {}
        """What waits, by update id: in a rush each is looked at several times, and reading it takes longest."""
        self.counts = Counts()

    async def take(self, batch: Sequence[RawUpdate]) -> bool:
        """True: every update of `batch` is on disk and will be handled. False: fetch it again later; who is in
        danger was answered already."""
        self._in_time.inherit(one.update_id for one in batch)
        if self._away:
            for waiting in self._waiting(batch):
                await self._in_time.guide(waiting)
        mine = self._receiving is None or self._receiving.done()
        if self._receiving is None or mine:
            self._receiving = asyncio.create_task(self._receive(batch))
        with self._in_time.watched(lambda: self._waiting(batch)):
            done, _ = await asyncio.wait({self._receiving}, timeout=TAKE_SECONDS)
        self._away = not (done and self._receiving.result())
        if self._away:
            log.warning("inbox.unavailable", updates=len(batch))
            for waiting in self._waiting(batch):
                await self._in_time.guide(waiting)
        return mine and not self._away

    async def _receive(self, batch: Sequence[RawUpdate]) -> bool:
        """What is new in `batch` is on disk and queued. False: the database is away."""
        try:
            async with self._database.transaction(first=True) as tx:
                rows = await inbox.receive(tx, batch, self._clock.now())
        except Unavailable:
            return False
        for row in rows:
            self._queue(row)
        return True

    async def recover(self) -> int:
        """Updates that are on disk but in no queue (after a crash) are queued; returns how many."""
        async with self._database.reading() as tx:
            rows = await inbox.unhandled(tx, 1000)
        self._in_time.inherit(row.update_id for row in rows if row.id not in self._queued)
        return sum(self._queue(row) for row in rows)

    def heard_all(self) -> None:
        """Telegram has nothing more for us: what a program before this one may have had in hand is here."""
        self._in_time.inherits_no_more()

    @property
    def guided_from_memory(self) -> int:
        """How many updates were answered without the database since the start."""
        return self._in_time.sent

    async def drained(self) -> None:
        """Returns when nothing waits in any queue."""
        await self._queues.drained()
        await self._in_time.settled()

    @property
    def busy(self) -> bool:
        """Whether an update waits or is being handled."""
        return self._queues.busy

    async def stop(self, *, within: float = 3.0) -> None:
        """What is being handled is finished, if it takes at most `within` seconds; what waits stays in the inbox."""
        self._in_time.stop()
        if self._receiving is not None:
            await asyncio.wait({self._receiving})
        await self._queues.stop(within=within)

    def _queue(self, row: InboxRow) -> bool:
        """`row` waits in the queue of its chat. False: it does already."""
        if row.id in self._queued:
            return False
        self._queued.add(row.id)
        self._in_time.watch(row.update_id, lambda: self._waiting((row,)))
        self._queues.put(row.chat_id, partial(self._handle, row))
        return True

    async def _handle(self, row: InboxRow) -> None:
        """Never raises: an update is handled, set aside, or (on shutdown) still in the inbox."""
        failures = tries = 0
        try:
            while True:
                try:
                    await self._handle_once(row, failed_before=failures)
                    return
                except Unavailable:
                    self.counts.retried += 1
                    await self._clock.pause(PAUSE_SECONDS[min(tries, len(PAUSE_SECONDS) - 1)])
                    tries += 1
                except Exception as error:  # a mistake of ours must not stop this chat's later messages
                    failures += 1
                    log.error("update.failed", inbox=row.id, error=type(error).__name__, exc_info=error)
        finally:
            self._queued.discard(row.id)
            self._read.pop(row.update_id, None)
            self._in_time.ended(row.update_id)

    async def _handle_once(self, row: InboxRow, *, failed_before: int) -> None:
        heard = self._heard(row)
        if heard is None:
            await self._finish(row, reason=None)
            return
        waiting = Waiting(update_id=row.update_id, heard=heard, decision=self._decide(heard))
        try:
            if failed_before >= ATTEMPTS:
                await self._give_up(row, waiting)
                return
            heard = await self._with_document(heard)
            rows = await self._committed_when_known(row, heard, waiting.decision)
        except Exception:  # whatever went wrong, somebody in danger is answered now; then it goes its way
            self._in_time.tries_again(row.update_id)
            await self._in_time.guide(waiting)
            raise
        self.counts.handled += 1
        if self._in_time.overtaken(row.update_id):
            rows = await self._not_said_yet(row.update_id, rows)
        self._in_time.ended(row.update_id)  # at once: whatever memory was about to say stands in these rows
        self._outbox.hand_over(rows)

    async def _not_said_yet(self, update_id: int, rows: Sequence[OutgoingRow]) -> list[OutgoingRow]:
        """`rows` without what memory said while they were being committed; guidance that it may have said is marked."""
        said = await self._in_time.said_meanwhile(update_id)
        for row in (one for one in rows if one.message.text in said):
            self._outbox.was_said(row, said[row.message.text])
        return [_as_second(row) for row in rows if row.message.text not in said]

    async def _committed_when_known(
        self, row: InboxRow, heard: Heard, decision: Decision, *, given_up: bool = False
    ) -> list[OutgoingRow]:
        """As `_committed`, after whatever went out from memory came to its end."""
        while True:
            await self._in_time.known(row.update_id)
            try:
                return await self._committed(row, heard, decision, given_up=given_up)
            except _GuidedMeanwhile:
                continue

    async def _give_up(self, row: InboxRow, waiting: Waiting) -> None:
        """The update is set aside. Whoever is in danger still has a report and an alert; others read that it failed."""
        try:
            rows = await self._committed_when_known(row, waiting.heard, waiting.decision, given_up=True)
        except Unavailable:
            raise
        except Exception as error:  # help itself fails: the least we can do is to let the chat go on
            log.critical("update.not_helped", inbox=row.id, error=type(error).__name__, exc_info=error)
            await self._finish(row, reason=HANDLER_FAILED)
            return
        self.counts.set_aside += 1
        self._outbox.hand_over(rows)

    def _heard(self, row: InboxRow) -> Heard | None:
        raw, waiting = self._read.get(row.update_id, ("", None))
        if waiting is not None and raw == row.raw:
            return waiting.heard
        try:
            return hear(row.raw, self._bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            log.warning("update.unreadable", inbox=row.id)
            return None

    def _decide(self, heard: Heard) -> Decision:
        """What triage says of the text or the tick, from memory alone."""
        facts = self._memory.facts(heard.chat_id)
        ticks: frozenset[str] = frozenset()
        if heard.tap is not None and heard.tap.verb is Verb.HELP_NEED:
            return shown.needs_help(heard.tap, facts.language or heard.language)
        if heard.tap is not None and heard.tap.verb is Verb.CHECKIN_FLAG:
            ticks = self._house.packs.ticks_of(heard.tap.arg)
        text = "" if self._application.is_nobodys_words(heard.text) else heard.text
        about = known.named(facts.about, self._house.medicines)
        report = SymptomReport(text=text, lang=facts.language or None, ticks=ticks, about=about)
        return triage(report, self._house.rules)

    def _waiting(self, batch: Sequence[RawUpdate | InboxRow]) -> Iterator[Waiting]:
        """Those of `batch` that can be read, triaged."""
        for update in batch:
            known = self._read.get(update.update_id)
            if known is None or known[0] != update.raw:
                if len(self._read) > READ_AT_MOST:
                    self._read.clear()
                known = self._read[update.update_id] = update.raw, self._triaged(update)
            if known[1] is not None:
                yield known[1]

    def _triaged(self, update: RawUpdate | InboxRow) -> Waiting | None:
        try:
            heard = hear(update.raw, self._bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        if heard is None:
            return None
        return Waiting(update_id=update.update_id, heard=heard, decision=self._decide(heard))

    async def _with_document(self, heard: Heard) -> Heard:
        """The same with the file's content where we may need it: fetched before the transaction begins."""
        if heard.kind is not Kind.DOCUMENT or heard.document is None:
            return heard
        async with self._database.reading() as tx:
            person = await people.by_chat(tx, heard.chat_id)
        if person is None or not person.role.is_staff:
            return heard
        return replace(heard, document=await self._attachments.fetched(heard.document))

    async def _committed(
        self, row: InboxRow, heard: Heard, decision: Decision, *, given_up: bool = False
    ) -> list[OutgoingRow]:
        """State, outgoing rows and "handled" stand together. `given_up`: a handler of ours fails on this update, so
        only help is given and it is set aside."""
        now = self._clock.now()
        answer = self._application.only_help if given_up else self._application.answer
        try:
            async with self._database.transaction() as tx:
                messages = await answer(await self._turn(tx, now, row, heard, decision))
                if self._in_time.overtaken(row.update_id):
                    raise _GuidedMeanwhile
                rows = await self._kept(tx, now, row, heard, messages, given_up=given_up)
        except _HandledBefore:
            return []
        except Refused as refusal:
            async with self._database.transaction() as tx:
                turn = await self._turn(tx, now, row, heard, decision)
                messages = await self._application.guided(turn)
                messages.append(turn.reply(turn.texts.say(refusal.text_key, **refusal.arguments)))
                rows = await self._kept(tx, now, row, heard, messages)
        await self._learn(tx.touched, heard.chat_id)
        return rows

    async def _turn(self, tx: Transaction, now: datetime, row: InboxRow, heard: Heard, decision: Decision) -> Turn:
        person = await people.by_chat(tx, heard.chat_id)
        if self._in_time.under_way(row.update_id):
            raise _GuidedMeanwhile
        language = (person.language if person else None) or heard.language
        return Turn(
            tx=tx,
            now=now,
            house=self._house,
            heard=heard,
            person=person,
            texts=self._house.texts.in_language(language),
            decision=decision,
            update_key=f"u{row.id}",
            bot_username=self._bot.username,
            guided_already=self._in_time.begins(row.update_id),
        )

    async def _kept(
        self,
        tx: Transaction,
        now: datetime,
        row: InboxRow,
        heard: Heard,
        messages: list[Outgoing],
        *,
        given_up: bool = False,
    ) -> list[OutgoingRow]:
        """The outgoing rows of this update; it counts as handled. A tap is always answered, once."""
        if heard.callback_id and not any(m.method is Method.ANSWER_TAP for m in messages):
            messages = [
                *messages,
                Outgoing(chat_id=heard.chat_id, method=Method.ANSWER_TAP, callback_id=heard.callback_id),
            ]
        if self._in_time.may_be_second(row.update_id, heard):
            messages = [repeated(one) if one.lane is Lane.GUIDANCE else one for one in messages]
        keyed = [message.keyed(f"u{row.id}.{n}") for n, message in enumerate(messages)]
        if given_up:
            first = await inbox.set_aside(tx, row.id, HANDLER_FAILED)
        else:
            first = await inbox.handled(tx, row.id, now)
        if not first:
            raise _HandledBefore
        return await outgoing.add(tx, keyed, now) if keyed else []

    async def _finish(self, row: InboxRow, *, reason: str | None) -> None:
        async with self._database.transaction() as tx:
            await inbox.set_aside(tx, row.id, reason or "nothing for us")
        self.counts.set_aside += 1

    async def _learn(self, touched: set[int], chat: ChatId) -> None:
        """Memory knows what changed, and nothing of a chat whose person is deleted. It is after the commit: that the
        database is away now must not undo the answer."""
        self._to_learn |= touched
        if not self._to_learn:
            return
        try:
            async with self._database.reading() as tx:
                self._memory.learn_all(await self._guide.known(tx, self._to_learn))
                if await people.by_chat(tx, chat) is None:
                    self._memory.learn(chat, ChatFacts())
            self._to_learn = set()
        except Unavailable:
            log.warning("memory.not_learned", people=len(self._to_learn))


def _as_second(row: OutgoingRow) -> OutgoingRow:
    """The same; guidance in it is marked as a copy."""
    return replace(row, message=repeated(row.message)) if row.message.lane is Lane.GUIDANCE else row
