"""A database that is locked, gone or stopped is Unavailable, and nothing else; when it is back, all is well."""

import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.config_files import migrations_dir
from bot.errors import BadSettings, Unavailable
from bot.storage import engines
from bot.storage.database import Database
from bot.storage.sealed import KeyRing
from bot.storage.tables import meta
from tests.postgres import PostgresServer


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@pytest.fixture
async def on_sqlite(sqlite_url: str, keys: KeyRing, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.2)
    database = await Database.open(sqlite_url, keys=keys, migrations=migrations_dir())
    yield database
    await database.close()


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.remove()


async def write(database: Database, name: str) -> None:
    async with database.transaction() as tx:
        await tx.run(meta.insert().values(name=name, value="x"))


async def names(database: Database) -> set[str]:
    async with database.reading() as tx:
        return {row.name for row in await tx.all(select(meta.c.name))}


async def test_a_lock_of_somebody_else_is_unavailable(on_sqlite: Database, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="SQLITE_BUSY"):
        await write(on_sqlite, "a")
    assert "a" not in await names(on_sqlite)
    other.execute("ROLLBACK")
    other.close()
    await write(on_sqlite, "a")
    assert "a" in await names(on_sqlite)


async def test_a_file_that_is_gone_takes_no_writes(on_sqlite: Database, path: Path) -> None:
    os.rename(path, f"{path}.away")
    with pytest.raises(Unavailable):
        await write(on_sqlite, "a")
    os.rename(f"{path}.away", path)
    await write(on_sqlite, "a")
    assert "a" in await names(on_sqlite)


async def test_a_full_disk_is_unavailable(on_sqlite: Database) -> None:
    async with on_sqlite.transaction() as tx:
        pages = await tx.value(text("PRAGMA page_count"))
        await tx.run(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(Unavailable, match="SQLITE_FULL"):
        async with on_sqlite.transaction() as tx:
            await tx.run(meta.insert(), [{"name": str(n), "value": "x" * 1000} for n in range(100)])


async def test_a_broken_rule_is_not_unavailable(database: Database) -> None:
    await write(database, "a")
    with pytest.raises(IntegrityError):
        await write(database, "a")


async def test_a_wrong_statement_is_not_unavailable(database: Database) -> None:
    async with database.reading() as tx:
        with pytest.raises(DBAPIError):
            await tx.all(text("SELECT nothing FROM nowhere"))


async def test_errors_hold_no_values(database: Database) -> None:
    await write(database, "a")
    with pytest.raises(IntegrityError) as caught:
        async with database.transaction() as tx:
            await tx.run(meta.insert().values(name="a", value="a secret word"))
    assert "secret word" not in str(caught.value)


async def test_postgresql_that_stopped_is_unavailable_until_it_is_back(
    own_server: PostgresServer, keys: KeyRing
) -> None:
    database = await Database.open(own_server.url("postgres"), keys=keys, migrations=migrations_dir())
    own_server.stop()
    with pytest.raises(Unavailable):
        await write(database, "a")
    with pytest.raises(Unavailable):
        await names(database)
    own_server.start()
    await write(database, "a")
    assert "a" in await names(database)
    await database.close()


async def test_postgresql_that_dies_inside_a_transaction_is_unavailable(
    own_server: PostgresServer, keys: KeyRing
) -> None:
    database = await Database.open(own_server.url("postgres"), keys=keys, migrations=migrations_dir())

    async def write_while_it_dies() -> None:
        async with database.transaction() as tx:
            await tx.run(meta.insert().values(name="a", value="x"))
            own_server.stop()
            await tx.run(meta.insert().values(name="b", value="x"))

    with pytest.raises(Unavailable):
        await write_while_it_dies()
    own_server.start()
    assert not {"a", "b"} & await names(database)
    await database.close()


async def test_postgresql_that_was_never_there_is_unavailable(tmp_path: Path, keys: KeyRing) -> None:
    with pytest.raises(Unavailable):
        await Database.open(f"postgresql://a@/b?host={tmp_path}", keys=keys, migrations=migrations_dir())


@pytest.mark.parametrize("url", ["sqlite://", "mysql://a@b/c", "nonsense", "sqlite:///:memory:"])
async def test_a_wrong_url_is_refused(url: str, keys: KeyRing) -> None:
    with pytest.raises(BadSettings):
        await Database.open(url, keys=keys, migrations=migrations_dir())
