"""chat/transport: how calls to the Bot API go over the wire, for python-telegram-bot.

Belongs here: connections, time-outs, what a broken one is called. Not here: what it means for a message (outcomes.py),
addresses and sizes (bot_client.py).

Straight on aiohttp, without httpx between: a call costs less than half (docs/decisions/0060). Nothing of a request or
of an answer is ever written into the log: they hold the token and what people wrote.
"""

import contextlib
import json
import re
import ssl
from http import HTTPStatus
from urllib.parse import quote_plus

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_REFUSAL = re.compile(rb'\s*\{\s*"ok"\s*:\s*false\b')
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": BaseRequest.USER_AGENT}
_PLAIN = {"User-Agent": BaseRequest.USER_AGENT}


class QuickRequest(BaseRequest):
    """PTB's way to the Bot API. One session of at most `connections` connections; opens with the first call."""

    def __init__(
        self,
        *,
        connections: int,
        read_seconds: float,
        connect_seconds: float,
        pool_seconds: float,
        keep_alive_seconds: float,
    ) -> None:
        self._connections = connections
        self._keep_alive = keep_alive_seconds
        self._read = read_seconds
        self._timeout = aiohttp.ClientTimeout(
            total=None, connect=pool_seconds, sock_connect=connect_seconds, sock_read=read_seconds
        )
        self._certificates: ssl.SSLContext | None = None
        self._session: aiohttp.ClientSession | None = None

    def trusting(self, certificates: ssl.SSLContext) -> "QuickRequest":
        """The same, with certificates that were read before: reading them takes a while."""
        self._certificates = certificates
        return self

    @property
    def read_timeout(self) -> float | None:
        """Seconds that a call waits for its answer."""
        return self._read

    async def initialize(self) -> None:
        """There is a session."""
        self._opened()

    async def shutdown(self) -> None:
        """Every connection is closed. A later call opens new ones."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """The answer as JSON, an object. Raises TelegramError on anything else."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            # `from None`: ValueError holds the whole answer.
            raise TelegramError("Invalid server response") from None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        if answer.get("ok") is True:
            answer.setdefault("result", None)  # "ok" means that it was taken, whatever else a server leaves out
        return answer

    async def do_request(  # type: ignore[override]  # PTB calls it by keywords
        self,
        url: str,
        method: str,
        *,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer. Raises TimedOut and NetworkError, each with aiohttp's own error as its cause:
        only that says whether the request may have been taken."""
        timeout = self._timeout
        if not isinstance(read_timeout, DefaultValue):
            timeout = aiohttp.ClientTimeout(
                total=None, connect=timeout.connect, sock_connect=timeout.sock_connect, sock_read=read_timeout
            )
        body, headers = _body(request_data)
        try:
            async with self._opened().request(method, url, data=body, headers=headers, timeout=timeout) as answer:
                return _as_told(answer.status, await answer.read())
        except TimeoutError as error:  # aiohttp's own time-outs are both TimeoutError and ClientError
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._connections,
                keepalive_timeout=self._keep_alive,
                ssl=self._certificates if self._certificates is not None else True,
            )
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session


def _as_told(status: int, body: bytes) -> tuple[int, bytes]:
    """Status and body; a server of somebody else may put its refusal into a 200."""
    if status == HTTPStatus.OK and _REFUSAL.match(body):
        with contextlib.suppress(ValueError):
            code = json.loads(body).get("error_code")
            return code if type(code) is int and code > HTTPStatus.OK else HTTPStatus.BAD_REQUEST, body
    return status, body


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """The parameters as a form; with files as a form of several parts."""
    if data is None:
        return None, _PLAIN
    files = data.multipart_data
    if not files:
        # The names are words of the Bot API: there is nothing in them to be escaped.
        return "&".join(f"{name}={quote_plus(value)}" for name, value in data.json_parameters.items()).encode(), _FORM
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in files.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, _PLAIN
