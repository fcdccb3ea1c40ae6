"""webhook: carries updates to the bot's own address.

Belongs here: one chat's updates in order, one at a time; other chats beside it; trying again ever later.
Not here: setWebhook's rules (methods_updates.py), the queue (updates.py).
"""

import asyncio

import aiohttp

from bot.clock import Clock
from bot.demo.botapi.updates import Update, UpdateQueue

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds between two tries: doubled each time. Source: the public sources of the Bot API server."""

PATIENCE = 60.0
"""Seconds a try may take."""


class Webhook:
    """The carrier. `first_pause` can be made short for tests."""

    def __init__(self, queue: UpdateQueue, *, clock: Clock, first_pause: float = FIRST_PAUSE) -> None:
        self.url = ""
        self.secret = ""
        self.most_at_once = 40
        self.last_error = ""
        self.closing = False
        self.first_pause = first_pause
        self._queue = queue
        self._clock = clock
        self._carriers: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._room = asyncio.Semaphore(self.most_at_once)
        queue.when_arisen = self._look

    def set(self, url: str, *, secret: str, most_at_once: int) -> None:
        """Updates go to `url` from now on; "" means to nobody."""
        self.url, self.secret, self.last_error = url, secret, ""
        self.most_at_once = min(max(most_at_once, 1), 100)
        self._room = asyncio.Semaphore(self.most_at_once)
        self._look_at_all()

    def _look_at_all(self) -> None:
        for chat_id in {update.chat_id for update in self._queue.waiting(10**9)}:
            self._look(chat_id)

    def _look(self, chat_id: int) -> None:
        if not self.url or self.closing:
            return
        carrier = self._carriers.get(chat_id)
        if carrier is None or carrier.done():
            self._carriers[chat_id] = asyncio.get_running_loop().create_task(self._carry(chat_id))

    def _next(self, chat_id: int) -> Update | None:
        return next((one for one in self._queue.waiting(10**9) if one.chat_id == chat_id), None)

    async def _carry(self, chat_id: int) -> None:
        pause = self.first_pause
        while self.url and not self.closing and (update := self._next(chat_id)):
            async with self._room:
                taken = await self._try(update)
            if taken:
                self._queue.delivered(update.id)
                pause = self.first_pause
            else:
                await self._clock.pause(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _try(self, update: Update) -> bool:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE))
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with self._session.post(self.url, json=update.json(), headers=headers) as answer:
                if answer.status // 100 == 2:
                    return True
                self.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError):
            self.last_error = "Connection refused"
        return False

    def open(self) -> None:
        """Carries again, from where it stopped."""
        self.closing = False
        self._session = None
        self._look_at_all()

    async def close(self) -> None:
        """Nothing is carried any more."""
        self.closing = True
        for carrier in self._carriers.values():
            carrier.cancel()
        await asyncio.gather(*self._carriers.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()
