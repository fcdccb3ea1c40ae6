"""plans/course: how much a day one order adds up to, day by day, in mg, so that warnings can be judged.

Belongs here: totals, the level of a step, drops within a span of days. Not here: what is too much (linted_course.py).
Nothing in here reaches a patient or a slot.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from bot.plans.calendar import days_of
from bot.plans.model import Concentration, Ending, MedicineTaper, Plan, Step, Unit

_IN_MG = {Unit.MG: Fraction(1), Unit.MCG: Fraction(1, 1000), Unit.G: Fraction(1000)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """From one day to another, at most so many days later, the total fell by this much."""

    of: Fraction
    before: Fraction
    at: date
    stop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One medicine's totals. `stops_on` is the first day without an order when the order ends without maintenance."""

    medicine: MedicineTaper
    first: date
    totals: tuple[Fraction, ...]
    levels: tuple[Fraction, ...]
    stops_on: date | None

    def drops(self, within: int) -> Iterator[Drop]:
        """The largest drop that ends on each day, looking `within` days back. Days without a drop are left out."""
        for end in range(1, len(self.totals)):
            before = max(self.totals[max(0, end - within) : end])
            if before > self.totals[end] and self.totals[end] < self.totals[end - 1]:
                at = self.first + timedelta(days=end)
                yield Drop(of=before - self.totals[end], before=before, at=at, stop=at == self.stops_on)

    def level_drops(self, within: int) -> Iterator[Drop]:
        """As `drops`, but by the mean of each step, so that alternating days are no drops. The stop is left out."""
        levels = [self.levels[number] for number, step in self._days()]
        for end in range(1, len(levels)):
            before = max(levels[max(0, end - within) : end])
            if levels[end] < levels[end - 1]:
                yield Drop(of=before - levels[end], before=before, at=self.first + timedelta(days=end), stop=False)

    @property
    def last_level(self) -> Fraction:
        """The level before the end, not counting pauses."""
        return next((level for level in reversed(self.levels) if level), Fraction(0))

    @property
    def days(self) -> int:
        return len(self.totals) - (self.stops_on is not None)

    def _days(self) -> Iterator[tuple[int, Step]]:
        for number, step in enumerate(self.medicine.steps):
            for _ in range(step.days or 1):
                yield number, step


def course(plan: Plan, medicine: MedicineTaper) -> Course | None:
    """The medicine's course in mg; None when its amounts cannot be put into mg, or none is taken by the clock."""
    factor = mg_in_one(medicine)
    if factor is None or medicine.only_as_needed:
        return None
    days = days_of(medicine, medicine.starts_on, plan.shown_until)
    totals = [Fraction(day.total) * factor for day in days]
    stops_on = None
    if medicine.ends_on is not None and medicine.ending is not Ending.MAINTENANCE:
        stops_on = medicine.ends_on + timedelta(days=1)
        totals.append(Fraction(0))
    return Course(
        medicine=medicine,
        first=medicine.starts_on,
        totals=tuple(totals),
        levels=tuple(level(step) * factor for step in medicine.steps),
        stops_on=stops_on,
    )


def level(step: Step) -> Fraction:
    """The mean total per day over the step's cycle, in the medicine's unit."""
    return sum((Fraction(dose.amount) for day in step.cycle for dose in day), Fraction(0)) / len(step.cycle)


def mg_in_one(medicine: MedicineTaper) -> Fraction | None:
    """How many mg one of the medicine's unit is; None when the order does not say."""
    if medicine.unit in _IN_MG:
        return _IN_MG[medicine.unit]
    if medicine.unit is Unit.ML and medicine.concentration is not None:
        return mg_per_ml(medicine.concentration)
    sizes = {(one.amount, one.unit) for one in medicine.strengths}
    if medicine.unit in (Unit.TABLET, Unit.CAPSULE) and len(sizes) == 1:
        size, unit = sizes.pop()
        return Fraction(size) * _IN_MG[unit] if unit in _IN_MG else None
    return None


def mg_per_ml(liquid: Concentration) -> Fraction | None:
    """The strength of a liquid in mg per mL; None when it is not told by weight."""
    factor = _IN_MG.get(liquid.unit)
    return None if factor is None else Fraction(liquid.amount) * factor / Fraction(liquid.per_ml)
