"""Bot API servers as other people write them for tests of bots: three of them, each terse in a way of its own.

Belongs here: what such a server answers, and the people who use it. Not here: promises (test_other_servers.py).
"""

import asyncio
import itertools
import json
import time
from types import TracebackType
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

TOKEN = "666:" + "A" * 35

Answer = tuple[int, dict[str, Any]]


class ForeignServer:
    """Keeps what was said to whom, and what people did until it is fetched."""

    def __init__(self) -> None:
        self.said: list[tuple[str, dict[str, Any]]] = []
        self.pending: list[dict[str, Any]] = []
        self.fetches = 0
        self._ids = itertools.count(1)
        self._fetched = asyncio.Condition()
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._take)
        self._server = TestServer(app)

    async def __aenter__(self) -> "ForeignServer":
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    @property
    def base_url(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    async def _take(self, request: web.Request) -> web.Response:
        given = {name: str(value) for name, value in (await request.post()).items()}
        method = request.match_info["method"]
        status, body = self.answer(method, given)
        if method == "getUpdates":
            self.fetches += 1
            async with self._fetched:
                self._fetched.notify_all()
        return web.json_response(body, status=status)

    def answer(self, method: str, given: dict[str, Any]) -> Answer:
        """Status and body."""
        raise NotImplementedError

    def keep(self, method: str, given: dict[str, Any]) -> int:
        """It was said; its message id."""
        self.said.append((method, given))
        return len(self.said)

    def person(self, user_id: int, name: str) -> dict[str, Any]:
        """How this server tells who did it."""
        return {"id": user_id, "is_bot": False, "first_name": name}

    def chat(self, user_id: int) -> dict[str, Any]:
        return {"id": user_id, "type": "private"}

    def texted(self, user_id: int, name: str, text: str) -> None:
        """Somebody wrote."""
        message = {"message_id": 1000, "from": self.person(user_id, name), "chat": self.chat(user_id), "text": text}
        self.pending.append({"update_id": next(self._ids), "message": message | self.dated()})

    def tapped(self, user_id: int, name: str, label: str) -> None:
        """Somebody tapped the newest button with `label`, or with a longer one that begins with it."""
        for at in reversed(range(len(self.said))):
            for data in _buttons(self.said[at][1], user_id, label):
                query = {"id": str(next(self._ids)), "from": self.person(user_id, name), "data": data}
                under = {"message_id": at + 1, "chat": self.chat(user_id)} | self.dated()
                self.pending.append({"update_id": next(self._ids), "callback_query": query | self.under(under)})
                return
        raise AssertionError(f"no button {label!r}: {self.texts(user_id)[-3:]}")

    def under(self, message: dict[str, Any]) -> dict[str, Any]:
        """How a tap names the message under which it happened."""
        return {"message": message, "chat_instance": "1"}

    def dated(self) -> dict[str, Any]:
        return {"date": int(time.time())}

    def texts(self, user_id: int) -> list[str]:
        """What this person was told."""
        return [
            given.get("text") or given.get("caption", "")
            for method, given in self.said
            if given.get("chat_id") == str(user_id) and method.startswith(("send", "edit"))
        ]

    async def fetched(self) -> None:
        """What people did is in the hands of the program, and it came back for more."""
        wanted = self.fetches + 3
        async with self._fetched:
            await asyncio.wait_for(self._fetched.wait_for(lambda: self.fetches >= wanted), 20)


class Hasty(ForeignServer):
    """Holds no poll, gives each update once whatever the offset, says nothing of what it sent, and takes a method that
    it does not know for a breakdown."""

    def answer(self, method: str, given: dict[str, Any]) -> Answer:
        match method:
            case "getMe":
                return 200, {"ok": True, "result": {"id": 666, "first_name": "Test", "username": "TestBot"}}
            case "getUpdates":
                new, self.pending = self.pending, []
                return 200, {"ok": True, "result": new}
            case "sendMessage" | "editMessageText" | "editMessageReplyMarkup":
                self.keep(method, given)
                return 200, {"ok": True, "result": None}
            case "answerCallbackQuery":
                return 200, {"ok": True, "result": True}
        return 500, {"message": f"API method '{method}' is not supported."}

    def under(self, message: dict[str, Any]) -> dict[str, Any]:
        return {"message": message}

    def dated(self) -> dict[str, Any]:
        return {}


class Agreeable(ForeignServer):
    """Says yes to everything it does not know; tells more than was asked; refuses with a 200; loses old messages."""

    def answer(self, method: str, given: dict[str, Any]) -> Answer:
        match method:
            case "getMe":
                me = {"id": 666, "is_bot": True, "first_name": "Test", "username": "TestBot", "can_fly": True}
                return 200, {"ok": True, "result": me, "took_ms": 1}
            case "getUpdates":
                offset = int(given.get("offset", 0))
                self.pending = [one for one in self.pending if one["update_id"] >= offset]
                return 200, {"ok": True, "result": self.pending[: int(given.get("limit", 100))]}
            case "editMessageText" if int(given["message_id"]) % 2:
                return 200, {"ok": False, "error_code": 400, "description": "Bad Request: message not found"}
            case "sendMessage" | "sendPhoto" | "sendDocument" | "editMessageText":
                sent = {"message_id": self.keep(method, given), "chat": {"id": given["chat_id"]}, "mood": "good"}
                return 200, {"ok": True, "result": sent}
        return 200, {"ok": True, "result": True}


class Bare(ForeignServer):
    """Knows who it is, gives every update again and again, takes messages, and has never heard of anything else: no
    edit, no picture. Of people and chats it tells the id."""

    def answer(self, method: str, given: dict[str, Any]) -> Answer:
        match method:
            case "getMe":
                return 200, {"ok": True, "result": {"username": "TestBot"}}
            case "getUpdates":
                return 200, {"ok": True, "result": self.pending}
            case "sendMessage":
                self.keep(method, given)
                return 200, {"ok": True}
        return 404, {"ok": False, "error_code": 404, "description": "Not Found"}

    def person(self, user_id: int, name: str) -> dict[str, Any]:
        return {"id": user_id}

    def chat(self, user_id: int) -> dict[str, Any]:
        return {"id": user_id}

    def under(self, message: dict[str, Any]) -> dict[str, Any]:
        return {}

    def dated(self) -> dict[str, Any]:
        return {}


def _buttons(given: dict[str, Any], user_id: int, label: str) -> list[str]:
    """The data of the buttons with this label under one message to this person."""
    if given.get("chat_id") != str(user_id):
        return []
    rows = json.loads(given.get("reply_markup") or "{}").get("inline_keyboard", [])
    return [one["callback_data"] for row in rows for one in row if one["text"].startswith(label)]
