"""storage/inbox: updates from Telegram are on disk before they are confirmed, and each is handled once.

Belongs here: the table `inbox` and its states received → handled | set_aside. Not here: fetching and handling (chat/).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, bindparam, exists, select, update

from bot.ids import ChatId, InboxId
from bot.storage.glance import Instants
from bot.storage.strangers import is_strangers
from bot.storage.tables.post import inbox
from bot.storage.transaction import Transaction

SAME_UPDATE = timedelta(hours=48)
"""How long an update id means the same update. Source: core.telegram.org/bots/api, Update: after a week without updates
the next id is random; and an update is kept for 24 h, so nothing older can come again."""

KEPT = timedelta(days=7)
"""How long the raw update is kept after it arrived, for looking into a failure."""


class InboxState(StrEnum):
    """Stored in `inbox.state`."""

    RECEIVED = "received"
    HANDLED = "handled"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawUpdate:
    """An update as it came. `chat_id`: whose queue it belongs to; None where it names no chat. `raw`: JSON."""

    update_id: int
    chat_id: ChatId | None
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """A stored update. `update_id` is negative where Telegram has given its id to another update since."""

    id: InboxId
    update_id: int
    chat_id: ChatId | None
    raw: str
    attempts: int = 0


async def receive(tx: Transaction, updates: Sequence[RawUpdate], now: datetime) -> list[InboxRow]:
    """All of `updates` are stored; returns the new ones, in their order. One that came in the last 48 hours is not new.

    The caller must commit before it confirms anything to Telegram.
    """
    if not updates:
        return []
    once = {one.update_id: one for one in updates}
    await tx.run(
        update(inbox).where(inbox.c.update_id.in_(once), inbox.c.received_at < now - SAME_UPDATE).values(update_id=None)
    )
    rows = [
        {
            "update_id": one.update_id,
            "chat_id": one.chat_id,
            "received_at": now,
            "raw": one.raw,
            "state": InboxState.RECEIVED,
        }
        for one in once.values()
    ]
    ids = {row.update_id: row.id for row in await tx.insert_missing(inbox, rows, key=("update_id",))}
    return [
        InboxRow(id=InboxId(ids[one.update_id]), update_id=one.update_id, chat_id=one.chat_id, raw=one.raw)
        for one in once.values()
        if one.update_id in ids
    ]


def due(at: Instants) -> ColumnElement[bool]:
    """Whether an update waits to be handled, as a condition for a glance."""
    return exists(select(1).where(inbox.c.state == InboxState.RECEIVED))


async def unhandled(tx: Transaction, limit: int) -> list[InboxRow]:
    """The oldest `limit` updates that are neither handled nor set aside."""
    found = await tx.all(
        select(inbox)
        .where(inbox.c.state == InboxState.RECEIVED, inbox.c.raw.is_not(None))
        .order_by(inbox.c.id)
        .limit(limit)
    )
    return [
        InboxRow(
            id=InboxId(row.id),
            update_id=-row.id if row.update_id is None else row.update_id,
            chat_id=row.chat_id,
            raw=row.raw,
            attempts=row.attempts,
        )
        for row in found
    ]


async def handled(tx: Transaction, row: InboxId, now: datetime) -> bool:
    """The update counts as handled. False: it was handled or set aside before; undo what was done for it again."""
    return await _leave(tx, row, state=InboxState.HANDLED, at=now)


async def set_aside(tx: Transaction, row: InboxId, reason: str) -> bool:
    """The update will not be tried again, for a counted reason. False: it was handled or set aside before."""
    return await _leave(tx, row, state=InboxState.SET_ASIDE, reason=reason)


async def attempt(tx: Transaction, row: InboxId) -> int:
    """One more try at this update is counted; returns how many there were."""
    counted = await tx.value(
        update(inbox).where(inbox.c.id == row).values(attempts=inbox.c.attempts + 1).returning(inbox.c.attempts)
    )
    return int(counted or 0)


async def forget(tx: Transaction, row: InboxId) -> None:
    """What the update said is not in the inbox any more, from this transaction on: it held what must not be kept."""
    await tx.run(update(inbox).where(inbox.c.id == row).values(raw=None))


async def erase_old(tx: Transaction, now: datetime) -> int:
    """What people wrote more than 7 days ago is not in the inbox any more; returns how many were erased."""
    old = _old(now)
    await tx.run(update(inbox).where(*old, is_strangers(inbox.c.chat_id)).values(chat_id=None))
    done = await tx.run(update(inbox).where(*old).values(raw=None))
    return done.rowcount


def has_old(now: datetime) -> ColumnElement[bool]:
    """Whether `erase_old` would erase anything."""
    return exists(select(inbox.c.id).where(*_old(now)))


def _old(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return inbox.c.received_at < now - KEPT, inbox.c.state != InboxState.RECEIVED, inbox.c.raw.is_not(None)


_LEFT = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"), inbox.c.state == InboxState.RECEIVED)
    .values(state=bindparam("left"), handled_at=bindparam("at"), reason=bindparam("why"))
)


async def _leave(
    tx: Transaction, row: InboxId, *, state: InboxState, at: datetime | None = None, reason: str | None = None
) -> bool:
    given = {"row": row, "left": state, "at": at, "why": None if reason is None else reason[:64]}
    return (await tx.run(_LEFT, given)).rowcount == 1
