"""Who lives in the chaos: patients with orders out of a seed, staff on call; in the model and in the database.

Belongs here: making them and their plan files. Not here: what they do later (run.py).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.caseload import consent, enrolled, people
from bot.caseload.consent import Purpose, Sharing
from bot.caseload.person import PersonState
from bot.ids import ChatId, PersonId
from bot.plans import loaded, signed
from bot.plans.checked import Supplied
from bot.plans.reading import PlanDraft, read_plan
from bot.storage.database import Database, Transaction
from bot.storage.tables import people as people_table
from tests import ordered
from tests.chaos.orders import DAY, Line, Order, Patient, Stretch

NAMES = ("baclofen", "diazepam", "gabapentin", "clonidine", "tizanidine", "pregabalin")
ZONES = ("America/Chicago", "Europe/Berlin", "UTC")
TIMES: tuple[tuple[time, ...], ...] = (
    (time(8), time(20)),
    (time(2, 30), time(12), time(18)),
    (time(8), time(14), time(20)),
    (time(1, 30), time(8), time(13), time(22)),
)
WINDOWS = (25, 25, 25, 90)
STAFF_FROM, PATIENTS_FROM = 9_000, 10_000
"""Chat ids. Those of strangers come after all patients."""


@dataclass(slots=True, kw_only=True)
class Town:
    """Everybody, by the model's own account."""

    patients: list[Patient] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)

    @property
    def by_chat(self) -> dict[int, Patient]:
        """Whose chat it is."""
        return {chat: one for one in self.patients for chat in one.chats}


MORE = 1.04
"""Newer orders ask for a little less, and who gets which course is left to chance."""
COURSES = 12
"""So many courses a town: many people get the same one, and its file is read once."""


class Clinic:
    """Signs orders. A file that was read once is not read again."""

    def __init__(self, chance: random.Random, first: date, days: int) -> None:
        self._chance = chance
        self.first, self.days = first, days
        self._read: dict[bytes, PlanDraft] = {}
        self._invented: list[tuple[Line, ...]] = []

    def invents(self, zone: str, signed_at: datetime, step: int, *, like: Order | None = None) -> Order:
        """A new order; `like` an older one: some of its times, other amounts, a medicine more or less."""
        lines = self._chance.choice(self._courses()) if like is None else self._changed(like)
        return Order(zone=zone, lines=lines, signed_at=signed_at, signed_step=step)

    def _courses(self) -> Sequence[tuple[Line, ...]]:
        chance = self._chance
        while len(self._invented) < COURSES:
            names = chance.sample(NAMES, chance.choice((1, 2, 4, 6, 6)))
            pattern, window = chance.choice(TIMES), chance.choice(WINDOWS)
            self._invented.append(tuple(self._line(name, pattern, window) for name in names))
        return self._invented

    def patients_for(self, slots: int) -> int:
        """About how many patients make so many slots in its days."""
        courses = self._courses()
        doses = sum(len(line.stretches[0].doses) for lines in courses for line in lines)
        return max(3, round(slots * MORE * len(courses) / (doses * self.days)))

    def _changed(self, like: Order) -> tuple[Line, ...]:
        chance = self._chance
        kept = [line.name for line in like.lines]
        names = kept[: max(1, len(kept) - chance.randint(0, 1))]
        pattern = tuple(at for at, _ in like.lines[0].stretches[0].doses)
        pattern = chance.choice((pattern, pattern[:-1] or pattern, chance.choice(TIMES)))
        window = chance.choice(WINDOWS)
        return tuple(self._line(name, pattern, window) for name in names)

    def _line(self, name: str, pattern: tuple[time, ...], window: int) -> Line:
        amounts = self._chance.choice(((20, 10), (10, 5), (40, 20), (30, 15)))
        half = max(1, self.days // 2)
        middle, last = self.first + half * DAY, self.first + (self.days + 5) * DAY
        stretches = (
            Stretch(first=self.first, last=middle - DAY, doses=_doses(pattern, amounts[0])),
            Stretch(first=middle, last=last, doses=_doses(pattern, amounts[1])),
        )
        return Line(name=name, window=window, stretches=stretches)

    async def signs(self, tx: Transaction, patient: Patient, order: Order, now: datetime) -> None:
        """`order` is the patient's plan in the database, by the program's own stations."""
        content = _file(order)
        if content not in self._read:
            self._read[content] = read_plan("plan.yaml", content, Supplied(today=now.date()))
        draft, staff, person = self._read[content], PersonId(1), PersonId(patient.person_id)
        number = await loaded.load_draft(tx, draft, source_name="plan.yaml", warnings=(), by=staff, now=now)
        taken = await loaded.taken_up(tx, number, staff)
        taken = await loaded.assign(tx, taken, person, by=staff, now=now)
        await signed.sign(tx, taken, by=staff, statement="I compared this with the order.", now=now)


async def settle(database: Database, clinic: Clinic, count: int, chance: random.Random, now: datetime) -> Town:
    """`count` patients live in the database, each with a signed order, and three people of staff."""
    town = Town()
    async with database.transaction() as tx:
        for number in range(3):
            await _add_staff(tx, STAFF_FROM + number, now)
            town.staff.append(STAFF_FROM + number)
    for start in range(0, count, 50):
        async with database.transaction() as tx:
            for number in range(start, min(start + 50, count)):
                town.patients.append(await _add_patient(tx, clinic, PATIENTS_FROM + number, chance, now))
    return town


async def _add_staff(tx: Transaction, chat: int, now: datetime) -> None:
    await tx.insert(
        people_table,
        chat_id=chat,
        role="case_manager",
        state="active",
        name=f"Staff {chat}",
        language="en",
        country="US",
        zone="UTC",
        created_at=now,
        joined_at=now,
    )


async def _add_patient(tx: Transaction, clinic: Clinic, chat: int, chance: random.Random, now: datetime) -> Patient:
    person = await enrolled.add_patient(tx, name=f"P{chat}", phone="555-0142", manager_id=PersonId(1), now=now)
    patient = Patient(person_id=person, chats=[chat], zone=chance.choice(ZONES), discreet=chance.random() < 0.5)
    await people.change(
        tx,
        person,
        chat_id=ChatId(chat),
        state=PersonState.ACTIVE,
        language="en",
        country="US",
        zone=patient.zone,
        discreet=patient.discreet,
        joined_at=now,
        arrival_seen_at=now,
    )
    shown = consent.asked("May I?", "en")
    await consent.record(tx, person, Purpose.REMINDERS, consent.YES, shown=shown, now=now)
    await consent.record(tx, person, Purpose.SHARING, Sharing.YES.value, shown=shown, now=now)
    order = clinic.invents(patient.zone, now, 0)
    patient.orders.append(order)
    await clinic.signs(tx, patient, order, now)
    return patient


def _doses(pattern: tuple[time, ...], milligrams: int) -> tuple[tuple[time, int], ...]:
    return tuple((at, milligrams) for at in pattern)


def _file(order: Order) -> bytes:
    parts = []
    for line in order.lines:
        steps = [
            (str(one.first), str(one.last), ", ".join(f"{at:%H:%M}: {amount} mg" for at, amount in one.doses))
            for one in line.stretches
        ]
        parts.append(ordered.medicine(*steps, name=line.name, window=line.window))
    return ordered.plan_file(*parts, zone=order.zone)


def span(first: date, days: int) -> tuple[datetime, datetime]:
    """From just before the first midnight anywhere to the end of the last day, in UTC."""
    start = datetime.combine(first, time(), UTC)
    return start, start + timedelta(days=days)
