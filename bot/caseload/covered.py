"""caseload/covered: who looks after whose patients: handing one over for good, and covering a colleague's for a time.

Belongs here: both, and whose patients are mine today. Not here: who is told of an alert (escalation/roster.py), the
buttons (chat/handlers/case_notes.py, cover.py).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot import logs
from bot.caseload import notes, people
from bot.caseload.notes import NoteKind
from bot.caseload.person import Person
from bot.ids import PersonId
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import covers

log = logs.get(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """`cover` looks after the patients of `away` until `ends_at`."""

    away: PersonId
    cover: PersonId
    ends_at: datetime


async def hand_over(tx: Transaction, patient: Person, to: Person, *, by: Person, now: datetime) -> None:
    """`to` looks after the patient from now on, and the case says who handed over."""
    await people.change(tx, patient.id, manager_id=to.id)
    await notes.add(tx, patient.id, by, NoteKind.HANDED_OVER, words=to.name or "", now=now)


async def cover(tx: Transaction, away: Person, by: Person | None, *, ends_at: datetime, now: datetime) -> None:
    """`by` looks after the patients of `away` until then; an earlier cover ends now. None: nobody does any more."""
    running = covers.c.away_id == away.id, covers.c.ends_at > now
    await tx.run(update(covers).where(*running).values(ends_at=now))
    if by is not None:
        await tx.insert(covers, away_id=away.id, cover_id=by.id, starts_at=now, ends_at=ends_at)
    subject = f"person:{by.id}" if by else "nobody"
    await audit.record(tx, patient=None, actor=away.id, action="caseload.cover", subject=subject, at=now)
    log.info("caseload.cover", away=away.id, cover=by.id if by else 0)


async def running(tx: Transaction, now: datetime) -> tuple[Cover, ...]:
    """Every cover that holds now."""
    rows = await tx.all(select(covers).where(covers.c.starts_at <= now, covers.c.ends_at > now).order_by(covers.c.id))
    return tuple(Cover(away=PersonId(row.away_id), cover=PersonId(row.cover_id), ends_at=row.ends_at) for row in rows)


async def managers_covered_by(tx: Transaction, staff: PersonId, now: datetime) -> frozenset[PersonId]:
    """Whose patients are `staff`'s to look after now: their own, and those of whom they cover."""
    return frozenset({staff, *(one.away for one in await running(tx, now) if one.cover == staff)})
