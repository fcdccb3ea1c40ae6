"""handlers/reached: a person blocked the bot, or let it in again; and a place somebody shared."""

from bot.caseload.person import PersonState
from bot.chat.handlers import joining, settings
from bot.chat.heard import Kind
from bot.chat.turn import Routes, Turn
from bot.ids import InboxId
from bot.sending import Outgoing
from bot.storage import inbox
from bot.symptoms import unreachable


async def blocked(turn: Turn) -> list[Outgoing]:
    """Nothing is sent any more until they come back."""
    await unreachable.gone(turn.tx, turn.chat, "blocked by the person", turn.now)
    return []


async def unblocked(turn: Turn) -> list[Outgoing]:
    """They can be written to again."""
    await unreachable.back(turn.tx, turn.chat, turn.now)
    return []


async def located(turn: Turn) -> list[Outgoing]:
    """A place becomes a time zone where one is wanted. The place itself is forgotten in this very transaction."""
    await inbox.forget(turn.tx, InboxId(int(turn.update_key.removeprefix("u"))))
    if turn.person is not None and turn.person.state is PersonState.ACTIVE:
        return await settings.located(turn)
    if turn.person is not None and turn.person.state is PersonState.JOINING:
        return await joining.located(turn, turn.person)
    return await joining.where_we_are(turn)


ROUTES = Routes(kinds={Kind.BLOCKED: blocked, Kind.UNBLOCKED: unblocked, Kind.LOCATION: located})
