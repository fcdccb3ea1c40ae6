"""reminders/dose_covered: what stands in a dose's message is changed later: a shown medicine is covered again, and when
an emergency begins or ends the message says so.

Belongs here: planning that, and what then stands there. Not here: showing it (chat/handlers/doses.py), which
emergencies matter (symptoms/danger.py).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select, update

from bot.caseload.person import Person
from bot.house import House
from bot.ids import PersonId
from bot.reminders import answered, dose_words, planned
from bot.reminders.claimed import as_due
from bot.reminders.dose_words import Said
from bot.reminders.doses import as_ordered, group_of
from bot.reminders.due import Drop, DropReason, Due, Send, Verdict
from bot.reminders.wanted import Kind, Wanted
from bot.sending import Lane, Method, Outgoing
from bot.storage.database import Transaction
from bot.storage.tables import reminders
from bot.symptoms import danger

BLANK_AFTER = timedelta(minutes=10)
"""After this long an open medicine and amount are covered again. Our own choice, for a phone left on a table."""
_TRIED_FOR = timedelta(days=2)

_NOT_YET = (
    update(reminders)
    .where(
        reminders.c.person_id == bindparam("person"),
        reminders.c.kind == Kind.BLANK.value,
        reminders.c.state == "planned",
        reminders.c.message_id == bindparam("under"),
    )
    .values(state="dropped", reason=DropReason.NOT_NEEDED.value, ended_at=bindparam("at"))
)
_NUDGES = and_(reminders.c.kind == Kind.NUDGE.value, reminders.c.subject.in_(bindparam("subjects", expanding=True)))
_MESSAGES = select(reminders).where(
    reminders.c.person_id == bindparam("person"),
    or_(reminders.c.id.in_(bindparam("rows", expanding=True)), _NUDGES),
    reminders.c.message_id.is_not(None),
    reminders.c.due_at > bindparam("since"),
)


async def blank_later(tx: Transaction, due: Due, message_id: int, now: datetime) -> None:
    """The message `message_id`, which stands for the moment of `due`, is covered again in a while."""
    await tx.run(_NOT_YET, {"person": due.person_id, "under": message_id, "at": now})
    await planned.plan(tx, [_blank(due, message_id, now + BLANK_AFTER)])


async def say_anew(tx: Transaction, person_id: PersonId, now: datetime) -> None:
    """An emergency of this person began or ended: what stands under their open doses is judged again at once, in the
    reminder, in its nudge, and where a medicine is shown."""
    rows = await tx.all(
        select(reminders).where(
            reminders.c.person_id == person_id,
            reminders.c.kind.in_([Kind.DOSE.value, Kind.NUDGE.value]),
            reminders.c.state == "sent",
            reminders.c.message_id.is_not(None),
            reminders.c.window_until > now,
        )
    )
    told = {row.message_id: as_due(row) for row in rows}
    await tx.run(
        update(reminders)
        .where(reminders.c.person_id == person_id, reminders.c.kind == Kind.BLANK.value, reminders.c.state == "planned")
        .values(not_before=now)
    )
    await planned.plan(tx, [_blank(due, message_id, now) for message_id, due in told.items()])


async def say_elsewhere(tx: Transaction, group: Sequence[Due], message_id: int | None, now: datetime) -> None:
    """The doses of `group` were answered under `message_id`: their other messages, a reminder or a nudge that still
    asks, are judged again."""
    ids = [due.id for due in group]
    subjects = [str(one) for one in ids]
    since = now - _TRIED_FOR
    rows = await tx.all(_MESSAGES, person=group[0].person_id, rows=ids, subjects=subjects, since=since)
    told = {row.message_id: as_due(row) for row in rows if row.message_id != message_id}
    await planned.plan(tx, [_blank(due, message, now) for message, due in told.items()])


def _blank(due: Due, message_id: int, at: datetime) -> Wanted:
    return Wanted(
        person_id=due.person_id,
        kind=Kind.BLANK,
        subject=str(due.id),
        due_at=at,
        window_until=at + _TRIED_FOR,
        zone=due.zone,
        plan_id=due.plan_id,
        message_id=message_id,
    )


async def speak(tx: Transaction, person: Person, due: Due, house: House, now: datetime) -> Verdict:
    """The message is covered; one whose dose was answered keeps a short line. `due.subject`: a dose, or its nudge."""
    group = await _moment_of(tx, person.id, int(due.subject))
    doses = await as_ordered(tx, person, group)
    if not doses or due.message_id is None:
        return Drop(reason=DropReason.SUPERSEDED)
    texts = house.texts.in_language(person.language)
    answers = await answered.standing_answers(tx, [one.id for one in group])
    left = [one for one in doses if one.due.id not in answers]
    if not left:
        said = Said(text=dose_words.short(doses, answers[doses[0].due.id].answer.value, texts))
    elif all(one.due.state == "sent" for one in left):
        state = await danger.open_danger(tx, person.id, now)
        said = dose_words.standing(left, texts, state, house.country_of(person))
    elif all(_is_to_come(one.due, now) for one in left):
        said = Said(text=dose_words.to_come(left, texts))
    else:
        said = Said(text=texts.say("late-passed", time=dose_words.time_of(doses)))
    assert person.chat_id is not None  # due.judge has looked
    return Send(
        message=Outgoing(
            chat_id=person.chat_id,
            method=Method.EDIT_TEXT,
            message_id=due.message_id,
            text=said.text,
            buttons=said.buttons,
            lane=Lane.DIGEST,
        )
    )


def _is_to_come(due: Due, now: datetime) -> bool:
    """Whether it was looked at before its time (in /today), and has still to be told."""
    return due.state in ("planned", "claimed") and now < due.window_until


async def _moment_of(tx: Transaction, person_id: PersonId, reminder_id: int) -> Sequence[Due]:
    """The doses that the reminder or nudge with this id is about."""
    if group := await group_of(tx, person_id, reminder_id):
        return group
    dose = await tx.value(
        select(reminders.c.subject).where(
            reminders.c.id == reminder_id, reminders.c.person_id == person_id, reminders.c.kind == Kind.NUDGE.value
        )
    )
    return await group_of(tx, person_id, int(dose)) if dose is not None else ()
