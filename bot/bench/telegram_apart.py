"""bench/telegram_apart: the local Bot API as a process of its own, and what it accepted.

Belongs here: starting and ending it, asking it. Not here: what is measured.
"""

import asyncio
import contextlib
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import aiohttp

TOKEN = "123456789:a-token-that-opens-nothing-anywhere"
_TOGETHER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One call that was accepted. `at`: by the computer's civil clock, as everywhere here."""

    method: str
    chat_id: int | None
    message_id: int | None
    at: datetime


@dataclass(slots=True, kw_only=True)
class TelegramApart:
    """A running server at `base_url`; `session` for what people do on their phones."""

    base_url: str
    session: aiohttp.ClientSession
    read: int = 0

    async def accepted(self) -> list[Taken]:
        """What was accepted since the last question."""
        async with self.session.get(f"{self.base_url}/phone/accepted", params={"from": self.read}) as answer:
            rows = await answer.json()
        self.read += len(rows)
        return [
            Taken(
                method=row["method"],
                chat_id=row["chat_id"],
                message_id=row["message_id"],
                at=datetime.fromisoformat(row["at"]),
            )
            for row in rows
        ]

    async def tap(self, chat: int, message: int, column: int) -> None:
        """A tap on a button of the first row; returns when it was answered, or after the patience of a phone."""
        given = {"message_id": message, "row": 0, "column": column}
        async with self.session.post(f"{self.base_url}/phone/{chat}/tap", json=given) as answer:
            answer.raise_for_status()
            await answer.read()

    async def tap_all(self, taps: Sequence[tuple[int, int]], column: int) -> None:
        """These people (chat, message) tap, all at once."""
        room = asyncio.Semaphore(len(taps))

        async def one(chat: int, message: int) -> None:
            async with room:
                await self.tap(chat, message, column)

        await asyncio.gather(*(one(chat, message) for chat, message in taps))

    async def say(self, chat: int, text: str) -> None:
        """Somebody writes."""
        async with self.session.post(f"{self.base_url}/phone/{chat}/text", json={"text": text}) as answer:
            answer.raise_for_status()
            await answer.read()


@contextlib.asynccontextmanager
async def telegram_apart(*, people: int, limited: bool = False) -> AsyncIterator[TelegramApart]:
    """A Bot API server with `people` (ids from 1) who have pressed start; with Telegram's limit if `limited`."""
    command = [sys.executable, "-m", "bot.demo.botapi", "--token", TOKEN, "--people", str(people)]
    process = await asyncio.create_subprocess_exec(*command, *(["--limit"] if limited else []), stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        base_url = (await process.stdout.readline()).decode().strip()
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=300)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            yield TelegramApart(base_url=base_url, session=session)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def counts(taken: Sequence[Taken]) -> Counter[str]:
    """How often each method was accepted."""
    return Counter(one.method for one in taken)
