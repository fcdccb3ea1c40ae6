"""chat/bot_client: the one python-telegram-bot client, over the quick transport, to whichever Bot API server.

Belongs here: transport, time-outs, addresses, keeping answers out of the log. Not here: calls (sender.py, poll.py).
"""

import logging
import ssl
import warnings
from typing import Any

import httpx
from telegram import Bot, User
from telegram.error import InvalidToken, TelegramError
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

from bot import logs
from bot.chat.pace import back_off
from bot.chat.transport import QuickRequest
from bot.clock import Clock

log = logs.get(__name__)

TELEGRAM = "https://api.telegram.org"
POLL_SECONDS = 25
"""How long getUpdates is held (Telegram allows 50). Shorter, so that a dead connection is noticed sooner."""
POLL_READ_SECONDS = POLL_SECONDS + 10.0
READ_SECONDS = 15.0
"""Longer than any answer that is worth waiting for: each time-out is an unknown outcome and may cost a second copy."""
CONNECT_SECONDS = 10.0
POOL_SECONDS = 12.0
"""With this transport the wait for a free connection *and* the connecting: so more than CONNECT_SECONDS."""
CONNECTIONS = 64
KEEP_ALIVE_SECONDS = 4.0
"""Less than servers keep an idle connection (uvicorn: 5 s). Whoever sends just as the server hangs up learns nothing
about the message; so we are the ones who hang up."""
_TOO_TALKATIVE = ("httpx", "httpcore", "telegram")
"""They log addresses with the token in them, and what people wrote."""


class TolerantBot(Bot):
    """PTB's client, also for Bot API servers of others that leave out of getMe what every bot is anyway."""

    async def get_me(self, **options: Any) -> User:
        """Who this bot is. Raises TelegramError."""
        answer = await self.do_api_request("getMe")
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        known = {"id": self.token.partition(":")[0], "is_bot": True, "first_name": "", "username": ""} | answer
        self._bot_user = User(
            id=int(str(known["id"])),
            first_name=str(known["first_name"]),
            is_bot=bool(known["is_bot"]),
            username=str(known["username"]),
        )
        return self._bot_user


def build_bot(token: str, *, api_base_url: str | None = None, read_seconds: float = READ_SECONDS) -> Bot:
    """A client for the Bot API at `api_base_url` (e.g. http://127.0.0.1:8081), or Telegram's. Makes no connection
    yet. `read_seconds`: how
    long a call waits for its answer (getUpdates: POLL_READ_SECONDS)."""
    for name in _TOO_TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # We want the raw updates: PTB's own method fails on the whole batch if it cannot read one of them.
    warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)
    # About a type of theirs that we read in its new form already (outcomes.asked_wait).
    warnings.filterwarnings("ignore", message=".*attribute `retry_after`", category=PTBDeprecationWarning)
    base = (api_base_url or TELEGRAM).rstrip("/")
    # Reading the certificates takes a while, and a server of one's own beside the bot has none.
    certificates = httpx.create_ssl_context() if base.startswith("https") else None
    return TolerantBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=_request(CONNECTIONS, read_seconds, certificates),
        get_updates_request=_request(2, POLL_READ_SECONDS, certificates),
    )


async def introduced(bot: Bot, clock: Clock) -> None:
    """Telegram has told `bot` who it is (`bot.username`). Tries for ever: a bot that is started before the network is
    up, or while Telegram is away, must come to life by itself."""
    tries = 0
    while True:
        try:
            await bot.initialize()
            return
        except TelegramError as error:
            tries += 1
            pause = back_off(tries).total_seconds()
            wrong = isinstance(error, InvalidToken)
            report = log.critical if wrong else log.warning
            report("telegram.not_introduced", error=type(error).__name__, token_refused=wrong, again_in_s=pause)
            await clock.pause(pause)


def _request(connections: int, read_seconds: float, certificates: ssl.SSLContext | None) -> QuickRequest:
    request = QuickRequest(
        connections=connections,
        read_seconds=read_seconds,
        connect_seconds=CONNECT_SECONDS,
        pool_seconds=POOL_SECONDS,
        keep_alive_seconds=KEEP_ALIVE_SECONDS,
    )
    return request.trusting(certificates) if certificates is not None else request
