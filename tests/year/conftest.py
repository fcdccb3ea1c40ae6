"""What the simulated year needs: how much of it, config/ read once, and a place where its figures are printed."""

import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot import house
from bot.house import House

REPORTED: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--year", action="store_true", help="the whole year of 200 people, in place of some weeks of a few"
    )
    parser.addoption("--year-seed", type=int, default=1, help="the seed of that year")


def pytest_sessionfinish() -> None:
    """The figures, also from a worker of xdist, whose own output nobody sees."""
    for line in REPORTED:
        print(line, file=sys.__stderr__)


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Iterator[str]:
    """A database that no power cut can hurt: in memory where there is such a place."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=shared)) if shared.is_dir() else tmp_path
    yield f"sqlite:///{folder / 'year.db'}"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def whole_house() -> House:
    return house.load()


@pytest.fixture(autouse=True, scope="session")
def quiet() -> Iterator[None]:
    """A line for each of half a million messages is worth nobody's time."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()
