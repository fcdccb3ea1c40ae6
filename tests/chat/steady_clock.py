"""A steady clock that the test moves: pauses end when it gets there, and nothing in the test really waits."""

import asyncio
from heapq import heappop, heappush

from bot.clock import Clock


class SteadyClock(Clock):
    def __init__(self) -> None:
        self._time = 1000.0
        self._count = 0
        self._pauses: list[tuple[float, int, asyncio.Future[None]]] = []

    def steady(self) -> float:
        return self._time

    async def pause(self, seconds: float) -> None:
        self._count += 1
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._pauses, (self._time + seconds, self._count, over))
        await over

    async def run_for(self, seconds: float) -> None:
        """Steady time is `seconds` later; everything that was to happen in between has happened, in its order."""
        end = self._time + seconds
        await self._settle()
        while self._pauses and self._pauses[0][0] <= end:
            when, _, over = heappop(self._pauses)
            if not over.done():
                self._time = max(self._time, when)
                over.set_result(None)
                await self._settle()
        self._time = end

    async def _settle(self) -> None:
        for _ in range(12):
            await asyncio.sleep(0)
