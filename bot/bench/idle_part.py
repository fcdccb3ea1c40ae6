"""bench/idle_part: what the program costs while nothing is to do, with a thousand patients and with a million.

Each patient has a signed plan and its planned 48 hours; rows are multiplied inside SQLite. Both programs are processes
of their own (`taperline run`), each with its local Bot API; they start one after the other and tick side by side.
Peer: python-telegram-bot's JobQueue with one daily job a dose for 100,000 patients.
"""

import asyncio
import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import grounded
from bot.bench.figures import Figure, show, tell
from bot.bench.ours import settings_for
from bot.bench.telegram_apart import telegram_apart
from bot.bench.town import Doses, settle
from bot.clock import Clock
from bot.settings import Settings

MANY, FEW, PEER = 1_000_000, 1000, 100_000
SECONDS = 60.0
FILL_SECONDS = 300.0
DOSE_IN = timedelta(hours=6)
"""Nothing falls due meanwhile."""
_PROC = Path("/proc/self/statm")
_READY, _FILLED = b"app.ready", b"memory.filled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process cost. Seconds (`start_cpu`: of a core), megabytes, seconds of a core a minute."""

    start: float
    start_cpu: float
    fill: float
    resident: float
    cpu: float


async def idle(many: int = MANY, few: int = FEW, peer: int = PEER, seconds: float = SECONDS) -> None:
    """Prints `idle` and what stands beside it."""
    if not _PROC.exists():  # noqa: ASYNC240  nothing else runs yet
        tell("idle: left out, this system has no /proc to read memory from")
        return
    place = Path(tempfile.mkdtemp(prefix="taperline-bench-idle-"))
    try:
        async with telegram_apart(people=0) as telegram:
            tell(f"idle: writing {few} and {many} patients, each with a signed plan and its planned 48 h")
            written = [await _written(place / str(count), telegram.base_url, count) for count in (few, many)]
        tell(f"idle: two programs, {seconds:.0f} s of ticks after their memory is filled")
        small, large = await _costs(written, seconds)
        tell(f"idle: JobQueue with a daily job for each of {peer} patients")
        jobs = await _job_queue(peer)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    show(
        Figure(name="idle", value=large.resident, unit="MB", ratio=large.resident / small.resident),
        Figure(name="idle.few", value=small.resident, unit="MB"),
        Figure(name="idle.start", value=large.start, unit="s", ratio=large.start / small.start),
        Figure(name="idle.start_cpu", value=large.start_cpu, unit="s", ratio=large.start_cpu / small.start_cpu),
        Figure(name="idle.memory_filled", value=large.fill, unit="s"),
        Figure(name="idle.cpu", value=large.cpu, unit="s/min", ratio=large.cpu / max(small.cpu, 0.01)),
        Figure(name="idle.job_queue", value=jobs.resident, unit="MB"),
        Figure(name="idle.job_queue_start", value=jobs.start, unit="s"),
    )


async def _written(place: Path, base_url: str, count: int) -> Settings:
    """The settings of a program whose database holds `count` patients."""
    place.mkdir()  # noqa: ASYNC240  nothing else runs yet
    its = settings_for(base_url, f"sqlite:///{place / 'bench.sqlite'}")
    now = Clock().now()
    async with grounded(its) as ground:
        at = (now + DOSE_IN).replace(second=0, microsecond=0)
        await settle(ground.database, Doses(times=[at]), count=count, now=now)
    return its


@dataclass(frozen=True, slots=True, kw_only=True)
class _Started:
    """A program whose memory is filled. Seconds until it was ready, and until that; of a core until it was ready."""

    pid: int
    ready: float
    ready_cpu: float
    filled: float


async def _costs(written: list[Settings], seconds: float) -> list[Cost]:
    """What each program cost: a start has the computer to itself, the `seconds` of ticks after it are shared."""
    async with contextlib.AsyncExitStack() as stack:
        running = [await stack.enter_async_context(_started(its)) for its in written]
        before = [_cpu(one.pid) for one in running]
        await asyncio.sleep(seconds)
        return [
            Cost(
                start=one.ready,
                start_cpu=one.ready_cpu,
                fill=one.filled,
                resident=_resident(one.pid),
                cpu=(_cpu(one.pid) - used) * 60 / seconds,
            )
            for one, used in zip(running, before, strict=True)
        ]


@contextlib.asynccontextmanager
async def _started(its: Settings) -> AsyncIterator[_Started]:
    async with telegram_apart(people=0) as telegram:
        began = time.perf_counter()
        command = _command(its, telegram.base_url)
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        try:
            assert process.stderr is not None
            async with asyncio.timeout(FILL_SECONDS):
                await _line(process.stderr, _READY)
                ready, ready_cpu = time.perf_counter() - began, _cpu(process.pid)
                await _line(process.stderr, _FILLED)
            filled = time.perf_counter() - began
            reading = asyncio.create_task(_rest(process.stderr))
            yield _Started(pid=process.pid, ready=ready, ready_cpu=ready_cpu, filled=filled)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
        await reading


def _command(its: Settings, base_url: str) -> list[str]:
    """`taperline run` with these settings, whatever the environment of the bench says."""
    given = {
        "TAPERLINE_BOT_TOKEN": its.bot_token,
        "TAPERLINE_DATABASE_URL": its.database_url,
        "TAPERLINE_ENCRYPTION_KEY": its.encryption_key,
        "TAPERLINE_API_BASE_URL": base_url,
    }
    return ["env", *(f"{name}={value}" for name, value in given.items()), sys.executable, "-m", "bot", "run"]


async def _line(stream: asyncio.StreamReader, word: bytes) -> None:
    while True:
        line = await stream.readline()
        if word in line:
            return
        if not line:
            raise AssertionError(f"the program ended before {word.decode()}")


async def _rest(stream: asyncio.StreamReader) -> None:
    while await stream.readline():
        pass


async def _job_queue(count: int) -> Cost:
    """`python -m bot.bench.idle_part COUNT`: a process that adds the jobs and then says so."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.bench.idle_part", str(count), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        await _line(process.stdout, _READY)
        start = time.perf_counter() - began
        return Cost(start=start, start_cpu=_cpu(process.pid), fill=start, resident=_resident(process.pid), cpu=0.0)
    finally:
        process.terminate()
        await process.wait()


async def _be_job_queue(count: int) -> None:
    from telegram.ext import Application, ContextTypes

    async def remind(context: ContextTypes.DEFAULT_TYPE) -> None:
        return

    application = Application.builder().token("1:nobody").build()
    assert application.job_queue is not None
    await application.job_queue.start()
    at = (datetime.now().astimezone() + DOSE_IN).timetz()
    for chat in range(count):
        application.job_queue.run_daily(remind, at, chat_id=chat)
    sys.stdout.write(f"{_READY.decode()}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def _resident(pid: int) -> float:
    """Megabytes in memory of the process and those it started."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    own = pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(_resident(int(child)) for child in children)


def _cpu(pid: int) -> float:
    """Seconds of a core that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    asyncio.run(_be_job_queue(int(sys.argv[1])))
