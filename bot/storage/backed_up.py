"""storage/backed_up: everything that is stored, in one file, for either database.

Belongs here: the format, writing it from one unchanging view. Not here: reading it back (restored.py), commands.

The file is UTF-8 JSON lines. First what it is: {"taperline": 1, "revision": …, "made_at": …, "last_ids": {table: id}};
then one line a row: [table, {column: value}], tables in an order in which nothing points forward; last
{"rows": {table: count}}, so that a file that was cut off is seen. Sealed columns stay sealed (base64 of what is
stored), instants are ISO in UTC. The key is not in it.
"""

import base64
import json
from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any, TextIO

from sqlalchemy import Column, LargeBinary, Table, select, text, type_coerce

from bot.storage.engines import Dialect
from bot.storage.sealed import SealedBytes, SealedText
from bot.storage.tables import metadata
from bot.storage.transaction import Transaction

FORMAT = 1
BACKED_UP = "backed_up_at"
"""The row of `meta` that says when the newest backup was made."""
_AT_ONCE = 500


async def back_up(tx: Transaction, file: TextIO, *, revision: str, now: datetime) -> dict[str, int]:
    """All rows stand in `file`; returns table → rows. `tx` must be a reading one: what others write meanwhile is not
    in it, wholly or not at all."""
    last_ids = {table.name: await _last_id(tx, table) for table in metadata.sorted_tables if "id" in table.c}
    _line(file, {"taperline": FORMAT, "revision": revision, "made_at": now.isoformat(), "last_ids": last_ids})
    counts: dict[str, int] = {}
    for table in metadata.sorted_tables:
        counts[table.name] = 0
        async for row in _rows(tx, table):
            _line(file, [table.name, row])
            counts[table.name] += 1
    _line(file, {"rows": counts})
    return counts


def is_sealed(column: Column[Any]) -> bool:
    """Whether only the holder of the key can read this column."""
    return isinstance(column.type, SealedText | SealedBytes)


def as_stored(column: Column[Any]) -> Any:
    """`column` as its bytes lie in the database, unopened."""
    return type_coerce(column, LargeBinary).label(column.name) if is_sealed(column) else column


async def _rows(tx: Transaction, table: Table) -> AsyncIterator[dict[str, Any]]:
    key = next(iter(table.primary_key.columns))
    query = select(*(as_stored(column) for column in table.columns)).order_by(key).limit(_AT_ONCE)
    after: Any = None
    while True:
        found = await tx.all(query if after is None else query.where(key > after))
        for row in found:
            yield {name: _plain(value) for name, value in row._mapping.items() if value is not None}
        if len(found) < _AT_ONCE:
            return
        after = found[-1]._mapping[key.name]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


async def _last_id(tx: Transaction, table: Table) -> int:
    """The highest id ever given, also to a row that is gone: it must never be given again."""
    if tx.dialect is Dialect.SQLITE:
        found = await tx.value(text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=table.name))
    else:
        sequence = "pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)"
        found = await tx.value(text(f"SELECT {sequence}").bindparams(name=table.name))
    return int(found or 0)


def _line(file: TextIO, value: Any) -> None:
    file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
