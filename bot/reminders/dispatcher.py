"""reminders/dispatcher: due → claimed → judged → sent, for every kind of reminder.

Belongs here: the three short steps and their order. Not here: the claim (claimed.py), the outcome (sent.py), what is
said (the speaker of each kind).

1. claim, in one transaction: only as many as the pace lets go now.
2. judge and put into words, reading; then send, with no transaction open.
3. record: while one batch is being written, the results of others gather.
A crash after 1 or 2 leaves a claim whose lease runs out: an unknown outcome, and one more copy, marked as a repeat.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, select

from bot import logs
from bot.caseload.people import COLUMNS, Person, from_row
from bot.clock import Clock
from bot.errors import Unavailable
from bot.reminders import claimed, sent
from bot.reminders.due import Drop, Due, Send, Verdict, Wait, judge, marked
from bot.reminders.wanted import Kind
from bot.sending import GoneForGood, Lane, Sender, SendResult, Sent
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.glance import Instants
from bot.storage.tables import people as people_table
from bot.storage.tables import reminders
from bot.texts import simple

log = logs.get(__name__)

_Result = tuple[Person | None, Sequence[Due], SendResult | Drop | Wait]

TRY_AGAIN = timedelta(minutes=1)
"""After a mistake of ours in putting a reminder into words."""
IN_HAND = 256
"""How many reminders may be claimed and not yet recorded. More would not go out faster, and a crash makes an unknown
outcome of each."""
CLAIM_TOGETHER = 8
"""While so many are on their way, a claim is put off until it is for as many: one for each would cost as much."""
LOOK_AGAIN_SECONDS = 0.1
"""How long to wait for the next that is due while others are on their way."""
TICK_SECONDS = 10.0
"""After so long a tick ends at the first moment at which nothing is due, so that its counts are logged."""
PAUSE_SECONDS = 0.02
"""How long to wait when the pace lets nothing go now; a permit comes free about every 33 ms."""


class Speaker(Protocol):
    """Puts one kind of reminder into words, and knows what follows from it."""

    kinds: frozenset[Kind]

    async def speak(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        """Whether and how `group` (all due of one person, kind and instant) is said now. Reads only."""
        ...

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """What `speak` will ask the database about each of `groups` may be read for all of them into `tx.ahead`."""
        ...

    async def sent(self, tx: Transaction, told: Sequence[tuple[Person, Sequence[Due]]], now: datetime) -> None:
        """Telegram accepted each of `told`: what follows (a nudge, say) is planned. In the recording transaction."""
        ...

    async def ended(self, tx: Transaction, person: Person | None, group: Sequence[Due], reason: str) -> None:
        """It was dropped for good. In the recording transaction."""
        ...


class WhenGone(Protocol):
    """Called in the recording transaction when a chat turned out to be gone for good."""

    async def __call__(self, tx: Transaction, chat_id: int, reason: str) -> None: ...


class Dispatcher:
    """The station that sends reminders. `tick` returns when nothing is due any more and all outcomes are recorded."""

    name = "reminders.dispatched"

    def __init__(
        self, *, database: Database, sender: Sender, speakers: Sequence[Speaker], clock: Clock, when_gone: WhenGone
    ) -> None:
        self._database = database
        self._sender = sender
        self._clock = clock
        self._when_gone = when_gone
        self._speakers = {kind: speaker for speaker in speakers for kind in speaker.kinds}
        self._in_flight: dict[int, datetime] = {}
        self._less_in_hand = asyncio.Event()
        self._results: list[_Result] = []
        self._recording: asyncio.Task[None] | None = None
        self._counts: dict[str, int] = {}
        self.leaving = False
        """While true nothing more is claimed; what is in hand is finished."""

    def due(self, at: Instants) -> ColumnElement[bool]:
        """See `stations.Foreseeing`."""
        return claimed.due(at)

    async def tick(self, now: datetime) -> Ticked:
        """Everything due is claimed, judged, sent and recorded."""
        self._counts = {}
        tasks: set[asyncio.Task[None]] = set()
        try:
            await self._claim_all(tasks)
        finally:
            # Also when the database went away: what was claimed is said and recorded before anything else is.
            failed = await asyncio.gather(*tasks, return_exceptions=True)
            while self._recording is not None and not self._recording.done():
                await self._recording
        for error in failed:
            if isinstance(error, BaseException):
                raise error
        return Ticked(counts=self._counts)

    async def _claim_all(self, tasks: set[asyncio.Task[None]]) -> None:
        """Whatever is due is claimed, as fast as it may go out; each batch is said in one of `tasks`."""
        until = self._clock.steady() + TICK_SECONDS
        while not self.leaving:
            done = {task for task in tasks if task.done()}
            tasks -= done
            for task in done:
                task.result()
            free = await self._free()
            if free <= 0:
                continue
            groups = await self._claim(free)
            if groups:
                tasks.add(asyncio.create_task(self._say(groups)))
            elif tasks and self._clock.steady() < until:
                # What comes due meanwhile need not wait until everything before it is recorded.
                await asyncio.wait(tasks, timeout=LOOK_AGAIN_SECONDS)
            else:
                return

    async def _free(self) -> int:
        """How many may be claimed now; after a short wait where there is no room."""
        room = IN_HAND - len(self._in_flight)
        if room < IN_HAND // 4:
            self._less_in_hand.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._less_in_hand.wait(), PAUSE_SECONDS)
            return 0
        free = min(room, self._sender.free_now(Lane.REMINDER))
        if free < CLAIM_TOGETHER <= len(self._in_flight):
            free = 0
        if free <= 0:
            await self._clock.pause(PAUSE_SECONDS)
        return free

    async def _claim(self, free: int) -> list[list[Due]]:
        """At most about `free` of what is due is ours alone now; empty: nothing is due."""
        now = self._clock.now()
        held_too_long = [one for one, until in self._in_flight.items() if until <= now]
        async with self._database.reading() as tx:
            if not await claimed.any_due(tx, now, held_too_long):
                return []
        async with self._database.transaction() as tx:
            groups = await claimed.claim(tx, now, limit=free, not_these=held_too_long)
        if groups:
            self._count("claimed", sum(len(group) for group in groups))
        self._in_flight |= {due.id: now + claimed.LEASE for group in groups for due in group}
        return groups

    def _let_go(self, group: Sequence[Due]) -> None:
        for due in group:
            self._in_flight.pop(due.id, None)
        self._less_in_hand.set()

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """The next planned reminders."""
        rows = await tx.all(
            select(reminders.c.not_before, reminders.c.person_id, reminders.c.kind)
            .where(reminders.c.state == "planned")
            .order_by(reminders.c.not_before, reminders.c.id)
            .limit(limit)
        )
        return tuple(
            Upcoming(at=row.not_before, person=row.person_id, key=f"upcoming-{row.kind.replace('_', '-')}")
            for row in rows
        )

    async def _say(self, groups: list[list[Due]]) -> None:
        """Judges all groups in one reading transaction, then sends them side by side."""
        try:
            async with self._database.reading() as tx:
                known = await self._people(tx, groups)
                await self._look_ahead(tx, groups)
                judged = [
                    (known.get(group[0].person_id), group, await self._judged(tx, known.get(group[0].person_id), group))
                    for group in groups
                ]
        except Unavailable:
            # Nothing was said: the claims stay, their leases run out, and they are taken again.
            for group in groups:
                self._let_go(group)
            raise
        await asyncio.gather(*(self._say_one(person, group, verdict) for person, group, verdict in judged))

    async def _people(self, tx: Transaction, groups: list[list[Due]]) -> dict[int, Person]:
        ids = {group[0].person_id for group in groups}
        rows = await tx.all(select(*COLUMNS).where(people_table.c.id.in_(ids)))
        return {person.id: person for person in map(from_row, rows)}

    async def _look_ahead(self, tx: Transaction, groups: list[list[Due]]) -> None:
        """For a single reminder it would be more work, not less."""
        if len(groups) == 1:
            return
        of_each: dict[Speaker, list[list[Due]]] = {}
        for group in groups:
            of_each.setdefault(self._speakers[group[0].kind], []).append(group)
        for speaker, its in of_each.items():
            await speaker.look_ahead(tx, its, self._clock.now())

    async def _judged(self, tx: Transaction, person: Person | None, group: Sequence[Due]) -> Verdict:
        now = self._clock.now()
        refused = judge(group, person, now)
        if refused is not None or person is None:
            return refused or Drop(reason="nobody")
        try:
            verdict = await self._speakers[group[0].kind].speak(tx, person, group, now)
            if isinstance(verdict, Send) and person.simple_mode:
                return Send(message=simple.prompt(verdict.message))
            return verdict
        except Unavailable:
            raise
        except Exception as error:  # one reminder that we cannot put into words must not stop the others
            log.error("reminder.failed", reminder=group[0].id, error=type(error).__name__, exc_info=error)
            return Wait(until=now + TRY_AGAIN)

    async def _say_one(self, person: Person | None, group: Sequence[Due], verdict: Verdict) -> None:
        outcome: SendResult | Drop | Wait
        if isinstance(verdict, Send):
            outcome = await self._sender.send(marked(verdict.message, group[0].copies))
        else:
            outcome = verdict
        self._results.append((person, group, outcome))
        if self._recording is None or self._recording.done():
            self._recording = asyncio.create_task(self._record_all())

    async def _record_all(self) -> None:
        tries = 0
        while self._results:
            batch, self._results = self._results, []
            try:
                async with self._database.transaction() as tx:
                    await self._record(tx, batch)
            except Unavailable:
                # What Telegram accepted must be known: keep it in hand until the database is back.
                self._results = batch + self._results
                tries += 1
                await self._clock.pause(min(0.2 * 2**tries, 5.0))
                continue
            except Exception as error:  # noqa: BLE001  a mistake in one outcome must not take the others with it
                await self._record_singly(batch, error)
                continue
            for person, group, outcome in batch:
                self._tell(person, group, outcome)
                self._let_go(group)

    async def _record_singly(self, batch: list[_Result], error: Exception) -> None:
        """Whatever can be recorded is; what cannot keeps its claim until the lease runs out, and is said in the log."""
        if len(batch) > 1:
            for one in batch:
                await self._record_one(one)
            return
        _, group, _ = batch[0]
        log.error("reminder.not_recorded", reminder=group[0].id, error=type(error).__name__, exc_info=error)
        self._let_go(group)

    async def _record_one(self, one: _Result) -> None:
        try:
            async with self._database.transaction() as tx:
                await self._record(tx, [one])
        except Unavailable:
            self._results.append(one)
            return
        except Exception as error:  # noqa: BLE001  this is the one: see _record_singly
            await self._record_singly([one], error)
            return
        self._tell(*one)
        self._let_go(one[1])

    async def _record(self, tx: Transaction, batch: Sequence[_Result]) -> None:
        """The outcomes stand in the database: those that were sent together, the others each by itself."""
        now = self._clock.now()
        accepted = [(person, group, outcome) for person, group, outcome in batch if isinstance(outcome, Sent)]
        await sent.record_sent(tx, [(group, outcome.message_id) for _, group, outcome in accepted], now)
        told: dict[Speaker, list[tuple[Person, Sequence[Due]]]] = {}
        for person, group, _ in accepted:
            if person is not None:
                told.setdefault(self._speakers[group[0].kind], []).append((person, group))
        for speaker, groups in told.items():
            await speaker.sent(tx, groups, now)
        for person, group, outcome in batch:
            if not isinstance(outcome, Sent):
                await self._record_other(tx, person, group, outcome)

    async def _record_other(
        self, tx: Transaction, person: Person | None, group: Sequence[Due], outcome: SendResult | Drop | Wait
    ) -> None:
        now = self._clock.now()
        speaker = self._speakers[group[0].kind]
        if isinstance(outcome, Wait):
            await sent.wait(tx, group, outcome.until)
            return
        if isinstance(outcome, Drop):
            await sent.dropped(tx, group, outcome.reason, now)
            await speaker.ended(tx, person, group, outcome.reason)
            return
        reason = await sent.record(tx, group, outcome, now)
        if isinstance(outcome, GoneForGood) and person is not None and person.chat_id is not None:
            await self._when_gone(tx, person.chat_id, outcome.reason)
        if reason is not None:
            await speaker.ended(tx, person, group, reason)

    def _tell(self, person: Person | None, group: Sequence[Due], outcome: SendResult | Drop | Wait) -> None:
        word = {"Sent": "sent", "Drop": "dropped", "Wait": "waiting", "GoneForGood": "dropped", "Rejected": "dropped"}
        state = word.get(type(outcome).__name__, "retry")
        self._count(state, len(group))
        facts = {"person": group[0].person_id, "reminder": group[0].id, "kind": group[0].kind.value}
        late = (self._clock.now() - group[0].due_at).total_seconds()
        if isinstance(outcome, Sent):
            log.info("reminder.sent", late_s=round(late, 1), copies=group[0].copies, **facts)
        else:
            log.info(f"reminder.{state}", reason=str(getattr(outcome, "reason", "")), **facts)

    def _count(self, word: str, how_many: int) -> None:
        self._counts[word] = self._counts.get(word, 0) + how_many
