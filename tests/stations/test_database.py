"""Transactions behave alike on both databases."""

import asyncio

import pytest
from sqlalchemy import select, update

from bot.config_files import migrations_dir
from bot.errors import Broken
from bot.storage.database import Database
from bot.storage.sealed import KeyRing
from bot.storage.tables import meta


async def put(database: Database, name: str, value: str) -> None:
    async with database.transaction() as tx:
        await tx.run(meta.insert().values(name=name, value=value))


async def stored(database: Database, name: str) -> str | None:
    async with database.reading() as tx:
        value: str | None = await tx.value(select(meta.c.value).where(meta.c.name == name))
    return value


async def test_what_was_committed_is_read(database: Database) -> None:
    await put(database, "a", "1")
    assert await stored(database, "a") == "1"


async def test_an_error_inside_keeps_nothing(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.transaction() as tx:
            await tx.run(meta.insert().values(name="a", value="1"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await write_and_fail()
    assert await stored(database, "a") is None


async def test_a_cancelled_transaction_keeps_nothing_and_blocks_nobody(database: Database) -> None:
    inside = asyncio.Event()

    async def write_for_ever() -> None:
        async with database.transaction() as tx:
            await tx.run(meta.insert().values(name="a", value="1"))
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write_for_ever())
    await inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await put(database, "b", "2")
    assert (await stored(database, "a"), await stored(database, "b")) == (None, "2")


async def test_cancelled_writers_leave_no_lock_behind(database: Database) -> None:
    async def write(name: str) -> None:
        async with database.transaction() as tx:
            await tx.run(meta.insert().values(name=name, value="1"))
            await tx.run(update(meta).values(value="2"))

    tasks = [asyncio.create_task(write(f"cancelled {n}")) for n in range(20)]
    for task in tasks:
        await asyncio.wait(tasks, timeout=0.001)
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(1):
        await put(database, "b", "2")
    assert await stored(database, "b") == "2"


async def test_reading_never_waits_for_a_writer(database: Database) -> None:
    await put(database, "a", "1")
    async with database.transaction() as tx:
        await tx.run(update(meta).where(meta.c.name == "a").values(value="2"))
        assert await stored(database, "a") == "1"
    assert await stored(database, "a") == "2"


async def test_reading_refuses_to_write(database: Database) -> None:
    with pytest.raises(Broken):
        async with database.reading() as tx:
            await tx.run(meta.insert().values(name="a", value="1"))


async def test_read_then_write_loses_no_update(database: Database, keys: KeyRing, database_url: str) -> None:
    await put(database, "count", "0")
    other = await Database.open(database_url, keys=keys, migrations=migrations_dir())

    async def add_one(which: Database) -> None:
        async with which.transaction() as tx:
            count = int(await tx.value(select(meta.c.value).where(meta.c.name == "count")))
            await tx.run(update(meta).where(meta.c.name == "count").values(value=str(count + 1)))

    await asyncio.gather(*(add_one(which) for which in (database, other) * 20))
    await other.close()
    assert await stored(database, "count") == "40"


async def test_a_connection_that_was_thrown_away_is_opened_anew(database: Database) -> None:
    """So it is after an error of the disk: what waits in the pool is no connection any more."""
    await put(database, "a", "1")
    async with database._writer.connect() as connection:
        await connection.invalidate()
    await put(database, "b", "2")
    assert await stored(database, "b") == "2"
