"""texts/cards: the pages of /learn about each medicine, and what each stands on (floor 1, pure).

Belongs here: reading config/learn and holding it against the texts: a page without words or without a source stops the
start. Not here: the words (config/locales/*/learn.ftl), showing a page (chat/handlers/learn.py).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot import quick_yaml
from bot.errors import BadSettings, Problem


class Status(StrEnum):
    """R: the source was read. M: from memory. PD: our own cautious wording, to be signed by a clinician."""

    READ = "R"
    MEMORY = "M"
    DEFAULT = "PD"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(_Strict):
    """A page that was read. `shown`: what a patient reads of it, by language."""

    page: str
    shown: Mapping[str, str]


class Basis(_Strict):
    """Some statements of a card: how far they were checked, and against which sources."""

    status: Status
    sources: tuple[str, ...] = Field(min_length=1)


class Card(_Strict):
    """One page. `emergency`: it names signs of danger, so the number to call stands first. `family`: family reads
    words of its own. `code` stands in buttons instead of the topic."""

    topic: str
    code: str = Field(max_length=8)
    emergency: bool = False
    family: bool = False
    stands_on: tuple[Basis, ...] = Field(min_length=1)
    review_by: date
    reviewed_by: str | None

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of everything it stands on, each once."""
        return tuple(dict.fromkeys(key for basis in self.stands_on for key in basis.sources))


class MedicineCards(_Strict):
    """All pages about one medicine: one file of config/learn."""

    about: str
    code: str = Field(max_length=8)
    names: tuple[str, ...]
    written_on: date
    sources: Mapping[str, Source]
    cards: tuple[Card, ...] = Field(min_length=1)

    def key(self, card: Card, *, family: bool) -> str:
        """The key of the page's words."""
        return f"learn-{self.about}-{card.topic}" + ("-family" if family and card.family else "")

    def title(self, card: Card) -> str:
        """The key of the page's title, for its button."""
        return f"learn-{self.about}-{card.topic}-title"

    def shown_sources(self, card: Card, language: str) -> tuple[str, ...]:
        """What the page stands on, in words, each once."""
        shown = (self.sources[key].shown for key in card.sources)
        return tuple(dict.fromkeys(names.get(language, names["en"]) for names in shown))

    def find(self, code: str) -> Card | None:
        """The page that a button's code stands for."""
        return next((card for card in self.cards if card.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnBook:
    """The pages about every medicine that has a file."""

    medicines: tuple[MedicineCards, ...]

    def find(self, code: str) -> MedicineCards | None:
        """The medicine that a button's code stands for."""
        return next((one for one in self.medicines if one.code == code), None)


def read_cards(files: Mapping[str, str], keys: Collection[str]) -> LearnBook:
    """The book made of file name → text; `keys`: all keys of the catalog. Raises BadSettings with every problem."""
    problems: list[Problem] = []
    found = [cards for name in sorted(files) if (cards := _read(name, files[name], problems))]
    for cards in found:
        problems += [_problem(f"{cards.about}.yaml", fault) for fault in _faults(cards, keys)]
    if len({cards.code for cards in found}) != len(found):
        problems.append(_problem("", "Two medicines have the same code."))
    if problems:
        raise BadSettings(tuple(problems))
    return LearnBook(medicines=tuple(found))


def _read(name: str, text: str, problems: list[Problem]) -> MedicineCards | None:
    try:
        return MedicineCards.model_validate(quick_yaml.loaded(text))
    except yaml.YAMLError:
        problems.append(_problem(name, "This is not YAML."))
    except ValidationError as error:
        problems += [
            _problem(f"{name}: {'.'.join(map(str, one['loc']))}", f"{one['msg']}.")
            for one in error.errors(include_url=False)
        ]
    return None


def _faults(cards: MedicineCards, keys: Collection[str]) -> list[str]:
    needed = [f"learn-{cards.about}-name"]
    for card in cards.cards:
        needed += [cards.title(card), cards.key(card, family=False), cards.key(card, family=True)]
    faults = [f"The text {key} is missing." for key in dict.fromkeys(needed) if key not in keys]
    faults += [
        f"The source {key} of {card.topic} is not among sources."
        for card in cards.cards
        for key in card.sources
        if key not in cards.sources
    ]
    faults += [
        f"The source {key} has no English name." for key, source in cards.sources.items() if "en" not in source.shown
    ]
    if len({card.code for card in cards.cards}) != len(cards.cards):
        faults.append("Two cards have the same code.")
    return faults


def _problem(where: str, message: str) -> Problem:
    return Problem(where=f"learn/{where}", message=message, fix="Mend the file in config/learn.")
