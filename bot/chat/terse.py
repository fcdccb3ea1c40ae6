"""chat/terse: what a Bot API server of somebody else leaves out of an update is put in, as far as it says nothing new.

Belongs here: fields that python-telegram-bot insists on and that we do not read, or that follow from others.
Not here: what an update means (heard.py). An update of Telegram's own passes unchanged.
"""

from typing import Any

_NO_DATE = 0
"""Telegram's own sign for a message of which it tells nothing but chat and id."""


def completed(update: Any) -> Any:
    """`update` (parsed JSON) with the fields that PTB cannot read it without. What is no update comes back as it is."""
    if not isinstance(update, dict):
        return update
    return {name: _event(name, value) if isinstance(value, dict) else value for name, value in update.items()}


def _event(name: str, event: dict[str, Any]) -> dict[str, Any]:
    if name == "callback_query":
        return _query(event)
    if "message" in name or "post" in name:
        return _message(event)
    return event


def _query(query: dict[str, Any]) -> dict[str, Any]:
    query = {"id": "", "chat_instance": ""} | _with_people(query)
    message = query.get("message")
    if not isinstance(message, dict):
        # A private chat has the id of its person.
        message = {"chat": {"id": query["from"]["id"]}}
    return query | {"message": _message(message)}


def _message(message: dict[str, Any]) -> dict[str, Any]:
    whole = {"message_id": 0, "date": _NO_DATE} | _with_people(message)
    document = whole.get("document")
    if isinstance(document, dict) and "file_id" in document:
        whole["document"] = {"file_unique_id": document["file_id"]} | document
    return whole


def _with_people(event: dict[str, Any]) -> dict[str, Any]:
    """Who did it, and where."""
    found = dict(event)
    if isinstance(who := event.get("from"), dict):
        found["from"] = {"is_bot": False, "first_name": ""} | who
    if isinstance(where := event.get("chat"), dict) and isinstance(where.get("id"), int):
        found["chat"] = {"type": "private" if where["id"] > 0 else "group"} | where
    return found
