"""storage/sqlite_driver: aiosqlite with one way to its thread for each statement instead of four.

Belongs here: that. Not here: how a connection is set up (engines.py).

aiosqlite makes the cursor, executes, fetches and closes in four steps, each handed to the connection's thread and
waited for. On a busy computer those ways cost more than the statement. SQLAlchemy fetches all rows at once anyway.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Self

import aiosqlite


class QuickCursor:
    """What SQLAlchemy's adapter needs of an aiosqlite cursor: everything happens while executing."""

    def __init__(self, connection: "QuickConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """`statement` was executed and all its rows are here. Raises sqlite3.Error."""
        await self._connection._execute(self._do, statement, parameters, many=False)  # type: ignore[no-untyped-call]
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """`statement` was executed with each of `parameters`. Raises sqlite3.Error."""
        await self._connection._execute(self._do, statement, parameters, many=True)  # type: ignore[no-untyped-call]
        return self

    async def fetchall(self) -> list[Any]:
        """All rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is kept."""
        self._rows = []

    def _do(self, statement: str, parameters: Any, *, many: bool) -> None:
        """In the connection's thread."""
        cursor = self._connection._conn.cursor()
        try:
            (cursor.executemany if many else cursor.execute)(statement, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class QuickConnection(aiosqlite.Connection):
    """An aiosqlite connection with quick cursors."""

    def cursor(self) -> QuickCursor:  # type: ignore[override]
        """A cursor, without a way to the thread."""
        return QuickCursor(self)

    async def rollback(self) -> None:
        """As ever, but after a commit there is no way to the thread only to hear that there is nothing to take back."""
        if self.in_transaction:
            await super().rollback()


def connect(*arguments: Any, **options: Any) -> QuickConnection:
    """As `aiosqlite.connect`: to be awaited."""
    plain = aiosqlite.connect(*arguments, **options)
    quick = QuickConnection(plain._connector, plain._iter_chunk_size)
    quick._thread.daemon = True  # as SQLAlchemy does it: an exit never waits for it
    return quick
