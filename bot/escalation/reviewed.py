"""escalation/reviewed: the week's safety review: what was raised, how soon somebody read it, and what was missed.

Belongs here: reading a week of alerts and answered questions, keeping what staff say should have been caught.
Not here: the words (chat/handlers/review.py), the rules that a miss may change (config/triage, by hand).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot import logs
from bot.caseload.person import Person
from bot.escalation import alert as alert_rows
from bot.escalation.alert import Alert
from bot.ids import PersonId
from bot.storage.database import Transaction
from bot.storage.tables import alerts, misses, reports

log = logs.get(__name__)

WEEK = timedelta(days=7)
LONGEST = 1000
"""Characters of a miss that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredOk:
    """The short caring question was answered: it might have been danger, and the person said it was not."""

    person_id: PersonId
    at: datetime
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The last seven days, the newest first. `missed`: how many misses staff have reported in that time."""

    alerts: tuple[Alert, ...]
    answered_ok: tuple[AnsweredOk, ...]
    missed: int


async def week(tx: Transaction, now: datetime) -> Review:
    """Everything of the last seven days that staff may know of."""
    since = now - WEEK
    opened = await tx.all(
        select(*alert_rows.COLUMNS).where(alerts.c.opened_at >= since).order_by(alerts.c.opened_at.desc())
    )
    checks = await tx.all(
        select(reports.c.person_id, reports.c.at, reports.c.check_answered_at)
        .where(
            reports.c.tier == "check",
            reports.c.shared == "escalated",
            reports.c.person_id.is_not(None),
            reports.c.check_answered_at >= since,
        )
        .order_by(reports.c.at.desc())
    )
    reported = await tx.all(select(misses.c.id).where(misses.c.at >= since))
    return Review(
        alerts=tuple(alert_rows.from_row(row) for row in opened),
        answered_ok=tuple(
            AnsweredOk(person_id=PersonId(row.person_id), at=row.at, answered_at=row.check_answered_at)
            for row in checks
        ),
        missed=len(reported),
    )


async def report_miss(tx: Transaction, staff: Person, words: str, now: datetime) -> None:
    """`words` should have been caught. They become an example for the rules by hand, never by themselves."""
    await tx.insert(misses, staff_id=staff.id, words=words[:LONGEST], at=now)
    log.warning("miss.reported", staff=staff.id)


async def all_misses(tx: Transaction) -> Sequence[str]:
    """Everything that was reported as missed, the oldest first."""
    return [row.words for row in await tx.all(select(misses.c.words).order_by(misses.c.id))]
