"""storage/glance: one small query that says which of many things are due.

Belongs here: putting the conditions of all stations into one statement, once. Not here: the conditions (each station
says its own), what follows (ticks.py).

A question of its own for each station would cost more than all their work on a quiet day. Every condition stands on an
index, so that a glance costs the same for ten patients and for a million.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Select, bindparam, select

from bot.storage.columns import UtcDateTime
from bot.storage.database import Database

_NO_TIME = timedelta()
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Instants:
    """Now, and instants at fixed distances from it, as parameters of a statement that is built only once."""

    def __init__(self) -> None:
        self._parameters: dict[timedelta, BindParameter[datetime]] = {}

    @property
    def now(self) -> ColumnElement[datetime]:
        """The instant of the glance."""
        return self.after(_NO_TIME)

    def after(self, by: timedelta) -> ColumnElement[datetime]:
        """`by` later than now (or earlier, where it is negative)."""
        name = f"instant{len(self._parameters)}"
        return self._parameters.setdefault(by, bindparam(name, _LONG_AGO, UtcDateTime()))

    def values(self, now: datetime) -> dict[str, Any]:
        """The parameters for `now`."""
        return {str(parameter.key): now + by for by, parameter in self._parameters.items()}


def has_come(instant: Column[datetime], now: datetime | ColumnElement[datetime], *where: Any) -> ColumnElement[bool]:
    """Whether `instant` is past in any of the rows for which `where` holds; it must be the next column of an index
    that begins with what `where` fixes. Asked as "is the earliest one past": of `EXISTS (… instant <= now)` PostgreSQL
    may believe that such rows are everywhere, and then reads the whole table to find that there is none."""
    known = (instant.is_not(None),) if instant.nullable else ()
    earliest = select(instant).where(*where, *known).order_by(instant).limit(1)
    return earliest.scalar_subquery() <= now


Condition = Callable[[Instants], ColumnElement[bool]]
"""True in the database whenever there is something to do."""


class Glance:
    """Asks all conditions at once."""

    def __init__(self, database: Database, conditions: Mapping[str, Condition]) -> None:
        self._names = tuple(conditions)
        self._instants = Instants()
        columns = [condition(self._instants).label(f"c{n}") for n, condition in enumerate(conditions.values())]
        self.query: Select[*tuple[Any, ...]] = select(*columns)
        self._look = database.looking(self.query)

    async def at(self, now: datetime) -> frozenset[str]:
        """The names of the conditions that hold at `now`. Raises Unavailable."""
        if not self._names:
            return frozenset()
        row = await self._look(self._instants.values(now))
        return frozenset(name for name, holds in zip(self._names, row, strict=True) if holds)
