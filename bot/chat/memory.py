"""chat/memory: what guidance needs to know of each chat, held in memory, so that it needs no database.

Belongs here: chat → language, country, what they are known to take; at most 12 bytes a person.
Not here: anything else about anybody. Unknown chats get the programme's country.

Layout: 8 bytes chat id and 4 bytes facts, in two arrays sorted by chat; changes since the last merge stand in a dict.
Facts, from the low end: language (4 bits), country (10), flags pump kidney pregnant seizure patient (5), medicines
(13).
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.ids import ChatId
from bot.symptoms.report import About

_MERGE_AT = 1024
_MERGE_SHARE = 64
"""New chats are merged when they are so many, and one in so many of all: merging costs as much as all together."""
_MEDICINE_BITS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFacts:
    """What is known of a chat. Empty words: not known."""

    language: str = ""
    country: str = ""
    about: About = field(default_factory=About)
    patient: bool = False


class Memory:
    """All chats we know. `languages` and `medicines` are the words that can be remembered, in a fixed order."""

    def __init__(self, *, languages: Sequence[str], medicines: Sequence[str]) -> None:
        self._languages = ("", *languages)[:16]
        self._medicines = tuple(medicines)[:_MEDICINE_BITS]
        self._chats = array("q")
        self._facts = array("I")
        self._changed: dict[int, int] = {}

    def learn(self, chat: ChatId, facts: ChatFacts) -> None:
        """`facts` hold for `chat` from now on."""
        packed = self._packed(facts)
        if self._is_known(chat):
            self._facts[bisect_left(self._chats, chat)] = packed
            return
        self._changed[chat] = packed
        if len(self._changed) >= max(_MERGE_AT, len(self._chats) // _MERGE_SHARE):
            self._merge()

    def learn_all(self, known: Iterable[tuple[ChatId, ChatFacts]]) -> None:
        """As `learn`, for many at once."""
        for chat, facts in known:
            self.learn(chat, facts)

    def fill(self, known: Iterable[tuple[ChatId, ChatFacts]]) -> None:
        """At start: `known` hold unless something newer was learned meanwhile. They come by ascending chat, so that
        nothing has to be sorted or copied."""
        packed: dict[ChatFacts, int] = {}
        for chat, facts in known:
            if chat in self._changed:
                continue
            if not self._chats or chat > self._chats[-1]:
                if facts not in packed:
                    packed[facts] = self._packed(facts)
                self._chats.append(chat)
                self._facts.append(packed[facts])
            elif not self._is_known(chat):
                self.learn(chat, facts)

    def __len__(self) -> int:
        """How many chats are known."""
        return len(self._chats) + len(self._changed)

    def facts(self, chat: ChatId) -> ChatFacts:
        """What is known of `chat`; nothing where it never was a person of ours."""
        packed = self._changed.get(chat)
        if packed is None:
            if not self._is_known(chat):
                return ChatFacts()
            packed = self._facts[bisect_left(self._chats, chat)]
        return self._unpacked(packed)

    def _is_known(self, chat: ChatId) -> bool:
        at = bisect_left(self._chats, chat)
        return at < len(self._chats) and self._chats[at] == chat

    def _merge(self) -> None:
        """The changes stand in the arrays, which are never whole in memory as anything larger than themselves."""
        chats, facts = array("q"), array("I")
        done = 0
        for chat in sorted(self._changed):
            at = bisect_left(self._chats, chat, done)
            chats += self._chats[done:at]
            facts += self._facts[done:at]
            chats.append(chat)
            facts.append(self._changed[chat])
            done = at
        self._chats, self._facts = chats + self._chats[done:], facts + self._facts[done:]
        self._changed = {}

    def _packed(self, facts: ChatFacts) -> int:
        language = self._languages.index(facts.language) if facts.language in self._languages else 0
        country = 0
        if len(facts.country) == 2 and facts.country.isascii() and facts.country.isalpha():
            first, second = (ord(letter) - 64 for letter in facts.country.upper())
            country = first * 27 + second
        about = facts.about
        flags = (about.pump, about.kidney, about.pregnant, about.seizure_history, facts.patient)
        medicines = sum(1 << at for at, name in enumerate(self._medicines) if name in about.medicines)
        return language | country << 4 | sum(on << at for at, on in enumerate(flags)) << 14 | medicines << 19

    def _unpacked(self, packed: int) -> ChatFacts:
        country = packed >> 4 & 0x3FF
        flags = packed >> 14
        medicines = packed >> 19
        return ChatFacts(
            language=self._languages[packed & 0xF],
            country=chr(country // 27 + 64) + chr(country % 27 + 64) if country else "",
            about=About(
                medicines=frozenset(name for at, name in enumerate(self._medicines) if medicines >> at & 1),
                pump=bool(flags & 1),
                kidney=bool(flags & 2),
                pregnant=bool(flags & 4),
                seizure_history=bool(flags & 8),
            ),
            patient=bool(flags & 16),
        )
