"""escalation/roster: who is told at which level.

Belongs here: who is on call and who is backup at an instant, setting it, rotations. Not here: when a level is told
(policy.py), who may change the roster (caseload/permissions.py).

A row with an end (a rotation, a holiday, a swapped night) goes before one without; of two such, the one that began
later holds. Without any row the longest-serving case manager is on call and the next one is the backup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import delete, or_, select, update

from bot import logs
from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.person import Person
from bot.escalation.policy import Level
from bot.ids import PersonId
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import roster

log = logs.get(__name__)


class Duty(IntEnum):
    """Stored in `roster.level`."""

    ON_CALL = 0
    BACKUP = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Somebody's duty for a time."""

    staff: PersonId
    duty: Duty
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Who is on duty at an instant. None: nobody who can be written to."""

    on_call: Person | None
    backup: Person | None
    everyone: tuple[Person, ...]

    def at(self, level: Level) -> tuple[Person, ...]:
        """Everybody who is told at `level`; empty: nobody."""
        if level is Level.EVERYONE:
            return self.everyone
        person = self.on_call if level is Level.ON_CALL else self.backup
        return (person,) if person else ()


async def on_duty(tx: Transaction, now: datetime) -> OnDuty:
    """Who is on duty at `now`. Whose chat cannot be reached is not on duty: the next level is told at once."""
    everybody = await people.staff(tx)
    reachable = {person.id: person for person in everybody if person.blocked_at is None}
    # Case managers before admins; within each, the longest-serving first.
    order = sorted(everybody, key=lambda person: (person.role is not Role.CASE_MANAGER, person.id))
    on_call_id = await _rostered(tx, Duty.ON_CALL, now) or (order[0].id if order else None)
    backup_id = await _rostered(tx, Duty.BACKUP, now)
    if backup_id is None or backup_id == on_call_id:
        backup_id = next((person.id for person in order if person.id != on_call_id), None)
    return OnDuty(
        on_call=reachable.get(on_call_id) if on_call_id else None,
        backup=reachable.get(backup_id) if backup_id else None,
        everyone=tuple(reachable.values()),
    )


async def who(tx: Transaction, level: Level, now: datetime) -> tuple[Person, ...]:
    """Everybody who is told at `level` at the instant `now`; empty: nobody can be told."""
    return (await on_duty(tx, now)).at(level)


async def put(
    tx: Transaction, staff: Person, duty: Duty, *, starts: datetime, ends: datetime | None = None, by: PersonId
) -> None:
    """`staff` has this duty from `starts` to `ends`. None: until somebody else takes over, and whatever was planned for
    this duty from `starts` on is gone; else what was planned goes on at `ends`."""
    if ends is None:
        await tx.run(delete(roster).where(roster.c.level == duty.value, roster.c.starts_at > starts))
        running = or_(roster.c.ends_at.is_(None), roster.c.ends_at > starts)
        await tx.run(update(roster).where(roster.c.level == duty.value, running).values(ends_at=starts))
    await _insert(tx, staff, duty, starts=starts, ends=ends)
    await _noted(tx, staff, f"roster.{duty.name.lower()}", by, starts)


async def rotate(
    tx: Transaction, order: Sequence[Person], *, starts: datetime, each: timedelta, turns: int, by: PersonId
) -> None:
    """From `starts` on, each of `order` in turn is on call for `each`, the one after is backup; `turns` turns."""
    for turn in range(turns):
        begins = starts + turn * each
        on_call, backup = order[turn % len(order)], order[(turn + 1) % len(order)]
        await _insert(tx, on_call, Duty.ON_CALL, starts=begins, ends=begins + each)
        if backup.id != on_call.id:
            await _insert(tx, backup, Duty.BACKUP, starts=begins, ends=begins + each)
    await _noted(tx, order[0], "roster.rotation", by, starts)


async def planned(tx: Transaction, now: datetime, *, limit: int = 12) -> tuple[Turn, ...]:
    """What is planned with an end, running or to come, the soonest first."""
    rows = await tx.all(
        select(roster.c.staff_id, roster.c.level, roster.c.starts_at, roster.c.ends_at)
        .where(roster.c.ends_at > now)
        .order_by(roster.c.starts_at, roster.c.level, roster.c.id)
        .limit(limit)
    )
    return tuple(
        Turn(staff=PersonId(row.staff_id), duty=Duty(row.level), starts=row.starts_at, ends=row.ends_at) for row in rows
    )


async def _insert(tx: Transaction, staff: Person, duty: Duty, *, starts: datetime, ends: datetime | None) -> None:
    await tx.insert(roster, staff_id=staff.id, level=duty.value, starts_at=starts, ends_at=ends)
    log.info("roster.changed", staff=staff.id, duty=duty.name.lower())


async def _noted(tx: Transaction, staff: Person, action: str, by: PersonId, at: datetime) -> None:
    await audit.record(tx, patient=None, actor=by, action=action, subject=f"person:{staff.id}", at=at)


async def _rostered(tx: Transaction, duty: Duty, now: datetime) -> PersonId | None:
    rows = await tx.all(
        select(roster.c.staff_id, roster.c.starts_at, roster.c.ends_at, roster.c.id).where(
            roster.c.level == duty.value,
            roster.c.starts_at <= now,
            or_(roster.c.ends_at.is_(None), roster.c.ends_at > now),
        )
    )
    if not rows:
        return None
    holds = max(rows, key=lambda row: (row.ends_at is not None, row.starts_at, row.id))
    return PersonId(holds.staff_id)
