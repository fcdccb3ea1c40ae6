"""Closing windows: a moment that nobody answered is asked about once, however many windows close."""

import pytest

from bot.clock import MovableClock
from bot.reminders import unanswered
from bot.reminders.unanswered import Unanswered
from bot.storage.database import Database
from tests.stations.reminded import WINDOW, add, patient, rows


async def test_medicines_of_one_moment_are_asked_about_once_in_a_rush(
    database: Database, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More windows close than are looked at together."""
    monkeypatch.setattr(unanswered, "AT_ONCE", 1)
    async with database.transaction() as tx:
        person = await patient(tx, clock.now())
        for subject in ("one", "two", "three"):
            await add(tx, person, clock.now() - WINDOW, subject=subject, state="sent", not_before=clock.now() - WINDOW)
    station = Unanswered(database)
    for _ in range(3):
        await station.tick(clock.now())
    found = await rows(database)
    assert [row.state for row in found if row.kind == "dose"] == ["unanswered"] * 3
    assert len([row for row in found if row.kind == "late"]) == 1
