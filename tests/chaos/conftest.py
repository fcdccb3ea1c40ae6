"""What the chaos needs: how much of it, which seed, quick time-outs, and a place where its counts are printed."""

import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
import structlog

from bot import house
from bot.config_files import migrations_dir
from bot.house import House
from bot.storage import database as database_module
from bot.storage import engines
from bot.storage.database import Database
from bot.storage.sealed import KeyRing
from tests.chaos.clock import ChaosClock
from tests.chaos.crowd import Crowd
from tests.chaos.judge import judged
from tests.chaos.lives import note_tasks
from tests.chaos.run import Mix, Run, Scene
from tests.chaos.telegram import ChaosTelegram, Shuffle
from tests.chaos.town import Clinic, patients_for, settle, span
from tests.chaos.troubles import Postgresql, Sqlite
from tests.chaos.verdict import Verdict
from tests.postgres import PostgresServer

BUSY_SECONDS = 0.7
"""How long a transaction waits here: five seconds at each lock would only cost time."""

_REPORTED: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--chaos-slots", type=int, default=0, help="one big run with about so many wanted doses")
    parser.addoption("--chaos-seed", type=int, default=1, help="the seed of that run")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _REPORTED:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def whole_house() -> House:
    return house.load()


@pytest.fixture(autouse=True, scope="session")
def quiet() -> Iterator[None]:
    """Thousands of lines a run about mishaps that were meant: only what is critical is worth its time."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def quick_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", BUSY_SECONDS)
    monkeypatch.setattr(database_module, "BUSY_SECONDS", BUSY_SECONDS)


Chaos = Callable[..., Awaitable[Verdict]]


@pytest.fixture
def chaos(request: pytest.FixtureRequest, whole_house: House, keys: KeyRing) -> Chaos:
    """`await chaos(url, seed=…, slots=…)`: one run and its verdict."""

    async def play(
        url: str, *, seed: int, slots: int, mix: Mix | None = None, days: int = 2, first: date = date(2026, 10, 24)
    ) -> Verdict:
        async with _scene(url, (whole_house, keys), seed=seed, slots=slots, days=(first, days), mix=mix) as scene:
            if not url.startswith("sqlite"):
                server: PostgresServer = request.getfixturevalue("postgres_server")
                scene.troubles = Postgresql(server, url.split("@/")[1].split("?")[0])
            crowd = Crowd(scene)
            story = await Run(scene, crowd.act).play()
            verdict = await judged(scene, story, crowd.deeds, seed)
        _REPORTED.extend(verdict.lines())
        return verdict

    return play


@asynccontextmanager
async def _scene(
    url: str, ground: tuple[House, KeyRing], *, seed: int, slots: int, days: tuple[date, int], mix: Mix | None
) -> AsyncIterator[Scene]:
    chance, (first, count) = random.Random(seed), days
    mix = mix or Mix()
    clock = ChaosClock(span(first, count)[0])
    shuffle = Shuffle(chance=random.Random(seed), twice=mix.twice, mixed=mix.mixed)
    telegram = ChaosTelegram(clock, seed=seed, share=mix.weather, shuffle=shuffle)
    watching = await Database.open(url, keys=ground[1], migrations=migrations_dir())
    clinic = Clinic(chance, first, count)
    town = await settle(watching, clinic, patients_for(slots, count), chance, clock.now())
    note_tasks()
    try:
        async with telegram:
            yield Scene(
                url=url,
                house=ground[0],
                keys=ground[1],
                watching=watching,
                telegram=telegram,
                clock=clock,
                troubles=Sqlite(Path(url.removeprefix("sqlite:///"))),
                town=town,
                clinic=clinic,
                chance=chance,
                mix=mix,
                first=first,
                days=count,
            )
    finally:
        await watching.close()
