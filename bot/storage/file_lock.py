"""storage/file_lock: a second `run` on the same SQLite file does not start.

Belongs here: the lock beside the file. Not here: locks inside the database (database.py).
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BadSettings, Problem


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """While this block runs no other process can enter it for `database`. The kernel ends it when the process dies.

    Raises BadSettings when another process is in it.
    """
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = database.with_name(database.name + ".lock")
    handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadSettings((_taken(database),)) from None
        yield
    finally:
        os.close(handle)


def _taken(database: Path) -> Problem:
    return Problem(
        where="TAPERLINE_DATA_DIR",
        message=f"Another Taperline is already running on {database}.",
        fix="Stop that one first, or give this one a directory of its own.",
    )
