"""SQLite without a thread of its own: half a million transactions, one after another, in one process.

Belongs here: the same driver (bot/storage/sqlite_driver.py) on the same real SQLite, but each statement is executed
where it is asked for. Nothing else runs meanwhile, so that nobody is kept waiting; the way to a thread and back costs
more than the statement.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from bot.storage.sqlite_driver import QuickConnection


async def _execute(connection: Any, call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    return call(*arguments, **options)


async def _connect(connection: Any) -> Any:
    if connection._connection is None:
        connection._connection = connection._connector()
    return connection


@contextmanager
def statements_at_once() -> Iterator[None]:
    """Every SQLite connection that is made until the end of the block works so."""
    with (
        patch.object(QuickConnection, "_execute", _execute),
        patch.object(QuickConnection, "_connect", _connect),
    ):
        yield
