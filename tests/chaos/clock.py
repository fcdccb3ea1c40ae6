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
        self._civil = at
        self._passed = 0.0

    def now(self) -> datetime:
        return self._civil

    def steady(self) -> float:
        return time.monotonic() * SPEED + self._passed

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(seconds / SPEED)

    def passes_to(self, instant: datetime) -> None:
        """So much time has passed that it is `instant`."""
        self._passed += max(0.0, (instant - self._civil).total_seconds())
        self._civil = instant

    def jumps(self, by: timedelta) -> None:
        """The civil clock was set."""
        self._civil += by
