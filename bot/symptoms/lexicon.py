"""symptoms/lexicon: every word, word class and number range that rules know, each with a symbol, found in a message.

Belongs here: giving symbols, finding where they stand. Not here: patterns (patterns.py), what a find means.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from bot.symptoms.normalised import Word
from bot.symptoms.patterns import BadPattern
from bot.symptoms.spelling import Spelling

MIN_STEM = 3
MIN_UNGLUED = 5
"""What stays when a little word is cut off must be a whole word: medesmaye is me desmaye."""
MIN_JOINED = 7
"""Shorter words are not put together from two: "to day" may be, "a way" must not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases that begin alike: what may come next. A text is walked along them once, however many there are."""

    exact: dict[str, "_Phrases"] = field(default_factory=dict)
    loose: dict[str, "_Phrases"] = field(default_factory=dict)
    """Next comes a word that begins so (stem*), or a number (#2+)."""
    symbols: list[int] = field(default_factory=list)
    """Those of the phrases that end here."""

    def add(self, words: Sequence[str], symbol: int) -> None:
        """`words` go on from here, and mean `symbol`."""
        if not words:
            self.symbols.append(symbol)
            return
        nexts = self.loose if words[0].endswith("*") or words[0].startswith("#") else self.exact
        nexts.setdefault(words[0], _Phrases()).add(words[1:], symbol)

    def words(self) -> Iterable[str]:
        """Every word that may come after this place."""
        for nexts in (self.exact, self.loose):
            for word, phrases in nexts.items():
                yield word
                yield from phrases.words()


class Lexicon:
    """Grows while rule files are read; after `closed` it is only read."""

    def __init__(self, rewrites: Mapping[str, str], numbers: Mapping[str, float], glued: Iterable[str] = ()) -> None:
        self._symbols: dict[str, int] = {}
        self._meanings: dict[frozenset[str], int] = {}
        """The words a symbol stands for → the symbol: one for all names of the same words."""
        self._words: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._phrases: dict[str, _Phrases] = {}
        self._stem_phrases: dict[str, _Phrases] = {}
        self._ranges: list[tuple[_Range, int]] = []
        self._rewrites = {word: tuple(text.split()) for word, text in rewrites.items()}
        self._numbers = dict(numbers)
        self._glued = tuple(sorted(glued, key=len, reverse=True))
        self._stem_lengths: tuple[int, ...] = ()
        self._left_alone: frozenset[str] = frozenset()
        self._spelling = Spelling((), stems=(), sounds=(), left_alone=())
        self._singles: dict[str, tuple[int, ...]] = {}
        self._beginnings: dict[str, tuple[_Phrases, ...]] = {}
        self.known_words: frozenset[str] = frozenset()
        """Every word a pattern or a short form looks for."""

    def closed(self, *, keys: Iterable[str], sounds: Iterable[str], left_alone: Iterable[str]) -> None:
        """After this the lexicon knows how its words are misspelt.

        `keys`: the words of signs, the only ones that a misspelt word is taken for; `sounds`: those also found when
        written as they sound; `left_alone`: words that are what they are.
        """
        meant = {word for key in keys for word in key.split()}
        begun = (*self._phrases.values(), *self._stem_phrases.values())
        rest = {word for phrases in begun for word in phrases.words()}
        known = {*self._words, *self._phrases, *rest, *self._rewrites} - {""}
        self.known_words = frozenset(known)
        self._left_alone = frozenset(left_alone)
        self._spelling = Spelling(
            {word for word in meant if not word.endswith("*")} | set(self._rewrites),
            stems={word[:-1] for word in meant if word.endswith("*")},
            sounds=set(sounds),
            left_alone=self._left_alone,
        )
        self._stem_lengths = tuple(sorted({len(stem) for stem in (*self._stems, *self._stem_phrases)}))

    def symbol(self, name: str, members: Sequence[str]) -> int:
        """The symbol of `name`, standing wherever one of `members` stands. A name keeps its symbol."""
        if name in self._symbols:
            return self._symbols[name]
        meant = frozenset(members)
        known = self._meanings.get(meant)
        if known is None:
            known = self._meanings[meant] = len(self._meanings)
            for member in dict.fromkeys(members):
                self._add(member, known)
        self._symbols[name] = known
        return known

    def _add(self, member: str, symbol: int) -> None:
        if member.isalpha():
            self._words.setdefault(member, []).append(symbol)
            return
        words = member.split()
        if len(words) == 1 and member.startswith("#"):
            self._ranges.append((_range(member), symbol))
        elif len(words) == 1 and member.endswith("*"):
            if len(member) <= MIN_STEM:
                raise BadPattern(f"{member} is too short a stem")
            self._stems.setdefault(member[:-1], []).append(symbol)
        elif len(words) == 1:
            self._words.setdefault(member, []).append(symbol)
        elif words and words[0].startswith("#"):
            raise BadPattern(f"{member}: a number cannot begin a phrase inside brackets or a class")
        elif words and words[0].endswith("*"):
            self._stem_phrases.setdefault(words[0][:-1], _Phrases()).add(words[1:], symbol)
        elif words:
            self._phrases.setdefault(words[0], _Phrases()).add(words[1:], symbol)
        else:
            raise BadPattern("an empty word")

    def rewritten(self, words: Sequence[Word]) -> list[Word]:
        """Short forms written out (cant → can not), words cut apart or glued together mended, slips mended."""
        out: list[Word] = []
        mended: dict[str, str] = {}
        skip = False
        for at, word in enumerate(words):
            if skip:
                skip = False
                continue
            after = words[at + 1] if at + 1 < len(words) else None
            joined = self._joined(word, after)
            skip = joined is not None
            if joined is None and word.plain not in mended:
                mended[word.plain] = self._mended(word.plain)
            plain = joined or mended[word.plain]
            if plain == word.plain and plain not in self._rewrites:
                out.append(word)
                continue
            typed = f"{word.typed} {after.typed}" if joined and after else word.typed
            for part in (part for one in plain.split() for part in self._rewrites.get(one, (one,))):
                out.append(replace(word, plain=part, typed=typed))
        return out

    def _joined(self, word: Word, after: Word | None) -> str | None:
        """One known word that was typed as two: un conscious, ana filaxia."""
        if after is None or not (word.plain.isalpha() and after.plain.isalpha()):
            return None
        if self._known(word.plain) and self._known(after.plain):
            return None
        joined = word.plain + after.plain
        if len(joined) < MIN_JOINED or len(after.plain) < 2:
            return None
        across = len(word.plain) + 1
        if joined in self.known_words or any(len(stem) > across for stem in self._stems_of(joined)):
            return joined
        return None

    def _mended(self, plain: str) -> str:
        """`plain` if it is known, else the word that was probably meant, else `plain`."""
        if plain in self._rewrites or self._known(plain):
            return plain
        meant = self._spelling.meant(plain)
        if meant is not None:
            return meant
        if plain.endswith("in") and self._known(plain + "g"):
            return plain + "g"
        for little in self._glued:
            rest = plain.removeprefix(little)
            if rest != plain and len(rest) >= MIN_UNGLUED:
                whole = rest if self._known(rest) else self._spelling.meant(rest)
                if whole is not None:
                    return f"{little} {whole}"
        return plain

    def _known(self, plain: str) -> bool:
        return (
            plain in self.known_words
            or plain in self._left_alone
            or plain[0].isdigit()
            or bool(self._stem_symbols(plain))
        )

    def _stem_symbols(self, plain: str) -> list[int]:
        return [symbol for stem in self._starts(plain) for symbol in self._stems.get(stem, ())]

    def _stems_of(self, plain: str) -> list[str]:
        return [stem for stem in self._starts(plain) if stem in self._stems]

    def _starts(self, plain: str) -> list[str]:
        """The beginnings of `plain` that are as long as some stem."""
        size = len(plain)
        return [plain[:length] for length in self._stem_lengths if length <= size]

    def spans(self, words: list[Word]) -> dict[int, dict[int, tuple[int, ...]]]:
        """Where each symbol stands among `words`. Symbols of the same places may share one dictionary."""
        plains = [word.plain for word in words]
        places: dict[str, dict[int, tuple[int, ...]]] = {}
        for at, plain in enumerate(plains):
            places.setdefault(plain, {})[at] = (at + 1,)
        found: dict[int, dict[int, tuple[int, ...]]] = {}
        for plain, here in places.items():
            symbols = dict.fromkeys(self._single(plain), here)
            for symbol in symbols.keys() & found.keys():
                symbols[symbol] = found[symbol] | here
            found |= symbols
        for at, plain in enumerate(plains):
            for phrases in self._begun(plain):
                for symbol, end in self._ends(phrases, plains, at + 1):
                    ends = found.get(symbol, {})
                    found[symbol] = ends | {at: (*ends.get(at, ()), end)}
        return found

    def _single(self, plain: str) -> tuple[int, ...]:
        """Every symbol the word alone stands for. Remembered for the words that patterns look for."""
        known = self._singles.get(plain)
        if known is None:
            known = (*self._words.get(plain, ()), *self._stem_symbols(plain), *self._number_symbols(plain))
            if plain in self.known_words:
                self._singles[plain] = known
        return known

    def _begun(self, plain: str) -> tuple[_Phrases, ...]:
        """How phrases that begin with the word go on. Remembered likewise."""
        known = self._beginnings.get(plain)
        if known is None:
            stems = (self._stem_phrases.get(stem) for stem in self._starts(plain))
            known = tuple(phrases for phrases in (self._phrases.get(plain), *stems) if phrases)
            if plain in self.known_words:
                self._beginnings[plain] = known
        return known

    def _number_symbols(self, plain: str) -> list[int]:
        value = self._value(plain)
        return [] if value is None else [symbol for span, symbol in self._ranges if span.low <= value <= span.high]

    def _value(self, plain: str) -> float | None:
        """The number that `plain` is, in digits or as a number word."""
        value = self._numbers.get(plain)
        if value is not None or not plain[0].isdigit():
            return value
        try:
            return float(plain)
        except ValueError:
            return None

    def _ends(self, phrases: _Phrases, plains: list[str], at: int) -> Iterable[tuple[int, int]]:
        """Each symbol of a phrase that goes on at `at`, with the place after its last word."""
        open_ends = [(phrases, at)]
        for reached, here in open_ends:
            for symbol in reached.symbols:
                yield symbol, here
            if here < len(plains):
                plain = plains[here]
                exact = reached.exact.get(plain)
                if exact is not None:
                    open_ends.append((exact, here + 1))
                for wanted, loose in reached.loose.items():
                    if self._is(wanted, plain):
                        open_ends.append((loose, here + 1))

    def _is(self, wanted: str, plain: str) -> bool:
        """Whether `plain` begins as the stem `wanted`, or is a number in its range."""
        if wanted[0] == "#":
            value = self._value(plain)
            return value is not None and _range(wanted).low <= value <= _range(wanted).high
        return plain.startswith(wanted[:-1])


@cache
def _range(member: str) -> _Range:
    """`#` any number, `#10+` at least 10, `#38-39.9` between."""
    body = member[1:]
    try:
        if not body:
            return _Range(low=0, high=float("inf"))
        if body.endswith("+"):
            return _Range(low=float(body[:-1]), high=float("inf"))
        low, high = body.split("-")
        return _Range(low=float(low), high=float(high))
    except ValueError:
        raise BadPattern(f"{member} is no range of numbers") from None
