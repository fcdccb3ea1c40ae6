"""markup: keyboards. What stands in `reply_markup`, read and held against the rules.

Belongs here: the values, reading them from JSON, the limits of keyboards. Not here: who sees them (phones.py).
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.demo.botapi import refusals
from bot.demo.botapi.links import checked_link, link_problem
from bot.demo.botapi.refusals import Refused

MAX_INLINE_BUTTONS = 100
MAX_IN_A_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_COPY_CHARACTERS = 256
"""Limits of an inline keyboard. Source: the Bot API's description and its limits as observed."""

_ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)


class ButtonKind(StrEnum):
    """What a tap does."""

    DATA = "data"
    COPY = "copy"
    URL = "url"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineButton:
    """One button under a message. `value`: callback data, text to copy or address."""

    label: str
    kind: ButtonKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineKeyboard:
    """Buttons under a message, row by row."""

    rows: tuple[tuple[InlineButton, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyKeyboard:
    """The keys that stand where one writes."""

    rows: tuple[tuple[str, ...], ...]
    one_time: bool
    persistent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveKeyboard:
    """Takes the keys away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcedReply:
    """Opens the field as if one answered this message."""

    placeholder: str


Markup = InlineKeyboard | ReplyKeyboard | RemoveKeyboard | ForcedReply


def parsed(raw: str) -> tuple[Markup | None, Any]:
    """What `reply_markup` asks for (None: nothing), and its JSON for the check of names.

    Raises: Refused in the words of the real server.
    """
    if not raw or raw == "null":
        return None, None
    try:
        given = json.loads(raw)
    except ValueError:
        raise Refused(refusals.MARKUP_NOT_JSON) from None
    if given is None:
        return None, None
    if not isinstance(given, dict):
        raise Refused(refusals.MARKUP_NOT_OBJECT)
    return _markup(given), given


def _markup(given: dict[str, Any]) -> Markup | None:
    if "keyboard" in given:
        return _reply_keyboard(given)
    if "inline_keyboard" in given:
        return _inline_keyboard(given["inline_keyboard"])
    if given.get("remove_keyboard"):
        return RemoveKeyboard()
    if given.get("force_reply"):
        return ForcedReply(placeholder=str(given.get("input_field_placeholder", "")))
    return None


def _reply_keyboard(given: dict[str, Any]) -> ReplyKeyboard:
    if not isinstance(given["keyboard"], list):
        raise Refused(refusals.KEYBOARD_NOT_ARRAY)
    rows = []
    for row in given["keyboard"]:
        if not isinstance(row, list):
            raise Refused(refusals.KEYBOARD_ROWS_NOT_ARRAYS)
        rows.append(tuple(_key(key) for key in row))
    return ReplyKeyboard(
        rows=tuple(row for row in rows if row),
        one_time=bool(given.get("one_time_keyboard")),
        persistent=bool(given.get("is_persistent")),
    )


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key
    if not isinstance(key, dict):
        raise Refused(refusals.keyboard_button("KeyboardButton must be an Object"))
    if "text" not in key:
        raise Refused(refusals.keyboard_button('Can\'t find field "text"'))
    if not isinstance(key["text"], str):
        raise Refused(refusals.keyboard_button('Field "text" must be of type String'))
    return key["text"]


def _inline_keyboard(given: Any) -> InlineKeyboard | None:
    if not isinstance(given, list):
        raise Refused(refusals.INLINE_NOT_ARRAY)
    rows = []
    for row in given:
        if not isinstance(row, list):
            raise Refused(refusals.INLINE_ROWS_NOT_ARRAYS)
        rows.append(tuple(_inline_button(button) for button in row))
    kept = tuple(row for row in rows if row)
    if sum(map(len, kept)) > MAX_INLINE_BUTTONS or any(len(row) > MAX_IN_A_ROW for row in kept):
        raise Refused(refusals.MARKUP_TOO_LONG)
    return InlineKeyboard(rows=kept) if kept else None


def _inline_button(given: Any) -> InlineButton:
    if not isinstance(given, dict):
        raise Refused(refusals.inline_button("InlineKeyboardButton must be an Object"))
    if "text" not in given:
        raise Refused(refusals.inline_button('Can\'t find field "text"'))
    label = given["text"]
    if not isinstance(label, str):
        raise Refused(refusals.inline_button('Field "text" must be of type String'))
    action = next((name for name in _ACTIONS if given.get(name)), None)
    if action is None or not label:
        raise Refused(refusals.inline_button("Text buttons are unallowed in the inline keyboard"))
    return _action(label, action, given[action])


def _action(label: str, action: str, value: Any) -> InlineButton:
    if action == "callback_data":
        if not isinstance(value, str):
            raise Refused(refusals.inline_button('Field "callback_data" must be of type String'))
        if len(value.encode()) > MAX_CALLBACK_BYTES:
            raise Refused(refusals.BUTTON_DATA_INVALID)
        return InlineButton(label=label, kind=ButtonKind.DATA, value=value)
    if action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= MAX_COPY_CHARACTERS:
            raise Refused(refusals.BUTTON_COPY_TEXT_INVALID)
        return InlineButton(label=label, kind=ButtonKind.COPY, value=copied)
    if action == "url":
        problem = link_problem(str(value))
        if problem:
            raise Refused(refusals.button_url(str(value), problem))
        return InlineButton(label=label, kind=ButtonKind.URL, value=checked_link(str(value)) or str(value))
    return InlineButton(label=label, kind=ButtonKind.OTHER, value=action)
