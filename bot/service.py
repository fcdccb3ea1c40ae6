"""service: one process of `taperline run`, from the first problem to the last signal.

Belongs here: which role does what, becoming the worker and ceasing to be it, signals. Not here: what a worker consists
of (app.py), routes (web/), what is looked at for health (standing.py), commands (cli.py).

`all`     is the worker, and serves the webhook if one is set. On PostgreSQL it waits for the lock before it works.
`web`     serves the webhook: commits to the inbox, tells the worker, answers 200. PostgreSQL only.
`worker`  waits for the lock, then handles, decides and sends. PostgreSQL only.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Sequence
from enum import StrEnum

import telegram
from starlette.routing import BaseRoute
from telegram.error import TelegramError

from bot import heap, logs
from bot.app import App, Ground, bot_of, grounded, put_together
from bot.chat.menus import set_menus
from bot.chat.pace import back_off
from bot.chat.poll import ALLOWED_UPDATES
from bot.clock import Clock
from bot.errors import Problem, Unavailable
from bot.escalation.outage import EVERY_SECONDS, Listening
from bot.settings import Settings
from bot.standing import Standing
from bot.storage import engines, inbox, notified
from bot.storage.database import Dialect
from bot.storage.inbox import RawUpdate
from bot.storage.worker_lock import WorkerLock

log = logs.get(__name__)

ASK_SECONDS = 1.0
"""How often the lock is asked for, and whether it is still held. With worker_lock.SILENT_SECONDS and one start of an
App this stays below the ten seconds a takeover may take."""
EARLIER_FIRST_SECONDS = 0.2
"""How long an update waits for what other processes put into the inbox before it. Somebody may be in danger."""
WEBHOOK_CONNECTIONS = 40
"""How many updates Telegram may bring at once. Source: core.telegram.org/bots/api, setWebhook (its default)."""


class Role(StrEnum):
    """Which part of the program this process is."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"


async def serve(settings: Settings, role: Role, *, wrong: tuple[Problem, ...] = ()) -> None:
    """Runs until SIGTERM or SIGINT; then what is in hand is finished, within 8 seconds. Raises Unavailable, and
    BadSettings with `wrong` and everything else that is."""
    wrong = (*wrong, *_wrong_role(settings, role))
    main = asyncio.current_task()
    assert main is not None
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, main.cancel)
    try:
        async with grounded(settings, wrong=wrong) as ground:
            heap.all_is_read()
            await _Process(ground, settings, role).run()
    except asyncio.CancelledError:
        main.uncancel()
        log.info("run.stopped")


def _wrong_role(settings: Settings, role: Role) -> tuple[Problem, ...]:
    if role is not Role.ALL and engines.sqlite_path(settings.url) is not None:
        fix = "Run it without --role, or set TAPERLINE_DATABASE_URL to a PostgreSQL database."
        return (Problem(where="--role", message="SQLite serves one process only.", fix=fix),)
    if role is Role.WEB and settings.webhook_url is None:
        fix = "Set TAPERLINE_WEBHOOK_URL to the address under which Telegram reaches this process."
        return (Problem(where="--role", message="Without a webhook there is nothing to serve.", fix=fix),)
    return ()


class _Process:
    def __init__(self, ground: Ground, settings: Settings, role: Role) -> None:
        self._ground = ground
        self._settings = settings
        self._role = role
        self._clock = Clock()
        self._shared = ground.database.dialect is Dialect.POSTGRESQL
        self._polls = settings.webhook_url is None
        self._serves_webhook = role is not Role.WORKER and not self._polls
        self._app: App | None = None
        self._told = asyncio.Event()
        self._standing = Standing(ground.database, self._clock, works=role is not Role.WEB, polls=self._polls)

    async def run(self) -> None:
        """Never returns; ends when cancelled."""
        async with contextlib.AsyncExitStack() as held:
            for place, routes, setting in self._served():
                await held.enter_async_context(_listening(place, routes, setting))
            bot = await held.enter_async_context(bot_of(self._settings, self._clock))
            async with _side_by_side() as tasks:
                if self._serves_webhook:
                    tasks.append(asyncio.create_task(self._announce(bot)))
                    tasks.append(asyncio.create_task(self._note_listening()))
                if self._role is Role.WEB:
                    log.info("web.ready", bot=bot.id)
                    await asyncio.Event().wait()
                tasks.append(asyncio.create_task(set_menus(bot, self._ground.house.texts)))
                tasks.append(asyncio.create_task(self._hear()))
                await self._work(bot)

    async def _work(self, bot: telegram.Bot) -> None:
        """The worker, whenever it is this process' turn."""
        while True:
            lock = await self._lock() if self._shared else None
            app = put_together(self._ground, bot, self._clock)
            try:
                await app.start(polling=self._polls)
                self._app = self._standing.app = app
                app.ticks.start()
                async with _side_by_side() as tasks:
                    if self._settings.heartbeat_url is not None:
                        tasks.append(asyncio.create_task(self._beat(self._settings.heartbeat_url)))
                    await self._lost(lock)
                app.claim_no_more()
                log.critical("worker.lost", fix="The database took the lock back. This process waits for it again.")
            except Unavailable as error:
                # Only at the start of the App: what runs deals with an absent database by itself.
                if lock is None:
                    raise
                log.warning("worker.not_started", error=str(error))
                await self._clock.pause(ASK_SECONDS)
            finally:
                self._app = self._standing.app = None
                await app.stop()
                if lock is not None:
                    await lock.release()

    async def _lock(self) -> WorkerLock:
        """Waits until this process is the worker."""
        waiting = False
        while True:
            try:
                lock = await WorkerLock.take(self._settings.url)
                if lock is not None:
                    await lock.listen(self._told.set)
                    log.info("worker.leading")
                    return lock
                if not waiting:
                    log.info("worker.waiting")
                waiting = True
            except Unavailable as error:
                log.warning("worker.no_database", error=str(error))
            await self._clock.pause(ASK_SECONDS)

    async def _lost(self, lock: WorkerLock | None) -> None:
        """Returns when the lock is not held any more; on SQLite never."""
        if lock is None:
            await asyncio.Event().wait()
        while lock is not None and await lock.is_held():
            await self._clock.pause(ASK_SECONDS)

    async def _hear(self) -> None:
        """Updates that other processes put into the inbox are taken up as soon as they say so."""
        while True:
            await self._told.wait()
            self._told.clear()
            if self._app is not None:
                with contextlib.suppress(Unavailable):
                    await self._app.worker.recover()

    async def _commit(self, batch: Sequence[RawUpdate]) -> bool:
        """What the webhook brought is on disk; if this process is the worker, whoever is in danger is guided even if
        that fails."""
        app = self._app
        if app is not None:
            if self._shared:
                await self._take_earlier(app)
            return await app.worker.take(batch)
        try:
            async with self._ground.database.transaction() as tx:
                await inbox.receive(tx, batch, self._clock.now())
                await notified.tell(tx)
        except Unavailable:
            log.warning("inbox.unavailable", updates=len(batch))
            return False
        return True

    async def _take_earlier(self, app: App) -> None:
        """An earlier update of the same chat may have come through another process: it is first in its queue."""
        with contextlib.suppress(Unavailable, TimeoutError):
            async with asyncio.timeout(EARLIER_FIRST_SECONDS):
                await app.worker.recover()

    async def _announce(self, bot: telegram.Bot) -> None:
        """Telegram brings updates to our address. What waits there is kept: nothing people wrote is ever dropped."""
        tries = 0
        while True:
            try:
                await bot.set_webhook(
                    self._settings.webhook_url or "",
                    secret_token=self._settings.webhook_secret,
                    allowed_updates=list(ALLOWED_UPDATES),
                    max_connections=WEBHOOK_CONNECTIONS,
                )
                log.info("webhook.set")
                return
            except TelegramError as error:
                tries += 1
                log.warning("webhook.not_set", error=type(error).__name__)
                await self._clock.pause(back_off(tries).total_seconds())

    async def _note_listening(self) -> None:
        """While the webhook is served it is noted that Telegram is heard."""
        listening = Listening(self._clock)
        while True:
            with contextlib.suppress(Unavailable):
                await listening.heard(self._ground.database)
            await self._clock.pause(EVERY_SECONDS)

    async def _beat(self, url: str) -> None:
        from bot.web.heartbeat import Heartbeat

        await Heartbeat(url, self._clock, self._standing.all_well).run()

    def _served(self) -> list[tuple[tuple[str, int], list[BaseRoute], str]]:
        """What is served where: health beside the webhook, unless it has a place of its own."""
        place = self._settings.health_place
        served: list[tuple[tuple[str, int], list[BaseRoute], str]] = []
        if place is not None:
            served.append((place, self._standing.routes(), "TAPERLINE_HEALTH_LISTEN"))
        if self._serves_webhook:
            from bot.web import webhook

            routes: list[BaseRoute] = [] if place is not None else self._standing.routes()
            routes.append(webhook.route(webhook.Intake(self._commit), self._settings.webhook_secret or ""))
            served.append((self._settings.webhook_place, routes, "TAPERLINE_WEBHOOK_LISTEN"))
        return served


def _listening(
    place: tuple[str, int], routes: Sequence[BaseRoute], setting: str
) -> contextlib.AbstractAsyncContextManager[None]:
    from bot.web.served import listening

    return listening(place, routes, setting=setting)


@contextlib.asynccontextmanager
async def _side_by_side() -> AsyncIterator[list[asyncio.Task[None]]]:
    """Tasks that end with the block."""
    tasks: list[asyncio.Task[None]] = []
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
