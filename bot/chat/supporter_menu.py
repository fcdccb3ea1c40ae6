"""chat/supporter_menu: what a supporter reads: whom they support, and when that person has appointments.

Belongs here: the supporter's one page. Not here: who may see what (caseload/supporters.py), the patient's side
(handlers/supporter.py). No kind, no place, no medicine, no answer ever stands here.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.caseload import people, supporters
from bot.caseload.person import Person, PersonState
from bot.caseload.supporters import Scope, Supporter, first_name
from bot.chat import keyboards
from bot.chat.turn import Turn
from bot.plans import active
from bot.reminders.visits import planned_visits
from bot.sending import Outgoing
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs

LOOK_AHEAD = timedelta(days=14)
MOST = 10
"""Appointments shown of one person: more is no help on a phone."""


async def menu(turn: Turn, person: Person, texts: Texts) -> Outgoing:
    """The page with the supporter's keyboard."""
    parts = [await _about(turn, one, texts) for one in await supporters.of_supporter(turn.tx, person.id)]
    said = [part for part in parts if part] or [texts.say("supporter-nothing")]
    text = paragraphs(*said, texts.say("supporter-help"))
    return turn.reply(text, keyboard=keyboards.standing(person, texts), protect=True)


async def _about(turn: Turn, one: Supporter, texts: Texts) -> Html:
    """What may be known of one patient; empty where nothing may, whatever the reason."""
    patient = await people.by_id(turn.tx, one.patient_id)
    if patient is None or patient.state is PersonState.DELETED or not one.may(Scope.TIMES, turn.now):
        return Html("")
    name = first_name(patient)
    times = await _times(turn, patient, texts)
    return lines(texts.say("supporter-times" if times else "supporter-times-none", name=name), *times)


async def _times(turn: Turn, patient: Person, texts: Texts) -> list[Html]:
    plan = await active.of_person(turn.tx, patient.id)
    if plan is None or patient.salt is None:
        return []
    zone = ZoneInfo(plan.plan.zone)
    local = sorted({
        visit.at.astimezone(zone)
        for visit in planned_visits(plan, patient.salt, turn.now, turn.now + LOOK_AHEAD)
        if turn.now <= visit.at <= turn.now + LOOK_AHEAD
    })  # fmt: skip
    return [
        texts.say("supporter-time", day=amounts.day(at.date(), texts.language), time=amounts.clock_time(at))
        for at in local[:MOST]
    ]
