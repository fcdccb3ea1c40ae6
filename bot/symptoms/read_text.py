"""symptoms/read_text: a message as the rules see it: words written out and mended, and where each known word stands.

Belongs here: reading a message once, for all who look into it. Not here: what is looked for (text_signs.py, hints.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.symptoms.normalised import Word, split_words
from bot.symptoms.patterns import Pattern, Spans, places
from bot.symptoms.rule_book import TURNS_ROUND, RuleBook, is_skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """A message as the rules see it."""

    words: list[Word]
    sentences: tuple[int, ...]
    """The sentence of each word."""
    spans: Spans
    symbols: frozenset[int]
    """What stands in `spans`: asked for every pattern, so it is a set of its own."""
    known: dict[int, list[tuple[bool, int, int]]] = field(default_factory=dict)
    """What `taken_back` found, by the patterns it was asked for: many finds share them."""

    def places(self, pattern: Pattern) -> Iterable[tuple[int, int]]:
        """Where `pattern` stands."""
        return places(pattern, self.spans, self.sentences) if pattern.needs <= self.symbols else ()

    def taken_back(self, unless: tuple[Pattern, ...]) -> list[tuple[bool, int, int]]:
        """Where these patterns stand: (it is a single word, first word, place after the last)."""
        found = self.known.get(id(unless))
        if found is None:
            found = self.known[id(unless)] = [
                (len(pattern.steps) == 1, start, end) for pattern in unless for start, end in self.places(pattern)
            ]
        return found

    def typed(self, start: int, end: int) -> str:
        """Words [start, end) as the person wrote them."""
        return " ".join(dict.fromkeys(word.typed for word in self.words[start:end]))


def read_text(text: str, rules: RuleBook) -> ReadText:
    """`text` as `rules` see it."""
    message = split_words(text, emoji=rules.emoji)
    words = without_fillers(rules.lexicon.rewritten(message.words), rules.fillers)
    sentences = tuple(word.sentence for word in words)
    spans = rules.lexicon.spans(words)
    return ReadText(words=words, sentences=sentences, spans=spans, symbols=frozenset(spans))


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
