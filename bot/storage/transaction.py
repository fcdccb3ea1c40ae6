"""storage/transaction: what can be done between the begin and the end of one transaction.

Belongs here: running statements, with driver errors translated. Not here: begin, commit and rollback (database.py).
"""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import CursorResult, Executable, Row, Select, Table, UpdateBase, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Broken
from bot.storage.engines import Dialect
from bot.storage.faults import translated

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")


async def unbroken(step: Coroutine[Any, Any, T]) -> T:
    """What `step` returns. A cancellation takes effect only when the step has ended: a connection that is given up in
    the middle of a statement keeps its locks, and everybody else waits for them."""
    task = asyncio.ensure_future(step)
    try:
        with translated():
            return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        raise


class Begun(Protocol):
    """A connection on which a transaction has begun."""

    async def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None
    ) -> CursorResult[Any]:
        """`statement` was executed. Raises Unavailable; a cancellation takes effect only when it has ended."""
        ...


class OverTheWire:
    """A connection to a server."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None
    ) -> CursorResult[Any]:
        """See `Begun.execute`."""
        return await unbroken(self._connection.execute(statement, rows))


class Transaction:
    """What a station does inside `Database.transaction` or `Database.reading`. Never kept, never committed by hand.

    Every call raises Unavailable when the database is locked or gone; broken rules (unique, foreign keys) raise
    sqlalchemy.exc.IntegrityError, and on PostgreSQL nothing more can be done in this transaction after one.
    """

    def __init__(self, connection: Begun, dialect: Dialect, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes
        self.dialect = dialect
        self.touched: set[int] = set()
        """Ids of people of whom something changed that is also held in memory. Whoever changes it adds the id."""
        self.ahead: dict[str, dict[Any, Any]] = {}
        """What was read for many people at once, by those who read it for one (word → person's id → what): they look
        here first. Only for what nothing changes before this transaction ends."""

    async def run(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None
    ) -> CursorResult[Any]:
        """`statement` was executed, once (with the values of a mapping, where one is given) or once for each of `rows`.
        An empty `rows` is a mistake: do not call."""
        if not self._writes and isinstance(statement, UpdateBase):
            raise Broken("something was about to be written while only reading")
        return await self._connection.execute(statement, rows)

    async def all(self, select: Executable, **given: Any) -> Sequence[Row[Any]]:
        """Every row of `select`, or of a statement with RETURNING. `given`: what stands for its named parameters. A
        statement that is made once, with names, costs half of one that is made anew each time."""
        return (await self.run(select, given or None)).all()

    async def first(self, select: Executable, **given: Any) -> Row[Any] | None:
        """The first row of `select`, None if there is none. `given`: see `all`."""
        return (await self.run(select, given or None)).first()

    async def value(self, select: Executable) -> Any:
        """The first column of the first row, None if there is none."""
        return (await self.run(select)).scalar()

    async def insert(self, table: Table, **values: Any) -> int:
        """A row stands in `table`; its new id. Raises sqlalchemy.exc.IntegrityError."""
        result = await self.run(insert(table), values or None)
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def insert_missing(
        self, table: Table, rows: Sequence[Mapping[str, Any]], *, key: Sequence[str]
    ) -> Sequence[Row[Any]]:
        """Each of `rows` stands in `table`, unless one with the same `key` columns stood there; returns id and key
        columns of the new ones, in no order. `key` must be a unique constraint of the table."""
        if not rows:
            return []
        return (await self.run(_insert_missing(self.dialect, table, tuple(key)), rows)).all()

    def upsert(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        """An INSERT that knows `on_conflict_do_…`."""
        return _upsert(self.dialect, table)

    async def take(self, table: Table, chosen: Select[Any], values: Mapping[str, Any]) -> Sequence[Row[Any]]:
        """The rows whose ids `chosen` finds have `values` now and are returned whole, in no order; two takers at the
        same moment never get the same row. `chosen` selects `table.c.id`, with its order and limit."""
        # Materialised: as a plain sub-select PostgreSQL may run it once for each row it looks at, and SKIP LOCKED then
        # finds other rows each time: more than the limit would be taken.
        if self.dialect is Dialect.POSTGRESQL:
            chosen = chosen.with_for_update(skip_locked=True)
        ids = chosen.cte("chosen").prefix_with("MATERIALIZED", dialect="postgresql")
        return await self.all(update(table).where(table.c.id.in_(select(ids.c.id))).values(**values).returning(table))


def _upsert(dialect: Dialect, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Only the dialect in use is imported: that saves a start 0.1 s."""
    if dialect is Dialect.SQLITE:
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert

    return postgresql_insert(table)


@cache
def _insert_missing(dialect: Dialect, table: Table, key: tuple[str, ...]) -> Executable:
    """Made once for each table: making it anew costs as much as running it."""
    statement = _upsert(dialect, table).on_conflict_do_nothing(index_elements=list(key))
    return statement.returning(table.c.id, *(table.c[name] for name in key))
