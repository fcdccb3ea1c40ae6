"""chat/in_time: whoever is in danger is answered within a second, whatever the database does.

Belongs here: the short wait after which guidance goes out from memory, and that it goes out once per update. What
Telegram surely did not take is sent again as soon as somebody asks for it again; what it may have taken, marked.
Not here: what it says (chat/guidance.py), handling the update (worker.py).
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from bot import logs
from bot.chat.guidance import Guide
from bot.chat.heard import Heard
from bot.chat.outbox import Outbox
from bot.clock import Clock
from bot.sending import GoneForGood, Rejected, RetryAt, SendResult, Sent, repeated
from bot.symptoms.report import Decision

log = logs.get(__name__)

GUIDE_AFTER_SECONDS = 0.4
"""Real seconds that a transaction may take to begin before guidance goes out without it. With the sending it stays
below the second that PRODUCT section 5 asks for."""
OPEN_SECONDS = 0.5
"""Real seconds that the transaction may stay open before guidance goes out without it: that a server hangs in the
middle of one is known only after ten."""
WAIT_SECONDS = 1.0
"""Real seconds that a transaction waits to learn whether the guidance under way arrived, so that nobody reads it twice
without need."""
INHERITED_SECONDS = 60.0
"""Steady seconds after a start, or until Telegram has nothing for us: so long an update may be one that a program
before this one had in hand when it died."""
AT_ONCE = timedelta(minutes=1)
"""An update that comes longer after its date has come before, or waited while no program was there."""
REMEMBERED_AT_MOST = 10_000
"""So many updates that were handled are remembered; an update comes again within seconds, if it does."""
REMEMBERED = timedelta(hours=48)
"""How long an update id means the same update; see storage/inbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An update that is not safe yet, with what triage says of it."""

    update_id: int
    heard: Heard
    decision: Decision


class _Came(Enum):
    """What came of guidance that went out from memory."""

    UNSURE = auto()  # it may have arrived; so it is while it is under way
    NOT_SENT = auto()  # Telegram surely did not take it
    SENT = auto()
    REFUSED = auto()  # blocked, say: memory need not try again


class InTime:
    """Sends guidance from memory where the database is late or away; once per update."""

    def __init__(self, guide: Guide, outbox: Outbox, clock: Clock) -> None:
        self._guide = guide
        self._outbox = outbox
        self._clock = clock
        self._tried: dict[int, tuple[datetime, _Came]] = {}
        self._under_way: dict[int, asyncio.Future[None]] = {}
        self._begun: set[int] = set()
        self._overtaken: set[int] = set()
        self._doubtful: set[int] = set()
        self._over: dict[int, None] = {}
        self._inherited: set[int] = set()
        self._inherits_until: float | None = None
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._said: dict[int, Mapping[str, Sent]] = {}
        self._watched: dict[int, Callable[[], Iterable[Waiting]]] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._began_at = clock.now().replace(microsecond=0)
        self.sent = 0

    def watch(self, update_id: int, updates: Callable[[], Iterable[Waiting]]) -> None:
        """Until `ended`: if the transaction of this update has not begun after GUIDE_AFTER_SECONDS, however long it
        waits in whatever queue, `updates` are guided from memory."""
        self._watched[update_id] = updates
        self._set_timer(update_id, GUIDE_AFTER_SECONDS, self._late, updates)

    def _set_timer(self, update_id: int, seconds: float, then: Callable[..., None], *arguments: object) -> None:
        if update_id in self._timers:
            self._timers[update_id].cancel()
        self._timers[update_id] = asyncio.get_running_loop().call_later(seconds, then, *arguments)

    @contextmanager
    def watched(self, updates: Callable[[], Iterable[Waiting]]) -> Iterator[None]:
        """While this is open: after GUIDE_AFTER_SECONDS those of `updates` whose transaction has not begun are guided
        from memory. `updates` is only asked when it comes to that."""
        timer = asyncio.get_running_loop().call_later(GUIDE_AFTER_SECONDS, self._late, updates)
        try:
            yield
        finally:
            timer.cancel()

    def inherit(self, updates: Iterable[int]) -> None:
        """These came soon after the start: a program before this one may have had them in hand, guided them from
        memory, and died before that was written down."""
        now = self._clock.steady()
        if self._inherits_until is None:
            self._inherits_until = now + INHERITED_SECONDS
        if now < self._inherits_until:
            self._inherited.update(updates)

    def inherits_no_more(self) -> None:
        """Nothing waits at Telegram: whatever comes from now on is new."""
        self._inherits_until = self._clock.steady()

    def begins(self, update_id: int) -> bool:
        """The transaction of this update has begun, so it shows the guidance itself: unless that was done from memory,
        which is what is returned. Only what Telegram surely has counts as done."""
        self._begun.add(update_id)
        self._overtaken.discard(update_id)
        if self._came(update_id) is _Came.UNSURE:
            self._doubtful.add(update_id)
        if self._came(update_id) is None and update_id in self._watched:
            self._set_timer(update_id, OPEN_SECONDS, self._overtake, update_id)
        return self._came(update_id) is _Came.SENT

    def _overtake(self, update_id: int) -> None:
        """The transaction hangs: memory need not be silent for its sake any more."""
        if update_id in self._begun:
            self._begun.discard(update_id)
            self._overtaken.add(update_id)
            self._late(self._watched[update_id])

    async def said_meanwhile(self, update_id: int) -> Mapping[str, Sent]:
        """The texts that went out from memory while the transaction of this update was open, and surely arrived."""
        await self.known(update_id)
        return self._said.get(update_id, {})

    def overtaken(self, update_id: int) -> bool:
        """Whether guidance went out from memory while the transaction of this update was open."""
        return update_id in self._overtaken and self._came(update_id) is not None

    def may_be_second(self, update_id: int, heard: Heard) -> bool:
        """Whether guidance for this update may have arrived already, without our knowing when its transaction began."""
        unsure = self._came(update_id) is _Came.UNSURE or update_id in self._doubtful
        return unsure or self._is_from_before(update_id, heard)

    def _is_from_before(self, update_id: int, heard: Heard) -> bool:
        """Whether a program before this one may have had it in hand. When somebody tapped is not known: only that a
        button of this program's own was tapped after its start. What was written in the second of the start may be
        either, for Telegram's dates know no less than seconds: it is from before if it was there at once, or comes so
        late that it must have come before. Of a date to come nothing can be told: one of the clocks was wrong."""
        if heard.dated is None:
            return False
        inherited = update_id in self._inherited
        if heard.dated > self._began_at:
            return inherited and heard.dated > self._clock.now() + AT_ONCE
        if heard.dated == self._began_at:
            return inherited or self._clock.now() > heard.dated + AT_ONCE
        return heard.tap is None or inherited

    def under_way(self, update_id: int) -> bool:
        """Whether a transaction should rather wait until it is `known` what comes of guidance from memory."""
        return update_id in self._under_way and update_id not in self._doubtful

    async def known(self, update_id: int) -> None:
        """What came of guidance that is under way is known, or WAIT_SECONDS are over: then it stays in doubt."""
        if update_id in self._under_way:
            _, late = await asyncio.wait({self._under_way[update_id]}, timeout=WAIT_SECONDS)
            if late:
                self._doubtful.add(update_id)

    def ended(self, update_id: int) -> None:
        """This update was handled or set aside: what it asked for was said or stands in the table, and if it comes
        once more, nothing is said from memory."""
        self._begun.discard(update_id)
        self._overtaken.discard(update_id)
        self._doubtful.discard(update_id)
        self._watched.pop(update_id, None)
        self._said.pop(update_id, None)
        self._inherited.discard(update_id)
        self._over[update_id] = None
        if len(self._over) > REMEMBERED_AT_MOST:
            del self._over[next(iter(self._over))]
        timer = self._timers.pop(update_id, None)
        if timer is not None:
            timer.cancel()

    def tries_again(self, update_id: int) -> None:
        """The transaction of this update failed; another one will begin."""
        self._begun.discard(update_id)

    async def guide(self, waiting: Waiting) -> None:
        """Guidance for this update goes out now, unless it did before or none is needed."""
        update_id = waiting.update_id
        messages = self._guide.from_memory(waiting.heard, waiting.decision)
        if not messages or not self._may_go(update_id):
            return
        second = self.may_be_second(update_id, waiting.heard)
        if second:
            messages = tuple(map(repeated, messages))
        self._keep(update_id, _Came.UNSURE)
        self._under_way[update_id] = done = asyncio.get_running_loop().create_future()
        log.warning("report.guided_from_memory", tier=waiting.decision.tier.word)
        try:
            results = await self._outbox.send_unsaved(messages)
            came = _came_of(results[0])
            # That a repeat was not taken says nothing of the copy before it.
            self._keep(update_id, _Came.UNSURE if second and came is _Came.NOT_SENT else came)
            if update_id in self._overtaken:
                said = zip(messages, results, strict=True)
                self._said[update_id] = {one.text: result for one, result in said if isinstance(result, Sent)}
        finally:
            del self._under_way[update_id]
            done.set_result(None)

    def _late(self, updates: Callable[[], Iterable[Waiting]]) -> None:
        for waiting in updates():
            task = asyncio.create_task(self.guide(waiting))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def _may_go(self, update_id: int) -> bool:
        """Not while a transaction of this update is open, whoever asks: that one shows the guidance itself, unless it
        hangs."""
        if update_id in self._begun or update_id in self._under_way or update_id in self._over:
            return False
        return self._came(update_id) in (None, _Came.NOT_SENT, _Came.UNSURE)

    def _came(self, update_id: int) -> _Came | None:
        tried = self._tried.get(update_id)
        return tried[1] if tried else None

    def _keep(self, update_id: int, came: _Came) -> None:
        now = self._clock.now()
        if update_id not in self._tried:
            self._tried = {key: tried for key, tried in self._tried.items() if now - tried[0] < REMEMBERED}
            self.sent += 1
        self._tried[update_id] = now, came

    async def settled(self) -> None:
        """Returns when nothing from memory is on its way."""
        while self._sending:
            await asyncio.wait(set(self._sending))

    def stop(self) -> None:
        """No timer runs any more."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()


def _came_of(result: SendResult) -> _Came:
    match result:
        case Sent():
            return _Came.SENT
        case RetryAt():
            return _Came.NOT_SENT
        case GoneForGood() | Rejected():
            return _Came.REFUSED
        case _:
            return _Came.UNSURE
