"""storage/strangers: whose chat belongs to nobody we know, and what stands where its number stood.

Belongs here: that condition, for erasing. Not here: what is erased when (inbox.py, outgoing.py, symptoms/received.py).
"""

from sqlalchemy import Column, ColumnElement, and_, exists, select

from bot.storage.tables.caseload import people

NO_CHAT = 0
"""Stands where a chat's number stood; Telegram has no chat 0."""


def is_strangers(chat: Column[int]) -> ColumnElement[bool]:
    """Whether `chat` is set and no person's. Looked up for each row: the chats of all are not read for a few."""
    return and_(chat.is_not(None), ~exists(select(1).where(people.c.chat_id == chat)))
