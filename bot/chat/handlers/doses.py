"""handlers/doses: the buttons under a dose: shown, taken and when, later, skipped, not sure, why not, undo.

Belongs here: answers about one moment. Not here: /today and what is chosen there (today.py), several silent moments at
once (not_taken.py), the words (reminders/dose_words.py), what an answer changes (reminders/answered.py).

Several medicines at one time are one message. A tap speaks of what is still open in it, never of what was ticked
before; only where everything has an answer does it correct all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.caseload import clock_words
from bot.caseload.permissions import Action, may
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import not_taken
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans.active import ActivePlan
from bot.reminders import answered, dose_speaker, dose_words, moved
from bot.reminders.answered import Answer, DoseAnswer, Why
from bot.reminders.dose_words import ONE, Said
from bot.reminders.doses import PlannedDose, answerable, group_of, order_of
from bot.reminders.due import Due
from bot.sending import Button, Outgoing
from bot.symptoms import danger
from bot.taps import Verb, data
from bot.texts.html import Html, lines

EARLY = timedelta(hours=2)
"""How long before its time a dose can be answered from /today. Earlier it is more likely a slip of the finger."""
TYPED = "t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a tapped button is about. `meant`: those of `group` that the tap speaks of."""

    group: tuple[Due, ...]
    meant: tuple[Due, ...]
    doses: tuple[PlannedDose, ...]
    plan: ActivePlan

    @property
    def time(self) -> str:
        return dose_words.time_of(self.doses)

    def late(self, now: datetime) -> bool:
        """Whether the time for all of it has passed."""
        return all(now >= due.window_until for due in self.meant)


async def show(turn: Turn) -> list[Outgoing]:
    """The medicine and the amount, what was noted, and every way to answer."""
    moment = await of_tap(turn)
    movable = await moved.options(turn.tx, moment.doses, turn.now)
    move = ((Button(label=turn.texts.label("button-move"), data=data(Verb.DOSE_MOVE, moment.group[0].id)),),)
    if turn.now < moment.group[0].due_at - EARLY:
        if movable:
            return [turn.edit(turn.texts.say("dose-not-yet", time=moment.time), buttons=move)]
        raise Refused("dose-not-yet", time=moment.time)
    state = await danger.open_danger(turn.tx, turn.patient.id)
    if state is danger.Danger.NOT_OFFERED:
        raise Refused("dose-ask-first-line")
    await _cover_later(turn, moment)
    standing = await answered.standing_answers(turn.tx, [due.id for due in moment.group])
    said = dose_words.revealed(moment.doses, turn.texts, moment.plan.plan, state)
    noted = _noted_lines(turn, moment, standing)
    twice = _twice_row(turn, moment) if any(one.answer is Answer.TAKEN for one in standing.values()) else ()
    return [turn.edit(lines(said.text, *noted), buttons=(*said.buttons, *twice, *(move if movable else ())))]


async def taken(turn: Turn) -> list[Outgoing]:
    """Done. After the window nobody knows when it was, so that is asked."""
    moment = await of_tap(turn)
    late = moment.late(turn.now)
    answer = DoseAnswer(answer=Answer.TAKEN, at=turn.now, taken_at=None if late else turn.now)
    done = await answered.record(turn.tx, moment.meant, answer, person_id=turn.patient.id)
    if not done.new:
        return [_already(turn, done.standing)]
    if rest := await _rest(turn, moment):
        return [rest]
    if late:
        return [_when(turn, moment)]
    return await _noted(
        turn, moment, "dose-taken", time=moment.time, at=dose_words.local_time(turn.now, moment.group[0].zone)
    )


async def later(turn: Turn) -> list[Outgoing]:
    """When shall I ask again?"""
    moment = await of_tap(turn)
    state = await danger.open_danger(turn.tx, turn.patient.id)
    said = dose_words.discreet(moment.doses, turn.texts, state)
    return [turn.edit(said.text, buttons=(dose_words.snooze_row(moment.group[0].id, turn.texts), *said.buttons))]


async def snooze(turn: Turn) -> list[Outgoing]:
    """Asked again in 10, 30 or 60 minutes, never past the late window."""
    moment = await of_tap(turn)
    minutes = next((m for m in dose_words.SNOOZES if turn.heard.tap and turn.heard.tap.arg == str(m)), None)
    if minutes is None:
        raise Refused("button-old")
    at = await answered.later(turn.tx, moment.group, turn.now, person_id=turn.patient.id, minutes=minutes)
    zone = moment.group[0].zone
    if at is None:
        until = dose_words.local_time(max(due.window_until for due in moment.group), zone)
        return [turn.toast(turn.texts.label("dose-snooze-too-late", time=moment.time, until=until), box=True)]
    state = await danger.open_danger(turn.tx, turn.patient.id)
    said = dose_words.discreet(moment.doses, turn.texts, state)
    text = turn.texts.say("dose-snoozed", time=dose_words.local_time(at, zone))
    return [turn.edit(lines(said.text, text), buttons=said.buttons)]


async def skip(turn: Turn) -> list[Outgoing]:
    """Skipped, noted without a word of blame."""
    moment = await of_tap(turn)
    answer = DoseAnswer(answer=Answer.SKIPPED, at=turn.now)
    done = await answered.record(turn.tx, moment.meant, answer, person_id=turn.patient.id)
    if not done.new:
        return [_already(turn, done.standing)]
    guided = await not_taken.reported(turn, moment.meant, set())
    if rest := await _rest(turn, moment):
        return [*guided, rest]
    return [*guided, *await _noted(turn, moment, "dose-skipped", time=moment.time)]


async def unsure(turn: Turn) -> list[Outgoing]:
    """Not sure: do not repeat it, ask."""
    moment = await of_tap(turn)
    answer = DoseAnswer(answer=Answer.UNSURE, at=turn.now)
    done = await answered.record(turn.tx, moment.meant, answer, person_id=turn.patient.id)
    if not done.new:
        return [_already(turn, done.standing)]
    contact = dose_words.contact_words(moment.plan.plan, turn.texts, turn.now)
    text = turn.texts.say("dose-unsure", time=moment.time, contact=contact)
    return [turn.edit(text, buttons=(undo_row(turn, moment.group),))]


async def undo(turn: Turn) -> list[Outgoing]:
    """The newest answer is taken back, and the dose is open again."""
    moment = await of_tap(turn)
    if not await answered.undo(turn.tx, moment.group, turn.now, person_id=turn.patient.id):
        return [turn.toast(turn.texts.label("button-old"))]
    state = await danger.open_danger(turn.tx, turn.patient.id)
    said = dose_words.discreet(moment.doses, turn.texts, state)
    return [turn.toast(turn.texts.label("dose-undone")), _edit(turn, said)]


async def late_taken(turn: Turn) -> list[Outgoing]:
    """After the window: it was taken all the same, and when; of several medicines only some: which."""
    moment = await of_tap(turn)
    if turn.heard.tap and turn.heard.tap.arg == dose_words.SOME:
        state = await danger.open_danger(turn.tx, turn.patient.id)
        open_ones = [dose for dose in moment.doses if dose.due in moment.meant]
        await _cover_later(turn, moment)
        return [_edit(turn, dose_words.revealed(open_ones, turn.texts, moment.plan.plan, state))]
    answer = DoseAnswer(answer=Answer.TAKEN, at=turn.now)
    done = await answered.record(turn.tx, moment.meant, answer, person_id=turn.patient.id)
    return [_when(turn, moment) if done.new else _already(turn, done.standing)]


async def taken_at(turn: Turn) -> list[Outgoing]:
    """The time at which it was taken, by a button or to be typed."""
    moment = await of_tap(turn)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    first = moment.group[0]
    if arg == TYPED:
        await dialogs.expect(turn.tx, turn.patient.id, Dialog(expecting=Expecting.TAKEN_AT, id=first.id))
        return [turn.edit(turn.texts.say("late-when-type", time=moment.time), buttons=(undo_row(turn, moment.group),))]
    if not arg.isdecimal() or int(arg) not in dose_words.WHEN:
        raise Refused("button-old")
    return [await _taken_then(turn, moment, first.due_at + timedelta(minutes=int(arg)))]


async def typed_taken_at(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The time was typed: the one nearest to the dose's own that is not still to come."""
    at = clock_words.read_time(turn.heard.text)
    if at is None:
        return [turn.reply(turn.texts.say("late-when-unknown"))]
    await dialogs.expect(turn.tx, turn.patient.id, None)
    moment = await _moment(turn, dialog.id)
    zone = ZoneInfo(moment.group[0].zone)
    on = moment.group[0].due_at.astimezone(zone).date()
    days = [datetime.combine(on + timedelta(days=more), at, zone) for more in (-1, 0, 1)]
    passed = [one for one in days if one <= turn.now]
    if not passed:
        return [turn.reply(turn.texts.say("late-when-unknown"))]
    nearest = min(passed, key=lambda one: abs(one - moment.group[0].due_at))
    return [await _taken_then(turn, moment, nearest.astimezone(turn.now.tzinfo))]


async def _taken_then(turn: Turn, moment: Moment, at: datetime) -> Outgoing:
    if at > turn.now or not await answered.set_taken_at(turn.tx, moment.group, at):
        raise Refused("button-old")
    when = dose_words.local_time(at, moment.group[0].zone)
    text = turn.texts.say("late-taken-at", time=moment.time, at=when)
    return turn.edit(text, buttons=(undo_row(turn, moment.group),))


async def why(turn: Turn) -> list[Outgoing]:
    """After the window: it was not taken, and why."""
    moment = await of_tap(turn)
    code = turn.heard.tap.arg if turn.heard.tap else ""
    if code not in tuple(Why):
        raise Refused("button-old")
    answer = DoseAnswer(answer=Answer.NOT_TAKEN, at=turn.now, why=Why(code))
    done = await answered.record(turn.tx, moment.meant, answer, person_id=turn.patient.id)
    if not done.new:
        return [_already(turn, done.standing)]
    ticks = {"ran_out"} if code == Why.RAN_OUT.value else set()
    guided = await not_taken.reported(turn, moment.meant, ticks)
    if code == Why.FELT_SICK.value:
        return [*guided, turn.edit(turn.texts.say("late-vomited"), buttons=(_vomited_row(turn, moment),))]
    return [*guided, turn.edit(turn.texts.say("late-noted", time=moment.time), buttons=(undo_row(turn, moment.group),))]


async def vomited(turn: Turn) -> list[Outgoing]:
    """Felt sick, and vomited or not. The clinician's own words for that, where there are any."""
    moment = await of_tap(turn)
    yes = turn.heard.tap is not None and turn.heard.tap.arg == "y"
    guided = await not_taken.reported(turn, moment.group, {"vomited_dose"}) if yes else []
    rules = [dose.medicine.late_rule for dose in moment.doses]
    words = [
        turn.texts.say("late-vomit-words", author=rule.author, words=rule.vomiting_words)
        for rule in rules
        if yes and rule is not None and rule.vomiting_words
    ]
    text = lines(turn.texts.say("late-vomited-noted"), *words)
    return [*guided, turn.edit(text, buttons=(undo_row(turn, moment.group),))]


async def of_tap(turn: Turn) -> Moment:
    """What the tapped button is about. Raises Refused where it is nobody's dose here, or not in the plan any more."""
    if turn.person is None or turn.heard.tap is None or not may(turn.person.role, Action.ANSWER_DOSE):
        raise Refused("button-old")
    one = turn.heard.tap.id if turn.heard.tap.arg == ONE else None
    return await _moment(turn, turn.heard.tap.id, one=one)


async def _moment(turn: Turn, reminder_id: int, *, one: int | None = None) -> Moment:
    group = await group_of(turn.tx, turn.patient.id, reminder_id)
    doses = await answerable(turn.tx, turn.patient, group) if group else ()
    plan = await order_of(turn.tx, turn.patient.id, group[0]) if group else None
    if not doses or plan is None:
        raise Refused("dose-gone")
    standing = await answered.standing_answers(turn.tx, [due.id for due in group])
    open_ones = tuple(due for due in group if due.id not in standing)
    named = tuple(due for due in group if due.id == one)
    return Moment(group=group, meant=named or open_ones or group, doses=doses, plan=plan)


async def _rest(turn: Turn, moment: Moment) -> Outgoing | None:
    """The same message with what is still open of several medicines; None: nothing is."""
    standing = await answered.standing_answers(turn.tx, [due.id for due in moment.group])
    left = [dose for dose in moment.doses if dose.due.id not in standing]
    if not left:
        return None
    state = await danger.open_danger(turn.tx, turn.patient.id)
    rest = dose_words.revealed(left, turn.texts, moment.plan.plan, state)
    await _cover_later(turn, moment)
    return turn.edit(lines(*_noted_lines(turn, moment, standing), rest.text), buttons=rest.buttons)


def _noted_lines(turn: Turn, moment: Moment, standing: Mapping[int, DoseAnswer]) -> list[Html]:
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


def _when(turn: Turn, moment: Moment) -> Outgoing:
    """It is noted as taken; at what time, where the person knows it."""
    first = moment.group[0]
    buttons = dose_words.when_buttons(first, turn.texts, turn.now)
    text = lines(turn.texts.say("late-taken", time=moment.time), turn.texts.say("late-when"))
    return turn.edit(text, buttons=(*buttons, undo_row(turn, moment.group)))


async def _noted(turn: Turn, moment: Moment, key: str, **arguments: str) -> list[Outgoing]:
    await _cover_later(turn, moment)
    upcoming = await dose_speaker.next_dose(turn.tx, turn.patient.id, turn.now)
    soon = turn.texts.say("dose-next", time=upcoming) if upcoming else ""
    return [turn.edit(turn.texts.say(key, next=soon, **arguments), buttons=(undo_row(turn, moment.group),))]


async def _cover_later(turn: Turn, moment: Moment) -> None:
    if turn.heard.message_id is not None:
        await dose_speaker.blank_later(turn.tx, moment.group[0], turn.heard.message_id, turn.now)


def _vomited_row(turn: Turn, moment: Moment) -> tuple[Button, ...]:
    return tuple(
        Button(label=turn.texts.label(key), data=data(Verb.DOSE_VOMITED, moment.group[0].id, code))
        for key, code in (("button-yes", "y"), ("button-no", "n"))
    )


def _twice_row(turn: Turn, moment: Moment) -> tuple[tuple[Button, ...], ...]:
    label = turn.texts.label("button-took-it-twice")
    return ((Button(label=label, data=data(Verb.DOSE_TWICE, moment.group[0].id)),),)


def undo_row(turn: Turn, group: Sequence[Due]) -> tuple[Button, ...]:
    """`Undo`, for ever."""
    return (Button(label=turn.texts.label("button-undo"), data=data(Verb.DOSE_UNDO, group[0].id)),)


def _already(turn: Turn, standing: DoseAnswer) -> Outgoing:
    answer = turn.texts.label(f"answer-{standing.answer.value.replace('_', '-')}")
    return turn.toast(turn.texts.label("dose-already", answer=answer))


def _edit(turn: Turn, said: Said) -> Outgoing:
    return turn.edit(said.text, buttons=said.buttons)


ROUTES = Routes(
    taps={
        Verb.DOSE_SHOW: show,
        Verb.DOSE_TAKEN: taken,
        Verb.DOSE_LATER: later,
        Verb.DOSE_SNOOZE: snooze,
        Verb.DOSE_SKIP: skip,
        Verb.DOSE_UNSURE: unsure,
        Verb.DOSE_UNDO: undo,
        Verb.DOSE_LATE: late_taken,
        Verb.DOSE_AT: taken_at,
        Verb.DOSE_WHY: why,
        Verb.DOSE_VOMITED: vomited,
    },
    dialogs={Expecting.TAKEN_AT: typed_taken_at},
)
