"""reminders/newest_due: after an outage only the newest dose of each medicine is offered.

Belongs here: finding the newest slot that is due, for one person or for many at once. Not here: asking about the
earlier ones (doses_asked.py).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.reminders.doses import PlannedDose
from bot.reminders.due import Due
from bot.reminders.wanted import Kind
from bot.storage.database import Transaction
from bot.storage.tables import reminders

_AHEAD = "doses.newest_due"


async def read_ahead(tx: Transaction, told: Sequence[Due], now: datetime) -> None:
    """`newer_is_due` of each of `told` needs no more reading in `tx`."""
    tx.ahead[_AHEAD] = await _newest_due(tx, told, now)


async def newer_is_due(tx: Transaction, doses: Sequence[PlannedDose], now: datetime) -> bool:
    """Whether a later slot of every one of these medicines is due as well: after an outage the newest is offered."""
    person = doses[0].due.person_id
    ahead = tx.ahead.get(_AHEAD, {})
    newest = ahead[person] if person in ahead else (await _newest_due(tx, [one.due for one in doses], now))[person]
    return all(newest.get(one.due.subject, one.due.due_at) > one.due.due_at for one in doses)


async def _newest_due(tx: Transaction, doses: Sequence[Due], now: datetime) -> dict[int, dict[str, datetime]]:
    """Person → medicine → its newest slot that is due at `now`, for the people and from the time of `doses` on."""
    found: dict[int, dict[str, datetime]] = {due.person_id: {} for due in doses}
    rows = await tx.all(
        select(reminders.c.person_id, reminders.c.subject, func.max(reminders.c.due_at).label("newest"))
        .where(
            reminders.c.person_id.in_(list(found)),
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.due_at >= min(due.due_at for due in doses),
            reminders.c.due_at <= now,
        )
        .group_by(reminders.c.person_id, reminders.c.subject)
    )
    for row in rows:
        found[row.person_id][row.subject] = row.newest
    return found
