"""web/webhook: Telegram brings updates to us. Each is answered with 200 only when it is on disk.

Belongs here: the route, its secret, gathering what comes side by side into one commit. Not here: the commit itself
(service.py hands it in), handling (chat/worker.py), telling Telegram our address (service.py).

500 means: not on disk, bring it again. Telegram does, ever more slowly, and keeps an update for 24 hours. It brings
the next update of a chat only after the one before was taken, so a chat's updates arrive in their order.
Source: core.telegram.org/bots/api, setWebhook.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import logs
from bot.storage.arriving import raw_update
from bot.storage.inbox import RawUpdate

log = logs.get(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST = 1024 * 1024
"""Bytes. An update holds one message of 4096 characters and what it answers; nothing of Telegram's is near this."""
AT_ONCE = 100

Commit = Callable[[Sequence[RawUpdate]], Awaitable[bool]]
"""True when all of them are on disk."""


class Intake:
    """Updates that come while a commit is under way share the next one."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self._waiting: list[tuple[RawUpdate, asyncio.Future[bool]]] = []
        self._working: asyncio.Task[None] | None = None

    async def take(self, update: RawUpdate) -> bool:
        """Whether `update` is on disk now."""
        taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, taken))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._commit_all())
        return await taken

    async def _commit_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            try:
                safe = await self._commit([update for update, _ in batch])
            except Exception as error:  # whatever it is, they are not safe: Telegram brings them again
                log.error("webhook.failed", error=type(error).__name__, exc_info=error)
                safe = False
            for _, taken in batch:
                if not taken.done():
                    taken.set_result(safe)


def route(intake: Intake, secret: str) -> Route:
    """Takes updates at any path: a proxy in front may cut some of it off, and the secret decides."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER)
        if given is None or not hmac.compare_digest(given.encode(), secret.encode()):
            log.warning("webhook.refused")
            return PlainTextResponse("", status_code=401 if given is None else 403)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("", status_code=413)
        update = _read(body)
        if update is None:
            # Whoever knows the secret and sends this is not in a state to send anything better the second time.
            log.error("webhook.no_update")
            return PlainTextResponse("")
        return PlainTextResponse("", status_code=200 if await intake.take(update) else 500)

    return Route("/{path:path}", receive, methods=["POST"])


async def _body(request: Request) -> bytes | None:
    """All of it; None where it is too long for an update."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            return None
    return body


def _read(body: bytes) -> RawUpdate | None:
    try:
        return raw_update(json.loads(body))
    except ValueError:
        return None
