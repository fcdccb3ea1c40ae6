"""handlers/aftercare: /aftercare, appointments that are told of, and "did you go?".

Belongs here: the patient's buttons. Not here: when (reminders/visits.py), the words (reminders/visit_words.py). What a
person answers is never scolded; staff hear of a missed visit only where the answers are shared, or when asked to.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.caseload.permissions import Action, may
from bot.caseload.person import Person
from bot.chat import keyboards
from bot.chat.handlers import care, not_taken
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active, care_chosen
from bot.plans.aftercare import UNDECIDED, ServiceKind, next_visit
from bot.plans.requested import next_working_day
from bot.reminders import visit_answers, visit_speaker, visit_words, visits
from bot.reminders.due import Due
from bot.reminders.visit_answers import Went
from bot.reminders.visits import PlannedVisit
from bot.reminders.wanted import Kind
from bot.sending import Button, Lane, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, in_messages, paragraphs

ASK, LEAVE = "y", "n"


async def aftercare(turn: Turn) -> list[Outgoing]:
    """/aftercare: every service with its state, its next visit, where it is and whom to call."""
    person = patient_of(turn)
    plan = await active.of_person(turn.tx, person.id)
    if plan is None or not plan.plan.aftercare:
        return [turn.reply(turn.texts.say("aftercare-none"), keyboard=keyboards.standing(person, turn.texts))]
    today = turn.now.astimezone(ZoneInfo(plan.plan.zone)).date()
    services = care_chosen.as_chosen(plan.plan.aftercare, await care_chosen.read(turn.tx, person.id))
    *first, last = in_messages(visit_words.overview(services, turn.texts, today))
    buttons = care.buttons_of(turn, plan, today)
    offered = any(one.state in UNDECIDED for one in plan.plan.aftercare)
    how = turn.texts.say("care-how" if offered else "care-how-plan") if buttons else ""
    pieces = [turn.reply(piece, protect=True) for piece in first]
    return [*pieces, turn.reply(paragraphs(last, how), buttons=buttons, protect=True)]


async def show(turn: Turn) -> list[Outgoing]:
    """What, where, whom to call, and the person's own plan for getting there."""
    due, visit = await _visit(turn)
    text = visit_words.shown(visit, turn.texts, zone=due.zone, now=turn.now)
    return [turn.edit(text, buttons=visit_speaker.shown_buttons(due, turn.texts))]


async def hide(turn: Turn) -> list[Outgoing]:
    """Covered again."""
    due, visit = await _visit(turn)
    text = visit_words.discreet(visit, turn.texts, zone=due.zone, now=turn.now)
    return [turn.edit(text, buttons=visit_speaker.covered_buttons(due, turn.texts))]


async def went(turn: Turn) -> list[Outgoing]:
    """`Yes` `No` `Moved` `Cancelled`: noted; one that did not take place offers to ask for a new time."""
    due = await _row(turn)
    arg = turn.heard.tap.arg if turn.heard.tap else ""
    if arg not in tuple(Went) or due.kind is not Kind.VISIT_ASKED:
        raise Refused("button-old")
    if not await visit_answers.record(turn.tx, due, Went(arg), turn.now):
        return [turn.toast(turn.texts.label("visit-already"))]
    change = Button(label=turn.texts.label("button-visit-change"), data=data(Verb.VISIT_CHANGE, due.id))
    if Went(arg) is Went.YES:
        return [turn.edit(await _thanks(turn, due), buttons=((change,),))]
    gap: list[Outgoing] = []
    if Went(arg) is Went.NO:
        gap = await _maintenance_gap(turn, due)
        today = turn.now.astimezone(ZoneInfo(turn.house.programme.zone)).date()
        await visit_answers.call_task(turn.tx, turn.patient, due, today=today, now=turn.now)
    key = (
        "visit-missed" if Went(arg) is Went.NO else "visit-cancelled" if Went(arg) is Went.CANCELLED else "visit-moved"
    )
    ask = Button(label=turn.texts.label("button-visit-ask"), data=data(Verb.VISIT_REBOOK, due.id, ASK))
    leave = Button(label=turn.texts.label("button-visit-ask-not"), data=data(Verb.VISIT_REBOOK, due.id, LEAVE))
    return [*gap, turn.edit(turn.texts.say(key, name=turn.house.programme.name), buttons=((ask, leave), (change,)))]


async def _maintenance_gap(turn: Turn, due: Due) -> list[Outgoing]:
    """A missed visit for a maintenance medicine is a gap in it: urgent like one that ran out, with the warning about
    lower tolerance. Source: PRODUCT section 6; FACTS 2.0 (PD)."""
    visit = await visits.visit_of(turn.tx, turn.patient, due, as_sent=True)
    if visit is None or visit.service.kind is not ServiceKind.MAINTENANCE_MEDICATION:
        return []
    guided = await not_taken.reported(turn, (), {"ran_out"})
    return [*guided, turn.reply(turn.texts.say("guidance-urgent-opioids"), lane=Lane.GUIDANCE)]


async def change(turn: Turn) -> list[Outgoing]:
    """The question once more: any answer can be corrected."""
    due, visit = await _visit(turn, as_sent=True)
    text = visit_words.asked(visit, turn.texts, zone=due.zone, now=turn.now)
    return [turn.edit(text, buttons=visit_speaker.asked_buttons(due, turn.texts))]


async def rebook(turn: Turn) -> list[Outgoing]:
    """`Yes, ask`: a task for the care team by the next working day. `No, thanks`: whom to call, and nobody is told."""
    due = await _row(turn)
    if turn.heard.tap and turn.heard.tap.arg == ASK:
        due_on = next_working_day(turn.house.programme, turn.now)
        await visit_answers.rebook_task(turn.tx, turn.patient, due, due_on=due_on, now=turn.now)
        day = amounts.day(due_on, turn.texts.language)
        return [turn.edit(turn.texts.say("visit-rebook-asked", name=turn.house.programme.name, day=day))]
    visit = await visits.visit_of(turn.tx, turn.patient, due, as_sent=True)
    phone = (visit.service.phone if visit else "") or turn.house.programme.phone
    if not phone:
        return [turn.edit(turn.texts.say("visit-rebook-left-none"))]
    return [turn.edit(turn.texts.say("visit-rebook-left", contact=amounts.phone(phone)))]


async def _thanks(turn: Turn, due: Due) -> Html:
    """Thanks, and when the next visit of this service is."""
    visit = await visits.visit_of(turn.tx, turn.patient, due, as_sent=True)
    plan = await active.of_person(turn.tx, turn.patient.id)
    if visit is None or plan is None:
        return turn.texts.say("visit-went")
    service = next((one for one in plan.plan.aftercare if one.id == visit.service.id), None)
    today = turn.now.astimezone(ZoneInfo(plan.plan.zone)).date()
    since = max(today, visit.visit.on + timedelta(days=1))
    following = next_visit(service, since) if service and visits.goes_on(service) else None
    if following is None:
        return turn.texts.say("visit-went")
    day = amounts.day(following.on, turn.texts.language)
    return turn.texts.say("visit-went-next", day=day, time=amounts.clock_time(following.at))


async def _row(turn: Turn) -> Due:
    """The row a button is about, if it is this patient's. Raises Refused."""
    person = patient_of(turn)
    due = await visit_answers.row_of(turn.tx, person.id, turn.heard.tap.id) if turn.heard.tap else None
    if due is None:
        raise Refused("button-old")
    return due


async def _visit(turn: Turn, *, as_sent: bool = False) -> tuple[Due, PlannedVisit]:
    due = await _row(turn)
    visit = await visits.visit_of(turn.tx, turn.patient, due, as_sent=as_sent)
    if visit is None:
        raise Refused("visit-gone")
    return due, visit


def patient_of(turn: Turn) -> Person:
    """Whoever asks, if they follow a plan of their own. Raises Refused."""
    if turn.person is None or not may(turn.person.role, Action.SEE_OWN_PLAN):
        raise Refused("menu-stranger" if turn.person is None else "menu-staff")
    return turn.person


ROUTES = Routes(
    commands={"aftercare": aftercare},
    taps={
        Verb.VISIT_SHOW: show,
        Verb.VISIT_HIDE: hide,
        Verb.VISIT_WENT: went,
        Verb.VISIT_CHANGE: change,
        Verb.VISIT_REBOOK: rebook,
    },
)
