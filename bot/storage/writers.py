"""storage/writers: this process' writers, one after the other.

Belongs here: whose turn it is. Not here: what a writer does (database.py), other processes (the database's own locks).

First come, first served; but what people wrote to us goes before what we have to say about it: as long as it is in
memory only, nobody in danger is safe.
"""

import asyncio
from collections import deque


class Writers:
    """A lock with a line, and a way to its head."""

    def __init__(self) -> None:
        self._taken = False
        self._line: deque[asyncio.Future[None]] = deque()

    async def acquire(self, *, first: bool = False) -> None:
        """It is the caller's turn, until `release`. `first`: before all who wait."""
        if not self._taken:
            self._taken = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if first:
            self._line.appendleft(turn)
        else:
            self._line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()
            raise

    def release(self) -> None:
        """The turn is over; the next in the line has it."""
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._taken = False
