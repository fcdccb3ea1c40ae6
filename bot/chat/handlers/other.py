"""handlers/other: what belongs to no room: groups, old buttons, and anything nobody expected."""

from bot.chat import keyboards
from bot.chat.heard import Kind
from bot.chat.turn import Routes, Turn
from bot.ids import InboxId
from bot.sending import Method, Outgoing
from bot.storage import inbox


async def in_a_group(turn: Turn) -> list[Outgoing]:
    """We say that we work in private chats only, and leave, whatever it is that told us of the group: the news that we
    were added may be lost. Nothing said in a group is kept: it is gone from the inbox in this very transaction."""
    await inbox.forget(turn.tx, InboxId(int(turn.update_key.removeprefix("u"))))
    if turn.heard.kind is Kind.NOTHING:
        return []
    leave = Outgoing(chat_id=turn.chat, method=Method.LEAVE_CHAT)
    return [turn.reply(turn.texts.say("group-leaving")), leave]


async def old_button(turn: Turn) -> list[Outgoing]:
    """A button that this version does not know any more."""
    return [turn.toast(turn.texts.label("button-old"), box=True)]


async def anything_else(turn: Turn) -> list[Outgoing]:
    """Words that nobody asked for: what can be done here. Taps and service messages need no words."""
    if turn.heard.kind not in (Kind.TEXT, Kind.COMMAND, Kind.DOCUMENT, Kind.LOCATION):
        return []
    key = f"menu-{_who(turn)}"
    return [turn.reply(turn.texts.say(key), keyboard=keyboards.standing(turn.person, turn.texts))]


async def commands(turn: Turn) -> list[Outgoing]:
    """/help: what can be done here."""
    key = f"help-{_who(turn)}"
    return [turn.reply(turn.texts.say(key), keyboard=keyboards.standing(turn.person, turn.texts))]


def _who(turn: Turn) -> str:
    """For whom the words are: part of a text key."""
    if turn.person is None:
        return "stranger"
    return "staff" if turn.person.role.is_staff else turn.person.role.value


ROUTES = Routes(commands={"help": commands})
