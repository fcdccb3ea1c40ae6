"""Bot API servers that somebody else wrote leave out fields that PTB insists on, hold no poll, know few methods. The
program runs on them as it is: people join, are reminded, and are helped; what was accepted is sent once."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app import App, built
from bot.caseload import invited, people
from bot.caseload.permissions import Role
from bot.chat import poll
from bot.chat.bot_client import build_bot, introduced
from bot.chat.pace import Pace
from bot.chat.poll import PollLoop
from bot.chat.sender import TelegramSender
from bot.clock import Clock, MovableClock
from bot.ids import ChatId
from bot.sending import Method, Outgoing, Rejected, SendResult, Sent
from bot.settings import Settings
from bot.storage.inbox import RawUpdate
from tests import ordered
from tests.chat.foreign_servers import TOKEN, Agreeable, Bare, ForeignServer, Hasty
from tests.conftest import KEY_TEXT

DANA, ANA, STRANGER = 501, 502, 503
EIGHT = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
"""8:00 in Chicago, two hours after the tests' clock begins."""
PLAN = ordered.plan_file(ordered.medicine(("2026-12-01", "2026-12-10", "8:00: 20 mg, 14:00: 10 mg")))


@dataclass(slots=True, kw_only=True, repr=False)
class World:
    """The program on somebody's server."""

    server: ForeignServer
    app: App
    clock: MovableClock

    async def settled(self) -> None:
        await self.server.fetched()
        await self.app.settled()

    async def says(self, user_id: int, name: str, text: str) -> str:
        """Somebody writes; the newest thing they were told."""
        self.server.texted(user_id, name, text)
        await self.settled()
        return self.server.texts(user_id)[-1]

    async def taps(self, user_id: int, name: str, *labels: str) -> str:
        for label in labels:
            self.server.tapped(user_id, name, label)
            await self.settled()
        return self.server.texts(user_id)[-1]


@pytest.fixture(params=[Hasty, Agreeable, Bare])
async def world(
    request: pytest.FixtureRequest, sqlite_url: str, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    monkeypatch.setattr(poll, "EMPTY_PAUSE_SECONDS", 0.01)
    async with contextlib.AsyncExitStack() as held:
        server = await held.enter_async_context(request.param())
        settings = Settings(
            bot_token=TOKEN, api_base_url=server.base_url, database_url=sqlite_url, encryption_key=KEY_TEXT
        )
        app = await held.enter_async_context(built(settings, clock, limit_opened=True))
        await app.start()
        held.push_async_callback(app.stop)
        yield World(server=server, app=app, clock=clock)


async def test_people_join_are_reminded_and_helped(world: World) -> None:
    """The whole way: a link, consent, a dose, a cry for help, a human who reads it."""
    async with world.app.database.transaction() as tx:
        link = await invited.make_staff_invite(tx, Role.ADMIN, days=14, now=world.clock.now())
    await world.says(DANA, "Dana", f"/start {link.token}")
    await world.taps(DANA, "Dana", "English")
    await world.says(DANA, "Dana", "Dana")
    await world.taps(DANA, "Dana", "Chicago")

    await world.says(DANA, "Dana", "Invite")
    await world.taps(DANA, "Dana", "A patient")
    await world.says(DANA, "Dana", "Ana R.")
    await world.says(DANA, "Dana", "555-0142")
    token = re.findall(r"TestBot\?start=([\w-]+)", " ".join(world.server.texts(DANA)))[-1]
    await world.says(ANA, "Ana", f"/start {token}")
    welcome = ("English", "Yes", "Yes, start", "Yes, share", "United States", "Chicago", "9:00", "I see it")
    await world.taps(ANA, "Ana", *welcome)

    await _order(world)
    world.clock.move_to(EIGHT)
    await world.app.settled()
    await world.taps(ANA, "Ana", "Show")
    assert "<b>20 mg</b>" in world.server.texts(ANA)[-1]
    await world.taps(ANA, "Ana", "Taken")
    assert world.server.texts(ANA)[-1].startswith("✓ 8:00 done")

    await world.says(ANA, "Ana", "i keep seeing bugs on the wall")
    assert [text for text in world.server.texts(ANA) if text.startswith("<b>Call 911 now.</b>")]
    await world.taps(DANA, "Dana", "Acknowledge")
    assert "D. read this at 8:00" in " ".join(world.server.texts(ANA))
    assert sum("8:00 is due" in text for text in world.server.texts(ANA)) == 1


async def test_a_stranger_in_danger_is_helped(world: World) -> None:
    await world.says(STRANGER, "Sam", "my brother wont wake up his lips are blue")
    assert "911" in world.server.texts(STRANGER)[0]


async def _order(world: World) -> None:
    async with world.app.database.transaction() as tx:
        person = await people.by_chat(tx, ChatId(ANA))
        assert person is not None
        await ordered.sign(tx, world.app.house, person.id, PLAN, world.clock.now())
    await world.app.settled()
    world.clock.move_to(EIGHT - timedelta(minutes=1))
    await world.app.settled()


async def _sent(answer: Any, method: Method = Method.SEND_MESSAGE, *, status: int = 200) -> SendResult:
    """What becomes of a message where the server answers so."""

    async def say(request: web.Request) -> web.Response:
        if request.match_info["method"] == "getMe":
            return web.json_response({"ok": True, "result": {"username": "TestBot"}})
        return web.json_response(answer, status=status)

    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", say)
    async with TestServer(app) as server:
        bot, clock = build_bot(TOKEN, api_base_url=str(server.make_url(""))), Clock()
        await introduced(bot, clock)
        message = Outgoing(chat_id=ChatId(7), text="Hello", method=method, message_id=3)
        result = await TelegramSender(bot, Pace(clock), clock).send(message)
        assert bot.username == "TestBot"
        await bot.shutdown()
        return result


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": True, "result": None}, {"ok": True, "result": True}])
async def test_what_was_accepted_without_an_id_is_sent(answer: dict[str, Any]) -> None:
    result = await _sent(answer)
    assert isinstance(result, Sent)


async def test_a_refusal_inside_a_200_is_a_refusal() -> None:
    refusal = {"ok": False, "error_code": 400, "description": "Bad Request: message is too long"}
    assert await _sent(refusal) == Rejected(reason="too large")


async def test_a_method_that_is_not_there_does_not_wait_for_it() -> None:
    refusal = {"ok": False, "error_code": 404, "description": "Not Found"}
    assert await _sent(refusal, Method.EDIT_TEXT, status=404) == Rejected(reason="bad request")


class HastyClock(Clock):
    """Pauses are noted, and over at once."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)


@pytest.mark.parametrize("kind", [Hasty, Bare])
async def test_a_server_that_holds_no_poll_is_not_asked_without_a_pause(kind: type[ForeignServer]) -> None:
    """After each fetch that brought nothing new, also one that brought the same again."""
    clock = HastyClock()
    taken: list[RawUpdate] = []

    async def take(batch: Sequence[RawUpdate]) -> bool:
        taken.extend(batch)
        return True

    async with kind() as server:
        server.texted(ANA, "Ana", "Hello.")
        bot = build_bot(TOKEN, api_base_url=server.base_url)
        loop = asyncio.create_task(PollLoop(bot, clock, take).run())
        for _ in range(3):
            await server.fetched()
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
        await bot.shutdown()
    assert taken
    assert len(clock.pauses) >= server.fetches - 2
    assert set(clock.pauses) == {poll.EMPTY_PAUSE_SECONDS}
