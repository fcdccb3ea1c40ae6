"""storage/outgoing: what somebody decided to say goes out once, and what is not known is not called failed.

Belongs here: the table `outgoing`, its states planned → claimed → sent | dropped(reason), and the rules for each
outcome. Not here: deciding what to say (the stations), saying it (chat/sender.py).

An unknown outcome (a time-out, a reset, a claim whose lease ran out) permits one more copy, marked as a repeat, until
the message expires, or for an hour where it never does; then it is dropped. Repeats come ever more slowly. A proven
"not sent" is tried again as often as needed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Update, and_, bindparam, case, exists, literal, or_, select, update

from bot.errors import Broken
from bot.ids import ChatId, OutgoingId
from bot.sending import (
    GoneForGood,
    Lane,
    Method,
    Moved,
    Outgoing,
    Rejected,
    RetryAt,
    SendResult,
    Sent,
    Unknown,
    from_json,
    repeated,
    to_json,
)
from bot.storage.columns import UtcDateTime
from bot.storage.glance import Instants, has_come
from bot.storage.strangers import NO_CHAT, is_strangers
from bot.storage.tables.post import outgoing
from bot.storage.transaction import Transaction

LEASE = timedelta(minutes=2)
"""How long a claim holds by default. Longer than any call to Telegram may take."""

KEPT = timedelta(days=7)
"""How long the words of a message are kept after it was made."""

REPEATED_FOR = timedelta(hours=1)
"""How long after it was made a message that never expires is repeated after unknown outcomes."""
GUIDANCE_REPEATED_FOR = timedelta(hours=24)
"""The same for guidance: after an outage of hours it is still better to read it twice than never."""

_REPEAT_AFTER = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""Pause before the first repeat, the second, the third, and each later one."""


class OutgoingState(StrEnum):
    """Stored in `outgoing.state`."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    DROPPED = "dropped"


class Dropped(StrEnum):
    """Reasons of ours for dropping; other reasons are what Telegram said."""

    TOO_LATE = "too late"
    UNKNOWN_OUTCOME = "unknown outcome"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingRow:
    """A message in hand. `copies`: how many earlier ones may have arrived; if any, `message` is marked as a repeat."""

    id: OutgoingId
    message: Outgoing
    attempts: int
    copies: int


async def add(
    tx: Transaction,
    messages: Sequence[Outgoing],
    now: datetime,
    *,
    lease: timedelta | None = LEASE,
    due_at: datetime | None = None,
) -> list[OutgoingRow]:
    """All of `messages` are kept; returns those whose key is new, in their order.

    They are claimed by the caller, who hands them over for sending after the commit. With `lease=None` they are
    planned: the next tick takes them, or the first one after `due_at`. Raises Broken for a message without a key.
    """
    once: dict[str, Outgoing] = {}
    for message in messages:
        if not message.key:
            raise Broken("an outgoing message without a key")
        once.setdefault(message.key, message)
    rows = [_values(message, now, lease) | {"due_at": due_at or now} for message in once.values()]
    ids = {row.key: row.id for row in await tx.insert_missing(outgoing, rows, key=("key",))}
    claims = 0 if lease is None else 1
    return [
        OutgoingRow(id=OutgoingId(ids[key]), message=message, attempts=claims, copies=0)
        for key, message in once.items()
        if key in ids
    ]


def due(at: Instants) -> ColumnElement[bool]:
    """Whether `claim` would find something to do, as a condition for a glance."""
    return _something(at.now)


async def any_due(tx: Transaction, now: datetime) -> bool:
    """Whether `claim` would find something to do."""
    return bool(await tx.value(select(_something(now))))


async def claim(
    tx: Transaction,
    now: datetime,
    *,
    limit: int,
    lease: timedelta = LEASE,
    not_these: Collection[int] = (),
) -> list[OutgoingRow]:
    """At most `limit` due messages are the caller's alone until `now + lease`: the most urgent lane first, then the
    oldest. `not_these` (ids the caller has in hand) are left alone.

    First, leases that ran out count as unknown outcomes, and what has expired is dropped as too late.
    """
    free = outgoing.c.id.not_in(list(not_these))
    await tx.run(_unknown(now).where(_lease_ran_out(now), free))
    await tx.run(_dropped_if_expired(now).where(free))
    chosen = select(outgoing.c.id).where(_is_due(now), free).order_by(outgoing.c.lane, outgoing.c.id).limit(limit)
    return await _claimed(tx, chosen, now + lease)


async def claim_these(
    tx: Transaction, ids: Sequence[OutgoingId], now: datetime, *, lease: timedelta = LEASE
) -> list[OutgoingRow]:
    """Those of `ids` that are planned and due, and have not expired, are the caller's alone until `now + lease`."""
    alive = or_(outgoing.c.expires_at.is_(None), outgoing.c.expires_at > now)
    return await _claimed(tx, select(outgoing.c.id).where(outgoing.c.id.in_(ids), _is_due(now), alive), now + lease)


async def end_leases(tx: Transaction, now: datetime) -> None:
    """Every claim has run out: whoever made it is dead. For the only process that sends, when it begins."""
    theirs = (outgoing.c.state == OutgoingState.CLAIMED, outgoing.c.claimed_until > now)
    await tx.run(update(outgoing).where(*theirs).values(claimed_until=now))


async def record(tx: Transaction, results: Sequence[tuple[OutgoingId, SendResult]], now: datetime) -> None:
    """What came of each is kept, and what follows from it is planned.

    Sent wins over everything, also when it comes late; the others count only while the row is claimed.
    """
    sent = [{"row": row, "said": result.message_id} for row, result in results if isinstance(result, Sent)]
    if sent:
        await tx.run(
            update(outgoing)
            .where(outgoing.c.id == bindparam("row"))
            .values(
                state=OutgoingState.SENT,
                message_id=bindparam("said"),
                sent_at=now,
                claimed_until=None,
                reason=None,
            ),
            sent,
        )
    for row, result in results:
        if isinstance(result, Moved):
            await _move_chat(tx, row, result.chat_id)
        if not isinstance(result, Sent):
            await tx.run(_outcome(result, now).where(outgoing.c.id == row, outgoing.c.state == OutgoingState.CLAIMED))


async def message_id_of(tx: Transaction, key: str) -> int | None:
    """Telegram's id of the message that was sent under `key`; None if it was never accepted."""
    found: int | None = await tx.value(select(outgoing.c.message_id).where(outgoing.c.key == key))
    return found


async def was_changed_later(tx: Transaction, row: OutgoingId, chat_id: ChatId, message_id: int) -> bool:
    """Whether Telegram took a change of this message's text that was decided on after `row`."""
    later = select(outgoing.c.id).where(
        outgoing.c.chat_id == chat_id,
        outgoing.c.state == OutgoingState.SENT,
        outgoing.c.method == Method.EDIT_TEXT.value,
        outgoing.c.message_id == message_id,
        outgoing.c.id > row,
    )
    return await tx.first(later.limit(1)) is not None


async def erase_old(tx: Transaction, now: datetime) -> int:
    """The words of messages older than 7 days that are sent or dropped are gone, and of a stranger the chat too;
    returns how many were erased."""
    old = _old(now)
    await tx.run(update(outgoing).where(*old, is_strangers(outgoing.c.chat_id)).values(chat_id=NO_CHAT))
    done = await tx.run(update(outgoing).where(*old).values(message=None))
    return done.rowcount


def has_old(now: datetime) -> ColumnElement[bool]:
    """Whether `erase_old` would erase anything."""
    return exists(select(outgoing.c.id).where(*_old(now)))


def _old(now: datetime) -> tuple[ColumnElement[bool], ...]:
    over = outgoing.c.state.not_in([OutgoingState.PLANNED, OutgoingState.CLAIMED])
    return over, outgoing.c.created_at < now - KEPT, outgoing.c.message.is_not(None)


def _values(message: Outgoing, now: datetime, lease: timedelta | None) -> dict[str, Any]:
    return {
        "key": message.key,
        "chat_id": message.chat_id,
        "lane": int(message.lane),
        "method": message.method.value,
        "message": to_json(message),
        "state": OutgoingState.PLANNED if lease is None else OutgoingState.CLAIMED,
        "expires_at": message.expires_at,
        "claimed_until": None if lease is None else now + lease,
        "attempts": 0 if lease is None else 1,
        "created_at": now,
    }


async def _claimed(tx: Transaction, chosen: Select[int], until: datetime) -> list[OutgoingRow]:
    values = {"state": OutgoingState.CLAIMED, "claimed_until": until, "attempts": outgoing.c.attempts + 1}
    rows = await tx.take(outgoing, chosen, values)
    return [_in_hand(row) for row in sorted(rows, key=lambda row: (row.lane, row.id))]


def _in_hand(row: Row[Any]) -> OutgoingRow:
    """The row as it is to be sent now: to the chat it belongs to now, and marked where it may be the second copy."""
    message = replace(from_json(row.message), chat_id=ChatId(row.chat_id))
    if row.copies:
        message = repeated(message)
    return OutgoingRow(id=OutgoingId(row.id), message=message, attempts=row.attempts, copies=row.copies)


def _outcome(result: SendResult, now: datetime) -> Update:
    match result:
        case RetryAt(after=after, reason=reason):
            return _again(now + after).values(reason=reason[:64])
        case Moved():
            return _again(now)
        case Unknown():
            return _unknown(now)
        case GoneForGood(reason=reason) | Rejected(reason=reason):
            return update(outgoing).values(state=OutgoingState.DROPPED, claimed_until=None, reason=reason[:64])
        case Sent():
            raise Broken("a sent message has no other outcome")


def _again(due: datetime) -> Update:
    return update(outgoing).values(state=OutgoingState.PLANNED, due_at=due, claimed_until=None)


def _unknown(now: datetime) -> Update:
    """It may have arrived: planned once more, after a pause that grows with the copies."""
    pauses = [(outgoing.c.copies == n, _instant(now + pause)) for n, pause in enumerate(_REPEAT_AFTER[:-1])]
    return update(outgoing).values(
        copies=outgoing.c.copies + 1,
        state=OutgoingState.PLANNED,
        due_at=case(*pauses, else_=_instant(now + _REPEAT_AFTER[-1])),
        claimed_until=None,
        reason=Dropped.UNKNOWN_OUTCOME,
    )


def _dropped_if_expired(now: datetime) -> Update:
    """What is not worth sending any more is dropped; one that may have arrived is not called late."""
    repeated = outgoing.c.copies > 0
    guides = outgoing.c.lane == Lane.GUIDANCE.value
    given_up = case((guides, _instant(now - GUIDANCE_REPEATED_FOR)), else_=_instant(now - REPEATED_FOR))
    over = or_(
        outgoing.c.expires_at <= now,
        and_(outgoing.c.expires_at.is_(None), repeated, outgoing.c.created_at <= given_up),
    )
    reason = case((repeated, literal(Dropped.UNKNOWN_OUTCOME.value)), else_=literal(Dropped.TOO_LATE.value))
    return (
        update(outgoing)
        .where(outgoing.c.state == OutgoingState.PLANNED, over)
        .values(state=OutgoingState.DROPPED, reason=reason)
    )


def _instant(at: datetime) -> ColumnElement[datetime]:
    return literal(at, UtcDateTime())


async def _move_chat(tx: Transaction, row: OutgoingId, to: ChatId) -> None:
    """Everything not yet sent to the chat of `row` belongs to the chat `to`."""
    before = select(outgoing.c.chat_id).where(outgoing.c.id == row).scalar_subquery()
    waiting = outgoing.c.state.in_([OutgoingState.PLANNED, OutgoingState.CLAIMED])
    await tx.run(update(outgoing).where(outgoing.c.chat_id == before, waiting).values(chat_id=to))


def _something(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    return or_(
        has_come(outgoing.c.due_at, now, outgoing.c.state == OutgoingState.PLANNED),
        has_come(outgoing.c.claimed_until, now, outgoing.c.state == OutgoingState.CLAIMED),
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(outgoing.c.state == OutgoingState.PLANNED, outgoing.c.due_at <= now)


def _lease_ran_out(now: datetime) -> ColumnElement[bool]:
    return and_(outgoing.c.state == OutgoingState.CLAIMED, outgoing.c.claimed_until <= now)
