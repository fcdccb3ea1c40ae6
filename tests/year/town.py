"""Two hundred people and their year, made up from a seed: who they are, what is ordered, how they answer.

Belongs here: inventing people, orders and days on which something happens; writing both into the database with the
program's own stations. Not here: answering (crowd.py), time (run.py).
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.caseload import consent, enrolled, people
from bot.caseload.consent import Purpose, Sharing
from bot.caseload.person import PersonState
from bot.ids import ChatId, PersonId
from bot.plans import loaded, signed
from bot.plans.checked import Supplied
from bot.plans.reading import PlanDraft, read_plan
from bot.storage.database import Transaction
from bot.storage.tables import people as people_table
from tests import ordered
from tests.chaos.orders import DAY, Line, Order, Stretch
from tests.year.orders import Life

ZONES = ("America/Chicago", "America/New_York", "Europe/Madrid", "America/Mexico_City")
ELSEWHERE = ("Europe/Madrid", "America/Los_Angeles", "Asia/Tokyo")
TIMES: tuple[tuple[time, ...], ...] = (
    (time(8),),
    (time(8), time(20)),
    (time(8), time(20)),
    (time(8), time(14), time(20)),
    (time(7), time(12), time(17), time(22)),
)
STAFF = 9_000
PATIENTS_FROM = 10_000


class Event(StrEnum):
    """What happens in a life on some day."""

    JOINS = "joins"
    CHANGE = "plan_changed"
    HOSPITAL = "hospital"
    HOME = "home"
    NEW_ORDER = "new_order"
    TRIP = "trip"
    BACK = "back"
    LAPSE = "lapse"
    STOPS = "stops"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What is in store for one person. `answers`: the share of what is asked that they answer."""

    answers: float
    zone: str
    medicines: int
    times: tuple[time, ...]
    joins: date
    weeks: int
    calendar: tuple[tuple[date, Event], ...]


LIVES = (Event.CHANGE, Event.HOSPITAL, Event.TRIP, Event.LAPSE, Event.STOPS)
"""What each of the first few people meets for sure, one after another, so that no run goes without it."""
CHANCES = {Event.CHANGE: 0.6, Event.HOSPITAL: 0.15, Event.TRIP: 0.3, Event.LAPSE: 0.25, Event.STOPS: 0.08}


def fates(count: int, first: date, days: int, chance: random.Random) -> list[Fate]:
    """`count` lives in so many days. People join all the while; a taper lasts 3 to 8 weeks, as far as there is time,
    and most leave the programme two weeks after it."""
    return [_fate(number, first, days, chance) for number in range(count)]


def _fate(number: int, first: date, days: int, chance: random.Random) -> Fate:
    joins = first + timedelta(days=chance.randrange(1, max(2, days * 4 // 5)))
    if number < len(LIVES):
        joins = first + DAY
    weeks = chance.randint(3, 8)
    last = first + timedelta(days=days)
    ends = min(joins + timedelta(weeks=weeks), last)
    wanted = {one for one, share in CHANCES.items() if chance.random() < share}
    if number < len(LIVES):
        wanted = {LIVES[number]}
    calendar = [(joins, Event.JOINS)]
    for event in sorted(wanted):
        calendar += _days_of(event, joins, (ends - joins).days, chance)
    if chance.random() < 0.85:
        calendar.append((ends + timedelta(weeks=2), Event.LEAVES))
    return Fate(
        answers=chance.uniform(0.4, 1.0),
        zone=chance.choice(ZONES),
        medicines=chance.choice((1, 1, 1, 2)),
        times=chance.choice(TIMES),
        joins=joins,
        weeks=weeks,
        calendar=tuple(sorted((day, event) for day, event in calendar if day < last)),
    )


def _days_of(event: Event, joins: date, length: int, chance: random.Random) -> list[tuple[date, Event]]:
    """On which days it begins, and what follows from it."""
    begins = joins + timedelta(days=chance.randrange(2, max(3, length // 2)))
    if event is Event.HOSPITAL:
        home = begins + timedelta(days=chance.randint(2, 5))
        return [(begins, event), (home, Event.HOME), (home + DAY, Event.NEW_ORDER)]
    if event is Event.TRIP:
        return [(begins, event), (begins + timedelta(days=chance.randint(3, 7)), Event.BACK)]
    return [(begins, event)]


def well(count: int, first: date, days: int) -> list[Fate]:
    """People who are well, answer 70 % of what they are asked, and to whom nothing happens: three doses a day."""
    return [
        Fate(
            answers=0.7,
            zone="America/Chicago",
            medicines=1,
            times=TIMES[3],
            joins=first + DAY,
            weeks=days // 7 + 2,
            calendar=((first + DAY, Event.JOINS),),
        )
        for _ in range(count)
    ]


def taper(fate: Fate, zone: str, first: date, last: date, signed_at: datetime) -> Order:
    """An order from one day to another in steps of two weeks, each a little lower."""
    lines = tuple(
        Line(name=name, window=120, stretches=tuple(_steps(fate.times, first, last, top)))
        for name, top in (("baclofen", 60), ("diazepam", 12))[: fate.medicines]
    )
    return Order(zone=zone, lines=lines, signed_at=signed_at, signed_step=0)


def _steps(times: tuple[time, ...], first: date, last: date, top: int) -> list[Stretch]:
    found, at, amount = [], first, top
    while at <= last:
        until = min(at + timedelta(days=13), last)
        found.append(Stretch(first=at, last=until, doses=tuple((one, max(1, amount)) for one in times)))
        at, amount = until + DAY, amount - max(1, top // 8)
    return found


class Clinic:
    """Signs orders. A file that was read once is not read again."""

    def __init__(self) -> None:
        self._read: dict[bytes, PlanDraft] = {}

    async def signs(self, tx: Transaction, person: PersonId, order: Order, now: datetime) -> None:
        """`order` is the person's plan in the database, by the program's own stations."""
        content = _file(order)
        if content not in self._read:
            self._read[content] = read_plan("plan.yaml", content, Supplied(today=now.date()))
        number = await loaded.load_draft(
            tx, self._read[content], source_name="plan.yaml", warnings=(), by=PersonId(1), now=now
        )
        taken = await loaded.taken_up(tx, number, PersonId(1))
        taken = await loaded.assign(tx, taken, person, by=PersonId(1), now=now)
        await signed.sign(tx, taken, by=PersonId(1), statement="I compared this with the order.", now=now)


def _file(order: Order) -> bytes:
    parts = []
    for line in order.lines:
        steps = [
            (str(one.first), str(one.last), ", ".join(f"{at:%H:%M}: {amount} mg" for at, amount in one.doses))
            for one in line.stretches
        ]
        parts.append(
            ordered.medicine(*steps, name=line.name, window=line.window).replace("5 mg scored", "1 mg, 5 mg scored")
        )
    return ordered.plan_file(*parts, zone=order.zone)


async def add_staff(tx: Transaction, now: datetime) -> None:
    """One case manager, who is person 1."""
    await tx.insert(
        people_table,
        chat_id=STAFF,
        role="case_manager",
        state="active",
        name="Dana",
        language="en",
        country="US",
        zone="America/Chicago",
        created_at=now,
        joined_at=now,
    )


async def add_patient(tx: Transaction, number: int, fate: Fate, now: datetime) -> Life:
    """Somebody who joined, shares everything, and is asked how they are at 9:00."""
    person = await enrolled.add_patient(tx, name=f"P{number}", phone="555-0142", manager_id=PersonId(1), now=now)
    chat = PATIENTS_FROM + number
    await people.change(
        tx,
        person,
        chat_id=ChatId(chat),
        state=PersonState.ACTIVE,
        language="en",
        country="US",
        zone=fate.zone,
        checkin_at="09:00",
        joined_at=now,
        arrival_seen_at=now,
    )
    shown = consent.asked("May I?", "en")
    await consent.record(tx, person, Purpose.REMINDERS, consent.YES, shown=shown, now=now)
    await consent.record(tx, person, Purpose.SHARING, Sharing.YES.value, shown=shown, now=now)
    return Life(person_id=person, chat=chat, zone=fate.zone)
