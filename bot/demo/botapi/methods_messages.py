"""methods_messages: sending, forwarding, deleting, pinning.

Belongs here: methods that make a message or take it away. Not here: changing one (methods_edits.py), files
(uploads.py), everything about the bot itself (methods_bot.py).
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.demo.botapi import refusals, wire
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.entities import Formatted
from bot.demo.botapi.formatting import formatted
from bot.demo.botapi.markup import Markup, parsed
from bot.demo.botapi.records import Attachment, Event, EventKind, Message
from bot.demo.botapi.refusals import Reason, Refused
from bot.demo.botapi.schema_table import schema
from bot.demo.botapi.targets import named_chat, named_message, open_chat, replied_message
from bot.demo.botapi.uploads import document, photo
from bot.demo.botapi.world import World

MAX_TEXT = 4096
MAX_CAPTION = 1024
"""Code points after the entities are read. Source: the Bot API's description of sendMessage and sendPhoto."""

DELETABLE_FOR = timedelta(hours=48)
"""Source: the Bot API's description of deleteMessage."""

MAX_IDS = 100
"""Message ids in one deleteMessages. Source: the Bot API's description."""

ACTIONS = frozenset(
    (
        *("typing", "choose_sticker", "find_location", "cancel"),
        *("upload_photo", "upload_video", "upload_voice", "upload_audio", "upload_document", "upload_video_note"),
        *("record_video", "record_voice", "record_audio", "record_video_note"),
    )
)


def text_of(given: Arguments) -> Formatted:
    """The `text` of a request as it will stand.

    Raises: Refused when it is empty, too long or cannot be read.
    """
    raw = given.text("text")
    if not raw:
        raise Refused(refusals.TEXT_EMPTY)
    read = formatted(raw, given.text("parse_mode"), given.text("entities"))
    if not read.text:
        raise Refused(refusals.TEXT_EMPTY)
    if len(read.text) > MAX_TEXT:
        raise Refused(refusals.TEXT_TOO_LONG)
    return read


def caption_of(given: Arguments) -> Formatted:
    """The `caption` of a request as it will stand; may be empty.

    Raises: Refused when it is too long or cannot be read.
    """
    read = formatted(given.text("caption"), given.text("parse_mode"), given.text("caption_entities"))
    if len(read.text) > MAX_CAPTION:
        raise Refused(refusals.CAPTION_TOO_LONG)
    return read


def markup_of(world: World, given: Arguments, method: str) -> Markup | None:
    """The keyboard of a request; names it should not have are noted in the world.

    Raises: Refused when it is none.
    """
    markup, raw = parsed(given.text("reply_markup"))
    if raw is not None:
        world.complaints.extend(schema().object_complaints(method, "reply_markup", raw))
    return markup


def send_message(world: World, given: Arguments) -> Any:
    """sendMessage."""
    text = text_of(given)
    return _send(world, given, text, method="sendmessage")


def send_photo(world: World, given: Arguments) -> Any:
    """sendPhoto."""
    picture = photo(world, given)
    return _send(world, given, caption_of(given), attachment=picture, method="sendphoto")


def send_document(world: World, given: Arguments) -> Any:
    """sendDocument."""
    kept = document(world, given)
    return _send(world, given, caption_of(given), attachment=kept, method="senddocument")


def _send(world: World, given: Arguments, text: Formatted, *, method: str, attachment: Attachment | None = None) -> Any:
    markup = markup_of(world, given, method)
    chat = open_chat(world, given)
    message = Message(
        id=0,
        chat_id=chat.id,
        sender_id=world.bot.id,
        date=world.now(),
        text=text.text,
        entities=text.entities,
        attachment=attachment,
        reply_to=replied_message(given, chat),
        protect=given.flag("protect_content"),
        silent=given.flag("disable_notification"),
    )
    message.id = world.next_message_id()
    world.post(message, markup=markup)
    return wire.message(world, message)


def send_chat_action(world: World, given: Arguments) -> Any:
    """sendChatAction."""
    if given.text("action") not in ACTIONS:
        raise Refused(refusals.CHAT_ACTION)
    chat = open_chat(world, given)
    world.tell(Event(kind=EventKind.TYPING, chat_id=chat.id, action=given.text("action")))
    return True


def forward_message(world: World, given: Arguments) -> Any:
    """forwardMessage."""
    message = _again(world, given, missing=refusals.FORWARD_NOT_FOUND, forbidden=refusals.CANT_FORWARD)
    return wire.message(world, message)


def copy_message(world: World, given: Arguments) -> Any:
    """copyMessage: answers with the new id alone."""
    message = _again(world, given, missing=refusals.COPY_NOT_FOUND, forbidden=refusals.CANT_COPY)
    return {"message_id": message.id}


def _again(world: World, given: Arguments, *, missing: Reason, forbidden: Reason) -> Message:
    markup = markup_of(world, given, "copymessage") if missing is refusals.COPY_NOT_FOUND else None
    chat = open_chat(world, given)
    origin = named_chat(world, given, parameter="from_chat_id")
    original = origin.messages.get(given.integer("message_id"))
    if original is None:
        raise Refused(missing)
    if original.protect:
        raise Refused(forbidden)
    message = replace(
        original,
        id=world.next_message_id(),
        chat_id=chat.id,
        sender_id=world.bot.id,
        date=world.now(),
        keyboard=None,
        other_markup=False,
        edited=None,
        reply_to=None,
        pinned=False,
        protect=given.flag("protect_content"),
        forwarded_from=original.sender_id if missing is refusals.FORWARD_NOT_FOUND else None,
    )
    world.post(message, markup=markup)
    return message


def delete_message(world: World, given: Arguments) -> Any:
    """deleteMessage."""
    chat, message = named_message(world, given, missing=refusals.DELETE_NOT_FOUND)
    if world.now() - message.date > DELETABLE_FOR:
        raise Refused(refusals.CANT_DELETE)
    _remove(world, chat.id, message.id)
    return True


def delete_messages(world: World, given: Arguments) -> Any:
    """deleteMessages: what cannot be found is passed over."""
    numbers = given.json("message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise Refused(refusals.NO_MESSAGE_IDS)
    if len(numbers) > MAX_IDS:
        raise Refused(refusals.TOO_MANY_MESSAGE_IDS)
    chat = named_chat(world, given)
    for number in numbers:
        message = chat.messages.get(number) if isinstance(number, int) else None
        if message is not None and world.now() - message.date <= DELETABLE_FOR:
            _remove(world, chat.id, message.id)
    return True


def _remove(world: World, chat_id: int, message_id: int) -> None:
    del world.chats[chat_id].messages[message_id]
    world.tell(Event(kind=EventKind.DELETE, chat_id=chat_id, message_id=message_id))


def pin_chat_message(world: World, given: Arguments) -> Any:
    """pinChatMessage. The service message takes an id, as in the real one; phones show the pin alone."""
    chat, message = named_message(world, given, missing=refusals.PIN_NOT_FOUND)
    open_chat(world, given)
    message.pinned = True
    world.next_message_id()
    world.tell(Event(kind=EventKind.PIN, chat_id=chat.id, message_id=message.id))
    return True


def unpin_chat_message(world: World, given: Arguments) -> Any:
    """unpinChatMessage: without an id the newest pinned one."""
    chat = named_chat(world, given)
    number = given.integer("message_id") or max((one.id for one in chat.messages.values() if one.pinned), default=0)
    message = chat.messages.get(number)
    if message is None:
        raise Refused(refusals.UNPIN_NOT_FOUND)
    message.pinned = False
    world.tell(Event(kind=EventKind.PIN, chat_id=chat.id, message_id=message.id))
    return True
