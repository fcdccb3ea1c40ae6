"""handlers/settings: /settings: language, country, time zone, check-in time, private reminders, reminders on or off.

Every choice of a settings button carries what it sets: `l=es`, `c=US`, `z=…`, `t=09:00`, `d=1`, `r=0`.
"""

from bot.caseload import clock_words, countries, enrolled, people, zones
from bot.caseload.permissions import Action, Role, may
from bot.caseload.person import Person, PersonState
from bot.chat import agreed, dialogs, keyboards, menus, pickers, welcomed
from bot.chat.dialogs import Dialog, Expecting
from bot.chat.handlers import travel, whereabouts
from bot.chat.pickers import OTHER, Asker, Question
from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.sending import Button, Outgoing
from bot.symptoms.place import either
from bot.taps import Verb, data
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines

LANGUAGE, COUNTRY, ZONE, CHECKIN, DISCREET, REMINDERS, SIMPLE = "l", "c", "z", "t", "d", "r", "s"
HEADS_UP = "h"
_HEADS_UP = (0, 10, 20, 30, 60)
"""Minutes before a dose; 0: off, as it is at first (PRODUCT "A slot's day")."""
ON, OFF = "1", "0"
_OF_STAFF = (LANGUAGE, ZONE)
_OF_PATIENTS = (LANGUAGE, COUNTRY, ZONE, CHECKIN, HEADS_UP, DISCREET, SIMPLE, REMINDERS)
_OF_SUPPORTERS = (LANGUAGE, COUNTRY)
_EXPECTED = {COUNTRY: Expecting.COUNTRY, ZONE: Expecting.ZONE, CHECKIN: Expecting.CHECKIN_TIME}


async def settings(turn: Turn) -> list[Outgoing]:
    """/settings: everything as it stands, a button to change each."""
    person = _member(turn)
    question = _overview(turn, person)
    return [turn.reply(question.text, buttons=question.buttons)]


async def opened(turn: Turn) -> list[Outgoing]:
    """One setting: its choices."""
    person, what = _member(turn), turn.heard.tap.arg if turn.heard.tap else ""
    if what not in _settings_of(person):
        raise Refused("button-old")
    if what in _EXPECTED:
        await dialogs.expect(turn.tx, person.id, Dialog(expecting=_EXPECTED[what]))
    asker = _asker(turn, what)
    if what == LANGUAGE:
        question = pickers.languages(asker, turn.texts.say("joining-language"))
    elif what == COUNTRY:
        question = pickers.countries_first(asker)
    elif what == HEADS_UP:
        question = _heads_up_choices(turn)
    elif what == ZONE:
        question = pickers.zones_first(asker, person.country)
    else:
        question = pickers.checkin_times(asker)
    return [turn.edit(question.text, buttons=question.buttons)]


async def chosen(turn: Turn) -> list[Outgoing]:
    """A setting has its new value; "Other" opens the longer way."""
    person = _member(turn)
    what, _, value = (turn.heard.tap.arg if turn.heard.tap else "").partition("=")
    if what not in _settings_of(person):
        raise Refused("button-old")
    if value == OTHER:
        return [_longer(turn, what)]
    if what == REMINDERS:
        return await agreed.reminders_switched(turn, person, on=value == ON)
    await _keep(turn, person, what, value)
    return await _changed(turn, what)


async def typed(turn: Turn, dialog: Dialog) -> list[Outgoing]:
    """A country, a city or a time was typed: choices to tap, or the time itself."""
    person = _member(turn)
    if dialog.expecting is Expecting.CHECKIN_TIME:
        at = clock_words.read_time(turn.heard.text)
        if at is None:
            return [turn.reply(turn.texts.say("joining-checkin-unknown"))]
        await _keep(turn, person, CHECKIN, pickers.stored(at))
        return await _changed(turn, CHECKIN)
    if dialog.expecting is Expecting.COUNTRY:
        question = pickers.countries_found(_asker(turn, COUNTRY), turn.heard.text)
    else:
        question = pickers.zones_found(_asker(turn, ZONE), turn.heard.text, person.country)
    return [turn.reply(question.text, buttons=question.buttons)]


async def located(turn: Turn) -> list[Outgoing]:
    """A shared place: its zone is offered. The place is not kept."""
    _member(turn)
    if turn.heard.latitude is None or turn.heard.longitude is None:
        return []
    found = zones.at(turn.heard.latitude, turn.heard.longitude)
    if found is None:
        return [turn.reply(turn.texts.say("joining-zone-no-place"))]
    label = pickers.zone_label(found, turn.now, turn.texts.language)
    button = Button(label=label, data=data(Verb.SETTING_VALUE, turn.patient.id, f"{ZONE}={found}"))
    return [turn.reply(turn.texts.say("settings-located"), buttons=((button,),))]


async def _keep(turn: Turn, person: Person, what: str, value: str) -> None:
    """The column holds the value. Raises Refused for one that does not exist (a forged button)."""
    if what == LANGUAGE and value in turn.house.texts.languages:
        await people.change(turn.tx, person.id, language=value)
    elif what == COUNTRY and countries.exists(value):
        await people.change(turn.tx, person.id, country=value)
    elif what == ZONE and zones.known(value):
        await people.change(turn.tx, person.id, zone=value)
        await people.plan_anew(turn.tx, person.id, turn.now, missed_too=True)
    elif what == CHECKIN and (at := clock_words.read_time(value)) is not None:
        await people.change(turn.tx, person.id, checkin_at=pickers.stored(at))
        await people.plan_anew(turn.tx, person.id, turn.now, missed_too=True)
    elif what == HEADS_UP and value in map(str, _HEADS_UP):
        await people.change(turn.tx, person.id, heads_up_minutes=int(value))
        await people.plan_anew(turn.tx, person.id, turn.now, missed_too=True)
    elif what == DISCREET and value in (ON, OFF):
        await people.change(turn.tx, person.id, discreet=value == ON)
    elif what == SIMPLE and value in (ON, OFF):
        await people.change(turn.tx, person.id, simple_mode=value == ON)
    else:
        raise Refused("button-old")
    if what in _EXPECTED:
        await dialogs.expect(turn.tx, person.id, None)
    turn.tx.touched.add(person.id)


async def _changed(turn: Turn, what: str) -> list[Outgoing]:
    """Everything as it stands now; new keys in a new language, the help card for a new place or language."""
    person = await enrolled.reread(turn.tx, turn.patient.id)
    texts = turn.house.texts.in_language(person.language)
    overview = _overview(turn, person)
    said = [turn.edit(overview.text, buttons=overview.buttons)]
    if what == LANGUAGE:
        said.append(turn.reply(texts.say("settings-language-set"), keyboard=keyboards.standing(person, texts)))
        said.append(menus.of_chat(turn.chat, person.role, texts))
    if what == SIMPLE:
        key = "simple-set" if person.simple_mode else "simple-ended"
        said.append(turn.reply(texts.say(key), keyboard=keyboards.standing(person, texts)))
    if what == ZONE and person.role is Role.PATIENT:
        said += await travel.after_zone(turn, person)
    if what in (LANGUAGE, COUNTRY) and not person.role.is_staff:
        said += welcomed.help_card_again(turn, person, texts)
    if what == COUNTRY and person.role is Role.PATIENT:
        said += await _another_zone(turn, person, texts)
    return said


async def _another_zone(turn: Turn, person: Person, texts: Texts) -> list[Outgoing]:
    """Moved to another country: which numbers hold there, and which clock? Empty where the zone belongs to it."""
    if person.country is None or person.zone in countries.all_zones_of(person.country):
        return []
    emergency = either(texts, turn.house.country_of(person).emergency)
    place = texts.say(
        "settings-country-moved", country=countries.name(person.country, texts.language), number=emergency
    )
    await dialogs.expect(turn.tx, person.id, Dialog(expecting=Expecting.ZONE))
    question = pickers.zones_first(_asker(turn, ZONE), person.country)
    return [turn.reply(lines(place, question.text), buttons=question.buttons)]


def _longer(turn: Turn, what: str) -> Outgoing:
    if what == CHECKIN:
        return turn.edit(turn.texts.say("joining-checkin-type"))
    asker = _asker(turn, what)
    question = pickers.countries_more(asker) if what == COUNTRY else pickers.zones_more(asker)
    return turn.edit(question.text, buttons=question.buttons)


def _overview(turn: Turn, person: Person) -> Question:
    texts = turn.house.texts.in_language(person.language)
    shown = _settings_of(person)
    values = {
        LANGUAGE: amounts.language_name(person.language) if person.language else "",
        COUNTRY: countries.name(person.country or "", texts.language),
        ZONE: pickers.zone_label(person.zone, turn.now, texts.language) if person.zone else "",
        CHECKIN: pickers.shown_time(person.checkin_at) if person.checkin_at else "",
        HEADS_UP: _heads_up_label(texts, person.heads_up_minutes),
        DISCREET: texts.label("settings-on" if person.discreet else "settings-off"),
        SIMPLE: texts.label("settings-on" if person.simple_mode else "settings-off"),
        REMINDERS: texts.label("settings-on" if person.reminders_agreed else "settings-off"),
    }
    text: list[Html] = [texts.say("settings-title")]
    text += [texts.say(f"settings-line-{_NAMES[what]}", value=values[what]) for what in shown]
    buttons = [_switch(turn, person, what) for what in shown]
    where = whereabouts.button_of(person, texts)
    return Question(text=lines(*text), buttons=(*pickers.rows(buttons, 2), *(((where,),) if where else ())))


_NAMES = {
    LANGUAGE: "language",
    COUNTRY: "country",
    ZONE: "zone",
    CHECKIN: "checkin",
    HEADS_UP: "heads-up",
    DISCREET: "discreet",
    REMINDERS: "reminders",
    SIMPLE: "simple",
}


def _heads_up_label(texts: Texts, minutes: int) -> str:
    if not minutes:
        return texts.label("settings-off")
    return texts.label("settings-heads-up-minutes", minutes=amounts.number(minutes, texts.language))


def _heads_up_choices(turn: Turn) -> Question:
    buttons = [
        Button(
            label=_heads_up_label(turn.texts, minutes),
            data=data(Verb.SETTING_VALUE, turn.patient.id, f"{HEADS_UP}={minutes}"),
        )
        for minutes in _HEADS_UP
    ]
    return Question(text=turn.texts.say("settings-heads-up-ask"), buttons=pickers.rows(buttons, 3))


def _switch(turn: Turn, person: Person, what: str) -> Button:
    """Opens the choices; for what is only on or off it turns it over at once."""
    texts = turn.house.texts.in_language(person.language)
    switches = {DISCREET: person.discreet, REMINDERS: person.reminders_agreed, SIMPLE: person.simple_mode}
    if what in switches:
        on = switches[what]
        label = texts.label(f"settings-{_NAMES[what]}-{'off' if on else 'on'}")
        return Button(label=label, data=data(Verb.SETTING_VALUE, person.id, f"{what}={OFF if on else ON}"))
    return Button(label=texts.label(f"settings-{_NAMES[what]}"), data=data(Verb.SETTING, person.id, what))


def _asker(turn: Turn, what: str) -> Asker:
    return Asker(
        house=turn.house,
        texts=turn.texts,
        now=turn.now,
        choose=lambda value: data(Verb.SETTING_VALUE, turn.patient.id, f"{what}={value}"),
    )


def _settings_of(person: Person) -> tuple[str, ...]:
    if person.role is Role.SUPPORTER:
        return _OF_SUPPORTERS
    return _OF_STAFF if person.role.is_staff else _OF_PATIENTS


def _member(turn: Turn) -> Person:
    """Whoever asks, if these settings are theirs. Raises Refused."""
    person, tap = turn.person, turn.heard.tap
    if person is None or not may(person.role, Action.CHANGE_OWN_SETTINGS):
        raise Refused("settings-join-first")
    if person.state is PersonState.JOINING:
        raise Refused("joining-first")
    if tap is not None and tap.id != person.id:
        raise Refused("joining-not-yours")
    return person


ROUTES = Routes(
    commands={"settings": settings},
    taps={Verb.SETTING: opened, Verb.SETTING_VALUE: chosen},
    dialogs={Expecting.COUNTRY: typed, Expecting.ZONE: typed, Expecting.CHECKIN_TIME: typed},
)
