"""reminders/visit_answers: "did you go?" and what was said to it.

Belongs here: keeping an answer, the newest one of a visit, visits missed in a row, the tasks that follow. Not here: the
words and buttons (chat/handlers/aftercare.py), when it is asked (visits.py).

Source: PRODUCT section 6 (PD): a missed visit offers to rebook, two missed in a row are a call.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select, update

from bot import logs
from bot.caseload import tasks
from bot.caseload.person import Person
from bot.caseload.tasks import TaskKind
from bot.ids import PersonId, TaskId
from bot.reminders.claimed import as_due
from bot.reminders.due import Due
from bot.reminders.visits import subject
from bot.reminders.wanted import Kind
from bot.storage.database import Transaction
from bot.storage.tables import reminders, visit_answers

log = logs.get(__name__)

CALLED_FROM = 2
"""So many visits of one service missed in a row are a call."""
_LOOKED_AT = 20


class Went(StrEnum):
    """What a person says of a visit. Stored sealed; the value stands in the button."""

    YES = "y"
    NO = "n"
    MOVED = "m"
    CANCELLED = "c"  # by the other side: nobody missed it


async def row_of(tx: Transaction, person_id: PersonId, reminder_id: int) -> Due | None:
    """The row of a visit that belongs to this person, or None: data can be forged."""
    row = await tx.first(
        select(reminders).where(
            reminders.c.id == reminder_id,
            reminders.c.person_id == person_id,
            reminders.c.kind.in_([Kind.VISIT.value, Kind.VISIT_ASKED.value]),
        )
    )
    return as_due(row) if row is not None else None


async def record(tx: Transaction, due: Due, went: Went, now: datetime) -> bool:
    """`went` is what holds for the visit of `due`; False: it did already."""
    if await standing(tx, due) is went:
        return False
    about = subject(due)
    await tx.insert(
        visit_answers,
        reminder_id=due.id,
        person_id=due.person_id,
        service=about.word,
        visit_at=about.at,
        answer=went.value,
        at=now,
    )
    await tx.run(
        update(reminders)
        .where(reminders.c.id == due.id, reminders.c.state.in_(["sent", "answered"]))
        .values(state="answered", ended_at=now)
    )
    log.info("visit.answered", person=due.person_id, reminder=due.id)
    return True


async def standing(tx: Transaction, due: Due) -> Went | None:
    """The newest answer about the visit of `due`."""
    about = subject(due)
    found = await tx.value(
        select(visit_answers.c.answer)
        .where(
            visit_answers.c.person_id == due.person_id,
            visit_answers.c.service == about.word,
            visit_answers.c.visit_at == about.at,
        )
        .order_by(visit_answers.c.id.desc())
        .limit(1)
    )
    return Went(found) if found is not None else None


async def missed_in_a_row(tx: Transaction, person_id: PersonId, word: str) -> int:
    """How many visits of this service, the newest first, were missed one after another. A moved one ends the row; one
    without an answer does not count: nobody knows."""
    rows = await tx.all(
        select(visit_answers.c.visit_at, visit_answers.c.answer)
        .where(visit_answers.c.person_id == person_id, visit_answers.c.service == word)
        .order_by(visit_answers.c.visit_at.desc(), visit_answers.c.id.desc())
        .limit(_LOOKED_AT)
    )
    newest: dict[datetime, Went] = {}
    for row in rows:
        newest.setdefault(row.visit_at, Went(row.answer))
    count = 0
    for answer in newest.values():
        if answer is not Went.NO:
            break
        count += 1
    return count


async def call_task(tx: Transaction, person: Person, due: Due, *, today: date, now: datetime) -> TaskId | None:
    """Two missed in a row: somebody calls today, where the answers are shared."""
    if await missed_in_a_row(tx, person.id, subject(due).word) < CALLED_FROM:
        return None
    return await tasks.open_task(tx, person, TaskKind.VISITS_MISSED, due_on=today, subject=_task(due), now=now)


async def rebook_task(tx: Transaction, person: Person, due: Due, *, due_on: date, now: datetime) -> TaskId | None:
    """They asked for a new time: the care team finds one."""
    return await tasks.open_task(tx, person, TaskKind.REBOOK, due_on=due_on, subject=_task(due), now=now)


def _task(due: Due) -> str:
    about = subject(due)
    return f"{about.word}:{int(about.at.timestamp()) // 60}"
