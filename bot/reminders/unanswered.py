"""reminders/unanswered: a told dose whose window has closed without an answer. No tap is not "not taken".

Belongs here: closing the window, planning the late question. Not here: what several silent ones mean (silence.py).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update

from bot import logs
from bot.ids import PersonId
from bot.reminders import planned, silence
from bot.reminders.claimed import as_due
from bot.reminders.due import Due
from bot.reminders.wanted import Kind, Wanted
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.glance import Instants, has_come
from bot.storage.tables import reminders

log = logs.get(__name__)

ASKED_FOR = timedelta(hours=12)
"""How long the late question may still be delivered; after that the day's list in /today is there to correct it."""
AT_ONCE = 500
"""Of so many doses those of one person are closed together: two questions about one moment would be one too many."""
_TOLD = (reminders.c.state == "sent", reminders.c.kind == Kind.DOSE.value)


class Unanswered:
    """The station that closes windows."""

    name = "reminders.unanswered"

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, at: Instants) -> ColumnElement[bool]:
        """See `stations.Foreseeing`."""
        return has_come(reminders.c.window_until, at.now, *_TOLD)

    async def tick(self, now: datetime) -> Ticked:
        """Every told dose whose window has closed is unanswered, and its late question is planned for now."""
        async with self._database.reading() as tx:
            if not await tx.value(select(has_come(reminders.c.window_until, now, *_TOLD))):
                return Ticked()
        closed = (*_TOLD, reminders.c.window_until <= now)
        first = select(reminders.c.person_id).where(*closed).order_by(reminders.c.window_until, reminders.c.person_id)
        async with self._database.transaction() as tx:
            rows = await tx.all(
                update(reminders)
                .where(*closed, reminders.c.person_id.in_(first.limit(AT_ONCE)))  # never half of a person's moment
                .values(state="unanswered", ended_at=now)
                .returning(reminders)
            )
            called = 0
            for person_id in sorted({PersonId(row.person_id) for row in rows}):
                theirs = [row for row in rows if row.person_id == person_id]
                called += await _ask(tx, person_id, theirs, now)
        for row in rows:
            log.info("reminder.unanswered", person=row.person_id, reminder=row.id)
        return Ticked(counts={"unanswered": len(rows)} | ({"tasks": called} if called else {}))

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """The next windows that close."""
        rows = await tx.all(
            select(reminders.c.window_until, reminders.c.person_id)
            .where(reminders.c.state == "sent", reminders.c.kind == Kind.DOSE.value)
            .order_by(reminders.c.window_until)
            .limit(limit)
        )
        return tuple(
            Upcoming(at=row.window_until, person=PersonId(row.person_id), key="upcoming-window") for row in rows
        )


async def _ask(tx: Transaction, person_id: PersonId, rows: Sequence[Row[Any]], now: datetime) -> bool:
    """What is asked about the doses that just became unanswered; True if somebody should call as well.

    The first silent moment gets the clinician's words for a late dose; from the second on all silent ones are asked
    about in one message, which takes the place of an earlier question.
    """
    silent = await silence.silent_doses(tx, person_id)
    moments = silence.moments(silent)
    if len(moments) >= silence.ASKED_FROM:
        await planned.drop(tx, person_id, now, kinds=(Kind.DOSES_ASKED, Kind.LATE))
        await planned.plan(tx, [_question(moments[-1], Kind.DOSES_ASKED, now)])
    else:
        first_of_moment = {row.due_at: as_due(row) for row in sorted(rows, key=lambda row: -row.id)}
        await planned.plan(tx, [_question(due, Kind.LATE, now) for due in first_of_moment.values()])
    return await silence.call_back(tx, person_id, silent, now)


def _question(due: Due, kind: Kind, now: datetime) -> Wanted:
    return Wanted(
        person_id=due.person_id,
        kind=kind,
        subject=str(due.id),
        due_at=now,
        window_until=now + ASKED_FOR,
        zone=due.zone,
        plan_id=due.plan_id,
    )
