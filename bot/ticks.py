"""ticks: when which station is woken. The only place that knows APScheduler; the database knows what is to do.

One glance (storage/glance.py) twice a second says which stations have something to do; those are woken, but none more
often than its own pace, and none twice at once. A station that cannot say so is woken at its own pace. Nothing is
skipped because it is late (misfire_grace_time=None), and many missed glances are one (coalesce). A station that fails
is logged and counted and does not stop the others.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs
from bot.clock import Clock
from bot.errors import Unavailable
from bot.stations import Foreseeing, Ticking
from bot.storage.database import Database
from bot.storage.glance import Condition, Glance
from bot.storage.outgoing import OutgoingRow

log = logs.get(__name__)

HandOver = Callable[[tuple[OutgoingRow, ...]], None]
GLANCE_SECONDS = 0.5
ANYWAY_SECONDS = 60.0
"""Every station is woken this often at least, whatever its condition says."""
SLOW_SECONDS = 5.0
"""A tick that takes longer is said in the log: something is stuck or the machine is too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """A station and how often it is woken, in real seconds."""

    station: Ticking
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something that is not a station and is done in the same rhythm; `job` returns how much it did."""

    name: str
    seconds: float
    job: Callable[[], Awaitable[int]]
    due: Condition | None = None


@dataclass(slots=True, kw_only=True)
class _Line:
    """One station or chore while the ticks run."""

    name: str
    seconds: float
    wake: Callable[[], Awaitable[int]]
    foreseen: bool
    woken_at: float
    running: asyncio.Task[int] | None = None


@dataclass(slots=True)
class Ticks:
    """Wakes stations. `looked_at`: steady time of the last look, also one that the database did not
    answer. `failed`: how often which
    station's tick ended in a mistake of ours."""

    clock: Clock
    hand_over: HandOver
    pulses: list[Pulse]
    chores: list[Chore] = field(default_factory=list)
    database: Database | None = None
    looked_at: float = 0.0
    failed: Counter[str] = field(default_factory=Counter)
    _scheduler: AsyncIOScheduler | None = None
    _glance: Glance | None = None
    _lines: list[_Line] = field(default_factory=list)
    _woken: dict[str, datetime] = field(default_factory=dict)

    def start(self) -> None:
        """Every station is woken from now on."""
        conditions = self._conditions()
        self._glance = Glance(self.database, conditions) if self.database is not None else None
        self._lines = self._as_lines(frozenset(conditions) if self._glance else frozenset())
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.look, "interval", seconds=GLANCE_SECONDS, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self._scheduler.start()
        self.looked_at = self.clock.steady()

    def stop(self) -> None:
        """No station is woken any more; those that are awake go on (see `finished`)."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def finished(self, *, within: float) -> None:
        """Returns when no station is awake; one that still is after `within` seconds is broken off."""
        awake = {line.running for line in self._lines if line.running is not None and not line.running.done()}
        if awake:
            _, late = await asyncio.wait(awake, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def look(self) -> None:
        """Whoever has something to do is woken. Never raises."""
        due: frozenset[str] = frozenset()
        self.looked_at = self.clock.steady()
        try:
            if self._glance is not None:
                due = await self._glance.at(self.clock.now())
        except Unavailable:
            log.warning("ticks.unavailable")
        except Exception as error:  # a glance that fails must not be the last one, nor keep anybody asleep
            log.error("ticks.failed", error=type(error).__name__, exc_info=error)
            self.failed["glance"] += 1
            due = frozenset(line.name for line in self._lines)
        if self._scheduler is None:
            return
        for line in self._lines:
            self._wake_if_due(line, due)

    async def once(self) -> int:
        """Every station that has something to do is woken once, in order, and those that nothing foresees at their own
        pace; returns how much they did. For the demo and for tests, whose time is that of the movable clock."""
        conditions = self._conditions()
        if self._glance is None and self.database is not None:
            self._glance = Glance(self.database, conditions)
        due = await self._glance.at(self.clock.now()) if self._glance is not None else frozenset(conditions)
        did = 0
        for pulse in self.pulses:
            if pulse.station.name in due or (pulse.station.name not in conditions and self._is_time(pulse)):
                did += await self.wake(pulse.station)
        for chore in self.chores:
            if chore.name in due or chore.name not in conditions:
                did += await self._do(chore)
        return did

    def _is_time(self, pulse: Pulse) -> bool:
        """Whether so much time of the movable clock has passed that `look` would have woken it."""
        now = self.clock.now()
        woken = self._woken.get(pulse.station.name)
        if woken is not None and woken <= now < woken + timedelta(seconds=pulse.seconds):
            return False
        self._woken[pulse.station.name] = now
        return True

    def _conditions(self) -> dict[str, Condition]:
        """What is asked for at a glance, by the name of whom it wakes."""
        conditions: dict[str, Condition] = {chore.name: chore.due for chore in self.chores if chore.due is not None}
        return conditions | {
            one.station.name: one.station.due for one in self.pulses if isinstance(one.station, Foreseeing)
        }

    async def wake(self, station: Ticking) -> int:
        """One tick of one station: what it did is logged with its counts, and its rows are handed over."""
        began = self.clock.steady()
        try:
            ticked = await station.tick(self.clock.now())
        except Unavailable:
            log.warning(f"{station.name}.unavailable")
            return 0
        except Exception as error:  # one failing station must not stop the others, nor its own next tick
            log.error(f"{station.name}.failed", error=type(error).__name__, exc_info=error)
            self.failed[station.name] += 1
            return 0
        took = self.clock.steady() - began
        if ticked.rows:
            self.hand_over(ticked.rows)
        if ticked.counts or took > SLOW_SECONDS:
            log.info(f"{station.name}.tick", took_s=round(took, 3), **ticked.counts)
        return sum(ticked.counts.values())

    def _as_lines(self, foreseen: frozenset[str]) -> list[_Line]:
        """The first time comes at once for those that nothing foresees."""
        now = self.clock.steady()
        jobs: list[tuple[str, float, Callable[[], Awaitable[int]]]] = [
            (pulse.station.name, pulse.seconds, partial(self.wake, pulse.station)) for pulse in self.pulses
        ]
        jobs += [(chore.name, chore.seconds, partial(self._do, chore)) for chore in self.chores]
        return [
            _Line(name=name, seconds=seconds, wake=wake, foreseen=name in foreseen, woken_at=now - ANYWAY_SECONDS)
            for name, seconds, wake in jobs
        ]

    def _wake_if_due(self, line: _Line, due: frozenset[str]) -> None:
        since = self.clock.steady() - line.woken_at
        # A tenth less: a glance that came a little early must not put a station off until the next one.
        pace = line.seconds - GLANCE_SECONDS / 10
        wanted = since >= ANYWAY_SECONDS or (since >= pace and (line.name in due or not line.foreseen))
        if wanted and (line.running is None or line.running.done()):
            line.woken_at = self.clock.steady()
            line.running = asyncio.ensure_future(line.wake())

    async def _do(self, chore: Chore) -> int:
        try:
            did = await chore.job()
        except Unavailable:
            log.warning(f"{chore.name}.unavailable")
            return 0
        except Exception as error:  # as in `wake`
            log.error(f"{chore.name}.failed", error=type(error).__name__, exc_info=error)
            self.failed[chore.name] += 1
            return 0
        if did:
            log.info(f"{chore.name}.tick", did=did)
        return did
