"""storage/migrated: the database has the tables of this release.

Belongs here: which revision it stands at, bringing it to the newest one. Not here: the revisions (migrations/versions).

Alembic is imported only when there is something to do: it would cost a tenth of a second of every start.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, inspect, text

from bot.errors import BadSettings, Broken, Problem
from bot.storage import engines
from bot.storage.engines import Dialect
from bot.storage.transaction import Transaction

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS_LOCK = 0x7A9E_0002
"""The advisory lock under which one process migrates on PostgreSQL. Any fixed number will do."""

_HAS_VERSION_TABLE = {
    Dialect.SQLITE: "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
    Dialect.POSTGRESQL: "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL",
}


def head_of(migrations: Path) -> str:
    """The newest revision: the third part of the last file name `YYYYMMDD_HHMM_<revision>_<what>.py`."""
    names = sorted(path.name for path in (migrations / "versions").glob("[0-9]*.py"))
    if not names:
        raise Broken("no migrations were shipped")
    return names[-1].split("_")[2]


async def revision(tx: Transaction) -> str | None:
    """The revision the database stands at; None for an empty database."""
    if await tx.value(text(_HAS_VERSION_TABLE[tx.dialect])) is None:
        return None
    found: str | None = await tx.value(text("SELECT version_num FROM alembic_version"))
    return found


async def upgrade(url: URL, *, migrations: Path) -> None:
    """The database stands at the newest revision, or is untouched: all revisions run in one transaction.

    Several processes at once: one does it, the others wait and find nothing to do. Raises BadSettings for a database
    that a newer release wrote.
    """
    engine = engines.for_migrations(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(run, migrations=migrations)
    finally:
        await engine.dispose()


def run(connection: Connection, *, migrations: Path, to: str = "head") -> None:
    """The revision `to` holds on `connection`, which has a transaction begun; committing is the caller's part."""
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = _config(connection, migrations)
    if connection.dialect.name == Dialect.POSTGRESQL:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATIONS_LOCK})"))
    try:
        ScriptDirectory.from_config(config).get_revision(_stands_at(connection) or "base")
    except CommandError:
        raise BadSettings((_NEWER,)) from None
    if to == "head":
        command.upgrade(config, to)
    else:
        command.downgrade(config, to)
    if connection.dialect.name == Dialect.SQLITE and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise Broken("a migration left a row that points to nothing")


def _config(connection: Connection, migrations: Path) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _stands_at(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


_NEWER = Problem(
    where="TAPERLINE_DATABASE_URL",
    message="This database was written by a newer release.",
    fix="Start that release, or restore the backup made before it was installed.",
)
