"""storage/engines: how a connection to either database is made and set up.

Belongs here: the URL, the pragmas, the pools, time-outs. Not here: transactions (database.py), errors (faults.py).
"""

import os
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, NullPool, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import BadSettings, Problem
from bot.storage import sqlite_driver

BUSY_SECONDS = 5.0
"""How long a transaction waits for its turn or for another process' lock before it is Unavailable."""

MIGRATION_SECONDS = 600.0
"""How long a start waits for another process that migrates, or for one statement of a migration."""

BEGIN_TO_WRITE = "BEGIN IMMEDIATE"
"""Takes the write lock when the transaction begins, not when it first writes: between a read and a write in one
transaction nobody else can write."""
BEGIN_TO_READ = "BEGIN"

_READERS = 3
_POSTGRESQL_CONNECTIONS = 8


class Dialect(StrEnum):
    """The two databases we run on."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


def parsed(url: str) -> URL:
    """`url` as a driver URL: `sqlite:///path` or `postgresql://…`. Raises BadSettings, without repeating the URL."""
    try:
        read = make_url(url)
    except ArgumentError:
        raise BadSettings((_bad_url("The database URL cannot be read."),)) from None
    name = read.drivername.split("+")[0]
    if name == Dialect.SQLITE:
        if read.database in (None, "", ":memory:"):
            raise BadSettings((_bad_url("A database in memory would forget everything."),))
        return read.set(drivername="sqlite+aiosqlite")
    if name in ("postgresql", "postgres"):
        query = dict(read.query)
        if "sslmode" in query:
            query["ssl"] = query.pop("sslmode")
        return read.set(drivername="postgresql+asyncpg", query=query)
    raise BadSettings((_bad_url("This kind of database is not supported."),))


def dialect_of(url: URL) -> Dialect:
    """Which of the two databases a parsed URL speaks of."""
    return Dialect(url.get_backend_name())


def sqlite_path(url: str) -> Path | None:
    """The file a SQLite URL names, absolute; None for PostgreSQL. Raises BadSettings."""
    read = parsed(url)
    return Path(read.database or "").absolute() if dialect_of(read) is Dialect.SQLITE else None


def make_file(path: Path) -> None:
    """The SQLite file and its directory exist, readable by this user only. Raises BadSettings."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        fix = "Give the bot a directory it may write to."
        raise BadSettings((_bad_url(f"The database file cannot be made ({error.strerror}).", fix),)) from None


def for_migrations(url: URL) -> AsyncEngine:
    """One patient connection: a migration may take minutes, and who waits for another's migration waits as long.

    Without foreign keys on SQLite: it rebuilds a table to change it, and would follow them to delete rows meanwhile.
    """
    if dialect_of(url) is Dialect.SQLITE:
        engine = sqlite_writer(Path(url.database or "").absolute(), foreign_keys=False, wait=MIGRATION_SECONDS)
        _on_begin(engine, BEGIN_TO_WRITE)
        return engine
    return postgresql(url, wait=MIGRATION_SECONDS)


def sqlite_writer(path: Path, *, foreign_keys: bool = True, wait: float | None = None) -> AsyncEngine:
    """One connection. Its transactions are to begin with `BEGIN_TO_WRITE` (at_once.py)."""
    engine = _sqlite_engine(path, connections=1, wait=wait)
    _on_connect(
        engine,
        f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}",
        "PRAGMA synchronous=FULL",
        "PRAGMA secure_delete=ON",
    )
    return engine


def sqlite_readers(path: Path) -> AsyncEngine:
    """A few connections that cannot write, and that a writer never keeps waiting (WAL)."""
    engine = _sqlite_engine(path, connections=_READERS)
    _on_connect(engine, "PRAGMA query_only=ON")
    return engine


def postgresql(url: URL, *, wait: float | None = None) -> AsyncEngine:
    """A pool that notices lost connections before it lends them, and makes new ones."""
    wait = wait or BUSY_SECONDS
    milliseconds = str(int(wait * 1000))
    return create_async_engine(
        url,
        pool_size=_POSTGRESQL_CONNECTIONS,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "timeout": BUSY_SECONDS,
            "command_timeout": 2 * wait,
            "server_settings": {"lock_timeout": milliseconds, "timezone": "UTC", "application_name": "taperline"},
        },
    )


def one_connection(url: URL) -> AsyncEngine:
    """A PostgreSQL connection that is nobody else's, without transactions: what it holds, it holds until it ends."""
    return create_async_engine(
        url,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "server_settings": {"application_name": "taperline worker"}},
    )


def _sqlite_engine(path: Path, *, connections: int, wait: float | None = None) -> AsyncEngine:
    """`mode=rw`: a file that went away is an error, not a new empty database."""
    url = URL.create("sqlite+aiosqlite", database=f"file:{quote(str(path))}", query={"mode": "rw", "uri": "true"})
    engine = create_async_engine(
        url,
        module=sqlite_driver.MODULE,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
        connect_args={
            "isolation_level": None,
            "timeout": wait or BUSY_SECONDS,
        },
    )
    _on_connect(engine, "PRAGMA journal_mode=WAL")
    return engine


def _on_connect(engine: AsyncEngine, *statements: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()


def _on_begin(engine: AsyncEngine, statement: str) -> None:
    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql(statement)


def _bad_url(message: str, fix: str = "Use sqlite:///path/to/file or postgresql://user:password@host/name.") -> Problem:
    return Problem(where="TAPERLINE_DATABASE_URL", message=message, fix=fix)
