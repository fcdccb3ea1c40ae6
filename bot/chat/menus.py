"""chat/menus: the commands that Telegram lists under "/", in each language: for strangers told once at start, for
whoever joined in their own chat. No text of ours depends on it, so a failure is said in the log and nothing more."""

import telegram
from telegram.error import TelegramError

from bot import logs
from bot.caseload.permissions import Role
from bot.chat.keyboards import STRANGER_COMMANDS, commands_of
from bot.ids import ChatId
from bot.sending import Lane, Method, Outgoing
from bot.texts.catalog import Catalog, Texts

log = logs.get(__name__)


def listed(names: tuple[str, ...], texts: Texts) -> list[tuple[str, str]]:
    """Commands with their descriptions."""
    return [(name, texts.label(f"command-{name}")) for name in names]


async def set_menus(bot: telegram.Bot, catalog: Catalog) -> None:
    """Everybody sees the stranger's commands in their language; who has joined is given their own."""
    try:
        for language in catalog.languages:
            texts = catalog.in_language(language)
            code = None if language == catalog.languages[0] else language
            await bot.set_my_commands(listed(STRANGER_COMMANDS, texts), language_code=code)
    except TelegramError as error:
        log.warning("menus.not_set", error=type(error).__name__)


def of_chat(chat_id: ChatId, role: Role | None, texts: Texts) -> Outgoing:
    """The chat of somebody with `role` (None: a stranger again) lists their own commands, in their language."""
    commands = tuple(listed(commands_of(role), texts))
    return Outgoing(chat_id=chat_id, method=Method.SET_COMMANDS, commands=commands, lane=Lane.DIGEST)
