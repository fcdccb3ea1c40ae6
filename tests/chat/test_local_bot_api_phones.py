"""The phones over HTTP, as the browser page uses them."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from PIL import Image
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import MovableClock
from bot.demo.botapi.server import LocalBotApi

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BUTTONS = {
    "inline_keyboard": [
        [{"text": "Taken", "callback_data": "t"}],
        [{"text": "Copy", "copy_text": {"text": "112"}}, {"text": "Open", "url": "https://x.org/"}],
    ]
}


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi(clock=MovableClock(frozen_at=NOW)) as server:
        server.phone(7, first_name="Ann").user.started = True
        yield server


@pytest.fixture
async def page(api: LocalBotApi) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=api.base_url, timeout=10) as client:
        yield client


async def say(page: httpx.AsyncClient, api: LocalBotApi, text: str = "<b>hi</b>", **more: Any) -> int:
    given = {"chat_id": 7, "text": text, "parse_mode": "HTML"} | more
    answer = await page.post(f"/bot{api.token}/sendMessage", json=given)
    number: int = answer.json()["result"]["message_id"]
    return number


async def test_a_message_is_told_with_all_that_shows(api: LocalBotApi, page: httpx.AsyncClient) -> None:
    number = await say(page, api, reply_markup=BUTTONS, protect_content=True)
    [message] = (await page.get("/phone/7/messages")).json()
    assert message == {
        "id": number,
        "mine": False,
        "date": "2026-03-02T09:00:00+00:00",
        "edited": None,
        "text": "hi",
        "entities": [{"offset": 0, "length": 2, "type": "bold"}],
        "html": "<b>hi</b>",
        "rows": [
            [{"label": "Taken", "kind": "data", "url": None, "copy": None}],
            [
                {"label": "Copy", "kind": "copy", "url": None, "copy": "112"},
                {"label": "Open", "kind": "url", "url": "https://x.org/", "copy": None},
            ],
        ],
        "attachment": None,
        "photo": None,
        "document": None,
        "location": None,
        "pinned": False,
        "protect": True,
        "silent": False,
        "reply_to": None,
    }


async def test_people_are_listed_and_can_join(page: httpx.AsyncClient) -> None:
    await page.post("/phone/users", json={"id": 8, "first_name": "Bo", "language_code": "es"})
    people = (await page.get("/phone/users")).json()
    assert [(one["id"], one["first_name"], one["started"]) for one in people] == [(7, "Ann", True), (8, "Bo", False)]


@pytest.mark.parametrize(
    ("act", "given", "kind"),
    [
        ("start", {"payload": "abc"}, "text"),
        ("text", {"text": "hello", "reply_to": None}, "text"),
        ("location", {"latitude": 1.5, "longitude": 2}, "location"),
        ("sticker", {}, "sticker"),
    ],
)
async def test_an_act_on_the_page_becomes_an_update(
    api: LocalBotApi, page: httpx.AsyncClient, act: str, given: dict[str, Any], kind: str
) -> None:
    assert (await page.post(f"/phone/7/{act}", json=given)).status_code == 200
    [update] = (await page.get(f"/bot{api.token}/getUpdates")).json()["result"]
    assert kind in update["message"]


@pytest.mark.parametrize("act", ["document", "photo", "voice"])
async def test_a_file_from_the_page_can_be_downloaded(api: LocalBotApi, page: httpx.AsyncClient, act: str) -> None:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    await page.post(f"/phone/7/{act}", files={"file": ("plan.png", made.getvalue())}, data={"caption": "see"})
    [message] = (await page.get("/phone/7/messages")).json()
    shown = message["photo"] or message["document"]
    assert (await page.get(shown["url"])).content == made.getvalue()
    assert (message["mine"], message["attachment"]) == (True, act)


async def test_a_tap_returns_its_answer(api: LocalBotApi, page: httpx.AsyncClient) -> None:
    number = await say(page, api, reply_markup=BUTTONS)
    tap = asyncio.create_task(page.post("/phone/7/tap", json={"message_id": number, "row": 0, "column": 0}))
    [update] = (await page.get(f"/bot{api.token}/getUpdates?timeout=5")).json()["result"]
    query = update["callback_query"]["id"]
    await page.post(f"/bot{api.token}/answerCallbackQuery", json={"callback_query_id": query, "text": "Noted"})
    assert (await tap).json() == {
        "answered": True,
        "message_id": number,
        "text": "Noted",
        "alert": False,
        "url": None,
    }


async def test_a_copy_button_hands_its_text_to_the_page(api: LocalBotApi, page: httpx.AsyncClient) -> None:
    number = await say(page, api, reply_markup=BUTTONS)
    answer = await page.post("/phone/7/tap", json={"message_id": number, "row": 1, "column": 0})
    assert answer.json() == {"answered": False, "copy": "112", "url": None}


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/phone/99/text", {"text": "x"}, 404),
        ("/phone/7/tap", {"message_id": 99, "row": 0, "column": 0}, 400),
        ("/phone/7/start", {"payload": "not allowed"}, 400),
        ("/phone/7/text", {}, 400),
    ],
)
async def test_what_a_phone_cannot_do_is_said(
    page: httpx.AsyncClient, path: str, given: dict[str, Any], status: int
) -> None:
    answer = await page.post(path, json=given)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}


async def test_the_stream_tells_everything_as_it_happens(api: LocalBotApi, page: httpx.AsyncClient) -> None:
    async with page.stream("GET", "/phone/7/events") as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == ": open"
        number = await say(page, api, reply_markup={"keyboard": [["Today"]]})
        other = await say(page, api, "two", reply_markup=BUTTONS)
        chat = {"chat_id": 7, "message_id": other}
        await page.post(f"/bot{api.token}/editMessageText", json=chat | {"text": "three"})
        await page.post(f"/bot{api.token}/pinChatMessage", json=chat)
        await page.post(f"/bot{api.token}/sendChatAction", json={"chat_id": 7, "action": "typing"})
        await page.post(f"/bot{api.token}/deleteMessage", json=chat)
        told = await _told(lines, 7)
    assert [kind for kind, _ in told] == ["keyboard", "message", "message", "edit", "pin", "typing", "delete"]
    assert told[0][1] == {"rows": [["Today"]], "one_time": False}
    assert [told[1][1]["id"], told[2][1]["text"], told[3][1]["text"], told[6][1]] == [
        number,
        "two",
        "three",
        {"id": other},
    ]


async def test_edits_and_pins_come_as_whole_messages(api: LocalBotApi, page: httpx.AsyncClient) -> None:
    number = await say(page, api, "one", reply_markup=BUTTONS)
    async with page.stream("GET", "/phone/7/events") as stream:
        lines = stream.aiter_lines()
        await anext(lines)
        chat = {"chat_id": 7, "message_id": number}
        await page.post(f"/bot{api.token}/editMessageText", json=chat | {"text": "three"})
        told = await _told(lines, 1)
        await page.post(f"/bot{api.token}/pinChatMessage", json=chat)
        told += await _told(lines, 1)
    assert [(kind, one["text"], one["rows"], one["pinned"]) for kind, one in told] == [
        ("edit", "three", [], False),
        ("pin", "three", [], True),
    ]


async def _told(lines: AsyncIterator[str], count: int) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = []
    while len(told) < count:
        line = await anext(lines)
        if line.startswith("event:"):
            told.append((line[7:], json.loads((await anext(lines))[6:])))
    return told


async def test_a_blocked_bot_is_refused_until_unblocked(api: LocalBotApi, page: httpx.AsyncClient) -> None:
    await page.post("/phone/7/block")
    refused = await page.post(f"/bot{api.token}/sendMessage", json={"chat_id": 7, "text": "x"})
    await page.post("/phone/7/unblock")
    taken = await page.post(f"/bot{api.token}/sendMessage", json={"chat_id": 7, "text": "x"})
    assert (refused.status_code, taken.status_code) == (403, 200)


async def test_a_page_can_be_served_beside_it(api: LocalBotApi, page: httpx.AsyncClient) -> None:
    async def show(request: Request) -> Response:
        return PlainTextResponse("the page")

    api.app.routes.append(Route("/", show))
    assert (await page.get("/")).text == "the page"
    assert (await page.get(f"/bot{api.token}/getMe")).json()["ok"] is True
