"""Mishaps on the way and the flood limit: what the client sees, and what the server really took."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.clock import Clock
from bot.demo.botapi.faults import Fault
from bot.demo.botapi.limits import Meter, RateLimit
from bot.demo.botapi.server import LocalBotApi

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


class StandingClock(Clock):
    """Seconds that stand still, so that a second is as long as a test needs it."""

    def steady(self) -> float:
        return 100.0


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi(clock=StandingClock()) as server:
        for user_id in range(1, 41):
            server.phone(user_id).user.started = True
        yield server


@pytest.fixture
async def bot(api: LocalBotApi) -> AsyncIterator[Bot]:
    request = HTTPXRequest(connection_pool_size=40, read_timeout=0.5)
    async with Bot(api.token, base_url=f"{api.base_url}/bot", request=request) as ready:
        yield ready


@pytest.mark.parametrize(
    ("fault", "raised", "words", "taken"),
    [
        (Fault.flood(3), RetryAfter, "Retry in 3", 0),
        (Fault.flood(3, with_parameters=False), NetworkError, "retry after 3", 0),
        (Fault.server_error(), NetworkError, "Internal Server Error", 0),
        (Fault.gateway(502), NetworkError, "502 Bad Gateway", 0),
        (Fault.gateway(504), NetworkError, "504 Gateway Time-out", 0),
        (Fault.page(), TelegramError, "Invalid server response", 0),
        (Fault.cut(), TelegramError, "Invalid server response", 1),
        (Fault.reset_before(), NetworkError, "ReadError", 0),
        (Fault.reset_after(), NetworkError, "ReadError", 1),
        (Fault.silent(), TimedOut, "Timed out", 1),
        (Fault.delay(1.0), TimedOut, "Timed out", 1),
    ],
)
async def test_a_mishap_reaches_the_client_and_the_log_tells_the_truth(
    api: LocalBotApi, bot: Bot, fault: Fault, raised: type[Exception], words: str, taken: int
) -> None:
    api.faults.next(fault, method="sendMessage")
    with pytest.raises(raised, match=words):
        await bot.send_message(1, "x")
    assert len(api.accepted) == taken == len(api.phone(1).messages())


async def test_a_mishap_is_for_one_chat_and_is_used_up(api: LocalBotApi, bot: Bot) -> None:
    api.faults.next(Fault.gateway(), chat_id=2, count=2)
    await bot.send_message(1, "x")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(2, "x")
    await bot.send_message(2, "x")
    assert [one.chat_id for one in api.accepted] == [1, 2]


async def test_a_429_carries_the_header_too(api: LocalBotApi) -> None:
    api.faults.next(Fault.flood(7))
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{api.base_url}/bot{api.token}/getMe")
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()["parameters"]) == (
        429,
        "7",
        {"retry_after": 7},
    )


async def test_the_same_seed_mixes_the_same_mishaps(api: LocalBotApi) -> None:
    drawn = []
    for _ in range(2):
        api.faults.mix(Fault.gateway(), Fault.reset_after(), share=0.3, seed=5, methods=("sendMessage",))
        drawn.append([api.faults.take("sendmessage", 1) for _ in range(50)])
    assert drawn[0] == drawn[1]
    assert 5 < sum(one is not None for one in drawn[0]) < 25


async def test_no_mishap_falls_on_other_methods(api: LocalBotApi) -> None:
    api.faults.mix(Fault.gateway(), share=1.0, methods=("sendMessage",))
    assert api.faults.take("getupdates", None) is None


async def test_the_31st_message_in_a_second_is_refused(api: LocalBotApi, bot: Bot) -> None:
    api.limit(RateLimit())
    sent = await asyncio.gather(*(bot.send_message(one, "x") for one in range(1, 32)), return_exceptions=True)
    assert sum(isinstance(one, RetryAfter) for one in sent) == 1
    assert len(api.accepted) == 30


async def test_beyond_the_burst_one_chat_is_refused(api: LocalBotApi, bot: Bot) -> None:
    api.limit(RateLimit(burst=2))
    await bot.send_message(1, "x")
    await bot.send_message(1, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(1, "x")
    await bot.send_message(2, "x")
    assert [one.chat_id for one in api.accepted] == [1, 1, 2]


def test_the_second_of_the_limit_slides() -> None:
    meter = Meter(RateLimit(per_second=2))
    meter.count(1, 10.0)
    meter.count(2, 10.9)
    assert meter.wait(3, 10.95) == pytest.approx(0.05)
    assert meter.wait(3, 11.0) == 0.0
    meter.count(3, 11.0)
    assert meter.wait(4, 11.5) == pytest.approx(0.4)


def test_a_chat_earns_one_message_a_second() -> None:
    meter = Meter(RateLimit(burst=1))
    meter.count(1, 10.0)
    assert meter.wait(1, 10.25) == pytest.approx(0.75)
    assert meter.wait(1, 11.0) == 0.0


def test_a_group_gets_twenty_a_minute() -> None:
    meter = Meter(RateLimit(burst=100))
    for second in range(20):
        meter.count(-5, float(second))
    assert meter.wait(-5, 30.0) == pytest.approx(30.0)
    assert meter.wait(-5, 60.5) == 0.0


async def test_while_it_is_down_connections_are_refused(api: LocalBotApi, bot: Bot) -> None:
    await bot.send_message(1, "before")
    await api.stop()
    with pytest.raises(NetworkError, match="ConnectError"):
        await bot.send_message(1, "while it is down")
    await api.start()
    await bot.send_message(1, "after")
    assert [one.argument("text") for one in api.accepted] == ["before", "after"]


async def test_stopping_does_not_wait_for_held_requests() -> None:
    async with LocalBotApi() as api:
        api.phone(1).user.started = True
        api.faults.next(Fault.silent(), method="sendMessage")
        async with httpx.AsyncClient(timeout=20) as client:
            address = f"{api.base_url}/bot{api.token}/"
            held = [
                asyncio.create_task(client.get(address + "getUpdates?timeout=50")),
                asyncio.create_task(client.get(address + "sendMessage?chat_id=1&text=x")),
            ]
            while not api.accepted:
                await Clock().pause(0.01)
            began = time.perf_counter()
            await api.__aexit__(None, None, None)
            await asyncio.gather(*held, return_exceptions=True)
    assert time.perf_counter() - began < 2
