"""methods_edits: changing a message that stands, and answering a tap.

Belongs here: the edit methods and answerCallbackQuery. Not here: making and removing messages (methods_messages.py).
"""

from typing import Any

from bot.demo.botapi import refusals, wire
from bot.demo.botapi.arguments import Arguments
from bot.demo.botapi.entities import Formatted
from bot.demo.botapi.formatting import formatted
from bot.demo.botapi.markup import InlineKeyboard
from bot.demo.botapi.methods_messages import MAX_CAPTION, caption_of, markup_of, text_of
from bot.demo.botapi.records import CAPTIONED, QUERY_SECONDS, Answer, Attachment, Event, EventKind, Message
from bot.demo.botapi.refusals import Refused
from bot.demo.botapi.targets import named_message
from bot.demo.botapi.uploads import document, photo
from bot.demo.botapi.world import World

MAX_ANSWER = 200
"""Characters. Source: the Bot API's description of answerCallbackQuery."""


def edit_message_text(world: World, given: Arguments) -> Any:
    """editMessageText. Without reply_markup the buttons go away."""
    text = text_of(given)
    keyboard = _inline(world, given, "editmessagetext")
    message = _editable(world, given)
    if message.attachment is not None:
        raise Refused(refusals.NO_TEXT_TO_EDIT)
    return _change(world, message, text=text, keyboard=keyboard)


def edit_message_caption(world: World, given: Arguments) -> Any:
    """editMessageCaption. Without reply_markup the buttons go away."""
    caption = caption_of(given)
    keyboard = _inline(world, given, "editmessagecaption")
    message = _editable(world, given)
    if message.attachment is None or message.attachment.kind not in CAPTIONED:
        raise Refused(refusals.NO_CAPTION_TO_EDIT)
    return _change(world, message, text=caption, keyboard=keyboard)


def edit_message_reply_markup(world: World, given: Arguments) -> Any:
    """editMessageReplyMarkup."""
    keyboard = _inline(world, given, "editmessagereplymarkup")
    message = _editable(world, given)
    if message.keyboard == keyboard:
        raise Refused(refusals.NOT_MODIFIED)
    message.keyboard = keyboard
    return _changed(world, message)


def edit_message_media(world: World, given: Arguments) -> Any:
    """editMessageMedia for photos and documents."""
    media = given.json("media")
    if not isinstance(media, dict):
        raise Refused(refusals.MEDIA_NOT_JSON)
    caption = formatted(str(media.get("caption", "")), str(media.get("parse_mode", "")))
    if len(caption.text) > MAX_CAPTION:
        raise Refused(refusals.CAPTION_TOO_LONG)
    keyboard = _inline(world, given, "editmessagemedia")
    attachment = _media(world, given, media)
    message = _editable(world, given)
    message.text, message.entities, message.keyboard = caption.text, caption.entities, keyboard
    message.attachment, message.edited = attachment, world.now()
    return _changed(world, message)


def _media(world: World, given: Arguments, media: dict[str, Any]) -> Attachment:
    value = media.get("media")
    if not isinstance(value, str) or not value:
        raise Refused(refusals.MEDIA_NOT_FOUND)
    kind = str(media.get("type", ""))
    if kind == "photo":
        return photo(world, given, value=value)
    if kind == "document":
        return document(world, given, value=value)
    raise Refused(refusals.media_type(kind))


def _inline(world: World, given: Arguments, method: str) -> InlineKeyboard | None:
    markup = markup_of(world, given, method)
    if markup is not None and not isinstance(markup, InlineKeyboard):
        raise Refused(refusals.INLINE_EXPECTED)
    return markup


def _editable(world: World, given: Arguments) -> Message:
    """A message of the bot's own; one that brought other keys than inline buttons can never be changed."""
    _, message = named_message(world, given, missing=refusals.EDIT_NOT_FOUND)
    if message.sender_id != world.bot.id or message.other_markup or message.forwarded_from is not None:
        raise Refused(refusals.CANT_EDIT)
    return message


def _change(world: World, message: Message, *, text: Formatted, keyboard: InlineKeyboard | None) -> Any:
    before = (message.text, message.entities, message.keyboard)
    if before == (text.text, text.entities, keyboard):
        raise Refused(refusals.NOT_MODIFIED)
    message.text, message.entities, message.keyboard = text.text, text.entities, keyboard
    message.edited = world.now()
    return _changed(world, message)


def _changed(world: World, message: Message) -> Any:
    world.tell(Event(kind=EventKind.EDIT, chat_id=message.chat_id, message_id=message.id))
    return wire.message(world, message)


def answer_callback_query(world: World, given: Arguments) -> Any:
    """answerCallbackQuery."""
    query = world.queries.get(given.text("callback_query_id"))
    if query is None or world.clock.steady() - query.asked > QUERY_SECONDS:
        raise Refused(refusals.QUERY_TOO_OLD)
    text = given.text("text")
    if len(text) > MAX_ANSWER:
        raise Refused(refusals.ANSWER_TOO_LONG)
    answer = Answer(
        query_id=query.id,
        message_id=query.message_id,
        text=text,
        alert=given.flag("show_alert"),
        url=given.text("url"),
    )
    query.answer = answer
    world.tell(Event(kind=EventKind.ANSWER, chat_id=query.chat_id, message_id=query.message_id, answer=answer))
    return True
