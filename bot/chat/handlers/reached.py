"""handlers/reached: a person blocked the bot, or let it in again; and a place somebody shared."""

from bot.caseload.person import PersonState
from bot.chat import dialogs
from bot.chat.dialogs import Expecting
from bot.chat.handlers import help as helping
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
    """A place becomes a time zone where one is wanted. Sent unasked it may be a cry for help: then first that we can
    send nobody there. The place itself is forgotten in this very transaction."""
    await inbox.forget(turn.tx, InboxId(int(turn.update_key.removeprefix("u"))))
    person = turn.person
    if person is not None and person.state is PersonState.JOINING:
        return await joining.located(turn, person)
    if person is None or person.state is not PersonState.ACTIVE:
        return await helping.unheard(turn)
    dialog = dialogs.expected(person)
    wanted = person.role.is_staff or (dialog is not None and dialog.expecting is Expecting.ZONE)
    said = [] if wanted else await helping.unheard(turn)
    return [*said, *await settings.located(turn)]


ROUTES = Routes(kinds={Kind.BLOCKED: blocked, Kind.UNBLOCKED: unblocked, Kind.LOCATION: located})
