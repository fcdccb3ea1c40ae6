"""The program as a process of its own that a test can kill, with a clock that the test moves by writing a file.

`python -m tests.stories.program_process DATABASE_URL API_BASE_URL TOKEN CLOCK_FILE`
"""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from bot.app import built
from bot.clock import Clock
from bot.settings import Settings
from tests.conftest import KEY_TEXT


class FileClock(Clock):
    """Civil time as it stands in a file; steady time is real."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return datetime.fromisoformat(self._file.read_text(encoding="ascii"))


async def run(database_url: str, api_base_url: str, token: str, clock_file: str) -> None:
    """Runs until it is killed."""
    settings = Settings(bot_token=token, api_base_url=api_base_url, database_url=database_url, encryption_key=KEY_TEXT)
    async with built(settings, FileClock(Path(clock_file)), limit_opened=True) as app:
        await app.start()
        app.ticks.start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
