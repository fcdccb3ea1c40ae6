"""running: what the commands do that need the database or Telegram. Each opens what it needs and closes it again.

Belongs here: one function for each command. Not here: reading the command line (cli.py), building the whole program
(app.py).
"""

import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from telegram.error import TelegramError

from bot import bulk, config_files, copies, house, logs, service, settings
from bot import doctor as examined
from bot.caseload import invited
from bot.caseload.permissions import Role
from bot.chat.bot_client import build_bot
from bot.clock import Clock
from bot.errors import Unavailable
from bot.plans import loaded
from bot.plans.checked import Supplied
from bot.plans.linted import lint
from bot.plans.reading import read_plan
from bot.settings import Settings
from bot.storage import engines, keys
from bot.storage.database import Database
from bot.storage.tables import meta

BOT_USERNAME = "bot_username"
"""The row of `meta` that remembers who our bot is."""


async def run(role: str) -> None:
    """The bot runs in this process until it is told to stop. Raises BadSettings, Unavailable."""
    given, wrong = settings.read()
    logs.set_up(json=given.log_format == "json")
    await service.serve(given, service.Role(role), wrong=wrong)


async def doctor(*, message: bool = False) -> int:
    """Everything was looked at and told, a line each; 0 all good, 1 something should be mended, 2 it cannot run."""
    given, wrong = settings.read()
    findings: list[examined.Finding] = []
    async for finding in examined.examine(given, wrong, message=message):
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        findings.append(finding)
    return examined.exit_code(tuple(findings))


async def backup(file: Path) -> str:
    """See `copies.back_up`."""
    return await copies.back_up(settings.from_environment(), file)


async def restore(file: Path) -> str:
    """See `copies.restore`."""
    return await copies.restore(settings.from_environment(), file)


async def reseal() -> str:
    """See `copies.reseal`."""
    return await copies.reseal(settings.from_environment())


async def invite_staff(role: str) -> str:
    """A new link for a member of staff, as the command line prints it."""
    given = settings.from_environment()
    programme = house.load(given.config_dir).programme
    now = Clock().now()
    async with opened(given) as database:
        username = await _username(given, database)
        async with database.transaction() as tx:
            made = await invited.make_staff_invite(tx, Role(role), days=programme.invite_days, now=now)
    return _told(role, made.token, until=made.expires_at, username=username)


async def load_plan(name: str, content: bytes, *, zone: str | None = None, start: date | None = None) -> str:
    """The plan stands as a draft that any case manager finds under Load plan; what the command line prints. Raises
    BadInput with every problem: then nothing is stored."""
    given = settings.from_environment()
    read = house.load(given.config_dir)
    now = Clock().now()
    today = now.astimezone(ZoneInfo(read.programme.zone)).date()
    draft = read_plan(name, content, Supplied(today=today, zone=zone, start=start))
    warnings = lint(draft.plan, read.medicines, today, unread=draft.unread)
    async with opened(given) as database, database.transaction() as tx:
        plan = await loaded.load_draft(tx, draft, source_name=name, warnings=warnings, by=None, now=now)
    return (
        f"Draft {plan} is loaded, with {len(warnings)} points to check. Nobody has this plan yet.\n"
        "In the chat a case manager finds it under Load plan, checks it and signs it."
    )


async def load_plans(
    path: Path, *, zone: str | None, start: date | None, dry_run: bool, say: Callable[[str], None]
) -> bool:
    """Every plan of a folder, or of a workbook with a sheet per patient, stands as a draft; with `dry_run` it is only
    said what would. True where all were good."""
    given = settings.from_environment()
    read = house.load(given.config_dir)
    now = Clock().now()
    today = now.astimezone(ZoneInfo(read.programme.zone)).date()
    everything = bulk.found_in(path, Supplied(today=today, zone=zone, start=start))
    if dry_run:
        report = await bulk.load(None, read, everything, today=today, now=now, say=say)
    else:
        async with opened(given) as database:
            report = await bulk.load(database, read, everything, today=today, now=now, say=say)
    say(report.text(dry_run=dry_run))
    return report.wrong == 0


@contextlib.asynccontextmanager
async def opened(given: Settings) -> AsyncIterator[Database]:
    """The database alone; the bot may be running meanwhile. Raises BadSettings, Unavailable."""
    path = engines.sqlite_path(given.url)
    if path is not None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    ring = keys.ring_for(given.url, key_text=given.encryption_key)
    database = await Database.open(given.url, keys=ring, migrations=config_files.migrations_dir())
    try:
        yield database
    finally:
        await database.close()


async def _username(given: Settings, database: Database) -> str | None:
    """The bot's name as Telegram tells it, else as it was remembered; None where nobody ever asked."""
    asked = await _asked_telegram(given)
    async with database.transaction() as tx:
        if asked is not None:
            await tx.run(meta.delete().where(meta.c.name == BOT_USERNAME))
            await tx.run(meta.insert().values(name=BOT_USERNAME, value=asked))
            return asked
        found: str | None = await tx.value(select(meta.c.value).where(meta.c.name == BOT_USERNAME))
        return found


async def _asked_telegram(given: Settings) -> str | None:
    if given.bot_token is None:
        return None
    bot = build_bot(given.bot_token, api_base_url=given.api_base_url)
    try:
        await bot.initialize()
        return bot.username
    except TelegramError:
        return None
    finally:
        with contextlib.suppress(TelegramError, Unavailable):
            await bot.shutdown()


def _told(role: str, token: str, *, until: datetime, username: str | None) -> str:
    lines = [f"Invite for: {role}. It works once, until {until:%Y-%m-%d %H:%M} UTC."]
    if username is not None:
        lines.append(f"Open this link on the phone: {invited.link(username, token)}")
    else:
        lines.append("The bot's name is not known (no token, or Telegram does not answer).")
    lines.append(f"Or send this to the bot: /start {token}")
    return "\n".join(lines)
