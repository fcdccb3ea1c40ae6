"""wire: the state as the JSON of the Bot API.

Belongs here: one function per object. Not here: the other direction (arguments.py, markup.py, formatting.py), the
JSON of the browser's phones (phone_json.py).
"""

from typing import Any

from bot.demo.botapi.entities import Entity
from bot.demo.botapi.markup import ButtonKind, InlineButton, InlineKeyboard
from bot.demo.botapi.records import Attachment, AttachmentKind, Chat, ChatKind, Message, StoredFile, User
from bot.demo.botapi.world import World

Json = dict[str, Any]


def user(person: User) -> Json:
    """A User."""
    made: Json = {"id": person.id, "is_bot": False, "first_name": "" if person.deleted else person.first_name}
    if person.last_name:
        made["last_name"] = person.last_name
    if person.username:
        made["username"] = person.username
    made["language_code"] = person.language_code
    return made


def bot(world: World) -> Json:
    """The User that is the bot."""
    return {
        "id": world.bot.id,
        "is_bot": True,
        "first_name": world.bot.first_name,
        "username": world.bot.username,
    }


def bot_in_full(world: World) -> Json:
    """The answer to getMe."""
    return bot(world) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def sender(world: World, user_id: int) -> Json:
    """Whoever wrote: a person or the bot."""
    return bot(world) if user_id == world.bot.id else user(world.users[user_id])


def chat(world: World, one: Chat) -> Json:
    """A Chat."""
    if one.kind is ChatKind.GROUP:
        return {"id": one.id, "type": "group", "title": one.title}
    person = world.users[one.id]
    made: Json = {"id": one.id, "first_name": person.first_name, "type": "private"}
    if person.last_name:
        made["last_name"] = person.last_name
    if person.username:
        made["username"] = person.username
    return made


def entity(one: Entity) -> Json:
    """A MessageEntity."""
    made: Json = {"offset": one.offset, "length": one.length, "type": one.type}
    if one.url:
        made["url"] = one.url
    if one.language:
        made["language"] = one.language
    if one.user_id:
        made["user"] = {"id": one.user_id, "is_bot": False, "first_name": ""}
    if one.custom_emoji_id:
        made["custom_emoji_id"] = one.custom_emoji_id
    return made


def keyboard(one: InlineKeyboard) -> Json:
    """An InlineKeyboardMarkup."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in one.rows]}


def _button(button: InlineButton) -> Json:
    if button.kind is ButtonKind.DATA:
        return {"text": button.label, "callback_data": button.value}
    if button.kind is ButtonKind.COPY:
        return {"text": button.label, "copy_text": {"text": button.value}}
    if button.kind is ButtonKind.URL:
        return {"text": button.label, "url": button.value}
    return {"text": button.label}


def file(one: StoredFile) -> Json:
    """What every kind of file has."""
    return {"file_id": one.id, "file_unique_id": one.unique_id, "file_size": len(one.content)}


def _attachment(one: Attachment) -> Json:
    if one.kind is AttachmentKind.LOCATION:
        return {"location": {"latitude": one.latitude, "longitude": one.longitude}}
    if one.kind is AttachmentKind.CONTACT:
        return {"contact": {"phone_number": one.phone_number, "first_name": one.first_name}}
    if one.file is None:
        return {}
    made = file(one.file)
    if one.kind is AttachmentKind.PHOTO:
        return {"photo": [made | {"width": one.width, "height": one.height}]}
    if one.kind is AttachmentKind.DOCUMENT:
        return {"document": made | {"file_name": one.file.name, "mime_type": one.file.mime}}
    if one.kind is AttachmentKind.VOICE:
        return {"voice": made | {"duration": 1, "mime_type": one.file.mime}}
    return {
        "sticker": made
        | {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🙂"}
    }


def message(world: World, one: Message, *, with_reply: bool = True) -> Json:
    """A Message as it stands now."""
    place = world.chats[one.chat_id]
    made: Json = {
        "message_id": one.id,
        "from": sender(world, one.sender_id),
        "chat": chat(world, place),
        "date": int(one.date.timestamp()),
    }
    if one.edited is not None:
        made["edit_date"] = int(one.edited.timestamp())
    if one.attachment is not None:
        made |= _attachment(one.attachment)
    name = "text" if one.attachment is None else "caption"
    if one.text:
        made[name] = one.text
    if one.entities:
        made["entities" if one.attachment is None else "caption_entities"] = [entity(each) for each in one.entities]
    if one.keyboard is not None:
        made["reply_markup"] = keyboard(one.keyboard)
    if one.protect:
        made["has_protected_content"] = True
    if one.forwarded_from is not None:
        made["forward_origin"] = _origin(world, one)
    replied = place.messages.get(one.reply_to) if one.reply_to is not None and with_reply else None
    if replied is not None:
        made["reply_to_message"] = message(world, replied, with_reply=False)
    return made


def _origin(world: World, one: Message) -> Json:
    return {
        "type": "user",
        "date": int(one.date.timestamp()),
        "sender_user": sender(world, one.forwarded_from or world.bot.id),
    }
