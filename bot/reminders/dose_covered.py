"""reminders/dose_covered: a message that shows a medicine is covered again after a while.

Belongs here: planning that and what then stands there. Not here: showing it (chat/handlers/doses.py).
"""

from datetime import datetime, timedelta

from bot.caseload.person import Person
from bot.reminders import answered, dose_words, planned
from bot.reminders.dose_words import Said
from bot.reminders.doses import as_ordered, group_of
from bot.reminders.due import Drop, DropReason, Due, Send, Verdict
from bot.reminders.wanted import Kind, Wanted
from bot.sending import Lane, Method, Outgoing
from bot.storage.database import Transaction
from bot.symptoms import danger
from bot.texts.catalog import Texts

BLANK_AFTER = timedelta(minutes=10)
"""After this long an open medicine and amount are covered again. Our own choice, for a phone left on a table."""


async def blank_later(tx: Transaction, due: Due, message_id: int, now: datetime) -> None:
    """The message `message_id`, which stands for the moment of `due`, is covered again in a while."""
    wanted = Wanted(
        person_id=due.person_id,
        kind=Kind.BLANK,
        subject=str(due.id),
        due_at=now + BLANK_AFTER,
        window_until=now + timedelta(days=2),
        zone=due.zone,
        plan_id=due.plan_id,
        message_id=message_id,
    )
    await planned.drop(tx, due.person_id, now, kinds=(Kind.BLANK,), subject=str(due.id))
    await planned.plan(tx, [wanted])


async def speak(tx: Transaction, person: Person, due: Due, texts: Texts) -> Verdict:
    """A message that shows a medicine is covered again; one that was answered keeps a short line."""
    group = await group_of(tx, person.id, int(due.subject))
    doses = await as_ordered(tx, person, group)
    if not doses or due.message_id is None:
        return Drop(reason=DropReason.SUPERSEDED)
    answers = await answered.standing_answers(tx, [one.id for one in group])
    left = [one for one in doses if one.due.id not in answers]
    if not left:
        said = Said(text=dose_words.short(doses, answers[doses[0].due.id].answer.value, texts))
    elif all(one.due.state == "sent" for one in left):
        said = dose_words.discreet(left, texts, await danger.open_danger(tx, person.id))
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
