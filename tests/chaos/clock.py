"""A clock for chaos: civil time moves only when the run says so, and may jump; steady time runs fast."""

import asyncio
import time
from datetime import datetime, timedelta

from bot.clock import Clock

SPEED = 20.0
"""Steady seconds in a real one: back-off and pauses of a minute must not take one."""


class ChaosClock(Clock):
    """`passes` moves both clocks, `jumps` the civil one alone, as somebody who sets the computer's clock does."""

    def __init__(self, at: datetime) -> None:
        self._civil = self._right = at
        self._begins = time.monotonic() * SPEED
        self._began = at
        self._passed = 0.0

    def now(self) -> datetime:
        return self._civil

    def steady(self) -> float:
        return time.monotonic() * SPEED + self._passed

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds / SPEED)

    def passes_to(self, instant: datetime) -> None:
        """So much time has passed that it is `instant`. What ran by itself meanwhile is a part of it."""
        self._right += instant - self._civil
        self._civil = instant
        begun = self._begins + (self._right - self._began).total_seconds()
        self._passed += max(0.0, begun - self.steady())

    def jumps(self, by: timedelta) -> None:
        """The civil clock was set."""
        self._civil += by
