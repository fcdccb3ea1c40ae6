"""texts/simple: simple mode: one thing at a time, two big buttons (floor 1, pure).

Belongs here: how a message looks to a person in simple mode. Not here: who is in it (people.simple_mode), opening the
rest (chat/handlers/simple.py). Guidance is never reduced: help shows everything it has.
"""

from dataclasses import replace

from bot.sending import Button, Buttons, Method, Outgoing
from bot.taps import Verb, data, read
from bot.texts.html import lines

_REDUCED = frozenset({
    Verb.DOSE_SHOW, Verb.DOSE_TAKEN, Verb.DOSE_LATER, Verb.DOSE_SKIP, Verb.DOSE_SNOOZE, Verb.CHECKIN_FLAG,
    Verb.DOSES_ASKED,
})  # fmt: skip
"""A message with one of these is about one thing that most people answer with its first button."""
_FLAGS = frozenset({Verb.CHECKIN_FLAG})


def prompt(message: Outgoing) -> Outgoing:
    """A reminder with its first two buttons, each in a row of its own; the rest is behind the first, or in /today."""
    return replace(message, buttons=_rows(_all(message.buttons)[:2])) if _is_reduced(message) else message


def answer(message: Outgoing, more: str, any_flag: str) -> Outgoing:
    """An answer in at most two rows: its two buttons, or the first and one that opens the others (labelled `more`).

    All buttons stay with the message as `hidden`, so that they can be opened. The red flags are never out of sight:
    "is any of this happening?" names them in its text, and `any_flag` opens them.
    """
    buttons = _all(message.buttons)
    if not _is_reduced(message) or message.method is Method.EDIT_BUTTONS:  # the latter opens what was hidden
        return message
    if len(buttons) <= 2:
        return replace(message, buttons=_rows(buttons))
    flags = _is_about(message, _FLAGS)
    opens = Button(label=any_flag if flags else more, data=data(Verb.MORE_BUTTONS))
    text = lines(message.text, *(f"· {button.label}" for button in buttons[1:])) if flags else message.text
    return replace(message, text=text, buttons=_rows((buttons[0], opens)), hidden=message.buttons)


def _is_reduced(message: Outgoing) -> bool:
    return _is_about(message, _REDUCED)


def _is_about(message: Outgoing, verbs: frozenset[Verb]) -> bool:
    taps = (read(button.data) for button in _all(message.buttons) if button.data)
    return any(tap is not None and tap.verb in verbs for tap in taps)


def _all(buttons: Buttons) -> tuple[Button, ...]:
    return tuple(button for row in buttons for button in row)


def _rows(buttons: tuple[Button, ...]) -> Buttons:
    return tuple((button,) for button in buttons)
