"""symptoms/patterns: the little language in which rules say what words they look for, and its matcher.

    see .. <vermin>          the word see, up to five words, then a word of the class vermin
    take ..6 #10+ pill*      up to six words between; a number of at least 10; a word that begins with pill
    (can not|could not) breathe [at all]     one of several; something that may be missing
    ^ help $                 nothing else in the sentence: ^ begins it, $ ends it

Belongs here: reading and matching such patterns. Not here: which patterns there are (config/triage/). There is no
regular expression in a rule: each pattern is walked once over the words it knows, so that no text can make it slow.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

GAP = 5
"""Words that may stand in a `..` without a number."""
MAX_GAP = 8
MAX_OPTIONAL = 3

NEGATIVE = frozenset(
    {"not", "no", "never", "nothing", "nobody", "none", "nor", "without", "barely", "hardly"}
    | {"sin", "nunca", "nada", "nadie", "ni", "apenas"}
)
"""A pattern that holds one of these is not taken back by it."""

_TO_CUT = re.compile(rf"\.\.|\b(?:{'|'.join(sorted(NEGATIVE))})\b")
"""Without it a choice is written out as it stands."""

Spans = Mapping[int, Mapping[int, tuple[int, ...]]]
"""Symbol → first word → the places after its last word."""


class BadPattern(ValueError):
    """A pattern cannot be read; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One element of a pattern: a symbol, and how many words may stand before it."""

    symbol: int
    gap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A pattern ready to be walked."""

    steps: tuple[Step, ...]
    needs: frozenset[int]
    opens: bool = False
    """It begins a sentence: ^."""
    closes: bool = False
    """It ends a sentence: $."""


_SIGNS = {mark: re.compile(rf"[()\[\]{re.escape(mark)}]") for mark in " |"}
"""What a cut looks at, for each mark."""


def read_pattern(pieces: list[str], symbol_of: Callable[[str], int]) -> tuple[Pattern, ...]:
    """The patterns `pieces` stand for: one, or one for each choice of its optional parts and of parts with a gap.

    `symbol_of` turns `word`, `word*`, `<class>`, `#10+` or `(a|b c)` into a symbol. Raises BadPattern.
    """
    found = []
    for line in _written_out(pieces):
        optional = [at for at, piece in enumerate(line) if piece.startswith("[")]
        if len(optional) > MAX_OPTIONAL:
            raise BadPattern(f"more than {MAX_OPTIONAL} optional parts")
        for choice in range(2 ** len(optional)):
            left_out = {at for bit, at in enumerate(optional) if choice >> bit & 1}
            kept = [_required(piece) for at, piece in enumerate(line) if at not in left_out]
            found.append(_pattern(kept, symbol_of))
    return tuple(found)


def cut_outside(text: str, mark: str) -> list[str]:
    """`text` cut at each `mark` that stands outside of brackets. Raises BadPattern when brackets do not close."""
    if not ("(" in text or "[" in text or ")" in text or "]" in text):
        return _whole(text.split(mark))
    parts = []
    depth = start = 0
    for found in _SIGNS[mark].finditer(text):
        sign = found.group()
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
            if depth < 0:
                break
        elif depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    if depth:
        raise BadPattern("a bracket is not closed")
    return _whole(parts)


def _whole(parts: list[str]) -> list[str]:
    whole = [bare for part in parts if (bare := part.strip())]
    if not whole:
        raise BadPattern("nothing in it")
    return whole


def _written_out(pieces: list[str]) -> list[list[str]]:
    """The lines `pieces` stand for when each choice that holds a gap, (a|b .. c), is written out on its own.

    Choices with a negation, (calm|not calm), are set apart from those without, so that a pattern knows if it has one.
    """
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if not (piece.startswith("(") and piece.endswith(")") and _TO_CUT.search(piece)):
            for line in lines:
                line.append(piece)
            continue
        parts = cut_outside(piece[1:-1], "|")
        flat = [part for part in parts if ".." not in part]
        negative = [part for part in flat if not NEGATIVE.isdisjoint(part.split())]
        positive = [part for part in flat if part not in negative]
        choices = [[f"({'|'.join(group)})"] for group in (positive, negative) if group]
        for part in parts:
            if ".." in part:
                choices += _written_out(cut_outside(part, " "))
        lines = [[*line, *choice] for line in lines for choice in choices]
    return lines


def _required(piece: str) -> str:
    """An optional part as it looks when it is there: [a|b] is (a|b)."""
    return f"({piece[1:-1]})" if piece.startswith("[") else piece


def _pattern(pieces: list[str], symbol_of: Callable[[str], int]) -> Pattern:
    steps: list[Step] = []
    opens, closes = pieces[:1] == ["^"], pieces[-1:] == ["$"]
    pieces = pieces[opens : len(pieces) - closes]
    gap = 0
    for piece in pieces:
        if piece.startswith(".."):
            size = piece[2:] or str(GAP)
            if not size.isdigit() or not 0 < int(size) <= MAX_GAP or not steps:
                raise BadPattern(f"{piece} is no gap of 1 to {MAX_GAP} words between two words")
            gap = int(size)
            continue
        steps.append(Step(symbol=symbol_of(piece), gap=gap))
        gap = 0
    if gap or not steps:
        raise BadPattern("it must end with a word")
    needs = frozenset(step.symbol for step in steps)
    return Pattern(steps=tuple(steps), needs=needs, opens=opens, closes=closes)


def begins(symbol: int, spans: Spans, end: int) -> int:
    """Where the last occurrence of `symbol` that ends at `end` begins."""
    return max((at for at, ends in spans.get(symbol, {}).items() if end in ends), default=end - 1)


def places(pattern: Pattern, spans: Spans, sentence_of: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Where `pattern` stands: (first word, place after the last), shortest first end, within one sentence."""
    first = spans.get(pattern.steps[0].symbol)
    if first is None:
        return
    for start, ends in first.items():
        edge = set(ends)
        for step in pattern.steps[1:]:
            here = spans.get(step.symbol, {})
            edge = {end for at in edge for begin in range(at, at + step.gap + 1) for end in here.get(begin, ())}
            if not edge:
                break
        else:
            fitting = [end for end in edge if _fits(pattern, start, end, sentence_of)]
            if fitting:
                yield start, min(fitting)


def _fits(pattern: Pattern, start: int, end: int, sentence_of: tuple[int, ...]) -> bool:
    """Whether words [start, end) are of one sentence, and begin or end it where the pattern says so."""
    sentence = sentence_of[start]
    if sentence_of[end - 1] != sentence:
        return False
    if pattern.opens and start > 0 and sentence_of[start - 1] == sentence:
        return False
    return not (pattern.closes and end < len(sentence_of) and sentence_of[end] == sentence)
