"""handlers/as_needed: a dose that is taken only when needed: what the order allows, "I took it", and taking that back.

Belongs here: these taps under /today. Not here: noting it (reminders/as_needed.py), doses by the clock (doses.py).
More than the order allows is noted too, never refused, with the guidance for one dose too many.
"""

from zoneinfo import ZoneInfo

from bot.caseload.permissions import Action, may
from bot.chat.handlers import help as helping
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active, plan_words
from bot.plans.active import ActivePlan
from bot.reminders import answered, as_needed, dose_words, supply
from bot.reminders.as_needed import Needed
from bot.sending import Button, Buttons, Outgoing
from bot.symptoms import danger, known
from bot.symptoms.danger import Danger
from bot.symptoms.received import Source
from bot.symptoms.report import SymptomReport
from bot.symptoms.triaged import triage
from bot.taps import Verb, data
from bot.texts.html import Html, lines, paragraphs

LIST = "l"


def row_of(turn: Turn, plan: ActivePlan) -> Buttons:
    """The button under /today; none where the order has no such dose today."""
    if not as_needed.of_day(plan, turn.now.astimezone(ZoneInfo(plan.plan.zone)).date()):
        return ()
    return ((Button(label=turn.texts.label("button-needed"), data=data(Verb.NEEDED, plan.id, LIST)),),)


async def needed(turn: Turn) -> list[Outgoing]:
    """What may be taken when needed, in the order's words; after a tap on one: it was taken just now."""
    plan = await _plan(turn)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    allowed = as_needed.of_day(plan, turn.now.astimezone(ZoneInfo(plan.plan.zone)).date())
    if arg == LIST:
        return [turn.edit(await _list(turn, allowed), buttons=_buttons(turn, plan, allowed))]
    one = next((one for one in allowed if f"{one.at}.{one.which}" == arg), None)
    if one is None:
        raise Refused("button-old")
    return await _taken(turn, plan, one)


async def _taken(turn: Turn, plan: ActivePlan, one: Needed) -> list[Outgoing]:
    too_many = await as_needed.passes(turn.tx, turn.patient, one, turn.now, plan.plan.zone)
    due = await as_needed.note(turn.tx, turn.patient, plan, one, turn.now)
    if due is None:
        return [turn.toast(turn.texts.label("visit-already"))]
    await supply.changed(turn.tx, turn.patient.id, turn.now)
    guided: list[Outgoing] = []
    if too_many:
        ticks, about = frozenset({"second_dose"}), known.about(plan.plan, turn.house.medicines)
        report = SymptomReport(lang=turn.texts.language, ticks=ticks, about=about)
        guided = await helping.report(turn, triage(report, turn.house.rules), source=Source.SLOTS)
    at = dose_words.local_time(turn.now, plan.plan.zone)
    undo = Button(label=turn.texts.label("button-undo"), data=data(Verb.NEEDED_UNDO, due.id))
    key = "needed-too-many" if too_many else "needed-taken"
    return [*guided, turn.edit(turn.texts.say(key, time=at), buttons=((undo,),))]


async def undo(turn: Turn) -> list[Outgoing]:
    """It was not taken after all: it stands nowhere any more."""
    await _plan(turn)
    due = await as_needed.of_id(turn.tx, turn.patient, turn.heard.tap.id if turn.heard.tap else 0)
    if due is None or not await answered.undo(turn.tx, [due], turn.now, person_id=turn.patient.id):
        return [turn.toast(turn.texts.label("button-old"))]
    await supply.changed(turn.tx, turn.patient.id, turn.now)
    return [turn.edit(turn.texts.say("needed-undone"))]


async def _list(turn: Turn, allowed: tuple[Needed, ...]) -> Html:
    told = [
        lines(
            turn.texts.say("plan-medicine", medicine=one.medicine.name),
            plan_words.as_needed(one.dose, one.medicine, turn.texts),
        )
        for one in allowed
    ]
    state = await danger.open_danger(turn.tx, turn.patient.id, turn.now)
    first = "" if state is Danger.NONE else turn.texts.say("dose-ask-first-line")
    return paragraphs(first, *told)


def _buttons(turn: Turn, plan: ActivePlan, allowed: tuple[Needed, ...]) -> Buttons:
    return tuple(
        (
            Button(
                label=turn.texts.label("button-needed-took", medicine=one.medicine.name),
                data=data(Verb.NEEDED, plan.id, f"{one.at}.{one.which}"),
            ),
        )
        for one in allowed
    )


async def _plan(turn: Turn) -> ActivePlan:
    """The order that holds, where the tap is about it. Raises Refused."""
    tap = turn.heard.tap
    if turn.person is None or tap is None or not may(turn.person.role, Action.ANSWER_DOSE):
        raise Refused("button-old")
    plan = await active.in_force(turn.tx, turn.person.id, turn.now)
    if plan is None or (tap.verb is Verb.NEEDED and plan.id != tap.id):
        raise Refused("button-old")
    return plan


ROUTES = Routes(taps={Verb.NEEDED: needed, Verb.NEEDED_UNDO: undo})
