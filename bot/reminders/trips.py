"""reminders/trips: by which clock the doses of a day are taken: home times, or local times on a trip.

Belongs here: the choice and its days, doses of a trip as wanted reminders. Not here: the question and its buttons
(chat/handlers/travel.py), doses at home (doses.py).

A plan's day is taken whole by one clock, so that each of its doses comes once whatever the zones are. A choice holds
from the next day on. The order itself is not touched: the clinician wrote wall-clock times.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot import logs
from bot.caseload import people
from bot.caseload.person import Person
from bot.ids import PersonId
from bot.plans.active import ActivePlan, spans
from bot.plans.calendar import Slot, slots_on
from bot.plans.model import MedicineTaper
from bot.reminders.wanted import OPEN_AT_MOST, Kind, Wanted, subject_of, window_of
from bot.storage.database import Transaction
from bot.storage.tables import trips

log = logs.get(__name__)

_A_MOMENT = timedelta(microseconds=1)
_NOON = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """From that day on doses are taken by the wall clock of `zone`; None: at home times."""

    from_day: date
    zone: str | None


async def of_person(tx: Transaction, person_id: PersonId) -> tuple[Trip, ...]:
    """Every choice that was made, by its day."""
    rows = await tx.all(
        select(trips.c.from_day, trips.c.zone).where(trips.c.person_id == person_id).order_by(trips.c.from_day)
    )
    return tuple(Trip(from_day=row.from_day, zone=row.zone) for row in rows)


def zone_on(chosen: Sequence[Trip], day: date, home: str) -> str:
    """By which clock the doses of that day are taken. Pure."""
    return next((one.zone for one in reversed(chosen) if one.from_day <= day), None) or home


def first_day(chosen: Sequence[Trip], plan: ActivePlan, zone: str, now: datetime) -> date:
    """The first day that can be taken by the clock of `zone`: one that has begun by no clock, so that none of its
    doses lies in the past. Pure."""
    home = plan.plan.zone
    current = zone_on(chosen, now.astimezone(ZoneInfo(home)).date(), home)
    return max(now.astimezone(ZoneInfo(one)).date() for one in (home, current, zone)) + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change of clocks makes of the time between two doses of one medicine, in hours: the last by the old clock
    and the first by the new, and the shortest and the longest that the order itself has."""

    between: float
    shortest: float
    longest: float

    @property
    def too_close(self) -> bool:
        """Two doses would come closer together than anywhere in the order."""
        return self.between < self.shortest


def change(plan: ActivePlan, day: date, before: str, after: str) -> Change | None:
    """The worst of all medicines for a change of clocks on that day; None: no dose is near. Pure."""
    found = [one for one in (_change(medicine, day, before, after) for medicine in plan.plan.medicines) if one]
    return min(found, key=lambda one: (not one.too_close, -one.between), default=None)


def _change(medicine: MedicineTaper, day: date, before: str, after: str) -> Change | None:
    def at(on: date, zone: str) -> list[datetime]:
        return [slot.at for slot in slots_on(medicine, on, ZoneInfo(zone))]

    yesterday, old, new = day - timedelta(days=1), at(day, before), at(day, after)
    last = at(yesterday, before)
    if not last or not new:
        return None
    ordered = [*last, *old]
    usual = [_hours(two - one) for one, two in pairwise(ordered)]
    return Change(between=_hours(new[0] - last[-1]), shortest=min(usual), longest=max(usual))


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


async def choose(tx: Transaction, person: Person, *, from_day: date, zone: str | None, now: datetime) -> None:
    """From that day on doses are taken by that clock, and are planned anew."""
    mine = trips.c.person_id == person.id
    done = await tx.run(update(trips).where(mine, trips.c.from_day == from_day).values(zone=zone, chosen_at=now))
    if not done.rowcount:
        await tx.insert(trips, person_id=person.id, from_day=from_day, zone=zone, chosen_at=now)
    await people.plan_anew(tx, person.id, now, missed_too=True)
    log.info("trip.chosen", person=person.id, local=zone is not None)


def order_on(orders: Sequence[ActivePlan], day: date) -> ActivePlan | None:
    """The revision that is the order of that day, by its own noon. Pure."""
    if not orders:
        return None
    noon = datetime.combine(day, _NOON, ZoneInfo(orders[0].plan.zone)).astimezone(UTC)
    found = spans(orders, noon, noon + _A_MOMENT)
    return found[0].plan if found else None


def wanted_on_trips(
    orders: Sequence[ActivePlan], chosen: Sequence[Trip], person: Person, *, start: datetime, end: datetime
) -> tuple[Wanted, ...]:
    """As `wanted.wanted_doses`, with each day by its own clock. Pure."""
    found = list(_slots(orders, chosen, start, end + OPEN_AT_MOST))
    all_slots = [slot for _, _, slot in found]
    return tuple(
        Wanted(
            person_id=person.id,
            kind=Kind.DOSE,
            subject=subject_of(person.salt or "", slot.medicine),
            due_at=slot.at,
            window_until=window_of(slot, all_slots, plan.plan),
            zone=zone,
            plan_id=plan.id,
        )
        for plan, zone, slot in found
        if start <= slot.at < end
    )


def _slots(
    orders: Sequence[ActivePlan], chosen: Sequence[Trip], start: datetime, end: datetime
) -> Iterator[tuple[ActivePlan, str, Slot]]:
    """With its revision and its zone, every slot of the days around; an order that was ended has none from then on."""
    day, last = start.date() - timedelta(days=2), end.date() + timedelta(days=2)
    while day <= last:
        plan = order_on(orders, day)
        if plan is not None:
            zone = zone_on(chosen, day, plan.plan.zone)
            for medicine in plan.plan.medicines:
                for slot in slots_on(medicine, day, ZoneInfo(zone)):
                    if plan.in_force_until is None or slot.at < plan.in_force_until:
                        yield plan, zone, slot
        day += timedelta(days=1)
