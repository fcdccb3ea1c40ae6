"""reminders/doses_asked: which doses a question about several of them means.

Belongs here: the catch-up after an outage and the doses it asks about, the silent doses that "did you take them?" asked
about. Not here: when silence is asked about (unanswered.py, silence.py), the words (dose_words.py).
"""

from datetime import timedelta

from sqlalchemy import case, literal, select, update

from bot.ids import PersonId
from bot.reminders import planned
from bot.reminders.claimed import as_due
from bot.reminders.due import DropReason, Due
from bot.reminders.wanted import Kind, Wanted
from bot.storage.columns import UtcDateTime
from bot.storage.database import Transaction
from bot.storage.tables import reminders

CATCH_UP_WINDOW = timedelta(hours=24)
"""How long after an outage a missed slot is still asked about."""
NOT_DELIVERED = frozenset({DropReason.TOO_LATE.value, DropReason.UNKNOWN_OUTCOME.value})
"""Why a dose was dropped that its person may have taken all the same, so that they are asked."""


async def question_of(tx: Transaction, person_id: PersonId, reminder_id: int, kind: Kind) -> Due | None:
    """The question of this kind with this id, if it is this person's."""
    row = await tx.first(
        select(reminders).where(
            reminders.c.id == reminder_id, reminders.c.person_id == person_id, reminders.c.kind == kind.value
        )
    )
    return as_due(row) if row else None


async def asked_about(tx: Transaction, question: Due) -> tuple[Due, ...]:
    """The doses that `question` asked about and that still have no answer, oldest first. They are found by the moment
    at which it was asked, so that an answer that comes much later still means them."""
    rows = await tx.all(
        select(reminders)
        .where(
            reminders.c.person_id == question.person_id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.state == "unanswered",
            reminders.c.window_until <= question.due_at,
            reminders.c.window_until > question.due_at - CATCH_UP_WINDOW * 2,
        )
        .order_by(reminders.c.due_at)
    )
    return tuple(as_due(row) for row in rows)


async def missed_slots(tx: Transaction, due: Due) -> tuple[Due, ...]:
    """The dose slots that the catch-up `due` asks about: of its medicine, not told in time, not answered since."""
    rows = await tx.all(
        select(reminders)
        .where(
            reminders.c.person_id == due.person_id,
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.subject == due.subject,
            reminders.c.state == "dropped",
            reminders.c.reason.in_(NOT_DELIVERED),
            reminders.c.due_at > due.due_at - CATCH_UP_WINDOW * 2,
            reminders.c.due_at <= due.window_until,
        )
        .order_by(reminders.c.due_at)
    )
    return tuple(as_due(row) for row in rows)


async def plan_catch_up(tx: Transaction, due: Due) -> None:
    """`due` is asked about: in the question that waits already, which is put for longer then, or in a new one."""
    at = due.window_until
    longer = await tx.run(
        update(reminders)
        .where(
            reminders.c.person_id == due.person_id,
            reminders.c.kind == Kind.CATCH_UP.value,
            reminders.c.subject == due.subject,
            reminders.c.state.in_(["planned", "claimed"]),
        )
        .values(
            window_until=case(
                (reminders.c.window_until > at + CATCH_UP_WINDOW, reminders.c.window_until),
                else_=literal(at + CATCH_UP_WINDOW, UtcDateTime()),
            )
        )
    )
    if not longer.rowcount:
        wanted = Wanted(
            person_id=due.person_id,
            kind=Kind.CATCH_UP,
            subject=due.subject,
            due_at=at,
            window_until=at + CATCH_UP_WINDOW,
            zone=due.zone,
            plan_id=due.plan_id,
        )
        await planned.plan(tx, [wanted])
