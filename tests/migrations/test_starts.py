"""Starting is safe: many at once, killed in the middle, on a newer database, and cheap when nothing is to do."""

import asyncio
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.config_files import migrations_dir
from bot.errors import BadSettings
from bot.storage import migrated
from bot.storage.database import Database
from bot.storage.sealed import KeyRing
from tests.conftest import KEY_TEXT

CHECKOUT = Path(__file__).parent.parent.parent

OPEN = textwrap.dedent(
    """
    import asyncio, sys
    from bot.config_files import migrations_dir
    from bot.storage.database import Database
    from bot.storage.sealed import KeyRing

    async def main():
        database = await Database.open(sys.argv[1], keys=KeyRing.from_text(sys.argv[2]), migrations=migrations_dir())
        await database.close()

    asyncio.run(main())
    print("alembic" in sys.modules)
    """
)

KILLED_IN_THE_MIDDLE = (
    textwrap.dedent(
        """
        import os, signal
        from alembic import op
        before, made = op.create_table, []

        def create_table(*arguments, **options):
            made.append(before(*arguments, **options))
            if len(made) == 5:
                os.kill(os.getpid(), signal.SIGKILL)
            return made[-1]

        op.create_table = create_table
        """
    )
    + OPEN
)


def start(program: str, url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, url, KEY_TEXT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )


async def revision(url: str, keys: KeyRing) -> str | None:
    database = await Database.open(url, keys=keys, migrations=migrations_dir())
    async with database.reading() as tx:
        found = await migrated.revision(tx)
    await database.close()
    return found


def test_three_starts_at_once_all_succeed(empty_url: str) -> None:
    started = [start(OPEN, empty_url) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3


async def test_a_start_killed_inside_the_migration_leaves_nothing_half_done(empty_url: str, keys: KeyRing) -> None:
    killed = start(KILLED_IN_THE_MIDDLE, empty_url)
    assert await asyncio.to_thread(killed.wait) == -9
    assert await revision(empty_url, keys) == migrated.head_of(migrations_dir())


def test_alembic_is_not_loaded_when_nothing_is_to_do(database_url: str) -> None:
    assert start(OPEN, database_url).communicate()[0].strip() == "False"


async def test_a_database_of_a_newer_release_is_refused(database_url: str, keys: KeyRing) -> None:
    database = await Database.open(database_url, keys=keys, migrations=migrations_dir())
    async with database.transaction() as tx:
        await tx.run(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(BadSettings, match="newer release"):
        await Database.open(database_url, keys=keys, migrations=migrations_dir())
