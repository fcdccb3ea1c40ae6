"""What is worse than usual: the boundaries of the rule (FACTS 2.2)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.checkins.checkin import Answers, Checkin, CheckinState, Given
from bot.checkins.trend import (
    after_a_step,
    asks_for_a_task,
    by_day,
    is_worse,
    rose_two_days_running,
    usual,
    worse_signs,
)
from bot.ids import CheckinId, PersonId
from tests.rules.checkins.packs import TODAY, day, days, item
from tests.rules.plans import orders

CHICAGO = ZoneInfo("America/Chicago")
SIGNS = tuple(item(name) for name in ("stiffness", "anxiety", "sleep"))
NOON = datetime(2026, 12, 10, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("baseline", "value", "worse"),
    [
        (0, 1, False),
        (0, 2, True),
        (3, 4, False),
        (3, 5, True),
        (6, 7, False),
        (6, 8, True),
        (7, 9, False),  # 2 points, but less than 30 %
        (7, 10, True),
        (8, 10, False),  # 30 % above 8 is more than the scale has
        (10, 10, False),
    ],
)
def test_scale_needs_two_points_and_thirty_percent(baseline: int, value: int, worse: bool) -> None:
    known = usual(item("stiffness"), days("stiffness", *[baseline] * 7), TODAY)
    assert is_worse(item("stiffness"), value, known) is worse


@pytest.mark.parametrize(
    ("baseline", "value", "worse"), [(0, 1, False), (0, 2, True), (1, 2, True), (2, 2, False), (2, 3, True)]
)
def test_words_need_a_step_up_to_the_third(baseline: int, value: int, worse: bool) -> None:
    known = usual(item("anxiety"), days("anxiety", *[baseline] * 7), TODAY)
    assert is_worse(item("anxiety"), value, known) is worse


def test_usual_is_the_median_of_seven_days() -> None:
    assert usual(item("stiffness"), days("stiffness", 9, 9, 9, 1, 2, 3, 4, 5, 6, 7), TODAY) == 4


def test_today_is_not_part_of_usual() -> None:
    before = (*days("stiffness", 2, 2, 2), day(0, stiffness=10))
    assert usual(item("stiffness"), before, TODAY) == 2


def test_two_answers_are_no_usual() -> None:
    assert usual(item("stiffness"), days("stiffness", 2, 2), TODAY) is None


def test_nothing_is_worse_without_a_usual() -> None:
    assert not is_worse(item("stiffness"), 10, None)


def test_skipped_days_are_not_zeros() -> None:
    assert usual(item("stiffness"), days("stiffness", 6, None, 6, None, 6), TODAY) == 6


CALM = tuple(day(back, stiffness=2, anxiety=0, sleep=0) for back in range(3, 8))
RISING = (*CALM, day(2, stiffness=2, anxiety=0, sleep=0), day(1, stiffness=4, anxiety=1, sleep=1))
BAD = day(0, stiffness=6, anxiety=2, sleep=2)


def test_three_rising_signs_ask_for_a_task() -> None:
    assert asks_for_a_task(SIGNS, BAD, RISING, plan=None, now=NOON) == SIGNS


def test_two_worse_signs_ask_for_nothing() -> None:
    today = day(0, stiffness=6, anxiety=2, sleep=0)
    assert asks_for_a_task(SIGNS, today, RISING, plan=None, now=NOON) == ()


def test_three_signs_up_for_one_day_ask_for_nothing() -> None:
    before = (*CALM, day(2, stiffness=2, anxiety=0, sleep=0), day(1, stiffness=2, anxiety=0, sleep=0))
    assert asks_for_a_task(SIGNS, BAD, before, plan=None, now=NOON) == ()


def test_one_day_up_is_enough_within_72_hours_of_a_step() -> None:
    before = (*CALM, day(1, stiffness=2, anxiety=0, sleep=0))
    plan = orders.taper("80 60", days=8)  # the second step begins on 9 December
    assert asks_for_a_task(SIGNS, BAD, before, plan=plan, now=NOON) == SIGNS


def test_a_day_without_answer_breaks_a_rise() -> None:
    before = (*CALM, day(1, stiffness=4, anxiety=1, sleep=1))
    assert not rose_two_days_running(SIGNS, BAD, tuple(one for one in before if one.day != TODAY - timedelta(days=2)))


def test_craving_and_mood_are_no_mild_signs() -> None:
    before = tuple(day(back, craving=0, mood=0) for back in range(1, 8))
    assert worse_signs([item("craving"), item("mood")], day(0, craving=10, mood=3), before) == ()


@pytest.mark.parametrize(
    ("now", "after"),
    [
        (datetime(2026, 12, 9, 5, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 9, 6, 0, tzinfo=UTC), True),  # midnight in Chicago
        (datetime(2026, 12, 12, 6, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 12, 6, 1, tzinfo=UTC), False),
        (datetime(2026, 12, 17, 12, 0, tzinfo=UTC), True),  # the day after the last one
    ],
)
def test_a_step_counts_for_72_hours(now: datetime, after: bool) -> None:
    assert after_a_step(orders.taper("80 60", days=8), now) is after


def test_the_last_answer_of_a_day_counts() -> None:
    first = _checkin(datetime(2026, 12, 10, 15, tzinfo=UTC), stiffness=3, craving=1)
    second = _checkin(datetime(2026, 12, 10, 22, tzinfo=UTC), stiffness=6)
    (found,) = by_day([first, second], CHICAGO)
    assert (found.value("stiffness"), found.value("craving")) == (6, 1)


def test_days_are_the_persons_own() -> None:
    late = _checkin(datetime(2026, 12, 11, 4, tzinfo=UTC), stiffness=3)
    assert [one.day for one in by_day([late], CHICAGO)] == [date(2026, 12, 10)]


def test_an_opened_checkin_without_answer_is_no_day() -> None:
    assert by_day([_checkin(NOON)], CHICAGO) == ()


def _checkin(at: datetime, **values: int) -> Checkin:
    return Checkin(
        id=CheckinId(1),
        person_id=PersonId(1),
        pack="general",
        state=CheckinState.FINISHED,
        page=9,
        answers=Answers(items=tuple(values), given=tuple(Given(item=name, value=v) for name, v in values.items())),
        started_at=at,
        finished_at=at,
        message_id=None,
        reminder_id=None,
    )
