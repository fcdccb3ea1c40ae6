"""caseload/arrived: a test message that nobody tapped in a day becomes a task for the case manager.

Belongs here: noticing it. Not here: sending the test and its answer (enrolled.py, chat/handlers/joining.py).
Only for people who share their answers: for others nothing said or unsaid makes a task.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, select

from bot.caseload.people import COLUMNS, from_row
from bot.caseload.permissions import Role
from bot.caseload.person import PersonState
from bot.caseload.programme import Programme
from bot.caseload.sharing import Sharing
from bot.caseload.tasks import TaskKind, open_task
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.tables import people, tasks

WAITS = timedelta(days=1)
"""Source: PRODUCT section 1."""


class Arrivals:
    """The station that looks for test messages nobody saw."""

    name = "caseload.arrived"

    def __init__(self, database: Database, programme: Programme) -> None:
        self._database = database
        self._zone = ZoneInfo(programme.zone)
        self._looked_at: datetime | None = None
        self._look_at: datetime | None = None

    async def tick(self, now: datetime) -> Ticked:
        """Each unseen test message older than a day has its task. Who joins from now on has a whole day, so until the
        earliest one we know of there is nothing to look for."""
        if self._looked_at is not None and self._look_at is not None and self._looked_at <= now < self._look_at:
            return Ticked()
        async with self._database.reading() as tx:
            earliest = await tx.value(select(func.min(people.c.arrival_sent_at)).where(_waiting()))
        if earliest is None or earliest + WAITS > now:
            self._looked_at, self._look_at = now, now + WAITS if earliest is None else earliest + WAITS
            return Ticked()
        made = await self._make_tasks(now)
        return Ticked(counts={"tasks": made})

    async def _make_tasks(self, now: datetime) -> int:
        today = now.astimezone(self._zone).date()
        async with self._database.transaction() as tx:
            found = await tx.all(select(*COLUMNS).where(_waiting(), people.c.arrival_sent_at <= now - WAITS))
            for row in found:
                await open_task(tx, from_row(row), TaskKind.ARRIVAL, due_on=today, now=now)
        return len(found)

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """When each unseen test message becomes a task."""
        found = await tx.all(
            select(people.c.id, people.c.arrival_sent_at)
            .where(_waiting())
            .order_by(people.c.arrival_sent_at)
            .limit(limit)
        )
        return tuple(
            Upcoming(at=row.arrival_sent_at + WAITS, person=row.id, key="upcoming-arrival-task") for row in found
        )


def _waiting() -> ColumnElement[bool]:
    """People whose test message is out and unseen, and who have no task about it yet."""
    known = exists().where(tasks.c.person_id == people.c.id, tasks.c.kind == TaskKind.ARRIVAL.value)
    return and_(
        people.c.role == Role.PATIENT.value,
        people.c.state == PersonState.ACTIVE.value,
        people.c.arrival_sent_at.is_not(None),
        people.c.arrival_seen_at.is_(None),
        people.c.sharing == Sharing.YES.value,
        ~known,
    )
