"""reminders/whereabouts: where a person is: with us, in hospital, with another provider, died; and the phase of care.

Belongs here: changing it and what must follow at once. Not here: joining and leaving (caseload/enrolled.py), the words
and buttons (chat/handlers/whereabouts.py).

Whoever is not with us gets no reminder: the dispatcher judges each by the person's state. Back from hospital, doses are
reminded of only by orders signed afterwards: the hospital may have changed them (`people.home_since`, doses.py).
"""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot import logs
from bot.caseload import people, tasks
from bot.caseload.person import Person, PersonState
from bot.caseload.programme import Programme
from bot.caseload.tasks import TaskKind
from bot.errors import Refused
from bot.ids import PersonId
from bot.reminders import planned
from bot.reminders.due import DropReason
from bot.reminders.wanted import Kind
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.outgoing import OutgoingState
from bot.storage.tables import outgoing
from bot.symptoms import unanswered

log = logs.get(__name__)

MOVABLE = frozenset({PersonState.ACTIVE, PersonState.IN_HOSPITAL, PersonState.ELSEWHERE})
"""States between which a person who has joined goes to and fro."""


class Phase(StrEnum):
    """The phase of care, kept beside where a person is. Stored in `people.phase`. Source: PRODUCT section 2."""

    DETOX = "detox"
    INPATIENT = "inpatient"
    OUTPATIENT = "outpatient"
    AFTERCARE = "aftercare"


async def to_hospital(tx: Transaction, person: Person, *, programme: Programme, now: datetime) -> bool:
    """The patient said that they are in hospital: reminders stop. True: the care team has a task to know of it."""
    await move(tx, person, PersonState.IN_HOSPITAL, by=person.id, now=now)
    return await _told(tx, person, TaskKind.IN_HOSPITAL, programme, now)


async def home_again(tx: Transaction, person: Person, *, programme: Programme, now: datetime) -> bool:
    """The patient is home: reminders go on, but doses only by an order signed from now on. True: the care team has a
    task for today to bring one."""
    await move(tx, person, PersonState.ACTIVE, by=person.id, now=now, home_since=now)
    await tasks.end(tx, person.id, TaskKind.IN_HOSPITAL, now)
    return await _told(tx, person, TaskKind.HOME_AGAIN, programme, now)


async def never_gone(tx: Transaction, person: Person, now: datetime) -> None:
    """It was a slip of the finger: everything goes on as before."""
    await move(tx, person, PersonState.ACTIVE, by=person.id, now=now, home_since=person.home_since)
    await tasks.end(tx, person.id, TaskKind.IN_HOSPITAL, now)


async def move(
    tx: Transaction,
    person: Person,
    state: PersonState,
    *,
    by: PersonId,
    now: datetime,
    home_since: datetime | None = None,
) -> None:
    """The person is there now. Raises Refused for somebody who has not joined, has left or died."""
    if person.state not in MOVABLE or state not in MOVABLE:
        raise Refused("where-not-now")
    changed: dict[str, datetime | None] = {}
    if state is PersonState.ACTIVE:
        changed = {"home_since": home_since, "planned_until": now}
    await people.change(tx, person.id, state=state, **changed)
    await _noted(tx, person, state, by=by, now=now)


async def left(tx: Transaction, person: Person, *, by: PersonId, now: datetime) -> None:
    """The care here ended, by the team's word: nothing is sent any more, open tasks are done, alerts stay open, and the
    patient can come back with one tap. Raises Refused for somebody who has not joined, has left or died."""
    if person.state not in MOVABLE:
        raise Refused("where-not-now")
    for kind in {task.kind for task in await tasks.all_open(tx, person=person.id)}:
        await tasks.end(tx, person.id, kind, now)
    await people.change(tx, person.id, state=PersonState.LEFT, dialog=None, left_at=now)
    await _noted(tx, person, PersonState.LEFT, by=by, now=now)


async def died(tx: Transaction, person: Person, *, by: PersonId, now: datetime) -> None:
    """Nothing is ever sent to this person again: the chat is not theirs any more, what was planned is dropped, open
    tasks are done. Alerts stay until somebody closes them. Whoever writes in that chat gets help as a stranger."""
    if person.state in (PersonState.DIED, PersonState.DELETED):
        raise Refused("where-not-now")
    await planned.drop(tx, person.id, now, kinds=tuple(Kind), reason=DropReason.NOT_ACTIVE)
    if person.chat_id is not None:
        await unanswered.answered(tx, person.chat_id, now)
        await tx.run(
            update(outgoing)
            .where(
                outgoing.c.chat_id == person.chat_id,
                outgoing.c.state.in_([OutgoingState.PLANNED, OutgoingState.CLAIMED]),
            )
            .values(state=OutgoingState.DROPPED, reason="person died")
        )
    for kind in {task.kind for task in await tasks.all_open(tx, person=person.id)}:
        await tasks.end(tx, person.id, kind, now)
    await people.change(
        tx, person.id, state=PersonState.DIED, chat_id=None, reminders_agreed=False, dialog=None, planned_until=None
    )
    await _noted(tx, person, PersonState.DIED, by=by, now=now)


async def set_phase(tx: Transaction, person: Person, phase: Phase, *, by: PersonId, zone: str, now: datetime) -> None:
    """The person is in this phase of care. Where another one ended by it, the 7- and 30-day clocks start today."""
    if person.phase == phase.value:
        return
    changed = {"phase_ended_on": now.astimezone(ZoneInfo(zone)).date()} if person.phase else {}
    await people.change(tx, person.id, phase=phase, **changed)
    await audit.record(tx, patient=person.id, actor=by, action="person.phase", subject=f"person:{person.id}", at=now)
    log.info("person.phase", person=person.id, phase=phase.value)


async def _noted(tx: Transaction, person: Person, state: PersonState, *, by: PersonId, now: datetime) -> None:
    await audit.record(
        tx, patient=person.id, actor=by, action=f"person.{state.value}", subject=f"person:{person.id}", at=now
    )
    tx.touched.add(person.id)
    log.info(f"person.{state.value}", person=person.id)


async def _told(tx: Transaction, person: Person, kind: TaskKind, programme: Programme, now: datetime) -> bool:
    """The task of today stands; False where staff may not know."""
    today = now.astimezone(ZoneInfo(programme.zone)).date()
    await tasks.open_task(tx, person, kind, due_on=today, now=now)
    return tasks.may_know(person, kind)
