"""`taperline run` as it is, but with a civil clock that a test moves through a file. For real kills.

Started as `python -m tests.chaos.program <file> <role>`; the settings stand in the environment as ever.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import logs, service, settings
from bot.clock import Clock

WIDTH = 31
"""Bytes in the file, always."""


class FileClock(Clock):
    """Civil time is the computer's and the seconds in a file."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(os.pread(self._file, WIDTH, 0)))


def main() -> None:
    """Runs until it is killed."""
    path, role = Path(sys.argv[1]), sys.argv[2]
    vars(service)["Clock"] = lambda: FileClock(path)
    given = settings.from_environment()
    logs.set_up(json=True)
    asyncio.run(service.serve(given, service.Role(role)))


if __name__ == "__main__":
    main()
