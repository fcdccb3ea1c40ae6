"""handlers/simple: `More` under a message in simple mode: all its buttons, in place."""

from dataclasses import replace

from sqlalchemy import select

from bot.chat.turn import Routes, Turn
from bot.errors import Refused
from bot.sending import Method, Outgoing, from_json
from bot.storage.tables import outgoing
from bot.taps import Verb


async def more(turn: Turn) -> list[Outgoing]:
    """The buttons that the message under which it was tapped has besides. Only one's own chat is looked at."""
    mine = (outgoing.c.chat_id == turn.chat, outgoing.c.message_id == turn.heard.message_id)
    query = select(outgoing.c.message).where(*mine).order_by(outgoing.c.id.desc()).limit(1)
    stored = await turn.tx.value(query)
    hidden = from_json(stored).hidden if stored else ()
    if not hidden:
        raise Refused("button-old")
    return [replace(turn.edit("", buttons=hidden), method=Method.EDIT_BUTTONS)]


ROUTES = Routes(taps={Verb.MORE_BUTTONS: more})
