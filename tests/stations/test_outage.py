"""After a day in which nobody heard Telegram, staff are told that messages may be lost; once, and only then."""

from datetime import datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.escalation.outage import Listening, Outage
from bot.storage.database import Database
from tests.stations.staffed import Staffed, desk


class Stepping(MovableClock):
    """Steady time goes with the civil one, unless it is set."""

    def __init__(self, at: datetime) -> None:
        super().__init__(frozen_at=at)
        self.passed = 0.0

    def steady(self) -> float:
        return self.passed

    def passes(self, by: timedelta) -> None:
        self.move(by)
        self.passed += by.total_seconds()


@pytest.fixture
def time(clock: MovableClock) -> Stepping:
    return Stepping(clock.now())


@pytest.fixture
def programme(database: Database, time: Stepping) -> Staffed:
    return Staffed(database, time)


def station(programme: Staffed, time: Stepping, *, hears: bool = True) -> Outage:
    """As a new process has it."""
    return Outage(programme.database, desk(), time, lambda: hears)


async def tick(programme: Staffed, outage: Outage) -> int:
    ticked = await outage.tick(programme.now)
    await programme.sent(ticked.rows)
    return len(ticked.rows)


async def test_a_day_without_telegram_is_told_to_everybody_of_staff_once(programme: Staffed, time: Stepping) -> None:
    dana, eli = await programme.staff("Dana"), await programme.staff("Eli")
    await tick(programme, station(programme, time))
    time.passes(timedelta(hours=25))
    again = station(programme, time)

    assert [await tick(programme, again) for _ in range(3)] == [2, 0, 0]
    assert "may be lost" in programme.to(dana)[0]
    assert len(programme.to(eli)) == 1


async def test_an_outage_of_hours_loses_no_message_and_is_not_told(programme: Staffed, time: Stepping) -> None:
    await programme.staff("Dana")
    await tick(programme, station(programme, time))
    time.passes(timedelta(hours=20))
    assert await tick(programme, station(programme, time)) == 0


async def test_a_day_without_network_in_one_process_is_told(programme: Staffed, time: Stepping) -> None:
    await programme.staff("Dana")
    hears = [True]
    outage = Outage(programme.database, desk(), time, lambda: hears[0])
    await tick(programme, outage)
    hears[0] = False
    for _ in range(26):
        time.passes(timedelta(hours=1))
        assert await tick(programme, outage) == 0
    hears[0] = True
    assert await tick(programme, outage) == 1


async def test_a_clock_that_was_set_is_no_outage(programme: Staffed, time: Stepping) -> None:
    await programme.staff("Dana")
    outage = station(programme, time)
    await tick(programme, outage)
    time.move(timedelta(days=3))
    time.passed += 61
    assert await tick(programme, outage) == 0


async def test_a_gap_that_a_web_process_noticed_is_told_by_the_worker(programme: Staffed, time: Stepping) -> None:
    await programme.staff("Dana")
    await Listening(time).heard(programme.database)
    time.passes(timedelta(hours=30))
    await Listening(time).heard(programme.database)
    assert await tick(programme, station(programme, time, hears=False)) == 1
