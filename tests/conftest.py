"""Fixtures that every kind of test may use: both databases, fresh for each test, and a clock that stands still.

keys            the ring that every test database is sealed with
clock           frozen at 2026-12-01 12:00 UTC, moved only by the test
database        an open, empty database of this release; the test runs twice, on SQLite and on PostgreSQL, but a story
                runs on one of them: see `pytest_generate_tests`
database_url    the same, not opened: for tests that start processes
empty_url       a database with nothing in it, not even tables; on both
sqlite_url, postgresql_url    as database_url, on the one or the other only
"""

import functools
import gc
import itertools
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import heap, house
from bot.clock import MovableClock
from bot.config_files import migrations_dir
from bot.house import House
from bot.storage.database import Database
from bot.storage.sealed import KeyRing
from tests.postgres import PostgresServer

KEY_TEXT = "dGVzdHMgb25seTogdGhpcyBpcyAzMiBieXRlcyBsb24="
"""32 bytes for tests, as TAPERLINE_ENCRYPTION_KEY would hold them."""

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)

_names = itertools.count(1)

_load = house.load


@functools.cache
def _read_once(override: Path | None = None) -> House:
    """Reading and checking config/ costs more than a second of CPU and gives the same frozen house each time."""
    read = _load(override)
    heap.all_is_read()
    return read


setattr(house, "load", _read_once)  # noqa: B010  a plain assignment would change its type


def pytest_collection() -> None:
    """Nothing that is collected is garbage, and looking for some costs more than the rest."""
    gc.disable()


def pytest_collection_finish() -> None:
    """As where the program runs: what is there stays, and is not looked through for garbage during each test."""
    heap.all_is_read()


@pytest.hookimpl
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One for each core and one more, for a test waits now and then for a server; each further one collects all tests
    and starts a server of its own for nothing. Rules alone, or one file, are done before a second worker would have
    started."""
    places = [Path(str(argument).partition("::")[0]) for argument in config.args]
    return 0 if all(place.is_file() or "rules" in place.parts for place in places) else (os.cpu_count() or 1) + 1


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The two databases behind `database_url`.

    The rule: whatever speaks to the database itself (stations, migrations, processes) is tested on both. A story is
    told over HTTP, and all that the database decides in it was decided in a station test; so each story runs on one of
    the two, always the same, chosen by its name, about half on each. Stories in which the database is the point (kills,
    downtime, bytes in the files, the whole way) carry the mark `both_databases`; `pytest --both-databases` gives it to
    all.
    """
    if "database_url" not in metafunc.fixturenames:
        return
    test = metafunc.definition
    both = test.get_closest_marker("both_databases") or metafunc.config.getoption("both_databases")
    names = ["sqlite", "postgresql"]
    if "stories" in test.path.parts and not both:
        names = [names[zlib.crc32(f"{test.path.stem}::{test.originalname}".encode()) % 2]]
    metafunc.parametrize("database_url", names, indirect=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--both-databases", action="store_true", help="Every story on SQLite and on PostgreSQL.")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(frozen_at=NOON)


@pytest.fixture(scope="session")
def keys() -> KeyRing:
    return KeyRing.from_text(KEY_TEXT)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.remove()


@pytest.fixture
async def database(database_url: str, keys: KeyRing) -> AsyncIterator[Database]:
    opened = await Database.open(database_url, keys=keys, migrations=migrations_dir())
    yield opened
    await opened.close()


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    yield from _fresh(server, template="template0")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    place = tmp_path / "taperline.sqlite"
    shutil.copy(sqlite_template, place)
    return f"sqlite:///{place}"


@pytest.fixture
def postgresql_url(postgres_server: PostgresServer, postgresql_template: str) -> Iterator[str]:
    yield from _fresh(postgres_server, template=postgresql_template)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("template") / "taperline.sqlite"
    _make_tables(f"sqlite:///{place}")
    return place


@pytest.fixture(scope="session")
def postgresql_template(postgres_server: PostgresServer) -> str:
    postgres_server.sql("CREATE DATABASE migrated")
    _make_tables(postgres_server.url("migrated"))
    return "migrated"


def _fresh(server: PostgresServer, *, template: str) -> Iterator[str]:
    name = f"test_{next(_names)}"
    server.start()  # a test that failed while it was switched off must not take the others with it
    server.sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield server.url(name)
    server.start()
    server.sql(f"DROP DATABASE {name} WITH (FORCE)")


def _make_tables(url: str) -> None:
    """In a process of its own: a fixture for the whole run must not touch the event loop of a test."""
    program = (
        "import asyncio, sys\n"
        "from bot.config_files import migrations_dir\n"
        "from bot.storage.database import Database\n"
        "from bot.storage.sealed import KeyRing\n"
        "async def main():\n"
        "    keys = KeyRing.from_text(sys.argv[2])\n"
        "    await (await Database.open(sys.argv[1], keys=keys, migrations=migrations_dir())).close()\n"
        "asyncio.run(main())\n"
    )
    subprocess.run([sys.executable, "-c", program, url, KEY_TEXT], check=True, cwd=Path(__file__).parent.parent)
