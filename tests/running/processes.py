"""`taperline run` as real processes: started, listened to through their own log, stopped and killed.

Belongs here: processes and their log lines. Not here: promises (they are in the tests).
"""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.conftest import KEY_TEXT

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds a line is waited for. Starting takes two of CPU, and the machine may be busy."""

SECRET = "a-secret-of-the-tests"
"""The webhook's."""


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def environment(api: str, *, token: str | None, **settings: str) -> dict[str, str]:
    """The environment of a process: nothing of Taperline's but what is given. Names without TAPERLINE_."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TAPERLINE_")}
    given = {"API_BASE_URL": api, "LOG_FORMAT": "json", "ENCRYPTION_KEY": KEY_TEXT} | settings
    if token is not None:
        given["BOT_TOKEN"] = token
    return plain | {f"TAPERLINE_{name}": value for name, value in given.items()} | {"PYTHONPATH": str(ROOT)}


class Running:
    """One process. Ends with the block, however that ends."""

    def __init__(self, environment: dict[str, str], *arguments: str, place: Path | None = None) -> None:
        self._environment = environment
        self._arguments = arguments
        self._place = place or ROOT
        self._process: Process | None = None
        self.lines: list[dict[str, Any]] = []
        self._unasked: list[dict[str, Any]] = []

    @property
    def process(self) -> Process:
        assert self._process is not None
        return self._process

    async def __aenter__(self) -> "Running":
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *(self._arguments or ("run",)),
            env=self._environment,
            cwd=self._place,
            stdout=PIPE,
            stderr=PIPE,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def until(self, event: str, **fields: Any) -> dict[str, Any]:
        """A line of the log with this event (and these fields), each line once; waits for it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for line in self._unasked:
                    if line.get("event") == event and fields.items() <= line.items():
                        self._unasked.remove(line)
                        return line
                self._unasked.append(await self._line())

    async def _line(self) -> dict[str, Any]:
        assert self.process.stderr is not None
        raw = await self.process.stderr.readline()
        if not raw:
            told = "\n".join(str(line) for line in self.lines[-10:])
            raise AssertionError(f"the process ended with {await self.process.wait()}:\n{told}")
        try:
            line = json.loads(raw)
        except ValueError:
            line = {"event": raw.decode()}
        self.lines.append(line)
        return line if isinstance(line, dict) else {}

    def kill(self) -> None:
        """As a power cut: nothing is finished."""
        self.process.kill()

    def freeze(self) -> None:
        """It stands still, and its connections stay open."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if nothing had been."""
        self.process.send_signal(signal.SIGCONT)

    async def stopped(self) -> int:
        """It was asked to end (SIGTERM); its exit code."""
        self.process.terminate()
        return await self.ended()

    async def ended(self) -> int:
        """Its exit code, when it has ended by itself."""
        await self.rest()
        return await self.process.wait()

    async def rest(self) -> str:
        """Everything it still writes to standard output until it ends; its log goes to `lines`."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            out = asyncio.create_task(self.process.stdout.read())
            try:
                while True:
                    await self._line()
            except AssertionError:
                return (await out).decode()

    @property
    def told(self) -> list[str]:
        """What it wrote so far, as events."""
        return [str(line.get("event", "")).strip() for line in self.lines]
