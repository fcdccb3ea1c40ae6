"""web/served: uvicorn in our own event loop.

Belongs here: listening and ceasing to. Not here: routes (webhook.py, health.py, metrics.py).
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot import logs
from bot.errors import BadSettings, Problem

log = logs.get(__name__)

LAST_WORDS_SECONDS = 2
"""How long requests under way may take when we stop listening."""
KEEP_ALIVE_SECONDS = 75


class _Server(uvicorn.Server):
    """Leaves signals alone, says when it listens, and does not wake ten times a second to see whether it should go."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.leave = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.leave.wait()


@contextlib.asynccontextmanager
async def listening(place: tuple[str, int], routes: Sequence[BaseRoute], *, setting: str) -> AsyncIterator[None]:
    """`routes` are served at `place` (host, port) until the block ends. Raises BadSettings: the place is taken or not
    ours; `setting` names what to mend."""
    bound = _bound(place, setting)
    config = uvicorn.Config(
        Starlette(routes=list(routes)),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=LAST_WORDS_SECONDS,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    await server.ready.wait()
    log.info("web.listening", port=bound.getsockname()[1])
    try:
        yield
    finally:
        server.leave.set()
        await serving


def _bound(place: tuple[str, int], setting: str) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(*place, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        problem = Problem(
            where=setting,
            message=f"Nothing can be served at {place[0]}:{place[1]} ({error.strerror}).",
            fix="Choose another host or port.",
        )
        raise BadSettings((problem,)) from None
    return bound
