"""The poll loop over real HTTP: what waits at the local Bot API is what is not yet safe with us."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from telegram import Bot

from bot.chat.bot_client import build_bot
from bot.chat.poll import DEAD_AFTER_SECONDS, PollLoop
from bot.clock import Clock, MovableClock
from bot.demo.botapi.faults import Fault
from bot.demo.botapi.phones import Phone
from bot.demo.botapi.server import LocalBotApi
from bot.storage.inbox import RawUpdate

ANA = 501


class HastyClock(Clock):
    """Pauses are noted, and over at once."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.later = 0.0

    def steady(self) -> float:
        return super().steady() + self.later

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0)


class Inbox:
    """Takes batches, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.kept: list[RawUpdate] = []
        self.refuse = 0
        self.fail = 0
        self.given: list[int] = []
        self._changed = asyncio.Event()

    async def take(self, batch: Sequence[RawUpdate]) -> bool:
        self.given.append(len(batch))
        if self.fail:
            self.fail -= 1
            raise RuntimeError("the database is on fire")
        if self.refuse:
            self.refuse -= 1
            return False
        self.kept.extend(batch)
        self._changed.set()
        return True

    async def until(self, count: int) -> None:
        """Returns when `count` updates are safe."""
        while len(self.kept) < count:
            self._changed.clear()
            await asyncio.wait_for(self._changed.wait(), 10)

    def texts(self) -> list[str]:
        return [json.loads(update.raw)["message"]["text"] for update in self.kept]


@pytest.fixture
def clock() -> HastyClock:
    return HastyClock()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def phone(api: LocalBotApi) -> Phone:
    return api.phone(ANA, first_name="Ana")


@pytest.fixture
def loop(bot: Bot, clock: HastyClock, inbox: Inbox) -> PollLoop:
    return PollLoop(bot, clock, inbox.take, hold_seconds=1)


@asynccontextmanager
async def running(loop: PollLoop) -> AsyncIterator["asyncio.Task[None]"]:
    task = asyncio.create_task(loop.run())
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def eventually(true: Callable[[], bool]) -> None:
    """Returns when `true()`; gives the real sockets time meanwhile."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110  the other side is a server: there is no event to wait for
            await asyncio.sleep(0.005)


async def test_updates_come_raw_with_id_and_chat(loop: PollLoop, inbox: Inbox, phone: Phone) -> None:
    phone.text("Hello.")
    async with running(loop):
        await inbox.until(1)
    only = inbox.kept[0]
    assert only.chat_id == ANA
    assert json.loads(only.raw)["update_id"] == only.update_id
    assert inbox.texts() == ["Hello."]


async def test_every_update_comes_once_in_order(loop: PollLoop, inbox: Inbox, phone: Phone) -> None:
    written = [f"message {n}" for n in range(250)]
    for text in written[:150]:
        phone.text(text)
    async with running(loop):
        await inbox.until(150)
        for text in written[150:]:
            phone.text(text)
        await inbox.until(250)
    assert inbox.texts() == written


async def test_a_batch_in_another_order_is_taken_by_its_ids(
    api: LocalBotApi, loop: PollLoop, inbox: Inbox, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocked and let in again must not end as blocked."""
    for text in ("one", "two", "three"):
        phone.text(text)
    waiting = api.world.updates.waiting
    monkeypatch.setattr(api.world.updates, "waiting", lambda limit=100: tuple(reversed(waiting(limit))))
    async with running(loop):
        await inbox.until(3)
    assert inbox.texts() == ["one", "two", "three"]


async def test_nothing_is_confirmed_before_it_is_safe(
    api: LocalBotApi, loop: PollLoop, inbox: Inbox, phone: Phone
) -> None:
    inbox.refuse = 10**6
    phone.text("Keep me.")
    async with running(loop):
        await eventually(lambda: len(inbox.given) > 3)
    assert [update.body["text"] for update in api.world.updates.waiting()] == ["Keep me."]


async def test_safe_updates_are_confirmed_by_next_fetch(
    api: LocalBotApi, loop: PollLoop, inbox: Inbox, phone: Phone
) -> None:
    phone.text("Kept.")
    async with running(loop):
        await inbox.until(1)
        await eventually(lambda: not api.world.updates.waiting())


async def test_refused_batch_is_given_again_later(
    loop: PollLoop, inbox: Inbox, phone: Phone, clock: HastyClock
) -> None:
    inbox.refuse = 3
    phone.text("Again.")
    async with running(loop):
        await inbox.until(1)
    assert inbox.given == [1, 1, 1, 1]
    assert clock.pauses == [0.25, 0.25, 0.25]


async def test_error_in_taking_never_ends_the_loop(loop: PollLoop, inbox: Inbox, phone: Phone) -> None:
    inbox.fail = 2
    phone.text("Still here.")
    async with running(loop):
        await inbox.until(1)
    assert inbox.texts() == ["Still here."]


TROUBLES = [
    Fault.server_error(500),
    Fault.gateway(502),
    Fault.page(),
    Fault.cut(),
    Fault.reset_before(),
    Fault.reset_after(),
    Fault.flood(2),
    Fault.flood(2, with_parameters=False),
]


@pytest.mark.parametrize("fault", TROUBLES, ids=lambda fault: f"{fault.kind.name}-{fault.status}")
async def test_trouble_on_the_way_loses_nothing(
    api: LocalBotApi, loop: PollLoop, inbox: Inbox, phone: Phone, fault: Fault
) -> None:
    phone.text("Through.")
    api.faults.next(fault, method="getUpdates", count=3)
    async with running(loop):
        await inbox.until(1)
    assert inbox.texts() == ["Through."]


async def test_pauses_grow_to_half_a_minute(
    api: LocalBotApi, loop: PollLoop, inbox: Inbox, phone: Phone, clock: HastyClock
) -> None:
    phone.text("At last.")
    api.faults.next(Fault.gateway(), method="getUpdates", count=7)
    async with running(loop):
        await inbox.until(1)
    assert clock.pauses == [1, 2, 4, 8, 16, 30, 30]


async def test_asked_wait_is_kept(
    api: LocalBotApi, loop: PollLoop, inbox: Inbox, phone: Phone, clock: HastyClock
) -> None:
    phone.text("Later.")
    api.faults.next(Fault.flood(17), method="getUpdates")
    async with running(loop):
        await inbox.until(1)
    assert clock.pauses == [17]


async def test_webhook_is_taken_away_without_dropping(
    api: LocalBotApi, loop: PollLoop, inbox: Inbox, phone: Phone, bot: Bot
) -> None:
    api.webhook.set("https://127.0.0.1:9/", secret="", most_at_once=1)
    phone.text("While you were away.")
    async with running(loop):
        await inbox.until(1)
        api.webhook.set("https://127.0.0.1:9/", secret="", most_at_once=1)
        phone.text("Set behind your back.")
        await inbox.until(2)
    assert inbox.texts() == ["While you were away.", "Set behind your back."]


async def test_second_program_is_outlasted(
    api: LocalBotApi, loop: PollLoop, inbox: Inbox, phone: Phone, clock: HastyClock
) -> None:
    async with running(loop):
        other = build_bot(api.token, api_base_url=api.base_url)
        async with other:
            await eventually(lambda: api.world.updates.allowed != ())
            with suppress(Exception):
                await other.get_updates(timeout=1)
        phone.text("Mine.")
        await inbox.until(1)
    assert inbox.texts() == ["Mine."]


async def test_wrong_token_is_asked_again_and_again(api: LocalBotApi, clock: HastyClock, inbox: Inbox) -> None:
    bot = build_bot("42:of-somebody-else", api_base_url=api.base_url)
    loop = PollLoop(bot, clock, inbox.take, hold_seconds=1)
    async with running(loop) as task:
        await eventually(lambda: len(clock.pauses) > 3)
        assert not task.done()
    await bot.request.shutdown()
    assert inbox.given == []


async def test_server_that_comes_back_is_heard(clock: HastyClock, inbox: Inbox) -> None:
    async with LocalBotApi() as first:
        port = first.port
    bot = build_bot(first.token, api_base_url=first.base_url)
    async with running(PollLoop(bot, clock, inbox.take, hold_seconds=1)):
        await eventually(lambda: len(clock.pauses) > 2)
        async with LocalBotApi(port=port) as second:
            second.phone(ANA).text("Back.")
            await inbox.until(1)
    assert inbox.texts() == ["Back."]


async def test_only_what_we_read_is_asked_for(api: LocalBotApi, loop: PollLoop) -> None:
    async with running(loop):
        await eventually(lambda: api.world.updates.allowed != ())
    assert api.world.updates.allowed == ("callback_query", "edited_message", "message", "my_chat_member")
    assert api.world.unknown_parameters == ()


WEEKS = 12
"""Twelve random ids are in rising order once in 479,001,600 runs."""


async def test_ids_that_start_anew_are_heard(clock: HastyClock, inbox: Inbox) -> None:
    """After a quiet week Telegram's next id is random: in so many weeks it goes down at least once."""
    civil = MovableClock()
    async with LocalBotApi(clock=civil) as api:
        bot = build_bot(api.token, api_base_url=api.base_url)
        loop = PollLoop(bot, clock, inbox.take, hold_seconds=0)
        async with running(loop):
            for week in range(WEEKS):
                api.phone(ANA).text(f"week {week}")
                await inbox.until(week + 1)
                heard = loop.last_good
                await eventually(lambda: loop.last_good > heard)  # noqa: B023
                civil.move(timedelta(days=8))
        await bot.request.shutdown()
    ids = [update.update_id for update in inbox.kept]
    assert ids != sorted(ids)
    assert inbox.texts() == [f"week {week}" for week in range(WEEKS)]


async def test_cancelling_ends_a_standing_poll_at_once(api: LocalBotApi, bot: Bot, inbox: Inbox) -> None:
    loop = PollLoop(bot, Clock(), inbox.take, hold_seconds=50)
    async with running(loop):
        await eventually(lambda: api.world.updates.allowed != ())
        began = Clock().steady()
    assert Clock().steady() - began < 0.5


async def test_silence_is_good_and_failure_is_deaf(api: LocalBotApi, loop: PollLoop, clock: HastyClock) -> None:
    clock.later = DEAD_AFTER_SECONDS + 1
    deaf_before = loop.is_deaf
    async with running(loop):
        await eventually(lambda: not loop.is_deaf)
        api.faults.next(Fault.gateway(), method="getUpdates", count=10**6)
        clock.later += DEAD_AFTER_SECONDS + 5
        await eventually(lambda: loop.is_deaf)
    assert deaf_before
