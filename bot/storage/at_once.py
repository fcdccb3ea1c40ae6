"""storage/at_once: a transaction on a SQLite file whose statements run where they are asked for.

Belongs here: which step of it may run at once and which needs the connection's thread. Not here: whose turn it is
(database.py), the driver (sqlite_driver.py).

After BEGIN IMMEDIATE a statement waits for nobody, and a reader hardly ever does. So they run at once, but: what finds
the file locked, COMMIT after something was written (it waits for the disk), a question that takes many steps, and
statements for hundreds of rows. Those go to the thread, and everybody else is heard meanwhile; also in the middle of a
transaction of many short statements.
"""

import asyncio
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Self, cast

from sqlalchemy import Connection, CursorResult, Executable, QueuePool
from sqlalchemy.exc import DBAPIError, MissingGreenlet
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from bot.errors import Unavailable
from bot.storage import engines
from bot.storage.faults import translated
from bot.storage.sqlite_driver import QuickConnection, can_wait
from bot.storage.transaction import unbroken

ROWS_AT_ONCE = 300
"""A statement that is executed for more rows goes to the thread."""
SECONDS_AT_ONCE = 0.005
"""After so long others have their turn between two statements."""


class AtOnce:
    """One transaction. `long`: its statements may change many rows each, so all of them go to the thread."""

    def __init__(self, connection: Connection, *, long: bool) -> None:
        self._connection = connection
        self._driver = cast(QuickConnection, connection.connection.driver_connection)
        self._long = long
        self._changes = 0
        self._heard_at = time.perf_counter()

    @classmethod
    async def begun(cls, engine: AsyncEngine, statement: str, *, long: bool = False) -> Self:
        """A transaction has begun with `statement`. Raises Unavailable, also when another process holds the lock."""
        made = cls(await _lent(engine), long=long)
        try:
            await made._begin(statement)
        except BaseException:
            made.close()
            raise
        return made

    async def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None
    ) -> CursorResult[Any]:
        """See `Begun.execute`."""
        if time.perf_counter() - self._heard_at > SECONDS_AT_ONCE:
            await asyncio.sleep(0)
            self._heard_at = time.perf_counter()
        if not (self._long or (isinstance(rows, Sequence) and len(rows) > ROWS_AT_ONCE)):
            try:
                with translated():
                    return self._connection.execute(statement, rows)
            except Unavailable as error:
                why = error.__cause__
                if not (isinstance(why, DBAPIError) and can_wait(why.orig) and self._driver.in_transaction):
                    raise
        with self._driver.patiently(engines.BUSY_SECONDS):
            return await unbroken(greenlet_spawn(self._connection.execute, statement, rows))

    async def commit(self) -> None:
        """What was written stands on disk. Raises Unavailable: then it does not."""
        if self._driver.total_changes == self._changes:
            with translated():
                self._connection.commit()
            return
        with self._driver.in_thread():
            await unbroken(greenlet_spawn(self._connection.commit))

    def rollback(self) -> None:
        """Nothing was written."""
        with suppress(Unavailable), translated():
            self._connection.rollback()

    def close(self) -> None:
        """The connection is free for the next transaction."""
        with translated():
            self._connection.close()

    async def _begin(self, statement: str) -> None:
        self._driver.answer_at_once()
        with translated():
            try:
                self._driver.begin_at_once(statement)
            except sqlite3.OperationalError as error:
                if not can_wait(error):
                    raise
                with self._driver.patiently(engines.BUSY_SECONDS):
                    await unbroken(self._driver.begin(statement))
            self._connection.begin()
        self._changes = self._driver.total_changes


async def _lent(engine: AsyncEngine) -> Connection:
    """A connection of the pool: one that is idle, else a new one, else the first that comes free."""
    if cast(QueuePool, engine.sync_engine.pool).checkedin():
        with suppress(MissingGreenlet):  # it was thrown away after an error, and a new one is opened in its thread
            return engine.sync_engine.connect()
    connection = engine.connect()
    try:
        await unbroken(connection.start())
    except BaseException:
        if connection.sync_connection is not None:
            connection.sync_connection.close()
        raise
    assert connection.sync_connection is not None
    return connection.sync_connection
