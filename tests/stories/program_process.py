"""The program as a process of its own that a test can kill, with a clock that the test moves by writing a file.

`python -m tests.stories.program_process DATABASE_URL API_BASE_URL TOKEN CLOCK_FILE`, with orders on standard input. It
has imported and read everything before it forks the process that is killed: two seconds less for each of 50 starts.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from bot import house
from bot.app import built
from bot.clock import Clock
from bot.house import House
from bot.settings import Settings
from tests.conftest import KEY_TEXT


class FileClock(Clock):
    """Civil time as it stands in a file; steady time is real."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return datetime.fromisoformat(self._file.read_text(encoding="ascii"))


async def run(read: House, *, database_url: str, api_base_url: str, token: str, clock_file: str) -> None:
    """Runs until it is killed."""
    settings = Settings(bot_token=token, api_base_url=api_base_url, database_url=database_url, encryption_key=KEY_TEXT)
    async with built(settings, FileClock(Path(clock_file)), known=read, limit_opened=True) as app:
        await app.start()
        app.ticks.start()
        await asyncio.Event().wait()


def forked(read: House, arguments: dict[str, str]) -> int:
    """The id of a new process in which the program runs. Nothing of the one before is left in it."""
    process = os.fork()
    if process:
        return process
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    try:
        asyncio.run(run(read, **arguments))
    finally:
        os._exit(1)


def serve(arguments: dict[str, str]) -> None:
    """Each line of standard input starts the program, or kills it; the answer says when that is done."""
    read = house.load()
    process: int | None = None
    for order in sys.stdin:
        if order == "start\n":
            process = forked(read, arguments)
        elif process is not None:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            process = None
        print("done", flush=True)
    if process is not None:
        os.kill(process, signal.SIGKILL)


if __name__ == "__main__":
    serve(dict(zip(("database_url", "api_base_url", "token", "clock_file"), sys.argv[1:], strict=True)))
