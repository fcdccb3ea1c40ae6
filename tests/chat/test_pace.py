"""Pace: the whole bot's budget, by a clock that the test moves. The judge counts acceptances in any sliding second."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.chat.pace import Held, Pace
from bot.chat.waiting import WaitingRoom
from bot.ids import ChatId
from bot.sending import Lane
from tests.chat.steady_clock import SteadyClock

LIMIT = 30
STEP = 1 / LIMIT


@dataclass
class Telegram:
    """Takes calls: each is accepted somewhere between its start and its answer, `latency` seconds apart."""

    clock: SteadyClock
    pace: Pace
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    slowest: float = 0.0
    accepted: list[float] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    waits: dict[str, float] = field(default_factory=dict)

    async def call(self, lane: Lane, chat: int, name: str = "", *, message: bool = True) -> None:
        asked = self.clock.steady()
        async with self.pace.turn(lane, ChatId(chat), message=message) as turn:
            self.waits[name] = self.clock.steady() - asked
            if self.slowest:
                await self.clock.pause(self.chance.uniform(0, self.slowest))
            self.accepted.append(self.clock.steady())
            self.order.append(name)
            if self.slowest:
                await self.clock.pause(self.chance.uniform(0, self.slowest))
            turn.passed()

    def overruns(self) -> int:
        """Acceptances that were one too many for some sliding second."""
        times = sorted(self.accepted)
        return sum(1 for early, late in zip(times, times[LIMIT:], strict=False) if late - early < 1.0)


@pytest.fixture
def steady() -> SteadyClock:
    return SteadyClock()


@pytest.fixture
def pace(steady: SteadyClock) -> Pace:
    return Pace(steady)


@pytest.fixture
def telegram(steady: SteadyClock, pace: Pace) -> Telegram:
    return Telegram(steady, pace)


def reminders(telegram: Telegram, count: int, *, first_chat: int = 1) -> list["asyncio.Task[None]"]:
    return [
        asyncio.create_task(telegram.call(Lane.REMINDER, chat, f"reminder {chat}"))
        for chat in range(first_chat, first_chat + count)
    ]


async def refused(pace: Pace, chat: int, asked: timedelta | None, lane: Lane = Lane.REMINDER) -> timedelta:
    async with pace.turn(lane, ChatId(chat)) as turn:
        return turn.limited(asked)


async def test_morning_rush_uses_the_limit_never_overruns(telegram: Telegram, steady: SteadyClock) -> None:
    began = steady.steady()
    rush = reminders(telegram, 3000)
    await steady.run_for(101.0)
    assert all(task.done() for task in rush)
    assert telegram.overruns() == 0
    assert 3000 / ((max(telegram.accepted) - began) * LIMIT) >= 0.99


async def test_slow_answers_never_make_a_second_overrun(telegram: Telegram, steady: SteadyClock) -> None:
    telegram.slowest = 0.8
    rush = reminders(telegram, 600)
    await steady.run_for(120.0)
    assert all(task.done() for task in rush)
    assert telegram.overruns() == 0


async def test_guidance_hardly_waits_in_a_rush(telegram: Telegram, steady: SteadyClock) -> None:
    rush = reminders(telegram, 3000)
    for number in range(20):
        await steady.run_for(2.0 + number * 0.0137)
        await asyncio.gather(
            *[asyncio.create_task(telegram.call(Lane.GUIDANCE, 9000 + number, f"guidance {number}"))],
            steady.run_for(0.3),
        )
    await steady.run_for(101.0)
    assert all(task.done() for task in rush)
    waits = sorted(wait for name, wait in telegram.waits.items() if name.startswith("guidance"))
    assert waits[len(waits) // 2] <= STEP
    assert waits[-1] <= 0.15
    assert telegram.overruns() == 0


async def test_guidance_burst_passes_everything_that_waits(telegram: Telegram, steady: SteadyClock) -> None:
    rush = reminders(telegram, 300)
    await steady.run_for(5.0)
    burst = [asyncio.create_task(telegram.call(Lane.GUIDANCE, 9000 + n, f"guidance {n}")) for n in range(8)]
    await steady.run_for(10.0)
    waits = sorted(wait for name, wait in telegram.waits.items() if name.startswith("guidance"))
    assert all(wait <= 0.15 + place * STEP for place, wait in enumerate(waits))
    assert all(task.done() for task in rush + burst)
    assert telegram.overruns() == 0


async def test_burst_of_answers_leaves_room_for_guidance(telegram: Telegram, steady: SteadyClock) -> None:
    for chat in range(60):
        asyncio.create_task(telegram.call(Lane.ANSWER, chat, f"answer {chat}"))  # noqa: RUF006
    worst = 0.0
    for number in range(40):
        name = f"guidance {number}"
        task = asyncio.create_task(telegram.call(Lane.GUIDANCE, 9000 + number, name))
        await steady.run_for(0.23)
        worst = max(worst, telegram.waits[name] if task.done() else 9.0)
    assert worst <= 0.2


async def test_free_permits_let_guidance_go_at_once(telegram: Telegram, steady: SteadyClock) -> None:
    reminders(telegram, 3000)
    await steady.run_for(0.3)
    for number in range(5):
        asyncio.create_task(telegram.call(Lane.GUIDANCE, 9000 + number, f"guidance {number}"))  # noqa: RUF006
    await steady.run_for(0.0)
    assert [telegram.waits[f"guidance {number}"] for number in range(5)] == [0.0] * 5


async def test_higher_lane_goes_first_when_permits_are_short(steady: SteadyClock) -> None:
    pace = Pace(steady, per_second=1)
    telegram = Telegram(steady, pace)
    asked = [Lane.DIGEST, Lane.REMINDER, Lane.ANSWER, Lane.ALERT, Lane.GUIDANCE]
    blocker = asyncio.create_task(telegram.call(Lane.REMINDER, 99, "first"))
    await steady.run_for(0.0)
    tasks = [asyncio.create_task(telegram.call(lane, chat, lane.name)) for chat, lane in enumerate(asked)]
    await steady.run_for(10.0)
    await asyncio.gather(blocker, *tasks)
    assert telegram.order == ["first", "GUIDANCE", "ALERT", "ANSWER", "REMINDER", "DIGEST"]


async def test_second_message_waits_a_second_after_answer(telegram: Telegram, steady: SteadyClock) -> None:
    tasks = [asyncio.create_task(telegram.call(Lane.ANSWER, 1, f"message {n}")) for n in range(3)]
    await steady.run_for(5.0)
    await asyncio.gather(*tasks)
    gaps = [late - early for early, late in zip(telegram.accepted, telegram.accepted[1:], strict=False)]
    assert gaps == pytest.approx([1.0, 1.0])


async def test_guidance_skips_the_second_of_its_chat(telegram: Telegram, steady: SteadyClock) -> None:
    await telegram.call(Lane.ANSWER, 1, "answer")
    await telegram.call(Lane.GUIDANCE, 1, "guidance")
    assert telegram.waits["guidance"] == 0.0


async def test_edits_do_not_wait_for_the_second(telegram: Telegram) -> None:
    await telegram.call(Lane.ANSWER, 1, "message")
    await telegram.call(Lane.ANSWER, 1, "edit", message=False)
    assert telegram.waits["edit"] == 0.0


async def test_one_chat_keeps_its_order_in_a_lane(telegram: Telegram, steady: SteadyClock) -> None:
    telegram.slowest = 0.4
    names = [f"{lane.name} {n}" for n in range(6) for lane in (Lane.ANSWER, Lane.GUIDANCE)]
    for name in names:
        asyncio.create_task(telegram.call(Lane[name.split()[0]], 1, name))  # noqa: RUF006
    await steady.run_for(30.0)
    assert [name for name in telegram.order if "ANSWER" in name] == [f"ANSWER {n}" for n in range(6)]
    assert [name for name in telegram.order if "GUIDANCE" in name] == [f"GUIDANCE {n}" for n in range(6)]


async def test_one_busy_chat_never_delays_the_others(telegram: Telegram, steady: SteadyClock) -> None:
    for number in range(20):
        asyncio.create_task(telegram.call(Lane.ANSWER, 1, f"busy {number}"))  # noqa: RUF006
    asyncio.create_task(telegram.call(Lane.ANSWER, 2, "other"))  # noqa: RUF006
    await steady.run_for(20.0)
    assert telegram.waits["other"] <= STEP


async def test_leaving_the_line_costs_no_permit(telegram: Telegram, steady: SteadyClock) -> None:
    rush = reminders(telegram, 300)
    await steady.run_for(1.5)
    for task in rush[100:]:
        task.cancel()
    await steady.run_for(3.0)
    assert all(task.done() for task in rush)
    assert telegram.pace.free_now(Lane.GUIDANCE) == LIMIT


async def test_cancelled_as_its_turn_comes_costs_nothing(telegram: Telegram, pace: Pace, steady: SteadyClock) -> None:
    async with pace.turn(Lane.ANSWER, ChatId(1), message=False):
        second = asyncio.create_task(telegram.call(Lane.ANSWER, 1, "second", message=False))
        await steady.run_for(0.0)
    second.cancel()
    await telegram.call(Lane.ANSWER, 1, "third", message=False)
    assert telegram.order == ["third"]
    assert pace.free_now(Lane.GUIDANCE) == LIMIT - 2


async def test_refused_chat_stops_alone(telegram: Telegram, pace: Pace, steady: SteadyClock) -> None:
    await refused(pace, 1, timedelta(seconds=20))
    with pytest.raises(Held) as held:
        await telegram.call(Lane.GUIDANCE, 1, "same chat")
    await telegram.call(Lane.REMINDER, 2, "other chat")
    assert held.value.after == timedelta(seconds=20)
    assert telegram.order == ["other chat"]


async def test_who_waits_for_a_refused_chat_is_sent_away(pace: Pace, telegram: Telegram, steady: SteadyClock) -> None:
    async with pace.turn(Lane.REMINDER, ChatId(1)) as turn:
        behind = asyncio.create_task(telegram.call(Lane.REMINDER, 1, "behind"))
        await steady.run_for(0.1)
        turn.limited(timedelta(seconds=30))
    with pytest.raises(Held):
        await behind


async def test_short_refusal_only_makes_the_chat_wait(telegram: Telegram, pace: Pace, steady: SteadyClock) -> None:
    await refused(pace, 1, timedelta(seconds=2))
    task = asyncio.create_task(telegram.call(Lane.ANSWER, 1, "later"))
    await steady.run_for(3.0)
    assert task.done()
    assert telegram.waits["later"] == pytest.approx(2.0)


async def test_two_refused_chats_stop_everybody_but_guidance(
    telegram: Telegram, pace: Pace, steady: SteadyClock
) -> None:
    await refused(pace, 1, timedelta(seconds=9))
    await refused(pace, 2, timedelta(seconds=8))
    with pytest.raises(Held):
        await telegram.call(Lane.ALERT, 3, "alert")
    assert pace.free_now(Lane.ALERT) == 0
    await telegram.call(Lane.GUIDANCE, 4, "guidance")
    assert telegram.order == ["guidance"]


async def test_first_message_that_passes_ends_the_stop(telegram: Telegram, pace: Pace, steady: SteadyClock) -> None:
    await refused(pace, 1, timedelta(seconds=9))
    await refused(pace, 2, timedelta(seconds=9))
    await telegram.call(Lane.GUIDANCE, 4, "guidance")
    await steady.run_for(0.1)
    await telegram.call(Lane.REMINDER, 3, "reminder")
    assert telegram.order == ["guidance", "reminder"]


async def test_refusals_with_a_pass_between_stop_nobody_else(
    telegram: Telegram, pace: Pace, steady: SteadyClock
) -> None:
    await refused(pace, 1, timedelta(seconds=9))
    await telegram.call(Lane.REMINDER, 3, "between")
    await steady.run_for(0.1)
    await refused(pace, 2, timedelta(seconds=9))
    await steady.run_for(0.1)
    await telegram.call(Lane.REMINDER, 4, "after")
    assert telegram.order == ["between", "after"]


async def test_everybody_goes_on_when_the_stop_is_over(telegram: Telegram, pace: Pace, steady: SteadyClock) -> None:
    await refused(pace, 1, timedelta(seconds=2))
    await refused(pace, 2, timedelta(seconds=2))
    rush = reminders(telegram, 50, first_chat=10)
    await steady.run_for(1.9)
    assert telegram.accepted == []
    await steady.run_for(5.0)
    assert all(task.done() for task in rush)


async def test_refusals_without_a_number_wait_longer_each_time(
    telegram: Telegram, pace: Pace, steady: SteadyClock
) -> None:
    waits = []
    for _ in range(4):
        waits.append((await refused(pace, 1, None)).total_seconds())
        await steady.run_for(waits[-1] + 1)
    await telegram.call(Lane.REMINDER, 1, "passed")
    await steady.run_for(1.0)
    waits.append((await refused(pace, 1, None)).total_seconds())
    assert waits == pytest.approx([1, 2, 4, 8, 1])


async def test_claims_leave_room_for_higher_lanes(pace: Pace) -> None:
    room = [pace.free_now(lane) for lane in Lane]
    assert room == [30, 30, 30, 27, 24]


async def test_claims_count_those_who_wait_already(telegram: Telegram, pace: Pace, steady: SteadyClock) -> None:
    reminders(telegram, 200)
    await steady.run_for(2.0)
    assert pace.free_now(Lane.REMINDER) == 0
    assert pace.free_now(Lane.ANSWER) > 0


async def test_claiming_what_is_free_fills_the_limit(telegram: Telegram, pace: Pace, steady: SteadyClock) -> None:
    chat = 0
    for _ in range(100):
        free = pace.free_now(Lane.REMINDER)
        reminders(telegram, free, first_chat=chat)
        chat += free
        await steady.run_for(0.2)
    assert len(telegram.accepted) >= 0.99 * 20 * LIMIT
    assert telegram.overruns() == 0


async def test_opened_limit_lets_everything_through(steady: SteadyClock) -> None:
    telegram = Telegram(steady, Pace(steady, limit_opened=True))
    rush = reminders(telegram, 1000)
    await steady.run_for(0.0)
    assert all(task.done() for task in rush)


async def test_quiet_chats_are_forgotten() -> None:
    room = WaitingRoom(1.0)
    for chat in range(100):
        waiter = room.enter(Lane.REMINDER, ChatId(chat), message=True, now=0.0)
        assert room.take(Lane.REMINDER, 0.0) is waiter
        room.landed(waiter, 0.0, used=True)
    room.forget_quiet(1.5)
    assert list(room.chats()) == []


@pytest.mark.parametrize("seed", range(8))
async def test_any_mix_passes_in_order_without_overrun(seed: int, steady: SteadyClock) -> None:
    chance = random.Random(seed)
    telegram = Telegram(steady, Pace(steady), chance=random.Random(seed), slowest=0.3)
    tasks: dict[str, asyncio.Task[None]] = {}
    for number in range(250):
        lane, chat = chance.choice(list(Lane)), chance.randrange(25)
        name = f"{lane.name} {chat} {number:04d}"
        tasks[name] = asyncio.create_task(telegram.call(lane, chat, name, message=chance.random() < 0.7))
        if chance.random() < 0.2:
            chance.choice(list(tasks.values())).cancel()
        await steady.run_for(chance.random() * 0.03)
    await steady.run_for(120.0)
    assert all(task.done() for task in tasks.values())
    assert {name for name, task in tasks.items() if not task.cancelled()} <= set(telegram.order)
    assert telegram.overruns() == 0
    assert in_order(telegram.order)


def in_order(names: Sequence[str]) -> bool:
    """Whether each chat's calls of one lane (the first two words) were accepted in the order they were asked for."""
    lines: dict[str, list[str]] = {}
    for name in names:
        lines.setdefault(name.rsplit(" ", 1)[0], []).append(name)
    return all(line == sorted(line) for line in lines.values())
