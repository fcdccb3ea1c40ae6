"""storage/arriving: from the JSON Telegram gives us to a RawUpdate. Fetched or pushed, it is the same.

Belongs here: finding the id and the chat in an update of any kind. Not here: storing (inbox.py), meaning (chat/).
"""

import json
from collections.abc import Mapping

from bot.ids import ChatId
from bot.storage.inbox import RawUpdate


def raw_update(update: object) -> RawUpdate | None:
    """The parsed JSON of one update as a RawUpdate; None for what is no update at all (no id)."""
    if not isinstance(update, Mapping) or type(update.get("update_id")) is not int:
        return None
    raw = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
    return RawUpdate(update_id=update["update_id"], chat_id=_chat_of(update), raw=raw)


def _chat_of(update: Mapping[str, object]) -> ChatId | None:
    """The chat something happened in; for a tap without its message, the person who tapped (their private chat)."""
    for event in update.values():
        if isinstance(event, Mapping):
            message = event.get("message")
            places = (event.get("chat"), message.get("chat") if isinstance(message, Mapping) else None)
            for place in (*places, event.get("from"), event.get("user")):
                if isinstance(place, Mapping) and type(place.get("id")) is int:
                    return ChatId(place["id"])
    return None
