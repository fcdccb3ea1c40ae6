"""chat/attachments: fetching a file that somebody sent. The one call to Telegram that handling needs, and it is made
before the transaction. Not here: what is in the file (plans/readers)."""

from dataclasses import replace

import telegram
from telegram.constants import FileSizeLimit
from telegram.error import TelegramError

from bot import logs
from bot.chat.heard import Document

log = logs.get(__name__)

LARGEST_BYTES = 5 * 1024 * 1024
"""Larger plan files are refused unread. A plan of years is below 1 MB; Telegram itself allows 20 MB."""


class Attachments:
    """Fetches documents."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot

    async def fetched(self, document: Document) -> Document:
        """`document` with its content; without, where it is too large or Telegram does not give it now."""
        largest = min(LARGEST_BYTES, int(FileSizeLimit.FILESIZE_DOWNLOAD))
        if document.size is not None and document.size > largest:
            return document
        try:
            file = await self._bot.get_file(document.file_id)
            content = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            log.warning("document.not_fetched", error=type(error).__name__)
            return document
        return replace(document, content=content) if len(content) <= largest else document
