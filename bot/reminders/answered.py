"""reminders/answered: what a person says about a dose is written down, and can be corrected for ever.

Belongs here: taken, skipped, not sure, not taken and why, later, undo; the newest answer is what holds.
Not here: words (dose_words.py), what silence means (unanswered.py), what "ran out" means for safety (symptoms/).

Nothing is marked taken by default. A second tap of the same answer changes nothing and says so.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot import logs
from bot.ids import PersonId
from bot.reminders import planned
from bot.reminders.due import DropReason, Due
from bot.reminders.wanted import Kind, Wanted
from bot.storage.database import Transaction
from bot.storage.tables import dose_answers, reminders

log = logs.get(__name__)


class Answer(StrEnum):
    """What a person said about a dose. The value is stored, sealed."""

    TAKEN = "taken"
    SKIPPED = "skipped"
    NOT_TAKEN = "not_taken"
    UNSURE = "unsure"
    TAKEN_TWICE = "taken_twice"  # a second dose of one slot: recorded with a warning, never refused

    @property
    def is_reported_not_taken(self) -> bool:
        return self in (Answer.SKIPPED, Answer.NOT_TAKEN)


class Why(StrEnum):
    """Why a dose was not taken. The code stands in the button."""

    FORGOT = "f"
    FELT_SICK = "s"
    RAN_OUT = "r"
    FELT_BETTER = "b"
    SIDE_EFFECTS = "e"
    ON_PURPOSE = "p"
    OTHER = "o"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseAnswer:
    """An answer as it stands. `taken_at` only with TAKEN; `why` only with what was not taken."""

    answer: Answer
    at: datetime
    taken_at: datetime | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What `record` did. `new` False: the same answer stood already, and nothing changed."""

    new: bool
    standing: DoseAnswer


async def record(
    tx: Transaction,
    group: Sequence[Due],
    answer: DoseAnswer,
    *,
    person_id: PersonId,
    standing: Mapping[int, DoseAnswer] | None = None,
) -> Recorded:
    """`answer` holds for every dose of `group`; what was still to be said about them is dropped.

    The rows are answered, in whatever state they were: an early or late answer counts for its slot. `standing`: the
    answers that stand, where they were read in this transaction already.
    """
    if standing is None:
        standing = await standing_answers(tx, [due.id for due in group])
    if all(_same(standing.get(due.id), answer) for due in group):
        return Recorded(new=False, standing=standing[group[0].id])
    for due in group:
        await tx.insert(
            dose_answers,
            reminder_id=due.id,
            person_id=person_id,
            answer=_written(answer),
            taken_at=answer.taken_at,
            at=answer.at,
        )
    await _close(tx, group, answer.at)
    await _nothing_more(tx, group, person_id, answer.at)
    log.info("reminder.answered", person=person_id, reminder=group[0].id, doses=len(group), quiet_answer=answer.answer)
    return Recorded(new=True, standing=answer)


async def undo(tx: Transaction, group: Sequence[Due], now: datetime, *, person_id: PersonId) -> bool:
    """The newest answer of each dose is taken back; the slot is open again while its window is, else unanswered. One
    that was answered before its time is told of at its time. False: there was nothing to take back."""
    ids = [due.id for due in group]
    newest = await tx.all(
        select(dose_answers.c.id, dose_answers.c.reminder_id)
        .where(dose_answers.c.reminder_id.in_(ids), dose_answers.c.undone_at.is_(None))
        .order_by(dose_answers.c.id)
    )
    last = {row.reminder_id: row.id for row in newest}
    if not last:
        return False
    await tx.run(update(dose_answers).where(dose_answers.c.id.in_(last.values())).values(undone_at=now))
    if len(newest) == len(last):  # no older answer stands behind any of them
        await tx.run(update(reminders).where(reminders.c.id.in_(ids)).values(**_open_again(group, now)))
    log.info("reminder.undone", person=person_id, reminder=group[0].id)
    return True


def _open_again(group: Sequence[Due], now: datetime) -> dict[str, Any]:
    if any(now >= due.window_until for due in group):
        return {"state": "unanswered", "ended_at": now}
    # Before its time it was never told: it must be, or a slip of the finger has cost a reminder.
    told = now >= (group[0].moved_to or group[0].due_at)
    return {"state": "sent" if told else "planned", "ended_at": None}


async def set_taken_at(tx: Transaction, group: Sequence[Due], at: datetime) -> bool:
    """The standing "taken" of each dose names this time. False: none of them stands as taken."""
    standing = await standing_answers(tx, [due.id for due in group])
    told = [row for row, answer in standing.items() if answer.answer is Answer.TAKEN]
    newest = (
        select(func.max(dose_answers.c.id))
        .where(dose_answers.c.reminder_id.in_(told), dose_answers.c.undone_at.is_(None))
        .group_by(dose_answers.c.reminder_id)
    )
    await tx.run(update(dose_answers).where(dose_answers.c.id.in_(newest)).values(taken_at=at))
    return bool(told)


async def later(
    tx: Transaction, group: Sequence[Due], now: datetime, *, person_id: PersonId, minutes: int
) -> datetime | None:
    """One more question comes `minutes` from now and replaces the planned one; None: the window closes before."""
    at = now + timedelta(minutes=minutes)
    if at >= max(due.window_until for due in group):
        return None
    await drop_nudges(tx, group, now, person_id=person_id)
    await planned.plan(tx, [nudge_of(group, at)])
    return at


async def drop_nudges(tx: Transaction, group: Sequence[Due], now: datetime, *, person_id: PersonId) -> None:
    """No planned nudge of this moment is left."""
    await planned.drop(tx, person_id, now, kinds=(Kind.NUDGE,), subject=str(group[0].id), reason=DropReason.NOT_NEEDED)


def nudge_of(group: Sequence[Due], at: datetime) -> Wanted:
    """The wanted nudge for the doses of `group` at `at`."""
    return Wanted(
        person_id=group[0].person_id,
        kind=Kind.NUDGE,
        subject=str(group[0].id),
        due_at=at,
        window_until=max(due.window_until for due in group),
        zone=group[0].zone,
        plan_id=group[0].plan_id,
    )


_STANDING = (
    select(dose_answers)
    .where(dose_answers.c.reminder_id.in_(bindparam("rows", expanding=True)), dose_answers.c.undone_at.is_(None))
    .order_by(dose_answers.c.id)
)


async def standing_answers(tx: Transaction, reminder_ids: Sequence[int]) -> dict[int, DoseAnswer]:
    """The answer that holds for each of these dose rows that has one."""
    if not reminder_ids:
        return {}
    rows = await tx.all(_STANDING, rows=tuple(reminder_ids))
    return {row.reminder_id: _read(row.answer, row.at, row.taken_at) for row in rows}


def _same(standing: DoseAnswer | None, new: DoseAnswer) -> bool:
    return standing is not None and (standing.answer, standing.why) == (new.answer, new.why)


def _written(answer: DoseAnswer) -> str:
    return json.dumps({"answer": answer.answer.value, "why": answer.why.value if answer.why else None})


def _read(written: str, at: datetime, taken_at: datetime | None) -> DoseAnswer:
    stored = json.loads(written)
    why = Why(stored["why"]) if stored["why"] else None
    return DoseAnswer(answer=Answer(stored["answer"]), at=at, taken_at=taken_at, why=why)


_CLOSED = (
    update(reminders)
    .where(reminders.c.id.in_(bindparam("rows", expanding=True)))
    .values(state="answered", ended_at=bindparam("at"), claimed_until=None)
)


async def _close(tx: Transaction, group: Sequence[Due], now: datetime) -> None:
    await tx.run(_CLOSED, {"rows": [due.id for due in group], "at": now})


async def _nothing_more(tx: Transaction, group: Sequence[Due], person_id: PersonId, now: datetime) -> None:
    """What was planned to be said about these doses is not said any more."""
    for subject in {str(due.id) for due in group}:
        await planned.drop(
            tx, person_id, now, kinds=(Kind.NUDGE, Kind.LATE), subject=subject, reason=DropReason.ANSWERED
        )
