"""reminders/not_taken: doses that a person said they did not take, one after another: a taper that became a stop.

Belongs here: how many in a row. Not here: what follows (triage rules on `slots_not_taken`), silence (silence.py).
Source: FACTS 6: reported not taken twice running, ran out, or cannot keep it down is urgent (PD).
"""

from collections.abc import Sequence
from itertools import takewhile

from sqlalchemy import Select, select

from bot.reminders.answered import standing_answers
from bot.reminders.due import Due
from bot.reminders.wanted import Kind
from bot.storage.database import Transaction
from bot.storage.tables import reminders

LOOKED_AT = 20


async def in_a_row(tx: Transaction, group: Sequence[Due]) -> int:
    """How many doses of one of these medicines in a row, this moment among them, were reported not taken; the most of
    any. A dose without an answer neither counts nor ends the row: nobody knows. An answer that is corrected later
    counts with those after it as well."""
    return max([await _in_a_row(tx, due) for due in group], default=0)


async def _in_a_row(tx: Transaction, due: Due) -> int:
    mine = (
        reminders.c.person_id == due.person_id,
        reminders.c.kind == Kind.DOSE.value,
        reminders.c.subject == due.subject,
    )
    before = select(reminders.c.id).where(*mine, reminders.c.due_at <= due.due_at).order_by(reminders.c.due_at.desc())
    after = select(reminders.c.id).where(*mine, reminders.c.due_at > due.due_at).order_by(reminders.c.due_at)
    earlier = await _not_taken(tx, before.limit(LOOKED_AT))
    return earlier + await _not_taken(tx, after.limit(LOOKED_AT)) if earlier else 0


async def _not_taken(tx: Transaction, doses: Select[tuple[int]]) -> int:
    """How many of `doses`, from the first on, were reported not taken, until one was answered otherwise."""
    rows = await tx.all(doses)
    answers = await standing_answers(tx, [row.id for row in rows])
    told = (answers[row.id] for row in rows if row.id in answers)
    return len(list(takewhile(lambda one: one.answer.is_reported_not_taken, told)))
