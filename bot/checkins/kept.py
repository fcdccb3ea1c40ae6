"""checkins/kept: check-ins read from the database.

Belongs here: finding one, reading the days behind. Not here: starting (asked.py), answering (answered.py).
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from bot.caseload.person import Person
from bot.caseload.programme import Programme
from bot.checkins.checkin import Checkin, CheckinState, from_json
from bot.checkins.trend import DayOfAnswers, by_day
from bot.ids import CheckinId, PersonId, ReminderId
from bot.storage.database import Transaction
from bot.storage.tables import checkins

__all__ = ["as_checkin", "by_id", "days_before", "days_of", "latest", "local_day", "started_since", "zone_of"]


def as_checkin(row: Row[Any]) -> Checkin:
    """The row of checkins as a value."""
    return Checkin(
        id=CheckinId(row.id),
        person_id=PersonId(row.person_id),
        pack=row.pack,
        state=CheckinState(row.state),
        page=row.page,
        answers=from_json(row.answers),
        started_at=row.started_at,
        finished_at=row.finished_at,
        message_id=row.message_id,
        reminder_id=None if row.reminder_id is None else ReminderId(row.reminder_id),
    )


async def by_id(tx: Transaction, person_id: PersonId, checkin_id: int) -> Checkin | None:
    """The check-in with this id, if it is this person's."""
    row = await tx.first(select(checkins).where(checkins.c.id == checkin_id, checkins.c.person_id == person_id))
    return as_checkin(row) if row else None


async def latest(tx: Transaction, person_id: PersonId) -> Checkin | None:
    """The newest check-in of `person_id`, whatever its state."""
    row = await tx.first(
        select(checkins)
        .where(checkins.c.person_id == person_id)
        .order_by(checkins.c.started_at.desc(), checkins.c.id.desc())
        .limit(1)
    )
    return as_checkin(row) if row else None


async def started_since(tx: Transaction, person_id: PersonId, start: datetime) -> tuple[Checkin, ...]:
    """Every check-in that began at or after `start`, oldest first."""
    rows = await tx.all(
        select(checkins)
        .where(checkins.c.person_id == person_id, checkins.c.started_at >= start)
        .order_by(checkins.c.started_at, checkins.c.id)
    )
    return tuple(as_checkin(row) for row in rows)


def zone_of(person: Person, programme: Programme) -> ZoneInfo:
    """The zone in which the person's days are counted."""
    return ZoneInfo(person.zone or programme.zone)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The person's day at `instant`."""
    return instant.astimezone(zone).date()


async def days_of(tx: Transaction, person_id: PersonId, *, start: datetime, zone: ZoneInfo) -> tuple[DayOfAnswers, ...]:
    """The answered days since `start`, oldest first; days without an answer are missing."""
    return by_day(await started_since(tx, person_id, start), zone)


async def days_before(tx: Transaction, checkin: Checkin, zone: ZoneInfo, *, days: int) -> tuple[DayOfAnswers, ...]:
    """The answered days among the `days` before the day of `checkin`, oldest first; that day itself left out."""
    day = local_day(checkin.started_at, zone)
    found = await days_of(tx, checkin.person_id, start=checkin.started_at - timedelta(days=days + 1), zone=zone)
    return tuple(one for one in found if day - timedelta(days=days) <= one.day < day)
