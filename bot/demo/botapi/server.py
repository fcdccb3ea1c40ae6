"""server: the local Bot API as an HTTP server, to be used as `async with LocalBotApi(…) as api`.

Belongs here: routes of the Bot API, envelopes, mishaps on the way, start and stop. Not here: what a method does
(dispatch.py), the people's phones (phones.py, phone_routes.py).
"""

import asyncio
import json
from types import TracebackType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.demo.botapi import refusals
from bot.demo.botapi.arguments import gathered
from bot.demo.botapi.dispatch import Dispatcher
from bot.demo.botapi.faults import Fault, FaultKind, Faults, gateway_page
from bot.demo.botapi.groups import Group
from bot.demo.botapi.limits import RateLimit
from bot.demo.botapi.listening import Server, Wires, bound_socket
from bot.demo.botapi.phone_routes import phone_routes
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.records import Accepted
from bot.demo.botapi.refusals import Reason, Refused
from bot.demo.botapi.webhook import Webhook
from bot.demo.botapi.world import World

TOKEN = "123456789:local-demo-token-of-nobody"
"""A token that opens nothing anywhere."""

_BEFORE = frozenset({FaultKind.REFUSE, FaultKind.PAGE, FaultKind.RESET_BEFORE})


class LocalBotApi:
    """A Bot API server of one bot, on 127.0.0.1, in this event loop."""

    def __init__(
        self, *, clock: Clock | None = None, token: str = TOKEN, port: int = 0, limit: RateLimit | None = None
    ) -> None:
        self.token = token
        self.world = World(clock=clock or Clock(), token=token)
        self.faults = Faults()
        self.webhook = Webhook(self.world.updates, clock=self.world.clock)
        self.dispatcher = Dispatcher(self.world, self.webhook, limit=limit)
        self.routes: list[BaseRoute] = [
            Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file),
            *phone_routes(self.world),
        ]
        self.app = Starlette(routes=self.routes, exception_handlers={404: _not_found, 405: _not_found, 500: _broken})
        self._wires = Wires()
        self._socket = bound_socket(port)
        self.port: int = self._socket.getsockname()[1]
        self._server: Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    @property
    def base_url(self) -> str:
        """Without the `/bot` that a client puts behind it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def accepted(self) -> list[Accepted]:
        """What was really taken, in order: the judge of tests."""
        return self.world.accepted

    def limit(self, limit: RateLimit | None) -> None:
        """The flood limit from now on; None takes it away."""
        self.dispatcher.limit(limit)

    def phone(self, user_id: int, *, first_name: str = "Sam", language_code: str = "en", username: str = "") -> Phone:
        """The phone of that person, who is made if new and has not yet pressed start."""
        self.world.user(user_id, first_name=first_name, language_code=language_code, username=username)
        return Phone(self.world, user_id)

    def group(self, chat_id: int, *, title: str, members: tuple[int, ...]) -> Group:
        """A new group with the bot in it; `members` are people with phones."""
        self.world.group(chat_id, title=title, members=members)
        return Group(self.world, chat_id)

    async def __aenter__(self) -> "LocalBotApi":
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """It listens (again) on its port, with the world as it is."""
        config = uvicorn.Config(
            self.app,
            http=self._wires.protocol(),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_keep_alive=75,
            date_header=False,
            server_header=False,
        )
        if self._socket.fileno() < 0:
            self._socket = bound_socket(self.port)
        self._stopping.clear()
        self.webhook.open()
        self._server = Server(config, self._wires)
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        await self._server.ready.wait()

    async def stop(self) -> None:
        """It no longer listens: connections are refused, requests under way get a moment. The world stays."""
        self._stopping.set()
        await self.webhook.close()
        self.world.updates.wake()
        if self._server is not None and self._serving is not None:
            self._server.leave.set()
            await self._serving

    async def until_stopped(self) -> None:
        """Returns when the server ends."""
        if self._serving is not None:
            await asyncio.shield(self._serving)

    async def _method(self, request: Request) -> Response:
        try:
            self._check(request.path_params["token"])
            method = request.path_params["method"].lower()
            given = await gathered(request)
            fault = self.faults.take(method, given.integer("chat_id") or None)
            if fault is not None and fault.kind in _BEFORE:
                return self._mishap(request, fault)
            result = await self.dispatcher.run(method, given)
        except Refused as refused:
            return _refusal(refused.reason)
        body = b'{"ok":true,"result":' + json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode() + b"}"
        if fault is not None:
            return await self._after(request, fault, body)
        return Response(body, media_type="application/json")

    def _check(self, token: str) -> None:
        if token == self.token:
            return
        if ":" not in token or not token.partition(":")[0].isdigit():
            raise Refused(refusals.INVALID_TOKEN)
        raise Refused(refusals.UNAUTHORIZED)

    def _mishap(self, request: Request, fault: Fault) -> Response:
        if fault.kind is FaultKind.RESET_BEFORE:
            return self._reset(request)
        headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else None
        media = "text/html" if fault.kind is FaultKind.PAGE else "application/json"
        return Response(fault.body, status_code=fault.status, media_type=media, headers=headers)

    async def _after(self, request: Request, fault: Fault, body: bytes) -> Response:
        if fault.kind is FaultKind.RESET_AFTER:
            return self._reset(request)
        if fault.kind is FaultKind.CUT:
            return Response(body[: len(body) // 2], media_type="application/json")
        if fault.kind is FaultKind.SILENT:
            await self._stopping.wait()
            return self._reset(request)
        await self.world.clock.pause(fault.seconds)
        return Response(body, media_type="application/json")

    def _reset(self, request: Request) -> Response:
        self._wires.reset(request.scope["client"])
        return Response(status_code=500)

    async def _file(self, request: Request) -> Response:
        try:
            self._check(request.path_params["token"])
        except Refused as refused:
            return _refusal(refused.reason)
        for kept in self.world.files.values():
            if kept.path == request.path_params["path"]:
                return Response(kept.content, media_type=kept.mime)
        return _refusal(refusals.NOT_FOUND)


def _refusal(reason: Reason) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": reason.code, "description": reason.description}
    headers = {}
    if reason is refusals.ENTITY_TOO_LARGE:
        # The gateway says this one, before the Bot API sees the request.
        return Response(gateway_page(reason.code), status_code=reason.code, media_type="text/html")
    if reason.retry_after is not None:
        body["parameters"] = {"retry_after": reason.retry_after}
        headers["Retry-After"] = str(reason.retry_after)
    if reason.migrate_to_chat_id is not None:
        body["parameters"] = {"migrate_to_chat_id": reason.migrate_to_chat_id}
    return Response(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        status_code=reason.code,
        media_type="application/json",
        headers=headers,
    )


async def _broken(request: Request, problem: Exception) -> Response:
    return _refusal(Reason(code=500, description="Internal Server Error"))


async def _not_found(request: Request, problem: Exception) -> Response:
    return _refusal(refusals.NOT_FOUND)
