"""chat/welcomed: what a person gets when joining is over, or ends at the door.

Belongs here: "All set", the pinned help card, the answer to somebody under age. Not here: the questions.
"""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.caseload.person import Person
from bot.chat import keyboards, pickers
from bot.chat.turn import Turn
from bot.house import House
from bot.plans import active
from bot.plans.calendar import slots_between
from bot.sending import Method, Outgoing
from bot.symptoms import numbers, shown
from bot.symptoms.place import Place
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs

LOOK_AHEAD = timedelta(days=60)
"""How far ahead the first dose is looked for. A plan that starts later than that is news by itself."""


def place_of(house: House, texts: Texts, country: str | None) -> Place:
    """What the numbers for `country` (the programme's where it is not known) are shown with."""
    code = country or house.programme.country
    return Place(texts=texts, country=house.helplines.country(code), programme=house.programme)


def too_young(house: House, texts: Texts) -> Html:
    """Numbers to call first, the clinic's phone, and the way back for a slip of the finger."""
    phone = house.programme.phone
    clinic = texts.say("joining-too-young-phone", phone=amounts.phone(phone)) if phone else ""
    return paragraphs(
        numbers.help_now(place_of(house, texts, None)).text,
        lines(texts.say("joining-too-young", age=str(house.programme.minimum_age)), clinic),
        texts.say("joining-too-young-slip"),
    )


async def all_set(turn: Turn, person: Person) -> list[Outgoing]:
    """ "All set" with what comes first and the keyboard; then the help card, pinned."""
    texts = turn.house.texts.in_language(person.language)
    text = lines(await _what_comes(turn, person, texts), texts.say("joining-all-set-help"))
    return [turn.reply(text, keyboard=keyboards.standing(person, texts)), *help_card(turn, person, texts)]


def help_card(turn: Turn, person: Person, texts: Texts) -> list[Outgoing]:
    """The numbers for the person's country as a message that is pinned without a sound."""
    key = _card_key(person)
    card = _card(turn, person, texts).keyed(key)
    return [card, Outgoing(chat_id=turn.chat, method=Method.PIN_MESSAGE, replaces=key, silent=True)]


def help_card_again(turn: Turn, person: Person, texts: Texts) -> list[Outgoing]:
    """The pinned card shows what holds now: an old country's numbers must not stay on top."""
    if person.arrival_seen_at is None:
        return []
    return [replace(_card(turn, person, texts), method=Method.EDIT_TEXT, replaces=_card_key(person))]


def _card(turn: Turn, person: Person, texts: Texts) -> Outgoing:
    guidance = numbers.help_now(place_of(turn.house, texts, person.country))
    return shown.message(guidance, chat=turn.chat, texts=texts)


def _card_key(person: Person) -> str:
    return f"helpcard:{person.id}"


async def _what_comes(turn: Turn, person: Person, texts: Texts) -> Html:
    plan = await active.of_person(turn.tx, person.id)
    slots = slots_between(plan.plan, turn.now, turn.now + LOOK_AHEAD) if plan else ()
    if plan is None or not slots:
        return texts.say("joining-all-set", time=pickers.shown_time(person.checkin_at or "09:00"))
    first = slots[0].at.astimezone(ZoneInfo(plan.plan.zone))
    if turn.now.astimezone(ZoneInfo(plan.plan.zone)).date() >= plan.plan.starts_on:
        return texts.say("joining-all-set-now", time=amounts.clock_time(first))
    day = amounts.day(first.date(), texts.language)
    return texts.say("joining-all-set-plan", day=day, time=amounts.clock_time(first))
