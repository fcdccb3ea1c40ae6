"""reminders/today: every dose of one local day and how it stands, and when the next one comes.

Belongs here: reading that, for /today and for correcting an answer. Not here: words (chat/handlers/today.py).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from bot.caseload.person import Person
from bot.ids import PersonId
from bot.reminders.answered import Answer, standing_answers
from bot.reminders.claimed import as_due
from bot.reminders.dose_words import local_time
from bot.reminders.doses import PlannedDose, as_ordered
from bot.reminders.wanted import Kind
from bot.storage.database import Transaction
from bot.storage.tables import reminders


class Standing(StrEnum):
    """How a dose of a day stands, in the words of the texts `today-state-…`."""

    PLANNED = "planned"
    OPEN = "open"
    TAKEN = "taken"
    TAKEN_TWICE = "taken-twice"
    SKIPPED = "skipped"
    UNSURE = "unsure"
    NOT_TAKEN = "not-taken"
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"


_BY_ANSWER = {
    Answer.TAKEN: Standing.TAKEN,
    Answer.TAKEN_TWICE: Standing.TAKEN_TWICE,
    Answer.SKIPPED: Standing.SKIPPED,
    Answer.UNSURE: Standing.UNSURE,
    Answer.NOT_TAKEN: Standing.NOT_TAKEN,
}
_BY_STATE = {
    "planned": Standing.PLANNED,
    "claimed": Standing.PLANNED,
    "sent": Standing.OPEN,
    "unanswered": Standing.UNANSWERED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseOfDay:
    """A dose of a day with its standing."""

    dose: PlannedDose
    standing: Standing


async def first_day(tx: Transaction, person_id: PersonId) -> date | None:
    """The local day of the first dose that was ever planned; None: there was none."""
    row = await tx.first(
        select(reminders.c.due_at, reminders.c.zone)
        .where(reminders.c.person_id == person_id, reminders.c.kind == Kind.DOSE.value)
        .order_by(reminders.c.due_at)
        .limit(1)
    )
    return row.due_at.astimezone(ZoneInfo(row.zone)).date() if row else None


async def doses_on(tx: Transaction, person: Person, day: date, zone: str) -> tuple[DoseOfDay, ...]:
    """The doses of the local `day`, by time; those that a newer plan took away are left out."""
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    next_midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    rows = await tx.all(
        select(reminders)
        .where(
            reminders.c.person_id == person.id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.due_at >= midnight,
            reminders.c.due_at < next_midnight,
        )
        .order_by(reminders.c.due_at, reminders.c.id)
    )
    kept = [row for row in rows if not (row.state == "dropped" and row.reason == "superseded")]
    states = {row.id: row.state for row in kept}
    answers = await standing_answers(tx, list(states))
    doses = await as_ordered(tx, person, [as_due(row) for row in kept])
    return tuple(
        DoseOfDay(
            dose=dose,
            standing=standing_of(states[dose.due.id], answers[dose.due.id].answer if dose.due.id in answers else None),
        )
        for dose in doses
    )


def standing_of(state: str, answer: Answer | None) -> Standing:
    """How a dose stands whose row has this state and whose answer, if any, is this one. Pure."""
    return _BY_STATE.get(state, Standing.UNKNOWN) if answer is None else _BY_ANSWER[answer]


_NEXT = (
    select(reminders.c.due_at, reminders.c.zone)
    .where(
        reminders.c.person_id == bindparam("person"),
        reminders.c.kind == Kind.DOSE.value,
        reminders.c.state == "planned",
        reminders.c.due_at > bindparam("since"),
        reminders.c.due_at < bindparam("until"),
    )
    .order_by(reminders.c.due_at)
    .limit(1)
)


async def next_dose(tx: Transaction, person_id: PersonId, now: datetime) -> str | None:
    """The local time of the next planned dose within a day, as people read it."""
    row = await tx.first(_NEXT, person=person_id, since=now, until=now + timedelta(hours=24))
    return local_time(row.due_at, row.zone) if row else None
