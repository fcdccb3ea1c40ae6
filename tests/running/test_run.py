"""One process of `taperline run`: it becomes ready, loses nothing when killed, and ends when asked to."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.demo.botapi.faults import Fault
from bot.demo.botapi.server import LocalBotApi
from tests.running.processes import PATIENCE, SECRET, Running, environment, free_port


def settings(api: LocalBotApi, url: str, **more: str) -> dict[str, str]:
    return environment(api.base_url, token=api.token, DATABASE_URL=url, **more)


async def happened(condition: Callable[[], bool]) -> None:
    """Returns when `condition` holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  the world of phones has no event for everything
            await asyncio.sleep(0.02)


def file_of(url: str) -> str:
    return url.removeprefix("sqlite:///")


async def test_a_stranger_is_answered_and_it_ends(api: LocalBotApi, database_url: str) -> None:
    sam = api.phone(11)
    async with Running(settings(api, database_url)) as bot:
        await bot.until("app.ready")
        sam.start()
        await happened(lambda: bool(sam.messages()[1:]))
        began = time.monotonic()
        assert await bot.stopped() == 0
        assert time.monotonic() - began < 8


async def test_killed_at_any_moment_nothing_is_lost(api: LocalBotApi, database_url: str) -> None:
    people = [api.phone(100 + n) for n in range(20)]
    async with Running(settings(api, database_url)) as bot:
        await bot.until("app.ready")
        for phone in people:
            phone.start()
        await happened(lambda: any(len(phone.messages()) > 1 for phone in people))
        bot.kill()
        await bot.ended()
    async with Running(settings(api, database_url)) as bot:
        await bot.until("app.ready")
        await happened(lambda: all(len(phone.messages()) > 1 for phone in people))
        assert not api.world.updates.waiting()


async def test_what_is_not_on_disk_is_not_confirmed(api: LocalBotApi, sqlite_url: str) -> None:
    sam = api.phone(11)
    async with Running(settings(api, sqlite_url)) as bot:
        await bot.until("app.ready")
        with sqlite3.connect(file_of(sqlite_url), isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            sam.start()
            await bot.until("inbox.unavailable")
            bot.kill()
            await bot.ended()
            other.execute("ROLLBACK")
    assert api.world.updates.waiting()
    async with Running(settings(api, sqlite_url)) as bot:
        await happened(lambda: bool(sam.messages()[1:]))


async def test_what_is_under_way_is_finished_before_the_end(api: LocalBotApi, sqlite_url: str) -> None:
    sam = api.phone(11)
    api.faults.next(Fault.delay(1.0), method="sendMessage")
    async with Running(settings(api, sqlite_url)) as bot:
        await bot.until("app.ready")
        sam.start()
        await happened(lambda: bool(sam.messages()[1:]))
        assert await bot.stopped() == 0
    with sqlite3.connect(file_of(sqlite_url)) as database:
        assert database.execute("SELECT DISTINCT state FROM outgoing").fetchall() == [("sent",)]


async def test_a_second_one_on_the_same_file_is_refused(api: LocalBotApi, sqlite_url: str) -> None:
    async with Running(settings(api, sqlite_url)) as first:
        await first.until("app.ready")
        async with Running(settings(api, sqlite_url)) as second:
            assert await second.ended() == 2
        assert len(second.told) == 1
        assert "already running" in second.told[0]


async def test_everything_wrong_is_told_at_once(api: LocalBotApi, tmp_path: Path) -> None:
    wrong = environment(
        api.base_url, token=None, DATA_DIR=str(tmp_path), WEBHOOK_URL="https://a.example", LOG_FORMAT="loud"
    )
    async with Running(wrong | {"TAPERLINE_ENCRYPTION_KEY": "short"}) as bot:
        assert await bot.ended() == 2
        told = " ".join(bot.told)
    names = ("BOT_TOKEN", "WEBHOOK_SECRET", "LOG_FORMAT", "ENCRYPTION_KEY")
    assert [name for name in names if f"TAPERLINE_{name}" not in told] == []


async def test_secrets_come_from_files_and_dotenv(api: LocalBotApi, sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(api.token + "\n")
    (tmp_path / ".env").write_text(f"TAPERLINE_DATABASE_URL={sqlite_url}\n")
    given = environment(api.base_url, token=None, BOT_TOKEN_FILE=str(tmp_path / "token"))
    async with Running(given, place=tmp_path) as bot:
        assert (await bot.until("app.ready"))["bot"] == int(api.token.split(":")[0])


@pytest.mark.parametrize("role", ["web", "worker"])
async def test_sqlite_serves_one_process_only(api: LocalBotApi, sqlite_url: str, role: str) -> None:
    async with Running(settings(api, sqlite_url), "run", "--role", role) as bot:
        assert await bot.ended() == 2
        assert "one process only" in " ".join(bot.told)


async def test_a_webhook_that_cannot_keep_still_helps(api: LocalBotApi, sqlite_url: str) -> None:
    port = free_port()
    hook = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/",
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
        "WEBHOOK_SECRET": SECRET,
    }
    sam = api.phone(11)
    async with Running(settings(api, sqlite_url, **hook)) as bot:
        await bot.until("webhook.set")
        await bot.until("app.ready")
        with sqlite3.connect(file_of(sqlite_url), isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            sam.text("i want to die")
            await sam.hears("988")
            assert api.world.updates.waiting()
            other.execute("ROLLBACK")
        await happened(lambda: not api.world.updates.waiting())
