"""Fixture `world`: the whole program on a real database, the local Bot API, a clock that stands still."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.clock import MovableClock
from tests.world import ProgramWorld, program

MEMORY = Path("/dev/shm")
"""Nothing in it survives the machine. A story is no test of that: nobody pulls the plug, and each commit is quick."""


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="taperline-", dir=MEMORY if MEMORY.is_dir() else None) as directory:
        place = Path(directory) / "taperline.sqlite"
        shutil.copy(sqlite_template, place)
        yield f"sqlite:///{place}"


@pytest.fixture
async def world(database_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    async with program(database_url, clock) as running:
        yield running
