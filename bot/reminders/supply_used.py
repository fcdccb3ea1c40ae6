"""reminders/supply_used: what the answers say that the box gave since it was counted.

Belongs here: doses that stayed in it, second doses, doses taken when needed. Not here: the count (supply.py), the
arithmetic (plans/supply.py).

A dose without an answer counts as taken, and so does "not sure": the reminder to get more then comes too early, never
too late. Only a dose reported not taken is still there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bot.ids import PersonId
from bot.plans.model import MedicineTaper
from bot.reminders.answered import Answer, DoseAnswer, standing_answers
from bot.reminders.wanted import Kind, subject_of
from bot.storage.database import Transaction
from bot.storage.tables import reminders


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Of one medicine since its count: slots that were not taken, slots taken twice, amounts taken when needed."""

    left_out: frozenset[datetime] = frozenset()
    twice: frozenset[datetime] = frozenset()
    needed: tuple[Decimal, ...] = ()


AS_ORDERED = Used()


async def used_since(
    tx: Transaction, person_id: PersonId, medicine: MedicineTaper, *, salt: str, since: datetime
) -> Used:
    """What was said of doses of `medicine` at or after `since`."""
    word = subject_of(salt, medicine.id)
    kinds = [Kind.DOSE.value, Kind.AS_NEEDED.value]
    rows = await tx.all(
        select(reminders.c.id, reminders.c.kind, reminders.c.subject, reminders.c.due_at).where(
            reminders.c.person_id == person_id,
            reminders.c.due_at >= since,
            reminders.c.state == "answered",
            reminders.c.kind.in_(kinds),
        )
    )
    mine = [row for row in rows if row.subject.partition(":")[0] == word]
    standing = await standing_answers(tx, [row.id for row in mine])
    return _used(mine, standing, medicine)


def _used(rows: Sequence[Any], standing: dict[int, DoseAnswer], medicine: MedicineTaper) -> Used:
    said = [(row, standing[row.id].answer) for row in rows if row.id in standing]
    doses = [(row.due_at, answer) for row, answer in said if row.kind == Kind.DOSE.value]
    places = [int(row.subject.partition(":")[2]) for row, _ in said if row.kind == Kind.AS_NEEDED.value]
    return Used(
        left_out=frozenset(at for at, answer in doses if answer.is_reported_not_taken),
        twice=frozenset(at for at, answer in doses if answer is Answer.TAKEN_TWICE),
        needed=tuple(medicine.as_needed[place].amount for place in places if place < len(medicine.as_needed)),
    )
