"""One life of the program in this process: it begins on a database, and may end like one that was killed.

Belongs here: starting, a step of work, dying. Not here: when (run.py), what is asked of it.

Dying: every task of the program is cancelled at once wherever it is, its transactions roll back, and nothing that it
held in memory is written. Only a statement that the database already has in hand comes to its end, as it would.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import Context, ContextVar, copy_context
from datetime import datetime
from typing import Any

from bot.app import App, Ground, put_together
from bot.chat.bot_client import build_bot, introduced
from bot.chat.transport import QuickRequest
from bot.config_files import migrations_dir
from bot.errors import Unavailable
from bot.house import House
from bot.stations import Foreseeing, Ticking
from bot.storage.database import Database
from bot.storage.glance import Glance
from bot.storage.sealed import KeyRing
from tests.chaos.clock import ChaosClock
from tests.chaos.telegram import PATIENT_SECONDS, ChaosTelegram

_ROUNDS = 400


class _Tasks(set["asyncio.Task[Any]"]):
    """The tasks of one life. `over`: it is dead."""

    over = False


_mine: ContextVar[_Tasks | None] = ContextVar("mine", default=None)


def note_tasks() -> None:
    """Every task from now on is known to belong to the life that made it. A timer of a dead one does nothing any more:
    what its tasks do is their end."""

    def made(loop: asyncio.AbstractEventLoop, work: Any, **more: Any) -> "asyncio.Task[Any]":
        task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **more)
        owner = _mine.get()
        if owner is not None:
            owner.add(task)
            task.add_done_callback(owner.discard)
            if owner.over and asyncio.current_task() is None:
                task.cancel()
        return task

    asyncio.get_running_loop().set_task_factory(made)


class Life:
    """The program from its start to its death."""

    def __init__(self, app: App, context: Context, tasks: _Tasks) -> None:
        self.app = app
        self._context = context
        self._tasks = tasks
        self.dead = False
        conditions = {chore.name: chore.due for chore in app.ticks.chores if chore.due is not None}
        stations = [pulse.station for pulse in app.ticks.pulses]
        conditions |= {one.name: one.due for one in stations if isinstance(one, Foreseeing)}
        self._foreseen = frozenset(conditions)
        self._glance = Glance(app.database, conditions)
        self._slow: datetime | None = None

    @classmethod
    async def begun(
        cls, url: str, *, house: House, keys: KeyRing, telegram: ChaosTelegram, clock: ChaosClock
    ) -> "Life":
        """The program runs on `url`, fetches updates, and is woken only by `work`."""
        tasks = _Tasks()
        context = copy_context()
        context.run(_mine.set, tasks)
        bot = build_bot(telegram.token, api_base_url=telegram.base_url, read_seconds=PATIENT_SECONDS)
        assert isinstance(bot.request, QuickRequest)
        telegram.attends(bot.request)
        await introduced(bot, clock)
        database = await Database.open(url, keys=keys, migrations=migrations_dir())
        life = cls(put_together(Ground(house=house, database=database), bot, clock, limit_opened=True), context, tasks)
        try:
            if not await life.does(life.app.start):
                raise Unavailable("the program could not start")
        except Unavailable:
            await life.buried()  # a process that cannot start is gone too, with all that it had begun
            raise
        return life

    async def does(self, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """The program does `work` as a part of its life. False: it died before it was done."""
        task = asyncio.get_running_loop().create_task(work(), context=self._context)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.wait({task})
        if task.cancelled():
            return False
        if (error := task.exception()) is not None:
            raise error
        return not self.dead

    async def works(self, telegram: ChaosTelegram) -> bool:
        """Everything that is due now is done. False: it died meanwhile, or did not come to an end."""
        quiet = False

        async def until_quiet() -> None:
            nonlocal quiet
            for _ in range(_ROUNDS):
                did = await self._round()
                await self.app.worker.drained()
                await self.app.outbox.drained()
                if not did and not telegram.world.updates.waiting() and not self.app.worker.busy:
                    quiet = not self.app.outbox.busy
                    if quiet:
                        return
                if not did:
                    await asyncio.sleep(0.005)

        return await self.does(until_quiet) and quiet

    async def _round(self) -> int:
        """Whoever has something to do does it, side by side, as the real ticks wake them. How much they did; the
        database being away counts as something that is still to do."""
        now = self.app.clock.now()
        try:
            due = await self._glance.at(now)
        except Unavailable:
            return 1
        stations = [pulse.station for pulse in self.app.ticks.pulses]
        awake = [one for one in stations if one.name in due or (one.name not in self._foreseen and self._slow != now)]
        chores = [chore.job for chore in self.app.ticks.chores if chore.name in due]
        self._slow = now
        work: list[Coroutine[Any, Any, int]] = [self._tick(one, now) for one in awake]
        return sum(await asyncio.gather(*work, *(_tried(job) for job in chores)))

    async def _tick(self, station: Ticking, now: datetime) -> int:
        """As ticks.wake, but a mistake of ours ends the run."""
        try:
            ticked = await station.tick(now)
        except Unavailable:
            return 1
        self.app.outbox.hand_over(ticked.rows)
        return sum(ticked.counts.values())

    def dies(self) -> None:
        """Nothing of it goes on."""
        self.dead = self._tasks.over = True
        for task in tuple(self._tasks):
            task.cancel()

    async def buried(self) -> None:
        """It is dead, and its connections are gone as those of a killed process."""
        self.dies()
        while self._tasks:
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.wait(set(self._tasks), timeout=1)
        with contextlib.suppress(Unavailable):
            await self.app.database.close()
        await self.app.bot.shutdown()


async def _tried(job: Callable[[], Awaitable[int]]) -> int:
    try:
        return await job()
    except Unavailable:
        return 1
