"""In two zones, through both changes of the clocks: each dose once, at the wall-clock time it was ordered for."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.caseload import people
from bot.caseload.permissions import Role
from bot.clock import MovableClock
from bot.ids import ChatId
from bot.storage.tables import reminders
from tests import joined, ordered
from tests.world import program

DANA, ANA = 501, 502
ORDERED = ("1:30", "2:30", "8:00")
"""Times in the hour that is skipped in spring and comes twice in autumn, and an ordinary one."""
CHANGES = [
    ("America/Chicago", "2027-03-14", {"1:30": 3, "2:30": 2, "3:00": 1, "8:00": 3}),
    ("America/Chicago", "2027-11-07", {"1:30": 3, "2:30": 3, "8:00": 3}),
    ("Europe/Madrid", "2027-03-28", {"1:30": 3, "2:30": 2, "3:00": 1, "8:00": 3}),
    ("Europe/Madrid", "2027-10-31", {"1:30": 3, "2:30": 3, "8:00": 3}),
]
"""Zone, the day of the change, and how often each wall-clock time must be told from the day before to the day after.
A skipped time is told at the first valid minute after the gap."""


@pytest.mark.parametrize(("zone", "day", "wanted"), CHANGES)
async def test_each_dose_comes_once_at_its_wall_clock_time(
    sqlite_url: str, zone: str, day: str, wanted: dict[str, int]
) -> None:
    change = datetime.fromisoformat(day).replace(tzinfo=UTC)
    first, last = (change + timedelta(days=days) for days in (-1, 1))
    doses = ", ".join(f"{at}: 5 mg" for at in ORDERED)
    plan = ordered.plan_file(ordered.medicine((f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}", doses), window=30), zone=zone)
    async with program(sqlite_url, MovableClock(frozen_at=first - timedelta(hours=12))) as world:
        dana = await joined.staff(world, DANA, "Dana", Role.CASE_MANAGER)
        await joined.patient(world, dana, ANA)
        async with world.database.transaction() as tx:
            person = await people.by_chat(tx, ChatId(ANA))
            assert person is not None
            await ordered.sign(tx, world.app.house, person.id, plan, world.clock.now())
        await world.run_until(last + timedelta(days=1, hours=12))
        async with world.database.reading() as tx:
            rows = await tx.all(select(reminders.c.due_at, reminders.c.sent_at).where(reminders.c.kind == "dose"))

    told = Counter(row.due_at.astimezone(ZoneInfo(zone)).strftime("%-H:%M") for row in rows)
    assert told == wanted
    assert all(row.sent_at is not None and abs(row.sent_at - row.due_at) < timedelta(seconds=2) for row in rows)
