"""How people answer: each question once, late or never, by their own share; and what they do by themselves.

Belongs here: tapping and typing on phones. Not here: what should come of it (judged.py).

Whether somebody answers is decided once for each dose and each prompt: who ignores the reminder ignores its nudge. Who
really stops does nothing any more.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field

from bot.demo.botapi.markup import InlineButton
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.records import Message
from bot.demo.botapi.server import LocalBotApi
from bot.taps import Tap, Verb, read

_DOSE = frozenset({Verb.DOSE_SHOW, Verb.DOSE_TAKEN, Verb.DOSE_LATE, Verb.DOSE_WHY})
_WAYS = (
    (0.86, ("Done",)),
    (0.04, ("Show", "Taken")),
    (0.03, ("Show", "Skip")),
    (0.02, ("Show", "Not sure if I took it")),
    (0.05, ("Later", "In 30 min")),
)
"""How a dose is answered, and how often so."""


@dataclass(slots=True, kw_only=True)
class Asked:
    """A message with buttons that somebody has in hand. `labels`: what is tapped, one after another."""

    chat: int
    message: int
    labels: tuple[str, ...]


@dataclass(slots=True)
class Crowd:
    """Everybody. `shares`: chat → the share that they answer; a chat that is not named there is not theirs."""

    api: LocalBotApi
    chance: random.Random
    shares: dict[int, float] = field(default_factory=dict)
    stopped: set[int] = field(default_factory=set)
    whole_checkins: float = 0.06
    well: bool = False
    """People who are well leave out a dose now and then, never two running: two are a taper that became a stop."""
    taps: int = 0
    _due: defaultdict[int, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    _ignored: set[tuple[int, str, int]] = field(default_factory=set)
    _skipped: set[int] = field(default_factory=set)
    _step: int = 0

    def told(self, chat: int, message: int, buttons: tuple[str, ...]) -> None:
        """A message with buttons came."""
        if chat not in self.shares or chat in self.stopped or not buttons:
            return
        taps = [tap for tap in map(read, buttons) if tap is not None]
        labels = self._answer(chat, taps)
        if labels:
            later = self._step + 1 + (self.chance.random() < 0.3)
            self._due[later].append(Asked(chat=chat, message=message, labels=labels))

    def act(self, step: int) -> None:
        """Everybody taps what they have in hand by now."""
        self._step = step
        for asked in self._due.pop(step, []):
            if asked.chat in self.stopped:
                continue
            message = self.api.world.chats[asked.chat].messages.get(asked.message)
            if message is not None and self._tap(asked, message) and len(asked.labels) > 1:
                asked.labels = asked.labels[1:]
                self._due[step + 1].append(asked)

    def says(self, chat: int, text: str) -> None:
        """Somebody types."""
        self._phone(chat).text(text)

    def taps_now(self, chat: int, label: str) -> bool:
        """Somebody taps the newest button with that label. False: there is none."""
        for message in reversed(self.api.world.chats[chat].messages.values()):
            button = _button(message, label)
            if button is not None:
                self._phone(chat).tap_button(message, button)
                return True
        return False

    def _answer(self, chat: int, taps: list[Tap]) -> tuple[str, ...]:
        first = taps[0]
        kind = "dose" if first.verb in _DOSE else first.verb.value
        key = (chat, kind, first.id)
        if key in self._ignored:
            return ()
        if self.chance.random() >= self.shares[chat]:
            self._ignored.add(key)
            return ()
        if first.verb is Verb.DOSE_SHOW:
            return self._way(chat, taps)
        if first.verb is Verb.CHECKIN_START:
            return ("Start", *(["*"] * 12 if self.chance.random() < self.whole_checkins else []))
        return _PLAIN.get(first.verb, ())

    def _way(self, chat: int, taps: list[Tap]) -> tuple[str, ...]:
        (labels,) = self.chance.choices([one for _, one in _WAYS], [share for share, _ in _WAYS])
        if self.well and chat in self._skipped and "Skip" in labels:
            labels = ("Show", "Taken")
        (self._skipped.add if "Skip" in labels else self._skipped.discard)(chat)
        if labels[0] == "Done" and not any(tap.verb is Verb.DOSE_TAKEN for tap in taps):
            return ("Show", "Taken")  # the amount has changed
        return labels

    def _tap(self, asked: Asked, message: Message) -> bool:
        for label in _WORDS.get(asked.labels[0], (asked.labels[0],)):
            button = _button(message, label)
            if button is not None:
                self.taps += 1
                self._phone(asked.chat).tap_button(message, button)
                return True
        return False

    def _phone(self, chat: int) -> Phone:
        return Phone(self.api.world, chat)


_PLAIN: dict[Verb, tuple[str, ...]] = {
    Verb.DOSE_LATE: ("I took it",),
    Verb.DOSES_SILENT: ("Both",),
    Verb.DOSES_ASKED: ("Yes",),
    Verb.HELP_FOLLOW_UP: ("Better",),
    Verb.VISIT_WENT: ("Yes",),
    Verb.CHECKIN_EVERY: ("Once a week",),
    Verb.ALERT_ACKNOWLEDGE: ("Acknowledge", "Reached", "Close"),
}
"""How other questions are answered: the first words that stand on a button."""
_WORDS: dict[str, tuple[str, ...]] = {
    "I took it": ("I took it", "All taken"),
    "Taken": ("Taken", "All taken"),
    "Both": ("Both", "All"),
    "Yes": ("Yes", "Both", "All"),
    "*": ("None of these", "3", "A little", "OK", "2", "No", "Done"),
}


def _button(message: Message, label: str) -> InlineButton | None:
    rows = message.keyboard.rows if message.keyboard is not None else ()
    return next((button for row in rows for button in row if button.label == label), None)
