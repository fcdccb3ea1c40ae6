"""reminders/not_taken: doses that a person said they did not take, one after another: a taper that became a stop.

Belongs here: how many in a row. Not here: what follows (triage rules on `slots_not_taken`), silence (silence.py).
Source: FACTS 6: reported not taken twice running, ran out, or cannot keep it down is urgent (PD).
"""

from collections.abc import Sequence

from sqlalchemy import select

from bot.reminders.answered import standing_answers
from bot.reminders.due import Due
from bot.reminders.wanted import Kind
from bot.storage.database import Transaction
from bot.storage.tables import reminders

LOOKED_AT = 20


async def in_a_row(tx: Transaction, group: Sequence[Due]) -> int:
    """How many doses of one of these medicines in a row, up to and with this moment, were reported not taken; the most
    of any. A dose without an answer neither counts nor ends the row: nobody knows."""
    return max([await _in_a_row(tx, due) for due in group], default=0)


async def _in_a_row(tx: Transaction, due: Due) -> int:
    rows = await tx.all(
        select(reminders.c.id)
        .where(
            reminders.c.person_id == due.person_id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.subject == due.subject,
            reminders.c.due_at <= due.due_at,
        )
        .order_by(reminders.c.due_at.desc())
        .limit(LOOKED_AT)
    )
    answers = await standing_answers(tx, [row.id for row in rows])
    count = 0
    for row in rows:
        standing = answers.get(row.id)
        if standing is None:
            continue
        if not standing.answer.is_reported_not_taken:
            break
        count += 1
    return count
