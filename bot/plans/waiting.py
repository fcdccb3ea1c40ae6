"""plans/waiting: a plan file whose format cannot say everything, kept until somebody has said the rest.

Belongs here: keeping it, at most one a person. Not here: what is missing (reading.py), the questions (chat/handlers).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from bot.ids import PersonId
from bot.storage.database import Transaction
from bot.storage.tables import plan_files

KEPT = timedelta(days=1)
"""A question that nobody answers in a day is forgotten; the file can be sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """The file and what was said beside it so far."""

    sent_by: PersonId
    name: str
    content: bytes
    zone: str | None = None
    start: date | None = None


async def keep(tx: Transaction, file: WaitingFile, now: datetime) -> None:
    """This file waits; an earlier one of the same person does not any more."""
    await forget(tx, file.sent_by)
    await tx.run(delete(plan_files).where(plan_files.c.sent_at < now - KEPT))
    await tx.insert(
        plan_files,
        sent_by=file.sent_by,
        sent_at=now,
        name=file.name,
        content=file.content,
        zone=file.zone,
        start=file.start,
    )


async def of(tx: Transaction, person_id: PersonId) -> WaitingFile | None:
    """The file of this person that waits, or None."""
    row = await tx.first(select(plan_files).where(plan_files.c.sent_by == person_id))
    if row is None:
        return None
    return WaitingFile(sent_by=person_id, name=row.name, content=row.content, zone=row.zone, start=row.start)


async def forget(tx: Transaction, person_id: PersonId) -> None:
    """No file of this person waits."""
    await tx.run(delete(plan_files).where(plan_files.c.sent_by == person_id))
