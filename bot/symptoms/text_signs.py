"""symptoms/text_signs: the signs that stand in a text, with the words they were found in.

Belongs here: finding patterns, asking the words around a find what it means, what one find makes of another. Not here:
the weighing of cues (context.py), ticks and numbers (structured.py), the decision (triaged.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.symptoms.context import Context
from bot.symptoms.cues import Cue, Found, Verdict, least
from bot.symptoms.normalised import Word, is_latin, plain_text, split_words
from bot.symptoms.patterns import Pattern, Spans, begins, places
from bot.symptoms.report import Hit, Tier
from bot.symptoms.rule_book import TURNS_ROUND, RuleBook, Told, is_skipped

MAX_WEIGHED = 400
"""Finds whose surroundings are looked at. An ordinary message has fewer than 100; in a text stuffed with more the rest
stand as they are, so that no text can be made slow. Rules only raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A message as the rules see it."""

    words: list[Word]
    sentences: tuple[int, ...]
    """The sentence of each word."""
    spans: Spans
    known: dict[int, list[tuple[bool, int, int]]] = field(default_factory=dict)
    """What `taken_back` found, by the patterns it was asked for: many finds share them."""

    def places(self, pattern: Pattern) -> Iterable[tuple[int, int]]:
        """Where `pattern` stands."""
        return places(pattern, self.spans, self.sentences) if pattern.needs <= self.spans.keys() else ()

    def taken_back(self, unless: tuple[Pattern, ...]) -> list[tuple[bool, int, int]]:
        """Where these patterns stand: (it is a single word, first word, place after the last)."""
        found = self.known.get(id(unless))
        if found is None:
            found = self.known[id(unless)] = [
                (len(pattern.steps) == 1, start, end) for pattern in unless for start, end in self.places(pattern)
            ]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A find, and what the words around it make of it."""

    told: Told
    start: int
    end: int
    verdict: Verdict
    other: bool
    """Said of somebody else than the writer."""


def text_finds(text: str, rules: RuleBook) -> tuple[list[Hit], frozenset[str]]:
    """Every rule found in `text` (signs of tier none too), and the ids of those said of somebody else."""
    hits = _foreign_hits(text, rules)
    others: dict[str, bool] = {}
    read = _read(text, rules)
    for one in _standing(_judged_finds(read, rules)):
        rule = one.told.rule
        tier = min(rule.level, Tier.CHECK) if one.verdict is Verdict.UNSURE else rule.level
        typed = " ".join(dict.fromkeys(word.typed for word in read.words[one.start : one.end]))
        hits.append(Hit(rule=rule.id, tier=tier, reason=rule.reason, words=typed))
        others[rule.id] = others.get(rule.id, True) and one.other
    return hits, frozenset(rule for rule, other in others.items() if other)


def _read(text: str, rules: RuleBook) -> _Text:
    message = split_words(text, emoji=rules.emoji)
    words = without_fillers(rules.lexicon.rewritten(message.words), rules.fillers)
    sentences = tuple(word.sentence for word in words)
    return _Text(words=words, sentences=sentences, spans=rules.lexicon.spans(words))


def _judged_finds(text: _Text, rules: RuleBook) -> list[_Judged]:
    found = ((start, end, told) for told in _candidates(text, rules) for start, end in text.places(told.pattern))
    finds = sorted(found, key=lambda find: find[:2])
    context = Context(text.words, _cues(text, rules))
    weighed = [_judged(find, context, text) for find in finds[:MAX_WEIGHED]]
    return weighed + [
        _Judged(told=told, start=start, end=end, verdict=Verdict.STANDS, other=False)
        for start, end, told in finds[MAX_WEIGHED:]
    ]


def _judged(find: tuple[int, int, Told], context: Context, text: _Text) -> _Judged:
    start, end, told = find
    found = _found(told, text.spans, start, end)
    if told.bare and told.rule.level > Tier.CHECK:
        context.take(start, end)
    verdict = least(_something_else(told, text, start, end), context.verdict(found))
    return _Judged(told=told, start=start, end=end, verdict=verdict, other=context.other_person(found))


def _standing(judged: list[_Judged]) -> Iterable[_Judged]:
    """The finds that stand. Words a rule knows and dropped are not asked about by the net under it (tier check)."""
    dropped = [one for one in judged if one.verdict is Verdict.DROPPED and one.told.rule.level > Tier.CHECK]
    known = {at for one in dropped for at in range(one.start, one.end)}
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


def _something_else(told: Told, text: _Text, first: int, last: int) -> Verdict:
    """Whether an `unless` takes the sign at words [first, last) back.

    Several words of an `unless` must touch the sign; a single word drops it from anywhere in its clause, and leaves
    an emergency unsure from elsewhere in the sentence.
    """
    verdict = Verdict.STANDS
    words = text.words
    for one_word, start, end in text.taken_back(told.unless):
        if words[start].sentence != words[first].sentence:
            continue
        same_clause = words[start].clause == words[first].clause
        near = one_word and (same_clause or told.rule.level < Tier.EMERGENCY)
        if near or (start <= last and first <= end):
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


def without_fillers(words: list[Word], fillers: frozenset[str]) -> list[Word]:
    """The words that carry meaning; what follows a skipped "just" knows of it, and "never so" becomes "never this"."""
    kept: list[Word] = []
    turned = False
    for at, word in enumerate(words):
        if word.plain == "so" and any(before.plain == "never" for before in kept[-3:]):
            word = replace(word, plain="this")
        if is_skipped(word.plain, words[at - 1].plain if at else "", fillers):
            turned = turned or word.plain in TURNS_ROUND
            continue
        kept.append(replace(word, turned=True) if turned else word)
        turned = False
    return kept


def _candidates(text: _Text, rules: RuleBook) -> Iterable[Told]:
    here = text.spans.keys()
    for symbol in here:
        for told in rules.by_symbol.get(symbol, ()):
            if told.pattern.needs <= here:
                yield told


def _cues(text: _Text, rules: RuleBook) -> dict[Cue, list[tuple[int, int]]]:
    found: dict[Cue, list[tuple[int, int]]] = {}
    here = text.spans.keys()
    for symbol in here:
        for cue in rules.cues.get(symbol, ()):
            if cue.pattern.needs <= here:
                found.setdefault(cue.kind, []).extend(text.places(cue.pattern))
    return found
