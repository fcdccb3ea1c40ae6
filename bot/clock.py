"""clock: the one place that reads the time.

Belongs here: civil time (movable, for the demo and for tests) and steady time (real, for leases, back-off, pace).
Not here: time zones of plans (plans/), when something is due (reminders/due.py).
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Civil time in UTC, and steady seconds. `Clock()` follows the computer's own clock."""

    def now(self) -> datetime:
        """The civil instant, aware, in UTC. Take it once per action."""
        return datetime.now(UTC)

    def steady(self) -> float:
        """Seconds that only grow and never jump. Only differences mean something."""
        return time.monotonic()

    async def pause(self, seconds: float) -> None:
        """Returns after `seconds` of real time, whatever the civil clock does meanwhile."""
        await asyncio.sleep(seconds)


class MovableClock(Clock):
    """A clock for the demo and for tests: civil time stands `offset` away from the computer's.

    With `frozen_at` it does not run by itself at all: it moves only when told to.
    """

    def __init__(self, *, frozen_at: datetime | None = None) -> None:
        self._frozen = frozen_at
        self._offset = timedelta()
        self._moved: list[Callable[[], None]] = []

    def now(self) -> datetime:
        if self._frozen is not None:
            return self._frozen
        return super().now() + self._offset

    def move(self, by: timedelta) -> None:
        """Civil time is `by` later (or earlier) than it was; whoever asked is told."""
        if self._frozen is not None:
            self._frozen += by
        else:
            self._offset += by
        for tell in self._moved:
            tell()

    def move_to(self, instant: datetime) -> None:
        """Civil time is `instant` (aware)."""
        self.move(instant - self.now())

    def when_moved(self, tell: Callable[[], None]) -> None:
        """`tell` is called after each move, so that ticks need not wait for their second."""
        self._moved.append(tell)
