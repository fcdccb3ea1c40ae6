"""storage/worker_lock: on PostgreSQL one process at a time is the worker: it handles the inbox, decides and sends.

Belongs here: the session lock on a connection of its own, whether it is still held, and hearing on that connection
that others put something into the inbox. Not here: the file lock of SQLite (file_lock.py), the lock of one writing
transaction (database.py), what a worker does.

The server gives the lock back when the connection ends, however it ends; so another process can take over. A
connection that was lost without a word (a cable, a frozen machine) ends when the server has heard nothing for
SILENT_SECONDS; the holder gives up before that, after HELD_SECONDS without an answer. Whoever asks `is_held` every
second keeps it.
"""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import Unavailable
from bot.storage import engines
from bot.storage.faults import translated
from bot.storage.notified import CHANNEL

_WORKER_LOCK = 0x7A9E_0003
"""The advisory lock of the worker. Any fixed number will do."""

SILENT_SECONDS = 6
"""After this many seconds without a question the server ends the connection (idle_session_timeout)."""
HELD_SECONDS = 3.0
"""How long the holder waits for an answer. With the second between two questions it stays below SILENT_SECONDS, so
that the old worker stops before the next one begins."""


class WorkerLock:
    """Held until `release`, or until the connection is lost: ask `is_held` before claiming anything."""

    def __init__(self, engine: AsyncEngine, connection: AsyncConnection) -> None:
        self._engine = engine
        self._connection = connection

    @classmethod
    async def take(cls, url: str) -> Self | None:
        """The lock, or None while another process holds it. Raises Unavailable: the server does not answer."""
        engine = engines.one_connection(engines.parsed(url))
        try:
            with translated():
                connection = await engine.connect()
                await connection.execute(text(f"SET idle_session_timeout = '{SILENT_SECONDS}s'"))
                taken = (await connection.execute(text(f"SELECT pg_try_advisory_lock({_WORKER_LOCK})"))).scalar()
        except BaseException:
            await engine.dispose()
            raise
        lock = cls(engine, connection)
        if taken:
            return lock
        await lock.release()
        return None

    async def listen(self, told: Callable[[], None]) -> None:
        """From now on `told` is called whenever another process put something into the inbox. Raises Unavailable."""
        with translated():
            await (await self._driver()).add_listener(CHANNEL, lambda *_: told())

    async def is_held(self) -> bool:
        """Whether the connection that holds the lock still answers in time. After a False: stop claiming."""
        try:
            async with asyncio.timeout(HELD_SECONDS):
                with translated():
                    await (await self._driver()).fetchval("SELECT 1")
        except (Unavailable, TimeoutError):
            return False
        return True

    async def _driver(self) -> Any:
        """The connection as asyncpg knows it: asked every second, the shortest way counts."""
        return (await self._connection.get_raw_connection()).driver_connection

    async def release(self) -> None:
        """Another process can take it. A connection that does not even end is left to its fate."""
        with contextlib.suppress(Unavailable, TimeoutError):
            async with asyncio.timeout(HELD_SECONDS):
                with translated():
                    await self._connection.close()
                    await self._engine.dispose()
