"""tests/one_thread: SQLite without a thread for each connection, for stories: half of their time went into waking one.

Belongs here: a connection that does in the thread of the test what the program's own does in a thread of its own. The
statements, pragmas, locks and the file are the same. Not for tests in which somebody else holds the lock: there the
event loop would stand still with the connection that waits.
"""

import sqlite3
from collections.abc import Callable, Generator
from typing import Any, Self

import pytest

from bot.storage import sqlite_driver
from bot.storage.sqlite_driver import QuickConnection


class DirectConnection(QuickConnection):
    """What is asked of it is done at once."""

    _connector: Callable[[], sqlite3.Connection]

    def __await__(self) -> Generator[Any, None, Self]:
        return self._opened().__await__()

    async def _opened(self) -> Self:
        if self._connection is None:
            self._connection = self._connector()
        return self

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is None:
            raise ValueError("Connection closed")
        return fn(*args, **kwargs)

    def stop(self) -> None:
        """There is no thread to stop."""
        self._running = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every SQLite connection that is made before the test ends is direct."""
    ordinary = sqlite_driver.connect

    def connect(*arguments: Any, **options: Any) -> DirectConnection:
        made = ordinary(*arguments, **options)
        return DirectConnection(made._connector, made._iter_chunk_size)

    monkeypatch.setattr(sqlite_driver, "connect", connect)
