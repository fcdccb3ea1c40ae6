"""reminders/checkin_silence: prompts without an answer, and when somebody should call. No answer is never "OK".

Belongs here: closing a prompt's window, the call-back task. Not here: the prompts (checkin_daily.py), silent doses
(silence.py).

Source: FACTS 9, design defaults (PD): one nudge, a soft note the next day, after 2 to 3 days somebody calls. Two daily
prompts in a row make the two days; anything heard from the person since the first of them means there is no silence.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, select, update

from bot import logs
from bot.caseload import people
from bot.caseload.tasks import TaskKind
from bot.ids import PersonId
from bot.reminders import silence
from bot.reminders.heard import heard_since
from bot.reminders.wanted import Kind
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.glance import Instants, has_come
from bot.storage.tables import reminders

log = logs.get(__name__)

PROMPTS_IN_A_ROW = 2
"""So many told daily prompts without an answer, and nothing else heard. A weekly one is open for two days: one will do.
Source: PRODUCT section 4, default 2 days (PD)."""
AT_ONCE = 200
_TOLD = (reminders.c.state == "sent", reminders.c.kind == Kind.CHECKIN.value)


class CheckinSilence:
    """The station that closes prompts and opens call-back tasks."""

    name = "reminders.checkin_silence"

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, at: Instants) -> ColumnElement[bool]:
        """See `stations.Foreseeing`."""
        return has_come(reminders.c.window_until, at.now, *_TOLD)

    async def tick(self, now: datetime) -> Ticked:
        """Every told prompt whose window has closed is unanswered; who was silent through two is to be called."""
        async with self._database.reading() as tx:
            if not await tx.value(select(has_come(reminders.c.window_until, now, *_TOLD))):
                return Ticked()
        opened = 0
        async with self._database.transaction() as tx:
            rows = await tx.all(
                update(reminders)
                .where(reminders.c.id.in_(_closed(now).limit(AT_ONCE)))
                .values(state="unanswered", ended_at=now)
                .returning(reminders.c.id, reminders.c.person_id, reminders.c.zone)
            )
            for person_id, zone in {(row.person_id, row.zone) for row in rows}:
                opened += await _call_back(tx, PersonId(person_id), ZoneInfo(zone), now)
        for row in rows:
            log.info("reminder.unanswered", person=row.person_id, reminder=row.id, kind=Kind.CHECKIN.value)
        return Ticked(counts={"unanswered": len(rows), "tasks": opened})

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """The next prompts whose window closes."""
        rows = await tx.all(
            select(reminders.c.window_until, reminders.c.person_id)
            .where(reminders.c.state == "sent", reminders.c.kind == Kind.CHECKIN.value)
            .order_by(reminders.c.window_until)
            .limit(limit)
        )
        return tuple(
            Upcoming(at=row.window_until, person=PersonId(row.person_id), key="upcoming-checkin-closes") for row in rows
        )


def _closed(now: datetime) -> Select[int]:
    closed = select(reminders.c.id).where(*_TOLD, reminders.c.window_until <= now)
    return closed.order_by(reminders.c.window_until)


async def _call_back(tx: Transaction, person_id: PersonId, zone: ZoneInfo, now: datetime) -> bool:
    """A call-back task is open for somebody who was silent; True if it is new."""
    person = await people.by_id(tx, person_id)
    if person is None or not person.can_be_reminded:
        return False
    silent = await _silent_prompts(tx, person_id)
    enough = PROMPTS_IN_A_ROW if person.checkin_days == 1 else 1
    if len(silent) < enough or await heard_since(tx, person, silent[-1].due_at):
        return False
    today = now.astimezone(zone).date()
    return await silence.call_back_task(tx, person, TaskKind.CHECKIN_SILENCE, due_on=today, now=now)


async def _silent_prompts(tx: Transaction, person_id: PersonId) -> Sequence[Row[Any]]:
    """The newest told prompts in a row that have no answer, newest first; no more than the rule looks at. A prompt
    that we could not deliver is unknown, and counts neither way."""
    rows = await tx.all(
        select(reminders.c.due_at, reminders.c.state)
        .where(
            reminders.c.person_id == person_id,
            reminders.c.kind == Kind.CHECKIN.value,
            reminders.c.state.in_(["unanswered", "answered"]),
        )
        .order_by(reminders.c.due_at.desc())
        .limit(PROMPTS_IN_A_ROW)
    )
    return list(takewhile(lambda row: row.state == "unanswered", rows))
