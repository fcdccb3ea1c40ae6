"""The commands beside `run`, as real processes: doctor, backup, restore, key."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.demo.botapi.server import LocalBotApi
from bot.storage.sealed import KeyRing
from tests.running.processes import Running, environment, free_port
from tests.running.test_run import file_of, happened, settings

DANA = 901


async def said(given: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Exit code and everything a command wrote."""
    async with Running(given, *arguments) as command:
        out = await command.rest()
        return await command.process.wait(), out + "\n".join(command.told)


def put_on_call(url: str) -> None:
    """Dana is a case manager who joined a while ago."""
    joined = int((datetime.now(UTC) - timedelta(days=9)).timestamp() * 1_000_000)
    with sqlite3.connect(file_of(url)) as database:
        database.execute(
            "INSERT INTO people (chat_id, role, state, language, created_at, joined_at) VALUES (?, ?, ?, ?, ?, ?)",
            (DANA, "case_manager", "active", "en", joined, joined),
        )


async def test_doctor_names_what_is_wrong(api: LocalBotApi, sqlite_url: str) -> None:
    code, told = await said(settings(api, sqlite_url), "doctor")
    assert "✗ Nobody is on call" in told
    assert "✓ Telegram knows the token" in told
    assert code == 1


async def test_doctor_refuses_what_cannot_run(api: LocalBotApi, sqlite_url: str, tmp_path: Path) -> None:
    given = environment("http://127.0.0.1:1", token="1:wrong", DATABASE_URL=sqlite_url, LOG_FORMAT="loud")
    code, told = await said(given | {"TAPERLINE_ENCRYPTION_KEY": "short"}, "doctor")
    names = ("LOG_FORMAT", "ENCRYPTION_KEY", "Telegram does not answer")
    assert [name for name in names if name not in told] == []
    assert code == 2


async def test_doctor_asks_for_a_tap(api: LocalBotApi, sqlite_url: str) -> None:
    put_on_call(sqlite_url)
    dana = api.phone(DANA, first_name="Dana")
    dana.user.started = True
    given = settings(api, sqlite_url)
    async with Running(given) as bot:
        await bot.until("app.ready")
        asking = asyncio.create_task(said(given, "doctor", "--message"))
        test = await dana.hears("This is a test", seconds=60)
        dana.tap(test.id, "I see this")
        _, told = await asking
    assert "✓ Person 1, who is on call, tapped the test message" in told


async def test_a_backup_of_a_running_bot_comes_back(api: LocalBotApi, sqlite_url: str, postgresql_url: str) -> None:
    file = str(Path(file_of(sqlite_url)).with_name("backup.jsonl"))
    put_on_call(sqlite_url)
    given = settings(api, sqlite_url)
    async with Running(given) as bot:
        await bot.until("app.ready")
        code, told = await said(given, "backup", file)
    assert code == 0
    assert "The encryption key is not in it" in told
    code, told = await said(settings(api, postgresql_url), "restore", file)
    assert code == 0
    assert "Restored: 1 people" in told


async def test_a_backup_needs_its_key(api: LocalBotApi, sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.jsonl"
    await said(settings(api, sqlite_url), "backup", str(file))
    elsewhere = settings(api, f"sqlite:///{tmp_path / 'new' / 'taperline.sqlite'}")
    del elsewhere["TAPERLINE_ENCRYPTION_KEY"]
    code, told = await said(elsewhere, "restore", str(file))
    assert code == 2
    assert "only be restored with the key" in told


async def test_a_new_key_is_one(api: LocalBotApi) -> None:
    code, told = await said({}, "key")
    assert code == 0
    assert KeyRing.from_text(told.strip())


async def test_the_heartbeat_and_the_metrics_are_there(api: LocalBotApi, sqlite_url: str) -> None:
    import httpx

    put_on_call(sqlite_url)
    beats: list[bytes] = []

    async def heard(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        beats.append(await reader.readuntil(b"\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    health, beat = free_port(), free_port()
    server = await asyncio.start_server(heard, "127.0.0.1", beat)
    given = settings(
        api, sqlite_url, HEALTH_LISTEN=f"127.0.0.1:{health}", HEARTBEAT_URL=f"http://127.0.0.1:{beat}/alive"
    )
    async with server, Running(given) as bot:
        await bot.until("app.ready")
        await happened(lambda: bool(beats))
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{health}") as client:
            alive, figures = await client.get("/health"), await client.get("/metrics")
    assert beats[0] == b"GET /alive HTTP/1.1\r\n"
    assert alive.json() == {"ok": True, "loop": "ok", "ticks": "ok", "poll": "ok"}
    assert 'taperline_people{role="case_manager",state="active"} 1.0' in figures.text
