"""reminders/moved: one day's dose at another time, inside the window that the clinician allows.

Belongs here: which times are allowed, moving and moving back. Not here: the buttons (chat/handlers/moved.py).

Only a dose that nobody tried to tell yet moves, never past its neighbours, and never where the order does not say
`may_move_minutes`. The slot stays itself: only when it is told, and until when, changes. A new order takes a move back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from bot import logs
from bot.reminders.doses import PlannedDose
from bot.reminders.wanted import Kind
from bot.storage.database import Transaction
from bot.storage.tables import reminders

log = logs.get(__name__)

OFFERED = (-120, -90, -60, -30, -15, 15, 30, 60, 90, 120)
"""Minutes. What is offered of what the clinician allows; our own choice."""


async def options(tx: Transaction, doses: Sequence[PlannedDose], now: datetime) -> tuple[datetime, ...]:
    """The times to which all doses of this moment may be moved, earliest first; empty: it may not be moved.

    Source: the order's `may_move_minutes`, the least of all its medicines.
    """
    rules = [dose.medicine.late_rule for dose in doses]
    limit = min((rule.may_move_minutes or 0 if rule else 0 for rule in rules), default=0)
    if not limit or any(dose.due.state != "planned" for dose in doses):
        return ()
    at = doses[0].due.due_at
    before, after = await _neighbours(tx, doses)
    times = [at + timedelta(minutes=minutes) for minutes in OFFERED if abs(minutes) <= limit]
    return tuple(one for one in times if one > max(now, before) and one < after)


async def move(tx: Transaction, doses: Sequence[PlannedDose], to: datetime, now: datetime) -> bool:
    """The doses of this moment are told at `to` (back to their own time, where it is that). False: it is too late."""
    _, after = await _neighbours(tx, doses)
    moved = 0
    for dose in doses:
        length = dose.due.window_until - (dose.due.moved_to or dose.due.due_at)
        back = to == dose.due.due_at
        done = await tx.run(
            update(reminders)
            .where(reminders.c.id == dose.due.id, reminders.c.state == "planned", reminders.c.copies == 0)
            .values(moved_to=None if back else to, not_before=to, window_until=min(to + length, after))
        )
        moved += done.rowcount
    log.info("reminder.moved", person=doses[0].due.person_id, reminder=doses[0].due.id, doses=moved)
    return moved == len(doses)


async def _neighbours(tx: Transaction, doses: Sequence[PlannedDose]) -> tuple[datetime, datetime]:
    """The doses of the same medicines just before and just after; a day away where there is none."""
    at, due = doses[0].due.due_at, reminders.c.due_at
    mine = (
        reminders.c.person_id == doses[0].due.person_id,
        reminders.c.kind == Kind.DOSE.value,
        reminders.c.subject.in_([dose.due.subject for dose in doses]),
    )
    last = await tx.value(select(func.max(due)).where(*mine, due < at))
    following = await tx.value(select(func.min(due)).where(*mine, due > at))
    return last or at - timedelta(days=1), following or at + timedelta(days=1)
