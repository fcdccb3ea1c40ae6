"""reminders/planned: wanted reminders are written down, 48 hours ahead, each once.

Belongs here: planning, planning anew when something changed, taking planned ones back, and the station that does it
for everybody whose time runs short. Not here: what is wanted (wanted.py and the planners), sending (dispatcher.py).

Planning anew deletes and inserts only `planned` rows that nobody ever tried to send. A slot that was claimed, sent or
answered is never planned again: its row is there, and its key is taken.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, bindparam, delete, or_, select, update

from bot import logs
from bot.caseload import people
from bot.caseload.people import COLUMNS, Person, PersonState, from_row
from bot.ids import PersonId
from bot.reminders.due import DropReason
from bot.reminders.wanted import HORIZON, LOOK_BACK, REPLAN_BEFORE, Kind, Wanted
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.glance import Instants, has_come
from bot.storage.tables import people as people_table
from bot.storage.tables import reminders

log = logs.get(__name__)

AT_ONCE = 50
"""People planned in one transaction: short enough that a cry for help does not wait for it."""
_WANTED = (people_table.c.state == PersonState.ACTIVE.value, people_table.c.reminders_agreed.is_(True))


class Planner(Protocol):
    """Knows what is wanted for a person. One for doses, one for check-ins, …"""

    kinds: frozenset[Kind]

    async def wanted(self, tx: Transaction, person: Person, start: datetime, end: datetime) -> Sequence[Wanted]:
        """Everything of `kinds` with start <= due_at < end."""
        ...


async def plan(tx: Transaction, wanted: Sequence[Wanted]) -> int:
    """All of `wanted` are planned; those that exist in whatever state stay as they are. Returns how many are new."""
    rows = [
        {
            "person_id": one.person_id,
            "kind": one.kind.value,
            "subject": one.subject,
            "due_at": one.due_at,
            "zone": one.zone,
            "plan_id": one.plan_id,
            "state": "planned",
            "not_before": one.due_at,
            "window_until": one.window_until,
            "message_id": one.message_id,
        }
        for one in wanted
    ]
    if not rows:
        return 0
    return len(await tx.insert_missing(reminders, rows, key=("person_id", "kind", "subject", "due_at")))


_DROPPED = (
    update(reminders)
    .where(
        reminders.c.person_id == bindparam("person"),
        reminders.c.state == "planned",
        reminders.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .values(state="dropped", reason=bindparam("why"), ended_at=bindparam("at"))
)
_DROPPED_OF = _DROPPED.where(reminders.c.subject == bindparam("about"))


async def drop(
    tx: Transaction,
    person_id: PersonId,
    now: datetime,
    *,
    kinds: Collection[Kind],
    subject: str | None = None,
    reason: str = DropReason.NOT_NEEDED,
) -> int:
    """Planned reminders of these kinds (and this subject) are dropped with `reason`; returns how many."""
    given = {"person": person_id, "kinds": [kind.value for kind in kinds], "why": str(reason), "at": now}
    if subject is None:
        return (await tx.run(_DROPPED, given)).rowcount
    return (await tx.run(_DROPPED_OF, given | {"about": subject})).rowcount


async def replan(tx: Transaction, person: Person, planners: Sequence[Planner], now: datetime) -> int:
    """The next 48 hours of `person` are planned as everything stands now; returns how many reminders are new.

    What was missed while nothing ran is planned too (at most LOOK_BACK), so that it gets an end of its own.
    """
    start = max(person.planned_until, now - LOOK_BACK) if person.planned_until else now
    end = now + HORIZON
    wanted: list[Wanted] = []
    for planner in planners:
        wanted += await planner.wanted(tx, person, min(start, now), end)
    await _forget_unwanted(tx, person, planners, wanted, now)
    await _refresh(tx, person, wanted)
    new = await plan(tx, wanted)
    await people.change(tx, person.id, planned_until=end)
    return new


async def _forget_unwanted(
    tx: Transaction, person: Person, planners: Sequence[Planner], wanted: Sequence[Wanted], now: datetime
) -> None:
    kinds = {kind.value for planner in planners for kind in planner.kinds}
    keep = {one.key for one in wanted}
    rows = await tx.all(
        select(reminders.c.id, reminders.c.kind, reminders.c.subject, reminders.c.due_at).where(
            reminders.c.person_id == person.id,
            reminders.c.due_at >= now,
            reminders.c.state == "planned",
            reminders.c.copies == 0,
            reminders.c.kind.in_(kinds),
        )
    )
    gone = [row.id for row in rows if (row.kind, row.subject, row.due_at) not in keep]
    if gone:
        await tx.run(delete(reminders).where(reminders.c.id.in_(gone)))


_KNOWN = ("id", "kind", "subject", "due_at", "plan_id", "moved_to")


async def _refresh(tx: Transaction, person: Person, wanted: Sequence[Wanted]) -> None:
    """Planned rows that stay belong to the newest revision and have its window."""
    ordered = {one.key: one for one in wanted if one.plan_id is not None}
    if not ordered:
        return
    instants = [one.due_at for one in ordered.values()]
    # With the instants beside it SQLite finds them by person; by state alone it looks at everything that is planned.
    rows = await tx.all(
        select(
            reminders.c.id,
            reminders.c.kind,
            reminders.c.subject,
            reminders.c.due_at,
            reminders.c.plan_id,
            reminders.c.moved_to,
        ).where(
            reminders.c.person_id == person.id,
            reminders.c.due_at.between(min(instants), max(instants)),
            reminders.c.state == "planned",
        )
    )
    for row in rows:
        one = ordered.get((row.kind, row.subject, row.due_at))
        if one is not None and one.plan_id != row.plan_id:
            values: dict[str, Any] = {"plan_id": one.plan_id, "window_until": one.window_until}
            if row.moved_to is not None:  # what the order before allowed
                values |= {"moved_to": None, "not_before": one.due_at}
            same = reminders.c.id == row.id, reminders.c.state == "planned"
            await tx.run(update(reminders).where(*same).values(**values))


class Planning:
    """The station that keeps everybody planned ahead."""

    name = "reminders.planned"

    def __init__(self, database: Database, planners: Sequence[Planner]) -> None:
        self._database = database
        self.planners = tuple(planners)

    def due(self, at: Instants) -> ColumnElement[bool]:
        """See `stations.Foreseeing`."""
        until = people_table.c.planned_until
        never = select(people_table.c.id).where(*_WANTED, until.is_(None)).order_by(until).limit(1)
        return or_(never.scalar_subquery().is_not(None), has_come(until, at.after(REPLAN_BEFORE), *_WANTED))

    async def tick(self, now: datetime) -> Ticked:
        """Everybody active whose planned time is shorter than 24 hours is planned 48 hours ahead."""
        new = seen = 0
        for short in _short_of_time(now):
            while True:
                async with self._database.reading() as tx:
                    if await tx.value(short.limit(1)) is None:
                        break
                async with self._database.transaction() as tx:
                    rows = await tx.all(short.limit(AT_ONCE))
                    for row in rows:
                        new += await replan(tx, from_row(row), self.planners, now)
                seen += len(rows)
        if not seen:
            return Ticked()
        return Ticked(counts={"people": seen, "planned": new})

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Planning itself is nothing anybody waits for."""
        return ()


def _short_of_time(now: datetime) -> tuple[Select[Any], Select[Any]]:
    """Those never planned, and those whose planned time runs short. Two questions, each in the order of the index:
    otherwise one of the databases looks at everybody to find the few, or that there is none."""
    until = people_table.c.planned_until
    wanted = select(*COLUMNS).where(*_WANTED).order_by(until)
    return wanted.where(until.is_(None)), wanted.where(until <= now + REPLAN_BEFORE)
