"""chat/queues: one chat's work in order, different chats side by side.

Belongs here: the queue per chat. Not here: what the work is (worker.py).
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Job = Callable[[], Awaitable[None]]


class ChatQueues:
    """Runs jobs: those with the same key one after the other in the order they came, at most `together` at once."""

    def __init__(self, *, together: int = 16) -> None:
        self._waiting: dict[int | None, deque[Job]] = {}
        self._slots = asyncio.Semaphore(together)
        self._tasks: set[asyncio.Task[None]] = set()
        self._leaving = False

    def put(self, key: int | None, job: Job) -> None:
        """`job` runs after all jobs that were put with `key` before. A job must not raise."""
        line = self._waiting.get(key)
        if line is not None:
            line.append(job)
            return
        self._waiting[key] = deque([job])
        task = asyncio.create_task(self._work(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, key: int | None) -> None:
        line = self._waiting[key]
        try:
            while line and not self._leaving:
                async with self._slots:
                    await line.popleft()()
        finally:
            del self._waiting[key]

    @property
    def busy(self) -> bool:
        """Whether any job waits or runs."""
        return bool(self._waiting)

    async def drained(self) -> None:
        """Returns when no job waits or runs."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def stop(self, *, within: float = 0.0) -> None:
        """No job runs any more. Those that run have `within` seconds to end; the waiting ones are dropped (their rows
        are still in the inbox)."""
        self._leaving = True
        if self._tasks and within:
            await asyncio.wait(set(self._tasks), timeout=within)
        for task in set(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
