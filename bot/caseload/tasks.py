"""caseload/tasks: something a case manager should do, with a day.

Belongs here: opening a task once, doing it, reading open ones. Not here: why there is one (each room), the order in
which staff see them (worklist.py), alerts (escalation/).

Sharing: what a patient said or did not say makes a task only where they share everything. What the clinic itself set
(a plan that ends, a new plan that is needed) and what the patient asked the team for is a task in any case.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update

from bot import logs
from bot.caseload.person import Person, PersonState
from bot.caseload.sharing import Sharing
from bot.ids import PersonId, TaskId
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import tasks

log = logs.get(__name__)

_NOT_LOOKED_AFTER = frozenset({PersonState.LEFT, PersonState.DIED, PersonState.DELETED})


class TaskKind(StrEnum):
    """Stored in `tasks.kind`. The words staff read are `task-<value>` in config/locales."""

    ARRIVAL = "arrival"  # the test message was not tapped
    SILENCE = "silence"  # doses unanswered: call back
    CHECKIN_SILENCE = "checkin_silence"
    CHECK_UNANSWERED = "check_unanswered"  # the short caring question
    UNHEARD = "unheard"  # a voice message or a picture
    REQUEST = "request"  # to stay, to go slower or faster: answered by the next working day
    PLAN_ENDS = "plan_ends"  # above zero, without a maintenance order, in 7 days
    PLAN_GAP = "plan_gap"  # a new revision is needed
    BLOCKED = "blocked"
    LAPSE = "lapse"
    WORSE = "worse"  # three mild signs worse than usual
    SCREEN = "screen"  # PHQ-2 or GAD-2 at or above its cut-off
    AFTERCARE = "aftercare"
    OTHER_STRENGTH = "other_strength"  # the label of a liquid says another strength than the order
    REBOOK = "rebook"  # asked for a new time of an appointment
    SERVICE_WANTED = "service_wanted"  # said yes to a service of the aftercare plan that was offered
    SERVICE_DECLINED = "service_declined"
    VISITS_MISSED = "visits_missed"  # two of one service in a row: call
    NONE_BOOKED = "none_booked"  # no service of the aftercare plan by day 5
    AFTER_7_DAYS = "after_7_days"  # since the last dose, or since a phase of care ended
    AFTER_30_DAYS = "after_30_days"
    IN_HOSPITAL = "in_hospital"  # the patient said so
    HOME_AGAIN = "home_again"  # back from hospital: a new revision today
    REVIEW = "review"
    OTHER = "other"

    @property
    def is_silence(self) -> bool:
        """Somebody should find out how the person is, because nothing was heard."""
        return self in (
            TaskKind.ARRIVAL,
            TaskKind.SILENCE,
            TaskKind.CHECKIN_SILENCE,
            TaskKind.CHECK_UNANSWERED,
            TaskKind.BLOCKED,
        )

    @property
    def comes_from_patient(self) -> bool:
        """It tells what the patient said, or did not say."""
        return self not in (
            TaskKind.REQUEST,
            TaskKind.PLAN_ENDS,
            TaskKind.PLAN_GAP,
            TaskKind.REVIEW,
            TaskKind.REBOOK,
            TaskKind.SERVICE_WANTED,
            TaskKind.NONE_BOOKED,
            TaskKind.AFTER_7_DAYS,
            TaskKind.AFTER_30_DAYS,
        )


class TaskState(StrEnum):
    """Stored in `tasks.state`."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    """Not done, on purpose: `note` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task. A kind that this version does not know is OTHER."""

    id: TaskId
    person_id: PersonId
    kind: TaskKind
    subject: str
    due_on: date
    state: TaskState
    created_at: datetime


def may_know(person: Person, kind: TaskKind) -> bool:
    """Whether staff may have a task of this kind about `person`, by what they agreed to and where they are."""
    if person.state in _NOT_LOOKED_AFTER:
        return False
    return person.sharing is Sharing.YES or not kind.comes_from_patient


async def open_task(
    tx: Transaction, person: Person, kind: TaskKind, *, due_on: date, subject: str = "", now: datetime
) -> TaskId | None:
    """A task is open. The same (person, kind, subject) is one task: with a subject it is never opened twice, without
    one it is opened again after it was done. None: it stood already, or staff may not know."""
    if not may_know(person, kind):
        return None
    row = {
        "person_id": person.id,
        "kind": kind.value,
        "subject": subject,
        "due_on": due_on,
        "state": TaskState.OPEN.value,
        "created_at": now,
    }
    new = await tx.insert_missing(tasks, [row], key=("person_id", "kind", "subject"))
    task = TaskId(new[0].id) if new else await _reopened(tx, row) if not subject else None
    if task is not None:
        log.info("task.opened", task=task, person=person.id, kind=kind.value)
    return task


async def done(tx: Transaction, task_id: TaskId, by: Person, now: datetime) -> Task | None:
    """The task is done; None: it was done already, or there is none."""
    rows = await tx.all(
        update(tasks)
        .where(tasks.c.id == task_id, tasks.c.state == TaskState.OPEN.value)
        .values(state=TaskState.DONE.value, done_at=now, done_by=by.id)
        .returning(*_COLUMNS)
    )
    if not rows:
        return None
    log.info("task.done", task=task_id, staff=by.id)
    return _from_row(rows[0])


async def drop(tx: Transaction, task_id: TaskId, by: Person, why: str, now: datetime) -> Task | None:
    """The task is not to be done, and `why` is kept; None: there is no such open task."""
    rows = await tx.all(
        update(tasks)
        .where(tasks.c.id == task_id, tasks.c.state == TaskState.OPEN.value)
        .values(state=TaskState.DROPPED.value, done_at=now, done_by=by.id, note=why)
        .returning(*_COLUMNS)
    )
    if not rows:
        return None
    task = _from_row(rows[0])
    await audit.record(
        tx, patient=task.person_id, actor=by.id, action="task.dropped", subject=f"task:{task.id}", at=now
    )
    log.info("task.dropped", task=task_id, staff=by.id)
    return task


async def renew(tx: Transaction, task_id: TaskId, *, due_on: date, now: datetime) -> None:
    """The task is as if opened now: what it asks for has happened again while nobody had done it."""
    await tx.run(
        update(tasks)
        .where(tasks.c.id == task_id, tasks.c.state == TaskState.OPEN.value)
        .values(due_on=due_on, created_at=now)
    )
    log.info("task.renewed", task=task_id)


async def by_id(tx: Transaction, task_id: TaskId) -> Task | None:
    """The task with this id, in whatever state."""
    row = await tx.first(select(*_COLUMNS).where(tasks.c.id == task_id))
    return _from_row(row) if row else None


async def end(tx: Transaction, person_id: PersonId, kind: TaskKind, now: datetime) -> int:
    """Open tasks of this kind are done by themselves: what they asked for has happened. Returns how many."""
    ended = await tx.run(
        update(tasks)
        .where(tasks.c.person_id == person_id, tasks.c.kind == kind.value, tasks.c.state == TaskState.OPEN.value)
        .values(state=TaskState.DONE.value, done_at=now)
    )
    return ended.rowcount


async def all_open(tx: Transaction, *, person: PersonId | None = None) -> tuple[Task, ...]:
    """Every open task (of `person`), the one that is due first first."""
    query = select(*_COLUMNS).where(tasks.c.state == TaskState.OPEN.value).order_by(tasks.c.due_on, tasks.c.id)
    if person is not None:
        query = query.where(tasks.c.person_id == person)
    return tuple(_from_row(row) for row in await tx.all(query))


_COLUMNS = tuple(tasks.c[name] for name in ("id", "person_id", "kind", "subject", "due_on", "state", "created_at"))


def _from_row(row: Any) -> Task:
    values = {column.name: row._mapping[column] for column in _COLUMNS}
    known = {kind.value for kind in TaskKind}
    values["kind"] = TaskKind(values["kind"] if values["kind"] in known else TaskKind.OTHER.value)
    values["state"] = TaskState(values["state"])
    return Task(**values)


async def _reopened(tx: Transaction, row: dict[str, Any]) -> TaskId | None:
    rows = await tx.all(
        update(tasks)
        .where(
            tasks.c.person_id == row["person_id"],
            tasks.c.kind == row["kind"],
            tasks.c.subject == "",
            tasks.c.state != TaskState.OPEN.value,
        )
        .values(
            state=TaskState.OPEN.value,
            due_on=row["due_on"],
            created_at=row["created_at"],
            done_at=None,
            done_by=None,
            note=None,
        )
        .returning(tasks.c.id)
    )
    return TaskId(rows[0].id) if rows else None
