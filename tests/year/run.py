"""The year: half an hour after half an hour, everything that is due happens, and people do what they do.

Belongs here: time, the program's rounds, the days of the calendar. Not here: who people are (town.py), how they answer
(crowd.py), what should have come of it (judged.py).
"""

import contextlib
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.app import App, Ground, put_together
from bot.caseload import people
from bot.chat.bot_client import TolerantBot, introduced
from bot.clock import MovableClock
from bot.config_files import migrations_dir
from bot.demo.botapi.server import LocalBotApi
from bot.escalation import watched
from bot.escalation.watched import Finding
from bot.house import House
from bot.ids import PersonId
from bot.stations import Foreseeing, Ticking
from bot.storage.database import Database
from bot.storage.glance import Glance
from bot.storage.sealed import KeyRing
from tests.chaos.orders import DAY, Order
from tests.year.crowd import Crowd
from tests.year.orders import Life, Stay
from tests.year.telegram import DosesTold, NearRequest, forget, hand_over
from tests.year.town import ELSEWHERE, PATIENTS_FROM, STAFF, Clinic, Event, Fate, add_patient, add_staff, taper

STEP = timedelta(minutes=30)
SLOW_EVERY = 24
"""Stations that foresee nothing are woken every so many steps: twice a day."""
FORGET_EVERY = 48
STUCK = frozenset(
    {Finding.ALERTS_STUCK, Finding.SENDING_BLOCKED, Finding.INBOX_LEFT, Finding.REMINDERS_LATE, Finding.CLAIMS_STUCK}
)
"""Findings that would be ours: the others tell of staff who have not read something yet."""


@dataclass(slots=True, kw_only=True)
class Year:
    """Everything the judge may look at."""

    database: Database
    first: date
    ends: datetime
    fates: list[Fate]
    lives: list[Life] = field(default_factory=list)
    told: DosesTold = field(default_factory=DosesTold)
    taps: int = 0
    events: Counter[Event] = field(default_factory=Counter)
    stuck: Counter[str] = field(default_factory=Counter)
    """What the program's own auditor found although everything due was done; nothing is right."""


class Run:
    """One run on one database."""

    def __init__(self, api: LocalBotApi, app: App, clock: MovableClock, year: Year, chance: random.Random) -> None:
        self.api, self.app, self.clock, self.year = api, app, clock, year
        self.crowd = Crowd(api, chance)
        self._clinic = Clinic()
        self._chance = chance
        self._days: defaultdict[datetime, list[tuple[int, Event]]] = defaultdict(list)
        self._lives: dict[int, Life] = {}
        conditions = {chore.name: chore.due for chore in app.ticks.chores if chore.due is not None}
        stations = [pulse.station for pulse in app.ticks.pulses]
        conditions |= {one.name: one.due for one in stations if isinstance(one, Foreseeing)}
        self._stations = [one for one in stations if one.name in conditions]
        self._slow = [one for one in stations if one.name not in conditions]
        self._glance = Glance(app.database, conditions)

    async def play(self) -> None:
        """The whole time passes; at the end a quiet week, in which nobody answers and everything comes to its end."""
        async with self.app.database.transaction() as tx:
            await add_staff(tx, self.clock.now())
        self.api.phone(STAFF, first_name="Dana").user.started = True
        self.crowd.shares[STAFF] = 1.0
        for number, fate in enumerate(self.year.fates):
            for day, event in fate.calendar:
                self._days[_noon(day, fate.zone)].append((number, event))
        step = 0
        while self.clock.now() < self.year.ends:
            step += 1
            self.clock.move(STEP)
            await self._step(step)
        self.year.taps = self.crowd.taps

    async def _step(self, step: int) -> None:
        for number, event in self._days.pop(self.clock.now(), []):
            await self._happens(number, event)
        self.crowd.act(step)
        await self._settle(slow=step % SLOW_EVERY == 0)
        if step % FORGET_EVERY == 0:
            forget(self.api)

    async def _settle(self, *, slow: bool) -> None:
        """Everything that is due is done. Whoever foresees nothing comes last: among them the auditor, for whom what
        came due within this half hour would look late."""
        await self._all_due()
        if slow:
            for station in self._slow:
                await self._tick(station)
            await self._all_due()
            await self._audited()

    async def _audited(self) -> None:
        """Nothing is stuck or late by the program's own account."""
        async with self.app.database.reading() as tx:
            found = await watched.look(tx, self.clock.now())
        self.year.stuck.update({one.finding.value: one.count for one in found if one.finding in STUCK})

    async def _all_due(self) -> None:
        while True:
            await hand_over(self.api, self.app)
            await self.app.worker.drained()
            await self.app.outbox.drained()
            due = await self._glance.at(self.clock.now())
            if not due and not self.api.world.updates.waiting():
                return
            for station in self._stations:
                if station.name in due:
                    await self._tick(station)
            for chore in self.app.ticks.chores:
                if chore.name in due:
                    await chore.job()

    async def _tick(self, station: Ticking) -> None:
        """As ticks.wake, but a mistake of ours ends the run."""
        ticked = await station.tick(self.clock.now())
        self.app.outbox.hand_over(ticked.rows)

    async def _happens(self, number: int, event: Event) -> None:
        fate = self.year.fates[number]
        if event is Event.JOINS:
            await self._joins(number, fate)
            return
        life = self._lives[number]
        if life.stopped_at is not None:
            return
        self.year.events[event] += 1
        happens = {
            Event.CHANGE: self._signs,
            Event.HOSPITAL: self._goes_to_hospital,
            Event.HOME: self._comes_home,
            Event.NEW_ORDER: self._signs,
            Event.TRIP: self._travels,
            Event.BACK: self._comes_back,
            Event.LAPSE: self._lapses,
            Event.STOPS: self._stops,
            Event.LEAVES: self._leaves,
        }
        await happens[event](fate, life)

    async def _joins(self, number: int, fate: Fate) -> None:
        now = self.clock.now()
        chat = PATIENTS_FROM + number
        self.api.phone(chat, first_name=f"P{number}").user.started = True
        async with self.app.database.transaction() as tx:
            life = await add_patient(tx, number, fate, now)
        self._lives[number] = life
        self.year.lives.append(life)
        self.crowd.shares[chat] = fate.answers
        await self._signs(fate, life)

    async def _signs(self, fate: Fate, life: Life) -> None:
        """A new order until the end of the taper, from today on."""
        now = self.clock.now()
        today = now.astimezone(ZoneInfo(fate.zone)).date()
        last = max(fate.joins + timedelta(weeks=fate.weeks), today + DAY)
        order: Order = taper(fate, fate.zone, today, last, now)
        async with self.app.database.transaction() as tx:
            await self._clinic.signs(tx, PersonId(life.person_id), order, now)
        life.orders.append(order)

    async def _goes_to_hospital(self, fate: Fate, life: Life) -> None:
        self.crowd.says(life.chat, "/hospital")
        await self._settle(slow=False)
        assert self.crowd.taps_now(life.chat, "Yes, I am in hospital")
        life.stays.append(Stay(begins=self.clock.now()))

    async def _comes_home(self, fate: Fate, life: Life) -> None:
        self.crowd.says(life.chat, "/hospital")
        await self._settle(slow=False)
        assert self.crowd.taps_now(life.chat, "I am home")
        life.stays[-1].ends = self.clock.now()

    async def _travels(self, fate: Fate, life: Life) -> None:
        await self._zone(life, self._chance.choice([zone for zone in ELSEWHERE if zone != fate.zone]))

    async def _comes_back(self, fate: Fate, life: Life) -> None:
        await self._zone(life, fate.zone)

    async def _zone(self, life: Life, zone: str) -> None:
        async with self.app.database.transaction() as tx:
            await people.change(tx, PersonId(life.person_id), zone=zone)
            await people.plan_anew(tx, PersonId(life.person_id), self.clock.now(), missed_too=True)

    async def _lapses(self, fate: Fate, life: Life) -> None:
        self.crowd.says(life.chat, "I used again last night")

    async def _leaves(self, fate: Fate, life: Life) -> None:
        self.crowd.says(life.chat, "/consent")
        await self._settle(slow=False)
        assert self.crowd.taps_now(life.chat, "Leave the program")
        life.left_at = self.clock.now()
        del self.crowd.shares[life.chat]

    async def _stops(self, fate: Fate, life: Life) -> None:
        life.stopped_at = self.clock.now()
        self.crowd.stopped.add(life.chat)


def _noon(day: date, zone: str) -> datetime:
    """12:30 there: between two doses, on a step."""
    return datetime.combine(day, time(12, 30), ZoneInfo(zone)).astimezone(UTC)


@contextlib.asynccontextmanager
async def begun(
    url: str,
    fates: list[Fate],
    *,
    ground: tuple[House, KeyRing],
    first: date,
    days: int,
    seed: int,
    well: bool = False,
) -> AsyncIterator[Run]:
    """The program on `url`, its Telegram in the same process, and nobody there yet."""
    clock = MovableClock(frozen_at=datetime.combine(first, time(), UTC))
    api = LocalBotApi(clock=clock)
    year = Year(
        database=await Database.open(url, keys=ground[1], migrations=migrations_dir()),
        first=first,
        ends=clock.now() + timedelta(days=days),
        fates=fates,
    )
    run: Run | None = None

    def told(chat: int, message: int, buttons: tuple[str, ...]) -> None:
        assert run is not None
        text = api.world.chats[chat].messages[message].text
        year.told.note(text, buttons)
        run.crowd.told(chat, message, buttons)

    request = NearRequest(api, told)
    bot = TolerantBot(api.token, base_url="near/bot", request=request, get_updates_request=request)
    await introduced(bot, clock)
    app = put_together(Ground(house=ground[0], database=year.database), bot, clock, limit_opened=True)
    run = Run(api, app, clock, year, random.Random(seed))
    run.crowd.well = well
    try:
        yield run
    finally:
        await app.stop()
        await bot.shutdown()
        await year.database.close()
