"""web/heartbeat: a service outside hears from us every minute, as long as all is well. When it hears nothing, it calls
somebody: nobody inside can be trusted to say that they are dead.

Belongs here: the call. Not here: what "well" means (the auditor's findings, the checks of health).
"""

from collections.abc import Awaitable, Callable

import httpx

from bot import logs
from bot.clock import Clock

log = logs.get(__name__)

EVERY_SECONDS = 60.0
PATIENCE_SECONDS = 10.0

Well = Callable[[], Awaitable[bool]]


class Heartbeat:
    """`run` is one task for the life of the worker."""

    def __init__(self, url: str, clock: Clock, well: Well, *, every: float = EVERY_SECONDS) -> None:
        self._url, self._clock, self._well, self._every = url, clock, well, every

    async def run(self) -> None:
        """Never returns; ends when cancelled."""
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
            while True:
                await self._beat(client)
                await self._clock.pause(self._every)

    async def _beat(self, client: httpx.AsyncClient) -> None:
        try:
            if not await self._well():
                log.warning("heartbeat.held_back")
                return
            answer = await client.get(self._url)
            if answer.is_error:
                log.warning("heartbeat.refused", status=answer.status_code)
        except Exception as error:  # noqa: BLE001  the beat must go on whatever went wrong with this one
            log.warning("heartbeat.failed", error=type(error).__name__)
