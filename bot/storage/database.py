"""storage/database: transactions on SQLite and on PostgreSQL that behave alike.

Belongs here: opening, writing and reading transactions, what they promise. Not here: making connections (engines.py),
migrations (migrated.py), the check of the key (key_check.py), any query of a station.

A writing transaction is alone: no other one begins before it ends, in this process or in another, on SQLite by BEGIN
IMMEDIATE and on PostgreSQL by an advisory lock. So a station may read, decide and write without losing an update.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import Unavailable
from bot.storage import engines, key_check, migrated, sealed
from bot.storage.at_once import AtOnce
from bot.storage.engines import BEGIN_TO_READ, BEGIN_TO_WRITE, BUSY_SECONDS, Dialect
from bot.storage.faults import translated
from bot.storage.quick_look import QuickLook
from bot.storage.sealed import KeyRing
from bot.storage.transaction import OverTheWire, Transaction, unbroken
from bot.storage.writers import Writers

__all__ = ["Database", "Dialect", "Transaction"]

_WRITERS_LOCK = 0x7A9E_0001
"""The advisory lock that one writing transaction at a time holds on PostgreSQL. Any fixed number will do."""


class Database:
    """An open database. `reading` never waits for `transaction`."""

    def __init__(self, dialect: Dialect, *, writer: AsyncEngine, readers: AsyncEngine, path: Path | None) -> None:
        self.dialect = dialect
        self._writer = writer
        self._readers = readers
        self._path = path
        self._file = _identity(path)
        self._turn = Writers()
        self._looks: list[QuickLook] = []

    @classmethod
    async def open(cls, url: str, *, keys: KeyRing, migrations: Path, as_it_is: bool = False) -> Self:
        """The database exists, has the tables of this release, and `keys` open it; they are this process' ring now.
        `as_it_is`: nothing of that is looked at or changed; for looking at a database that may be ill.

        Safe to be called by several processes at once. Raises BadSettings (wrong key, newer database, wrong URL) and
        Unavailable (locked or gone).
        """
        sealed.install(keys)
        read = engines.parsed(url)
        dialect = engines.dialect_of(read)
        path = engines.sqlite_path(url)
        if path is not None:
            if not as_it_is:
                engines.make_file(path)
            writer, readers = engines.sqlite_writer(path), engines.sqlite_readers(path)
        else:
            writer = readers = engines.postgresql(read)
        database = cls(dialect, writer=writer, readers=readers, path=path)
        if as_it_is:
            return database
        try:
            await database._prepare(read, keys, migrations)
        except BaseException:
            await database.close()
            raise
        return database

    async def _prepare(self, url: URL, keys: KeyRing, migrations: Path) -> None:
        head = migrated.head_of(migrations)
        async with self.reading() as tx:
            stands_at = await migrated.revision(tx)
            ready = stands_at == head and await key_check.holds(tx, keys)
        if ready:
            return
        if stands_at != head:
            with translated():
                await migrated.upgrade(url, migrations=migrations)
        async with self.transaction() as tx:
            await key_check.write_or_refuse(tx, keys)

    @asynccontextmanager
    async def transaction(
        self, *, alone: bool = True, first: bool = False, long: bool = False
    ) -> AsyncIterator[Transaction]:
        """Everything done inside is kept together, or nothing of it if anything is raised.

        `alone=False` lets others write meanwhile on PostgreSQL: only for statements that are right under any order,
        such as one INSERT, or one UPDATE with SKIP LOCKED. Raises Unavailable, also when its turn does not come in
        5 seconds. `first`: before all others of this process that wait; for what people wrote. `long`: a statement in
        it may change thousands of rows; nobody else is kept from being heard meanwhile.
        """
        if self.dialect is Dialect.SQLITE:
            async with self._my_turn(first=first), self._at_once(self._writer, BEGIN_TO_WRITE, long=long) as begun:
                yield Transaction(begun, self.dialect, writes=True)
        elif alone:
            async with self._my_turn(first=first), self._begun(self._writer) as connection:
                await unbroken(connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")))
                yield Transaction(OverTheWire(connection), self.dialect, writes=True)
        else:
            async with self._begun(self._writer) as connection:
                yield Transaction(OverTheWire(connection), self.dialect, writes=True)

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """One unchanging view of the database; nothing can be written. Raises Unavailable."""
        return self._reading()

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Transaction]:
        if self.dialect is Dialect.SQLITE:
            async with self._at_once(self._readers, BEGIN_TO_READ) as begun:
                yield Transaction(begun, self.dialect, writes=False)
            return
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        async with self._begun(self._readers, **options) as connection:
            yield Transaction(OverTheWire(connection), self.dialect, writes=False)

    def looking(self, query: Select[*tuple[Any, ...]]) -> Callable[[Mapping[str, Any]], Awaitable[tuple[Any, ...]]]:
        """A call that gives the first row of `query` for the parameters that stand open in it. For small questions
        that are asked again and again; on SQLite they cost next to nothing. The call raises Unavailable."""
        if self._path is None:

            async def read(values: Mapping[str, Any]) -> tuple[Any, ...]:
                # One statement needs no transaction around it: that would be three more ways to the server and back.
                async with self._begun(self._readers, isolation_level="AUTOCOMMIT") as connection:
                    tx = Transaction(OverTheWire(connection), self.dialect, writes=False)
                    return tuple(await tx.first(query.params(values)) or ())

            return read
        look = QuickLook(self._path, query)
        self._looks.append(look)

        async def ask(values: Mapping[str, Any]) -> tuple[Any, ...]:
            self._same_file()
            return look.ask(values)

        return ask

    async def close(self) -> None:
        """No connection is open any more."""
        for look in self._looks:
            look.close()
        await self._readers.dispose()
        if self._writer is not self._readers:
            await self._writer.dispose()

    @asynccontextmanager
    async def _my_turn(self, *, first: bool) -> AsyncIterator[None]:
        """This process' writers one after the other, in the order in which they came."""
        try:
            async with asyncio.timeout(BUSY_SECONDS):
                await self._turn.acquire(first=first)
        except TimeoutError:
            raise Unavailable("database: too many writers before this one") from None
        try:
            yield
        finally:
            self._turn.release()

    @asynccontextmanager
    async def _at_once(self, engine: AsyncEngine, statement: str, *, long: bool = False) -> AsyncIterator[AtOnce]:
        """As `_begun`, on a SQLite file."""
        self._same_file()
        begun = await AtOnce.begun(engine, statement, long=long)
        try:
            try:
                yield begun
            except BaseException:
                begun.rollback()
                raise
            await begun.commit()
        finally:
            begun.close()

    @asynccontextmanager
    async def _begun(self, engine: AsyncEngine, **options: Any) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction. Commit and rollback go through the translation, the body does not."""
        connection = engine.connect()
        try:
            await unbroken(_begin(connection, options))
            try:
                yield connection
            except BaseException:
                # What was raised inside is what the caller must see; a connection that cannot roll back is thrown away.
                with suppress(Unavailable):
                    await unbroken(connection.rollback())
                raise
            await unbroken(connection.commit())
        finally:
            if connection.sync_connection is not None:
                await unbroken(connection.close())

    def _same_file(self) -> None:
        """What is written into a deleted SQLite file is lost without an error: look before each transaction."""
        if self._path is not None and _identity(self._path) != self._file:
            raise Unavailable("database: the file is gone, or another one lies in its place")


def _identity(path: Path | None) -> tuple[int, int] | None:
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _begin(connection: AsyncConnection, options: dict[str, Any]) -> None:
    await connection.start()
    if options:
        await connection.execution_options(**options)
    await connection.begin()
