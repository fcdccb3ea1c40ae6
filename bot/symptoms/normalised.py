"""symptoms/normalised: a typed message as plain words in sentences and clauses.

Belongs here: case, accents, quotes, zero-width characters, repeated letters, letters written as digits or hidden
behind asterisks, emoji as words, cutting into words. Not here: what the words mean (lexicon.py, context.py).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F, *range(0x202A, 0x202F)], None
)
_QUOTES = {ord(quote): "'" for quote in "‘’‛ʼ´`′"}
_LEET = str.maketrans("013457@$!|€", "oieastasiie")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)?|[^\W\d_](?:[\w'*@$!]*\w)?|[*$@]{1,3}\w+|\.\.+|[^\w\s]|\n")
_ENDINGS = (("'ll", "will"), ("'s", "is"))
_WITHOUT_MARK = {"od'd": "oded", "od'ed": "oded"}
"""Words that would be another word without their mark."""
_SENTENCE_ENDS = frozenset(".!?;\n")
_CLAUSE_ENDS = frozenset(",:()-–—/")
_INNER_HYPHEN = re.compile(r"(?<=\w)[-_‐‑](?=\w)")
FEW_WORDS = 3
"""A sentence of no more words than this is read together with the one before it."""
FIRST_OTHER_SCRIPT = "\u0370"
"""Latin letters come before, Greek, Cyrillic and all others from here on."""
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = frozenset("*@$!")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a message. `plain` is what rules see, `typed` what the person wrote."""

    plain: str
    typed: str
    sentence: int
    clause: int
    turned: bool = False
    """A skipped "just" stood before it: "not suicidal, just want it to end" is no negation of its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The words of a message, and which of its sentences end with a question mark."""

    words: tuple[Word, ...]
    questions: frozenset[int]


def plain_text(text: str) -> str:
    """`text` in lower case without accents, invisible characters and typographic quotes."""
    if text.isascii():
        return text.replace("`", "'").lower()  # as below, ten times quicker
    visible = text.translate(_INVISIBLE).translate(_QUOTES)
    split = unicodedata.normalize("NFKD", visible.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def plain_words(text: str) -> list[str]:
    """The runs of letters of `text`, in plain letters: enough to tell its language."""
    return _LETTERS.findall(plain_text(text))


def _ready(text: str) -> str:
    return _INNER_HYPHEN.sub(" ", plain_text(_THOUSANDS.sub("", text)))


def is_latin(text: str) -> bool:
    """Whether no letter of `text` is of another script than Latin."""
    return all(sign < FIRST_OTHER_SCRIPT for sign in plain_text(text) if sign.isalpha())


def split_words(text: str, *, emoji: Mapping[str, str]) -> Message:
    """The message cut into words, each knowing its sentence and clause. Time grows linearly with the text."""
    words: list[Word] = []
    questions: set[int] = set()
    sentence = clause = 0
    for match in _TOKEN.finditer(_ready(text)):
        piece = match.group()
        if piece in _SENTENCE_ENDS:
            if piece == "?":
                questions.add(sentence)
            sentence, clause = sentence + 1, clause + 1
        elif piece in _CLAUSE_ENDS or piece.startswith(".."):
            clause += 1
        elif piece in emoji:
            words.append(Word(plain=emoji[piece], typed=piece, sentence=sentence, clause=clause))
        elif piece[0].isalnum() or piece[0] in _MARKS:
            words.extend(_of_piece(piece, sentence=sentence, clause=clause))
    return Message(words=tuple(_one_breath(_joined_letters(words), questions)), questions=frozenset(questions))


def _one_breath(words: list[Word], questions: set[int]) -> list[Word]:
    """Sentences of a few words (pills. all of them. gone) are read as one; each stays a clause of its own."""
    size = Counter(word.sentence for word in words)
    as_read: dict[int, int] = {}
    before: int | None = None
    for sentence in sorted(size):
        short = before is not None and (size[sentence] <= FEW_WORDS or size[before] <= FEW_WORDS)
        apart = before is None or not short or sentence in questions or before in questions
        as_read[sentence] = sentence if apart or before is None else as_read[before]
        before = sentence
    return [
        word if as_read[word.sentence] == word.sentence else replace(word, sentence=as_read[word.sentence])
        for word in words
    ]


def _of_piece(piece: str, *, sentence: int, clause: int) -> list[Word]:
    """The words of one piece: 300mg is two, don't is one, su1cide is read as letters."""
    hidden = any(mark in piece for mark in _MARKS)
    if piece[0].isdigit():
        return [Word(plain=piece.replace(",", "."), typed=piece, sentence=sentence, clause=clause)]
    for ending, said in _ENDINGS:
        if piece.endswith(ending) and len(piece) > len(ending) + 1:
            parts = (piece.removesuffix(ending), said)
            return [word for part in parts for word in _of_piece(part, sentence=sentence, clause=clause)]
    letters = _WITHOUT_MARK.get(piece) or piece.replace("'", "")
    if hidden or (not letters.isalpha() and any(sign.isdigit() for sign in letters)):
        letters = letters.translate(_LEET)
        letters = letters.replace("*", "?")
    return [Word(plain=squeezed(letters), typed=piece, sentence=sentence, clause=clause)]


def squeezed(word: str) -> str:
    """`word` with three or more equal letters in a row cut to two, and a run at its end cut to one."""
    out: list[str] = []
    for sign in word:
        if len(out) >= 2 and out[-1] == out[-2] == sign:
            continue
        out.append(sign)
    if len(word) > len(out) and len(out) >= 2 and out[-1] == out[-2]:
        out.pop()
    return "".join(out)


def _joined_letters(words: list[Word]) -> list[Word]:
    """Runs of four or more single letters (s u i c i d e) become one word."""
    out: list[Word] = []
    run: list[Word] = []
    for word in [*words, None]:
        if word is not None and len(word.plain) == 1 and word.plain.isalpha():
            run.append(word)
            continue
        if len(run) >= 4:
            plain = "".join(letter.plain for letter in run)
            first = run[0]
            out.append(Word(plain=plain, typed=plain, sentence=first.sentence, clause=first.clause))
        else:
            out.extend(run)
        run = []
        if word is not None:
            out.append(word)
    return out
