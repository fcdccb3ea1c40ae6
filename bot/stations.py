"""stations: what ticks, as a protocol, so that the scheduler and the demo can call every station the same way.

Belongs here: Ticking and what it answers. Not here: when they are called (ticks.py), what they do (the rooms).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from sqlalchemy import ColumnElement

from bot.ids import PersonId
from bot.storage.database import Transaction
from bot.storage.glance import Instants
from bot.storage.outgoing import OutgoingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What one tick did: counts for the log (empty: nothing was due), and committed rows for the outbox."""

    counts: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[OutgoingRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """Something that will happen by itself. `key` names the sentence in config/locales/*/upcoming.ftl."""

    at: datetime
    person: PersonId | None
    key: str


class Ticking(Protocol):
    """A station that does what is due. `tick` costs one indexed read when nothing is."""

    name: str

    async def tick(self, now: datetime) -> Ticked:
        """What was due at `now` is done, each thing in a transaction of its own. Raises Unavailable."""
        ...

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """The next things this station will do, soonest first, at most `limit`."""
        ...


@runtime_checkable
class Foreseeing(Protocol):
    """A station that can put into one condition whether its tick would find something. All of them are asked in one
    query, and only those that have something to do are woken."""

    def due(self, at: Instants) -> ColumnElement[bool]:
        """An `exists(…)` that stands on an index; true whenever `tick` would do something at `at.now`."""
        ...
