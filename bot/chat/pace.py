"""chat/pace: nobody talks to Telegram faster than Telegram lets the whole bot, and who matters most goes first.

Belongs here: the budget of the bot, its even spread, what a 429 stops and for how long.
Not here: who stands where in which line (waiting.py), the calls themselves (sender.py).

The budget. Telegram takes about 30 messages a second from a bot and one a second into a chat
(Source: core.telegram.org/bots/faq, "My bot is hitting limits"; the local Bot API judges any sliding second).
There are `per_second` permits. A permit is free again one second after the *answer* to the call that used it: Telegram
accepted that call before it answered, so no sliding second can ever hold more than `per_second` acceptances, whatever
the network does. (A token bucket counts when we start a call, and calls that were slow land together.)

The spread. Permits that are all used in the first 50 ms of a second leave 950 ms in which nobody, not even a person
in danger, can be answered. So all lanes but guidance take theirs at an even step of a little less than
1 / per_second (a little less, so that time lost to a hiccup is made good), with a small burst. In the worst rush a
permit then comes free every 33 ms, and guidance, which goes before all others, gets it; 150 ms at worst. A permit
held back for guidance would save those and cost a thirtieth of the limit all the time.

A 429 does not say what it stops. It stops its own chat. When two chats are refused and nothing passes in between, the
bot as a whole is meant: then all stop, for the shorter of the two waits, except guidance, because this is a guess and
one more refused request is a small price. The first message that passes ends it. Waits without a number double.

What asks for no turn: getUpdates, answerCallbackQuery and sendChatAction. They put no message anywhere, the limits are
on messages, and a tap that is not answered spins on the person's screen. Their 429s are outcomes like any other.
"""

import asyncio
from collections import deque
from datetime import timedelta
from types import TracebackType

from bot.chat.waiting import Chat, Waiter, WaitingRoom
from bot.clock import Clock
from bot.errors import Unavailable
from bot.ids import ChatId
from bot.sending import Lane

PERMIT_SECONDS = 1.0002
"""A sliding second, and a little for a server's clock that runs faster than ours."""
LOOK_AHEAD_SECONDS = 0.9
"""Permits that come free so soon count as free for claiming, or there would be nobody waiting when they do: on a busy
computer a claim takes half a second."""
HOLD_AT_MOST_SECONDS = 2.0
"""Who would be stopped for longer is sent away with the wait, instead of keeping a worker from other people."""
FIRST_BACK_OFF_SECONDS, LAST_BACK_OFF_SECONDS = 1.0, 60.0
REMEMBER_REFUSALS_SECONDS = 120.0
OPENED_ROOM = 500
STEP_SHARE = 0.97
"""Of 1 / per_second. In a simulation with hiccups of 60 ms: 1.0 lost 2 % of the limit, 0.9 doubled guidance's wait."""
_BURST = {Lane.ALERT: 5, Lane.ANSWER: 5, Lane.REMINDER: 2, Lane.DIGEST: 2}
_KEPT_BACK = {Lane.GUIDANCE: 0, Lane.ALERT: 0, Lane.ANSWER: 0, Lane.REMINDER: 10, Lane.DIGEST: 5}
"""One in so many permits is not for claims of that lane; 0: all are."""
_LANES = tuple(Lane)
"""Walking through an enum anew for each message costs more than all that is decided there."""
_ROUNDING = 1e-9


class Held(Unavailable):
    """Telegram asked for silence and it lasts `after` longer: come back then. Nothing was sent."""

    def __init__(self, after: timedelta) -> None:
        super().__init__("stopped by a 429")
        self.after = after


def back_off(times: int) -> timedelta:
    """How long to wait after the `times`-th trouble in a row: 1, 2, 4, 8 … at most 60 seconds."""
    return timedelta(seconds=min(LAST_BACK_OFF_SECONDS, FIRST_BACK_OFF_SECONDS * 2 ** min(max(times, 1) - 1, 10)))


class Turn:
    """One call's place in the line. Made by `Pace.turn`; the call is made inside `async with`."""

    def __init__(self, pace: "Pace", lane: Lane, chat_id: ChatId, *, message: bool) -> None:
        self._pace, self._lane, self._chat_id, self._message = pace, lane, chat_id, message
        self._waiter: Waiter | None = None

    async def __aenter__(self) -> "Turn":
        self._waiter = await self._pace._wait(self._lane, self._chat_id, message=self._message)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._waiter is not None
        self._pace._landed(self._waiter, used=True)

    def passed(self) -> None:
        """Telegram took it: whatever was stopped is not stopped any more."""
        assert self._waiter is not None
        self._pace._passed(self._waiter)

    def limited(self, asked: timedelta | None) -> timedelta:
        """Telegram answered 429 and `asked` for that wait, or did not say. Returns how long this chat is stopped."""
        assert self._waiter is not None
        return self._pace._limited(self._waiter, asked)


class Pace:
    """The one budget of the bot. `limit_opened` lets everything through at once: for measuring, never for people."""

    def __init__(
        self, clock: Clock, *, per_second: int = 30, per_chat_seconds: float = 1.0, limit_opened: bool = False
    ) -> None:
        self._clock = clock
        self._opened = limit_opened
        self._permits = self._free = per_second
        self._resting: deque[float] = deque()
        self._step = STEP_SHARE / per_second
        self._spread_to = float("-inf")
        self._room = WaitingRoom(0.0 if limit_opened else per_chat_seconds)
        self._suspects: dict[ChatId, Chat] = {}
        self._suspected_since = 0.0
        self._all_stopped_until = float("-inf")
        self._all_stops = 0
        self._timer: asyncio.Task[None] | None = None
        self._timer_at = 0.0

    def turn(self, lane: Lane, chat_id: ChatId, *, message: bool = True) -> Turn:
        """`async with pace.turn(…)`: inside, one call may be made. `message=False` for edits, pins and the like: they
        count for the bot but not for the chat's second. Per chat and lane, one after the other, in order of asking.

        Raises Held on entry if the chat or the bot is stopped for more than `HOLD_AT_MOST_SECONDS`.
        """
        return Turn(self, lane, chat_id, message=message)

    def free_now(self, lane: Lane) -> int:
        """How many of `lane` may be claimed: they go out at once or within a second, waiting ones counted off.
        Reminders leave a tenth of the permits to others, digests a fifth."""
        if self._opened:
            return OPENED_ROOM
        now = self._clock.steady()
        if lane is not Lane.GUIDANCE and self._all_stopped_until > now:
            return 0
        soon = sum(1 for instant in self._resting if instant <= now + LOOK_AHEAD_SECONDS)
        before = sum(self._room.waiting[other] for other in _LANES if other <= lane)
        kept = self._permits // _KEPT_BACK[lane] if _KEPT_BACK[lane] else 0
        return max(0, self._free + soon - before - kept)

    async def _wait(self, lane: Lane, chat_id: ChatId, *, message: bool) -> Waiter:
        now = self._clock.steady()
        self._send_away_if_stopped(lane, chat_id, now)
        waiter = self._room.enter(lane, chat_id, message=message, now=now)
        self._let_in()
        if waiter.turn.done():
            return waiter
        try:
            await waiter.turn
        except asyncio.CancelledError:
            if waiter.granted_at is not None:
                self._landed(waiter, used=False)
            elif not waiter.gone:
                self._room.leave(waiter, self._clock.steady())
                self._let_in()
            raise
        return waiter

    def _send_away_if_stopped(self, lane: Lane, chat_id: ChatId, now: float) -> None:
        chat = self._room.chat(chat_id)
        until = chat.stopped_until if chat else now
        if lane is not Lane.GUIDANCE:
            until = max(until, self._all_stopped_until)
        if until - now > HOLD_AT_MOST_SECONDS:
            raise Held(timedelta(seconds=until - now))

    def _landed(self, waiter: Waiter, *, used: bool) -> None:
        now = self._clock.steady()
        if not self._opened:
            if used:
                self._resting.append(now + PERMIT_SECONDS)
            else:
                self._free += 1
        self._room.landed(waiter, now, used=used)
        self._let_in()

    def _passed(self, waiter: Waiter) -> None:
        waiter.chat.refusals = 0
        waiter.chat.forget_at = 0.0
        if self._suspects and waiter.granted_at is not None and waiter.granted_at >= self._suspected_since:
            self._suspects.clear()
            self._all_stops = 0
            self._all_stopped_until = float("-inf")

    def _limited(self, waiter: Waiter, asked: timedelta | None) -> timedelta:
        now, chat = self._clock.steady(), waiter.chat
        chat.refusals += 1
        wait = asked or back_off(chat.refusals)
        chat.stopped_until = max(chat.stopped_until, now + wait.total_seconds())
        chat.forget_at = chat.stopped_until + REMEMBER_REFUSALS_SECONDS
        self._send_away(chat, now, guidance_too=True)
        self._suspect(chat, asked, now)
        return timedelta(seconds=chat.stopped_until - now)

    def _suspect(self, chat: Chat, asked: timedelta | None, now: float) -> None:
        """`chat` was refused. If another one is stopped too and nothing passed since, all are stopped."""
        others = [other for other in self._suspects.values() if other is not chat and other.stopped_until > now]
        if not others:
            self._suspects, self._suspected_since = {chat.chat_id: chat}, now
            return
        self._suspects[chat.chat_id] = chat
        if self._all_stopped_until > now:
            return
        self._all_stops += 1
        wait = asked or back_off(self._all_stops)
        self._all_stopped_until = min([now + wait.total_seconds(), *(other.stopped_until for other in others)])
        for each in self._room.chats():
            self._send_away(each, now, guidance_too=False)

    def _send_away(self, chat: Chat, now: float, *, guidance_too: bool) -> None:
        """Those of `chat` that would wait too long for a stop to end learn it now."""
        until = chat.stopped_until if guidance_too else self._all_stopped_until
        if until - now <= HOLD_AT_MOST_SECONDS:
            return
        for line in tuple(chat.lines.values()):
            if line.lane is Lane.GUIDANCE and not guidance_too:
                continue
            for waiter in tuple(line.waiters):
                if not waiter.gone and not waiter.turn.done():
                    waiter.turn.set_exception(Held(timedelta(seconds=until - now)))
                    self._room.leave(waiter, now)

    def _let_in(self) -> None:
        """Everybody who may go now goes; a timer is set for the next who may."""
        now = self._clock.steady()
        while self._resting and self._resting[0] <= now:
            self._resting.popleft()
            self._free += 1
        self._room.wake_later(now)
        self._room.forget_quiet(now)
        self._set_timer(min(self._serve_lanes(now), self._room.next_instant()), now)

    def _serve_lanes(self, now: float) -> float:
        """Lane by lane, the highest first, until permits or the spread say stop. Returns when to look again."""
        wake = float("inf")
        for lane in _LANES:
            while self._room.someone_ready(lane):
                if not self._free:
                    return min(wake, self._resting[0] if self._resting else float("inf"))
                may_go = self._may_go_at(lane)
                if may_go > now + _ROUNDING:
                    wake = min(wake, may_go)
                    break
                waiter = self._room.take(lane, now)
                if waiter is not None:
                    self._grant(waiter, now)
        return wake

    def _may_go_at(self, lane: Lane) -> float:
        if lane is Lane.GUIDANCE:
            return float("-inf")
        spread = float("-inf") if self._opened else self._spread_to - _BURST[lane] * self._step
        return max(spread, self._all_stopped_until)

    def _grant(self, waiter: Waiter, now: float) -> None:
        waiter.granted_at = now
        waiter.turn.set_result(None)
        if not self._opened:
            self._free -= 1
            self._spread_to = max(self._spread_to, now) + self._step

    def _set_timer(self, wake: float, now: float) -> None:
        if self._timer is not None:
            if self._timer_at <= wake != float("inf"):
                return
            self._timer.cancel()
            self._timer = None
        if wake != float("inf"):
            self._timer_at = wake
            self._timer = asyncio.create_task(self._wake(max(0.0, wake - now)))

    async def _wake(self, seconds: float) -> None:
        await self._clock.pause(seconds)
        self._timer = None
        self._let_in()
