"""storage/strangers: whose chat belongs to nobody we know, and what stands where its number stood.

Belongs here: that condition, for erasing. Not here: what is erased when (inbox.py, outgoing.py, symptoms/received.py).
"""

from sqlalchemy import Select, select

from bot.storage.tables.caseload import people

NO_CHAT = 0
"""Stands where a chat's number stood; Telegram has no chat 0."""


def known_chats() -> Select[int]:
    """Every chat of a person; whoever writes in another one is a stranger."""
    return select(people.c.chat_id).where(people.c.chat_id.is_not(None))
