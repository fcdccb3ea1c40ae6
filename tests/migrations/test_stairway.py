"""Every revision goes up, down and up again, with rows in the tables, on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.config_files import migrations_dir
from bot.storage import engines, migrated, sealed
from bot.storage.sealed import KeyRing
from bot.storage.tables import metadata

WHEN = datetime(2026, 12, 1, 12, tzinfo=UTC)


def writer(url: str) -> AsyncEngine:
    path = engines.sqlite_path(url)
    if path is not None:
        engines.make_file(path)
    return engines.for_migrations(engines.parsed(url))


async def go(url: str, to: str) -> None:
    engine = writer(url)
    async with engine.begin() as connection:
        await connection.run_sync(migrated.run, migrations=migrations_dir(), to=to)
    await engine.dispose()


async def tables(url: str) -> set[str]:
    engine = writer(url)
    async with engine.connect() as connection:
        names: list[str] = await connection.run_sync(lambda plain: sa.inspect(plain).get_table_names())
    await engine.dispose()
    return set(names) - {"alembic_version"}


async def fill(url: str) -> None:
    engine = writer(url)
    async with engine.begin() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(sa.insert(table).values(**a_row(table)))
    await engine.dispose()


def a_row(table: sa.Table) -> dict[str, Any]:
    """One row in which every column that must have a value has one; foreign keys point to the first row."""
    return {column.name: a_value(column) for column in table.columns if not column.nullable and column.name != "id"}


def a_value(column: sa.Column[Any]) -> object:
    if column.foreign_keys:
        return 1
    kind = column.type.python_type
    if kind is datetime:
        return WHEN
    return WHEN.date() if kind is date else kind(1)


async def test_up_down_up_with_rows(empty_url: str, keys: KeyRing) -> None:
    sealed.install(keys)
    await go(empty_url, "head")
    await fill(empty_url)
    await go(empty_url, "base")
    assert await tables(empty_url) == set()
    await go(empty_url, "head")
    assert await tables(empty_url) == set(metadata.tables)
