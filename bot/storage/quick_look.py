"""storage/quick_look: one prepared SELECT on a SQLite file, answered at once, in this very thread.

Belongs here: nothing but that. Not here: what is asked (glance.py), anything that writes or reads much.

The ordinary way through SQLAlchemy and a thread wakes the event loop some forty times for one question. Asked twice a
second, day and night, that would be most of what an idle bot costs. The statement must stand on indexes: it is answered
out of the cache within some microseconds. Nothing is waited for: what is locked is Unavailable at once.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from bot.storage.faults import translated


class QuickLook:
    """`query` on the SQLite file at `path`, any number of times."""

    def __init__(self, path: Path, query: Select[*tuple[Any, ...]]) -> None:
        self._path = path
        dialect = sqlite_dialect()
        compiled = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self._sql = str(compiled)
        self._fixed = compiled.params
        self._order = tuple(compiled.positiontup or ())
        binds = {name: compiled.binds[name] for name in self._order if name in compiled.binds}
        self._written = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        self._connection: sqlite3.Connection | None = None

    def ask(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The first row, with `values` for the parameters that stand open. Raises Unavailable."""
        given = {**self._fixed, **values}
        row = [self._as_written(name, given[name]) for name in self._order]
        try:
            with translated():
                found = self._open().execute(self._sql, row).fetchone()
        except BaseException:
            self.close()
            raise
        return tuple(found or ())

    def close(self) -> None:
        """No file is open any more; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            place = f"file:{quote(str(self._path))}?mode=rw"
            self._connection = sqlite3.connect(place, uri=True, timeout=0, isolation_level=None)
            self._connection.execute("PRAGMA query_only=ON")
        return self._connection

    def _as_written(self, name: str, value: Any) -> Any:
        write = self._written.get(name)
        return value if write is None else write(value)
