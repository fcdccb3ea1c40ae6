"""symptoms/text_signs: the signs that stand in a text, with the words they were found in.

Belongs here: finding patterns, asking the words around a find what it means, what one find makes of another. Not here:
the weighing of cues (context.py), ticks and numbers (structured.py), the decision (triaged.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.symptoms.context import Context
from bot.symptoms.cues import Cue, Found, Verdict, least
from bot.symptoms.hints import added_up
from bot.symptoms.normalised import is_latin, plain_text
from bot.symptoms.patterns import Spans, begins
from bot.symptoms.read_text import ReadText, read_text
from bot.symptoms.report import Hit, Tier
from bot.symptoms.rule_book import RuleBook, Told

MAX_WEIGHED = 400
"""Finds whose surroundings are looked at. An ordinary message has fewer than 100; in a text stuffed with more the rest
stand as they are, so that no text can be made slow. Rules only raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A find, and what the words around it make of it."""

    told: Told
    start: int
    end: int
    verdict: Verdict
    other: bool
    """Said of somebody else than the writer."""


def text_finds(text: str, rules: RuleBook, *, every_hint: bool = False) -> tuple[list[Hit], frozenset[str]]:
    """Every rule found in `text` (signs of tier none too), and the ids of those said of somebody else.

    Hints are only added up where no rule is surer, unless `every_hint`.
    """
    hits = _foreign_hits(text, rules)
    others: dict[str, bool] = {}
    read = read_text(text, rules)
    context = Context(read.words, _cues(read, rules))
    judged = _judged_finds(read, context, rules)
    known = _known_harmless(judged)
    for one in _standing(judged, known):
        rule = one.told.rule
        tier = min(rule.level, Tier.CHECK) if one.verdict is Verdict.UNSURE else rule.level
        hits.append(Hit(rule=rule.id, tier=tier, reason=rule.reason, words=read.typed(one.start, one.end)))
        others[rule.id] = others.get(rule.id, True) and one.other
    if every_hint or all(hit.tier < Tier.URGENT for hit in hits):
        for added in added_up(read, context, rules, known):
            hits.append(added.hit)
            others[added.hit.rule] = added.other
    return hits, frozenset(rule for rule, other in others.items() if other)


def _judged_finds(text: ReadText, context: Context, rules: RuleBook) -> list[_Judged]:
    found = ((start, end, told) for told in _candidates(text, rules) for start, end in text.places(told.pattern))
    finds = sorted(found, key=lambda find: find[:2])
    weighed = [_judged(find, context, text) for find in finds[:MAX_WEIGHED]]
    return weighed + [
        _Judged(told=told, start=start, end=end, verdict=Verdict.STANDS, other=False)
        for start, end, told in finds[MAX_WEIGHED:]
    ]


def _judged(find: tuple[int, int, Told], context: Context, text: ReadText) -> _Judged:
    start, end, told = find
    found = _found(told, text.spans, start, end)
    if told.bare and told.rule.level > Tier.CHECK:
        context.take(start, end)
    verdict = least(_something_else(told, text, start, end), context.verdict(found))
    return _Judged(told=told, start=start, end=end, verdict=verdict, other=context.other_person(found))


def _known_harmless(judged: list[_Judged]) -> frozenset[int]:
    """Places of words a rule knows and dropped: the net under it (tier check) does not ask about them again."""
    dropped = [one for one in judged if one.verdict is Verdict.DROPPED and one.told.rule.level > Tier.CHECK]
    return frozenset(at for one in dropped for at in range(one.start, one.end))


def _standing(judged: list[_Judged], known: frozenset[int]) -> Iterable[_Judged]:
    """The finds that stand."""
    for one in judged:
        if one.verdict is Verdict.DROPPED or (one.other and one.told.rule.self_only):
            continue
        if one.told.rule.level is not Tier.CHECK or not known.issuperset(range(one.start, one.end)):
            yield one


def _found(told: Told, spans: Spans, start: int, end: int) -> Found:
    return Found(
        start=start,
        end=end,
        last=begins(told.pattern.steps[-1].symbol, spans, end),
        bare=told.bare,
        figure=told.rule.figure,
        exaggerated=told.rule.exaggerated,
        firm=told.rule.firm,
        grave=told.rule.level is Tier.EMERGENCY,
        negative=told.negative,
    )


def _something_else(told: Told, text: ReadText, first: int, last: int) -> Verdict:
    """Whether an `unless` takes the sign at words [first, last) back.

    Several words of an `unless` must share words with the sign, or stand next to it: in its clause, or for a figure of
    speech, whose joke may stand there, in the next. A single word drops it from anywhere in its clause, and leaves an
    emergency unsure from elsewhere in the sentence.
    """
    verdict = Verdict.STANDS
    words = text.words
    for one_word, start, end in text.taken_back(told.unless):
        if words[start].sentence != words[first].sentence:
            continue
        same_clause = words[start].clause == words[first].clause
        near = one_word and (same_clause or told.rule.level < Tier.EMERGENCY)
        beside = (same_clause or told.rule.figure) and start <= last and first <= end
        if near or beside or (start < last and first < end):
            return Verdict.DROPPED
        if one_word:
            verdict = Verdict.UNSURE
    return verdict


def _foreign_hits(text: str, rules: RuleBook) -> list[Hit]:
    """Hits of words in scripts other than Latin; these scripts may not put spaces between words."""
    if is_latin(text):
        return []
    plain = plain_text(text)
    return [
        Hit(rule=rule.id, tier=rule.level, reason=rule.reason, words=words)
        for words, rule in rules.foreign
        if words in plain
    ]


def _candidates(text: ReadText, rules: RuleBook) -> list[Told]:
    here, by_symbol = text.symbols, rules.by_symbol
    return [
        told for symbol in text.spans if symbol in by_symbol for told in by_symbol[symbol] if told.pattern.needs <= here
    ]


def _cues(text: ReadText, rules: RuleBook) -> dict[Cue, list[tuple[int, int]]]:
    found: dict[Cue, list[tuple[int, int]]] = {}
    here, by_symbol = text.symbols, rules.cues
    for symbol in [symbol for symbol in text.spans if symbol in by_symbol]:
        for cue in by_symbol[symbol]:
            if cue.pattern.needs <= here:
                found.setdefault(cue.kind, []).extend(text.places(cue.pattern))
    return found
