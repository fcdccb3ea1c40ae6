"""reminders/claimed: take due reminders so that nobody else sends them.

Belongs here: the claim, its lease, taking back a claim whose lease ran out.
Not here: whether it is still wanted (due.py), talking to Telegram (dispatcher.py), what came of it (sent.py).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select, update

from bot.ids import PersonId, PlanId, ReminderId
from bot.reminders.due import DropReason, Due
from bot.reminders.wanted import Kind
from bot.storage.database import Transaction
from bot.storage.glance import Instants, has_come
from bot.storage.tables import reminders

_TOGETHER = frozenset({Kind.DOSE.value, Kind.VISIT.value})
LEASE = timedelta(minutes=2)
"""How long a claim holds. Longer than any call to Telegram may take."""


def due(at: Instants) -> ColumnElement[bool]:
    """Whether `claim` would find something to do, as a condition for a glance."""
    return _something(at.now)


async def any_due(tx: Transaction, now: datetime, not_these: Collection[int] = ()) -> bool:
    """Whether `claim` would find something to do."""
    return bool(await tx.value(select(_something(now, not_these))))


async def claim(tx: Transaction, now: datetime, *, limit: int, not_these: Collection[int] = ()) -> list[list[Due]]:
    """At most about `limit` due reminders are the caller's alone until `now + LEASE`, oldest first, in groups.

    A group is what is told in one message: doses of several medicines, or several visits, of one person at one instant.
    Doses are claimed whole. What is too late by now is a group of its own: a medicine whose window has closed must not
    be called due because another one's is open. Any other reminder is a group by itself, whatever else is due then:
    two questions are two messages. Leases that ran out are unknown outcomes and can be claimed
    again as repeats. `not_these`: ids that the caller has in hand.
    """
    await _take_back(tx, now, not_these)
    chosen = select(reminders.c.id).where(_is_due(now)).order_by(reminders.c.not_before, reminders.c.id).limit(limit)
    values = {"state": "claimed", "claimed_until": now + LEASE, "attempts": reminders.c.attempts + 1}
    rows = list(await tx.take(reminders, chosen, values))
    if rows:
        rows += await _rest_of_groups(tx, rows, values)
    return _grouped(rows, now)


async def end_leases(tx: Transaction, now: datetime) -> None:
    """Every claim has run out: whoever made it is dead. For the only process that sends, when it begins."""
    theirs = (reminders.c.state == "claimed", reminders.c.claimed_until > now)
    await tx.run(update(reminders).where(*theirs).values(claimed_until=now))


async def _take_back(tx: Transaction, now: datetime, not_these: Collection[int]) -> None:
    await tx.run(
        update(reminders)
        .where(_lease_ran_out(now), reminders.c.id.not_in(list(not_these)))
        .values(
            state="planned", claimed_until=None, copies=reminders.c.copies + 1, reason=DropReason.UNKNOWN_OUTCOME.value
        )
    )


async def _rest_of_groups(tx: Transaction, rows: Sequence[Row[Any]], values: dict[str, Any]) -> Sequence[Row[Any]]:
    keys = {(row.person_id, row.due_at) for row in rows if row.kind == Kind.DOSE.value}
    if not keys:
        return []
    # Asked by person and instant alone: with the state beside it SQLite looks at everything that is planned.
    found = await tx.all(
        select(reminders.c.id, reminders.c.person_id, reminders.c.due_at, reminders.c.state).where(
            reminders.c.person_id.in_({person for person, _ in keys}),
            reminders.c.due_at.in_({at for _, at in keys}),
            reminders.c.kind == Kind.DOSE.value,
        )
    )
    rest = [row.id for row in found if row.state == "planned" and (row.person_id, row.due_at) in keys]
    if not rest:
        return []
    return await tx.all(update(reminders).where(reminders.c.id.in_(rest)).values(**values).returning(reminders))


def _grouped(rows: Sequence[Row[Any]], now: datetime) -> list[list[Due]]:
    groups: dict[tuple[int, str, datetime, bool, int], list[Due]] = {}
    for row in sorted(rows, key=lambda row: (row.not_before, row.id)):
        too_late = row.window_until <= now
        alone = 0 if row.kind in _TOGETHER else row.id
        groups.setdefault((row.person_id, row.kind, row.due_at, too_late, alone), []).append(as_due(row))
    return list(groups.values())


def as_due(row: Row[Any]) -> Due:
    """The row of reminders as a value."""
    return Due(
        id=ReminderId(row.id),
        person_id=PersonId(row.person_id),
        kind=Kind(row.kind),
        subject=row.subject,
        due_at=row.due_at,
        window_until=row.window_until,
        zone=row.zone,
        plan_id=None if row.plan_id is None else PlanId(row.plan_id),
        copies=row.copies,
        message_id=row.message_id,
        state=row.state,
        moved_to=row.moved_to,
    )


def _something(now: datetime | ColumnElement[datetime], not_these: Collection[int] = ()) -> ColumnElement[bool]:
    others = (reminders.c.id.not_in(list(not_these)),) if not_these else ()
    planned = has_come(reminders.c.not_before, now, reminders.c.state == "planned", *others)
    return or_(planned, has_come(reminders.c.claimed_until, now, reminders.c.state == "claimed", *others))


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(reminders.c.state == "planned", reminders.c.not_before <= now)


def _lease_ran_out(now: datetime) -> ColumnElement[bool]:
    return and_(reminders.c.state == "claimed", reminders.c.claimed_until <= now)
