"""handlers/not_taken: doses that were not taken, or that nobody answered: what is said, and what is urgent about it."""

from collections.abc import Collection, Sequence

from bot.caseload.permissions import Action, may
from bot.chat.handlers import help as helping
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active
from bot.reminders import answered, dose_speaker, not_taken, silence
from bot.reminders.answered import Answer, DoseAnswer
from bot.reminders.dose_words import local_time
from bot.reminders.doses import group_of
from bot.reminders.due import Due
from bot.reminders.wanted import Kind
from bot.sending import Button, Outgoing
from bot.symptoms import known
from bot.symptoms.received import Source
from bot.symptoms.report import SymptomReport
from bot.symptoms.triaged import triage
from bot.taps import Verb, data


async def reported(turn: Turn, group: Sequence[Due], ticks: Collection[str]) -> list[Outgoing]:
    """The guidance that a dose reported not taken asks for: twice in a row, ran out, or cannot keep it down."""
    order = await active.of_person(turn.tx, turn.patient.id)
    report = SymptomReport(
        lang=turn.texts.language,
        ticks=frozenset(ticks),
        slots_not_taken=await not_taken.in_a_row(turn.tx, group),
        about=known.about(order.plan if order else None, turn.house.medicines),
    )
    return await helping.report(turn, triage(report, turn.house.rules), source=Source.SLOTS)


async def silent(turn: Turn) -> list[Outgoing]:
    """`Both` `One` `None` `Ran out` for doses that had no answer."""
    if turn.person is None or turn.heard.tap is None or not may(turn.person.role, Action.ANSWER_DOSE):
        raise Refused("button-old")
    due = await dose_speaker.question_of(turn.tx, turn.person.id, turn.heard.tap.id, Kind.DOSES_ASKED)
    doses = await dose_speaker.asked_about(turn.tx, due) if due is not None else ()
    if not doses:
        raise Refused("button-old")
    if turn.heard.tap.arg == "o":
        return [turn.edit(turn.texts.say("doses-which"), buttons=_each(turn, doses))]
    taken = turn.heard.tap.arg == "a"
    for moment in silence.moments(doses):
        group = await group_of(turn.tx, turn.person.id, moment.id)
        answer = DoseAnswer(answer=Answer.TAKEN if taken else Answer.NOT_TAKEN, at=turn.now)
        await answered.record(turn.tx, group, answer, person_id=turn.person.id)
    ticks = {"ran_out"} if turn.heard.tap.arg == "r" else set()
    guided = [] if taken else await reported(turn, [doses[-1]], ticks)
    return [*guided, turn.edit(turn.texts.say("doses-noted"))]


def _each(turn: Turn, doses: Sequence[Due]) -> tuple[tuple[Button, ...], ...]:
    """A button for each moment: what is then asked is that dose's own question."""
    buttons = [
        Button(label=local_time(due.due_at, due.zone), data=data(Verb.DOSE_LATE, due.id))
        for due in silence.moments(doses)
    ]
    return tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))


ROUTES = Routes(taps={Verb.DOSES_SILENT: silent})
