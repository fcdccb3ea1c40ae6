"""Fixture `world`: the whole program on SQLite and on PostgreSQL, the local Bot API, a clock that stands still."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from tests.world import ProgramWorld, program


@pytest.fixture
async def world(database_url: str, clock: MovableClock) -> AsyncIterator[ProgramWorld]:
    async with program(database_url, clock) as running:
        yield running
