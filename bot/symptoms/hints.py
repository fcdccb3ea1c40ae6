"""symptoms/hints: hints that add up: ideas that say little alone and together ask for the caring question.

Belongs here: finding the ideas of a text, adding their points. Not here: the ideas and their points
(config/triage/hints.yaml), which are set by hand; what is asked (guided.py). A hint never raises above tier check.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.symptoms.context import Context
from bot.symptoms.cues import Found, Verdict
from bot.symptoms.patterns import begins
from bot.symptoms.read_text import ReadText
from bot.symptoms.report import Hit
from bot.symptoms.rule_book import HintPattern, RuleBook
from bot.symptoms.rule_files import RuleEntry

SENTENCES = 2
"""Hints add up within so many sentences running."""
MAX_WEIGHED = 100
"""Hints whose surroundings are looked at; in a text stuffed with more the rest count as they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A hint at words [start, end), in a sentence."""

    hint: HintPattern
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedUp:
    """A rule whose hints came to enough."""

    hit: Hit
    other: bool
    """Said of somebody else than the writer."""


def added_up(text: ReadText, context: Context, rules: RuleBook, dropped: frozenset[int]) -> list[AddedUp]:
    """The rules whose hints come to enough in two sentences running.

    `dropped`: places of words that another rule knew and found harmless; a hint of nothing but these does not count.
    """
    sums = (
        _adding_up(rules.by_id[rule], list(_found(hints, text)), text, context, dropped)
        for rule, hints in _possible(text, rules).items()
    )
    return [one for one in sums if one is not None]


def _possible(text: ReadText, rules: RuleBook) -> dict[str, list[HintPattern]]:
    """The hints all of whose words are in the text, of each rule that could come to enough with them. Most texts have
    few: nothing else is walked."""
    here, by_symbol = text.symbols, rules.hints
    by_rule: dict[str, list[HintPattern]] = defaultdict(list)
    for symbol in [symbol for symbol in text.spans if symbol in by_symbol]:
        for hint in by_symbol[symbol]:
            if hint.pattern.needs <= here:
                by_rule[hint.rule.id].append(hint)
    return {rule: hints for rule, hints in by_rule.items() if _at_most(hints) >= (rules.by_id[rule].adds_up_to or 0)}


def _at_most(hints: list[HintPattern]) -> int:
    """The points of all ideas for danger that may be there."""
    return sum({hint.idea: hint.points for hint in hints if hint.points > 0}.values())


def _found(hints: Iterable[HintPattern], text: ReadText) -> Iterable[_Found]:
    rank = {sentence: at for at, sentence in enumerate(dict.fromkeys(text.sentences))}
    for hint in hints:
        for start, end in text.places(hint.pattern):
            yield _Found(hint=hint, start=start, end=end, sentence=rank[text.sentences[start]])


def _adding_up(
    rule: RuleEntry, found: list[_Found], text: ReadText, context: Context, dropped: frozenset[int]
) -> AddedUp | None:
    enough = rule.adds_up_to or 0
    if _points(one for one in found if one.hint.points > 0) < enough:
        return None
    standing = [one for at, one in enumerate(found) if at >= MAX_WEIGHED or _stands(one, text, context, dropped)]
    for first in sorted({one.sentence for one in standing}):
        near = [one for one in standing if first <= one.sentence < first + SENTENCES]
        if _points(near) >= enough:
            return _told(rule, [one for one in _counted(near) if one.hint.points > 0], text, context)
    return None


def _points(found: Iterable[_Found]) -> int:
    """The points of all ideas, each counted once."""
    return sum(one.hint.points for one in _counted(found))


def _counted(found: Iterable[_Found]) -> list[_Found]:
    """One find of each idea, the strongest first. A word that begins or ends one idea begins or ends no other."""
    ideas: dict[str, _Found] = {}
    edges: set[int] = set()
    for one in sorted(found, key=lambda one: (-one.hint.points, one.start, -one.end)):
        own = {one.start, one.end - 1}
        if one.hint.idea in ideas or (one.hint.points > 0 and own & edges):
            continue
        ideas[one.hint.idea] = one
        edges |= own
    return list(ideas.values())


def _stands(one: _Found, text: ReadText, context: Context, dropped: frozenset[int]) -> bool:
    """Whether the words around a hint let it count. What speaks against danger always counts."""
    if one.hint.points < 0:
        return True
    known = dropped.issuperset(range(one.start, one.end))
    return not known and context.verdict(_as_found(one, text)) is not Verdict.DROPPED


def _as_found(one: _Found, text: ReadText) -> Found:
    return Found(
        start=one.start,
        end=one.end,
        last=begins(one.hint.pattern.steps[-1].symbol, text.spans, one.end),
        bare=one.hint.bare,
        figure=True,
        exaggerated=True,
        firm=False,
        negative=one.hint.negative,
        grave=False,
    )


def _told(rule: RuleEntry, counted: list[_Found], text: ReadText, context: Context) -> AddedUp:
    in_order = sorted(counted, key=lambda one: one.start)
    words = " … ".join(text.typed(one.start, one.end) for one in in_order)
    other = all(context.other_person(_as_found(one, text)) for one in in_order)
    return AddedUp(hit=Hit(rule=rule.id, tier=rule.level, reason=rule.reason, words=words), other=other)
