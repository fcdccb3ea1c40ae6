"""phone_json: what the browser page is told, as JSON.

Belongs here: one function per thing on a phone. Not here: routes (phone_routes.py), the Bot API's JSON (wire.py).
"""

from typing import Any

from bot.demo.botapi import wire
from bot.demo.botapi.markup import ButtonKind, InlineButton
from bot.demo.botapi.phone_view import PhoneMessage
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.records import Accepted, Answer, Attachment, AttachmentKind, Event, EventKind, User
from bot.demo.botapi.rendering import html

Json = dict[str, Any]


def person(user: User) -> Json:
    """Whose phone it is."""
    return {
        "id": user.id,
        "first_name": user.first_name,
        "language_code": user.language_code,
        "started": user.started,
        "blocked": user.blocked,
    }


def message(one: PhoneMessage) -> Json:
    """A message with all that is needed to show it."""
    hung = one.attachment
    return {
        "id": one.id,
        "mine": one.mine,
        "date": one.date.isoformat(),
        "edited": one.edited.isoformat() if one.edited else None,
        "text": one.text,
        "entities": [wire.entity(entity) for entity in one.entities],
        "html": html(one.text, one.entities),
        "rows": [[_button(button) for button in row] for row in one.buttons],
        "attachment": hung.kind.value if hung else None,
        "photo": _photo(hung),
        "document": _document(hung),
        "location": _location(hung),
        "pinned": one.pinned,
        "protect": one.protect,
        "silent": one.silent,
        "reply_to": one.reply_to,
    }


def _button(button: InlineButton) -> Json:
    return {
        "label": button.label,
        "kind": button.kind.value,
        "url": button.value if button.kind is ButtonKind.URL else None,
        "copy": button.value if button.kind is ButtonKind.COPY else None,
    }


def _photo(hung: Attachment | None) -> Json | None:
    if hung is None or hung.kind is not AttachmentKind.PHOTO or hung.file is None:
        return None
    return {"url": f"/phone/file/{hung.file.id}", "width": hung.width, "height": hung.height}


def _document(hung: Attachment | None) -> Json | None:
    if hung is None or hung.kind not in (AttachmentKind.DOCUMENT, AttachmentKind.VOICE) or hung.file is None:
        return None
    return {"name": hung.file.name, "url": f"/phone/file/{hung.file.id}", "size": len(hung.file.content)}


def _location(hung: Attachment | None) -> Json | None:
    if hung is None or hung.kind is not AttachmentKind.LOCATION:
        return None
    return {"latitude": hung.latitude, "longitude": hung.longitude}


def keyboard(phone: Phone) -> Json:
    """The keys where one writes."""
    keys = phone.chat.keyboard
    return {"rows": [list(row) for row in phone.keyboard()], "one_time": keys is not None and keys.one_time}


def answer(one: Answer) -> Json:
    """What a tap was answered with."""
    return {"message_id": one.message_id, "text": one.text, "alert": one.alert, "url": one.url or None}


def event(phone: Phone, one: Event) -> Json:
    """What the page is told of an event, at the moment it happens."""
    if one.kind is EventKind.DELETE:
        return {"id": one.message_id}
    if one.kind is EventKind.KEYBOARD:
        return keyboard(phone)
    if one.kind is EventKind.TYPING:
        return {"action": one.action}
    if one.answer is not None:
        return answer(one.answer)
    return message(phone.message(one.message_id or 0))


def accepted(one: Accepted) -> Json:
    """A line of the log of what was accepted."""
    return {
        "method": one.method,
        "chat_id": one.chat_id,
        "message_id": one.message_id,
        "at": one.at.isoformat(),
        "steady": one.steady,
    }
