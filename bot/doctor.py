"""doctor: is everything there that the bot needs, and what to do where it is not.

Belongs here: what is looked at, in which order, in which words. Nothing is changed, unless a test message is asked for.
Not here: what the auditor watches while the bot runs (escalation/watched.py), health over HTTP (standing.py).

Each thing is looked at by itself: one that fails never hides another.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
from sqlalchemy import func, select
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import config_files, house
from bot.chat.bot_client import TELEGRAM, build_bot
from bot.chat.handlers.tested import TAPPED
from bot.clock import Clock
from bot.errors import BadSettings, Problem, Unavailable
from bot.escalation import roster
from bot.escalation.notice_words import to_staff
from bot.house import House
from bot.sending import Button
from bot.settings import Settings, needed_for_running
from bot.storage import engines, key_check, keys, migrated, outgoing, sealed
from bot.storage.backed_up import BACKED_UP
from bot.storage.database import Database, Transaction
from bot.storage.tables import meta, reminders
from bot.taps import Verb, data

CLOCK_OFF_SECONDS = 5.0
"""A reminder may be this much early or late without anybody noticing; Telegram's own answers say what time it is."""
FREE_BYTES = 1_000_000_000
HELPLINES_DAYS = 183
"""Numbers of helplines change: half a year. Source: issue "The engine proven", 5 (PD)."""
BACKUP_DAYS = 7
LIMIT_PER_SECOND = 30
"""Source: core.telegram.org/bots/faq, "My bot is hitting limits"."""
BUSY_SHARE = 0.7
"""Above this share of Telegram's limit a busy morning makes reminders late. Source: ARCHITECTURE, Scale (PD)."""
TAP_SECONDS = 60
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `fix`: what to do, where it is not good. `stops`: the bot cannot run so."""

    good: bool
    says: str
    fix: str = ""
    stops: bool = False

    def __str__(self) -> str:
        return f"{'✓' if self.good else '✗'} {self.says}" + (f" {self.fix}" if not self.good and self.fix else "")


def exit_code(findings: tuple[Finding, ...]) -> int:
    """0: all is good. 1: it runs, but something should be mended. 2: it cannot run."""
    bad = [one for one in findings if not one.good]
    return 2 if any(one.stops for one in bad) else 1 if bad else 0


async def examine(given: Settings, wrong: tuple[Problem, ...], *, message: bool = False) -> AsyncIterator[Finding]:
    """Everything, one after the other. `message`: whoever is on call is asked to tap a test message."""
    clock = Clock()
    told = {problem.where for problem in wrong}
    for problem in (*wrong, *(one for one in needed_for_running(given) if one.where not in told)):
        yield _bad(problem)
    read = None
    try:
        read = house.load(given.config_dir)
        yield _good("The files of config/ are whole.")
    except BadSettings as error:
        for problem in error.problems:
            yield _bad(problem)
    if read is not None:
        for finding in _helplines(read, clock.now()):
            yield finding
    if given.bot_token is not None:
        async for finding in _telegram(given, given.bot_token, clock):
            yield finding
    yield _disk(given)
    async for finding in _database(given, read, clock, message=message):
        yield finding


def _good(says: str) -> Finding:
    return Finding(good=True, says=says)


def _bad(problem: Problem) -> Finding:
    return Finding(good=False, says=f"{problem.where}: {problem.message}", fix=problem.fix, stops=True)


def _helplines(read: House, now: datetime) -> tuple[Finding, ...]:
    unsure = read.helplines.unverified()
    old = read.helplines.not_checked_since((now - timedelta(days=HELPLINES_DAYS)).date())
    ours = read.programme.country
    return (
        Finding(
            good=not unsure,
            says="Every helpline number was found on a trustworthy page."
            if not unsure
            else f"{len(unsure)} helpline numbers are not confirmed: {_named(unsure)}.",
            fix="Call or look them up, then correct config/helplines.yaml.",
        ),
        Finding(
            good=not old,
            says="Every helpline was looked at in the last six months."
            if not old
            else f"{len(old)} helplines were not looked at for six months: {_named(old)}.",
            fix="Look them up again and set their date in config/helplines.yaml.",
        ),
        Finding(
            good=read.helplines.knows(ours),
            says=f"There are helplines for the programme's country, {ours}."
            if read.helplines.knows(ours)
            else f"There are no helplines for the programme's country, {ours}.",
            fix="Add them in helplines-own.yaml beside your config.",
        ),
    )


def _named(lines: tuple[tuple[str, object], ...]) -> str:
    """Every one of them: a number that nobody looked up must not hide behind "and more"."""
    return ", ".join(f"{code or 'elsewhere'} {getattr(line, 'id', '')}" for code, line in lines)


async def _telegram(given: Settings, token: str, clock: Clock) -> AsyncIterator[Finding]:
    bot = build_bot(token, api_base_url=given.api_base_url, read_seconds=PATIENCE_SECONDS)
    try:
        await bot.initialize()
        yield _good(f"Telegram knows the token: @{bot.username}.")
        yield await _webhook(given, bot)
        yield await _time(given, token, clock)
    except InvalidToken:
        fix = "Ask @BotFather for the token of this bot and set TAPERLINE_BOT_TOKEN."
        yield Finding(good=False, says="Telegram refuses the token.", fix=fix, stops=True)
    except TelegramError:
        fix = "Look at the network, at a proxy, and at TAPERLINE_API_BASE_URL."
        yield Finding(good=False, says="Telegram does not answer.", fix=fix, stops=True)
    finally:
        await bot.shutdown()


async def _webhook(given: Settings, bot: Bot) -> Finding:
    info = await bot.get_webhook_info()
    if info.url and given.webhook_url is None:
        fix = "That is mended when `taperline run` starts."
        return Finding(good=False, says="Telegram brings updates to a webhook that is not in the settings.", fix=fix)
    if given.webhook_url is not None and info.url != given.webhook_url:
        fix = "Start `taperline run`: it tells Telegram the address."
        return Finding(good=False, says="Telegram does not bring updates to TAPERLINE_WEBHOOK_URL.", fix=fix)
    if info.url and info.last_error_message:
        fix = "Look at the proxy, the certificate and the log of the web processes."
        says = f"Telegram could not deliver ({info.last_error_message}); {info.pending_update_count} updates wait."
        return Finding(good=False, says=says, fix=fix)
    way = "brings updates to the webhook" if info.url else "is asked for updates"
    return _good(f"Telegram {way}; {info.pending_update_count} wait.")


async def _time(given: Settings, token: str, clock: Clock) -> Finding:
    """Telegram's answers carry the time."""
    base = (given.api_base_url or TELEGRAM).rstrip("/")
    try:
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
            dated = (await client.get(f"{base}/bot{token}/getMe")).headers.get("Date")
    except httpx.HTTPError:
        dated = None
    if dated is None:
        return _good("The clock was not compared: the answers of this Bot API server carry no time.")
    off = (clock.now() - parsedate_to_datetime(dated)).total_seconds()
    if abs(off) <= CLOCK_OFF_SECONDS:
        return _good("The clock agrees with Telegram's.")
    word = "fast" if off > 0 else "slow"
    fix = "Switch on time synchronisation (NTP): reminders go by this clock."
    return Finding(good=False, says=f"This computer's clock is {abs(off):.0f} s {word}.", fix=fix)


def _disk(given: Settings) -> Finding:
    path = engines.sqlite_path(given.url) if _url_is_good(given) else None
    place = path.parent if path is not None and path.parent.exists() else Path()
    free = shutil.disk_usage(place).free
    says = f"{free / 1e9:.1f} GB are free on the disk."
    return Finding(good=free > FREE_BYTES, says=says, fix="Make room: a full disk stops the database.")


def _url_is_good(given: Settings) -> bool:
    try:
        engines.parsed(given.url)
    except BadSettings:
        return False
    return True


async def _database(given: Settings, read: House | None, clock: Clock, *, message: bool) -> AsyncIterator[Finding]:
    try:
        path = engines.sqlite_path(given.url)
        if path is not None and not path.exists():
            yield Finding(good=False, says="There is no database yet.", fix="`taperline run` makes it.")
            return
        async with _as_it_is(given) as database:
            async with database.reading() as tx:
                revision = await _revision(tx)
                yield revision
                if not revision.good:
                    return
                yield await _key(tx)
                yield await _backup(tx, clock.now())
                if read is not None:
                    yield await _on_call(tx, clock.now())
                    yield await _busy(tx, clock.now())
            if message and read is not None:
                yield await _tap(database, read, clock)
    except BadSettings as error:
        for problem in error.problems:
            yield _bad(problem)
    except Unavailable as error:
        yield Finding(good=False, says=f"The database does not answer ({error}).", fix="Start it.", stops=True)
    except Exception as error:  # noqa: BLE001  an ill database can fail in any way; that too is a finding
        says = f"The database cannot be read ({type(error).__name__})."
        yield Finding(good=False, says=says, fix="Run `taperline run` once; if it fails, restore a backup.", stops=True)


@asynccontextmanager
async def _as_it_is(given: Settings) -> AsyncIterator[Database]:
    ring = keys.ring_for(given.url, key_text=given.encryption_key)
    database = await Database.open(given.url, keys=ring, migrations=config_files.migrations_dir(), as_it_is=True)
    try:
        yield database
    finally:
        await database.close()


async def _revision(tx: Transaction) -> Finding:
    head, stands_at = migrated.head_of(config_files.migrations_dir()), await migrated.revision(tx)
    if stands_at == head:
        return _good(f"The database answers and is of this release (revision {head}).")
    says = f"The database is of revision {stands_at or 'none'}, this release writes {head}."
    return Finding(good=False, says=says, fix="`taperline run` brings it up to date. Make a backup first.")


async def _key(tx: Transaction) -> Finding:
    if await key_check.holds(tx, sealed.ring()):
        return _good("The encryption key is the one the database was written with.")
    return Finding(good=False, says="The database holds no check value of the key.", fix="Start `taperline run` once.")


async def _backup(tx: Transaction, now: datetime) -> Finding:
    found = await tx.value(select(meta.c.value).where(meta.c.name == BACKED_UP))
    fix = "Run `taperline backup FILE` every day, and keep the key elsewhere."
    if found is None:
        return Finding(good=False, says="No backup was ever made with `taperline backup`.", fix=fix)
    days = (now - datetime.fromisoformat(found)).days
    return Finding(good=days < BACKUP_DAYS, says=f"The newest backup is {days} days old.", fix=fix)


async def _on_call(tx: Transaction, now: datetime) -> Finding:
    duty = await roster.on_duty(tx, now)
    if duty.on_call is not None and duty.backup is not None:
        return _good("Somebody is on call, and there is a backup.")
    if duty.on_call is not None:
        return Finding(
            good=False,
            says="Somebody is on call, but nobody is the backup.",
            fix="Invite a second member of staff: `taperline staff invite --role case_manager`.",
        )
    fix = "Invite staff: `taperline staff invite --role case_manager`, or let whoever is on duty unblock the bot."
    return Finding(good=False, says="Nobody is on call: an alert would reach nobody.", fix=fix)


async def _busy(tx: Transaction, now: datetime) -> Finding:
    """Against what one bot may send: the reminders planned for the next day, on the average and at their busiest."""
    coming = reminders.c.state == "planned", reminders.c.not_before > now, reminders.c.not_before <= now + timedelta(1)
    planned = int(await tx.value(select(func.count()).select_from(reminders).where(*coming)))
    most = int(
        await tx.value(
            select(
                func.max(select(func.count().label("n")).where(*coming).group_by(reminders.c.not_before).subquery().c.n)
            )
        )
        or 0
    )
    share = planned / (LIMIT_PER_SECOND * 86_400)
    says = (
        f"{planned} reminders are planned for the next day: {share:.1%} of what Telegram lets one bot send. "
        f"The most at one moment are {most}: they take {most / LIMIT_PER_SECOND:.0f} s."
    )
    fix = "Spread the times of day, or give part of the patients to a second bot."
    return Finding(good=share < BUSY_SHARE and most < LIMIT_PER_SECOND * 60 * BUSY_SHARE, says=says, fix=fix)


async def _tap(database: Database, read: House, clock: Clock) -> Finding:
    """Whoever is on call taps a test message. The running bot sends it and hears the tap."""
    now = clock.now()
    async with database.transaction() as tx:
        person = (await roster.on_duty(tx, now)).on_call
        if person is None:
            return Finding(good=False, says="The test message has nobody to go to.", fix="Put somebody on call.")
        texts = read.texts.in_language(person.language)
        button = Button(label=texts.label("doctor-test-button"), data=data(Verb.TEST_SEEN))
        key = f"doctor:{now.isoformat()}:{person.id}"
        test = to_staff(person, texts.say("doctor-test"), key, texts, buttons=((button,),))
        await outgoing.add(tx, [test], now, lease=None)
    for _ in range(TAP_SECONDS):
        await clock.pause(1.0)
        async with database.reading() as tx:
            tapped = await tx.value(select(meta.c.value).where(meta.c.name == TAPPED))
        if tapped is not None and datetime.fromisoformat(tapped) >= now:
            seconds = (datetime.fromisoformat(tapped) - now).total_seconds()
            return _good(f"Person {person.id}, who is on call, tapped the test message after {seconds:.0f} s.")
    fix = "Is `taperline run` running? Is the phone on? Ask them to look."
    return Finding(good=False, says=f"The test message was not tapped within {TAP_SECONDS} s.", fix=fix)
