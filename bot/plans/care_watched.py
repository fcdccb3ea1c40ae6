"""plans/care_watched: days of the aftercare that staff should not miss: nothing booked by day 5, 7 and 30 days after.

Belongs here: the station that opens these tasks once a day. Not here: appointments and what patients say of them
(reminders/visits.py, reminders/visit_answers.py).

It is the clinic's own plan, not something the patient said, so what they share does not matter. A plan without an
aftercare part is left alone: such a programme keeps it elsewhere.
Source: PRODUCT section 6 (PD): none booked by day 5 a task; 7- and 30-day follow-up clocks.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select

from bot.caseload import people, tasks
from bot.caseload.programme import Programme
from bot.caseload.tasks import TaskKind
from bot.ids import PersonId
from bot.plans import active
from bot.plans.aftercare import Service, ServiceState, VisitState
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.tables import people as people_table
from bot.storage.tables import plans

BOOKED_BY = 5
"""Days after the first day of the first plan."""
AFTER = {TaskKind.AFTER_7_DAYS: 7, TaskKind.AFTER_30_DAYS: 30}
"""Days after the last dose, or after a phase of care ended."""
SLACK = timedelta(days=3)
"""So many days later a task is still opened, after an outage."""
_BOOKED = frozenset({ServiceState.BOOKED, ServiceState.ONGOING, ServiceState.COMPLETED})


class CareWatched:
    """The station that looks once a day."""

    name = "plans.care_watched"

    def __init__(self, database: Database, programme: Programme) -> None:
        self._database = database
        self._zone = ZoneInfo(programme.zone)
        self._looked_on: date | None = None

    async def tick(self, now: datetime) -> Ticked:
        """The tasks of the programme's local day are open."""
        today = now.astimezone(self._zone).date()
        if self._looked_on == today:
            return Ticked()
        async with self._database.transaction() as tx:
            opened = await _none_booked(tx, today, now)
            for kind, days in AFTER.items():
                opened += await _after(tx, kind, today, days=days, now=now)
        self._looked_on = today
        return Ticked(counts={"tasks": opened} if opened else {})

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Tasks of days to come are not announced: they are of the day."""
        return ()


def is_booked(services: tuple[Service, ...]) -> bool:
    """Whether any of them has begun, or has a visit that is planned or was attended. Pure."""
    dated = (VisitState.PLANNED, VisitState.ATTENDED)
    return any(
        one.state in _BOOKED or bool(one.recurrence) or any(visit.state in dated for visit in one.visits)
        for one in services
    )


async def _none_booked(tx: Transaction, today: date, now: datetime) -> int:
    last = today - timedelta(days=BOOKED_BY)
    signed = ["active", "replaced", "cancelled"]
    other = plans.alias()
    earlier = exists().where(
        other.c.person_id == plans.c.person_id, other.c.state.in_(signed), other.c.starts_on < last - SLACK
    )
    rows = await tx.all(
        select(plans.c.person_id)
        .where(plans.c.state.in_(signed), plans.c.person_id.is_not(None), ~earlier)
        .where(plans.c.starts_on.between(last - SLACK, last))
        .distinct()
    )
    opened = 0
    for row in rows:
        person_id = PersonId(row.person_id)
        plan = await active.of_person(tx, person_id)
        if plan is None or not plan.plan.aftercare or is_booked(plan.plan.aftercare):
            continue
        opened += await _open(tx, person_id, TaskKind.NONE_BOOKED, today, subject="first", now=now)
    return opened


async def _after(tx: Transaction, kind: TaskKind, today: date, *, days: int, now: datetime) -> int:
    """Follow-up tasks of those whose last dose, or whose phase of care, was so many days ago."""
    last = today - timedelta(days=days)
    doses = select(plans.c.person_id, plans.c.ends_on.label("on")).where(
        plans.c.state == "active", plans.c.ends_on <= last, plans.c.ends_on >= last - SLACK
    )
    ended = people_table.c.phase_ended_on
    phases = select(people_table.c.id.label("person_id"), ended.label("on")).where(ended <= last, ended >= last - SLACK)
    rows = [*await tx.all(doses), *await tx.all(phases)]
    return sum([
        await _open(tx, PersonId(row.person_id), kind, today, subject=row.on.isoformat(), now=now) for row in rows
    ])  # fmt: skip


async def _open(
    tx: Transaction, person_id: PersonId, kind: TaskKind, today: date, *, subject: str, now: datetime
) -> int:
    person = await people.by_id(tx, person_id)
    if person is None:
        return 0
    return int(await tasks.open_task(tx, person, kind, due_on=today, subject=subject, now=now) is not None)
