"""Which step an alert takes next, and when: no database, no clock."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot import config_files
from bot.caseload.programme import Cover, OpenHours, Weekday
from bot.errors import BadSettings
from bot.escalation.policy import (
    AlertTier,
    KeptPolicy,
    Level,
    StepKind,
    due_after,
    next_step,
    read_policies,
    step_at,
)

OPENED = datetime(2026, 12, 1, 20, 3, tzinfo=UTC)  # a Tuesday, 14:03 in Chicago
WEEK = tuple(Weekday)[:5]
CHICAGO = Cover(zone="America/Chicago", hours=(OpenHours(days=WEEK, opens=time(9), closes=time(17)),))
SHIPPED = read_policies(config_files.read_text("escalation.yaml"))


def kept(tier: AlertTier, cover: Cover = CHICAGO) -> KeptPolicy:
    return KeptPolicy(policy=SHIPPED.of(tier), cover=cover, number="911")


EMERGENCY, URGENT = kept(AlertTier.EMERGENCY), kept(AlertTier.URGENT)


def course(policy: KeptPolicy, steps: int, *, opened: datetime = OPENED) -> list[tuple[int, Level]]:
    """Minutes since opening and level of the first `steps` steps when every one is taken in time."""
    due, found = policy.earliest(opened), []
    for number in range(steps):
        step = step_at(policy.policy, number)
        found.append((round((due - opened).total_seconds() / 60), step.level))
        due = due_after(policy, step, due, due)
    return found


def test_emergency_goes_up_every_five_minutes() -> None:
    assert course(EMERGENCY, 3) == [(0, Level.ON_CALL), (5, Level.BACKUP), (10, Level.EVERYONE)]


def test_whole_team_is_told_every_quarter_for_two_hours() -> None:
    repeats = course(EMERGENCY, 11)[3:]

    assert [minutes for minutes, _ in repeats] == [25, 40, 55, 70, 85, 100, 115, 130]
    assert {level for _, level in repeats} == {Level.EVERYONE}


def test_then_it_is_exhausted_and_goes_on_hourly() -> None:
    assert step_at(EMERGENCY.policy, 11).kind is StepKind.EXHAUSTED
    assert [minutes for minutes, _ in course(EMERGENCY, 14)[11:]] == [145, 205, 265]


def test_emergencies_move_at_night_too() -> None:
    night = datetime(2026, 12, 6, 8, 0, tzinfo=UTC)  # Sunday, 2:00 in Chicago

    assert course(EMERGENCY, 2, opened=night)[0][0] == 0


def test_urgent_waits_for_opening_at_night() -> None:
    night = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)  # 2:00 in Chicago, opens at 9:00

    assert course(URGENT, 2, opened=night) == [(7 * 60, Level.ON_CALL), (8 * 60, Level.BACKUP)]


def test_urgent_clock_stops_when_the_programme_closes() -> None:
    late = datetime(2026, 12, 4, 22, 30, tzinfo=UTC)  # Friday, 16:30 in Chicago

    next_at = late + timedelta(minutes=course(URGENT, 2, opened=late)[1][0])

    assert next_at == datetime(2026, 12, 7, 15, 0, tzinfo=UTC)


def test_urgent_does_not_wait_where_nights_are_covered() -> None:
    covered = kept(AlertTier.URGENT, CHICAGO.model_copy(update={"covers_nights": True}))
    night = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)

    assert course(covered, 1, opened=night)[0][0] == 0


def test_urgent_does_not_wait_where_no_hours_are_known() -> None:
    unknown = kept(AlertTier.URGENT, Cover(zone="America/Chicago"))

    assert unknown.earliest(OPENED) == OPENED


def test_nothing_moves_before_its_time() -> None:
    due = OPENED + timedelta(minutes=5)

    assert next_step(EMERGENCY, 1, due, due - timedelta(seconds=1)) is None
    assert next_step(EMERGENCY, 1, due, due) is not None


def test_an_alert_that_waits_for_nothing_does_not_move() -> None:
    assert next_step(EMERGENCY, 1, None, OPENED + timedelta(days=9)) is None


def test_overdue_levels_follow_at_once_after_an_outage() -> None:
    due, back = OPENED + timedelta(minutes=5), OPENED + timedelta(hours=1)

    assert due_after(EMERGENCY, step_at(EMERGENCY.policy, 1), due, back) <= back


def test_overdue_repeats_are_one_repeat() -> None:
    due, back = OPENED + timedelta(minutes=25), OPENED + timedelta(hours=3)

    assert due_after(EMERGENCY, step_at(EMERGENCY.policy, 3), due, back) == back + timedelta(minutes=15)


def test_a_clock_that_went_back_does_not_stretch_the_wait() -> None:
    due, now = OPENED + timedelta(hours=5), OPENED

    assert due_after(EMERGENCY, step_at(EMERGENCY.policy, 0), due, now) == now + timedelta(minutes=5)


def test_kept_policy_reads_back_equal() -> None:
    assert KeptPolicy.model_validate_json(URGENT.model_dump_json()) == URGENT


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("at_night: true", "at_night: false"),
        ("{tell: everyone, wait: 15}", "{tell: backup, wait: 15}"),
        ("afterwards: 60 ", "afterwards: 0 "),
        ("version: 1", "verzion: 1"),
    ],
)
def test_a_policy_that_could_leave_an_alert_unread_stops_the_start(part: str, instead: str) -> None:
    text = config_files.read_text("escalation.yaml")
    assert part in text

    with pytest.raises(BadSettings):
        read_policies(text.replace(part, instead, 1))
