"""A local Bot API that refuses nothing for being too fast, in the event loop of the test."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.botapi.server import LocalBotApi


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi() as running:
        yield running
