"""plans/calendar: which dose is wanted at which instant.

Belongs here: plan → days and slots, wall-clock time → UTC instant, daylight-saving gaps and overlaps, totals per day.
Not here: which slots become reminders (reminders/wanted.py), what looks doubtful (linted.py).

Wall-clock time counts in the plan's home zone. A time the clocks skip is taken at the first valid minute after the gap;
a time the clocks show twice is taken the first time. Every dose of a day is one slot, also on those days.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.plans.model import Dose, MedicineTaper, Plan, Step, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One planned dose at one instant.

    `at` is UTC. `local` is what the wall clock in the plan's zone shows at that instant (naive); `planned` the time as
    ordered, which differs only in a skipped hour. `step` counts from 1, `step_day` is the day within the step, from 1.
    `changed`: the previous step had another amount, or none, at this time of day; False in the first step.
    """

    medicine: str
    at: datetime
    local: datetime
    planned: time
    amount: Decimal
    unit: Unit
    step: int
    steps: int
    step_day: int
    instruction: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfDoses:
    """What one medicine's order says for one local day. No doses: a day that is written down as zero."""

    day: date
    medicine: str
    unit: Unit
    step: int
    doses: tuple[Dose, ...]

    @property
    def total(self) -> Decimal:
        return sum((dose.amount for dose in self.doses), Decimal(0))


_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time: after a gap its first valid minute, in an overlap the first of the two."""
    wall = datetime.combine(day, at)
    before = wall.replace(tzinfo=zone, fold=0)
    there = before.astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) == wall:
        return there
    return _end_of_gap(wall, zone)


def slots_between(plan: Plan, start: datetime, end: datetime) -> tuple[Slot, ...]:
    """Every slot with start <= at < end (aware datetimes), by instant and then by medicine. Each wanted slot once."""
    zone = ZoneInfo(plan.zone)
    first = start.astimezone(zone).date() - timedelta(days=1)
    last = end.astimezone(zone).date() + timedelta(days=1)
    found = [
        slot
        for medicine in plan.medicines
        for day in _days(medicine, first, last)
        for slot in _slots(medicine, day, zone, start, end)
    ]
    return tuple(sorted(found, key=lambda slot: slot.at))


def slots_on(medicine: MedicineTaper, day: date, zone: ZoneInfo) -> tuple[Slot, ...]:
    """The medicine's slots of one local day, by instant. No two share an instant, not even in a skipped hour."""
    return _slots(medicine, day, zone, _FIRST, _LAST)


def _slots(medicine: MedicineTaper, day: date, zone: ZoneInfo, start: datetime, end: datetime) -> tuple[Slot, ...]:
    """Those of `slots_on` with start <= at < end: only these are made, because reminders look for one of a day."""
    number = step_number_on(medicine, day)
    if number is None:
        return ()
    step = medicine.steps[number - 1]
    before = medicine.steps[number - 2] if number > 1 else None
    placed = {at: dose for at, dose in _placed(step.doses_on(day), day, zone).items() if start <= at < end}
    return tuple(
        Slot(
            medicine=medicine.id,
            at=at,
            local=at.astimezone(zone).replace(tzinfo=None),
            planned=dose.at,
            amount=dose.amount,
            unit=medicine.unit,
            step=number,
            steps=len(medicine.steps),
            step_day=(day - step.starts_on).days + 1,
            instruction=step.instruction,
            changed=before is not None and _amounts_at(before, dose.at) != _amounts_at(step, dose.at),
        )
        for at, dose in sorted(placed.items(), key=lambda pair: pair[0])
    )


def days_of(medicine: MedicineTaper, first: date, last: date) -> tuple[DayOfDoses, ...]:
    """One entry for each day with an order from the first to the last day (both included), zero days too."""
    return tuple(_day(medicine, day) for day in _days(medicine, first, last))


def whole_calendar(plan: Plan) -> tuple[DayOfDoses, ...]:
    """Every day with an order, by day and then by medicine; a step without an end is shown for four weeks."""
    days = [day for medicine in plan.medicines for day in days_of(medicine, plan.starts_on, plan.shown_until)]
    return tuple(sorted(days, key=lambda day: day.day))


def step_number_on(medicine: MedicineTaper, day: date) -> int | None:
    """Which step that day belongs to, counted from 1; None outside the plan."""
    number = bisect_right(medicine.steps, day, key=lambda step: step.starts_on)
    return number if number and medicine.steps[number - 1].holds(day) else None


def step_on(medicine: MedicineTaper, day: date) -> Step | None:
    """The step that day belongs to; None outside the plan."""
    number = step_number_on(medicine, day)
    return None if number is None else medicine.steps[number - 1]


def total_on(medicine: MedicineTaper, day: date) -> Decimal:
    """The sum of that day's doses in the medicine's unit; zero on a day without any."""
    step = step_on(medicine, day)
    return sum((dose.amount for dose in step.doses_on(day)), Decimal(0)) if step else Decimal(0)


def _day(medicine: MedicineTaper, day: date) -> DayOfDoses:
    number = step_number_on(medicine, day) or 0
    doses = medicine.steps[number - 1].doses_on(day)
    return DayOfDoses(day=day, medicine=medicine.id, unit=medicine.unit, step=number, doses=doses)


def _days(medicine: MedicineTaper, first: date, last: date) -> Iterator[date]:
    day = max(first, medicine.starts_on)
    end = last if medicine.ends_on is None else min(last, medicine.ends_on)
    while day <= end:
        yield day
        day += timedelta(days=1)


def _amounts_at(step: Step, at: time) -> frozenset[Decimal]:
    """What the step says at that time of day: one amount, or several over a cycle; zero where a day has none."""
    return frozenset(next((dose.amount for dose in day if dose.at == at), Decimal(0)) for day in step.cycle)


def _placed(doses: tuple[Dose, ...], day: date, zone: ZoneInfo) -> dict[datetime, Dose]:
    """Instant → dose. A dose pushed out of a gap onto another's instant goes to the next free minute."""
    placed: dict[datetime, Dose] = {}
    pushed: list[tuple[datetime, Dose]] = []
    for dose in doses:
        at = instant(day, dose.at, zone)
        if at.astimezone(zone).time() == dose.at:
            placed[at] = dose
        else:
            pushed.append((at, dose))
    for at, dose in pushed:
        free = at
        while free in placed:
            free += timedelta(minutes=1)
        placed[free] = dose
    return placed


@lru_cache(maxsize=4096)
def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks jump over `wall`, found by halving between its two readings, to the second."""
    late, early = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    before = early.astimezone(zone).utcoffset()
    low, high = 0, int((late - early).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if (early + timedelta(seconds=middle)).astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return early + timedelta(seconds=high)
