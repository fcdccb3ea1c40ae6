"""reminders/as_needed: a dose that is taken only when needed was taken: noted at its time, with the order's own limits.

Belongs here: noting it, taking it back, those of a day, which limit it passes. Not here: the order (plans/model.py),
words and buttons (chat/handlers/as_needed.py). It is never reminded of, and never counted as missed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload.person import Person
from bot.plans.active import ActivePlan
from bot.plans.model import AsNeeded, MedicineTaper
from bot.reminders import answered
from bot.reminders.answered import Answer, DoseAnswer
from bot.reminders.claimed import as_due
from bot.reminders.due import Due
from bot.reminders.wanted import Kind, subject_of
from bot.storage.database import Transaction
from bot.storage.tables import reminders


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """One such dose of the order. `at`: the place of its medicine, `which`: its own place there."""

    at: int
    which: int
    medicine: MedicineTaper
    dose: AsNeeded


def of_day(plan: ActivePlan, day: date) -> tuple[Needed, ...]:
    """Those that the order allows on that local day. Pure."""
    return tuple(
        Needed(at=at, which=which, medicine=medicine, dose=dose)
        for at, medicine in enumerate(plan.plan.medicines)
        if medicine.starts_on <= day and (medicine.ends_on is None or day <= medicine.ends_on)
        for which, dose in enumerate(medicine.as_needed)
    )


async def note(tx: Transaction, person: Person, plan: ActivePlan, needed: Needed, now: datetime) -> Due | None:
    """It stands as taken at `now`. None: it was noted at this very moment already."""
    row = {
        "person_id": person.id,
        "kind": Kind.AS_NEEDED.value,
        "subject": _subject(person, needed),
        "due_at": now,
        "zone": plan.plan.zone,
        "plan_id": plan.id,
        "state": "sent",
        "not_before": now,
        "window_until": now,
    }
    new = await tx.insert_missing(reminders, [row], key=("person_id", "kind", "subject", "due_at"))
    noted = await of_id(tx, person, new[0].id) if new else None
    if noted is None:
        return None
    answer = DoseAnswer(answer=Answer.TAKEN, at=now, taken_at=now)
    await answered.record(tx, [noted], answer, person_id=person.id)
    return noted


async def taken_on(tx: Transaction, person: Person, day: date, zone: str) -> tuple[Due, ...]:
    """Those noted on the local `day` and not taken back, earliest first."""
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    until = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return await _noted(tx, person, midnight, until)


async def passes(tx: Transaction, person: Person, needed: Needed, now: datetime, zone: str) -> bool:
    """Whether one noted at `now` is more than the order allows in a day, or sooner after the last than it says."""
    today = await taken_on(tx, person, now.astimezone(ZoneInfo(zone)).date(), zone)
    if sum(one.subject == _subject(person, needed) for one in today) >= needed.dose.at_most_per_day:
        return True
    since = now - timedelta(hours=needed.dose.hours_between or 0)
    near = await _noted(tx, person, since, now + timedelta(seconds=1))
    return needed.dose.hours_between is not None and any(
        one.subject == _subject(person, needed) and one.due_at > since for one in near
    )


async def of_id(tx: Transaction, person: Person, reminder_id: int) -> Due | None:
    """The noted dose with this id, if it is this person's."""
    row = await tx.first(
        select(reminders).where(
            reminders.c.id == reminder_id,
            reminders.c.person_id == person.id,
            reminders.c.kind == Kind.AS_NEEDED.value,
        )
    )
    return as_due(row) if row else None


def is_of(due: Due, person: Person, needed: Needed) -> bool:
    """Whether the noted dose is this one of the order. Pure."""
    return due.subject == _subject(person, needed)


async def _noted(tx: Transaction, person: Person, start: datetime, end: datetime) -> tuple[Due, ...]:
    rows: Sequence[Due] = tuple(
        as_due(row)
        for row in await tx.all(
            select(reminders)
            .where(
                reminders.c.person_id == person.id,
                reminders.c.kind == Kind.AS_NEEDED.value,
                reminders.c.due_at >= start,
                reminders.c.due_at < end,
            )
            .order_by(reminders.c.due_at)
        )
    )
    standing = await answered.standing_answers(tx, [one.id for one in rows])
    return tuple(one for one in rows if one.id in standing)


def _subject(person: Person, needed: Needed) -> str:
    return f"{subject_of(person.salt or '', needed.medicine.id)}:{needed.which}"
