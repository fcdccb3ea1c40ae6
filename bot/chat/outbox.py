"""chat/outbox: committed outgoing rows go to the sender, and what came of it is recorded.

Belongs here: order within a chat, guidance before staff, edits of messages that went out before (an old one never
after a later one), recording in batches. Not here: the table and its rules (storage/outgoing.py), the call itself
(sender.py), the pace (pace.py).

Rows handed over in memory were stored as claimed by us. What a crash leaves claimed is an unknown outcome.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot import logs
from bot.chat.outcomes import Reason
from bot.clock import Clock
from bot.errors import Unavailable
from bot.ids import ChatId, OutgoingId
from bot.sending import File, GoneForGood, Lane, Method, Outgoing, Rejected, RetryAt, Sender, SendResult, Sent
from bot.storage import outgoing
from bot.storage.database import Database, Transaction
from bot.storage.outgoing import Dropped, OutgoingRow

log = logs.get(__name__)

LEASE = timedelta(minutes=2)
"""A claimed row that is not recorded by then was in a process that died. Longer than any call may take."""
GUIDANCE_FIRST_SECONDS = 1.0
"""Staff are told when the person was guided, or after this many seconds: whichever comes first."""
_REPLACING = frozenset({Method.EDIT_TEXT, Method.EDIT_BUTTONS, Method.PIN_MESSAGE, Method.DELETE_MESSAGE})
_EDITS = frozenset({Method.EDIT_TEXT, Method.EDIT_BUTTONS})
_REMEMBERED = 10_000
"""So many messages are remembered; what is older stands in the table."""

Artist = Callable[[str], Awaitable[File | None]]
"""Makes the file that `Outgoing.drawn` names; None where there is nothing to draw (any more)."""

WhenGone = Callable[[Transaction, ChatId, str], Awaitable[None]]
"""Called in the recording transaction when a chat turned out to be gone for good: chat, reason."""


class Outbox:
    """Sends what was committed. `tick` takes from the table what nobody has in memory."""

    def __init__(
        self, *, database: Database, sender: Sender, clock: Clock, when_gone: WhenGone, artist: Artist
    ) -> None:
        self._database = database
        self._artist = artist
        self._sender = sender
        self._clock = clock
        self._when_gone = when_gone
        self._in_flight: set[int] = set()
        self._last_of_chat: dict[ChatId, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._known: dict[str, int | None] = {}
        self._changed: dict[tuple[ChatId, int], int] = {}
        """Chat and message → the row that changed its text last."""
        self._results: list[tuple[OutgoingRow, SendResult]] = []
        self._recording: asyncio.Task[None] | None = None
        self.leaving = False
        """While true nothing more is claimed; what was handed over is sent."""

    def hand_over(self, rows: Sequence[OutgoingRow]) -> None:
        """These committed rows are on their way."""
        guided = [self._start(row) for row in rows if row.message.lane is Lane.GUIDANCE]
        for row in rows:
            if row.message.lane is not Lane.GUIDANCE:
                self._start(row, after=guided)

    def was_said(self, row: OutgoingRow, result: Sent) -> None:
        """This committed row need not go out: the same went out from memory, and `result` came of it."""
        self._in_flight.add(row.id)
        self._known[row.message.key] = result.message_id
        self._record(row, result)

    async def send_unsaved(self, messages: Sequence[Outgoing]) -> tuple[SendResult, ...]:
        """`messages` go out now without any row: only for guidance while the database is away. What came of each."""
        return tuple([await self._sender.send(message) for message in messages])

    async def tick(self) -> int:
        """Rows whose time has come and that nobody has in hand are claimed and started; returns how many."""
        free = self._sender.free_now(Lane.DIGEST)
        if free <= 0 or self.leaving:
            return 0
        async with self._database.reading() as tx:
            if not await outgoing.any_due(tx, self._clock.now()):
                return 0
        async with self._database.transaction() as tx:
            rows = await outgoing.claim(
                tx, self._clock.now(), limit=free, lease=LEASE, not_these=frozenset(self._in_flight)
            )
        for row in rows:
            self._start(row)
        return len(rows)

    @property
    def busy(self) -> bool:
        """Whether anything is on its way or waits to be recorded."""
        return bool(self._tasks or self._results or (self._recording and not self._recording.done()))

    async def drained(self) -> None:
        """Returns when everything that was handed over has been sent and recorded."""
        while self.busy:
            waiting = {*self._tasks, *([self._recording] if self._recording else [])}
            await asyncio.wait(waiting)

    def _start(self, row: OutgoingRow, after: Sequence[asyncio.Task[None]] = ()) -> asyncio.Task[None]:
        self._in_flight.add(row.id)
        earlier = self._last_of_chat.get(row.message.chat_id)
        if row.message.lane is Lane.GUIDANCE or row.message.method is Method.ANSWER_TAP:
            earlier = None
        task = asyncio.create_task(self._send(row, earlier, after))
        if row.message.method is not Method.ANSWER_TAP:
            self._last_of_chat[row.message.chat_id] = task
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._forget(done, row.message.chat_id))
        return task

    def _forget(self, task: asyncio.Task[None], chat: ChatId) -> None:
        self._tasks.discard(task)
        if self._last_of_chat.get(chat) is task:
            del self._last_of_chat[chat]

    async def _send(
        self, row: OutgoingRow, earlier: asyncio.Task[None] | None, after: Sequence[asyncio.Task[None]]
    ) -> None:
        if after:
            await asyncio.wait(after, timeout=GUIDANCE_FIRST_SECONDS)
        if earlier is not None:
            await asyncio.wait([earlier])
        try:
            result = await self._send_one(row)
        except Unavailable:  # the database did not say which message to edit; the row is taken again from the table
            self._in_flight.discard(row.id)
            return
        if isinstance(result, Sent) and row.message.key:
            self._known[row.message.key] = result.message_id
            _forget_oldest(self._known)
        self._record(row, result)

    async def _send_one(self, row: OutgoingRow) -> SendResult:
        message = row.message
        if message.drawn:
            message = await self._with_picture(message)
        if message.method is Method.SEND_PHOTO:
            return await self._with_words_at_least(message)
        if message.method not in _REPLACING:
            return await self._sender.send(message)
        if message.replaces is not None:
            message = replace(message, message_id=await self._message_id(message.replaces))
        if message.message_id is None and message.method is not Method.EDIT_TEXT:
            return Rejected(reason="nothing to change")
        if message.method in _EDITS and await self._is_stale(row, message):
            return Rejected(reason=Dropped.SUPERSEDED)
        result = await self._sender.send(message)
        self._note_change(row, message, result)
        if isinstance(result, Rejected) and message.method is Method.EDIT_TEXT:
            # The message was deleted by the person: what it should say now is still worth saying.
            return await self._sender.send(replace(message, method=Method.SEND_MESSAGE, message_id=None, replaces=None))
        return result

    async def _is_stale(self, row: OutgoingRow, message: Outgoing) -> bool:
        """Whether the message shows a later decision already: a change that was tried before and comes again now would
        put an old question back, or a dose that is noted as one that is due."""
        if message.message_id is None:
            return False
        if self._changed.get((message.chat_id, message.message_id), 0) > row.id:
            return True
        if row.attempts <= 1:
            return False
        async with self._database.reading() as tx:
            return await outgoing.was_changed_later(tx, row.id, message.chat_id, message.message_id)

    def _note_change(self, row: OutgoingRow, message: Outgoing, result: SendResult) -> None:
        if isinstance(result, Sent) and message.method is Method.EDIT_TEXT and message.message_id is not None:
            self._changed[message.chat_id, message.message_id] = row.id
            _forget_oldest(self._changed)

    async def _with_words_at_least(self, message: Outgoing) -> SendResult:
        """Where Telegram does not take the picture, or is in trouble with it, its words go out without it."""
        result = await self._sender.send(message)
        troubled = isinstance(result, RetryAt) and result.reason == Reason.SERVER_TROUBLE
        if not message.text or not (troubled or isinstance(result, Rejected)):
            return result
        return await self._sender.send(replace(message, method=Method.SEND_MESSAGE, file=None))

    async def _with_picture(self, message: Outgoing) -> Outgoing:
        """The same with its file; where drawing fails the words go out without it: they matter more. It may take a
        second or two: meanwhile the person sees that something is coming."""
        typing = asyncio.create_task(self._seen_typing(message.chat_id))
        self._tasks.add(typing)
        typing.add_done_callback(self._tasks.discard)
        try:
            file = await self._artist(message.drawn)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  a picture that cannot be drawn must not keep the words back
            log.error("picture.failed", key=message.key, error=type(error).__name__)
            file = None
        if file is None:
            return replace(message, drawn="", method=Method.SEND_MESSAGE)
        return replace(message, drawn="", file=file)

    async def _seen_typing(self, chat: ChatId) -> None:
        await self._sender.send(Outgoing(chat_id=chat, method=Method.CHAT_ACTION, lane=Lane.DIGEST))

    async def _message_id(self, key: str) -> int | None:
        if key in self._known:
            return self._known[key]
        async with self._database.reading() as tx:
            return await outgoing.message_id_of(tx, key)

    def _record(self, row: OutgoingRow, result: SendResult) -> None:
        """While one batch is being written the next one gathers."""
        self._results.append((row, result))
        if self._recording is None or self._recording.done():
            self._recording = asyncio.create_task(self._record_all())

    async def _record_all(self) -> None:
        tries = 0
        while self._results:
            batch, self._results = self._results, []
            try:
                async with self._database.transaction() as tx:
                    await outgoing.record(
                        tx, [(OutgoingId(row.id), result) for row, result in batch], self._clock.now()
                    )
                    for row, result in batch:
                        if isinstance(result, GoneForGood):
                            await self._when_gone(tx, row.message.chat_id, result.reason)
            except Unavailable:
                # What Telegram accepted must be known: keep it in hand and write it when the database is back.
                self._results = batch + self._results
                tries += 1
                await self._clock.pause(min(0.2 * 2**tries, 5.0))
                continue
            for row, _ in batch:
                self._in_flight.discard(row.id)


def _forget_oldest(remembered: dict[Any, Any]) -> None:
    if len(remembered) > _REMEMBERED:
        remembered.pop(next(iter(remembered)))
