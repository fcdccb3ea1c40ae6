"""The demo's page against the real phones of the local Bot API: what a bot sends is what the page shows."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from starlette.applications import Starlette

from bot.clock import MovableClock
from bot.demo.botapi.server import LocalBotApi
from bot.demo.page_routes import page_routes
from tests.browser.conftest import page_at
from tests.browser.fake_server import ANA, DANA, NOON, FakeDemo, demo_routes, png

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Bot:
    """A bot that says what a test tells it, over HTTP."""

    def __init__(self, api: LocalBotApi) -> None:
        self.http = httpx.AsyncClient(base_url=f"{api.base_url}/bot{api.token}/")
        self.offset = 0

    async def call(self, method: str, files: Any = None, **given: Any) -> Any:
        answer = (await self.http.post(method, data={k: _plain(v) for k, v in given.items()}, files=files)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def next_update(self, **given: Any) -> Any:
        """What a person did next."""
        (update,) = await self.call("getUpdates", offset=self.offset, limit=1, timeout=5, **given)
        self.offset = update["update_id"] + 1
        return update


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@pytest_asyncio.fixture(loop_scope="module")
async def api() -> AsyncIterator[LocalBotApi]:
    server = LocalBotApi(clock=MovableClock(frozen_at=NOON))
    server.phone(ANA, first_name="Ana")
    server.phone(DANA, first_name="Dana")
    server.app = Starlette(routes=[*server.routes, *demo_routes(FakeDemo()), *page_routes()])
    async with server:
        yield server


@pytest_asyncio.fixture(loop_scope="module")
async def bot(api: LocalBotApi) -> AsyncIterator[Bot]:
    speaking = Bot(api)
    yield speaking
    await speaking.http.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, api: LocalBotApi, bot: Bot) -> AsyncIterator[Page]:
    async with page_at(browser, f"{api.base_url}/") as opened:
        await opened.locator(f'[data-user="{ANA}"]').get_by_role("button", name="START").click()
        await bot.next_update()
        yield opened


async def test_a_tap_reaches_the_bot_and_its_answer_the_phone(page: Page, bot: Bot) -> None:
    keys = {"inline_keyboard": [[{"text": "Taken", "callback_data": "d1:taken"}]]}
    await bot.call("sendMessage", chat_id=ANA, text="<b>8:00</b> is due", parse_mode="HTML", reply_markup=keys)
    await page.get_by_role("button", name="Taken").click()
    tap = (await bot.next_update())["callback_query"]
    await bot.call("editMessageText", chat_id=ANA, message_id=tap["message"]["message_id"], text="Done at 8:04.")
    await bot.call("answerCallbackQuery", callback_query_id=tap["id"], text="Noted")
    await expect(page.locator(".toast")).to_have_text("Noted")
    await expect(page.locator(".message.in .text")).to_have_text("Done at 8:04.")


async def test_a_copy_button_of_the_bot_copies(page: Page, bot: Bot) -> None:
    keys = {"inline_keyboard": [[{"text": "Copy", "copy_text": {"text": "555-0100"}}]]}
    await bot.call("sendMessage", chat_id=ANA, text="Office", reply_markup=keys)
    await page.get_by_role("button", name="Copy").click()
    await expect(page.locator(".toast")).to_have_text("Copied")


async def test_the_bots_keyboard_stands_under_the_chat(page: Page, bot: Bot) -> None:
    keys = {"keyboard": [["Today", "Check in", "Plan", "Help now"]], "is_persistent": True}
    await bot.call("sendMessage", chat_id=ANA, text="Hello", reply_markup=keys)
    await expect(page.locator(".reply-key")).to_have_text(["Today", "Check in", "Plan", "Help now"])
    await page.reload()
    await expect(page.locator(".reply-key")).to_have_count(4)


async def test_pictures_files_and_pins_of_the_bot_are_shown(page: Page, bot: Bot) -> None:
    photo = {"photo": ("chart.png", png(300, 200), "image/png")}
    sent = await bot.call("sendPhoto", files=photo, chat_id=ANA, caption="Stiffness")
    await bot.call("sendDocument", files={"document": ("plan.pdf", b"%PDF" * 300)}, chat_id=ANA)
    await bot.call("pinChatMessage", chat_id=ANA, message_id=sent["message_id"])
    await expect(page.locator(".file-name")).to_have_text("plan.pdf")
    await expect(page.get_by_role("button", name="Pinned message Stiffness")).to_be_visible()
    assert await page.locator(".photo img").evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 300


async def test_all_that_a_person_can_send_arrives(page: Page, bot: Bot) -> None:
    ana = page.locator(f'[data-user="{ANA}"]')
    await ana.get_by_role("button", name="Send a voice note").click()
    assert "voice" in (await bot.next_update())["message"]
    for clicks, arrives in ([["Sticker"], "sticker"], [["Location", "Chicago"], "location"]):
        await ana.get_by_role("button", name="Attach").click()
        for name in clicks:
            await page.get_by_role("menuitem", name=name).click()
        assert arrives in (await bot.next_update())["message"]
    await expect(ana.locator(".message.out")).to_have_count(4)


async def test_an_edited_message_reaches_the_bot(page: Page, bot: Bot) -> None:
    await page.locator(".message.out").click(button="right")
    await page.get_by_role("menuitem", name="Edit").click()
    await page.keyboard.type(" again")
    await page.keyboard.press("Enter")
    assert (await bot.next_update())["edited_message"]["text"] == "/start again"


async def test_blocking_stops_the_bot_until_it_is_let_in(page: Page, bot: Bot) -> None:
    ana = page.locator(f'[data-user="{ANA}"]')
    await ana.get_by_role("button", name="Menu of this chat").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await expect(ana.get_by_role("button", name="UNBLOCK")).to_be_visible()
    refused = await bot.http.post("sendMessage", data={"chat_id": ANA, "text": "Hello"})
    assert refused.status_code == 403
    await page.reload()
    await ana.get_by_role("button", name="UNBLOCK").click()
    await expect(ana.get_by_label("Message, Ana")).to_be_visible()
