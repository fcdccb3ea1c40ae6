"""chat/waiting: who waits for a turn to talk to Telegram, and in which order.

Belongs here: the lines (one for each chat in each lane), when the head of a line may go, forgetting quiet chats.
Not here: how many may go in a second (pace.py), what is sent (sender.py).

Only the head of a line is ever looked at, and it stands in exactly one place: in `_ready` (it may go), in `_later`
(it may go at a known instant) or nowhere (it waits for the answer to an earlier call). So a turn costs O(log n)
however many wait. All times are steady seconds.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from bot.ids import ChatId
from bot.sending import Lane


@dataclass(slots=True, kw_only=True, eq=False)
class Chat:
    """What must be remembered about a chat while something of it waits, flies or has just landed."""

    chat_id: ChatId
    lines: dict[Lane, "Line"] = field(default_factory=dict)
    busy: set[Lane] = field(default_factory=set)
    messages_flying: int = 0
    second_over: float = 0.0
    stopped_until: float = 0.0
    refusals: int = 0
    forget_at: float = 0.0


@dataclass(slots=True, kw_only=True, eq=False)
class Waiter:
    """One call that wants its turn. `message`: it puts a new message into the chat, so the chat's second counts."""

    lane: Lane
    chat: Chat
    message: bool
    number: int
    turn: "asyncio.Future[None]"
    granted_at: float | None = None
    gone: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Line:
    """Those of one chat in one lane: first come, first served, one at a time."""

    lane: Lane
    chat: Chat
    waiters: deque[Waiter] = field(default_factory=deque)
    placed: bool = False

    def head(self) -> Waiter | None:
        """The first who still waits; those who gave up before it are thrown out."""
        while self.waiters and self.waiters[0].gone:
            self.waiters.popleft()
        return self.waiters[0] if self.waiters else None


class WaitingRoom:
    """All lines. `per_chat_seconds` pass between two messages to one chat, counted from the answer to the first."""

    def __init__(self, per_chat_seconds: float) -> None:
        self._per_chat = per_chat_seconds
        self._chats: dict[ChatId, Chat] = {}
        self._ready: dict[Lane, list[tuple[int, Line]]] = {lane: [] for lane in Lane}
        self._later: list[tuple[float, int, Line]] = []
        self._quiet: list[tuple[float, ChatId]] = []
        self._numbers = 0
        self.waiting = dict.fromkeys(Lane, 0)

    def chat(self, chat_id: ChatId) -> Chat | None:
        """What is remembered of the chat; None for one that nobody wrote to of late."""
        return self._chats.get(chat_id)

    def chats(self) -> Iterator[Chat]:
        return iter(tuple(self._chats.values()))

    def enter(self, lane: Lane, chat_id: ChatId, *, message: bool, now: float) -> Waiter:
        """A new waiter stands at the end of its line."""
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = Chat(chat_id=chat_id)
        turn = asyncio.get_running_loop().create_future()
        waiter = Waiter(lane=lane, chat=chat, message=message, number=self._next_number(), turn=turn)
        line = chat.lines.get(lane)
        if line is None:
            line = chat.lines[lane] = Line(lane=lane, chat=chat)
        line.waiters.append(waiter)
        self.waiting[lane] += 1
        self._place(line, now)
        return waiter

    def leave(self, waiter: Waiter, now: float) -> None:
        """`waiter` waits no longer, without having had its turn."""
        waiter.gone = True
        self.waiting[waiter.lane] -= 1
        line = waiter.chat.lines.get(waiter.lane)
        if line is not None and line.head() is None:
            del waiter.chat.lines[waiter.lane]
        self._forget_after(waiter.chat, now)

    def wake_later(self, now: float) -> None:
        """Whoever waited for an instant that has come may go now."""
        while self._later and self._later[0][0] <= now:
            line = heappop(self._later)[2]
            line.placed = False
            self._place(line, now)

    def next_instant(self) -> float:
        """When the next of those that wait for an instant may go; infinity if none does."""
        return self._later[0][0] if self._later else float("inf")

    def someone_ready(self, lane: Lane) -> bool:
        return bool(self._ready[lane])

    def take(self, lane: Lane, now: float) -> Waiter | None:
        """The waiter of `lane` whose turn is next, out of its line and counted as flying; None if none may go."""
        while self._ready[lane]:
            number, line = heappop(self._ready[lane])
            line.placed = False
            head = line.head()
            if head is None or head.number != number or self._when(line, head) > now:
                self._place(line, now)
                continue
            line.waiters.popleft()
            self.waiting[lane] -= 1
            line.chat.busy.add(lane)
            line.chat.messages_flying += head.message
            return head
        return None

    def landed(self, waiter: Waiter, now: float, *, used: bool) -> None:
        """The call of `waiter` has its answer, or (not `used`) was never made."""
        chat = waiter.chat
        chat.busy.discard(waiter.lane)
        chat.messages_flying -= waiter.message
        if used and waiter.message:
            chat.second_over = now + self._per_chat
        self.look_again(chat, now)
        self._forget_after(chat, now)

    def look_again(self, chat: Chat, now: float) -> None:
        """Something about `chat` changed: its lines are placed anew where they were nowhere."""
        for line in tuple(chat.lines.values()):
            self._place(line, now)

    def forget_quiet(self, now: float) -> None:
        """Chats with nothing waiting, flying or to be remembered take no memory any more."""
        while self._quiet and self._quiet[0][0] <= now:
            chat = self._chats.get(heappop(self._quiet)[1])
            if chat is None or chat.lines or chat.busy:
                continue
            if chat.forget_at > now:
                self._forget_after(chat, now)
            else:
                del self._chats[chat.chat_id]

    def _forget_after(self, chat: Chat, now: float) -> None:
        heappush(self._quiet, (max(now, chat.second_over, chat.stopped_until, chat.forget_at), chat.chat_id))

    def _next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _place(self, line: Line, now: float) -> None:
        if line.placed:
            return
        head = line.head()
        if head is None:
            if line.chat.lines.get(line.lane) is line:
                del line.chat.lines[line.lane]
            return
        when = self._when(line, head)
        if when == float("inf"):
            return
        line.placed = True
        if when <= now:
            heappush(self._ready[line.lane], (head.number, line))
        else:
            heappush(self._later, (when, self._next_number(), line))

    def _when(self, line: Line, head: Waiter) -> float:
        """When `head` may go; infinity while an earlier call must be answered first."""
        chat = line.chat
        if line.lane in chat.busy:
            return float("inf")
        if line.lane is Lane.GUIDANCE or not head.message:
            return chat.stopped_until
        if chat.messages_flying:
            return float("inf")
        return max(chat.stopped_until, chat.second_over)
