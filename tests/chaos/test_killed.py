"""Real processes killed for real, one on SQLite, two and three on PostgreSQL: each dose is told, a copy says so."""

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.config_files import migrations_dir
from bot.demo.botapi.server import LocalBotApi
from bot.storage.database import Database
from bot.storage.sealed import KeyRing
from tests.chaos.orders import Patient
from tests.chaos.program import WIDTH, FileClock
from tests.chaos.town import Clinic, settle
from tests.running.processes import ROOT, environment

FIRST = date(2026, 10, 24)
PATIENCE = 400.0
"""Real seconds after which something counts as never happening. A start takes two of CPU, and a busy machine may give
it a twentieth of a core."""
LEASE = timedelta(seconds=125)


class CivilTime:
    """The file that all processes read, and the same clock here."""

    def __init__(self, path: Path, at: datetime) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT)
        self.move_to(at)
        self.clock = FileClock(path)

    def move_to(self, instant: datetime) -> None:
        """It is `instant` everywhere. Written over what stands there, all at once: whoever finds an empty file for a
        moment would be a month ahead."""
        seconds = (instant - datetime.now(UTC)).total_seconds()
        os.pwrite(self._file, f"{seconds:.3f}".ljust(WIDTH).encode(), 0)


class Program:
    """A process that is started again whenever it was killed."""

    def __init__(self, variables: dict[str, str], file: Path, role: str) -> None:
        self._variables, self._file, self._role = variables, file, role
        self._process: asyncio.subprocess.Process | None = None

    async def starts(self) -> None:
        """It runs."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.chaos.program",
            str(self._file),
            self._role,
            env=self._variables,
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def dies(self) -> None:
        """As in a power cut."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def programs(api: LocalBotApi, url: str, file: Path, roles: tuple[str, ...]) -> AsyncIterator[list[Program]]:
    variables = environment(api.base_url, token=api.token, DATABASE_URL=url)
    running = [Program(variables, file, role) for role in roles]
    async with AsyncExitStack() as held:
        for one in running:
            await one.starts()
            held.push_async_callback(one.dies)
        yield running


async def happened(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110  other processes do it: there is no event to wait for
            await asyncio.sleep(0.05)


def told(api: LocalBotApi, patient: Patient, at: datetime) -> list[str]:
    """The texts of a dose's reminder, first and repeated, that were taken while it was due."""
    return [
        one.argument("text")
        for one in api.accepted
        if one.method == "sendMessage"
        and one.chat_id == patient.chats[0]
        and at <= one.at < at + timedelta(minutes=25)
        and "has passed" not in one.argument("text")
        and "still open" not in one.argument("text")
        and any(f"{verb}:" in one.argument("reply_markup") for verb in ("ds", "dt"))
    ]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("kind", "roles", "count"),
    [("sqlite", ("all",), 4), ("postgresql", ("worker", "all"), 3), ("postgresql", ("worker", "worker", "all"), 4)],
)
async def test_killed_processes_lose_nothing(
    request: pytest.FixtureRequest, keys: KeyRing, tmp_path: Path, kind: str, roles: tuple[str, ...], count: int
) -> None:
    url: str = request.getfixturevalue(f"{kind}_url")
    chance = random.Random(7)
    start = datetime(2026, 10, 24, tzinfo=UTC)
    time = CivilTime(tmp_path / "clock", start)
    database = await Database.open(url, keys=keys, migrations=migrations_dir())
    town = await settle(database, Clinic(chance, FIRST, 1), 12, chance, start)
    await database.close()
    async with LocalBotApi(clock=time.clock) as api:
        for patient in town.patients:
            api.phone(patient.chats[0]).user.started = True
        due = moments(town.patients, start, count)
        async with programs(api, url, tmp_path / "clock", roles) as running:
            for at in due:
                await one_moment(api, due[at], at, time=time, running=running, chance=chance)
    for at, patients in due.items():
        for patient in patients:
            texts = told(api, patient, at)
            assert texts, f"lost: person {patient.person_id} at {at}"
            assert all("twice" in text for text in texts[1:]), texts


def moments(patients: list[Patient], start: datetime, count: int) -> dict[datetime, list[Patient]]:
    """The first `count` instants at which doses are due, at least half an hour apart, and whose they are."""
    found: dict[datetime, list[Patient]] = {}
    for patient in patients:
        for slot in patient.wanted(start + timedelta(days=1)):
            found.setdefault(slot.at, []).append(patient) if patient not in found.get(slot.at, []) else None
    chosen: dict[datetime, list[Patient]] = {}
    for at in sorted(found):
        if len(chosen) < count and (not chosen or at - max(chosen) >= timedelta(minutes=30)):
            chosen[at] = found[at]
    return chosen


async def one_moment(
    api: LocalBotApi,
    patients: list[Patient],
    at: datetime,
    *,
    time: CivilTime,
    running: list[Program],
    chance: random.Random,
) -> None:
    """Doses are due; somebody is killed after some were told, at any moment; the rest is told after the lease."""
    before = len(api.accepted)
    time.move_to(at + timedelta(seconds=1))
    victim = chance.choice(running)
    if chance.random() < 0.7:
        few = chance.randint(1, max(1, len(patients) - 1))
        await happened(lambda: len(api.accepted) >= before + few)
    else:
        await asyncio.sleep(chance.random())
    await victim.dies()
    await victim.starts()
    time.move_to(at + LEASE)
    await happened(lambda: all(told(api, patient, at) for patient in patients))
