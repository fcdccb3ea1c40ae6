"""documents/summary: what a doctor should know of the last days: ordered, reported, and not known.

Belongs here: reading and counting. Not here: the page (summary_page.py), who may see it (chat/handlers/plans_files.py).

Missing data is counted openly, both ways: a dose without an answer is neither taken nor left out, so the share that was
taken lies between two numbers, and both are told. A slot without any row of ours is "not delivered".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload.person import Person
from bot.checkins import kept
from bot.checkins.trend import DayOfAnswers
from bot.documents import charted, ordered
from bot.documents.chart import Chart
from bot.documents.ordered import Ordered
from bot.house import House
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.reminders.answered import standing_answers
from bot.reminders.today import Standing, standing_of
from bot.reminders.wanted import Kind, subject_of
from bot.storage.database import Transaction
from bot.storage.tables import reminders
from bot.texts.catalog import Texts

DAYS = 30
"""How far back it looks: most reviews are monthly. Source: FACTS 5, L17 (R:B21)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseEnd:
    """One planned dose and how it ended."""

    dose: Ordered
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The doses of one medicine. `least` and `most`: how many of the `closed` ones were taken, if all that is not known
    was left out, or was taken. "Not sure" is not known."""

    medicine: str
    by: Counter[Standing]

    @property
    def planned(self) -> int:
        return self.by.total()

    @property
    def still_open(self) -> int:
        return self.by[Standing.PLANNED] + self.by[Standing.OPEN]

    @property
    def closed(self) -> int:
        return self.planned - self.still_open

    @property
    def not_taken(self) -> int:
        return self.by[Standing.NOT_TAKEN] + self.by[Standing.SKIPPED]

    @property
    def least(self) -> int:
        return self.by[Standing.TAKEN]

    @property
    def most(self) -> int:
        return self.closed - self.not_taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Everything on the paper. `answered` and `doses` are empty where `shared` is False."""

    person: Person
    plan: ActivePlan | None
    days: tuple[date, ...]
    zone: str
    shared: bool
    doses: tuple[DoseEnd, ...]
    answered: tuple[DayOfAnswers, ...]
    chart: Chart | None

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Each medicine with its doses, in the order in which they came."""
        names = dict.fromkeys(one.dose.medicine.name for one in self.doses)
        return tuple(
            Counted(medicine=name, by=Counter(one.standing for one in self.doses if one.dose.medicine.name == name))
            for name in names
        )


async def summary_of(
    tx: Transaction, house: House, person: Person, *, texts: Texts, until: date, shared: bool
) -> Summary:
    """The days up to `until` (local, included), at most 30 and none before the person was here."""
    zone = kept.zone_of(person, house.programme)
    first = max(until - timedelta(days=DAYS - 1), kept.local_day(person.joined_at or person.created_at, zone))
    days = tuple(first + timedelta(days=at) for at in range(max(1, (until - first).days + 1)))
    start = datetime.combine(days[0], time(), zone)
    answered = await kept.days_of(tx, person.id, start=start, zone=zone) if shared else ()
    drawn = await charted.chart_of(tx, house, person, texts=texts, until=until) if shared else None
    return Summary(
        person=person,
        plan=await active.of_person(tx, person.id),
        days=days,
        zone=zone.key,
        shared=shared,
        doses=await _doses(tx, person, days, zone) if shared else (),
        answered=tuple(one for one in answered if days[0] <= one.day <= until),
        chart=drawn.chart if drawn else None,
    )


async def _doses(tx: Transaction, person: Person, days: Sequence[date], zone: ZoneInfo) -> tuple[DoseEnd, ...]:
    """Every dose that was the order in these days, with what is known of it."""
    start, end = (datetime.combine(day, time(), zone) for day in (days[0], days[-1] + timedelta(days=1)))
    start = max(start, person.joined_at or start)  # what was due before somebody could be reminded is not missing
    found = ordered.doses(await active.signed(tx, person.id), start, end)
    rows = await tx.all(
        select(reminders.c.id, reminders.c.subject, reminders.c.due_at, reminders.c.state).where(
            reminders.c.person_id == person.id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.due_at >= start,
            reminders.c.due_at < end,
        )
    )
    answers = await standing_answers(tx, [row.id for row in rows])
    known = {
        (row.subject, row.due_at): standing_of(row.state, answers[row.id].answer if row.id in answers else None)
        for row in rows
    }
    salt = person.salt or ""
    return tuple(
        DoseEnd(dose=one, standing=known.get((subject_of(salt, one.slot.medicine), one.slot.at), Standing.UNKNOWN))
        for one in found
    )
