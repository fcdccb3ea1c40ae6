"""sending: what leaves the house for Telegram, as values; and what came of it.

Belongs here: Outgoing (one call to make), its lanes, buttons and files, and SendResult (what is known afterwards).
Not here: talking to Telegram (chat/sender.py), keeping outgoing rows (storage/outgoing.py), sentences (texts/).
"""

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any, Protocol

from bot.ids import ChatId


class Lane(IntEnum):
    """Who goes first when there is more to say than Telegram lets through. Smaller is sooner."""

    GUIDANCE = 0
    ALERT = 1
    ANSWER = 2
    REMINDER = 3
    DIGEST = 4


class Method(StrEnum):
    """The calls of the Bot API that we make for people. The value is Telegram's own name."""

    SEND_MESSAGE = "sendMessage"
    EDIT_TEXT = "editMessageText"
    EDIT_BUTTONS = "editMessageReplyMarkup"
    ANSWER_TAP = "answerCallbackQuery"
    SEND_PHOTO = "sendPhoto"
    SEND_DOCUMENT = "sendDocument"
    PIN_MESSAGE = "pinChatMessage"
    DELETE_MESSAGE = "deleteMessage"
    LEAVE_CHAT = "leaveChat"
    CHAT_ACTION = "sendChatAction"
    SET_COMMANDS = "setMyCommands"


NEW_MESSAGES = frozenset({Method.SEND_MESSAGE, Method.SEND_PHOTO, Method.SEND_DOCUMENT})
"""A second copy of these is seen as a second message; a second edit is not seen at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One inline button. Exactly one of `data` (a tap comes back to us, 1–64 bytes, ids only), `copy` (the client
    copies this text) and `url` is set."""

    label: str
    data: str | None = None
    copy: str | None = None
    url: str | None = None


Buttons = tuple[tuple[Button, ...], ...]
"""Rows of inline buttons."""

Keyboard = tuple[tuple[str, ...], ...]
"""Rows of the keyboard that always stands under the chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A picture or document to send, whole, in memory."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One call to Telegram that somebody decided on. Complete: sending it needs no look into the database.

    `text` is HTML made by texts/html (or the caption of `file`). `key` is unique for ever: the same decision made
    twice is sent once; handlers leave it empty and the worker fills in `<inbox id>.<n>`.
    `replaces` is the key of an earlier Outgoing whose message this one edits; if that one never arrived, this goes
    out as a message of its own. `expires_at`: after that instant it is not worth sending (dropped, reason "too late").
    `commands`: what Telegram lists under "/" in this chat, names with their descriptions.
    `drawn` names a file that is made just before sending (documents/drawn.py): drawing takes longer than a transaction
    may last. `hidden` holds all buttons of a message that shows fewer (texts/simple.py).
    `repeat_note` is put in front of the text when this copy may be the second one.
    """

    chat_id: ChatId
    method: Method = Method.SEND_MESSAGE
    text: str = ""
    buttons: Buttons = ()
    keyboard: Keyboard | None = None
    message_id: int | None = None
    replaces: str | None = None
    callback_id: str | None = None
    file: File | None = None
    drawn: str = ""
    lane: Lane = Lane.ANSWER
    protect: bool = False
    silent: bool = False
    alert_box: bool = False
    force_reply: bool = False
    key: str = ""
    expires_at: datetime | None = None
    repeat_note: str = ""
    hidden: Buttons = ()
    commands: tuple[tuple[str, str], ...] = ()

    def keyed(self, key: str) -> "Outgoing":
        """The same with `key`, unless it has one already."""
        return self if self.key else replace(self, key=key)


def repeated(message: Outgoing) -> Outgoing:
    """`message` as a copy that may be the second: its note stands first, but in guidance the number to call does."""
    if not message.repeat_note or message.method not in NEW_MESSAGES or message.repeat_note in message.text:
        return message
    parts = (
        (message.text, message.repeat_note) if message.lane is Lane.GUIDANCE else (message.repeat_note, message.text)
    )
    return replace(message, text="\n".join(part for part in parts if part))


def to_json(message: Outgoing) -> str:
    """`message` as text that `from_json` reads back to an equal value. For the sealed column of the outgoing table."""
    fields: dict[str, Any] = {
        name: getattr(message, name)
        for name in (
            "chat_id",
            "text",
            "message_id",
            "replaces",
            "drawn",
            "callback_id",
            "protect",
            "silent",
            "alert_box",
            "force_reply",
            "key",
            "repeat_note",
        )
    }
    fields["method"], fields["lane"] = message.method.value, int(message.lane)
    fields["buttons"] = [[[b.label, b.data, b.copy, b.url] for b in row] for row in message.buttons]
    if message.hidden:
        fields["hidden"] = [[[b.label, b.data, b.copy, b.url] for b in row] for row in message.hidden]
    if message.commands:
        fields["commands"] = message.commands
    fields["keyboard"] = message.keyboard
    fields["expires_at"] = message.expires_at.isoformat() if message.expires_at else None
    if message.file:
        fields["file"] = [message.file.name, base64.b64encode(message.file.content).decode()]
    return json.dumps(fields, ensure_ascii=False)


def from_json(stored: str) -> Outgoing:
    """The Outgoing that `to_json` wrote."""
    fields = json.loads(stored)
    fields["method"], fields["lane"] = Method(fields["method"]), Lane(fields["lane"])
    for name in ("buttons", "hidden"):
        fields[name] = tuple(
            tuple(Button(label=label, data=data, copy=copied, url=url) for label, data, copied, url in row)
            for row in fields.get(name, ())
        )
    fields["commands"] = tuple((name, said) for name, said in fields.get("commands", ()))
    if fields["keyboard"] is not None:
        fields["keyboard"] = tuple(tuple(row) for row in fields["keyboard"])
    if fields["expires_at"]:
        fields["expires_at"] = datetime.fromisoformat(fields["expires_at"])
    if "file" in fields:
        name, content = fields["file"]
        fields["file"] = File(name=name, content=base64.b64decode(content))
    return Outgoing(**fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Telegram accepted it. `message_id` where the call makes or edits a message."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryAt:
    """Proven not sent (429, 5xx, no connection was made): try again `after` that long. `reason` for the counts."""

    after: timedelta
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The group became a supergroup: the same message belongs to `chat_id` now."""

    chat_id: ChatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """It may have been sent or not (time-out, reset, cut answer). One more copy is allowed, marked as a repeat."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneForGood:
    """This chat cannot be reached: blocked, deleted, never started. Nothing more goes there until they write."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Telegram refuses this very call for good (400): our mistake, or the message is gone or unchanged."""

    reason: str


SendResult = Sent | RetryAt | Moved | Unknown | GoneForGood | Rejected


class Sender(Protocol):
    """Whoever can send. The only real one is chat/sender.TelegramSender."""

    async def send(self, message: Outgoing) -> SendResult:
        """What came of sending `message` once. Waits for its turn (pace) first. Never raises for Telegram's sake."""
        ...

    def free_now(self, lane: Lane) -> int:
        """How many messages of `lane` could go out this instant without waiting: claim no more than that."""
        ...


HandOver = Callable[[tuple[Outgoing, ...]], Awaitable[None]]
"""Takes Outgoing that were committed, so that they go out at once and not with the next tick."""
