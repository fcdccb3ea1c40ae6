"""checkins/packs: what is asked in a check-in, as config/checkins describes it (floor 1, pure).

Belongs here: the typed files, finding a flag, an item, a pack. Not here: reading files (house.py), who is asked what
when (asked.py), the sentences (config/locales/*/checkin.ftl).

flags.yaml is the question that always comes first; items.yaml holds every question; each other file is a pack: an
order of items for those who lower a medicine of one of its groups. Buttons carry opaque codes (f1, q2), never words.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot import quick_yaml
from bot.errors import BadSettings, Problem
from bot.plans.medicines import Status

GENERAL = "general"
"""The pack for everybody without a plan, after the last dose, or with a medicine that has no pack."""
FLAGS_FILE, ITEMS_FILE = "flags.yaml", "items.yaml"

SCALE_MOST = 10
"""The highest number of a scale. Source: FACTS 3, spasticity and craving NRS (generic 0–10)."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Sourced(_Strict):
    """Nothing is asked whose licence or source nobody wrote down."""

    source: Annotated[str, Field(min_length=1)]
    licence: Annotated[str, Field(min_length=1)]
    status: Status


class After(StrEnum):
    """What a tapped flag asks for, below the guidance."""

    TEMPERATURE = "temperature"
    WORDS = "words"


class Flag(_Strict):
    """One button of the first question. `ticks`: ids at the head of config/triage/general.yaml; none: "none of
    these"."""

    code: Annotated[str, Field(pattern=r"^f\d$")]
    id: str
    ticks: tuple[str, ...] = ()
    after: After | None = None


class Kind(StrEnum):
    """How an item is answered."""

    SCALE = "scale"  # 0 to 10
    WORDS = "words"  # one of its words


class Report(StrEnum):
    """When an answer is triaged at once."""

    ALWAYS = "always"
    WORSE = "worse"  # only when it is clearly above this person's own usual: severe.py
    TWICE = "twice"  # the second day running; the tick is `<item>:<word>_twice`


class Item(_Sourced):
    """One question. The stored value of a scale is 0 … 10; of words, the place of the word: 0 is the best."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    code: Annotated[str, Field(pattern=r"^q\d{1,2}$")]
    kind: Kind
    words: tuple[str, ...] = ()
    label_set: str = ""
    """Items with the same words share their button texts: checkin-word-<label_set>-<word>. Empty: the item's id."""
    together: str = ""
    """Items with the same word are asked on the same day, where they are not asked each time."""
    mild_sign: bool = False
    """One of the mild signs of FACTS 2.2: three of them worse make a task."""
    report: Report | None = None
    report_from: int | None = None
    """The value from which on an answer is triaged (see `report`)."""
    shown_to_patient: bool = True
    """False: never in a patient's summary or chart (PHQ-2, GAD-2)."""
    version: int = 1
    note: str = ""

    @property
    def most(self) -> int:
        """The highest value."""
        return SCALE_MOST if self.kind is Kind.SCALE else len(self.words) - 1

    @property
    def words_key(self) -> str:
        """The first part of its words' text keys."""
        return f"checkin-word-{(self.label_set or self.id).replace('_', '-')}"

    def tick(self, value: int) -> str:
        """The value as triage knows it: "stiffness:8", "anxiety:very"."""
        return f"{self.id}:{value if self.kind is Kind.SCALE else self.words[value]}"


class Pack(_Strict):
    """An order of items. `headline`: the item of the closing line. `every_days`: items that are not asked each time but
    when so many days have passed; never in the first check-in."""

    pack: str
    about: str
    licence: str
    status: Status
    reviewer: str | None
    version: int
    groups: tuple[str, ...] = ()
    """Medicine groups of plans/medicines.Group, and "alcohol"."""
    headline: str
    items: Annotated[tuple[str, ...], Field(min_length=1)]
    every_days: dict[str, Annotated[int, Field(ge=1)]] = {}


class _Flags(_Strict):
    about: str
    source: str
    status: Status
    reviewer: str | None
    version: int
    flags: tuple[Flag, ...]


class _Items(_Strict):
    about: str
    sources: dict[str, str]
    reviewer: str | None
    items: tuple[Item, ...]


class PackBook:
    """All files of config/checkins."""

    def __init__(self, flags: tuple[Flag, ...], items: tuple[Item, ...], packs: tuple[Pack, ...]) -> None:
        self.flags = flags
        self._flags = {flag.code: flag for flag in flags}
        self._items = {item.id: item for item in items}
        self._by_code = {item.code: item for item in items}
        self._packs = {pack.pack: pack for pack in packs}

    def ticks_of(self, code: str) -> frozenset[str]:
        """The tick ids of the flag with this code; none for "none of these" and for a code nobody knows."""
        flag = self._flags.get(code)
        return frozenset(flag.ticks) if flag else frozenset()

    def flag(self, code: str) -> Flag | None:
        """The flag with this code."""
        return self._flags.get(code)

    def item(self, item_id: str) -> Item | None:
        """The item with this id; None where this release has none such (any more)."""
        return self._items.get(item_id)

    def item_of_code(self, code: str) -> Item | None:
        """The item whose buttons carry this code."""
        return self._by_code.get(code)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the file."""
        return tuple(self._items.values())

    def pack(self, name: str) -> Pack:
        """The pack of this name, the general one where there is none such."""
        return self._packs.get(name, self._packs[GENERAL])

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Every pack."""
        return tuple(self._packs.values())

    def for_groups(self, groups: Iterable[str]) -> Pack:
        """The pack for somebody who lowers medicines of these groups: of the first that has one."""
        for group in groups:
            for pack in self._packs.values():
                if group in pack.groups:
                    return pack
        return self._packs[GENERAL]


def read_packs(files: Mapping[str, str], texts: Iterable[str]) -> PackBook:
    """The book made of file name → text. `texts`: every text key there is. Raises BadSettings with every problem."""
    problems: list[Problem] = []
    flags = _read(_Flags, FLAGS_FILE, files.get(FLAGS_FILE), problems)
    items = _read(_Items, ITEMS_FILE, files.get(ITEMS_FILE), problems)
    names = sorted(set(files) - {FLAGS_FILE, ITEMS_FILE})
    packs = [pack for name in names if (pack := _read(Pack, name, files[name], problems))]
    if flags is None or items is None or problems:
        raise BadSettings(tuple(problems))
    known = {item.id for item in items.items}
    for pack in packs:
        for missing in sorted({*pack.items, *pack.every_days, pack.headline} - known):
            problems.append(_problem(pack.pack, f"The item {missing} is not in items.yaml."))
    if GENERAL not in {pack.pack for pack in packs}:
        problems.append(_problem("general.yaml", "The general pack is missing."))
    problems += _doubtful(flags.flags, items, frozenset(texts))
    if problems:
        raise BadSettings(tuple(problems))
    return PackBook(flags.flags, items.items, tuple(packs))


def _doubtful(flags: tuple[Flag, ...], read: _Items, texts: frozenset[str]) -> list[Problem]:
    found: list[Problem] = []
    codes = [*(flag.code for flag in flags), *(item.code for item in read.items)]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        found.append(_problem(ITEMS_FILE, f"The code {code} stands twice."))
    wanted = {f"checkin-flag-{flag.id.replace('_', '-')}" for flag in flags}
    for item in read.items:
        wanted |= text_keys(item)
        if item.source not in read.sources:
            found.append(_problem(ITEMS_FILE, f"The source {item.source} of {item.id} is not among sources."))
        if (item.kind is Kind.WORDS) != bool(item.words):
            found.append(_problem(ITEMS_FILE, f"{item.id}: words belong to kind words, and to nothing else."))
    return found + [_problem(ITEMS_FILE, f"The text {key} is missing.") for key in sorted(wanted - texts)]


def text_keys(item: Item) -> set[str]:
    """The texts that an item needs: its question, its short name, its words."""
    name = item.id.replace("_", "-")
    words = {f"{item.words_key}-{word.replace('_', '-')}" for word in item.words}
    return {f"checkin-ask-{name}", f"checkin-name-{name}"} | words


_Model = TypeVar("_Model", bound=BaseModel)


def _read(model: type[_Model], name: str, text: str | None, problems: list[Problem]) -> _Model | None:
    if text is None:
        problems.append(_problem(name, "The file is missing."))
        return None
    try:
        return model.model_validate(quick_yaml.loaded(text))
    except yaml.YAMLError:
        problems.append(_problem(name, "This is not YAML."))
    except ValidationError as error:
        for one in error.errors(include_url=False):
            place = ".".join(str(part) for part in one["loc"])
            problems.append(_problem(f"{name}: {place}", f"{one['msg']}."))
    return None


def _problem(where: str, message: str) -> Problem:
    return Problem(where=f"checkins/{where}", message=message, fix="Compare it with the shipped file.")
