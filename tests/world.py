"""The whole program against our local Bot API over HTTP, with a clock that stands still until a test moves it.

Belongs here: building and moving that world. Not here: promises (they are in the tests).
"""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app import App, built
from bot.clock import MovableClock
from bot.demo.botapi.phone_view import PhoneMessage
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.server import LocalBotApi
from bot.demo.walk import Walk
from bot.house import House
from bot.settings import Settings
from bot.storage.database import Database
from tests.conftest import KEY_TEXT


@dataclass(slots=True, kw_only=True, repr=False)  # a repr of everything takes seconds
class ProgramWorld:
    """A running program, its Telegram, and time."""

    api: LocalBotApi
    app: App
    clock: MovableClock
    walk: Walk

    @property
    def database(self) -> Database:
        return self.app.database

    def phone(self, user_id: int, name: str = "Ana", language: str = "en") -> Phone:
        return self.api.phone(user_id, first_name=name, language_code=language)

    async def settled(self) -> None:
        """Everything was handled and said."""
        await self.walk.settled()

    async def run_until(self, instant: datetime) -> None:
        """Time passes until `instant`; everything happens at its own time."""
        await self.walk.to(instant)

    async def run_for(self, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """So much time passes."""
        await self.walk.to(self.clock.now() + timedelta(minutes=minutes, hours=hours, days=days))

    async def says(self, phone: Phone, text: str) -> PhoneMessage:
        """Somebody types `text`; returns the newest message on their phone after it was handled."""
        phone.text(text)
        await self.settled()
        return phone.last()

    async def taps(self, phone: Phone, label: str) -> PhoneMessage:
        """Somebody taps the newest button with `label`; returns the message under which it stood."""
        for message in reversed(phone.messages()):
            if label in message.labels:
                phone.tap(message.id, label)
                await self.settled()
                return phone.message(message.id)
        raise AssertionError(f"no button {label!r} on this phone")


@contextlib.asynccontextmanager
async def program(
    database_url: str, clock: MovableClock, *, api: LocalBotApi | None = None, read: House | None = None
) -> AsyncIterator[ProgramWorld]:
    """The program runs on `database_url` until the block ends; with `read` instead of the shipped files."""
    async with contextlib.AsyncExitStack() as held:
        if api is None:
            api = await held.enter_async_context(LocalBotApi(clock=clock))
        settings = Settings(
            bot_token=api.token, api_base_url=api.base_url, database_url=database_url, encryption_key=KEY_TEXT
        )
        app = await held.enter_async_context(built(settings, clock, known=read, limit_opened=True))
        await app.start()
        try:
            yield ProgramWorld(api=api, app=app, clock=clock, walk=Walk(app, api.world, clock))
        finally:
            await app.stop()
