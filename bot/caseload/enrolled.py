"""caseload/enrolled: from an opened link to a person who is looked after, and how they leave and come back.

Belongs here: adding a patient, opening a link, the steps of joining and what each stores, leaving. Not here: the
questions (chat/handlers/joining.py), consent (consent.py), deleting (deleted.py).

Which step comes next is read off what is stored, so that a restart in the middle forgets nothing.
"""

import secrets
from datetime import datetime
from enum import StrEnum

from bot import logs
from bot.caseload import consent, invited, people, tasks
from bot.caseload.consent import Purpose
from bot.caseload.invited import Refusal
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.caseload.programme import Programme
from bot.caseload.tasks import TaskKind
from bot.errors import Broken
from bot.ids import ChatId, PersonId
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import people as people_table

log = logs.get(__name__)

SALT_BYTES = 16
"""128 random bits: enough that a medicine cannot be guessed from its opaque word."""


class Step(StrEnum):
    """A question of joining."""

    LANGUAGE = "language"
    ADULT = "adult"
    READ_FIRST = "read_first"
    SHARING = "sharing"
    NAME = "name"  # staff only: a patient's name was given with the invite
    COUNTRY = "country"
    ZONE = "zone"
    CHECKIN_TIME = "checkin_time"
    ARRIVAL = "arrival"  # everything is answered; the test message is what is left


def new_salt() -> str:
    """A fresh salt for one person's opaque medicine words."""
    return secrets.token_hex(SALT_BYTES)


async def add_patient(
    tx: Transaction, *, name: str, phone: str | None, manager_id: PersonId | None, now: datetime
) -> PersonId:
    """A patient exists, invited and looked after by `manager_id`; nothing is sent to them before they join."""
    person_id = PersonId(
        await tx.insert(
            people_table,
            role=Role.PATIENT.value,
            state=PersonState.INVITED.value,
            name=name,
            phone=phone,
            manager_id=manager_id,
            salt=new_salt(),
            created_at=now,
        )
    )
    await audit.record(
        tx, patient=person_id, actor=manager_id, action="case.opened", subject=f"person {person_id}", at=now
    )
    log.info("person.invited", person=person_id)
    return person_id


async def open_link(
    tx: Transaction, token: str, chat_id: ChatId, *, programme: Programme, now: datetime
) -> Person | Refusal:
    """Whoever opened the link in `chat_id` (a chat nobody else has) is joining now; or why not. The link is used."""
    invite = await invited.look(tx, token, chat_id, now)
    if isinstance(invite, Refusal):
        return invite
    person_id = invite.person_id or await _new_staff(tx, invite.role, programme, now)
    invitee = await people.by_id(tx, person_id)
    if invitee is None or invitee.state is not PersonState.INVITED or not await invited.use(tx, invite, person_id, now):
        return Refusal.USED
    salt = invitee.salt or new_salt()
    await people.change(tx, person_id, chat_id=chat_id, state=PersonState.JOINING, salt=salt)
    tx.touched.add(person_id)
    log.info("person.joining", person=person_id)
    return await reread(tx, person_id)


async def next_step(tx: Transaction, person: Person) -> Step:
    """The question that `person` (who is joining) has to answer next."""
    answered = await consent.current(tx, person.id)
    adult = Purpose.ADULT in answered
    return step_after(person, adult=adult)


def step_after(person: Person, *, adult: bool) -> Step:
    """The first question that has no answer yet. Pure."""
    if person.language is None:
        return Step.LANGUAGE
    if person.role is Role.SUPPORTER:
        return Step.ADULT if not adult else Step.COUNTRY if person.country is None else Step.ARRIVAL
    if person.role.is_staff:
        return Step.NAME if person.name is None else Step.ZONE if person.zone is None else Step.ARRIVAL
    if not adult:
        return Step.ADULT
    if not person.reminders_agreed:
        return Step.READ_FIRST
    if person.sharing is None:
        return Step.SHARING
    if person.country is None:
        return Step.COUNTRY
    if person.zone is None:
        return Step.ZONE
    return Step.CHECKIN_TIME if person.checkin_at is None else Step.ARRIVAL


async def turn_back(tx: Transaction, person: Person) -> None:
    """Somebody under age is not joining: the chat is a stranger's again, nothing of their answers is kept, and the
    link works again for the one it was made for."""
    await invited.give_back(tx, person.id)
    await people.change(
        tx, person.id, chat_id=None, state=PersonState.INVITED, language=None, country=None, zone=None, dialog=None
    )
    tx.touched.add(person.id)
    log.info("person.turned_back", person=person.id)


async def finish(tx: Transaction, person: Person, now: datetime) -> Person:
    """Everything was answered: the person is looked after from now on. The test message is on its way to a patient."""
    await people.change(
        tx,
        person.id,
        state=PersonState.ACTIVE,
        joined_at=now,
        arrival_sent_at=now if person.role is Role.PATIENT else None,
        planned_until=now,
        dialog=None,
    )
    about = person.id if person.role is Role.PATIENT else None
    await audit.record(
        tx, patient=about, actor=person.id, action="person.joined", subject=f"person {person.id}", at=now
    )
    tx.touched.add(person.id)
    log.info("person.joined", person=person.id, role=person.role.value)
    return await reread(tx, person.id)


async def arrived(tx: Transaction, person: Person, now: datetime) -> bool:
    """The test message was seen, and nobody need ask about it. False: it had been seen before."""
    if person.arrival_seen_at is not None:
        return False
    await people.change(tx, person.id, arrival_seen_at=now)
    await tasks.end(tx, person.id, TaskKind.ARRIVAL, now)
    log.info("person.reached", person=person.id)
    return True


async def leave(tx: Transaction, person: Person, now: datetime) -> None:
    """Nothing is sent to `person` any more until they come back; nothing is deleted, open alerts stay open."""
    await people.change(tx, person.id, state=PersonState.LEFT, dialog=None, left_at=now)
    await audit.record(
        tx, patient=person.id, actor=person.id, action="person.left", subject=f"person {person.id}", at=now
    )
    tx.touched.add(person.id)
    log.info("person.left", person=person.id)


async def come_back(tx: Transaction, person: Person, now: datetime) -> None:
    """A person who left is looked after again, with everything as it was."""
    await people.change(tx, person.id, state=PersonState.ACTIVE, planned_until=now, left_at=None)
    await audit.record(
        tx, patient=person.id, actor=person.id, action="person.came_back", subject=f"person {person.id}", at=now
    )
    tx.touched.add(person.id)
    log.info("person.came_back", person=person.id)


async def reread(tx: Transaction, person_id: PersonId) -> Person:
    """The person as stored now. Raises Broken when there is none."""
    found = await people.by_id(tx, person_id)
    if found is None:
        raise Broken(f"person {person_id} does not exist")
    return found


async def _new_staff(tx: Transaction, role: Role, programme: Programme, now: datetime) -> PersonId:
    row = await tx.insert(
        people_table, role=role.value, state=PersonState.INVITED.value, country=programme.country, created_at=now
    )
    return PersonId(row)
