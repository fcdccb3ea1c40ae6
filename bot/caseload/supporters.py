"""caseload/supporters: whom a patient lets in beside the care team, to know what, until when.

Belongs here: inviting, ending and suspending a supporter, who may be told of what. Not here: asking the patient and the
supporter's menu (chat/handlers/supporter*.py), telling (escalation/supporters_told.py), appointments (plans/).

A supporter can be the danger. Ending is silent, a suspended supporter learns nothing, and a patient who once reported
to be unsafe at home has no supporter told of anything by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select, update

from bot import logs
from bot.caseload import consent, invited, people
from bot.caseload.consent import Asked, Purpose
from bot.caseload.enrolled import new_salt
from bot.caseload.invited import NewInvite
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.ids import PersonId
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import people as people_table
from bot.storage.tables import supporters

log = logs.get(__name__)

_MAY_BE_TOLD = frozenset({PersonState.ACTIVE, PersonState.IN_HOSPITAL, PersonState.ELSEWHERE})
MOST = 5
"""Supporters a patient has at one time. Our own limit (PD)."""


class Scope(StrEnum):
    """What a supporter may know. The value is stored."""

    TIMES = "times"  # when the patient has appointments, never of what kind
    CHECK_ON = "check_on"  # that the patient asked to be checked on, in an emergency; never why


class SupporterState(StrEnum):
    """The value is stored. Whether the end date has passed is looked at each time."""

    ALLOWED = "allowed"
    SUSPENDED = "suspended"  # by staff
    ENDED = "ended"  # by the patient


@dataclass(frozen=True, slots=True, kw_only=True)
class Supporter:
    """One row. `id` is the row's, `person_id` the supporter's, `patient_id` whom they support."""

    id: int
    patient_id: PersonId
    person_id: PersonId
    scopes: frozenset[Scope]
    ends_at: datetime
    state: SupporterState

    def may(self, scope: Scope, now: datetime) -> bool:
        """Whether this supporter may know of `scope` at `now`."""
        return self.state is SupporterState.ALLOWED and now < self.ends_at and scope in self.scopes


async def invite(
    tx: Transaction, patient: Person, *, name: str, scopes: Iterable[Scope], days: int, shown: Asked, now: datetime,
    link_days: int,
) -> NewInvite:  # fmt: skip
    """The patient agreed (to the text `shown`) that `name` knows `scopes` for `days` days; a link for them, once."""
    person_id = PersonId(
        await tx.insert(
            people_table,
            role=Role.SUPPORTER.value,
            state=PersonState.INVITED.value,
            name=name,
            salt=new_salt(),
            created_at=now,
        )
    )
    row = await tx.insert(
        supporters,
        patient_id=patient.id,
        person_id=person_id,
        scopes=",".join(sorted(scope.value for scope in scopes)),
        ends_at=now + timedelta(days=days),
        state=SupporterState.ALLOWED.value,
        created_at=now,
    )
    await consent.record(tx, patient.id, Purpose.SUPPORTER, consent.YES, shown=shown, now=now)
    made = await invited.make_supporter_invite(tx, person_id, patient=patient.id, days=link_days, now=now)
    log.info("supporter.invited", person=patient.id, supporter=row)
    return made


async def of_patient(tx: Transaction, patient: PersonId) -> tuple[Supporter, ...]:
    """Everybody the patient let in and has not ended, oldest first; those whose time is over too."""
    return await _found(tx, _rows().where(supporters.c.patient_id == patient).where(_not_ended()))


async def of_supporter(tx: Transaction, person: PersonId) -> tuple[Supporter, ...]:
    """Whom this person supports (or did)."""
    return await _found(tx, _rows().where(supporters.c.person_id == person))


async def who_lose(tx: Transaction, person: PersonId, now: datetime) -> tuple[Person, ...]:
    """The patients who count on this person now and can be written to: they must know when this person goes."""
    holding = [
        one for one in await of_supporter(tx, person) if one.state is SupporterState.ALLOWED and now < one.ends_at
    ]
    found = [await people.by_id(tx, one.patient_id) for one in holding]
    return tuple(one for one in found if one is not None and one.chat_id is not None and one.state in _MAY_BE_TOLD)


async def end(tx: Transaction, patient: Person, supporter_id: int, *, shown: Asked, now: datetime) -> bool:
    """The patient ended it: nothing is shared from now on, and nothing is said to the supporter. False: not theirs."""
    done = await tx.run(
        update(supporters)
        .where(supporters.c.id == supporter_id, supporters.c.patient_id == patient.id, _not_ended())
        .values(state=SupporterState.ENDED.value)
    )
    if done.rowcount != 1:
        return False
    await consent.record(tx, patient.id, Purpose.SUPPORTER, consent.NO, shown=shown, now=now)
    log.info("supporter.ended", person=patient.id, supporter=supporter_id)
    return True


async def set_suspended(tx: Transaction, patient: PersonId, *, staff: PersonId, on: bool, now: datetime) -> int:
    """All supporters of the patient are suspended (`on`) or allowed again; returns how many. Nobody is told."""
    before, after = SupporterState.ALLOWED, SupporterState.SUSPENDED
    if not on:
        before, after = after, before
    done = await tx.run(
        update(supporters)
        .where(supporters.c.patient_id == patient, supporters.c.state == before.value)
        .values(state=after.value)
    )
    action = "supporters.suspended" if on else "supporters.allowed"
    await audit.record(tx, patient=patient, actor=staff, action=action, subject=f"person:{patient}", at=now)
    log.info(action, person=patient, count=done.rowcount)
    return done.rowcount


async def to_tell(tx: Transaction, patient: PersonId, now: datetime) -> tuple[Person, ...]:
    """Supporters who may be asked now to check on the patient, and can be written to."""
    allowed = [one for one in await of_patient(tx, patient) if one.may(Scope.CHECK_ON, now)]
    found = [await people.by_id(tx, one.person_id) for one in allowed]
    return tuple(
        one
        for one in found
        if one is not None and one.state is PersonState.ACTIVE and one.chat_id is not None and one.blocked_at is None
    )


def _rows() -> Select[Any]:
    return select(supporters).order_by(supporters.c.id)


def _not_ended() -> Any:
    return supporters.c.state != SupporterState.ENDED.value


async def _found(tx: Transaction, query: Select[Any]) -> tuple[Supporter, ...]:
    return tuple(
        Supporter(
            id=row.id,
            patient_id=PersonId(row.patient_id),
            person_id=PersonId(row.person_id),
            scopes=frozenset(Scope(one) for one in row.scopes.split(",")),
            ends_at=row.ends_at,
            state=SupporterState(row.state),
        )
        for row in await tx.all(query)
    )


def first_name(patient: Person) -> str:
    """What a supporter calls the patient: the first word of the name."""
    return (patient.name or "").split(" ")[0]
