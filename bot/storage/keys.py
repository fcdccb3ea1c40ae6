"""storage/keys: where the encryption key comes from.

Belongs here: making a key for SQLite, once, and finding it again. Not here: ciphers (sealed.py), the check that it is
the right one (key_check.py), the environment (settings.py hands the text in).

A key that we made lies outside the data directory, so that a copy of the data is of no use without it:
`<data directory>/../taperline-keys/<name of the data directory>-<name of the database>.key`. In a container that place
is lost with the container: set TAPERLINE_ENCRYPTION_KEY or TAPERLINE_ENCRYPTION_KEY_FILE there.
"""

import os
import secrets
from pathlib import Path

from bot.errors import BadSettings, Problem
from bot.storage import engines
from bot.storage.sealed import KeyRing, new_key_text


def ring_for(url: str, *, key_text: str | None) -> KeyRing:
    """The ring for the database `url`: out of `key_text` (newest key first), else, for SQLite, out of our key file,
    which is made when the database does not exist yet. Several starts at once agree on one key.

    Raises BadSettings: no key for PostgreSQL, a key that is none, a database whose key file is gone.
    """
    if key_text:
        return KeyRing.from_text(key_text)
    database = engines.sqlite_path(url)
    if database is None:
        raise BadSettings((_NO_KEY,))
    place = key_place(database)
    try:
        if not place.exists():
            if database.exists() and database.stat().st_size and not place.exists():
                raise BadSettings((_key_gone(place),))
            _make(place)
        return KeyRing.from_text(place.read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not a key"
        raise BadSettings((_unusable(place, why),)) from None


def key_place(database: Path) -> Path:
    """Where the key of the SQLite file `database` lies if we made it."""
    data = database.absolute().parent
    return data.parent / "taperline-keys" / f"{data.name}-{database.stem}.key"


def _make(place: Path) -> None:
    """A key lies at `place`, whole and on the disk; if somebody else was first it is theirs.

    It is written aside and then linked: whoever sees the name sees all of the key, and only one can take the name.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_key_text() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(aside, place)
        except FileExistsError:
            return
    finally:
        aside.unlink()
    directory = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


_NO_KEY = Problem(
    where="TAPERLINE_ENCRYPTION_KEY",
    message="PostgreSQL needs an encryption key.",
    fix="Make one with `taperline key`, keep a copy apart from the backups, and set TAPERLINE_ENCRYPTION_KEY.",
)


def _key_gone(place: Path) -> Problem:
    return Problem(
        where="TAPERLINE_ENCRYPTION_KEY",
        message=f"The database exists, but its key is not at {place}.",
        fix="Put the key back there, or set TAPERLINE_ENCRYPTION_KEY.",
    )


def _unusable(place: Path, why: str) -> Problem:
    return Problem(
        where="TAPERLINE_ENCRYPTION_KEY",
        message=f"The key file {place} cannot be made or read: {why}.",
        fix="Make its directory writable for the bot, or set TAPERLINE_ENCRYPTION_KEY.",
    )
