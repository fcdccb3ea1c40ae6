"""caseload/deleted: what a person told us is gone; what the clinic must keep stays, without their words.

Belongs here: deleting at a person's wish, finishing it when their last alert is closed, deleting whoever left long ago.
Not here: asking twice (chat/handlers/privacy.py), what is erased by age (housekeeping.py).

Gone: name, phone, plans, reminders, answers, check-ins, the words of reports, messages, the chat itself.
Kept: the case number, consents (they hold hashes), invites (hashes), that there were reports and alerts and who
answered them, and the audit trail. While an alert is open, the name, the phone number and what that alert is about
stay with it, so that somebody can still be sent; the station below takes them away when it is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, literal_column, or_, select, update

from bot import logs
from bot.caseload.people import COLUMNS, from_row
from bot.caseload.person import Person, PersonState
from bot.caseload.programme import Programme
from bot.ids import ChatId, InboxId, PersonId
from bot.stations import Ticked, Upcoming
from bot.storage import audit
from bot.storage.database import Database, Transaction
from bot.storage.inbox import InboxState
from bot.storage.outgoing import OutgoingState
from bot.storage.strangers import NO_CHAT
from bot.storage.tables import (
    alert_events,
    alerts,
    case_notes,
    checkins,
    dose_answers,
    guesses,
    inbox,
    outgoing,
    own_pages,
    people,
    plans,
    reminders,
    reports,
    supporters,
    tasks,
    trips,
    visit_answers,
)

log = logs.get(__name__)

CLOSED = "closed"
AT_ONCE = 20
LOOK_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """What came of it. `alert_open`: something stays until the team has closed it."""

    alert_open: bool


async def has_open_alert(tx: Transaction, person_id: PersonId) -> bool:
    """Whether the team has not closed everything about this person."""
    return await tx.value(_open_alerts(person_id).limit(1)) is not None


async def delete_person(
    tx: Transaction, person: Person, now: datetime, *, update_row: InboxId | None, by_itself: bool = False
) -> Deletion:
    """Everything that may go is gone, and the chat is a stranger's. `update_row`: the update that asked for it.
    `by_itself`: nobody asked, they left long ago."""
    alert_open = await has_open_alert(tx, person.id)
    await _erase_supporters(tx, person.id)
    await tx.run(delete(supporters).where(supporters.c.person_id == person.id))
    await _erase_rows(tx, person.id)
    await _empty_reports(tx, person.id)
    if person.chat_id is not None:
        await _forget_chat(tx, person.chat_id, update_row)
    await _empty_person(tx, person.id, keep_contact=alert_open)
    await audit.record(
        tx,
        patient=person.id,
        actor=None if by_itself else person.id,
        action="person.deleted",
        subject=f"person {person.id}",
        at=now,
    )
    tx.touched.add(person.id)
    log.info("person.deleted", person=person.id, alert_open=alert_open)
    return Deletion(alert_open=alert_open)


async def _erase_rows(tx: Transaction, person_id: PersonId) -> None:
    """In the order in which they point at each other."""
    for table in (dose_answers, visit_answers, trips, checkins, reminders, plans, tasks, own_pages, case_notes):
        await tx.run(delete(table).where(table.c.person_id == person_id))


async def _erase_supporters(tx: Transaction, person_id: PersonId) -> None:
    """Whoever supported only this person is a stranger again, and their name is gone; nothing is said to them."""
    mine = {PersonId(row.person_id) for row in await tx.all(_supporters_of(person_id))}
    await tx.run(delete(supporters).where(supporters.c.patient_id == person_id))
    for supporter in mine:
        chat_id = await tx.value(select(people.c.chat_id).where(people.c.id == supporter))
        if chat_id is not None:
            await _forget_chat(tx, ChatId(chat_id), None)
        await _empty_person(tx, supporter, keep_contact=False)
        tx.touched.add(supporter)


def _supporters_of(person_id: PersonId) -> Select[int]:
    return select(supporters.c.person_id).where(supporters.c.patient_id == person_id)


async def _empty_reports(tx: Transaction, person_id: PersonId) -> None:
    """What no open alert is about loses its words and its chat."""
    alive = select(alerts.c.id).where(alerts.c.person_id == person_id, alerts.c.state != CLOSED)
    about = select(alerts.c.report_id).where(alerts.c.id.in_(alive))
    joined = select(alert_events.c.report_id).where(
        alert_events.c.alert_id.in_(alive), alert_events.c.report_id.is_not(None)
    )
    spared: ColumnElement[bool] = or_(reports.c.id.in_(about), reports.c.id.in_(joined))
    await tx.run(
        update(reports)
        .where(reports.c.person_id == person_id, ~spared)
        .values(reason=None, words=None, rules=None, chat_id=NO_CHAT)
    )
    over = select(alerts.c.id).where(alerts.c.person_id == person_id, alerts.c.state == CLOSED)
    await tx.run(update(alert_events).where(alert_events.c.alert_id.in_(over)).values(note=None))
    await tx.run(update(alerts).where(alerts.c.id.in_(over)).values(kind=None))


async def _forget_chat(tx: Transaction, chat_id: ChatId, update_row: InboxId | None) -> None:
    """Nothing says any more what was said in the chat, nor that there was one. Not yet handled updates stay: they
    may be a cry for help. What is on its way to Telegram this moment is erased with age."""
    done = or_(inbox.c.state != InboxState.RECEIVED, inbox.c.id == (update_row or 0))
    await tx.run(update(inbox).where(inbox.c.chat_id == chat_id, done).values(raw=None, chat_id=None))
    mine = outgoing.c.chat_id == chat_id
    await tx.run(
        update(outgoing)
        .where(mine, outgoing.c.state == OutgoingState.PLANNED)
        .values(state=OutgoingState.DROPPED, reason="person deleted")
    )
    await tx.run(
        update(outgoing)
        .where(mine, outgoing.c.state.in_([OutgoingState.SENT, OutgoingState.DROPPED]))
        .values(message=None, chat_id=NO_CHAT)
    )
    await tx.run(delete(guesses).where(guesses.c.chat_id == chat_id))


async def _empty_person(tx: Transaction, person_id: PersonId, *, keep_contact: bool) -> None:
    values = dict.fromkeys(
        ("chat_id", "phase", "phase_ended_on", "born_on", "language", "country", "zone", "checkin_at", "sharing",
         "salt", "dialog", "arrival_sent_at", "arrival_seen_at", "blocked_at", "home_since", "planned_until", "left_at")
    )  # fmt: skip
    contact = {} if keep_contact else {"name": None, "phone": None}
    await tx.run(
        update(people)
        .where(people.c.id == person_id)
        .values(state=PersonState.DELETED.value, reminders_agreed=False, **values, **contact)
    )


class Deleting:
    """The station that finishes deletions which waited for an alert, and deletes whoever left long ago."""

    name = "caseload.deleted"

    def __init__(self, database: Database, programme: Programme, forget: Callable[[ChatId], None]) -> None:
        """`forget`: nothing is held in memory any more about the person of that chat."""
        self._database = database
        self._kept = timedelta(days=programme.keep_left_days)
        self._forget = forget
        self._look_at: datetime | None = None

    async def tick(self, now: datetime) -> Ticked:
        """Deleted people whose last alert was closed lose name, phone and the words of it; who left longer ago than
        the programme keeps them is deleted. Looks once a minute."""
        if self._look_at is not None and self._look_at - LOOK_EVERY <= now < self._look_at:
            return Ticked()
        self._look_at = now + LOOK_EVERY
        long_gone = _left_before(now - self._kept)
        async with self._database.reading() as tx:
            if not await tx.value(select(or_(exists(_to_finish()), exists(long_gone)))):
                return Ticked()
        async with self._database.transaction() as tx:
            ids = [PersonId(row.id) for row in await tx.all(_to_finish())]
            for person_id in ids:
                await _empty_reports(tx, person_id)
                await _empty_person(tx, person_id, keep_contact=False)
                log.info("person.emptied", person=person_id)
            left = [from_row(row) for row in await tx.all(long_gone)]
            for person in left:
                await delete_person(tx, person, now, update_row=None, by_itself=True)
        for person in left:
            if person.chat_id is not None:
                self._forget(person.chat_id)
        return Ticked(counts={"finished": len(ids), "left_long_ago": len(left)})

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Nothing that anybody waits for."""
        return ()


def _left_before(instant: datetime) -> Select[Any]:
    """People whose time here is over; at most a few at once, so that nobody waits for it."""
    gone = people.c.state == PersonState.LEFT.value, people.c.left_at < instant
    return select(*COLUMNS).where(*gone).order_by(people.c.id).limit(AT_ONCE)


def _to_finish() -> Select[int]:
    """The first two conditions are those of the index ix_people_deleted_named, word by word."""
    still_open = select(alerts.c.person_id).where(alerts.c.person_id == people.c.id, alerts.c.state != CLOSED)
    return (
        select(people.c.id)
        .where(people.c.state == literal_column("'deleted'"))
        .where(or_(people.c.name.is_not(None), people.c.phone.is_not(None)))
        .where(people.c.role == "patient", ~exists(still_open))
    )


def _open_alerts(person_id: PersonId) -> Select[int]:
    return select(alerts.c.id).where(alerts.c.person_id == person_id, alerts.c.state != CLOSED)
