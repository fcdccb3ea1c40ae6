"""handlers/dose_late: the answers after a dose's time has passed: taken all the same and when, or why not.

Belongs here: the late question's buttons and the time of a dose taken late. Not here: answers while the dose is open
(doses.py), several silent moments at once (not_taken.py), the words (reminders/dose_words.py).
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.caseload import clock_words
from bot.chat import dialogs
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import dose_moment, not_taken
from bot.chat.handlers.dose_moment import Moment
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.reminders import answered, dose_words
from bot.reminders.answered import Answer, DoseAnswer, Why
from bot.sending import Button, Outgoing
from bot.symptoms import danger
from bot.taps import Verb, data
from bot.texts.html import lines

TYPED = "t"
"""In a button: another time, which is typed."""


async def late_taken(turn: Turn) -> list[Outgoing]:
    """After the window: it was taken all the same, and when; of several medicines only some: which."""
    moment = await dose_moment.of_tap(turn)
    if turn.heard.tap and turn.heard.tap.arg == dose_words.SOME:
        state = await danger.open_danger(turn.tx, turn.patient.id, turn.now)
        open_ones = [dose for dose in moment.doses if dose.due in moment.meant]
        await dose_moment.cover_later(turn, moment)
        said = dose_words.revealed(open_ones, turn.texts, moment.plan.plan, state, waits=())
        return [turn.edit(said.text, buttons=said.buttons)]
    answer = DoseAnswer(answer=Answer.TAKEN, at=turn.now)
    done = await dose_moment.record(turn, moment, answer)
    return [when(turn, moment) if done.new else dose_moment.already(turn, done.standing)]


async def taken_at(turn: Turn) -> list[Outgoing]:
    """The time at which it was taken, by a button or to be typed."""
    moment = await dose_moment.of_tap(turn)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    first = moment.group[0]
    if arg == TYPED:
        await dialogs.expect(turn.tx, turn.patient.id, Dialog(expecting=Expecting.TAKEN_AT, id=first.id))
        return [
            turn.edit(
                turn.texts.say("late-when-type", time=moment.time), buttons=(dose_moment.undo_row(turn, moment.group),)
            )
        ]
    if not arg.isdecimal() or int(arg) not in dose_words.WHEN:
        raise Refused("button-old")
    return [await _taken_then(turn, moment, first.due_at + timedelta(minutes=int(arg)))]


async def typed_taken_at(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """The time was typed: the one nearest to the dose's own that is not still to come."""
    at = clock_words.read_time(turn.heard.text)
    if at is None:
        return [turn.reply(turn.texts.say("late-when-unknown"))]
    await dialogs.expect(turn.tx, turn.patient.id, None)
    moment = await dose_moment.moment_of(turn, dialog.id)
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
    return turn.edit(text, buttons=(dose_moment.undo_row(turn, moment.group),))


async def why(turn: Turn) -> list[Outgoing]:
    """After the window: it was not taken, and why."""
    moment = await dose_moment.of_tap(turn)
    code = turn.heard.tap.arg if turn.heard.tap else ""
    if code not in tuple(Why):
        raise Refused("button-old")
    answer = DoseAnswer(answer=Answer.NOT_TAKEN, at=turn.now, why=Why(code))
    done = await dose_moment.record(turn, moment, answer)
    if not done.new:
        return [dose_moment.already(turn, done.standing)]
    ticks = {"ran_out"} if code == Why.RAN_OUT.value else set()
    guided = await not_taken.reported(turn, moment.meant, ticks)
    if code == Why.FELT_SICK.value:
        return [*guided, turn.edit(turn.texts.say("late-vomited"), buttons=(_vomited_row(turn, moment),))]
    return [
        *guided,
        turn.edit(turn.texts.say("late-noted", time=moment.time), buttons=(dose_moment.undo_row(turn, moment.group),)),
    ]


async def vomited(turn: Turn) -> list[Outgoing]:
    """Felt sick, and vomited or not. The clinician's own words for that, where there are any."""
    moment = await dose_moment.of_tap(turn)
    yes = turn.heard.tap is not None and turn.heard.tap.arg == "y"
    guided = await not_taken.reported(turn, moment.group, {"vomited_dose"}) if yes else []
    rules = [dose.medicine.late_rule for dose in moment.doses]
    words = [
        turn.texts.say("late-vomit-words", author=rule.author, words=rule.vomiting_words)
        for rule in rules
        if yes and rule is not None and rule.vomiting_words
    ]
    text = lines(turn.texts.say("late-vomited-noted"), *words)
    return [*guided, turn.edit(text, buttons=(dose_moment.undo_row(turn, moment.group),))]


def when(turn: Turn, moment: Moment) -> Outgoing:
    """It is noted as taken; at what time, where the person knows it."""
    first = moment.group[0]
    buttons = dose_words.when_buttons(first, turn.texts, turn.now)
    text = lines(turn.texts.say("late-taken", time=moment.time), turn.texts.say("late-when"))
    return turn.edit(text, buttons=(*buttons, dose_moment.undo_row(turn, moment.group)))


def _vomited_row(turn: Turn, moment: Moment) -> tuple[Button, ...]:
    return tuple(
        Button(label=turn.texts.label(key), data=data(Verb.DOSE_VOMITED, moment.group[0].id, code))
        for key, code in (("button-yes", "y"), ("button-no", "n"))
    )


ROUTES = Routes(
    taps={
        Verb.DOSE_LATE: late_taken,
        Verb.DOSE_AT: taken_at,
        Verb.DOSE_WHY: why,
        Verb.DOSE_VOMITED: vomited,
    },
    dialogs={Expecting.TAKEN_AT: typed_taken_at},
)
