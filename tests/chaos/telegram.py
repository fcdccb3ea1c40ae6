"""The local Bot API with bad weather in front of it, and a record of every request: the judge's only witness.

Belongs here: which request meets which mishap, what was asked, accepted and answered; updates that come twice and out
of order. Not here: what should have happened (orders.py, judge.py).

A mishap depends on the seed, the chat, the method and how often that was asked: not on who came first. It is drawn
when the client asks, so that it waits briefly for an answer that never comes, and with patience for all others: on a
busy machine it must not make time-outs of its own. The client notes too which answers it got: nobody else can know.
"""

import itertools
import json
import random
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from telegram.request import RequestData

from bot.chat.transport import QuickRequest
from bot.demo.botapi.faults import Fault, FaultKind, Faults
from bot.demo.botapi.records import Accepted
from bot.demo.botapi.server import LocalBotApi
from tests.chaos.clock import ChaosClock

PATIENT_SECONDS, BRIEF_SECONDS = 120.0, 0.2
"""Real seconds that the client waits for an answer; for one that never comes."""

WEATHER = (
    Fault.flood(2),
    Fault.flood(7),
    Fault.flood(3, with_parameters=False),
    Fault.server_error(500),
    Fault.gateway(502),
    Fault.gateway(504),
    Fault.page(),
    Fault.cut(),
    Fault.reset_before(),
    Fault.reset_after(),
    Fault.silent(),
    Fault.delay(0.02),
)
_AFTER = frozenset({FaultKind.CUT, FaultKind.RESET_AFTER, FaultKind.SILENT, FaultKind.DELAY})
_NOT_FOR_POLLS = frozenset({FaultKind.SILENT, FaultKind.DELAY})
"""A poll waits long for its answer: these would only cost time."""


@dataclass(slots=True, kw_only=True)
class Call:
    """One request. `step`: of the run. `heard`: the client had the whole answer. `asked`, `ended`: when the client made
    it and was done with it, in one count of both."""

    number: int
    step: int
    at: datetime
    method: str = ""
    chat: int = 0
    text: str = ""
    data: str = ""
    query: str = ""
    fault: Fault | None = None
    accepted: Accepted | None = None
    status: int = 0
    refused: str = ""
    heard: bool = False
    asked: int = 0
    ended: int = 0


@dataclass(slots=True, kw_only=True)
class Ticket:
    """What a request will meet, drawn when it is made. `call`: what the server saw of it; None: nothing yet."""

    number: int
    fault: Fault | None
    call: Call | None = None


_current: ContextVar[Call | None] = ContextVar("current", default=None)


class _Accepted(list[Accepted]):
    """What was accepted, noted at its call."""

    def append(self, one: Accepted) -> None:
        call = _current.get()
        if call is not None:
            call.accepted = one
        super().append(one)


class Weather(Faults):
    """A share of all requests meets a mishap."""

    def __init__(self, seed: int, share: float) -> None:
        super().__init__()
        self.share = share
        self._seed = seed
        self._asked: Counter[tuple[str, int | None]] = Counter()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """What this request meets."""
        call = _current.get()
        if call is None:
            return None
        if method == "getupdates":
            call.fault = self.drawn(method, chat_id)
        if call.fault is not None:
            self.happened.append(call.fault)
        return call.fault

    def drawn(self, method: str, chat_id: int | None) -> Fault | None:
        """What the next such request meets."""
        if not self.share:
            return None
        self._asked[method, chat_id] += 1
        chance = random.Random(f"{self._seed}:{method}:{chat_id}:{self._asked[method, chat_id]}")
        if chance.random() >= self.share:
            return None
        fault = chance.choice(WEATHER)
        return None if method == "getupdates" and fault.kind in _NOT_FOR_POLLS else fault


@dataclass(slots=True, kw_only=True)
class Shuffle:
    """Updates come twice, and in another order, with these chances."""

    chance: random.Random
    twice: float = 0.0
    mixed: float = 0.0
    told: list[dict[str, Any]] = field(default_factory=list)
    repeated: int = 0

    def applied(self, body: bytes) -> bytes:
        """The answer to getUpdates as the program gets it."""
        answer: dict[str, Any] = json.loads(body)
        fresh = answer.get("result") or []
        if not fresh:
            return body
        again = list(random.Random(len(self.told)).sample(self.told, min(5, len(self.told))))
        again = [one for one in again if self.chance.random() < self.twice]
        self.told = [*self.told[-50:], *fresh]
        self.repeated += len(again)
        batch = [*fresh, *again]
        if self.chance.random() < self.mixed:
            self.chance.shuffle(batch)
        return json.dumps(answer | {"result": batch}).encode()


class ChaosTelegram(LocalBotApi):
    """The local Bot API in that weather. `calls`: every request. `on_call` is told of each, before and after it."""

    def __init__(self, clock: ChaosClock, *, seed: int, share: float, shuffle: Shuffle) -> None:
        super().__init__(clock=clock)
        self.weather = Weather(seed, share)
        self.faults = self.weather
        self.shuffle = shuffle
        self.world.accepted = _Accepted()
        self.calls: list[Call] = []
        self.tickets: dict[int, Ticket] = {}
        self._numbers = itertools.count(1)
        self._instants = itertools.count(1)
        self.step = 0
        self.on_call: Callable[[Call, bool], None] = lambda call, done: None
        inner = self.app
        self.app = _Witness(self, inner)  # type: ignore[assignment]

    def new_call(self, scope: Scope) -> Call:
        """The next request, not yet read."""
        call = Call(number=len(self.calls), step=self.step, at=self.world.now())
        call.method = scope["path"].rsplit("/", 1)[-1].lower()
        ticket = self.tickets.get(int(scope["query_string"].partition(b"=")[2] or 0))
        if ticket is not None:
            ticket.call, call.fault = call, ticket.fault
        self.calls.append(call)
        return call

    def attends(self, client: QuickRequest) -> None:
        """`client` draws what its requests meet, waits accordingly, and notes which answers it got."""
        ask = client.do_request

        async def asked(
            url: str, method: str, *, request_data: RequestData | None = None, **more: Any
        ) -> tuple[int, bytes]:
            chat = request_data.json_parameters.get("chat_id") if request_data is not None else None
            fault = self.weather.drawn(url.rsplit("/", 1)[-1].lower(), int(chat) if chat else None)
            ticket = Ticket(number=next(self._numbers), fault=fault)
            self.tickets[ticket.number] = ticket
            if fault is not None and fault.kind is FaultKind.SILENT:
                more["read_timeout"] = BRIEF_SECONDS
            asked = next(self._instants)
            try:
                answer = await ask(f"{url}?ticket={ticket.number}", method, request_data=request_data, **more)
            finally:
                del self.tickets[ticket.number]
                if ticket.call is not None:
                    ticket.call.asked, ticket.call.ended = asked, next(self._instants)
            if ticket.call is not None:
                ticket.call.heard = fault is None or fault.kind is not FaultKind.CUT
            return answer

        vars(client)["do_request"] = asked


class _Witness:
    """Stands before the server and writes down what it sees."""

    def __init__(self, telegram: ChaosTelegram, inner: ASGIApp) -> None:
        self._telegram, self._inner = telegram, inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        call = self._telegram.new_call(scope)
        _current.set(call)
        body = await _whole(receive)
        _read(call, body)
        self._telegram.on_call(call, False)
        answer = _Answer(call, self._telegram, send)
        await self._inner(scope, _again(body, receive), answer.send)


class _Answer:
    """The answer on its way out."""

    def __init__(self, call: Call, telegram: ChaosTelegram, send: Send) -> None:
        self._call, self._telegram, self._send = call, telegram, send
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        self._finished()
        self._telegram.on_call(self._call, True)
        headers = [pair for pair in self._start["headers"] if pair[0] != b"content-length"]
        headers.append((b"content-length", str(len(self._body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": self._body})

    def _finished(self) -> None:
        call = self._call
        call.status = self._start["status"]
        if call.fault is not None and call.fault.kind in _AFTER and _description(self._body):
            call.fault = None  # it was refused before anything could go wrong
        whole = call.fault is None or call.fault.kind is FaultKind.DELAY
        if whole and call.status >= 400:
            call.refused = _description(self._body)
        if whole and call.method == "getupdates" and call.status == 200:
            self._body = self._telegram.shuffle.applied(self._body)


def _description(body: bytes) -> str:
    """What the server says of a refusal; nothing where it is not the server's own (a gateway's page)."""
    try:
        return str(json.loads(body).get("description", ""))
    except ValueError:
        return ""


async def _whole(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


def _read(call: Call, body: bytes) -> None:
    fields = dict(parse_qsl(body.decode("utf-8", "replace"))) if not body.startswith(b"--") else {}
    call.chat = int(fields.get("chat_id") or 0)
    call.text = fields.get("text", "")
    call.query = fields.get("callback_query_id", "")
    markup = json.loads(fields["reply_markup"]) if fields.get("reply_markup") else {}
    rows = markup.get("inline_keyboard") or []
    call.data = next((key["callback_data"] for row in rows for key in row if "callback_data" in key), "")
