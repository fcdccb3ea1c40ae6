"""The service outside hears from us while all is well, and nothing while it is not."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.clock import Clock
from bot.web.heartbeat import Heartbeat

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Minutes(Clock):
    """So many minutes pass at once; then the program ends."""

    def __init__(self, count: int) -> None:
        self._left = count

    async def pause(self, seconds: float) -> None:
        self._left -= 1
        if not self._left:
            raise asyncio.CancelledError


@pytest.fixture
async def outside() -> AsyncIterator[tuple[str, list[bytes]]]:
    heard: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        writer.write(ANSWER)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/beat", heard


async def beats(url: str, *well: bool) -> None:
    """One minute for each of `well`: whether all was well then."""
    left = list(well)

    async def ask() -> bool:
        return left.pop(0)

    with pytest.raises(asyncio.CancelledError):
        await Heartbeat(url, Minutes(len(well)), ask).run()


async def test_it_beats_only_while_all_is_well(outside: tuple[str, list[bytes]]) -> None:
    url, heard = outside
    await beats(url, True, False, False, True)
    assert heard == [b"GET /beat HTTP/1.1"] * 2


async def test_it_goes_on_after_nobody_answered() -> None:
    await beats("http://127.0.0.1:1/beat", True, True)
