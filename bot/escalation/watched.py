"""escalation/watched: an auditor that looks for what should have happened and did not.

Belongs here: what is looked for, saying it in the log and, once, to the admins. Not here: mending it (the stations do),
the outside heartbeat (web/), which stops while `found` is not empty.

It looks once a minute. What it sees must still be so at the next look before anybody is told, so that a computer that
slept or a clock that jumped is no alarm.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, Table, and_, case, exists, func, not_, or_, select
from sqlalchemy.sql import FromClause

from bot import logs
from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.escalation import second_way
from bot.escalation.alert import FOLLOWED, OPEN, UNREAD, AlertState
from bot.escalation.desk import Desk
from bot.escalation.notice_words import to_staff
from bot.escalation.policy import AlertTier
from bot.sending import Outgoing
from bot.stations import Ticked, Upcoming
from bot.storage import outgoing
from bot.storage.database import Database, Transaction
from bot.storage.glance import Instants, has_come
from bot.storage.inbox import InboxState
from bot.storage.outgoing import OutgoingState
from bot.storage.tables import alerts, inbox, reminders
from bot.storage.tables import outgoing as outgoing_table
from bot.storage.tables import people as people_table
from bot.texts import amounts

log = logs.get(__name__)

EVERY = timedelta(minutes=1)
LATE = timedelta(minutes=2)
"""An alert, a message or an update that is later than this is stuck: the ticks come every second."""
REMINDER_LATE = timedelta(minutes=5)
UNREAD_TOO_LONG = timedelta(minutes=30)
"""An emergency that nobody has acknowledged although the whole team was told. PD: twice the time until all are told."""


class Finding(StrEnum):
    """What can be found. The value is the last part of the text key `watch-<value>`."""

    ALERTS_STUCK = "alerts-stuck"
    ALERTS_UNREAD = "alerts-unread"
    NOBODY_ON_CALL = "nobody-on-call"
    SENDING_BLOCKED = "sending-blocked"
    INBOX_LEFT = "inbox-left"
    REMINDERS_LATE = "reminders-late"
    CLAIMS_STUCK = "claims-stuck"
    SECOND_WAY_FAILED = "second-way-failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding, and how many rows it is about."""

    finding: Finding
    count: int


class Watch:
    """The auditor. `found`: what was still so at the last look."""

    name = "escalation.watched"

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk
        self._next: datetime | None = None
        self._seen: frozenset[Finding] = frozenset()
        self.found: tuple[Found, ...] = ()

    async def tick(self, now: datetime) -> Ticked:
        """Once a minute: whatever should have moved and did not is in the log; the admins are told once a day."""
        if self._next is not None and self._next - EVERY <= now < self._next:
            return Ticked()
        self._next = now + EVERY
        async with self._database.reading() as tx:
            seen = await look(tx, now)
        self.found = tuple(one for one in seen if one.finding in self._seen)
        self._seen = frozenset(one.finding for one in seen)
        if not self.found:
            return Ticked()
        counts = {one.finding.value.replace("-", "_"): one.count for one in self.found}
        log.critical("watched.found", **counts)
        async with self._database.transaction() as tx:
            rows = await outgoing.add(tx, await self._messages(tx, now), now)
        return Ticked(counts=counts if rows else {}, rows=tuple(rows))

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Nothing that people wait for."""
        return ()

    async def _messages(self, tx: Transaction, now: datetime) -> list[Outgoing]:
        """One message a day for each finding and admin (each case manager, where there is no admin)."""
        staff = [one for one in await people.staff(tx) if one.blocked_at is None]
        told = [one for one in staff if one.role is Role.ADMIN] or staff
        day = now.astimezone(ZoneInfo(self._desk.programme.zone)).date().isoformat()
        return [self._message(one, admin, day) for admin in told for one in self.found]

    def _message(self, one: Found, admin: Person, day: str) -> Outgoing:
        texts = self._desk.texts_of(admin)
        count = amounts.number(one.count, texts.language)
        text = texts.say(f"watch-{one.finding.value}", count=count)
        return to_staff(admin, text, f"watched:{one.finding.value}:{day}:{admin.id}", texts)


async def look(tx: Transaction, now: datetime) -> tuple[Found, ...]:
    """Everything that should have happened by `now` and did not."""
    findings, at, question = _asked()
    row = await tx.first(question, **at.values(now))
    assert row is not None
    return tuple(Found(finding=one, count=int(count)) for one, count in zip(findings, row, strict=True) if count)


@cache
def _asked() -> tuple[tuple[Finding, ...], Instants, Select[*tuple[Any, ...]]]:
    """One question for everything, made once: there is nothing to find nearly always."""
    at = Instants()
    counts = _counts(at)
    return tuple(counts), at, select(*(count.label(one.name.lower()) for one, count in counts.items()))


def _counts(at: Instants) -> dict[Finding, ColumnElement[int]]:
    late_alert = and_(alerts.c.state.in_(OPEN), alerts.c.next_at <= at.after(-LATE))
    followed = func.coalesce(alerts.c.reason, "") == FOLLOWED
    forgotten = and_(alerts.c.state.in_(UNREAD), alerts.c.next_at.is_(None), not_(followed))
    unread = and_(
        alerts.c.state.in_([AlertState.NOTIFIED.value, AlertState.EXHAUSTED.value]),
        alerts.c.tier == AlertTier.EMERGENCY.value,
        alerts.c.acknowledged_at.is_(None),
        alerts.c.opened_at <= at.after(-UNREAD_TOO_LONG),
    )
    waiting = and_(outgoing_table.c.state == OutgoingState.PLANNED.value, outgoing_table.c.due_at <= at.after(-LATE))
    unhandled = and_(inbox.c.state == InboxState.RECEIVED.value, inbox.c.received_at <= at.after(-LATE))
    return {
        Finding.ALERTS_STUCK: _counted(alerts, or_(late_alert, forgotten)),
        Finding.ALERTS_UNREAD: _counted(alerts, unread),
        Finding.NOBODY_ON_CALL: _nobody(),
        Finding.SENDING_BLOCKED: _counted(outgoing_table, waiting),
        Finding.INBOX_LEFT: _counted(inbox, unhandled),
        Finding.REMINDERS_LATE: _late_reminders(at),
        Finding.CLAIMS_STUCK: _claimed_too_long(reminders, at) + _claimed_too_long(outgoing_table, at),
        Finding.SECOND_WAY_FAILED: second_way.broken(),
    }


def _counted(table: FromClause, *where: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(table).where(*where).scalar_subquery()


def _claimed_too_long(table: Table, at: Instants) -> ColumnElement[int]:
    return _counted(table, table.c.state == "claimed", table.c.claimed_until <= at.after(-LATE))


def _late_reminders(at: Instants) -> ColumnElement[int]:
    """How many reminders should have gone out and still may. They are counted only if the earliest is late."""
    planned = reminders.c.state == "planned"
    should_be = at.after(-REMINDER_LATE)
    late = and_(planned, reminders.c.not_before <= should_be, reminders.c.window_until > at.now)
    return case((has_come(reminders.c.not_before, should_be, planned), _counted(reminders, late)), else_=0)


def _nobody() -> ColumnElement[int]:
    """1 where there are patients and not one of the staff can be told of an alert."""
    active = people_table.c.state == PersonState.ACTIVE.value
    patient = select(people_table.c.id).where(people_table.c.role == Role.PATIENT.value, active)
    return case((and_(~exists(people.reachable_staff()), exists(patient)), 1), else_=0)
