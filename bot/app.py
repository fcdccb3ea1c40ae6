"""app: the composition. Everything is built here, once, and put together; nothing is decided here.

Belongs here: which rooms exist, in which order they start and stop. Not here: commands (cli.py), routing
(chat/application.py), when stations are woken (ticks.py).
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import telegram

from bot import config_files, house, logs
from bot.caseload.arrived import Arrivals
from bot.caseload.deleted import Deleting
from bot.chat.bot_client import build_bot, introduced
from bot.chat.guidance import Guide
from bot.chat.memory import ChatFacts, Memory
from bot.chat.outbox import Outbox
from bot.chat.pace import Pace
from bot.chat.poll import PollLoop
from bot.chat.sender import TelegramSender
from bot.chat.worker import Worker
from bot.clock import Clock
from bot.clock_put_right import ClockPutRight
from bot.documents.drawn import Artist
from bot.errors import BadSettings, Problem, Unavailable
from bot.escalation.digest import Digest
from bot.escalation.notified import Escalating
from bot.escalation.outage import EVERY_SECONDS, Outage
from bot.escalation.policy import Way
from bot.escalation.second_way import Carrier, SecondWays
from bot.escalation.watched import Watch
from bot.house import House
from bot.housekeeping import Housekeeping
from bot.ids import ChatId
from bot.plans.care_watched import CareWatched
from bot.reminders import claimed
from bot.reminders.checkin_daily import CheckinPlanner
from bot.reminders.checkin_silence import CheckinSilence
from bot.reminders.checkin_speaker import CheckinSpeaker
from bot.reminders.checkin_weekly import WeeklyPlanner, WeeklySpeaker
from bot.reminders.dispatcher import Dispatcher, Speaker
from bot.reminders.dose_speaker import DoseSpeaker
from bot.reminders.doses import DosePlanner
from bot.reminders.follow_up import FollowUps
from bot.reminders.follow_up_outside import OutsideQuestions
from bot.reminders.milestones import MilestonePlanner, MilestoneSpeaker
from bot.reminders.planned import Planner, Planning
from bot.reminders.supply import SupplyPlanner, SupplySpeaker
from bot.reminders.unanswered import Unanswered
from bot.reminders.visit_speaker import VisitSpeaker
from bot.reminders.visits import VisitPlanner
from bot.settings import Settings, needed_for_running
from bot.storage import engines, file_lock, inbox, keys, outgoing
from bot.storage.database import Database, Transaction
from bot.storage.sealed import KeyRing
from bot.symptoms import entered, unreachable
from bot.symptoms.order_ending import OrderEnding
from bot.symptoms.unanswered import Unanswered as UnansweredChecks
from bot.ticks import Chore, Pulse, Ticks
from bot.web.second_way import Hook, Mailer, carriers

log = logs.get(__name__)

REMEMBER_AGAIN_SECONDS = 5.0
STOP_SECONDS = 8.0
"""Less than the ten seconds after which a container is killed."""

_NIGHTS_NEED_MORE = Problem(
    where="programme.yaml: covers_nights",
    message="Nights are covered, but staff can be told by the chat only.",
    fix="Set up e-mail or a webhook for alerts (TAPERLINE_ALERT_…), or set covers_nights to false.",
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)  # a repr of everything takes seconds
class Ground:
    """What every role stands on."""

    house: House
    database: Database
    carriers: Mapping[Way, Carrier] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)  # a repr of everything takes seconds
class App:
    """The whole program, built and not yet running."""

    house: House
    database: Database
    bot: telegram.Bot
    clock: Clock
    outbox: Outbox
    worker: Worker
    memory: Memory
    poll: PollLoop
    ticks: Ticks
    guide: Guide
    dispatcher: Dispatcher
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self, *, polling: bool = True) -> None:
        """Updates are handled from now on, and fetched if `polling`; what a crash left is taken up first, so that it
        comes before them."""
        async with self.database.transaction() as tx:
            # Nobody else sends: the file lock or the worker's lock says so. What a dead process had claimed is not
            # left waiting for its lease, least of all guidance.
            await outgoing.end_leases(tx, self.clock.now())
            await claimed.end_leases(tx, self.clock.now())
        await self.worker.recover()
        if polling:
            self._tasks.append(asyncio.create_task(self.poll.run()))
        self._tasks.append(asyncio.create_task(self._remember()))
        log.info("app.ready", bot=self.bot.id)

    @property
    def all_well(self) -> bool:
        """Whether the auditor found nothing at its last look."""
        return not any(isinstance(pulse.station, Watch) and pulse.station.found for pulse in self.ticks.pulses)

    async def _remember(self) -> None:
        while True:
            try:
                await self.remember_everybody()
            except Unavailable:
                log.warning("memory.not_read")
                await self.clock.pause(REMEMBER_AGAIN_SECONDS)
            else:
                return

    async def remember_everybody(self) -> None:
        """Memory holds what guidance needs of everybody. Meanwhile those not yet read get the programme's numbers."""
        async with self.database.reading() as tx:
            await entered.remember(tx, self.house.helplines)
            async for read in self.guide.all_known(tx):
                self.memory.fill(read)
                await asyncio.sleep(0)  # somebody may be writing to us meanwhile
        log.info("memory.filled", chats=len(self.memory))

    async def stop(self) -> None:
        """Nothing is fetched, woken or handled any more; what was accepted by Telegram is recorded."""
        self.claim_no_more()
        for task in self._tasks:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await asyncio.gather(*self._tasks, return_exceptions=True)
                await self.worker.stop(within=STOP_SECONDS / 4)
                await self.ticks.finished(within=STOP_SECONDS / 4)
                await self.outbox.drained()

    def claim_no_more(self) -> None:
        """Nothing more is taken from the database from now on; what is in hand goes its way."""
        self.ticks.stop()
        self.outbox.leaving = self.dispatcher.leaving = True

    async def settled(self, *, rounds: int = 200) -> None:
        """Returns when nothing is under way and no station has anything due. For the demo and for tests."""
        for _ in range(rounds):
            await self.worker.drained()
            await self.outbox.drained()
            if not await self.ticks.once() and not self.worker.busy and not self.outbox.busy:
                return


@contextlib.asynccontextmanager
async def built(
    settings: Settings, clock: Clock, *, limit_opened: bool = False, known: House | None = None
) -> AsyncIterator[App]:
    """The program on its database, introduced to Telegram. `known`: config/ as it was read by an earlier program of
    this process. Raises BadSettings, Unavailable."""
    async with grounded(settings, known=known) as ground, bot_of(settings, clock) as bot:
        yield put_together(ground, bot, clock, limit_opened=limit_opened)


@contextlib.asynccontextmanager
async def grounded(
    settings: Settings, *, wrong: Sequence[Problem] = (), known: House | None = None
) -> AsyncIterator[Ground]:
    """config/ and the database; a SQLite file is nobody else's meanwhile. Raises Unavailable, and BadSettings with
    `wrong` (what was found before) and all other problems together."""
    read, ring = _checked(settings, wrong, known)
    path = engines.sqlite_path(settings.url)
    with contextlib.ExitStack() as held:
        if path is not None:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            held.enter_context(file_lock.only_one(path))
        database = await Database.open(settings.url, keys=ring, migrations=config_files.migrations_dir())
        try:
            yield Ground(house=read, database=database, carriers=carriers_of(settings))
        finally:
            await database.close()


def _checked(settings: Settings, wrong: Sequence[Problem], known: House | None) -> tuple[House, KeyRing]:
    told = {problem.where for problem in wrong}
    problems = [*wrong, *(one for one in needed_for_running(settings) if one.where not in told)]
    read, ring = known, None
    try:
        read = read or house.load(settings.config_dir)
    except BadSettings as error:
        problems += error.problems
    if read is not None and read.programme.covers_nights and not carriers_of(settings):
        problems.append(_NIGHTS_NEED_MORE)
    try:
        ring = keys.ring_for(settings.url, key_text=settings.encryption_key)
    except BadSettings as error:
        problems += error.problems
    if problems or read is None or ring is None:
        raise BadSettings(tuple(problems))
    return read, ring


@contextlib.asynccontextmanager
async def bot_of(settings: Settings, clock: Clock) -> AsyncIterator[telegram.Bot]:
    """The client, introduced to Telegram: waits for it as long as it takes."""
    bot = build_bot(settings.bot_token or "", api_base_url=settings.api_base_url)
    try:
        await introduced(bot, clock)
        yield bot
    finally:
        await bot.shutdown()


def put_together(ground: Ground, bot: telegram.Bot, clock: Clock, *, limit_opened: bool = False) -> App:
    """The program, not yet running. For one life: a worker that ceased to be one is put together anew."""
    read, database = ground.house, ground.database
    sender = TelegramSender(bot, Pace(clock, limit_opened=limit_opened), clock)
    memory = Memory(languages=read.texts.languages, medicines=read.medicine_ids)

    async def when_gone(tx: Transaction, chat_id: int, reason: str) -> None:
        await unreachable.gone(tx, ChatId(chat_id), reason, clock.now())

    artist = Artist(database, read)
    outbox = Outbox(database=database, sender=sender, clock=clock, when_gone=when_gone, artist=artist.draw)
    worker = Worker(house=read, database=database, outbox=outbox, memory=memory, bot=bot, clock=clock)
    dispatcher = Dispatcher(
        database=database, sender=sender, speakers=_speakers(read), clock=clock, when_gone=when_gone
    )
    poll = PollLoop(bot, clock, worker.take, nothing_waits=worker.heard_all)
    return App(
        house=read,
        database=database,
        bot=bot,
        clock=clock,
        outbox=outbox,
        worker=worker,
        memory=memory,
        poll=poll,
        ticks=Ticks(
            clock,
            outbox.hand_over,
            [
                Pulse(station=ClockPutRight(database, clock), seconds=1.0),
                *_pulses(ground, dispatcher, bot, memory),
                Pulse(station=Outage(database, read.desk, clock, lambda: poll.hears), seconds=EVERY_SECONDS),
            ],
            [
                Chore(name="outbox", seconds=1.0, job=outbox.tick, due=outgoing.due),
                Chore(name="inbox", seconds=1.0, job=worker.recover, due=inbox.due),
            ],
            database,
        ),
        guide=Guide(read, memory),
        dispatcher=dispatcher,
    )


def _planners() -> tuple[Planner, ...]:
    return (DosePlanner(), CheckinPlanner(), VisitPlanner(), SupplyPlanner(), MilestonePlanner(), WeeklyPlanner())


def _speakers(read: House) -> tuple[Speaker, ...]:
    return (
        DoseSpeaker(read),
        FollowUps(read),
        CheckinSpeaker(read),
        VisitSpeaker(read),
        SupplySpeaker(read),
        MilestoneSpeaker(read),
        WeeklySpeaker(read),
    )


def carriers_of(settings: Settings) -> Mapping[Way, Carrier]:
    """E-mail and webhook for alerts, as far as they are set up."""
    mail = hook = None
    if settings.alert_smtp_url and settings.alert_mail_from and settings.alert_mail_to:
        receivers = tuple(one.strip() for one in settings.alert_mail_to.split(","))
        mail = Mailer(url=settings.alert_smtp_url, sender=settings.alert_mail_from, receivers=receivers)
    if settings.alert_webhook_url:
        hook = Hook(url=settings.alert_webhook_url, secret=settings.alert_webhook_secret)
    return carriers(mail=mail, hook=hook)


def _pulses(ground: Ground, dispatcher: Dispatcher, bot: telegram.Bot, memory: Memory) -> list[Pulse]:
    """Every station and how often it is woken, in the order in which one round of the demo calls them."""
    read, database = ground.house, ground.database
    desk = replace(read.desk, ways=tuple(ground.carriers))
    link = f"https://t.me/{bot.username}"
    forget = partial(memory.learn, facts=ChatFacts())
    return [
        Pulse(station=Planning(database, _planners()), seconds=2.0),
        Pulse(station=Unanswered(database), seconds=5.0),
        Pulse(station=UnansweredChecks(read, database), seconds=2.0),
        Pulse(station=OutsideQuestions(), seconds=60.0),
        Pulse(station=CheckinSilence(database), seconds=5.0),
        Pulse(station=Escalating(database, desk), seconds=1.0),
        Pulse(station=SecondWays(database, desk, ground.carriers, link=link), seconds=2.0),
        Pulse(station=dispatcher, seconds=0.5),
        Pulse(station=OrderEnding(database, read.programme), seconds=300.0),
        Pulse(station=CareWatched(database, read.programme), seconds=300.0),
        Pulse(station=Arrivals(database, read.programme), seconds=60.0),
        Pulse(station=Deleting(database, read.programme, forget), seconds=60.0),
        Pulse(station=Housekeeping(database), seconds=60.0),
        Pulse(station=Watch(database, desk), seconds=20.0),
        Pulse(station=Digest(database, desk), seconds=60.0),
    ]
