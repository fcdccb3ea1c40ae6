"""What the program believes about the tables is what the migrations made."""

import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.config_files import migrations_dir
from bot.storage import engines, migrated
from bot.storage.tables import metadata

CHECKOUT = Path(__file__).parent.parent.parent


async def test_models_match_migrations(database_url: str) -> None:
    path = engines.sqlite_path(database_url)
    engine = engines.sqlite_readers(path) if path else engines.postgresql(engines.parsed(database_url))

    def differences(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert found == [], "run: python -m migrations.write_first"


def test_the_first_revision_is_what_the_tables_say() -> None:
    """Until the first release: whoever changes a table runs `python -m migrations.write_first`."""
    from migrations import write_first

    formatted = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "-q", "-", "--stdin-filename", str(write_first.FIRST)],
        input=write_first.first_revision(),
        capture_output=True,
        text=True,
        check=True,
        cwd=CHECKOUT,
    ).stdout
    assert formatted == write_first.FIRST.read_text(encoding="utf-8"), "run: python -m migrations.write_first"


def test_the_newest_file_name_names_the_head() -> None:
    script = ScriptDirectory(str(migrations_dir()))
    assert script.get_heads() == [migrated.head_of(migrations_dir())]
