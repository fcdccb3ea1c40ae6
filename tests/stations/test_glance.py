"""One glance says who has something to do. What it costs: test_cost_of_ticks.py."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.ids import ChatId
from bot.reminders import claimed
from bot.reminders.planned import Planning
from bot.reminders.unanswered import Unanswered
from bot.sending import Outgoing
from bot.storage import inbox, outgoing
from bot.storage.database import Database, Transaction
from bot.storage.glance import Condition, Glance
from bot.storage.inbox import RawUpdate
from bot.storage.tables import people, reminders


def conditions(database: Database) -> Mapping[str, Condition]:
    return {
        "outgoing": outgoing.due,
        "inbox": inbox.due,
        "claimed": claimed.due,
        "planned": Planning(database, []).due,
        "unanswered": Unanswered(database).due,
    }


async def person(tx: Transaction, now: datetime, **more: object) -> int:
    given = {"role": "patient", "state": "active", "reminders_agreed": True, "created_at": now} | more
    return await tx.insert(people, **given | {"planned_until": now + timedelta(days=2)} | more)


async def reminder(tx: Transaction, now: datetime, *, state: str) -> None:
    due = now - timedelta(minutes=1)
    await tx.insert(
        reminders,
        person_id=await person(tx, now),
        kind="dose",
        subject="a",
        due_at=due,
        not_before=due,
        window_until=due,
        claimed_until=due if state == "claimed" else None,
        zone="UTC",
        state=state,
    )


async def message(tx: Transaction, now: datetime) -> None:
    await outgoing.add(tx, [Outgoing(chat_id=ChatId(5), text="a", key="a")], now, lease=None)


async def arrived(tx: Transaction, now: datetime) -> None:
    await inbox.receive(tx, [RawUpdate(update_id=1, chat_id=ChatId(5), raw="{}")], now)


async def test_on_a_quiet_day_nobody_is_woken(database: Database, clock: MovableClock) -> None:
    async with database.transaction() as tx:
        await person(tx, clock.now())
        await reminder(tx, clock.now() + timedelta(hours=2), state="planned")
    assert await Glance(database, conditions(database)).at(clock.now()) == frozenset()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("outgoing", message),
        ("inbox", arrived),
        ("claimed", lambda tx, now: reminder(tx, now, state="planned")),
        ("claimed", lambda tx, now: reminder(tx, now, state="claimed")),
        ("unanswered", lambda tx, now: reminder(tx, now, state="sent")),
        ("planned", lambda tx, now: person(tx, now, planned_until=None)),
        ("planned", lambda tx, now: person(tx, now, planned_until=now)),
    ],
)
async def test_who_has_something_to_do_is_woken(
    database: Database, clock: MovableClock, name: str, make: Callable[..., object]
) -> None:
    glance = Glance(database, conditions(database))
    await glance.at(clock.now())
    async with database.transaction() as tx:
        await make(tx, clock.now())  # type: ignore[misc]
    assert await glance.at(clock.now()) == {name}
