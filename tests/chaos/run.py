"""A run: days of chaos in a seed's order, step by step, and calm at the end so that all that is still open can close.

Belongs here: time, deaths, troubles of the database, what the program's day is made of. Not here: what people do
(people.py), what should have come of it (judge.py).

A step is an instant. In a good step the program lived, the database answered, and everything due was done; only in
such a step must a reminder go out.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select

from bot.errors import Unavailable
from bot.house import House
from bot.storage.database import Database
from bot.storage.sealed import KeyRing
from bot.storage.tables import inbox, outgoing, reminders
from tests.chaos.clock import ChaosClock
from tests.chaos.lives import Life
from tests.chaos.orders import instant
from tests.chaos.telegram import Call, ChaosTelegram
from tests.chaos.town import TIMES, ZONES, Clinic, Town
from tests.chaos.troubles import Postgresql, Sqlite, Trouble

A_STEP = timedelta(seconds=1)
TRIES = 200
AFTER_DUE = (timedelta(seconds=1), timedelta(seconds=14), timedelta(minutes=5))
CLOSINGS = (timedelta(minutes=25, seconds=2), timedelta(minutes=90, seconds=2))
CALM = (
    *(timedelta(seconds=s) for s in (1, 6, 31, 125, 245)),
    *(timedelta(minutes=m) for m in (13, 26, 40, 55, 75, 95, 115, 135, 155, 175)),
)
"""After these pauses all that is open closes: the last windows, repeats, and alerts, which take 145 minutes until they
are exhausted. Source: config/escalation.yaml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How bad it is: a share of requests, chances per step, a chance per person and day."""

    weather: float = 0.15
    deaths: float = 0.08
    outages: float = 0.02
    database: float = 0.05
    jumps: float = 0.03
    skipped: float = 0.25
    replaced: float = 0.15
    blocked: float = 0.05
    deleted: float = 0.01
    moved: float = 0.01
    answered: float = 0.5
    strangers: float = 0.5
    emergencies: float = 0.08
    twice: float = 0.3
    mixed: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One instant of the run. `ahead`: how much the clock was wrong. `deaths`: how many there had been at its end."""

    number: int
    at: datetime
    good: bool
    ahead: timedelta
    deaths: int


@dataclass(slots=True, kw_only=True)
class Death:
    """What the program had in hand when it died: nothing is known of it."""

    call: int
    reminders: frozenset[int]
    outgoing: frozenset[int]
    unhandled: frozenset[int]


@dataclass(slots=True, kw_only=True)
class Scene:
    """Everything a run needs. `url` names the database; `watching` looks at it from outside."""

    url: str
    house: House
    keys: KeyRing
    watching: Database
    telegram: ChaosTelegram
    clock: ChaosClock
    troubles: Sqlite | Postgresql
    town: Town
    clinic: Clinic
    chance: random.Random
    mix: Mix
    first: date
    days: int


@dataclass(slots=True, kw_only=True)
class Story:
    """What happened, as far as the judge may know."""

    calm_from: datetime
    steps: list[Step] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)
    begun: dict[int, int] = field(default_factory=dict)
    """How many had died before → the step in which the next one began."""
    held: dict[int, datetime] = field(default_factory=dict)
    """Reminder → until when it was claimed at the end of a step in which it stayed claimed."""
    troubled: list[int] = field(default_factory=list)
    """Steps in which the database was away."""
    went_wrong: Counter[str] = field(default_factory=Counter)
    """How often each kind of trouble of the run's own came."""


class Run:
    """One run. `act` is called at the beginning of each step, and makes people do what they do."""

    def __init__(self, scene: Scene, act: Callable[[int, bool], "list[asyncio.Task[None]]"]) -> None:
        self.scene = scene
        self.story = Story(calm_from=scene.clock.now())
        self._act = act
        self._life: Life | None = None
        self._down = 0
        self._ahead = timedelta()
        self._countdown: tuple[int, bool] | None = None
        self._died = asyncio.Event()
        scene.telegram.on_call = self._seen

    async def play(self) -> Story:
        """The days pass, then all is calm; the story."""
        for stop in self._stops():
            await self._step(stop, calm=False)
            if self.scene.chance.random() < self.scene.mix.jumps:
                await self._jump()
        self.scene.telegram.weather.share = 0.0
        end = self.story.calm_from = self.scene.clock.now()
        for after in CALM:
            await self._step(end + after, calm=True)
        await self._bury()
        return self.story

    def _stops(self) -> list[datetime]:
        scene = self.scene
        due = {
            instant(scene.first + timedelta(days=day), at, ZoneInfo(zone))
            for day in range(scene.days)
            for zone in ZONES
            for pattern in TIMES
            for at in pattern
        }
        stops = {at + after for at in due for after in (*AFTER_DUE, *CLOSINGS)}
        begins = scene.clock.now()
        kept = (at for at in stops if at > begins and scene.chance.random() >= scene.mix.skipped)
        return sorted(kept)

    async def _jump(self) -> None:
        """Somebody sets the clock wrong, and right again a little later."""
        scene = self.scene
        by = scene.chance.choice((-6, -1, 1, 6)) * timedelta(minutes=scene.chance.choice((10, 60)))
        self.story.went_wrong["clock ahead" if by > timedelta() else "clock behind"] += 1
        scene.clock.jumps(by)
        self._ahead = by
        for _ in range(scene.chance.randint(1, 2)):
            await self._step(scene.clock.now() + A_STEP, calm=False, acts=False)
        scene.clock.jumps(-by)
        self._ahead = timedelta()

    async def _step(self, at: datetime, *, calm: bool, acts: bool = True) -> None:
        scene = self.scene
        number = len(self.story.steps)
        scene.clock.passes_to(at)
        scene.telegram.step = number
        doing = self._act(number, calm) if acts else []
        good = await self._lives(calm=calm)
        await asyncio.gather(*doing)
        self.story.steps.append(Step(number=number, at=at, good=good, ahead=self._ahead, deaths=len(self.story.deaths)))
        await self._look()

    async def _lives(self, *, calm: bool) -> bool:
        """Everything due is done, unless something happens. True: it was a good step."""
        scene, mix = self.scene, self.scene.mix
        if self._down:
            self._down -= 1
            if not calm:
                return False
        await self._born()
        if not calm and scene.chance.random() < mix.database:
            await self._in_trouble()
            return False
        if not calm and scene.chance.random() < mix.deaths:
            await self._dies_at_work()
            if scene.chance.random() < mix.outages * 5:
                self._down = scene.chance.randint(1, 12)
                self.story.went_wrong["outage"] += 1
                return False
            await self._born()
        assert self._life is not None
        return await self._life.works(scene.telegram)

    async def _born(self) -> None:
        scene = self.scene
        while self._life is None:
            try:
                self._life = await Life.begun(
                    scene.url, house=scene.house, keys=scene.keys, telegram=scene.telegram, clock=scene.clock
                )
            except Unavailable:  # it may have taken updates, and guided from memory
                self.story.deaths.append(await self._last_words())
                await asyncio.sleep(0.05)
            else:
                self.story.begun[len(self.story.deaths)] = len(self.story.steps)

    async def _in_trouble(self) -> None:
        """The database is away for a moment while the program works."""
        assert self._life is not None
        scene = self.scene
        self.story.troubled.append(len(self.story.steps))
        work = asyncio.create_task(self._life.works(scene.telegram))
        await asyncio.sleep(scene.chance.random() * 0.02)
        trouble = scene.chance.choice(list(Trouble))
        self.story.went_wrong[f"database {trouble.name.lower()}"] += 1
        async with scene.troubles.of(trouble, self._life.app.database):
            await asyncio.sleep(0.1 + scene.chance.random() * 0.6)
            if scene.chance.random() < 0.2:
                self._life.dies()
        await work
        if self._life.dead:
            await self._bury()

    async def _dies_at_work(self) -> None:
        """Killed after some requests, before or after Telegram took the last one; or at any moment."""
        assert self._life is not None
        scene = self.scene
        self._died.clear()
        if scene.chance.random() < 0.7:
            self._countdown = (scene.chance.choice((1, 2, 3, 5, 10, 30)), scene.chance.random() < 0.5)
        work = asyncio.create_task(self._life.works(scene.telegram))
        moment = asyncio.create_task(self._died.wait())
        limit = scene.chance.random() * 0.15 if self._countdown is None else None
        await asyncio.wait({work, moment}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        moment.cancel()
        self._countdown = None
        self._life.dies()
        await work
        await self._bury()

    def _seen(self, call: Call, done: bool) -> None:
        if self._countdown is None or call.method == "getupdates":
            return
        left, after = self._countdown
        if done is after:
            self._countdown = (left - 1, after)
        if self._countdown[0] <= 0:
            self._countdown = None
            self._died.set()
            if self._life is not None:
                self._life.dies()

    async def _bury(self) -> None:
        if self._life is None:
            return
        await self._life.buried()
        self._life = None
        self.story.deaths.append(await self._last_words())

    async def _last_words(self) -> Death:
        waiting = [update.chat_id for update in self.scene.telegram.world.updates.waiting()]
        claimed = await self._found(select(reminders.c.id).where(reminders.c.state == "claimed"))
        going = await self._found(select(outgoing.c.chat_id).where(outgoing.c.state == "claimed"))
        unhandled = await self._found(select(inbox.c.chat_id).where(inbox.c.state == "received"))
        return Death(
            call=len(self.scene.telegram.calls),
            reminders=frozenset(row.id for row in claimed),
            outgoing=frozenset(row.chat_id for row in going),
            unhandled=frozenset([*waiting, *(row.chat_id for row in unhandled)]),
        )

    async def _look(self) -> None:
        """What is claimed still when a step is over is held until its lease runs out."""
        claimed = select(reminders.c.id, reminders.c.claimed_until).where(reminders.c.state == "claimed")
        ahead = max(self._ahead, timedelta())
        self.story.held |= {row.id: row.claimed_until - ahead for row in await self._found(claimed)}

    async def _found(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """What stands in the database, seen from outside. A connection of ours may have been cut as well."""
        for _ in range(TRIES):
            try:
                async with self.scene.watching.reading() as tx:
                    return await tx.all(query)
            except Unavailable:
                await asyncio.sleep(0.05)
        raise AssertionError("the database did not come back")
