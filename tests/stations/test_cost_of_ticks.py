"""What a tick costs depends on what is due, not on how many patients there are, nor on how long it has run.

Every station and chore of the program is woken among a few thousand patients with a history, and each statement it asks
is asked once more with the database counting: SQLite its steps, PostgreSQL (EXPLAIN ANALYZE) the rows it looked at.
"""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, event, insert, text, update

from bot.bench.town import Doses, settle
from bot.clock import MovableClock
from bot.storage.database import Dialect
from bot.storage.tables import alerts, inbox, outgoing, people, reminders, reports, second_notices, tasks
from tests.world import ProgramWorld, program

PATIENTS = 2000
STEPS_AT_MOST = 5000
"""Of SQLite's machine, a statement. Looking at every patient takes more than 10,000."""
ROWS_AT_MOST = 200
"""Looked at by PostgreSQL, a statement."""
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as the driver got it."""

    statement: str
    values: Any

    def __str__(self) -> str:
        return " ".join(self.statement.split())


@pytest.fixture
async def town(database_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    """Patients with plans, reminders told and to come, messages, reports and closed alerts; nothing of it is due."""
    async with program(database_url, clock) as world:
        now = clock.now()
        await settle(world.database, Doses(times=[now + timedelta(hours=6)]), count=PATIENTS, now=now)
        async with world.database.transaction() as tx:
            for table, rows in _history(now - timedelta(days=30)):
                await tx.run(insert(table), rows)
            no_wish = update(people).where(people.c.id % 2 == 1)
            await tx.run(no_wish.values(reminders_agreed=False, planned_until=None))
            if tx.dialect is Dialect.POSTGRESQL:  # as autovacuum does; SQLite goes without, as in real life
                await tx.run(text("ANALYZE"))
        world.phone(1)
        yield world


def _history(at: datetime) -> list[tuple[Table, list[dict[str, Any]]]]:
    """What everybody has behind them."""
    told = {"zone": "UTC", "due_at": at, "not_before": at, "sent_at": at, "window_until": at}
    told |= {"subject": lambda n: f"s{n}", "person_id": lambda n: n}
    done = {"state": "handled", "handled_at": at, "update_id": lambda n: n, "chat_id": lambda n: n}
    said = {"state": "sent", "lane": 4, "method": "sendMessage", "key": lambda n: f"k{n}", "chat_id": lambda n: n}
    report = {"person_id": lambda n: n, "chat_id": lambda n: n, "source": "text", "update_key": lambda n: f"u{n}"}
    alert = {"person_id": lambda n: n, "report_id": lambda n: n, "tier": "urgent", "state": "closed"}
    notice = {"key": lambda n: f"a{n}", "way": "email", "state": "sent", "ended_at": at}
    task = {"person_id": lambda n: n, "kind": "arrival", "due_on": at.date(), "state": "done", "done_at": at}
    return [
        (reminders, _rows(told, kind="dose", state="answered", ended_at=at)),
        (reminders, _rows(told, kind="nudge", state="sent")),
        (inbox, _rows(done, received_at=at)),
        (outgoing, _rows(said, due_at=at, created_at=at)),
        (reports, _rows(report, tier="urgent", state="guided", shared="escalated", at=at)),
        (alerts, _rows(alert, opened_at=at, closed_at=at)),
        (second_notices, _rows(notice, due_at=at, created_at=at)),
        (tasks, _rows(task, created_at=at)),
    ]


def _rows(one: Mapping[str, Any], **more: Any) -> list[dict[str, Any]]:
    """A row for each patient; what is a function is called with the patient's number."""
    values = {**one, **more}.items()
    return [{name: give(n) if callable(give) else give for name, give in values} for n in range(1, PATIENTS + 1)]


async def a_few_are_due(world: ProgramWorld) -> None:
    """Three doses, three windows that closed, three people whose plan runs short, three messages, one inbox row."""
    now = world.clock.now()
    few = [PATIENTS - 2, PATIENTS - 1, PATIENTS]
    async with world.database.transaction() as tx:
        theirs = reminders.c.person_id.in_(few)
        soon = reminders.c.due_at.between(now, now + timedelta(hours=12))
        await tx.run(update(reminders).where(theirs, soon).values(not_before=now, due_at=now))
        await tx.run(update(reminders).where(theirs, reminders.c.state == "answered").values(state="sent"))
        await tx.run(update(people).where(people.c.id.in_(few)).values(planned_until=now))
        await tx.run(update(people).where(people.c.id == 1).values(reminders_agreed=True))
        await tx.run(update(outgoing).where(outgoing.c.id.in_(few)).values(state="claimed", claimed_until=now))
        await tx.run(update(alerts).where(alerts.c.id.in_(few)).values(state="opened", next_at=now))
        await tx.run(update(inbox).where(inbox.c.id == 1).values(state="received", raw="{}"))


@contextmanager
def listened() -> Iterator[list[Asked]]:
    """Everything that is asked meanwhile, each statement once."""
    heard: dict[str, Asked] = {}

    def hear(_c: Connection, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            heard.setdefault(statement, Asked(statement, values[0] if many else values))

    found: list[Asked] = []
    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
        found += heard.values()


async def woken(world: ProgramWorld) -> None:
    """The glance, and then every station and every chore, whatever it said."""
    await world.app.ticks.once()
    for pulse in world.app.ticks.pulses:
        await pulse.station.tick(world.clock.now())
    for chore in world.app.ticks.chores:
        await chore.job()
    await world.app.worker.drained()
    await world.app.outbox.drained()


async def too_dear(world: ProgramWorld, asked: list[Asked]) -> list[str]:
    """Those of `asked` that look at more than what is due, each with its cost and its plan."""
    if world.database.dialect is Dialect.SQLITE:
        return [line for one in asked if (line := _steps_of(str(world.database._path), one))]
    return [line for one in asked if (line := await _rows_of(world, one))]


def _steps_of(path: str, asked: Asked) -> str:
    connection = sqlite3.connect(path, isolation_level=None)
    hundreds = 0

    def count() -> int:
        nonlocal hundreds
        hundreds += 1
        return 0

    try:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked.statement}", asked.values)]
        connection.execute("BEGIN")
        connection.set_progress_handler(count, _AT_ONCE)
        connection.execute(asked.statement, asked.values).fetchall()
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
    finally:
        connection.close()
    return f"{hundreds * _AT_ONCE} steps: {asked}\n{plan}" if hundreds * _AT_ONCE > STEPS_AT_MOST else ""


async def _rows_of(world: ProgramWorld, asked: Asked) -> str:
    async with world.database._begun(world.database._readers) as connection:
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {asked.statement}"
        [[plan]] = (await connection.exec_driver_sql(explain, asked.values)).all()
        await connection.rollback()
        await connection.begin()
    rows = _looked_at(plan[0]["Plan"])
    return f"{rows} rows: {asked}\n{plan}" if rows > ROWS_AT_MOST else ""


def _looked_at(node: Mapping[str, Any]) -> float:
    removed = sum(value for name, value in node.items() if name.startswith("Rows Removed"))
    own = (node["Actual Rows"] + removed) * node["Actual Loops"]
    return float(own + sum(_looked_at(part) for part in node.get("Plans", [])))


async def quiet(world: ProgramWorld) -> None:
    """Nothing is due."""


@pytest.mark.parametrize("what", [quiet, a_few_are_due])
async def test_a_tick_looks_only_at_what_is_due(
    town: ProgramWorld, what: Callable[[ProgramWorld], Awaitable[None]]
) -> None:
    await what(town)
    with listened() as asked:
        await woken(town)
    assert len(asked) > 15
    dear = await too_dear(town, asked)
    assert not dear, "\n\n".join(dear)


async def test_a_start_looks_only_at_what_a_crash_left(town: ProgramWorld) -> None:
    await town.app.stop()
    with listened() as asked:
        await town.app.start(polling=False)
    mine = [one for one in asked if "people.chat_id >" not in str(one)]  # filling memory reads everybody, in the end
    dear = await too_dear(town, mine)
    assert not dear, "\n\n".join(dear)
