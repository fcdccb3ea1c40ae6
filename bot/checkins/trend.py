"""checkins/trend: what is worse than this person's own usual (floor 1, pure).

Belongs here: days of answers, the median of seven days, *worse*, the rule of three mild signs. Not here: reading
(kept.py), what a single answer means at once (severe.py), the picture (documents/chart.py).

Source of every number: FACTS 2.2 (PD): worse on a 0–10 item is at least 2 points and at least 30 % above the person's
7-day median; at least 3 mild signs worse, and rising 2 days running or within 72 h of a step, make a task the same day,
never a page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import median
from zoneinfo import ZoneInfo

from bot.checkins.checkin import Checkin, Given
from bot.checkins.packs import Item, Kind
from bot.plans.calendar import instant
from bot.plans.model import Plan

BASELINE_DAYS = 7
LEAST_DAYS = 3
"""Days with an answer before there is a usual to compare with. Our own choice (PD)."""
SCALE_POINTS, SCALE_SHARE = 2, Fraction(30, 100)
WORDS_STEPS, WORDS_LEAST = 1, 2
"""On an item in four words: at least 1 word above the median, and at least the third word. Our own choice (PD)."""
SIGNS = 3
STEP_HOURS = timedelta(hours=72)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfAnswers:
    """What was answered on one local day; of several check-ins the last answer of each item counts."""

    day: date
    given: tuple[Given, ...]
    flags: tuple[str, ...] = ()

    def value(self, item: str) -> int | None:
        """The value of `item` on that day; None where it was skipped or not asked."""
        return next((one.value for one in self.given if one.item == item), None)


def by_day(checkins: Iterable[Checkin], zone: ZoneInfo) -> tuple[DayOfAnswers, ...]:
    """The days of `checkins` (oldest first), in the person's zone. A day on which nothing was answered is missing."""
    days: dict[date, dict[str, int | None]] = {}
    flags: dict[date, list[str]] = {}
    for one in checkins:
        day = one.started_at.astimezone(zone).date()
        if one.answers.given or one.answers.flags:
            answered = days.setdefault(day, {})
            answered.update({given.item: given.value for given in one.answers.given if given.value is not None})
            flags.setdefault(day, []).extend(one.answers.flags)
    return tuple(
        DayOfAnswers(
            day=day,
            given=tuple(Given(item=item, value=value) for item, value in answered.items()),
            flags=tuple(flags[day]),
        )
        for day, answered in sorted(days.items())
    )


def usual(item: Item, before: Sequence[DayOfAnswers], day: date) -> Fraction | None:
    """The median of the 7 days before `day`; None where fewer than LEAST_DAYS of them have an answer."""
    values = [
        value
        for one in before
        if day - timedelta(days=BASELINE_DAYS) <= one.day < day and (value := one.value(item.id)) is not None
    ]
    return Fraction(median(values)) if len(values) >= LEAST_DAYS else None


def is_worse(item: Item, value: int, baseline: Fraction | None) -> bool:
    """Whether `value` is clearly above `baseline`. Without a baseline nothing is worse.

    On a scale: 2 points and 30 % above (from 5: 7; from 8: 11, which there is not; from 0: 2).
    """
    if baseline is None:
        return False
    if item.kind is Kind.WORDS:
        return value - baseline >= WORDS_STEPS and value >= WORDS_LEAST
    return value - baseline >= SCALE_POINTS and value >= baseline * (1 + SCALE_SHARE)


def worse_signs(items: Iterable[Item], today: DayOfAnswers, before: Sequence[DayOfAnswers]) -> tuple[Item, ...]:
    """The mild signs that are worse today."""
    return tuple(
        item
        for item in items
        if item.mild_sign
        and (value := today.value(item.id)) is not None
        and is_worse(item, value, usual(item, before, today.day))
    )


def rose_two_days_running(signs: Sequence[Item], today: DayOfAnswers, before: Sequence[DayOfAnswers]) -> bool:
    """Whether the sum of `signs` was higher yesterday than the day before, and is higher today than yesterday. A day
    without an answer breaks it."""
    known = {one.day: one for one in before}
    sums = []
    for back in (2, 1, 0):
        one = today if back == 0 else known.get(today.day - timedelta(days=back))
        values = [one.value(sign.id) for sign in signs] if one else [None]
        if not values or any(value is None for value in values):
            return False
        sums.append(sum(value for value in values if value is not None))
    return sums[0] < sums[1] < sums[2]


def after_a_step(plan: Plan | None, now: datetime) -> bool:
    """Whether an order of the plan changed in the 72 hours before `now`: a new step, or the day after the last one."""
    if plan is None:
        return False
    zone = ZoneInfo(plan.zone)
    days = [step.starts_on for medicine in plan.medicines for step in medicine.steps]
    days += [end + timedelta(days=1) for medicine in plan.medicines if (end := medicine.ends_on) is not None]
    return any(timedelta(0) <= now - instant(day, datetime.min.time(), zone) <= STEP_HOURS for day in days)


def asks_for_a_task(
    items: Iterable[Item], today: DayOfAnswers, before: Sequence[DayOfAnswers], *, plan: Plan | None, now: datetime
) -> tuple[Item, ...]:
    """The mild signs because of which somebody should look today; none where the rule does not hold."""
    signs = worse_signs(items, today, before)
    if len(signs) < SIGNS:
        return ()
    return signs if after_a_step(plan, now) or rose_two_days_running(signs, today, before) else ()
