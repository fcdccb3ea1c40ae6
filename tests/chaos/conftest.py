"""What the chaos needs: how much of it, which seed, quick time-outs, and a place where its counts are printed."""

import gc
import json
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
import structlog

from bot import house
from bot.chat import in_time
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
from tests.chaos.telegram import PATIENT_SECONDS, ChaosTelegram, Shuffle
from tests.chaos.town import Clinic, settle, span
from tests.chaos.troubles import Postgresql, Sqlite
from tests.chaos.verdict import Verdict, written
from tests.postgres import PostgresServer

BUSY_SECONDS = 0.7
"""How long a transaction waits here: five seconds at each lock would only cost time."""

IN_THE_SUITE = (1_500, 1_500)
A_TOWN = 50_000
"""The great run is several towns of so many doses, each with a seed of its own, side by side where there are cores."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--chaos-slots", type=int, default=0, help="the great run with about so many wanted doses")
    parser.addoption("--chaos-seed", type=int, default=2, help="the seed of the great run")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "town" in metafunc.fixturenames:
        slots: int = metafunc.config.getoption("--chaos-slots")
        seed: int = metafunc.config.getoption("--chaos-seed")
        towns = -(-slots // A_TOWN)
        sizes = [slots // towns] * towns if slots else IN_THE_SUITE
        metafunc.parametrize("town", [(seed + n, size) for n, size in enumerate(sizes)], ids=lambda town: f"{town[0]}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What each run came to, and all of them together. Reports come from other processes too: they carry it along."""
    whole: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, told in report.user_properties if report.when == "call" else ():
                if name == "chaos":
                    terminalreporter.write_line(told)
                elif name == "chaos counts" and "planted" not in report.nodeid:
                    whole.update(json.loads(told))
    if whole:
        terminalreporter.write_line(f"chaos in all: {written(whole)}")


@pytest.fixture(scope="session")
def whole_house() -> House:
    return house.load()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of lines a run about mishaps that were meant: only what is critical is worth its time."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**before)


@pytest.fixture(autouse=True)
def rarely_swept() -> Iterator[None]:
    """Every call is kept for the judge, and to look through all of them again and again takes a twentieth of a run."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 50, 100)
    yield
    gc.set_threshold(*before)


@pytest.fixture(autouse=True)
def fitting_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Brief where something is away on purpose; without end where only a busy machine would be the reason."""
    monkeypatch.setattr(in_time, "WAIT_SECONDS", PATIENT_SECONDS)
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
        request.node.user_properties.append(("chaos", "\n".join(verdict.lines())))
        request.node.user_properties.append(
            ("chaos counts", json.dumps({**verdict.counts, **verdict.troubles, **verdict.faults}))
        )
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
    town = await settle(watching, clinic, clinic.patients_for(slots), chance, clock.now())
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
