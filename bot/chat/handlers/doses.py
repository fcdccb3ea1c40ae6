"""handlers/doses: the buttons under a dose: shown, taken, later, skipped, not sure, undo.

Belongs here: answers about one moment while it is open. Not here: after its time (dose_late.py), /today and what is
chosen there (today.py), several silent moments at once (not_taken.py), the words (reminders/dose_words.py), what an
answer changes (reminders/answered.py).

Several medicines at one time are one message. A tap speaks of what is still open in it, never of what was ticked
before; only where everything has an answer does it correct all of it.
"""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.chat.handlers import dose_late, dose_moment, not_taken
from bot.chat.handlers.dose_moment import Moment
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.reminders import answered, dose_covered, dose_words, moved, supply, today
from bot.reminders.answered import Answer, DoseAnswer
from bot.reminders.dose_words import Said
from bot.reminders.doses import PlannedDose
from bot.sending import Button, Outgoing
from bot.symptoms import danger
from bot.symptoms.danger import Danger
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, lines

EARLY = timedelta(hours=2)
"""How long before its time a dose can be answered from /today. Earlier it is more likely a slip of the finger."""


async def show(turn: Turn) -> list[Outgoing]:
    """The medicine and the amount, what was noted, and every way to answer."""
    moment = await dose_moment.of_tap(turn)
    movable = await moved.options(turn.tx, moment.doses, turn.now)
    move = ((Button(label=turn.texts.label("button-move"), data=data(Verb.DOSE_MOVE, moment.group[0].id)),),)
    if turn.now < moment.group[0].due_at - EARLY:
        if movable:
            return [turn.edit(turn.texts.say("dose-not-yet", time=moment.time), buttons=move)]
        raise Refused("dose-not-yet", time=moment.time)
    state = await danger.open_danger(turn.tx, turn.patient.id, turn.now)
    if asked := await _ask_first(turn, moment):
        return asked
    await dose_moment.cover_later(turn, moment)
    standing = await answered.standing_answers(turn.tx, [due.id for due in moment.group])
    said = _revealed(turn, moment, moment.doses, state, is_open=len(standing) < len(moment.group))
    noted = dose_moment.noted_lines(turn, moment, standing)
    twice = _twice_row(turn, moment) if any(one.answer is Answer.TAKEN for one in standing.values()) else ()
    text = lines(_day(turn, moment), said.text, _home_clock(turn, moment), *noted)
    return [turn.edit(text, buttons=(*said.buttons, *twice, *(move if movable else ())))]


def _revealed(turn: Turn, moment: Moment, doses: Sequence[PlannedDose], state: Danger, *, is_open: bool) -> Said:
    """Medicine and amount. Where its time has passed with no answer they must not read like leave to take it now: the
    clinician's words for a late dose stand under them, and in any emergency "ask first"."""
    waits = dose_words.waits_of(moment.group, turn.now) if is_open else ()
    careful = Danger.ASK_FIRST if state is Danger.NOT_OFFERED else state
    said = dose_words.revealed(doses, turn.texts, moment.plan.plan, careful, waits=waits)
    if not is_open or not moment.late(turn.now):
        return said
    passed = dose_words.passed(doses, turn.texts, moment.plan.plan, turn.now)
    return Said(text=lines(said.text, *passed), buttons=said.buttons)


def _home_clock(turn: Turn, moment: Moment) -> Html | str:
    return dose_words.home_clock(moment.group[0], turn.patient.zone, turn.texts)


def _day(turn: Turn, moment: Moment) -> Html | str:
    """The day of a dose of another day, above it: there is one at that time each day."""
    zone = ZoneInfo(moment.group[0].zone)
    on = moment.group[0].due_at.astimezone(zone).date()
    if on == turn.now.astimezone(zone).date():
        return ""
    return turn.texts.say("today-title-day", day=amounts.heading_day(on, turn.texts.language))


async def taken(turn: Turn) -> list[Outgoing]:
    """Done. After the window nobody knows when it was, so that is asked."""
    moment = await dose_moment.of_tap(turn)
    if asked := await _ask_first(turn, moment):
        return asked
    late = moment.late(turn.now)
    answer = DoseAnswer(answer=Answer.TAKEN, at=turn.now, taken_at=None if late else turn.now)
    done = await dose_moment.record(turn, moment, answer)
    if not done.new:
        return [dose_moment.already(turn, done.standing)]
    if rest := await _rest(turn, moment):
        return [rest]
    if late:
        return [dose_late.when(turn, moment)]
    return await _noted(
        turn, moment, "dose-taken", time=moment.time, at=dose_words.local_time(turn.now, moment.group[0].zone)
    )


async def later(turn: Turn) -> list[Outgoing]:
    """When shall I ask again? Only what the late window leaves is offered."""
    moment = await dose_moment.of_tap(turn)
    state = await danger.open_danger(turn.tx, turn.patient.id, turn.now)
    if asked := await _ask_first(turn, moment):
        return asked
    waits = dose_words.waits_of(moment.group, turn.now)
    if not waits:
        return [_too_late(turn, moment)]
    said = dose_words.discreet(moment.doses, turn.texts, state)
    row = dose_words.snooze_row(moment.group[0].id, turn.texts, waits)
    return [turn.edit(said.text, buttons=(row, *said.buttons))]


async def snooze(turn: Turn) -> list[Outgoing]:
    """Asked again in 10, 30 or 60 minutes, never past the late window."""
    moment = await dose_moment.of_tap(turn)
    minutes = next((m for m in dose_words.SNOOZES if turn.heard.tap and turn.heard.tap.arg == str(m)), None)
    if minutes is None:
        raise Refused("button-old")
    if asked := await _ask_first(turn, moment):
        return asked
    at = await answered.later(turn.tx, moment.group, turn.now, person_id=turn.patient.id, minutes=minutes)
    if at is None:
        return [_too_late(turn, moment)]
    state = await danger.open_danger(turn.tx, turn.patient.id, turn.now)
    said = dose_words.discreet(moment.doses, turn.texts, state)
    text = turn.texts.say("dose-snoozed", time=dose_words.local_time(at, moment.group[0].zone))
    return [turn.edit(lines(said.text, text), buttons=said.buttons)]


def _too_late(turn: Turn, moment: Moment) -> Outgoing:
    until = dose_words.local_time(max(due.window_until for due in moment.group), moment.group[0].zone)
    return turn.toast(turn.texts.label("dose-snooze-too-late", time=moment.time, until=until), box=True)


async def skip(turn: Turn) -> list[Outgoing]:
    """Skipped, noted without a word of blame."""
    moment = await dose_moment.of_tap(turn)
    answer = DoseAnswer(answer=Answer.SKIPPED, at=turn.now)
    done = await dose_moment.record(turn, moment, answer)
    if not done.new:
        return [dose_moment.already(turn, done.standing)]
    guided = await not_taken.reported(turn, moment.meant, set())
    if rest := await _rest(turn, moment):
        return [*guided, rest]
    return [*guided, *await _noted(turn, moment, "dose-skipped", time=moment.time)]


async def unsure(turn: Turn) -> list[Outgoing]:
    """Not sure: do not repeat it, ask."""
    moment = await dose_moment.of_tap(turn)
    answer = DoseAnswer(answer=Answer.UNSURE, at=turn.now)
    done = await dose_moment.record(turn, moment, answer)
    if not done.new:
        return [dose_moment.already(turn, done.standing)]
    contact = dose_words.contact_words(moment.plan.plan, turn.texts, turn.now)
    text = turn.texts.say("dose-unsure", time=moment.time, contact=contact)
    return [turn.edit(text, buttons=(dose_moment.undo_row(turn, moment.group),))]


async def undo(turn: Turn) -> list[Outgoing]:
    """The newest answer is taken back, and the dose is open again; after its time the late question stands there."""
    moment = await dose_moment.of_tap(turn)
    if not await answered.undo(turn.tx, moment.group, turn.now, person_id=turn.patient.id):
        return [turn.toast(turn.texts.label("button-old"))]
    await supply.changed(turn.tx, turn.patient.id, turn.now)
    state = await danger.open_danger(turn.tx, turn.patient.id, turn.now)
    await dose_covered.say_elsewhere(turn.tx, moment.group, turn.heard.message_id, turn.now)
    if moment.late(turn.now):
        ask_first = state is not Danger.NONE
        said = dose_words.late(moment.doses, turn.texts, moment.plan.plan, turn.now, ask_first=ask_first)
    else:
        said = dose_words.standing(moment.doses, turn.texts, state, turn.house.country_of(turn.patient))
    return [turn.toast(turn.texts.label("dose-undone")), _edit(turn, said)]


async def _ask_first(turn: Turn, moment: Moment) -> list[Outgoing]:
    """A button from before an emergency in which a dose is not offered: nothing is noted, and the message says whom to
    ask. Only what was taken already is told. Empty: there is no such emergency, or the dose's time has passed."""
    if moment.late(turn.now) or await danger.open_danger(turn.tx, turn.patient.id, turn.now) is not Danger.NOT_OFFERED:
        return []
    text = dose_words.not_offered(moment.time, turn.texts, turn.house.country_of(turn.patient))
    return [turn.edit(text, buttons=dose_words.taken_anyway(moment.group[0], turn.texts))]


async def _rest(turn: Turn, moment: Moment) -> Outgoing | None:
    """The same message with what is still open of several medicines; None: nothing is."""
    if moment.answered_whole:
        return None
    standing = await answered.standing_answers(turn.tx, [due.id for due in moment.group])
    left = [dose for dose in moment.doses if dose.due.id not in standing]
    if not left:
        return None
    state = await danger.open_danger(turn.tx, turn.patient.id, turn.now)
    if state is Danger.NOT_OFFERED:
        rest = dose_words.standing(left, turn.texts, state, turn.house.country_of(turn.patient))
    else:
        rest = _revealed(turn, moment, left, state, is_open=True)
    await dose_moment.cover_later(turn, moment)
    return turn.edit(lines(*dose_moment.noted_lines(turn, moment, standing), rest.text), buttons=rest.buttons)


async def _noted(turn: Turn, moment: Moment, key: str, **arguments: str) -> list[Outgoing]:
    await dose_moment.cover_later(turn, moment)
    upcoming = await today.next_dose(turn.tx, turn.patient.id, turn.now)
    soon = turn.texts.say("dose-next", time=upcoming) if upcoming else ""
    return [turn.edit(turn.texts.say(key, next=soon, **arguments), buttons=(dose_moment.undo_row(turn, moment.group),))]


def _twice_row(turn: Turn, moment: Moment) -> tuple[tuple[Button, ...], ...]:
    label = turn.texts.label("button-took-it-twice")
    return ((Button(label=label, data=data(Verb.DOSE_TWICE, moment.group[0].id)),),)


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
    },
)
