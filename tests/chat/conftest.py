"""What the tests of the chat share: the local Bot API over real HTTP, and our client connected to it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.chat.bot_client import build_bot
from bot.demo.botapi.server import LocalBotApi

READ_SECONDS = 1.0
"""Short, so that a server that never answers is found out within a test."""


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    async with LocalBotApi() as api:
        yield api


@pytest.fixture
async def bot(api: LocalBotApi) -> AsyncIterator[Bot]:
    bot = build_bot(api.token, api_base_url=api.base_url, read_seconds=READ_SECONDS)
    await bot.initialize()
    yield bot
    await bot.shutdown()
