"""symptoms/helplines: public numbers by country, as config/helplines.yaml lists them (floor 1, pure).

Belongs here: the model, what must hold for every country, finding a country's lines. Not here: reading files
(house.py), sentences around the numbers (guided.py), the programme's own line (caseload/programme.py).

The emergency number is first in every country and cannot be removed; the numbers of one entry are shown together or
not at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from bot import quick_yaml
from bot.errors import BadSettings, Problem


class Purpose(StrEnum):
    """What a line is for."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    POISON = "poison"  # only where something was swallowed
    DRUGS = "drugs"
    ADVICE = "advice"  # medical advice out of hours


class By(StrEnum):
    """How a line is reached."""

    CALL = "call"
    TEXT = "text"
    CHAT = "chat"


class Status(StrEnum):
    """How sure a number is. Source: FACTS section 4."""

    VERIFIED = "V"
    SECOND_HAND = "S"
    UNVERIFIED = "U"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Line(_Strict):
    """One service. `numbers` stand as they are dialled; all of them are shown, or none."""

    id: str
    purpose: Purpose
    also: tuple[Purpose, ...] = ()
    numbers: tuple[str, ...]
    name: Mapping[str, str] = {}
    by: tuple[By, ...]
    word: str = ""  # what to text
    choose: str = ""  # what to press after dialling
    web: str = ""
    always: bool = False  # day and night
    hours: Mapping[str, str] = {}
    note: Mapping[str, str] = {}
    languages: tuple[str, ...] = ()
    sure: bool = True  # False: it may not work there, so it is never the first number of a message
    status: Status
    source: str | None
    source_url: str | None = None
    verified_on: date | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Line":
        if not self.numbers and not self.web:
            raise ValueError(f"{self.id}: has neither a number nor an address")
        if self.purpose is not Purpose.EMERGENCY and not self.name:
            raise ValueError(f"{self.id}: has no name")
        for texts in (self.name, self.hours, self.note):
            if texts and "en" not in texts:
                raise ValueError(f"{self.id}: a text is missing in English")
        return self

    def serves(self, purpose: Purpose) -> bool:
        """Whether it stands among the lines for `purpose`."""
        return purpose is self.purpose or purpose in self.also

    @property
    def takes_texts(self) -> bool:
        return By.TEXT in self.by or By.CHAT in self.by

    @property
    def dialled(self) -> str:
        """The first number as it is shown: 1-800-222-1222."""
        return self.numbers[0] if self.numbers else ""


class Country(_Strict):
    """The lines of one country in the order in which they are shown: the emergency number first."""

    name: Mapping[str, str]
    members: tuple[str, ...] = ()
    lines: tuple[Line, ...]

    @model_validator(mode="after")
    def _emergency_first(self) -> "Country":
        if not self.lines or self.lines[0].purpose is not Purpose.EMERGENCY or not self.lines[0].numbers:
            raise ValueError("must begin with its emergency number")
        if any(line.purpose is Purpose.EMERGENCY for line in self.lines[1:]):
            raise ValueError("has two emergency entries; write all numbers into one")
        return self

    @property
    def emergency(self) -> tuple[str, ...]:
        """The emergency numbers, all of them to be shown: ("911",) or ("112", "911")."""
        return self.lines[0].numbers

    def of(self, purpose: Purpose) -> tuple[Line, ...]:
        """The lines for `purpose`, in order."""
        return tuple(line for line in self.lines if line.serves(purpose))

    def first(self, purpose: Purpose) -> Line | None:
        """The line for `purpose` that may be named first: one that surely works there and has a number to call."""
        return next((line for line in self.of(purpose) if line.sure and line.numbers and By.CALL in line.by), None)


class _File(_Strict):
    version: int
    elsewhere: Country
    countries: Mapping[str, Country]


class _OwnCountry(_Strict):
    name: Mapping[str, str] = {}
    lines: tuple[Line, ...]


class _OwnFile(_Strict):
    countries: Mapping[str, _OwnCountry]


_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helplines:
    """All countries. `elsewhere` is shown where the country is not known or not listed."""

    version: int
    countries: Mapping[str, Country]
    elsewhere: Country
    entered: dict[str, Country] = field(default_factory=dict)
    """Numbers that staff entered for other countries while the program runs (entered.py); the one thing here that
    changes. They never stand for a country that has a list."""

    def country(self, code: str) -> Country:
        """The lines for the two-letter `code`; for an EU state without a list of its own those of the EU."""
        return self._shipped(code) or self.entered.get(code.upper()) or self.elsewhere

    def ships(self, code: str) -> bool:
        """Whether the files hold numbers for this country."""
        return self._shipped(code) is not None

    def _shipped(self, code: str) -> Country | None:
        return self.countries.get(code.upper()) or self._member(code.upper())

    def knows(self, code: str) -> bool:
        """Whether `country` gives more than the numbers for elsewhere."""
        return self.country(code) is not self.elsewhere

    def listed(self, language: str) -> tuple[tuple[str, str], ...]:
        """(code, name) of every country with a list of its own, in the file's order."""
        return tuple((code, in_words(country.name, language)) for code, country in self.countries.items())

    def unverified(self) -> tuple[tuple[str, Line], ...]:
        """(country code, line) of everything that nobody found on a trustworthy page: for `doctor`."""
        return tuple((code, line) for code, line in self._all() if line.status is Status.UNVERIFIED)

    def not_checked_since(self, day: date) -> tuple[tuple[str, Line], ...]:
        """(country code, line) of everything that was last looked at before `day`, or never: for `doctor`."""
        return tuple((code, line) for code, line in self._all() if line.verified_on is None or line.verified_on < day)

    def _all(self) -> Iterator[tuple[str, Line]]:
        for code, country in (*self.countries.items(), ("", self.elsewhere)):
            for line in country.lines:
                yield code, line

    def _member(self, code: str) -> Country | None:
        return next((country for country in self.countries.values() if code in country.members), None)


def in_words(texts: Mapping[str, str], language: str) -> str:
    """The text for `language`, else the English one; empty where there is none."""
    return texts.get(language) or texts.get("en", "")


def read_helplines(shipped: str, own: str | None = None) -> Helplines:
    """The lines of the shipped file, and of the programme's own: more lines after ours, more countries.

    Raises BadSettings: a key is unknown, a country does not begin with its emergency number, an own line would stand
    for an emergency number that exists.
    """
    file = _validated(_File, shipped, "helplines.yaml")
    countries = dict(file.countries)
    if own is not None:
        for code, added in _validated(_OwnFile, own, "helplines-own.yaml").countries.items():
            countries[code] = _with_own(code, countries.get(code), added)
    return Helplines(version=file.version, countries=countries, elsewhere=file.elsewhere)


def _with_own(code: str, ours: Country | None, added: _OwnCountry) -> Country:
    lines = added.lines if ours is None else (*ours.lines, *added.lines)
    name = added.name or (ours.name if ours else {"en": code})
    try:
        return Country(name=name, members=ours.members if ours else (), lines=lines)
    except ValidationError as error:
        raise BadSettings(_problems(error, f"helplines-own.yaml, {code}")) from None


def _validated(model: type[_Model], text: str, name: str) -> _Model:
    try:
        content: Any = quick_yaml.loaded(text)
        return model.model_validate(content)
    except yaml.YAMLError:
        problem = Problem(where=name, message="This is not YAML.", fix="Compare it with the shipped file.")
        raise BadSettings((problem,)) from None
    except ValidationError as error:
        raise BadSettings(_problems(error, name)) from None


def _problems(error: ValidationError, name: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            where=f"{name}: {'.'.join(str(part) for part in one['loc'])}",
            message=f"{one['msg']}.",
            fix="Compare it with the shipped file.",
        )
        for one in error.errors(include_url=False)
    )
