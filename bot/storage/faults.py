"""storage/faults: which errors of a database mean "not now", and which are our own mistake.

Belongs here: the translation of driver errors into Unavailable. Not here: trying again (the caller's loop).
"""

import sqlite3
from contextlib import AbstractContextManager
from types import TracebackType

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from bot.errors import Unavailable

_SQLITE_NOT_NOW = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)
"""Primary result codes that speak of the file and its locks, not of our statement. Source: sqlite.org/rescode.html."""

_POSTGRESQL_NOT_NOW = ("08", "25006", "25P03", "28", "3D000", "40001", "40P01", "53", "55P03", "57", "58", "XX001")
"""SQLSTATE beginnings: no connection, read-only or idle, no entry, no such database, try again, no disk or memory, lock
time-out, shut down or cancelled, system error, damaged data. Source: PostgreSQL manual, appendix A."""


def translated() -> AbstractContextManager[None]:
    """Errors that mean "the database does not answer now" leave this block as Unavailable; all others as they are."""
    return _Translation()


class _Translation(AbstractContextManager[None]):
    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        why = _not_now(error)
        if why is not None:
            raise Unavailable(f"database: {why}") from error


def _not_now(error: BaseException | None) -> str | None:
    """Why the database does not answer now, as a code; None where the statement itself is wrong."""
    while error is not None:
        if isinstance(error, NoFreeConnection):
            return "no free connection"
        if isinstance(error, DBAPIError):
            if error.connection_invalidated:
                return "connection lost"
            error = error.orig
            continue
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None:
            return str(getattr(error, "sqlite_errorname", code)) if code & 0xFF in _SQLITE_NOT_NOW else None
        state = getattr(error, "sqlstate", None)
        if state is not None:
            return f"SQLSTATE {state}" if state.startswith(_POSTGRESQL_NOT_NOW) else None
        if isinstance(error, OSError) or _is_closed(error):
            return type(error).__name__
        error = error.__cause__
    return None


def _is_closed(error: BaseException) -> bool:
    """Whether a driver says, without a code, that its connection is gone."""
    told = str(error).lower()
    return any(
        word in told
        for word in (
            "no active connection",
            "connection closed",
            "connection is closed",
            "connection was closed",
            "connection lost",
        )
    )
