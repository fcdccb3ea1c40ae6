"""storage/sqlite_driver: SQLite for SQLAlchemy, at once in the thread that asks, or in a thread of its own.

Belongs here: one statement and where it runs. Not here: how a connection is set up (engines.py), which transaction may
run at once (at_once.py).

On a busy computer the way to another thread and back costs more than most statements. So a connection that is `at_once`
answers where it is asked, and never waits there: a lock of somebody else, and a question that takes many steps, raise
`sqlite3.OperationalError` instead, and can be asked again in the thread. What writes is never broken off: SQLite would
take back the whole transaction.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.util import await_only

if TYPE_CHECKING:
    from sqlalchemy.connectors.asyncio import AsyncIODBAPIConnection

STEPS_AT_ONCE = 50_000
"""How many steps of SQLite's machine a question may take at once: some milliseconds, or two thousand rows. SQLite
counts them over all times that the same question is asked: now and then a short one is asked again in the thread."""

_CAN_WAIT = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_INTERRUPT})


def can_wait(error: BaseException | None) -> bool:
    """Whether what failed at once with `error` may do better in the thread, where it can wait."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _CAN_WAIT


class QuickConnection(aiosqlite.Connection):
    """An aiosqlite connection that needs its thread only where something may take long."""

    at_once = False
    _reads = False

    def do(self, step: Callable[..., Any], *given: Any) -> Any:
        """What `step` returns; in the thread (called in SQLAlchemy's greenlet), unless the connection is `at_once`."""
        return step(*given) if self.at_once else await_only(self._execute(step, *given))  # type: ignore[no-untyped-call]

    def answer_at_once(self) -> None:
        """From now on what is asked is answered at once, but for what is done `patiently`."""
        if not self.at_once:
            self.at_once = True
            self._conn.execute("PRAGMA busy_timeout=0")
            self._conn.set_progress_handler(self._is_too_long, STEPS_AT_ONCE)

    @contextmanager
    def patiently(self, seconds: float) -> Iterator[None]:
        """Inside, statements run in the thread, wait so long for a lock, and take as long as they take."""
        self._conn.set_progress_handler(None, 0)
        self._conn.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
        self.at_once = False
        try:
            yield
        finally:
            if self._connection is not None:
                self.answer_at_once()

    @contextmanager
    def in_thread(self) -> Iterator[None]:
        """Inside, statements run in the thread."""
        self.at_once = False
        try:
            yield
        finally:
            self.at_once = True

    def begin_at_once(self, statement: str) -> None:
        """`statement` was executed here. Raises sqlite3.Error."""
        self._conn.execute(statement)

    async def begin(self, statement: str) -> None:
        """`statement` was executed in the thread. Raises sqlite3.Error."""
        await self._execute(self._conn.execute, statement)  # type: ignore[no-untyped-call]

    def asked(self, statement: str) -> None:
        """The next statement is this one: only a question may be broken off."""
        self._reads = statement.startswith("SELECT")

    def _is_too_long(self) -> bool:
        return self._reads


class QuickCursor:
    """What SQLAlchemy needs of a cursor: all rows are here when `execute` returns."""

    server_side = False

    def __init__(self, adapted: "QuickAdapted") -> None:
        self._adapted = adapted
        self._rows: deque[Any] = deque()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """`statement` was executed. Raises sqlite3.Error."""
        self._run(statement, parameters, many=False)

    def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> None:
        """`statement` was executed with each of `parameters`. Raises sqlite3.Error."""
        self._run(statement, parameters, many=True)

    def fetchone(self) -> Any:
        """The next row, None after the last."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """At most so many rows."""
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        rows, self._rows = list(self._rows), deque()
        return rows

    def close(self) -> None:
        """Nothing is kept."""
        self._rows = deque()

    async def _async_soft_close(self) -> None:
        """Asked by SQLAlchemy when the rows are read: SQLite's own cursor is closed long since."""

    def _run(self, statement: str, parameters: Any, *, many: bool) -> None:
        try:
            self._adapted.driver.do(self._do, statement, parameters, many)
        except Exception as error:  # noqa: BLE001  as SQLAlchemy's own cursor does it: the errors of this driver
            self._adapted._handle_exception(error)

    def _do(self, statement: str, parameters: Any, many: bool) -> None:
        driver = self._adapted.driver
        driver.asked(statement)
        cursor = driver._conn.cursor()
        try:
            (cursor.executemany if many else cursor.execute)(statement, parameters)
            self.description = cursor.description
            self._rows = deque(cursor.fetchall()) if cursor.description else deque()
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class QuickAdapted(AsyncAdapt_aiosqlite_connection):
    """SQLAlchemy's view of a QuickConnection."""

    __slots__ = ()

    @property
    def driver(self) -> QuickConnection:
        """The connection itself."""
        found = self._connection
        assert isinstance(found, QuickConnection)
        return found

    def cursor(self, server_side: bool = False) -> QuickCursor:  # type: ignore[override]
        """A cursor; always one that has all its rows."""
        return QuickCursor(self)

    def commit(self) -> None:
        """What was written stands on disk."""
        self._end("commit")

    def rollback(self) -> None:
        """What was written is taken back; after a commit there is nothing to do."""
        self._end("rollback")

    def _end(self, how: str) -> None:
        inner = self.driver._connection
        if inner is None or not inner.in_transaction:
            return
        try:
            self.driver.asked(how)
            self.driver.do(getattr(inner, how))
        except Exception as error:  # noqa: BLE001  as above
            self._handle_exception(error)


class QuickModule(AsyncAdapt_aiosqlite_dbapi):
    """The driver as `create_async_engine(module=…)` takes it."""

    def connect(self, *arguments: Any, **options: Any) -> QuickAdapted:
        """A connection, opened in its thread. SQLAlchemy lets it be used from any; so do we, by one at a time."""
        plain = aiosqlite.connect(*arguments, **options)
        quick = QuickConnection(plain._connector, plain._iter_chunk_size)
        quick._thread.daemon = True  # as SQLAlchemy does it: an exit never waits for it
        return QuickAdapted(self, cast("AsyncIODBAPIConnection", await_only(quick)))


MODULE = QuickModule(aiosqlite, sqlite3)
