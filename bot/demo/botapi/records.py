"""records: what the world is made of, as plain values: people, chats, messages, files, taps, the bot.

Belongs here: the values. Not here: what changes them (world.py), JSON (wire.py).
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.demo.botapi.entities import Entity
from bot.demo.botapi.markup import InlineKeyboard, ReplyKeyboard

QUERY_SECONDS = 30.0
"""How long a tap can be answered here, in real seconds. The real server
names no number; clients wait about that long."""


@dataclass(slots=True, kw_only=True)
class User:
    """A person with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    started: bool = False
    blocked: bool = False
    deleted: bool = False


class ChatKind(StrEnum):
    """Telegram's own words."""

    PRIVATE = "private"
    GROUP = "group"


class EventKind(StrEnum):
    """What a phone shows happening."""

    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"
    KEYBOARD = "keyboard"
    ANSWER = "answer"
    PIN = "pin"
    TYPING = "typing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in one chat."""

    kind: EventKind
    chat_id: int
    message_id: int | None = None
    answer: "Answer | None" = None
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file on the server. `path` is what getFile names."""

    id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    path: str


class AttachmentKind(StrEnum):
    """Telegram's own words for what can hang on a message."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"


CAPTIONED = frozenset({AttachmentKind.PHOTO, AttachmentKind.DOCUMENT, AttachmentKind.VOICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What hangs on a message; `file` for those that have one."""

    kind: AttachmentKind
    file: StoredFile | None = None
    width: int = 0
    height: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    phone_number: str = ""
    first_name: str = ""


@dataclass(slots=True, kw_only=True)
class Message:
    """One message as it stands now. `text` is the caption where something hangs on it."""

    id: int
    chat_id: int
    sender_id: int
    date: datetime
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: InlineKeyboard | None = None
    other_markup: bool = False
    attachment: Attachment | None = None
    edited: datetime | None = None
    reply_to: int | None = None
    protect: bool = False
    silent: bool = False
    pinned: bool = False
    forwarded_from: int | None = None


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat (its id is the person's) or a group."""

    id: int
    kind: ChatKind
    title: str = ""
    members: tuple[int, ...] = ()
    bot_is_member: bool = True
    upgraded_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: ReplyKeyboard | None = None
    forced_reply: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a tap was answered with."""

    query_id: str
    message_id: int
    text: str
    alert: bool
    url: str


@dataclass(slots=True, kw_only=True)
class Query:
    """A tap on a button. `asked` in steady seconds."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    asked: float
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One request that Telegram really took, whatever the client heard of it. `at` civil, `steady` in seconds."""

    method: str
    chat_id: int | None
    message_id: int | None
    arguments: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    at: datetime
    steady: float

    def argument(self, name: str) -> str:
        """One parameter as it came; "" if it did not."""
        return dict(self.arguments).get(name, "")


@dataclass(slots=True, kw_only=True)
class Bot:
    """The bot as Telegram knows it. Commands and texts by their scope and language, as JSON came."""

    id: int
    token: str
    first_name: str = "Taperline"
    username: str = "taperline_demo_bot"
    commands: dict[str, Any] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[str, Any] = field(default_factory=dict)
