"""storage/resealed: after a new key was put first, everything is sealed with it, and the old key can be thrown away.

Belongs here: going through all sealed columns. Not here: ciphers (sealed.py), the command (cli.py).
"""

import base64

from sqlalchemy import Column, LargeBinary, Table, bindparam, func, or_, select, type_coerce, update

from bot.storage import audit, key_check, sealed
from bot.storage.database import Database
from bot.storage.sealed import SealedBytes, SealedText
from bot.storage.tables import meta, metadata
from bot.storage.transaction import Transaction

_AT_ONCE = 200
"""Values in one transaction: others get their turn in between."""


async def reseal(database: Database) -> int:
    """Every sealed value is sealed with the newest key of the ring; returns how many were not before.

    Can be stopped and started again at any time; the bot may run meanwhile. Raises Broken when a value opens with no
    key of the ring.
    """
    done = 0
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, SealedText | SealedBytes):
                done += await _column(database, table, column)
    async with database.transaction() as tx:
        done += await _notes(tx)
    return done


async def _column(database: Database, table: Table, column: Column[str] | Column[bytes]) -> int:
    done = 0
    while True:
        async with database.transaction() as tx:
            changed = await _some(tx, table, column)
        if not changed:
            return done
        done += changed


async def _some(tx: Transaction, table: Table, column: Column[str] | Column[bytes]) -> int:
    """Up to `_AT_ONCE` values of the column that an older key sealed are sealed anew."""
    newest = sealed.ring().current_prefix
    stored = type_coerce(column, LargeBinary)
    old = or_(func.substr(stored, 1, len(newest)) < newest, func.substr(stored, 1, len(newest)) > newest)
    rows = await tx.all(
        select(table.c.id, column.label("value")).where(column.is_not(None), old).order_by(table.c.id).limit(_AT_ONCE)
    )
    if rows:
        statement = update(table).where(table.c.id == bindparam("row")).values({column.name: bindparam("value")})
        await tx.run(statement, [{"row": row.id, "value": row.value} for row in rows])
    return len(rows)


async def _notes(tx: Transaction) -> int:
    """The sealed rows of `meta`, which hold base64: the check value and the ends of the audit chains."""
    ring, done = sealed.ring(), 0
    for row in await tx.all(select(meta)):
        label = _label(row.name)
        stored = base64.b64decode(row.value) if label else b""
        if label and not ring.is_current(stored):
            value = base64.b64encode(ring.seal(ring.open(stored, label), label)).decode()
            await tx.run(update(meta).where(meta.c.name == row.name).values(value=value))
            done += 1
    return done


def _label(name: str) -> str | None:
    if name == key_check.NAME:
        return key_check.LABEL
    return audit.HEAD_LABEL if name.startswith(audit.HEAD_PREFIX) else None
