"""symptoms/spelling: which known word was probably meant by one that is not known.

Belongs here: slips of the finger (one letter missing, added, changed or swapped; two in long words), Spanish words
written as they sound, letters hidden behind a sign. Not here: which words are known (lexicon.py). A word that is
really another word (bread, not breath) is never changed: such look-alikes are named in config/triage/words.*.yaml.
"""

from collections.abc import Iterable

MIN_LENGTH = 5
"""Shorter words have too many neighbours to guess."""
LONG = 9
"""From this length on two slips are forgiven."""
STEM_LENGTH = 6
"""Shorter stems are not guessed."""
_MAX_LENGTH = 24
_LONGEST_STEM = 13
_SOUNDS = (
    ("h", ""), ("v", "b"), ("z", "s"), ("ce", "se"), ("ci", "si"), ("que", "ke"), ("qui", "ki"), ("ge", "je"),
    ("gi", "ji"), ("ll", "y"), ("nv", "mb"), ("nb", "mb"), ("c", "k"), ("x", "s"), ("ss", "s"), ("rr", "r"),
)  # fmt: skip


class Spelling:
    """Finds the known word nearest to a typed one. Built once; looking up costs a few dozen dictionary reads."""

    def __init__(
        self, words: Iterable[str], *, stems: Iterable[str], sounds: Iterable[str], left_alone: Iterable[str]
    ) -> None:
        self._left_alone = frozenset(left_alone)
        self._near_stem: dict[str, str] = {}
        self._stems = tuple(sorted(stems))
        for stem in self._stems:
            if STEM_LENGTH <= len(stem) <= _MAX_LENGTH and stem.isascii():
                self._near_stem.update(dict.fromkeys(_cuts(stem, depth=1), stem))
        self._near: dict[str, list[str]] = {}
        self._short = tuple(sorted({word for word in words if 3 <= len(word) <= _MAX_LENGTH}))
        for word in self._short:
            if len(word) >= MIN_LENGTH and word.isascii() and word.isalpha():
                for cut in _cuts(word, depth=_slips(word)):
                    self._near.setdefault(cut, []).append(word)
        self._by_sound = {_sound(word): word for word in sorted(sounds) if len(word) >= MIN_LENGTH - 1}

    def meant(self, typed: str) -> str | None:
        """The known word `typed` probably stands for, or None. `?` in it stands for one hidden letter."""
        if "?" in typed:
            return self._unhidden(typed)
        if len(typed) < MIN_LENGTH - 1 or len(typed) > _MAX_LENGTH or typed in self._left_alone:
            return None
        heard = self._by_sound.get(_sound(typed))
        if heard is not None:
            return heard
        if not typed.isascii() or len(typed) < MIN_LENGTH:
            return None
        return self._nearest(typed) or self._nearest_stem(typed)

    def _nearest_stem(self, typed: str) -> str | None:
        """`typed` with a misspelt beginning mended, so that it begins with a known stem."""
        for length in range(min(len(typed), _LONGEST_STEM), STEM_LENGTH - 1, -1):
            start = typed[:length]
            for cut in _cuts(start, depth=1):
                stem = self._near_stem.get(cut)
                if stem is not None and stem[0] == typed[0] and _distance(start, stem) == 1:
                    return stem + typed[length:]
        return None

    def _nearest(self, typed: str) -> str | None:
        best: tuple[int, str] | None = None
        for cut in _cuts(typed, depth=_slips(typed)):
            for word in self._near.get(cut, ()):
                far = _distance(typed, word)
                if word[0] == typed[0] and far <= _slips(min(typed, word, key=len)):
                    best = min(best or (far, word), (far, word))
        return best[1] if best else None

    def _unhidden(self, typed: str) -> str | None:
        """The one known word of that length whose visible letters agree; else the nearest without the sign."""
        if len(typed) <= _MAX_LENGTH and len(typed.replace("?", "")) >= 2:
            for word in self._short:
                if len(word) == len(typed) and _agree(typed, word):
                    return word
            for stem in self._stems:
                if STEM_LENGTH <= len(stem) <= len(typed) and _agree(typed, stem):
                    return stem + typed[len(stem) :]
        return self._nearest(typed.replace("?", "")) if len(typed) > MIN_LENGTH else None


def _agree(typed: str, word: str) -> bool:
    """Whether the visible letters of `typed` are those of `word`, as far as `word` goes."""
    return all(seen in ("?", letter) for seen, letter in zip(typed, word, strict=False))


def _slips(word: str) -> int:
    return 2 if len(word) >= LONG else 1


def _cuts(word: str, *, depth: int) -> set[str]:
    """`word` and every form of it with up to `depth` letters left out."""
    found = {word}
    edge = {word}
    for _ in range(depth):
        edge = {form[:at] + form[at + 1 :] for form in edge for at in range(len(form))}
        found |= edge
    return found


def _distance(one: str, two: str) -> int:
    """How many letters must be added, dropped, changed or swapped with a neighbour to turn one into two."""
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == two[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _sound(word: str) -> str:
    """`word` as a Spanish speaker hears it, so that boses and voces are one."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return word
