"""limits: the flood limit, off unless asked for.

Belongs here: counting what was accepted in sliding windows. Not here: the body of a 429 (refusals.py).
Source of the numbers: Telegram's own FAQ for bots (about 30 a second in all, one a second to one chat, 20 a minute to
one group, short bursts pass). The real limits are not published exactly.
"""

import math
from collections import deque
from dataclasses import dataclass

COUNTED = frozenset({"sendmessage", "sendphoto", "senddocument", "forwardmessage", "copymessage"})
"""Methods that make a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """`burst`: how many to one chat pass at once before one per `1 / per_chat_second` seconds is the rule."""

    per_second: int = 30
    per_chat_second: float = 1.0
    burst: int = 3
    per_group_minute: int = 20


class Meter:
    """Counts against a RateLimit. All times in steady seconds, given by the caller."""

    def __init__(self, limit: RateLimit) -> None:
        self._limit = limit
        self._all: deque[float] = deque()
        self._room: dict[int, tuple[float, float]] = {}
        self._groups: dict[int, deque[float]] = {}

    def wait(self, chat_id: int, now: float) -> float:
        """Seconds until one more to this chat would be accepted; 0 when it would be now."""
        _drop(self._all, now - 1.0)
        waits = [0.0]
        if len(self._all) >= self._limit.per_second:
            waits.append(self._all[-self._limit.per_second] + 1.0 - now)
        room = self._room_of(chat_id, now)
        if room < 1.0:
            waits.append((1.0 - room) / self._limit.per_chat_second)
        group = self._groups.get(chat_id)
        if group is not None:
            _drop(group, now - 60.0)
            if len(group) >= self._limit.per_group_minute:
                waits.append(group[-self._limit.per_group_minute] + 60.0 - now)
        return max(waits)

    def count(self, chat_id: int, now: float) -> None:
        """One was accepted."""
        self._all.append(now)
        self._room[chat_id] = (self._room_of(chat_id, now) - 1.0, now)
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).append(now)

    def _room_of(self, chat_id: int, now: float) -> float:
        room, at = self._room.get(chat_id, (float(self._limit.burst), now))
        return min(room + (now - at) * self._limit.per_chat_second, float(self._limit.burst))


def _drop(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()


def whole_seconds(wait: float) -> int:
    """What `retry_after` says: full seconds, at least one."""
    return max(1, math.ceil(wait))
