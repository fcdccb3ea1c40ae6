"""Every change of every zone from 2020 to 2040, with dateutil as an independent judge."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import tz

from bot.plans.calendar import slots_on
from bot.plans.model import Dose, Step
from bot.plans.scalars import zones
from tests.rules.plans.orders import plan_of, short

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
TIMES = (time(0, 0), time(0, 30), time(1, 30), time(2, 30), time(12, 0), time(23, 30))


def changes() -> dict[tuple[Any, ...], str]:
    """When to the minute the offset changes, and from what to what → one zone that has just these changes."""
    found: dict[tuple[Any, ...], str] = {}
    weeks = [FIRST + timedelta(days=7 * number) for number in range((LAST - FIRST).days // 7)]
    for name in sorted(zones()):
        zone = ZoneInfo(name)
        offsets = [at.astimezone(zone).utcoffset() for at in weeks]
        changed = [n for n, (was, now) in enumerate(pairwise(offsets)) if was != now]
        exact = tuple((_minute(weeks[n], weeks[n + 1], zone), offsets[n], offsets[n + 1]) for n in changed)
        found.setdefault(exact, name)
    return found


def _minute(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The minute between the two at which the offset becomes another one."""
    was = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds()) // 60
    while low < high:
        middle = (low + high) // 2
        same = (before + timedelta(minutes=middle)).astimezone(zone).utcoffset() == was
        low, high = (middle + 1, high) if same else (low, middle)
    return before + timedelta(minutes=low)


def judged(day: date, at: time, name: str) -> datetime:
    """The instant by dateutil: the first of a doubled time, the first minute that exists after a skipped one."""
    zone = tz.gettz(name)
    wall = datetime.combine(day, at)
    while not tz.datetime_exists(wall, zone):
        wall += timedelta(minutes=1)
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def test_each_dose_of_each_changing_day_comes_once_at_its_wall_clock_time() -> None:
    """All zones of the table, all changes from 2020 to 2040: the day of each and the days beside it."""
    medicine = plan_of(short()).medicines[0]
    day_of_doses = tuple(Dose(at=at, amount=Decimal(number + 1)) for number, at in enumerate(TIMES))
    step = Step(starts_on=date(2019, 1, 1), ends_on=date(2042, 1, 1), cycle=(day_of_doses,))
    medicine = medicine.model_copy(update={"steps": (step,)})
    wrong: list[str] = []
    checked = 0
    for exact, name in changes().items():
        zone = ZoneInfo(name)
        for change, *_ in exact:
            local = change.astimezone(zone).date()
            for day in (local - timedelta(days=1), local, local + timedelta(days=1)):
                slots = slots_on(medicine, day, zone)
                checked += len(slots)
                wanted = [judged(day, at, name) for at in TIMES]
                once = len({slot.at for slot in slots}) == len(slots) == len(TIMES)
                first_of_each = [s.at for s in slots if wanted.count(judged(day, s.planned, name)) == 1]
                alone = [at for at in wanted if wanted.count(at) == 1]
                if not once or first_of_each != alone or [s.amount for s in slots] != [d.amount for d in day_of_doses]:
                    wrong.append(f"{name} {day}")
    assert wrong == []
    assert checked > 15_000
