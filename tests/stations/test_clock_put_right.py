"""A clock that ran ahead and came back: what it put off goes on, what it ended too early is open again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.clock_put_right import ClockPutRight
from bot.ids import ChatId
from bot.reminders.claimed import LEASE
from bot.sending import Outgoing, Unknown
from bot.storage import outgoing
from bot.storage.tables import alerts, reminders
from bot.storage.tables import outgoing as outgoing_table
from tests.stations.staffed import Staffed

HOURS = timedelta(hours=6)


class StandingStill(MovableClock):
    """Steady time stands still: every move of the civil clock is a jump."""

    passed = 0.0

    def steady(self) -> float:
        return self.passed


@pytest.fixture
def jumping(clock: MovableClock) -> StandingStill:
    return StandingStill(frozen_at=clock.now())


@pytest.fixture
async def station(database: Any, jumping: StandingStill) -> ClockPutRight:
    """It has seen the right clock, then one that is six hours ahead."""
    watching = ClockPutRight(database, jumping)
    await watching.tick(jumping.now())
    jumping.move(HOURS)
    await watching.tick(jumping.now())
    return watching


async def back(station: ClockPutRight, clock: StandingStill) -> None:
    clock.move(-HOURS)
    await station.tick(clock.now())


async def reminder(programme: Staffed, due_at: datetime, **values: Any) -> int:
    ana = await programme.patient()
    row = {"state": "planned", "not_before": due_at, "window_until": due_at + timedelta(hours=2)} | values
    async with programme.database.transaction() as tx:
        return await tx.insert(reminders, person_id=ana.id, kind="dose", subject="s", due_at=due_at, zone="UTC", **row)


async def row_of(programme: Staffed, number: int) -> Any:
    async with programme.database.reading() as tx:
        return await tx.first(select(reminders).where(reminders.c.id == number))


@pytest.fixture
def programme(database: Any, jumping: StandingStill) -> Staffed:
    return Staffed(database, jumping)


async def test_a_dose_that_was_called_too_late_is_planned_again(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    at = jumping.now() - HOURS + timedelta(hours=1)
    ended = await reminder(programme, at, state="dropped", reason="too late", ended_at=jumping.now())
    await back(station, jumping)
    row = await row_of(programme, ended)
    assert (row.state, row.not_before, row.ended_at) == ("planned", at, None)


async def test_a_dose_ended_too_early_by_a_program_that_died_is_planned_again(
    programme: Staffed, jumping: StandingStill
) -> None:
    """Whoever starts now has never seen the wrong clock."""
    at = jumping.now() + timedelta(hours=1)
    ended = await reminder(programme, at, state="dropped", reason="too late", ended_at=jumping.now() + HOURS)
    await ClockPutRight(programme.database, jumping).tick(jumping.now())
    row = await row_of(programme, ended)
    assert (row.state, row.not_before, row.ended_at) == ("planned", at, None)


async def test_a_dose_whose_window_is_over_stays_dropped(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    ended = await reminder(programme, jumping.now() - HOURS * 2, state="dropped", reason="too late")
    await back(station, jumping)
    assert (await row_of(programme, ended)).state == "dropped"


async def test_a_reminder_put_off_by_the_wrong_clock_is_tried_now(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    soon = jumping.now() + timedelta(seconds=5)
    put_off = await reminder(programme, jumping.now() - HOURS, not_before=soon, reason="too many requests")
    snoozed = await reminder(programme, jumping.now() - HOURS, not_before=soon)
    await back(station, jumping)
    assert (await row_of(programme, put_off)).not_before == jumping.now()
    assert (await row_of(programme, snoozed)).not_before == soon


async def test_a_reminder_tried_before_its_time_is_told_at_its_time(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    due_at = jumping.now() - timedelta(minutes=5)
    tried = await reminder(programme, due_at, not_before=jumping.now() + timedelta(seconds=5), reason="unknown outcome")
    await back(station, jumping)
    assert (await row_of(programme, tried)).not_before == due_at


async def test_guidance_put_off_by_the_wrong_clock_is_repeated_now(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    dana = await programme.staff("Dana")
    assert dana.chat_id is not None
    async with programme.database.transaction() as tx:
        rows = await outgoing.add(tx, [Outgoing(chat_id=dana.chat_id, text="Call 911", key="k")], jumping.now())
        await outgoing.record(tx, [(rows[0].id, Unknown(reason="timed out"))], jumping.now())
    await back(station, jumping)
    async with programme.database.transaction() as tx:
        assert [row.copies for row in await outgoing.claim(tx, jumping.now(), limit=5)] == [1]


async def test_no_claim_holds_longer_than_its_lease(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    dana = await programme.staff("Dana")
    assert dana.chat_id is not None
    async with programme.database.transaction() as tx:
        await outgoing.add(tx, [Outgoing(chat_id=dana.chat_id, text="Call 911", key="k")], jumping.now())
    await back(station, jumping)
    async with programme.database.reading() as tx:
        assert await tx.value(select(outgoing_table.c.claimed_until)) == jumping.now() + LEASE


async def test_an_alert_of_the_wrong_time_moves_by_the_right_clock(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    await programme.staff("Dana")
    await programme.alert(await programme.patient())
    await programme.tick(minutes=0)
    await back(station, jumping)
    async with programme.database.reading() as tx:
        assert await tx.value(select(alerts.c.next_at)) == jumping.now() + timedelta(minutes=5)


async def test_a_clock_that_stays_ahead_for_a_day_is_believed(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    at = jumping.now() - HOURS + timedelta(hours=1)
    ended = await reminder(programme, at, state="dropped", reason="too late")
    jumping.passed += 90_000
    await station.tick(jumping.now() + timedelta(seconds=90_000))
    await back(station, jumping)
    assert (await row_of(programme, ended)).state == "dropped"


async def test_a_small_step_before_does_not_hide_the_great_one(
    programme: Staffed, jumping: StandingStill, database: Any
) -> None:
    watching = ClockPutRight(database, jumping)
    for by in (timedelta(), timedelta(minutes=2), HOURS):
        jumping.move(by)
        await watching.tick(jumping.now())
    at = jumping.now() - HOURS + timedelta(hours=1)
    ended = await reminder(programme, at, state="dropped", reason="too late")
    await back(watching, jumping)
    assert (await row_of(programme, ended)).state == "planned"


async def test_a_question_of_tomorrow_is_not_put_today(
    programme: Staffed, jumping: StandingStill, station: ClockPutRight
) -> None:
    before, wrong, day = jumping.now() - HOURS, jumping.now(), timedelta(days=1)
    async with programme.database.transaction() as tx:
        for key, made_at in (("before", before), ("meanwhile", wrong)):
            message = Outgoing(chat_id=ChatId(7), text="How are you now?", key=key)
            await outgoing.add(tx, [message], made_at, lease=None, due_at=made_at + day)
    await back(station, jumping)
    async with programme.database.reading() as tx:
        assert {row.due_at for row in await tx.all(select(outgoing_table.c.due_at))} == {before + day}


@pytest.mark.parametrize(("seconds", "state"), [(60.0, "planned"), (90_000.0, "dropped")])
async def test_a_clock_that_was_ahead_at_the_start_is_put_right_soon_after_it_or_never(
    programme: Staffed, jumping: StandingStill, database: Any, seconds: float, state: str
) -> None:
    watching = ClockPutRight(database, jumping)
    await watching.tick(jumping.now())
    at = jumping.now() - timedelta(hours=5)
    ended = await reminder(programme, at, state="dropped", reason="too late", ended_at=jumping.now())
    jumping.passed += seconds
    jumping.move(timedelta(seconds=seconds))
    await back(watching, jumping)
    assert (await row_of(programme, ended)).state == state
