"""storage/restored: a backup stands in an empty database, of either kind, and nothing in it is sent a second time
unmarked.

Belongs here: reading the format of backed_up.py, refusing what does not fit. Not here: opening files (the command).

What was claimed or planned in the backup may have been sent between the backup and the loss: each such message, and
each reminder whose time has come since, is an unknown outcome, and so the one more copy is marked as a repeat or, when
it is too late for it, dropped. Reminders of the future are as they were.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table, bindparam, column, insert, select, table, text, update

from bot.errors import BadInput, Problem
from bot.storage import key_check, sealed
from bot.storage.backed_up import FORMAT, is_sealed
from bot.storage.columns import UtcDateTime
from bot.storage.engines import Dialect
from bot.storage.outgoing import Dropped, OutgoingState
from bot.storage.tables import meta, metadata, outgoing, reminders
from bot.storage.transaction import Transaction

_AT_ONCE = 500
_CLAIMED = ("planned", "claimed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came back. `uncertain`: messages and reminders of which nobody knows whether they were sent."""

    made_at: datetime
    people: int
    rows: int
    uncertain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pointing:
    column: Column[Any]
    row: int
    to: int


async def restore(tx: Transaction, lines: Iterable[str], *, revision: str, now: datetime) -> Restored:
    """All of the backup stands in the database, in the caller's transaction. Raises BadInput: the database is not
    empty, the file is no backup, is of another release, or was cut off; BadSettings: it was sealed with another key."""
    if not await _is_empty(tx):
        raise BadInput((_problem("The database is not empty.", "Restore into a new one; nothing was changed."),))
    read = _parsed(lines)
    head = next(read, None)
    if not isinstance(head, dict) or head.get("taperline") != FORMAT:
        raise BadInput((_problem("This is not a backup of Taperline.", "Give the file that `backup` wrote."),))
    if head["revision"] != revision:
        raise BadInput((_other_release(str(head["revision"]), revision),))
    await tx.run(meta.delete())
    counts = await _fill(tx, read)
    if not await key_check.holds(tx, sealed.ring()):
        raise BadInput((_problem("The check value of the key is missing.", "Give another backup."),))
    await _continue_ids(tx, head["last_ids"])
    return Restored(
        made_at=datetime.fromisoformat(head["made_at"]),
        people=counts.get("people", 0),
        rows=sum(counts.values()),
        uncertain=await _uncertain(tx, now),
    )


async def _is_empty(tx: Transaction) -> bool:
    for one in metadata.sorted_tables:
        if one is not meta and await tx.value(select(1).select_from(one).limit(1)) is not None:
            return False
    return True


async def _fill(tx: Transaction, read: Iterator[Any]) -> dict[str, int]:
    """Every row is in. Columns that point into their own table are filled when all of it is there."""
    counts = dict.fromkeys((one.name for one in metadata.sorted_tables), 0)
    pointing: list[_Pointing] = []
    waiting: list[dict[str, Any]] = []
    into: Table | None = None
    for one in read:
        if isinstance(one, dict):
            await _insert(tx, into, waiting, pointing)
            await _point(tx, pointing)
            if one.get("rows") == counts:
                return counts
            break
        name, values = one
        if into is None or into.name != name or len(waiting) >= _AT_ONCE:
            await _insert(tx, into, waiting, pointing)
            into, waiting = metadata.tables[name], []
        waiting.append(values)
        counts[name] += 1
    raise BadInput((_problem("The file is not whole.", "Give another backup."),))


async def _insert(tx: Transaction, into: Table | None, rows: list[dict[str, Any]], pointing: list[_Pointing]) -> None:
    if into is None or not rows:
        return
    inward = [key.parent for key in into.foreign_keys if key.column.table is into]
    raw = table(into.name, *(column(one.name, _type(one)) for one in into.columns))
    values = [{one.name: _value(one, row.get(one.name)) for one in into.columns} for row in rows]
    for one in inward:
        for row in values:
            to, row[one.name] = row[one.name], None
            if to is not None:
                pointing.append(_Pointing(column=one, row=row["id"], to=to))
    await tx.run(insert(raw), values)


async def _point(tx: Transaction, pointing: list[_Pointing]) -> None:
    for one in {one.column for one in pointing}:
        rows = [{"row": each.row, "to": each.to} for each in pointing if each.column is one]
        own = one.table
        await tx.run(update(own).where(own.c.id == bindparam("row")).values({one.name: bindparam("to")}), rows)


async def _continue_ids(tx: Transaction, last_ids: dict[str, int]) -> None:
    """No id is given again."""
    for name, last in last_ids.items():
        if not last or name not in metadata.tables:
            continue
        if tx.dialect is Dialect.SQLITE:
            await tx.run(text("DELETE FROM sqlite_sequence WHERE name = :name").bindparams(name=name))
            line = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"
        else:
            line = "SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"
        await tx.run(text(line).bindparams(name=name, last=last))


async def _uncertain(tx: Transaction, now: datetime) -> int:
    unknown = Dropped.UNKNOWN_OUTCOME.value
    messages = await tx.run(
        update(outgoing)
        .where(outgoing.c.state.in_(_CLAIMED))
        .values(state=OutgoingState.PLANNED.value, claimed_until=None, copies=outgoing.c.copies + 1, reason=unknown)
    )
    told = await tx.run(
        update(reminders)
        .where(reminders.c.state.in_(_CLAIMED), reminders.c.not_before <= now)
        .values(state="planned", claimed_until=None, copies=reminders.c.copies + 1, reason=unknown)
    )
    return messages.rowcount + told.rowcount


def _parsed(lines: Iterable[str]) -> Iterator[Any]:
    for number, line in enumerate(lines, start=1):
        try:
            yield json.loads(line)
        except ValueError:
            where = f"line {number}"
            raise BadInput((Problem(where=where, message="This is not JSON.", fix="Give another backup."),)) from None


def _type(one: Column[Any]) -> Any:
    return LargeBinary() if is_sealed(one) else one.type


def _value(one: Column[Any], stored: Any) -> Any:
    if stored is None:
        return None
    if is_sealed(one):
        return base64.b64decode(stored)
    if isinstance(one.type, UtcDateTime):
        return datetime.fromisoformat(stored)
    return date.fromisoformat(stored) if isinstance(one.type, Date) else stored


def _other_release(theirs: str, ours: str) -> Problem:
    return _problem(
        f"The backup is of revision {theirs}, this release writes {ours}.",
        "Restore it with the release that made it, then start this one: it brings the database up to date.",
    )


def _problem(message: str, fix: str) -> Problem:
    return Problem(where="the backup", message=message, fix=fix)
