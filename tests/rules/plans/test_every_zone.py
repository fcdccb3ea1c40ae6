"""Every change of every zone from 2020 to 2040, with dateutil as an independent judge."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil import tz

from bot.plans.calendar import instant
from bot.plans.scalars import zones

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC)
TIMES = (time(0, 0), time(0, 30), time(1, 30), time(2, 30), time(12, 0), time(23, 30))


def changes() -> dict[tuple[datetime, ...], str]:
    """When the offset changes → one zone that has just these changes."""
    found: dict[tuple[datetime, ...], str] = {}
    weeks = [FIRST + timedelta(days=7 * number) for number in range((LAST - FIRST).days // 7)]
    for name in sorted(zones()):
        zone = ZoneInfo(name)
        offsets = [at.astimezone(zone).utcoffset() for at in weeks]
        changed = tuple(at for at, was, now in zip(weeks, offsets, offsets[1:], strict=False) if was != now)
        key = (*changed, FIRST + (offsets[0] or timedelta()))
        found.setdefault(key, name)
    return found


def judged(day: date, at: time, name: str) -> datetime:
    """The instant by dateutil: the first of a doubled time, the first minute that exists after a skipped one."""
    zone = tz.gettz(name)
    wall = datetime.combine(day, at)
    while not tz.datetime_exists(wall, zone):
        wall += timedelta(minutes=1)
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def test_every_change_of_every_zone_places_each_time_once() -> None:
    wrong: list[str] = []
    checked = 0
    for week_starts, name in changes().items():
        zone = ZoneInfo(name)
        for begins in week_starts[:-1]:
            days = [begins.date() + timedelta(days=number) for number in range(9)]
            noons = [instant(day, time(12), zone).astimezone(zone).utcoffset() for day in days]
            for day, was, now in zip(days[1:], noons, noons[1:], strict=False):
                for at in TIMES if was != now else ():
                    checked += 1
                    if instant(day, at, zone) != judged(day, at, name):
                        wrong.append(f"{name} {day} {at}")
    assert wrong == []
    assert checked > 5_000
