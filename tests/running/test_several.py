"""Several processes on one PostgreSQL: one works, the others wait or take webhooks, and one takes over in time."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest

from bot.demo.botapi.server import LocalBotApi
from tests.postgres import PostgresServer
from tests.running.processes import SECRET, Running, free_port
from tests.running.test_run import happened, settings

TAKEOVER = 10.0
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@asynccontextmanager
async def two_workers(api: LocalBotApi, url: str) -> AsyncIterator[tuple[Running, Running]]:
    """One that works and one that waits."""
    async with AsyncExitStack() as held:
        first = await held.enter_async_context(Running(settings(api, url), "run", "--role", "worker"))
        await first.until("app.ready")
        second = await held.enter_async_context(Running(settings(api, url), "run", "--role", "all"))
        await second.until("worker.waiting")
        yield first, second


def terminate(server: PostgresServer) -> None:
    server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'taperline worker'")


@pytest.mark.parametrize("end", [Running.kill, Running.freeze], ids=["killed", "frozen"])
async def test_the_next_one_takes_over_in_time(
    api: LocalBotApi, postgresql_url: str, end: Callable[[Running], None]
) -> None:
    sam = api.phone(11)
    async with two_workers(api, postgresql_url) as (first, second):
        end(first)
        began = time.monotonic()
        sam.start()
        await second.until("app.ready")
        assert time.monotonic() - began < TAKEOVER
        await happened(lambda: bool(sam.from_bot()))


async def test_who_was_frozen_stops_when_it_wakes_up(api: LocalBotApi, postgresql_url: str) -> None:
    async with two_workers(api, postgresql_url) as (first, second):
        first.freeze()
        await second.until("app.ready")
        first.thaw()
        await first.until("worker.lost")
        await first.until("worker.waiting")


async def test_a_lost_lock_is_taken_again(
    api: LocalBotApi, postgresql_url: str, postgres_server: PostgresServer
) -> None:
    async with two_workers(api, postgresql_url) as (first, second):
        terminate(postgres_server)
        await first.until("worker.lost")
        both = [asyncio.create_task(one.until("app.ready")) for one in (first, second)]
        done, waiting = await asyncio.wait(both, timeout=TAKEOVER, return_when=asyncio.FIRST_COMPLETED)
        for one in waiting:
            one.cancel()
        assert len(done) == 1


def hook(port: int) -> dict[str, str]:
    """The settings of a process that takes webhooks."""
    address = f"http://127.0.0.1:{port}"
    return {
        "WEBHOOK_URL": f"{address}/hook",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_LISTEN": address.removeprefix("http://"),
    }


def update(number: int, text: str) -> dict[str, object]:
    """An update as Telegram brings it: Sam writes `text`."""
    sam = {"id": 11, "is_bot": False, "first_name": "Sam"}
    chat = {"id": 11, "type": "private", "first_name": "Sam"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": sam, "text": text}
    return {"update_id": number, "message": message}


async def test_a_chat_is_answered_in_order_whoever_takes_it(api: LocalBotApi, postgresql_url: str) -> None:
    texts = ("/start", "/privacy") * 3
    ports = free_port(), free_port()
    sam = api.phone(11)
    sam.user.started = True
    async with (
        Running(settings(api, postgresql_url, **hook(ports[0]))) as worker,
        Running(settings(api, postgresql_url, **hook(ports[1])), "run", "--role", "web") as web,
        httpx.AsyncClient(headers={HEADER: SECRET}) as telegram,
    ):
        await worker.until("app.ready")
        await web.until("webhook.set")
        for number, text in enumerate(texts, start=1):
            address = f"http://127.0.0.1:{ports[number % 2]}/"
            assert (await telegram.post(address, json=update(number, text))).status_code == 200
        await happened(lambda: len(sam.from_bot()) == len(texts))
    said = [message.text for message in sam.from_bot()]
    assert said == said[:2] * 3
    assert said[0] != said[1]


async def test_only_who_knows_the_secret_is_heard(api: LocalBotApi, postgresql_url: str) -> None:
    port = free_port()
    given = settings(api, postgresql_url, **hook(port))
    async with (
        Running(given, "run", "--role", "web") as web,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        await web.until("web.ready")
        answers = [
            await client.post("/hook", json=update(1, "hello"), headers=headers)
            for headers in ({}, {HEADER: "guessed"}, {HEADER: SECRET})
        ]
        ready = await client.get("/ready")
    assert [answer.status_code for answer in answers] == [401, 403, 200]
    assert ready.json() == {"ok": True, "database": "ok", "migrations": "ok", "worker": "web"}


async def test_what_cannot_be_kept_is_brought_again(
    api: LocalBotApi, postgresql_url: str, postgres_server: PostgresServer
) -> None:
    sam = api.phone(11)
    port = free_port()
    given = settings(api, postgresql_url, **hook(port))
    async with (
        Running(given, "run", "--role", "worker") as worker,
        Running(given, "run", "--role", "web") as web,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client,
    ):
        await worker.until("app.ready")
        await web.until("webhook.set")
        postgres_server.stop()
        try:
            refused = await client.post("/hook", json=update(1, "hello"), headers={HEADER: SECRET})
            ready = await client.get("/ready")
            sam.start()
            await happened(lambda: bool(api.webhook.last_error))
        finally:
            postgres_server.start()
        await happened(lambda: bool(sam.from_bot()))
    assert refused.status_code == 500
    assert ready.status_code == 503
