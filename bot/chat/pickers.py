"""chat/pickers: the questions for a country, a time zone, a time of day and a language, for joining and for settings.

Belongs here: which choices are offered, what somebody typed stands for. Not here: keeping the choice (handlers/).
Whoever asks says what a tapped choice carries: joining and settings use different buttons.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.caseload import clock_words, countries, zones
from bot.house import House
from bot.sending import Button, Buttons
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html

CHECKIN_TIMES = (time(9), time(13), time(19))
OTHER = "o"
LONGEST_BESIDE = {1: 99, 2: 20, 3: 14}
"""Characters of a label that a phone of 390 pixels shows whole where so many stand in a row."""

Choose = Callable[[str], str]
"""From a choice to the callback data of its button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A text with its buttons."""

    text: Html
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks whom: what every picker needs."""

    house: House
    texts: Texts
    now: datetime
    choose: Choose

    @property
    def other(self) -> Button:
        """The button that opens the longer way."""
        return Button(label=self.texts.label("joining-other"), data=self.choose(OTHER))


def languages(asker: Asker, text: Html) -> Question:
    """One button for each language the programme speaks, in its own name."""
    codes = asker.house.programme.languages
    buttons = [Button(label=amounts.language_name(code), data=asker.choose(code)) for code in codes]
    return Question(text=text, buttons=rows(buttons, 3))


def countries_first(asker: Asker) -> Question:
    """The countries of the file's short list, and Other."""
    buttons = [_country(asker, code) for code in asker.house.countries.first]
    return Question(text=asker.texts.say("joining-country"), buttons=rows([*buttons, asker.other], 2))


def countries_more(asker: Asker) -> Question:
    """Type a name; and the countries whose numbers we have."""
    listed = [code for code, _ in asker.house.helplines.listed(asker.texts.language) if countries.exists(code)]
    return Question(
        text=asker.texts.say("joining-country-type"), buttons=rows([_country(asker, code) for code in listed], 3)
    )


def countries_found(asker: Asker, typed: str) -> Question:
    """What `typed` may mean, or a way on."""
    found = asker.house.countries.search(typed, asker.texts.language)
    key = "joining-country-found" if found else "joining-country-unknown"
    return Question(text=asker.texts.say(key), buttons=rows([_country(asker, code) for code in found], 2))


def zones_first(asker: Asker, country: str | None) -> Question:
    """The zones offered for the country, each with its time now, and Other; the programme's own first."""
    programme = asker.house.programme
    offered = asker.house.countries.zones_of(country or programme.country)
    if country in (None, programme.country):
        offered = tuple(dict.fromkeys((programme.zone, *offered)))
    offered = offered[:8]
    buttons = [*_zones(asker, offered), asker.other]
    return Question(text=asker.texts.say("joining-zone"), buttons=rows(buttons, 2))


def zones_more(asker: Asker) -> Question:
    """Type a city or the time on the clock, or share a place."""
    return Question(text=asker.texts.say("joining-zone-type", example=_example(asker)))


def zones_found(asker: Asker, typed: str, country: str | None) -> Question:
    """Zones by a city's name, or by the time on the person's clock (in their country first); or a way on."""
    shown = clock_words.read_time(typed)
    if shown is None:
        found = zones.search(typed, asker.texts.language, asker.house.countries.cities)
    else:
        found = _by_clock(asker, shown, country)
    if not found:
        return Question(text=asker.texts.say("joining-zone-unknown", example=_example(asker)))
    return Question(text=asker.texts.say("joining-zone-found"), buttons=rows(_zones(asker, found), 2))


def checkin_times(asker: Asker) -> Question:
    """Three times, and Other."""
    buttons = [Button(label=amounts.clock_time(at), data=asker.choose(stored(at))) for at in CHECKIN_TIMES]
    return Question(text=asker.texts.say("joining-checkin"), buttons=(tuple(buttons), (asker.other,)))


def zone_label(zone: str, now: datetime, language: str) -> str:
    """The city of a zone with its time now: "Chicago 9:12"."""
    return f"{zones.city(zone, language)} {amounts.clock_time(zones.clock_at(zone, now))}"


def stored(at: time) -> str:
    """A time of day as the column keeps it, HH:MM."""
    return at.strftime("%H:%M")


def shown_time(kept: str) -> str:
    """The column's HH:MM as people read it."""
    return amounts.clock_time(time.fromisoformat(kept))


def rows(buttons: Sequence[Button], in_a_row: int) -> Buttons:
    """The buttons, so many beside each other; one with a long label stands alone, so that no phone cuts it."""
    found: list[tuple[Button, ...]] = []
    for button in buttons:
        beside = found[-1] if found else ()
        fits = all(len(one.label) <= LONGEST_BESIDE[in_a_row] for one in (*beside, button))
        if beside and fits and len(beside) < in_a_row:
            found[-1] = (*beside, button)
        else:
            found.append((button,))
    return tuple(found)


def _country(asker: Asker, code: str) -> Button:
    return Button(label=countries.name(code, asker.texts.language), data=asker.choose(code))


def _zones(asker: Asker, offered: Sequence[str]) -> list[Button]:
    return [
        Button(label=zone_label(zone, asker.now, asker.texts.language), data=asker.choose(zone)) for zone in offered
    ]


def _by_clock(asker: Asker, shown: time, country: str | None) -> tuple[str, ...]:
    """The well-known zones of the country first, then all of it, then those of the big countries."""
    near = (asker.house.countries.zones_of(country), countries.all_zones_of(country)) if country else ()
    tries = (zones.by_clock(shown, offered, asker.now) for offered in (*near, _everywhere(asker)))
    return next((found for found in tries if found), ())


def _everywhere(asker: Asker) -> tuple[str, ...]:
    """One zone for each time of day: the big countries' zones."""
    return tuple(zone for offered in asker.house.countries.zones.values() for zone in offered)


def _example(asker: Asker) -> str:
    return amounts.clock_time(zones.clock_at(asker.house.programme.zone, asker.now))
