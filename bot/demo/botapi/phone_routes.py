"""phone_routes: the phones over HTTP, for the browser page and for programs in another process.

Belongs here: routes under `/phone/`. Not here: what a phone can do (phones.py), how it looks as JSON (phone_json.py).
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.demo.botapi import phone_json
from bot.demo.botapi.markup import ButtonKind
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.records import Event, Query
from bot.demo.botapi.refusals import Refused
from bot.demo.botapi.world import World

TAP_PATIENCE = 3.0
"""Seconds a tap waits for its answer."""

BREATH = 15.0
"""Seconds between two signs of life on a silent stream of events."""

Act = Callable[[Phone, Request], Awaitable[Any]]


def phone_routes(world: World) -> list[BaseRoute]:
    """The routes under `/phone/`."""
    return _Phones(world).routes()


class _Phones:
    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[BaseRoute]:
        looks = {"messages": self._messages, "keyboard": self._keyboard, "events": self._events}
        return [
            Route("/phone/users", self._users, methods=["GET"]),
            Route("/phone/users", self._join, methods=["POST"]),
            Route("/phone/accepted", self._accepted),
            Route("/phone/file/{file_id}", self._file),
            *(Route(f"/phone/{{user_id:int}}/{name}", look) for name, look in looks.items()),
            *(
                Route(f"/phone/{{user_id:int}}/{name}", self._doing(act), methods=["POST"])
                for name, act in _ACTS.items()
            ),
        ]

    def _phone(self, request: Request) -> Phone:
        return Phone(self.world, request.path_params["user_id"])

    async def _users(self, request: Request) -> Response:
        return JSONResponse([phone_json.person(user) for user in self.world.users.values()])

    async def _join(self, request: Request) -> Response:
        given = await request.json()
        user = self.world.user(
            int(given["id"]),
            first_name=str(given.get("first_name", "Sam")),
            language_code=str(given.get("language_code", "en")),
        )
        return JSONResponse(phone_json.person(user))

    async def _accepted(self, request: Request) -> Response:
        start = int(request.query_params.get("from", "0"))
        return JSONResponse([phone_json.accepted(one) for one in self.world.accepted[start:]])

    async def _file(self, request: Request) -> Response:
        kept = self.world.files.get(request.path_params["file_id"])
        if kept is None:
            return _problem("no such file", 404)
        return Response(kept.content, media_type=kept.mime)

    async def _messages(self, request: Request) -> Response:
        if request.path_params["user_id"] not in self.world.users:
            return _problem("no such person", 404)
        return JSONResponse([phone_json.message(one) for one in self._phone(request).messages()])

    async def _keyboard(self, request: Request) -> Response:
        if request.path_params["user_id"] not in self.world.users:
            return _problem("no such person", 404)
        return JSONResponse(phone_json.keyboard(self._phone(request)))

    async def _events(self, request: Request) -> Response:
        if request.path_params["user_id"] not in self.world.users:
            return _problem("no such person", 404)
        return StreamingResponse(
            _stream(self._phone(request)), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    def _doing(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        async def do(request: Request) -> Response:
            if request.path_params["user_id"] not in self.world.users:
                return _problem("no such person", 404)
            try:
                return JSONResponse(await act(self._phone(request), request))
            except Refused as refused:
                return _problem(refused.reason.description, 400)
            except (LookupError, ValueError, TypeError):
                return _problem("that cannot be done on this phone now", 400)

        return do


def _problem(words: str, status: int) -> Response:
    return JSONResponse({"error": words}, status_code=status)


async def _stream(phone: Phone) -> AsyncIterator[str]:
    """Each event is put into words when it happens, not when it is read: the page sees every step."""
    told: asyncio.Queue[str] = asyncio.Queue()

    def listen(one: Event) -> None:
        data = json.dumps(phone_json.event(phone, one), ensure_ascii=False)
        told.put_nowait(f"event: {one.kind.value}\ndata: {data}\n\n")

    unwatch = phone.world.watch(phone.id, listen)
    try:
        yield ": open\n\n"
        while True:
            try:
                yield await asyncio.wait_for(told.get(), BREATH)
            except TimeoutError:
                yield ": still here\n\n"
    finally:
        unwatch()


async def _text(phone: Phone, request: Request) -> Any:
    given = await request.json()
    return {"id": phone.text(str(given["text"]), reply_to=given.get("reply_to"))}


async def _start(phone: Phone, request: Request) -> Any:
    given = await request.json() if await request.body() else {}
    return {"id": phone.start(given.get("payload") or None)}


async def _tap(phone: Phone, request: Request) -> Any:
    given = await request.json()
    message = phone.chat.messages[int(given["message_id"])]
    if message.keyboard is None:
        raise LookupError("no buttons under this message")
    button = message.keyboard.rows[int(given["row"])][int(given["column"])]
    query_id = phone.tap_button(message, button)
    if query_id is None:
        return {
            "answered": False,
            "copy": button.value if button.kind is ButtonKind.COPY else None,
            "url": button.value if button.kind is ButtonKind.URL else None,
        }
    return await _answer(phone, phone.world.queries[query_id])


async def _answer(phone: Phone, query: Query) -> Any:
    try:
        await phone.until(lambda _: query.answer is not None, seconds=TAP_PATIENCE)
    except TimeoutError:
        return {"answered": False}
    return {"answered": True} | (phone_json.answer(query.answer) if query.answer else {})


async def _upload(request: Request) -> tuple[str, bytes, str]:
    async with request.form() as form:
        file, caption = form["file"], form.get("caption")
        if not isinstance(file, UploadFile):
            raise ValueError("no file")
        return file.filename or "file", await file.read(), caption if isinstance(caption, str) else ""


async def _document(phone: Phone, request: Request) -> Any:
    name, content, caption = await _upload(request)
    return {"id": phone.document(name, content, caption)}


async def _photo(phone: Phone, request: Request) -> Any:
    _, content, caption = await _upload(request)
    return {"id": phone.photo(content, caption)}


async def _voice(phone: Phone, request: Request) -> Any:
    _, content, _ = await _upload(request)
    return {"id": phone.voice(content)}


async def _location(phone: Phone, request: Request) -> Any:
    given = await request.json()
    return {"id": phone.location(float(given["latitude"]), float(given["longitude"]))}


async def _sticker(phone: Phone, request: Request) -> Any:
    return {"id": phone.sticker()}


async def _edit(phone: Phone, request: Request) -> Any:
    given = await request.json()
    phone.edit(int(given["message_id"]), str(given["text"]))
    return {"id": int(given["message_id"])}


async def _block(phone: Phone, request: Request) -> Any:
    phone.block()
    return {"blocked": True}


async def _unblock(phone: Phone, request: Request) -> Any:
    phone.unblock()
    return {"blocked": False}


_ACTS: dict[str, Act] = {
    "text": _text,
    "start": _start,
    "tap": _tap,
    "document": _document,
    "photo": _photo,
    "voice": _voice,
    "location": _location,
    "sticker": _sticker,
    "edit": _edit,
    "block": _block,
    "unblock": _unblock,
}
