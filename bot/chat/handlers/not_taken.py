"""handlers/not_taken: doses that were not taken, or that nobody answered: what is said, and what is urgent about it.

Belongs here: `Both` `One` `None` `Ran out` about several moments at once, also after an outage, and the guidance that
follows. Not here: one dose's own answers (doses.py), when it is asked (reminders/unanswered.py, dose_speaker.py).
"""

from collections.abc import Collection, Sequence

from bot.caseload.permissions import Action, may
from bot.chat.handlers import help as helping
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active
from bot.reminders import answered, dose_words, doses_asked, not_taken, silence, supply
from bot.reminders.answered import Answer, DoseAnswer
from bot.reminders.dose_words import Several
from bot.reminders.doses import doses_of, group_of
from bot.reminders.due import Due
from bot.reminders.wanted import Kind
from bot.sending import Button, Outgoing
from bot.symptoms import known
from bot.symptoms.received import Source
from bot.symptoms.report import SymptomReport
from bot.symptoms.triaged import triage
from bot.taps import Verb, data
from bot.texts.html import lines

_KINDS = {Verb.DOSES_SILENT: Kind.DOSES_ASKED, Verb.DOSES_ASKED: Kind.CATCH_UP}


async def reported(turn: Turn, group: Sequence[Due], ticks: Collection[str]) -> list[Outgoing]:
    """The guidance that a dose reported not taken asks for: twice in a row, ran out, or cannot keep it down."""
    await supply.changed(turn.tx, turn.patient.id, turn.now)
    order = await active.standing(turn.tx, turn.patient.id)
    report = SymptomReport(
        lang=turn.texts.language,
        ticks=frozenset(ticks),
        slots_not_taken=await not_taken.in_a_row(turn.tx, group),
        about=known.about(order.plan if order else None, turn.house.medicines),
    )
    return await helping.report(turn, triage(report, turn.house.rules), source=Source.SLOTS)


async def several(turn: Turn) -> list[Outgoing]:
    """What was said of doses that had no answer: all, none, ran out; or one or some, and then which."""
    question, doses = await _asked(turn)
    code, picked = turn.heard.tap.arg[:1] if turn.heard.tap else "", turn.heard.tap.arg[1:] if turn.heard.tap else ""
    if code not in tuple(Several):
        raise Refused("button-old")
    if code == Several.SHOW:
        return [await _shown(turn, question, doses)]
    if code in (Several.ONE, Several.SOME) and not picked:
        if len(silence.moments(doses)) == 1:
            return [await _about_the_last(turn, question, doses)]
        return [turn.edit(turn.texts.say("doses-which"), buttons=_each(turn, doses, code))]
    if code in (Several.ONE, Several.SOME):
        return await _picked(turn, doses, code, picked)
    if code == Several.ALL:
        await _record(turn, doses, Answer.TAKEN)
        return [turn.edit(turn.texts.say("doses-noted"))]
    return await _none_of(turn, doses, ran_out=code == Several.RAN_OUT)


async def _asked(turn: Turn) -> tuple[Due, Sequence[Due]]:
    """The question, and the doses that it asked about and that still have no answer. Raises Refused."""
    tap = turn.heard.tap
    if turn.person is None or tap is None or not may(turn.person.role, Action.ANSWER_DOSE):
        raise Refused("button-old")
    question = await doses_asked.question_of(turn.tx, turn.person.id, tap.id, _KINDS[tap.verb])
    if question is None:
        raise Refused("button-old")
    look = doses_asked.asked_about if question.kind is Kind.DOSES_ASKED else doses_asked.missed_slots
    doses = await look(turn.tx, question)
    if not doses:
        raise Refused("doses-all-answered")
    return question, doses


async def _about_the_last(turn: Turn, question: Due, doses: Sequence[Due]) -> Outgoing:
    """The others have been answered elsewhere since it was asked, so that "one" may mean one of those: what is left is
    asked about by itself."""
    order = await active.standing(turn.tx, turn.patient.id)
    moments = silence.moments(doses)
    if order is None:
        raise Refused("button-old")
    said = dose_words.silent(moments, question, turn.texts, order.plan, turn.now)
    return turn.edit(said.text, buttons=said.buttons)


async def _picked(turn: Turn, doses: Sequence[Due], code: str, picked: str) -> list[Outgoing]:
    """That one was taken. Of "one" the others were not; of "some" the rest is asked on."""
    moment = [due for due in doses if str(due.id) == picked]
    if not moment:
        raise Refused("button-old")
    same = [due for due in doses if due.due_at == moment[0].due_at]
    await _record(turn, same, Answer.TAKEN)
    rest = [due for due in doses if due not in same]
    if code == Several.ONE:
        return await _none_of(turn, rest, ran_out=False) if rest else [turn.edit(turn.texts.say("doses-noted"))]
    if not rest:
        return [turn.edit(turn.texts.say("doses-noted"))]
    return [turn.edit(turn.texts.say("doses-which-more"), buttons=_each(turn, rest, code))]


async def _none_of(turn: Turn, doses: Sequence[Due], *, ran_out: bool) -> list[Outgoing]:
    await _record(turn, doses, Answer.NOT_TAKEN)
    guided = await reported(turn, doses, {"ran_out"} if ran_out else set())
    return [*guided, turn.edit(turn.texts.say("doses-noted"))]


async def _record(turn: Turn, doses: Sequence[Due], answer: Answer) -> None:
    """Each of the doses has this answer. What somebody answered of the same moment before is left alone."""
    said = DoseAnswer(answer=answer, at=turn.now)
    for moment in silence.moments(doses):
        same = [due for due in doses if due.due_at == moment.due_at]
        await answered.record(turn.tx, same, said, person_id=turn.patient.id)


async def _shown(turn: Turn, question: Due, doses: Sequence[Due]) -> Outgoing:
    """Which medicine it is about, and the same answers."""
    told = []
    for due in doses:
        group = [one for one in await group_of(turn.tx, turn.patient.id, due.id) if one.id == due.id]
        told += [dose_words.dose_line(one, turn.texts) for one in await doses_of(turn.tx, turn.patient, group)]
    buttons = dose_words.several_buttons(silence.moments(doses), question, turn.texts)
    return turn.edit(lines(*told), buttons=buttons)


def _each(turn: Turn, doses: Sequence[Due], code: str) -> tuple[tuple[Button, ...], ...]:
    """A button for each moment; where some were taken, one that ends it: the others were not."""
    tap = turn.heard.tap
    assert tap is not None  # _asked has looked
    buttons = [
        Button(label=dose_words.moment(due, turn.texts, turn.now), data=data(tap.verb, tap.id, f"{code}{due.id}"))
        for due in silence.moments(doses)
    ]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    if code == Several.ONE:
        return rows
    rest = Button(label=turn.texts.label("button-took-no-more"), data=data(tap.verb, tap.id, Several.NONE.value))
    return (*rows, (rest,))


ROUTES = Routes(taps={Verb.DOSES_SILENT: several, Verb.DOSES_ASKED: several})
