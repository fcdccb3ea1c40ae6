"""The daily prompt stands at the person's wall-clock time, once a day, through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.ids import PersonId
from bot.reminders.checkin_daily import prompt, prompt_days

ANA = PersonId(1)
NINE = time(9)


@pytest.mark.parametrize("zone", ["America/Chicago", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kolkata"])
@pytest.mark.parametrize("at", [time(0, 0), time(1, 30), time(2, 30), NINE, time(23, 30)])
def test_a_year_has_one_prompt_a_day_in_order(zone: str, at: time) -> None:
    days = [date(2027, 1, 1) + timedelta(days=ahead) for ahead in range(365)]
    instants = [prompt(ANA, day, at, ZoneInfo(zone)).due_at for day in days]
    assert instants == sorted(set(instants))
    assert [one.astimezone(ZoneInfo(zone)).date() for one in instants] == days


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [(date(2027, 3, 13), 15), (date(2027, 3, 14), 14), (date(2027, 11, 6), 14), (date(2027, 11, 7), 15)],
)
def test_nine_stays_nine_when_clocks_change(day: date, utc_hour: int) -> None:
    assert prompt(ANA, day, NINE, ZoneInfo("America/Chicago")).due_at == datetime.combine(day, time(utc_hour), UTC)


def test_a_prompt_closes_an_hour_before_the_next() -> None:
    one = prompt(ANA, date(2026, 12, 1), NINE, ZoneInfo("America/Chicago"))
    assert one.window_until == datetime(2026, 12, 2, 14, tzinfo=UTC)


def test_a_day_that_had_its_prompt_gets_no_second() -> None:
    start = datetime(2026, 12, 1, 12, tzinfo=UTC)
    days = prompt_days(start, start + timedelta(days=2), ZoneInfo("UTC"), every=1, last=date(2026, 12, 1))
    assert days == (date(2026, 12, 2), date(2026, 12, 3))


def test_weekly_prompts_are_seven_days_apart() -> None:
    start = datetime(2026, 12, 1, 12, tzinfo=UTC)
    days = prompt_days(start, start + timedelta(days=20), ZoneInfo("UTC"), every=7, last=date(2026, 11, 30))
    assert days == (date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21))
