"""chat/menus: the commands that Telegram lists under "/", in each language. Told once at start; no text of ours
depends on it, so a failure is said in the log and nothing more."""

import telegram
from telegram.error import TelegramError

from bot import logs
from bot.chat.keyboards import PATIENT_COMMANDS, STAFF_COMMANDS, STRANGER_COMMANDS
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


def of_role(*, staff: bool, texts: Texts) -> list[tuple[str, str]]:
    """The commands of a person who has joined."""
    return listed(STAFF_COMMANDS if staff else PATIENT_COMMANDS, texts)
