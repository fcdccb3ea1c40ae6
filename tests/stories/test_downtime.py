"""After minutes, hours and days in which nothing ran: what was missed is told, asked or said to be lost."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.demo.botapi.server import LocalBotApi
from tests.stories.test_doses import DANA, on_plan
from tests.world import program

pytestmark = pytest.mark.both_databases

WRITTEN = "I had a seizure"


@pytest.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi(clock=clock) as api:
        yield api


async def down_for(
    telegram: LocalBotApi, url: str, clock: MovableClock, off: timedelta, *, written: timedelta
) -> list[str]:
    """The program stops just before 8:00 and begins again `off` later. Ana writes of danger after `written`. What she
    read since."""
    async with program(url, clock, api=telegram) as before:
        ana = await on_plan(before)
    read = len(ana.from_bot())
    clock.move(written)
    ana.text(WRITTEN)
    clock.move(off - written)
    telegram.phone(DANA).text("/help")
    async with program(url, clock, api=telegram) as after:
        await after.settled()
        for _ in range(2):
            await after.run_for(minutes=1)
    return [message.text for message in ana.from_bot()[read:]]


def told_of_loss(telegram: LocalBotApi) -> int:
    return sum("may be lost" in message.text for message in telegram.phone(DANA).from_bot())


async def test_after_minutes_the_dose_is_told_and_danger_guided(
    telegram: LocalBotApi, sqlite_url: str, clock: MovableClock
) -> None:
    said = await down_for(telegram, sqlite_url, clock, timedelta(minutes=10), written=timedelta(minutes=2))
    assert any("911" in text for text in said)
    assert sum("8:00" in text for text in said) == 1
    assert told_of_loss(telegram) == 0


async def test_after_hours_danger_is_guided_and_nothing_is_said_to_be_lost(
    telegram: LocalBotApi, sqlite_url: str, clock: MovableClock
) -> None:
    said = await down_for(telegram, sqlite_url, clock, timedelta(hours=9), written=timedelta(hours=1))
    assert any("911" in text for text in said)
    assert told_of_loss(telegram) == 0


async def test_after_two_days_staff_learn_that_messages_may_be_lost(
    telegram: LocalBotApi, sqlite_url: str, clock: MovableClock
) -> None:
    said = await down_for(telegram, sqlite_url, clock, timedelta(days=2), written=timedelta(hours=1))
    assert not any("911" in text for text in said)  # Telegram does not keep it for so long
    assert told_of_loss(telegram) == 1
    assert sum("could not remind you" in text for text in said) == 1, said
