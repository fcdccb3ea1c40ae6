"""updates: what waits to be told to the bot, and who is waiting for it.

Belongs here: the queue, confirming, expiry, allowed_updates, the one long poll that may stand.
Not here: how an update looks inside (wire.py), HTTP (server.py), carrying it to a webhook (webhook.py).
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bot.demo.botapi.refusals import Reason, Refused

EXPIRY = timedelta(hours=24)
"""An update that nobody fetched is gone after that. Source: the Bot API's description of getting updates."""

QUIET_WEEK = timedelta(days=7)
"""After such a silence the next update_id is random. Source: the Bot API's description of Update."""

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only when asked for. Source: the Bot API's description of getUpdates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One thing that happened. `body` is its JSON without the id."""

    id: int
    at: datetime
    chat_id: int
    kind: str
    body: dict[str, Any]

    def json(self) -> dict[str, Any]:
        """As the Bot API hands it out."""
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """Updates in the order they arose. `now` is the civil clock. `holding` is set while a long poll stands.

    The first id is random, unless `seed` is given: a bot that remembers ids must not meet the old ones again.
    """

    def __init__(self, *, now: Callable[[], datetime], seed: int | None = None) -> None:
        self._now = now
        self._random = random.Random(seed)
        self._waiting: dict[int, Update] = {}
        self._next_id = self._random.randrange(100_000_000, 900_000_000)
        self._last_at: datetime | None = None
        self._allowed: frozenset[str] | None = None
        self._poll: asyncio.Future[None] | None = None
        self.holding = asyncio.Event()
        self.when_arisen: Callable[[int], None] = lambda chat_id: None

    @property
    def allowed(self) -> tuple[str, ...]:
        """The kinds asked for, as remembered; empty: all but the rare ones."""
        return tuple(sorted(self._allowed or ()))

    def allow(self, kinds: list[str]) -> None:
        """Only `kinds` arise from now on; an empty list means all but the rare ones."""
        self._allowed = frozenset(kinds) or None

    def wanted(self, kind: str) -> bool:
        """Whether an update of `kind` would arise now."""
        return kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT

    def arise(self, kind: str, *, chat_id: int, body: dict[str, Any]) -> int | None:
        """The id of the new update; None when its kind was not asked for."""
        if not self.wanted(kind):
            return None
        now = self._now()
        if self._last_at is not None and now - self._last_at > QUIET_WEEK:
            self._next_id = self._random.randrange(100_000_000, 900_000_000)
        self._last_at = now
        update = Update(id=self._next_id, at=now, chat_id=chat_id, kind=kind, body=body)
        self._next_id += 1
        self._waiting[update.id] = update
        self.wake()
        self.when_arisen(chat_id)
        return update.id

    def wake(self) -> None:
        """A standing long poll looks again."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def waiting(self, limit: int = 100) -> tuple[Update, ...]:
        """The oldest `limit` updates that are not older than a day."""
        oldest = self._now() - EXPIRY
        while self._waiting and (first := next(iter(self._waiting.values()))).at < oldest:
            del self._waiting[first.id]
        return tuple(islice(self._waiting.values(), limit))

    def confirm(self, offset: int) -> None:
        """All below `offset` are gone; a negative one keeps only that many of the newest."""
        if offset < 0:
            for update_id in list(self._waiting)[:offset]:
                del self._waiting[update_id]
        elif offset > 0:
            while self._waiting and (first := next(iter(self._waiting))) < offset:
                del self._waiting[first]

    def delivered(self, update_id: int) -> None:
        """This one is done with."""
        self._waiting.pop(update_id, None)

    def drop_all(self) -> None:
        """Nothing waits any more."""
        self._waiting.clear()

    def end_poll(self, reason: Reason) -> None:
        """A standing long poll is refused with `reason`."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(Refused(reason))

    async def hold(self, seconds: float) -> None:
        """Returns when something arose, or after `seconds` of real time.

        Raises: Refused when another poll or a webhook ended this one.
        """
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = mine
        self.holding.set()
        try:
            await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return
        finally:
            if self._poll is mine:
                self._poll = None
                self.holding.clear()
