"""handlers/travel: after a new time zone: home times or local times for the doses?

Belongs here: the question and its two buttons. Not here: the choice itself (reminders/trips.py), zones (settings.py).
Until somebody chooses, doses stay at home times: nothing moves by itself. Where a change would bring two doses closer
together than anywhere in the order it is not offered: the clinician is to be asked. A longer gap is told (PD).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.caseload.permissions import Action, may
from bot.caseload.person import Person, PersonState
from bot.caseload.zones import city
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.plans.calendar import instant, slots_on
from bot.reminders import dose_words, trips
from bot.reminders.trips import Change
from bot.sending import Button, Buttons, Outgoing
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.html import Html, paragraphs

HOME, LOCAL = "h", "l"


async def after_zone(turn: Turn, person: Person) -> list[Outgoing]:
    """The question, where the clock of the doses is not the one around the person. Back home, or where local times
    would bring two doses closer together than the order does, nothing is asked: it is told."""
    plan = await active.of_person(turn.tx, person.id)
    if plan is None or person.zone is None or person.state is not PersonState.ACTIVE:
        return []
    chosen = await trips.of_person(turn.tx, person.id)
    day = trips.first_day(chosen, plan, person.zone, turn.now)
    current = trips.zone_on(chosen, day, plan.plan.zone)
    if _same_clock(current, person.zone, turn.now):
        return []
    change = trips.change(plan, day, current, person.zone)
    too_close = change is not None and change.too_close
    if _same_clock(plan.plan.zone, person.zone, turn.now) and not too_close:
        await trips.choose(turn.tx, person, from_day=day, zone=None, now=turn.now)
        return [turn.reply(turn.texts.say("travel-home-again", day=amounts.day(day, turn.texts.language)))]
    told = _told(turn, plan, person, day, change)
    return [turn.reply(told, buttons=() if too_close else _buttons(turn, person), protect=True)]


def _told(turn: Turn, plan: ActivePlan, person: Person, day: date, change: Change | None) -> Html:
    """What each choice means, how far apart two doses would be, and whom to ask."""
    texts, language, home, here = turn.texts, turn.texts.language, plan.plan.zone, person.zone or plan.plan.zone
    planned = sorted({slot.planned for one in plan.plan.medicines for slot in slots_on(one, day, ZoneInfo(home))})
    at_home = [amounts.clock_time(instant(day, at, ZoneInfo(home)).astimezone(ZoneInfo(here))) for at in planned]
    contact = dose_words.contact_words(plan.plan, texts, turn.now)
    parts = [texts.say("travel-title")]
    if planned:
        parts.append(texts.say("travel-home", place=city(home, language), times=", ".join(at_home)))
    if change is not None and change.too_close:
        parts.append(texts.say("travel-too-close", place=city(here, language), contact=contact))
        return paragraphs(*parts)
    if planned:
        times = ", ".join(map(amounts.clock_time, planned))
        parts.append(texts.say("travel-local", place=city(here, language), times=times, day=amounts.day(day, language)))
    if change is not None and change.between > change.longest:
        hours = amounts.number(round(change.between), language)
        usual = amounts.number(round(change.longest), language)
        parts.append(texts.say("travel-between", hours=hours, usual=usual))
    return paragraphs(*parts, texts.say("travel-ask-first", contact=contact))


def _buttons(turn: Turn, person: Person) -> Buttons:
    return tuple(
        (Button(label=turn.texts.label(key), data=data(Verb.TRAVEL, person.id, code)),)
        for key, code in (("button-travel-home", HOME), ("button-travel-local", LOCAL))
    )


async def chosen(turn: Turn) -> list[Outgoing]:
    """Home times or local times, from the next day on; it can be changed by the same buttons."""
    person, tap = turn.person, turn.heard.tap
    if person is None or tap is None or not may(person.role, Action.ANSWER_DOSE) or tap.id != person.id:
        raise Refused("button-old")
    plan = await active.of_person(turn.tx, person.id)
    if plan is None or person.zone is None or tap.arg not in (HOME, LOCAL):
        raise Refused("button-old")
    zone = person.zone if tap.arg == LOCAL else plan.plan.zone
    before = await trips.of_person(turn.tx, person.id)
    day = trips.first_day(before, plan, person.zone, turn.now)
    change = trips.change(plan, day, trips.zone_on(before, day - timedelta(days=1), plan.plan.zone), zone)
    if change is not None and change.too_close:
        contact = dose_words.contact_words(plan.plan, turn.texts, turn.now)
        place = city(zone, turn.texts.language)
        return [turn.edit(turn.texts.say("travel-too-close", place=place, contact=contact))]
    await trips.choose(turn.tx, person, from_day=day, zone=zone if tap.arg == LOCAL else None, now=turn.now)
    key = "travel-local-chosen" if tap.arg == LOCAL else "travel-home-chosen"
    language = turn.texts.language
    text = turn.texts.say(key, place=city(zone, language), day=amounts.day(day, language))
    return [turn.edit(text, buttons=_buttons(turn, person))]


def _same_clock(one: str, other: str, now: datetime) -> bool:
    """Whether both show the same time, now and in half a year."""
    return all(
        at.astimezone(ZoneInfo(one)).utcoffset() == at.astimezone(ZoneInfo(other)).utcoffset()
        for at in (now, now + timedelta(days=182))
    )


ROUTES = Routes(taps={Verb.TRAVEL: chosen})
