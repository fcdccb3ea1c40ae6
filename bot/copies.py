"""copies: backups, bringing them back, and sealing everything anew: the commands.

Belongs here: files, opening the database, what is said at the end. Not here: the format (storage/backed_up.py), what
must hold after a restore (storage/restored.py).
"""

import contextlib
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TextIO

from bot import config_files
from bot.clock import Clock
from bot.errors import BadInput, BadSettings, Problem
from bot.settings import Settings
from bot.storage import audit, backed_up, engines, file_lock, keys, migrated, resealed, restored
from bot.storage.backed_up import BACKED_UP
from bot.storage.database import Database
from bot.storage.tables import meta

NO_KEY_INSIDE = "The encryption key is not in it: keep a copy of the key in another place."


async def back_up(given: Settings, file: Path) -> str:
    """Everything stored stands in `file`, whole and on the disk, or `file` does not exist. The bot may run meanwhile.
    Raises BadInput (the file exists or cannot be written), BadSettings, Unavailable."""
    now = Clock().now()
    async with _opened(given) as database:
        with _made_whole(file) as writing:
            async with database.reading() as tx:
                revision = await migrated.revision(tx) or ""
                counts = await backed_up.back_up(tx, writing, revision=revision, now=now)
        async with database.transaction() as tx:
            told = tx.upsert(meta).values(name=BACKED_UP, value=now.isoformat())
            await tx.run(told.on_conflict_do_update(index_elements=["name"], set_={"value": now.isoformat()}))
    rows = sum(counts.values())
    return f"{file}: {counts['people']} people, {rows} rows, revision {revision}.\n{NO_KEY_INSIDE}"


async def restore(given: Settings, file: Path) -> str:
    """The backup stands in the empty database of the settings. Raises BadInput, BadSettings: then nothing changed."""
    _key_must_be_there(given)
    now = Clock().now()
    path = engines.sqlite_path(given.url)
    with contextlib.ExitStack() as held:
        if path is not None:
            held.enter_context(file_lock.only_one(path))
        lines = held.enter_context(_readable(file))
        async with _opened(given) as database, database.transaction() as tx:
            revision = migrated.head_of(config_files.migrations_dir())
            came = await restored.restore(tx, lines, revision=revision, now=now)
            await audit.record(tx, patient=None, actor=None, action="database.restored", subject="backup", at=now)
    return (
        f"Restored: {came.people} people, {came.rows} rows, as of {came.made_at:%Y-%m-%d %H:%M} UTC.\n"
        f"{came.uncertain} messages may have been sent since then: each goes out at most once more, marked as a "
        "repeat, or is dropped when it is too late for it.\n"
        "What people wrote after the backup was made is not in it: ask them."
    )


async def reseal(given: Settings) -> str:
    """Every sealed value is sealed with the newest key. The bot may run meanwhile."""
    async with _opened(given) as database:
        done = await resealed.reseal(database)
    return (
        f"{done} values were sealed with the newest key. Once every process was started with it, the old key can go "
        "(not before old backups are gone that need it)."
    )


def _key_must_be_there(given: Settings) -> None:
    """For a new SQLite file a key would be made, which cannot open the backup."""
    path = engines.sqlite_path(given.url)
    if given.encryption_key is None and path is not None and not keys.key_place(path).exists():
        problem = Problem(
            where="TAPERLINE_ENCRYPTION_KEY",
            message="A backup can only be restored with the key it was made with.",
            fix=f"Set it, or put the key file at {keys.key_place(path)}.",
        )
        raise BadSettings((problem,))


@contextlib.asynccontextmanager
async def _opened(given: Settings) -> AsyncIterator[Database]:
    ring = keys.ring_for(given.url, key_text=given.encryption_key)
    database = await Database.open(given.url, keys=ring, migrations=config_files.migrations_dir())
    try:
        yield database
    finally:
        await database.close()


@contextlib.contextmanager
def _made_whole(file: Path) -> Iterator[TextIO]:
    """What is written stands in `file` when the block ends well, and nowhere when it does not. Only we may read it."""
    aside = file.with_name(f".{file.name}.part")
    try:
        if file.exists():
            raise FileExistsError(17, "it exists already")
        writing = os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8")
    except OSError as error:
        raise BadInput((_no_file(file, error),)) from None
    try:
        with writing:
            yield writing
            writing.flush()
            os.fsync(writing.fileno())
        aside.rename(file)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _readable(file: Path) -> Iterator[TextIO]:
    try:
        reading = file.open(encoding="utf-8")
    except OSError as error:
        raise BadInput((_no_file(file, error),)) from None
    with reading:
        yield reading


def _no_file(file: Path, error: OSError) -> Problem:
    return Problem(where=str(file), message=f"{error.strerror}.".capitalize(), fix="Choose another path.")
