"""caseload/notes: what staff write into a case, and each try to reach a person.

Belongs here: the kinds, adding one, reading the newest. Not here: notes about one alert (escalation/closed.py), the
words and buttons (chat/handlers/case_notes.py).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from bot import logs
from bot.caseload.person import Person
from bot.ids import PersonId
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import case_notes

log = logs.get(__name__)

LONGEST = 2000
"""Characters of one note that are kept."""


class NoteKind(StrEnum):
    """Stored in `case_notes.kind`."""

    NOTE = "note"
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    LEFT_MESSAGE = "left_message"
    HANDED_OVER = "handed_over"
    LEFT = "left"  # why the team ended the care here

    @property
    def is_contact(self) -> bool:
        """A try to reach the person, and what came of it."""
        return self in (NoteKind.REACHED, NoteKind.NO_ANSWER, NoteKind.LEFT_MESSAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One line of a case. `words` was sealed; never log it."""

    at: datetime
    staff: PersonId
    kind: NoteKind
    words: str


async def add(
    tx: Transaction, patient: PersonId, staff: Person, kind: NoteKind, *, words: str = "", now: datetime
) -> None:
    """The note stands in the case, and that it was written in the audit trail."""
    await tx.insert(
        case_notes,
        person_id=patient,
        staff_id=staff.id,
        kind=kind.value,
        words=words.strip()[:LONGEST] or None,
        at=now,
    )
    await audit.record(
        tx, patient=patient, actor=staff.id, action=f"case.{kind.value}", subject=f"person:{patient}", at=now
    )
    log.info("case.noted", person=patient, staff=staff.id, kind=kind.value)


async def newest(tx: Transaction, patient: PersonId, *, limit: int) -> tuple[Note, ...]:
    """The newest notes of a case, the newest first."""
    rows = await tx.all(
        select(case_notes)
        .where(case_notes.c.person_id == patient)
        .order_by(case_notes.c.at.desc(), case_notes.c.id.desc())
        .limit(limit)
    )
    return tuple(
        Note(at=row.at, staff=PersonId(row.staff_id), kind=NoteKind(row.kind), words=row.words or "") for row in rows
    )
