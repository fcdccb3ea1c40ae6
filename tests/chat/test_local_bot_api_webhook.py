"""A webhook gets the updates of one chat in order, again and again until it takes them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from aiohttp import web

from bot.demo.botapi.server import LocalBotApi


@dataclass
class Hook:
    """A bot's own address: answers with the statuses put in, then with 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    seen: list[tuple[int, str, int]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    slow: dict[int, asyncio.Event] = field(default_factory=dict)
    come: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        chat_id = update["message"]["chat"]["id"]
        status = self.statuses.pop(0) if self.statuses else 200
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.seen.append((chat_id, update["message"]["text"], status))
        self.come.set()
        if chat_id in self.slow:
            await self.slow[chat_id].wait()
        return web.Response(status=status)

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10):
            while len(self.seen) < count:
                self.come.clear()
                await self.come.wait()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    made = Hook()
    application = web.Application()
    application.router.add_post("/hook", made.take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    for waiting in made.slow.values():
        waiting.set()
    await runner.cleanup()


@pytest.fixture
async def api(hook: Hook) -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi() as server:
        server.webhook.first_pause = 0.01
        yield server


async def call(api: LocalBotApi, method: str, **given: Any) -> Any:
    async with httpx.AsyncClient() as client:
        return (await client.post(f"{api.base_url}/bot{api.token}/{method}", data=given)).json()["result"]


async def test_what_waited_and_what_comes_is_delivered_with_the_secret(api: LocalBotApi, hook: Hook) -> None:
    api.phone(1).text("waited")
    await call(api, "setWebhook", url=hook.url, secret_token="s3cret")
    await hook.until(1)
    api.phone(1).text("comes")
    await hook.until(2)
    assert [text for _, text, _ in hook.seen] == ["waited", "comes"]
    assert hook.secrets == ["s3cret", "s3cret"]


async def test_a_failed_update_is_tried_again_before_the_next(api: LocalBotApi, hook: Hook) -> None:
    hook.statuses = [500, 503]
    await call(api, "setWebhook", url=hook.url)
    api.phone(1).text("one")
    api.phone(1).text("two")
    await hook.until(4)
    assert [(text, status) for _, text, status in hook.seen] == [("one", 500), ("one", 503), ("one", 200), ("two", 200)]


async def test_a_slow_chat_does_not_hold_up_others(api: LocalBotApi, hook: Hook) -> None:
    hook.slow[1] = asyncio.Event()
    await call(api, "setWebhook", url=hook.url)
    api.phone(1).text("slow")
    await hook.until(1)
    api.phone(1).text("behind it")
    api.phone(2).text("beside it")
    await hook.until(2)
    assert [text for _, text, _ in hook.seen] == ["slow", "beside it"]
    hook.slow[1].set()
    await hook.until(3)
    assert hook.seen[2][1] == "behind it"


async def test_the_webhook_tells_how_it_stands(api: LocalBotApi, hook: Hook) -> None:
    hook.statuses = [500] * 1000
    await call(api, "setWebhook", url=hook.url, allowed_updates='["message"]')
    api.phone(1).text("one")
    await hook.until(2)
    info = await call(api, "getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["allowed_updates"]) == (hook.url, 1, ["message"])
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    await call(api, "deleteWebhook", drop_pending_updates=True)
    assert (await call(api, "getWebhookInfo"))["pending_update_count"] == 0
