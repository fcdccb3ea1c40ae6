"""On SQLite statements run where they are asked for, and still nobody is kept from being heard, and nothing is lost."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.config_files import migrations_dir
from bot.errors import Unavailable
from bot.storage import at_once
from bot.storage.database import Database, Transaction
from bot.storage.sealed import KeyRing
from bot.storage.tables import meta

LONG_QUESTION = text(
    "SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
    " SELECT i FROM n)"
)
MANY = 20_000


@pytest.fixture
async def database(sqlite_url: str, keys: KeyRing) -> AsyncIterator[Database]:
    database = await Database.open(sqlite_url, keys=keys, migrations=migrations_dir())
    yield database
    await database.close()


@pytest.fixture
def path(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@asynccontextmanager
async def somebody_else() -> AsyncIterator[list[int]]:
    """Somebody who notes each turn of theirs."""
    turns: list[int] = []

    async def listen() -> None:
        while True:
            await asyncio.sleep(0)
            turns.append(len(turns))

    task = asyncio.create_task(listen())
    yield turns
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def some_turns(turns: list[int]) -> None:
    while len(turns) < 50:  # noqa: ASYNC110  it is the turns that are waited for
        await asyncio.sleep(0)


async def insert(tx: Transaction, name: str) -> None:
    await tx.run(meta.insert().values(name=name, value="x"))


async def names(database: Database) -> set[str]:
    async with database.reading() as tx:
        return {row.name for row in await tx.all(select(meta.c.name))}


@contextlib.contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process holds the lock for writing."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        other.close()


async def test_others_are_heard_while_a_writer_waits_for_another_process(database: Database, path: Path) -> None:
    with locked(path) as other:
        async with somebody_else() as turns, asyncio.TaskGroup() as tasks:
            waiting = tasks.create_task(write(database, "a"))
            await some_turns(turns)
            assert "a" not in await names(database)
            assert not waiting.done()
            other.execute("ROLLBACK")
    assert "a" in await names(database)


async def write(database: Database, name: str) -> None:
    async with database.transaction() as tx:
        await insert(tx, name)


async def test_who_gave_up_waiting_for_another_process_holds_no_lock(database: Database, path: Path) -> None:
    with locked(path) as other:
        waiting = asyncio.create_task(write(database, "a"))
        async with somebody_else() as turns:
            await some_turns(turns)
        waiting.cancel()
        other.execute("ROLLBACK")
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await write(database, "b")
    assert {"a", "b"} & await names(database) == {"b"}
    with locked(path):
        pass


async def test_others_are_heard_during_a_long_question_and_what_was_written_before_it_stays(database: Database) -> None:
    async with database.transaction() as tx:
        await insert(tx, "before")
        async with somebody_else() as turns:
            assert await tx.value(LONG_QUESTION) == 1_000_000
        await insert(tx, "after")
    assert len(turns) > 1
    assert {"before", "after"} <= await names(database)


async def test_others_are_heard_during_a_long_question_of_a_reader(database: Database) -> None:
    async with database.reading() as tx, somebody_else() as turns:
        assert await tx.value(LONG_QUESTION) == 1_000_000
    assert len(turns) > 1


async def test_others_are_heard_between_many_short_statements(database: Database) -> None:
    async with database.transaction() as tx, somebody_else() as turns:
        for n in range(MANY // 10):
            await insert(tx, str(n))
            if turns:
                break
    assert turns, f"nobody was heard during {MANY // 10} statements"


async def test_what_runs_at_once_never_waits_for_a_lock(database: Database) -> None:
    for begun in (database.reading(), database.transaction()):
        async with begun as tx:
            assert await tx.value(LONG_QUESTION) == 1_000_000  # in the thread, where it may wait
            assert await tx.value(text("PRAGMA busy_timeout")) == 0


async def test_what_changes_many_rows_is_done_whole(database: Database) -> None:
    many = text(
        "INSERT INTO meta (name, value) WITH RECURSIVE n(i) AS"
        f" (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) SELECT 'n' || i, 'x' FROM n"
    )
    async with database.transaction() as tx:
        await insert(tx, "before")
        await tx.run(many)
    async with database.transaction(long=True) as tx, somebody_else() as turns:
        await tx.run(meta.update().values(value="y"))
    assert len(turns) > 1
    async with database.reading() as tx:
        changed = await tx.value(select(func.count()).where(meta.c.value == "y"))
    assert changed > MANY
    assert "before" in await names(database)


async def test_statements_for_many_rows_let_others_be_heard(database: Database) -> None:
    rows = [{"name": str(n), "value": "x"} for n in range(at_once.ROWS_AT_ONCE + 1)]
    async with database.transaction() as tx, somebody_else() as turns:
        await tx.run(meta.insert(), rows)
    assert turns
    assert len(await names(database)) > at_once.ROWS_AT_ONCE


async def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(Unavailable, match="SQLITE_FULL"):
        await fill_the_disk(database)
    assert "a" not in await names(database)
    await write(database, "b")
    assert "b" in await names(database)


async def fill_the_disk(database: Database) -> None:
    async with database.transaction() as tx:
        await insert(tx, "a")
        pages = await tx.value(text("PRAGMA page_count"))
        await tx.run(text(f"PRAGMA max_page_count = {pages}"))
        await tx.run(meta.insert(), [{"name": str(n), "value": "x" * 1000} for n in range(100)])
