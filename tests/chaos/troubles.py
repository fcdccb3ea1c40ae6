"""What goes wrong with the database for a moment: locked, gone, full; on both kinds.

Belongs here: making it go wrong and mending it. Not here: when (run.py), Telegram's weather (telegram.py).
"""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import text

from bot.errors import Unavailable
from bot.storage.database import Database
from tests.postgres import PostgresServer


class Trouble(Enum):
    """What happens to the database."""

    LOCKED = auto()
    GONE = auto()
    FULL = auto()


class Sqlite:
    """Troubles of a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextlib.asynccontextmanager
    async def of(self, trouble: Trouble, database: Database) -> AsyncIterator[None]:
        """While this is open the file is locked by somebody else, or not there, or the disk is full."""
        match trouble:
            case Trouble.LOCKED:
                with contextlib.closing(sqlite3.connect(self._path, isolation_level=None, timeout=0.0)) as other:
                    with contextlib.suppress(sqlite3.OperationalError):  # the program was writing just now
                        other.execute("BEGIN IMMEDIATE")
                    yield
            case Trouble.GONE:
                elsewhere = self._path.with_suffix(".elsewhere")
                os.rename(self._path, elsewhere)
                try:
                    yield
                finally:
                    os.rename(elsewhere, self._path)
            case Trouble.FULL:
                await _pragma(database, "max_page_count = 1")  # never below what there is already
                try:
                    yield
                finally:
                    await _pragma(database, "max_page_count = 1073741823")


class Postgresql:
    """Troubles of a server."""

    def __init__(self, server: PostgresServer, name: str) -> None:
        self._server, self._name = server, name

    @contextlib.asynccontextmanager
    async def of(self, trouble: Trouble, database: Database) -> AsyncIterator[None]:
        """While this is open every connection is cut as soon as it is seen, or the server is away."""
        if trouble is Trouble.GONE:
            await asyncio.to_thread(self._server.stop)
            try:
                yield
            finally:
                await asyncio.to_thread(self._server.start)
            return
        over = asyncio.Event()
        cut = asyncio.create_task(self._cut_again_and_again(over))
        try:
            yield
        finally:
            over.set()
            await cut  # a cut that is on its way would come when all is well again

    async def _cut_again_and_again(self, over: asyncio.Event) -> None:
        statement = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{self._name}' AND pid <> pg_backend_pid()"
        )
        while not over.is_set():
            await asyncio.to_thread(self._server.sql, statement)
            await asyncio.sleep(0.02)


async def _pragma(database: Database, words: str) -> None:
    for _ in range(20):
        with contextlib.suppress(Unavailable):
            async with database.transaction() as tx:
                await tx.all(text(f"PRAGMA {words}"))
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the pragma could not be set")
