"""fake_server: a stand-in for the demo's program, for trying the page alone. Canned chats, no rules, no database."""

import asyncio
import json
import socket
import struct
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.demo.page_routes import page_routes

Json = dict[str, Any]
ANA, DANA = 1001, 2001
NOON = datetime(2026, 12, 15, 20, 6, tzinfo=UTC)
KEYBOARDS = {
    ANA: [["Today", "Check in", "Plan", "Help now"]],
    DANA: [["Alerts", "Caseload", "Load plan", "Invite"]],
}
COMMANDS = [
    {"command": "today", "description": "What is due today"},
    {"command": "checkin", "description": "Say how you are"},
    {"command": "help_now", "description": "Where to get help"},
]


def png(width: int, height: int, grey: int = 200) -> bytes:
    """A plain grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([grey]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def spans(text: str, **marked: str) -> list[Json]:
    """Entities for the first place where each marked piece stands in `text`; offsets in UTF-16 units."""

    def units(piece: str) -> int:
        return len(piece.encode("utf-16-le")) // 2

    return [
        {"type": kind, "offset": units(text[: text.index(piece)]), "length": units(piece)}
        for kind, piece in marked.items()
    ]


@dataclass(slots=True)
class FakeDemo:
    """Both APIs in memory. What the page did stands in `heard`, in order."""

    now: datetime = NOON
    chats: dict[int, list[Json]] = field(default_factory=lambda: {ANA: [], DANA: []})
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    heard: list[tuple[Any, ...]] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)
    decided: list[Json] = field(default_factory=list)
    coming: list[Json] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    scenario: str = "crisis"
    slow: float = 0.0
    queues: list[tuple[str, asyncio.Queue[tuple[str, Any]]]] = field(default_factory=list)
    last_id: int = 0

    def say(self, user_id: int, text: str = "", **more: Any) -> Json:
        """One more message in a chat, and everybody who looks sees it."""
        self.last_id += 1
        message: Json = {
            "id": self.last_id, "mine": False, "date": self.now.isoformat(), "edited": None, "text": text,
            "entities": [], "html": "", "rows": [], "attachment": None, "photo": None, "document": None,
            "location": None, "pinned": False, "protect": False, "silent": False, "reply_to": None,
        } | more  # fmt: skip
        self.chats[user_id].append(message)
        self.tell(user_id, "message", message)
        return message

    def change(self, user_id: int, message_id: int, **changes: Any) -> None:
        """The message with that id, changed, is shown in place of the old one."""
        message = next(each for each in self.chats[user_id] if each["id"] == message_id)
        message.update(changes)
        self.tell(user_id, "edit", message)

    def remove(self, user_id: int, message_id: int) -> None:
        """The message is gone."""
        self.chats[user_id] = [each for each in self.chats[user_id] if each["id"] != message_id]
        self.tell(user_id, "delete", {"id": message_id})

    def decide(self, what: str, **more: Any) -> None:
        """One line more in the right column."""
        self.decided.append({"at": self.now.isoformat(), "what": what, "danger": False} | more)
        self.tell("decisions", "decision", self.decided[-1])

    def keep(self, name: str, content: bytes, kind: str) -> str:
        """The address under which the page can fetch `content`."""
        self.files[name] = (content, kind)
        return f"/phone/file/{name}"

    def tell(self, channel: int | str, event: str, payload: Any) -> None:
        """An event for everybody who listens to that channel."""
        for name, queue in self.queues:
            if name == str(channel):
                queue.put_nowait((event, payload))

    def state(self) -> Json:
        """What `/demo/state` says."""
        scenarios = [("first", "First day", "Joining, first reminder"), ("step", "Step day", "The amount has changed"),
                     ("missed", "Missed doses", "Two with no answer"), ("crisis", "Crisis", "Something serious"),
                     ("aftercare", "Aftercare week", "8 services, next dates")]  # fmt: skip
        return {
            "now": self.now.isoformat(), "zone": "America/Chicago", "started": "2026-12-15T14:04:00Z",
            "people": [
                {"user_id": ANA, "name": "Ana", "role": "patient", "subtitle": "Chicago time",
                 "zone": "America/Chicago"},
                {"user_id": DANA, "name": "Dana", "role": "case_manager", "subtitle": "Dana A., on call",
                 "zone": "America/Chicago"},
            ],
            "scenario": self.scenario,
            "scenarios": [{"id": each, "title": title, "hint": hint} for each, title, hint in scenarios],
            "next": {"at": (NOON + timedelta(minutes=14)).isoformat(), "what": "outcome due"},
            "commands": {str(ANA): COMMANDS, str(DANA): COMMANDS},
            "busy": False,
        }  # fmt: skip


def demo_routes(fake: FakeDemo) -> list[Route]:
    """Clock, scenarios and decisions alone."""

    async def state(request: Request) -> Response:
        return JSONResponse(fake.state())

    async def clock(request: Request) -> Response:
        step = await request.json()
        fake.heard.append(("clock", step))
        await asyncio.sleep(fake.slow)
        fake.now += timedelta(minutes=step.get("minutes", 0), days=step.get("days", 0))
        return JSONResponse(fake.state())

    async def scenario(request: Request) -> Response:
        fake.scenario = (await request.json())["id"]
        fake.chats = {ANA: [], DANA: []}
        fake.decided.clear()
        fake.tell("decisions", "reset", {})
        return JSONResponse(fake.state())

    async def decisions(request: Request) -> Response:
        past = [("decision", each) for each in fake.decided] + [("upcoming", {"items": fake.coming})]
        return _stream(fake, "decisions", past)

    return [
        Route("/demo/state", state), Route("/demo/clock", clock, methods=["POST"]),
        Route("/demo/scenario", scenario, methods=["POST"]), Route("/demo/decisions", decisions),
    ]  # fmt: skip


def phone_routes(fake: FakeDemo) -> list[Route]:
    """The phones alone."""

    async def messages(request: Request) -> Response:
        return JSONResponse(fake.chats[request.path_params["user"]])

    async def events(request: Request) -> Response:
        user = request.path_params["user"]
        return _stream(fake, str(user), [])

    async def keyboard(request: Request) -> Response:
        rows = KEYBOARDS[request.path_params["user"]] if fake.chats[request.path_params["user"]] else []
        return JSONResponse({"rows": rows, "one_time": False})

    async def users(request: Request) -> Response:
        return JSONResponse([{"id": user, "blocked": user in fake.blocked} for user in fake.chats])

    async def file(request: Request) -> Response:
        content, kind = fake.files[request.path_params["name"]]
        return Response(content, media_type=kind)

    async def act(request: Request) -> Response:
        return await _act(fake, request.path_params["user"], request.path_params["what"], request)

    return [
        Route("/phone/users", users), Route("/phone/{user:int}/keyboard", keyboard),
        Route("/phone/file/{name}", file), Route("/phone/{user:int}/messages", messages),
        Route("/phone/{user:int}/events", events), Route("/phone/{user:int}/{what}", act, methods=["POST"]),
    ]  # fmt: skip


def _stream(fake: FakeDemo, channel: str, first: list[tuple[str, Any]]) -> StreamingResponse:
    queue: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
    for each in first:
        queue.put_nowait(each)

    async def lines() -> AsyncIterator[str]:
        entry = (channel, queue)
        fake.queues.append(entry)
        try:
            while True:
                event, payload = await queue.get()
                yield f"event: {event}\ndata: {json.dumps(payload)}\n\n"
        finally:
            fake.queues.remove(entry)

    return StreamingResponse(lines(), media_type="text/event-stream")


async def _act(fake: FakeDemo, user: int, what: str, request: Request) -> Response:
    if what in ("document", "photo", "voice"):
        return await _upload(fake, user, what, request)
    body = await request.json()
    fake.heard.append((what, user, body))
    if what == "text":
        fake.say(user, body["text"], mine=True, reply_to=body["reply_to"])
    elif what == "start":
        fake.say(user, f"/start {body['payload']}".strip(), mine=True)
    elif what == "edit":
        fake.change(user, body["message_id"], text=body["text"], edited=fake.now.isoformat())
    elif what == "location":
        fake.say(user, mine=True, attachment="location", location=body)
    elif what == "sticker":
        fake.say(user, mine=True, attachment="sticker")
    elif what == "tap":
        message = next(each for each in fake.chats[user] if each["id"] == body["message_id"])
        label = message["rows"][body["row"]][body["column"]]["label"]
        fake.change(user, message["id"], text=f"{message['text']} {label}.", rows=[], edited=fake.now.isoformat())
        answer = fake.answers.get(label)
        if answer:
            fake.tell(user, "answer", {"message_id": message["id"], "url": None} | answer)
        return JSONResponse({"answered": bool(answer)} | ({"message_id": message["id"]} | answer if answer else {}))
    elif what in ("block", "unblock"):
        (fake.blocked.add if what == "block" else fake.blocked.discard)(user)
    return JSONResponse({})


async def _upload(fake: FakeDemo, user: int, what: str, request: Request) -> Response:
    form = await request.form()
    sent = form["file"]
    assert isinstance(sent, UploadFile)
    content = await sent.read()
    caption = str(form.get("caption", ""))
    fake.heard.append((what, user, sent.filename, caption, len(content)))
    kind = sent.content_type or "application/octet-stream"
    address = fake.keep(f"{what}-{fake.last_id}", content, kind)
    if what == "photo":
        fake.say(user, caption, mine=True, photo={"url": address, "width": 300, "height": 200})
    elif what == "document":
        fake.say(user, caption, mine=True, document={"name": sent.filename, "url": address, "size": len(content)})
    else:
        fake.say(user, mine=True, attachment="voice", document={"name": "v.oga", "url": address, "size": len(content)})
    return JSONResponse({})


class FakeServer:
    """The fake on a free port of this computer, in the running event loop."""

    def __init__(self, fake: FakeDemo) -> None:
        app = Starlette(routes=[*demo_routes(fake), *phone_routes(fake), *page_routes()])
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        self._serving: asyncio.Task[None] | None = None

    async def __aenter__(self) -> str:
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    async def __aexit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        if self._serving is not None:
            await self._serving
