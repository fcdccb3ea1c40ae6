"""chat/heard: one update from Telegram, as the little that we need of it.

Belongs here: reading a raw update with python-telegram-bot. Not here: what it means (application.py).
Nothing of a message is kept beyond these fields; a shared location is turned into a zone and forgotten.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import telegram

from bot.chat.terse import completed
from bot.ids import ChatId
from bot.taps import Tap
from bot.taps import read as read_tap


class Kind(StrEnum):
    """What somebody did."""

    TEXT = "text"
    COMMAND = "command"
    EDITED = "edited"
    TAP = "tap"
    DOCUMENT = "document"
    LOCATION = "location"
    SOUND_OR_PICTURE = "sound_or_picture"  # voice, video, photo, sticker and whatever else we cannot read
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    JOINED_GROUP = "joined_group"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file somebody sent. `content` is filled in before handling where we may need it; never in a transaction."""

    file_id: str
    name: str
    size: int | None
    content: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One update. `text` is the message's text or caption: whatever was said, to be triaged."""

    kind: Kind
    chat_id: ChatId
    private: bool = True
    text: str = ""
    command: str = ""
    argument: str = ""
    tap: Tap | None = None
    old_tap: bool = False  # a button of ours that this version does not know any more
    callback_id: str | None = None
    message_id: int | None = None
    document: Document | None = None
    latitude: float | None = None
    longitude: float | None = None
    language: str = ""
    first_name: str = ""
    dated: datetime | None = None  # the message, or the one that was tapped: by Telegram's clock, in whole seconds


def hear(raw: str, bot: telegram.Bot) -> Heard | None:
    """The update in `raw` (JSON), or None where it holds nothing for us. Raises ValueError, TypeError, KeyError or
    AttributeError on what is no update at all: the caller sets it aside and counts it."""
    update = telegram.Update.de_json(completed(json.loads(raw)), bot)
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    message = update.effective_message
    if message is None or update.channel_post is not None or update.edited_channel_post is not None:
        return None
    return _said(message, edited=update.edited_message is not None)


def _tapped(query: telegram.CallbackQuery) -> Heard | None:
    if query.message is None:
        return None
    tap = read_tap(query.data or "")
    return Heard(
        kind=Kind.TAP,
        chat_id=ChatId(query.message.chat.id),
        private=query.message.chat.type == telegram.constants.ChatType.PRIVATE,
        tap=tap,
        old_tap=tap is None,
        callback_id=query.id or None,
        message_id=query.message.message_id or None,
        language=query.from_user.language_code or "",
        dated=query.message.date,
    )


def _membership(change: telegram.ChatMemberUpdated) -> Heard:
    private = change.chat.type == telegram.constants.ChatType.PRIVATE
    gone = change.new_chat_member.status in (telegram.ChatMember.BANNED, telegram.ChatMember.LEFT)
    kind = (Kind.BLOCKED if gone else Kind.UNBLOCKED) if private else (Kind.NOTHING if gone else Kind.JOINED_GROUP)
    return Heard(kind=kind, chat_id=ChatId(change.chat.id), private=private)


def _said(message: telegram.Message, *, edited: bool) -> Heard:
    text = message.text or message.caption or ""
    command, argument = _command(message) if not edited else ("", "")
    user = message.from_user
    document = message.document
    return Heard(
        kind=_kind(message, command=command, edited=edited),
        chat_id=ChatId(message.chat.id),
        private=message.chat.type == telegram.constants.ChatType.PRIVATE,
        text=text,
        command=command,
        argument=argument,
        message_id=message.message_id,
        document=Document(file_id=document.file_id, name=document.file_name or "file", size=document.file_size)
        if document
        else None,
        latitude=message.location.latitude if message.location else None,
        longitude=message.location.longitude if message.location else None,
        language=(user.language_code or "") if user else "",
        first_name=user.first_name if user else "",
        dated=message.edit_date or message.date,
    )


def _kind(message: telegram.Message, *, command: str, edited: bool) -> Kind:
    if edited:
        return Kind.EDITED
    if command:
        return Kind.COMMAND
    if message.document:
        return Kind.DOCUMENT
    if message.location:
        return Kind.LOCATION
    if message.text:
        return Kind.TEXT
    service = message.new_chat_members or message.pinned_message or message.left_chat_member
    return Kind.NOTHING if service else Kind.SOUND_OR_PICTURE


def _command(message: telegram.Message) -> tuple[str, str]:
    text = message.text or ""
    if not text.startswith("/"):
        return "", ""
    word, _, argument = text[1:].partition(" ")
    name = word.partition("@")[0].lower()
    return (name, argument.strip()) if name.replace("_", "").isalnum() else ("", "")
