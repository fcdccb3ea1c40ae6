"""chat/attachments: fetching a file that somebody sent. The one call to Telegram that handling needs, and it is made
before the transaction. Not here: what is in the file (plans/readers)."""

from dataclasses import replace
from pathlib import PurePath

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
            content = await self._content(document.file_id)
        except TelegramError as error:
            log.warning("document.not_fetched", error=type(error).__name__)
            return document
        return replace(document, content=content) if len(content) <= largest else document

    async def _content(self, file_id: str) -> bytes:
        # Not PTB's get_file: it fails where another Bot API server tells the path and nothing else.
        answer = await self._bot.do_api_request("getFile", api_kwargs={"file_id": file_id})
        path = str(answer.get("file_path") or "") if isinstance(answer, dict) else ""
        if not path:
            raise TelegramError("Invalid server response")
        if not PurePath(path).is_absolute():  # a Bot API server in local mode gives the place on this machine's disk
            path = f"{self._bot.base_file_url}/{path}"
        file = telegram.File(file_id=file_id, file_unique_id=file_id, file_path=path)
        file.set_bot(self._bot)
        return bytes(await file.download_as_bytearray())
