"""standing: how this process stands: alive, ready, all well.

Belongs here: what is looked at. Not here: how it is told (web/health.py, web/metrics.py, web/heartbeat.py), what the
auditor looks for (escalation/watched.py).
"""

import asyncio

from starlette.routing import BaseRoute

from bot import config_files
from bot.app import App
from bot.clock import Clock
from bot.errors import Unavailable
from bot.storage import migrated
from bot.storage.database import Database
from bot.web.health import Check, routes

TICKS_DEAD_AFTER_SECONDS = 60.0
"""They look twice a second. A minute without a look: they stand still."""
ANSWER_SECONDS = 5.0
"""How long the database may take to answer."""


class Standing:
    """`app`: set while this process is the worker. `works`: it is the worker or waits to be."""

    def __init__(self, database: Database, clock: Clock, *, works: bool, polls: bool) -> None:
        self._database = database
        self._clock = clock
        self._works = works
        self._polls = polls
        self._head = migrated.head_of(config_files.migrations_dir())
        self.app: App | None = None

    def routes(self) -> list[BaseRoute]:
        """/health, /ready and /metrics."""
        from bot.web.metrics import Metrics

        return [*routes(self.alive, self.ready), Metrics(self._database, self._clock).route()]

    async def alive(self) -> tuple[Check, ...]:
        """Whether this process does its part, as far as a new start could mend it."""
        checks = [Check(name="loop", good=True)]
        if self.app is not None:
            silent = self._clock.steady() - self.app.ticks.looked_at
            checks.append(Check(name="ticks", good=silent < TICKS_DEAD_AFTER_SECONDS))
            if self._polls:
                checks.append(Check(name="poll", good=not self.app.poll.is_deaf))
        return tuple(checks)

    async def ready(self) -> tuple[Check, ...]:
        """Whether it can do its part now."""
        revision, answers = None, False
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._database.reading() as tx:
                revision, answers = await migrated.revision(tx), True
        except (Unavailable, TimeoutError):
            answers = False
        part = "web" if not self._works else "standby" if self.app is None else "leading"
        return (
            Check(name="database", good=answers),
            Check(name="migrations", good=revision == self._head),
            Check(name="worker", good=True, told=part),
        )

    async def all_well(self) -> bool:
        """Whether this process is the worker, is alive and ready, and the auditor found nothing."""
        if self.app is None or not self.app.all_well:
            return False
        return all(check.good for check in (*await self.alive(), *await self.ready()))
