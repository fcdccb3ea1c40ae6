"""A mail server and a webhook of our own on this computer, for tests of the second way. They understand just enough."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiohttp import web


@dataclass(slots=True)
class MailServer:
    """Speaks SMTP without encryption. `refuses`: commands it answers with 550. Counts what it was asked."""

    port: int = 0
    refuses: frozenset[str] = frozenset()
    messages: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 local\r\n")
        while line := (await reader.readline()).decode().strip():
            verb = line.split(" ")[0].upper().split(":")[0]
            if verb in self.refuses:
                writer.write(b"550 no\r\n")
            elif verb == "DATA":
                writer.write(b"354 go on\r\n")
                self.messages.append(await self._message(reader))
                writer.write(b"250 taken\r\n")
            elif verb == "QUIT":
                writer.write(b"221 bye\r\n")
                break
            else:
                if verb == "RCPT":
                    self.receivers.append(line.partition("<")[2].partition(">")[0])
                writer.write(b"250 ok\r\n")
            await writer.drain()
        writer.close()

    async def _message(self, reader: asyncio.StreamReader) -> EmailMessage:
        lines: list[bytes] = []
        while (line := await reader.readline()) not in (b".\r\n", b""):
            lines.append(line)
        read = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(read, EmailMessage)
        return read


@contextlib.asynccontextmanager
async def mail_server(refuses: frozenset[str] = frozenset()) -> AsyncIterator[MailServer]:
    """A mail server listens until the block ends."""
    server = MailServer(refuses=refuses)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


@dataclass(slots=True)
class HookServer:
    """Takes posts, and answers with `status`."""

    url: str = ""
    status: int = 200
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.read())
        self.headers.append(dict(request.headers))
        return web.Response(status=self.status)


@contextlib.asynccontextmanager
async def hook_server(status: int = 200) -> AsyncIterator[HookServer]:
    """A webhook listens until the block ends."""
    server = HookServer(status=status)
    application = web.Application()
    application.router.add_post("/hook", server.take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server.url = f"http://127.0.0.1:{port}/hook"
    try:
        yield server
    finally:
        await runner.cleanup()
