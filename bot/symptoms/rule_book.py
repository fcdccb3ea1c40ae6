"""symptoms/rule_book: the rules ready for use.

Belongs here: what a rule book holds. Not here: making one from files (rule_building.py), judging a report
(triaged.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.symptoms.cues import Cue
from bot.symptoms.lexicon import Lexicon
from bot.symptoms.patterns import Pattern
from bot.symptoms.rule_files import RuleEntry

TURNS_ROUND = ("just", "only", "solo", "solamente")
"""Not skipped after "not": "not just sad" says that there is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One pattern of a rule."""

    rule: RuleEntry
    pattern: Pattern
    bare: bool
    negative: bool
    unless: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HintPattern:
    """One pattern of an idea that adds up with others."""

    rule: RuleEntry
    idea: str
    points: int
    pattern: Pattern
    bare: bool
    negative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CuePattern:
    """One pattern of a cue."""

    kind: Cue
    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)  # a repr of everything takes seconds
class RuleBook:
    """All rules, the words they know and the cues around them."""

    rules: tuple[RuleEntry, ...]
    lexicon: Lexicon
    cues: Mapping[int, tuple[CuePattern, ...]]
    by_symbol: Mapping[int, tuple[Told, ...]]
    """The patterns that cannot stand where this symbol is missing; so for cues and hints."""
    hints: Mapping[int, tuple[HintPattern, ...]]
    set_off: tuple[RuleEntry, ...]
    """Rules that a tick, an answer or a vital sets off by itself."""
    combined: tuple[RuleEntry, ...]
    """Rules that need something else to be true."""
    by_id: Mapping[str, RuleEntry]
    foreign: tuple[tuple[str, RuleEntry], ...]
    """Words in scripts other than Latin, looked for anywhere in a text."""
    emoji: Mapping[str, str]
    fillers: frozenset[str]
    common: Mapping[str, frozenset[str]]
    """Language → words that tell it."""
    sources: Mapping[str, str]


def is_skipped(word: str, before: str, fillers: frozenset[str]) -> bool:
    """Whether `word` carries no meaning where it stands."""
    return word in fillers and not (word in TURNS_ROUND and before in ("not", "no"))
