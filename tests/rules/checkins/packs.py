"""The shipped check-in files, and days of answers to test with."""

from datetime import date, timedelta
from functools import cache

from bot import house
from bot.checkins.checkin import Given
from bot.checkins.packs import Item, PackBook
from bot.checkins.trend import DayOfAnswers
from bot.house import House

TODAY = date(2026, 12, 10)


@cache
def shipped() -> House:
    return house.load()


def book() -> PackBook:
    return shipped().packs


def item(name: str) -> Item:
    found = book().item(name)
    assert found is not None
    return found


def day(back: int, **values: int | None) -> DayOfAnswers:
    """The day `back` days before TODAY."""
    given = tuple(Given(item=name, value=value) for name, value in values.items())
    return DayOfAnswers(day=TODAY - timedelta(days=back), given=given)


def days(name: str, *values: int | None) -> tuple[DayOfAnswers, ...]:
    """The days before TODAY with these values of one item, the last one yesterday; None: no answer."""
    count = len(values)
    return tuple(day(count - at, **{name: value}) for at, value in enumerate(values) if value is not None)
