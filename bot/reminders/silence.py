"""reminders/silence: told doses without an answer, one after another. Unanswered is never "not taken".

Belongs here: which doses are silent in a row, the question about them, the call-back task. Not here: closing a window
(unanswered.py), silent prompts (checkin_silence.py), doses that were reported not taken (not_taken.py).

Source: PRODUCT "A slot's day": unanswered twice, the person is asked about both; planned slots unanswered for 24 h, a
call-back task for that day. Only slots whose window has closed count, and any answer or message ends the silence (PD).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload import people, tasks
from bot.caseload.person import Person
from bot.caseload.tasks import TaskKind
from bot.ids import PersonId
from bot.reminders.claimed import as_due
from bot.reminders.due import Due
from bot.reminders.heard import heard_since, last_heard
from bot.reminders.wanted import Kind
from bot.storage.database import Transaction
from bot.storage.tables import reminders

ASKED_FROM = 2
"""So many silent moments in a row are asked about together."""
CALLED_AFTER = timedelta(hours=24)
"""Silent slots that reach back so far make a call-back task."""
LOOKED_AT = 60
"""How many rows back a silence is followed."""


async def silent_doses(tx: Transaction, person_id: PersonId) -> tuple[Due, ...]:
    """The newest told doses in a row that nobody answered, oldest first. One that we could not deliver is unknown and
    counts neither way; anything heard from the person since ends the row."""
    rows = await tx.all(
        select(reminders)
        .where(
            reminders.c.person_id == person_id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.state.in_(["unanswered", "answered"]),
        )
        .order_by(reminders.c.due_at.desc(), reminders.c.id.desc())
        .limit(LOOKED_AT)
    )
    person = await people.by_id(tx, person_id)
    if person is None:
        return ()
    last = await last_heard(tx, person) if rows and rows[0].state == "unanswered" else None
    silent = takewhile(lambda row: row.state == "unanswered" and (last is None or last <= row.due_at), rows)
    return tuple(as_due(row) for row in silent)[::-1]


def moments(doses: Sequence[Due]) -> tuple[Due, ...]:
    """One dose for each moment: several medicines at one time were one message."""
    return tuple({due.due_at: due for due in reversed(doses)}.values())[::-1]


async def call_back(tx: Transaction, person_id: PersonId, doses: Sequence[Due], now: datetime) -> bool:
    """A call-back task is open when the silence of `doses` is 24 hours long; True if it is new. One at a time."""
    person = await people.by_id(tx, person_id)
    if person is None or not doses or not person.can_be_reminded or now - doses[0].due_at < CALLED_AFTER:
        return False
    today = now.astimezone(ZoneInfo(doses[0].zone)).date()
    return await call_back_task(tx, person, TaskKind.SILENCE, due_on=today, now=now)


async def call_back_task(tx: Transaction, person: Person, kind: TaskKind, *, due_on: date, now: datetime) -> bool:
    """A task tells staff of this silence; True if that is news. One at a time: the silence that an open task tells of
    makes no other. Was the person heard since that one was opened, this is another silence: nobody may take it for the
    old one, so the task is due again as if opened now."""
    standing = [task for task in await tasks.all_open(tx, person=person.id) if task.kind.is_silence]
    if not standing:
        return await tasks.open_task(tx, person, kind, due_on=due_on, now=now) is not None
    newest = max(standing, key=lambda task: task.created_at)
    if not await heard_since(tx, person, newest.created_at):
        return False
    await tasks.renew(tx, newest.id, due_on=due_on, now=now)
    return True
