"""demo/stage: one scenario at a time, played by the real program on a database of its own.

Belongs here: starting and ending scenarios, moving the clock, what was decided. Not here: the scenarios (scenes.py),
HTTP (demo_routes.py), the server (composed.py).
"""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import config_files, logs
from bot.app import App, built
from bot.caseload.permissions import Role
from bot.chat.keyboards import commands_of
from bot.chat.menus import listed
from bot.clock import MovableClock
from bot.demo.botapi.server import LocalBotApi
from bot.demo.decisions import Decision, decision
from bot.demo.scenes import SCENES, Cast, Scene
from bot.demo.walk import Walk
from bot.house import House
from bot.ids import ChatId
from bot.settings import Settings
from bot.stations import Upcoming
from bot.storage.sealed import new_key_text

FIRST_USER = 1000


class Stage:
    """One scenario at a time, played by the real program on a database of its own."""

    def __init__(self, api: LocalBotApi, clock: MovableClock, folder: Path) -> None:
        self.api, self.clock = api, clock
        self.folder = folder
        self.scene: Scene = SCENES[0]
        self.cast = Cast(ana=ChatId(0), dana=ChatId(0), ben=ChatId(0))
        self.payload: str | None = None
        self.decisions: list[Decision] = []
        self.opening = False
        self.busy = False
        self.changed = asyncio.Condition()
        self._runs = 0
        self._held: contextlib.AsyncExitStack | None = None
        self._walk: Walk | None = None
        self._app: App | None = None
        self._house: House | None = None
        self._change = asyncio.Lock()

    async def play(self, scene_id: str) -> None:
        """The scenario begins, with empty phones and a fresh database."""
        async with self._change:
            self.busy = True
            try:
                await self._end()
                await self._begin(next(scene for scene in SCENES if scene.id == scene_id))
            finally:
                self.busy = False
            await self.tell()

    async def move(self, by: timedelta | None) -> None:
        """The clock moves by that much, or to just after the next event; everything on the way happens."""
        async with self._change:
            assert self._walk is not None
            assert self._app is not None
            self.busy = True
            self._app.ticks.stop()
            try:
                if by is None:
                    await self._walk.next()
                else:
                    await self._walk.to(self.clock.now() + by)
            finally:
                self._app.ticks.start()
                self.busy = False
            await self.tell()

    async def upcoming(self) -> tuple[Upcoming, ...]:
        """What will happen by itself."""
        return await self._walk.upcoming() if self._walk is not None and not self.busy else ()

    def words(self, key: str) -> str:
        """A sentence of the program in English, for the page."""
        if self._house is None:
            return key
        texts = self._house.texts.in_language("en")
        return texts.label(key) if texts.has(key) else key.removeprefix("upcoming-").replace("-", " ")

    def commands(self, *, staff: bool) -> list[dict[str, str]]:
        """What Telegram would list under "/"."""
        if self._house is None:
            return []
        shown = commands_of(Role.CASE_MANAGER if staff else Role.PATIENT)
        told = listed(shown, self._house.texts.in_language("en"))
        return [{"command": name, "description": said} for name, said in told]

    async def tell(self) -> None:
        """Whoever watches looks again."""
        async with self.changed:
            self.changed.notify_all()

    async def stop(self) -> None:
        """Nothing runs any more."""
        async with self._change:
            await self._end()

    async def _begin(self, scene: Scene) -> None:
        self._runs += 1
        self.scene, self.decisions, self.opening = scene, [], True
        self.clock.move_to(scene.begins)
        base = FIRST_USER * self._runs
        self.cast = Cast(ana=ChatId(base + 1), dana=ChatId(base + 2), ben=ChatId(base + 3))
        for chat, name in ((self.cast.ana, "Ana"), (self.cast.dana, "Dana"), (self.cast.ben, "Ben")):
            self.api.phone(chat, first_name=name).user.started = not (chat == self.cast.ana and scene.id == "first")
        self._held = contextlib.AsyncExitStack()
        settings = Settings(
            bot_token=self.api.token,
            api_base_url=self.api.base_url,
            data_dir=self.folder / f"run-{self._runs}",
            config_dir=config_files.config_dir() / "examples" / "demo",
            encryption_key=new_key_text(),
        )
        app = built(settings, self.clock, limit_opened=True, known=self._house)
        self._app = await self._held.enter_async_context(app)
        self._house = self._app.house  # the same for every scenario; reading it takes seconds
        self._held.callback(logs.listen(self._listen))
        async with self._app.database.transaction() as tx:
            self.payload = await scene.prepare(tx, self._app, self.cast, self.clock.now())
        self.decisions.clear()
        await self._app.start()
        self._held.push_async_callback(self._app.stop)
        self._walk = Walk(self._app, self.api.world, self.clock)
        await self._walk.settled()
        self.opening = False
        self._app.ticks.start()

    async def _end(self) -> None:
        if self._held is not None:
            await self._held.aclose()
            self._held = self._walk = self._app = None

    def _listen(self, event: Mapping[str, Any]) -> None:
        made = decision(event, self.clock.now())
        past = self.opening and event.get("event") == "reminder.dropped"  # of days that were not played
        if made is not None and not past:
            self.decisions.append(made)
            asyncio.get_running_loop().create_task(self.tell())
