"""handlers/dose_moment: what a tapped dose button is about, and what several of its answers show alike.

Belongs here: the moment of a tap with its doses and order, the lines and buttons that stand under every answer. Not
here: the answers themselves (doses.py, dose_late.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.caseload.permissions import Action, may
from bot.chat.turn import Turn
from bot.errors import Refused
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.reminders import answered, dose_covered, dose_words
from bot.reminders.answered import DoseAnswer, Recorded
from bot.reminders.dose_words import ONE
from bot.reminders.doses import PlannedDose, answerable, group_of, order_of
from bot.reminders.due import Due
from bot.sending import Button, Outgoing
from bot.taps import Verb, data
from bot.texts.html import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a tapped button is about. `meant`: those of `group` that the tap speaks of. `standing`: what had been
    answered before it."""

    group: tuple[Due, ...]
    meant: tuple[Due, ...]
    doses: tuple[PlannedDose, ...]
    plan: ActivePlan
    standing: Mapping[int, DoseAnswer]

    @property
    def time(self) -> str:
        return dose_words.time_of(self.doses)

    def late(self, now: datetime) -> bool:
        """Whether the time for all of it has passed."""
        return all(now >= due.window_until for due in self.meant)

    @property
    def answered_whole(self) -> bool:
        """Whether nothing is open any more once `meant` is answered."""
        return all(due.id in self.standing or due in self.meant for due in self.group)


async def of_tap(turn: Turn) -> Moment:
    """What the tapped button is about. Raises Refused where it is nobody's dose here, or not in the plan any more."""
    if turn.person is None or turn.heard.tap is None or not may(turn.person.role, Action.ANSWER_DOSE):
        raise Refused("button-old")
    one = turn.heard.tap.id if turn.heard.tap.arg == ONE else None
    return await moment_of(turn, turn.heard.tap.id, one=one)


async def moment_of(turn: Turn, reminder_id: int, *, one: int | None = None) -> Moment:
    """The moment of the dose `reminder_id`; of `one` medicine of it where that is named. Raises Refused."""
    await active.read_ahead(turn.tx, (turn.patient.id,))  # asked for four times from here on, and nothing is signed
    group = await group_of(turn.tx, turn.patient.id, reminder_id)
    doses = await answerable(turn.tx, turn.patient, group) if group else ()
    plan = await order_of(turn.tx, turn.patient.id, group[0]) if group else None
    if not doses or plan is None:
        raise Refused("dose-gone")
    standing = await answered.standing_answers(turn.tx, [due.id for due in group])
    open_ones = tuple(due for due in group if due.id not in standing)
    named = tuple(due for due in group if due.id == one)
    return Moment(group=group, meant=named or open_ones or group, doses=doses, plan=plan, standing=standing)


def noted_lines(turn: Turn, moment: Moment, standing: Mapping[int, DoseAnswer]) -> list[Html]:
    """`Noted: taken.`, with the medicine's name where there are several."""
    told = []
    for dose in moment.doses:
        if dose.due.id not in standing:
            continue
        answer = turn.texts.label(f"answer-{standing[dose.due.id].answer.value.replace('_', '-')}")
        if len(moment.doses) == 1:
            told.append(turn.texts.say("dose-noted-line", answer=answer))
        else:
            told.append(turn.texts.say("dose-noted-one", medicine=dose.medicine.name, answer=answer))
    return told


async def cover_later(turn: Turn, moment: Moment) -> None:
    """The tapped message shows a medicine now: it is covered again in a while."""
    if turn.heard.message_id is not None:
        await dose_covered.blank_later(turn.tx, moment.group[0], turn.heard.message_id, turn.now)


async def record(turn: Turn, moment: Moment, answer: DoseAnswer) -> Recorded:
    """As `answered.record`. Other messages about the same moment, the reminder above its nudge, say so too."""
    person = turn.patient.id
    done = await answered.record(turn.tx, moment.meant, answer, person_id=person, standing=moment.standing)
    if done.new:
        await dose_covered.say_elsewhere(turn.tx, moment.group, turn.heard.message_id, turn.now)
    return done


def undo_row(turn: Turn, group: Sequence[Due]) -> tuple[Button, ...]:
    """`Undo`, for ever."""
    return (Button(label=turn.texts.label("button-undo"), data=data(Verb.DOSE_UNDO, group[0].id)),)


def already(turn: Turn, standing: DoseAnswer) -> Outgoing:
    """The same answer stood before: nothing changed, and that is said."""
    answer = turn.texts.label(f"answer-{standing.answer.value.replace('_', '-')}")
    return turn.toast(turn.texts.label("dose-already", answer=answer))
