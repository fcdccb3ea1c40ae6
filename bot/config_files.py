"""config_files: where config/ and migrations/ lie, in a checkout and in an installed wheel.

Belongs here: finding and reading them; the programme's own files that replace ours, one by one.
Not here: what is in them (house.py and the rooms), the environment (settings.py hands the override in).
"""

from pathlib import Path

from bot.errors import BadSettings, Problem

_PACKAGE = Path(__file__).parent


def migrations_dir() -> Path:
    """The directory that holds env.py and versions/."""
    return _beside("migrations")


def config_dir() -> Path:
    """The directory of the shipped config/."""
    return _beside("config")


def find(relative: str, override: Path | None = None) -> Path:
    """The file `relative` (e.g. `locales/en/menu.ftl`) in `override` if it is there, else the shipped one.

    Raises BadSettings when neither exists.
    """
    for directory in (override, config_dir()):
        if directory is not None and (directory / relative).is_file():
            return directory / relative
    raise BadSettings(
        (Problem(where=f"config/{relative}", message="The file is missing.", fix="Install the release again."),)
    )


def read_text(relative: str, override: Path | None = None) -> str:
    """The text of `find(relative, override)`. Raises BadSettings: missing, unreadable, or not UTF-8."""
    path = find(relative, override)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        problem = Problem(where=str(path), message="The file cannot be read as UTF-8 text.", fix="Mend the file.")
        raise BadSettings((problem,)) from None


def names(folder: str, pattern: str, override: Path | None = None) -> tuple[str, ...]:
    """The relative names of all files in `folder` that match `pattern`, ours and the override's, each once, sorted."""
    found: set[str] = set()
    for directory in (config_dir(), override):
        if directory is not None:
            found |= {path.relative_to(directory).as_posix() for path in (directory / folder).glob(pattern)}
    return tuple(sorted(found))


def only_shipped(folder: str, override: Path | None = None) -> bool:
    """Whether nothing of the programme's own replaces or joins what is shipped in `folder`: the tests have read it."""
    return override is None or not any(path.is_file() for path in (override / folder).rglob("*"))


def _beside(name: str) -> Path:
    """In a wheel the directory lies inside the package, in a checkout beside it. A stranger's directory of the same
    name in site-packages is never taken."""
    shipped = _PACKAGE / "_shipped" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name
