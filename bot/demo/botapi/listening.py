"""listening: uvicorn made fit to live in somebody else's event loop, and connections that can be torn down.

Belongs here: start, stop and the raw connections. Not here: routes and answers (server.py).
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Iterator

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

LAST_WORDS = 1.0
"""Seconds that requests under way have when the server stops."""


class Wires:
    """The open connections by the client's address, so that one of them can be reset."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """uvicorn's own protocol, noting its connections here."""
        noted = self._open

        class Noting(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                noted[transport.get_extra_info("peername")] = transport
                super().connection_made(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                noted.pop(self.transport.get_extra_info("peername"), None)
                super().connection_lost(exc)

        return Noting

    def reset(self, client: tuple[str, int]) -> None:
        """The connection of `client` is torn down with a RST, nothing more is sent."""
        wire = self._open.get(client)
        if wire is None:
            return
        plain = wire.get_extra_info("socket")
        if plain is not None:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        wire.abort()

    def let_go(self) -> None:
        """All connections end."""
        for wire in tuple(self._open.values()):
            wire.close()


class Server(uvicorn.Server):
    """uvicorn inside a loop that belongs to somebody else: it leaves signals alone, says when it listens, and starts
    and stops without its tenths of a second."""

    def __init__(self, config: uvicorn.Config, wires: Wires) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.leave = asyncio.Event()
        self._wires = wires

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.leave.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for listening in self.servers:
            listening.close()
        self._wires.let_go()
        running = set(self.server_state.tasks)
        if running:
            _, late = await asyncio.wait(running, timeout=LAST_WORDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def bound_socket(port: int) -> socket.socket:
    # With proto 0 asyncio would leave Nagle on, and each answer would wait 40 ms.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound
