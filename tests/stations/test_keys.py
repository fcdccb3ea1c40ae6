"""A key is made once, beside nobody's data, and never silently made anew."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import BadSettings
from bot.storage.file_lock import only_one
from bot.storage.keys import key_place, ring_for
from tests.conftest import KEY_TEXT

CHECKOUT = Path(__file__).parent.parent.parent


def url_in(directory: Path) -> str:
    return f"sqlite:///{directory / 'data' / 'a.sqlite'}"


def test_a_made_key_is_found_again(tmp_path: Path) -> None:
    first = ring_for(url_in(tmp_path), key_text=None)
    second = ring_for(url_in(tmp_path), key_text=None)
    assert second.open(first.seal(b"x", "a"), "a") == b"x"


def test_the_key_lies_outside_the_data_directory(tmp_path: Path) -> None:
    ring_for(url_in(tmp_path), key_text=None)
    place = key_place(tmp_path / "data" / "a.sqlite")
    assert place.stat().st_mode & 0o777 == 0o600
    assert not place.is_relative_to(tmp_path / "data")


def test_three_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    program = (
        "import sys; from bot.storage.keys import ring_for; "
        "print(ring_for(sys.argv[1], key_text=None).current_prefix.hex())"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, url_in(tmp_path)], stdout=subprocess.PIPE, cwd=CHECKOUT)
        for _ in range(3)
    ]
    assert len({process.communicate()[0] for process in started}) == 1
    assert [path.suffix for path in (tmp_path / "taperline-keys").iterdir()] == [".key"]


def test_a_database_without_its_key_gets_no_new_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.sqlite").write_bytes(b"something")
    with pytest.raises(BadSettings, match="its key is not at"):
        ring_for(url_in(tmp_path), key_text=None)


def test_postgresql_needs_a_key_from_the_settings() -> None:
    with pytest.raises(BadSettings, match="PostgreSQL needs"):
        ring_for("postgresql://a@b/c", key_text=None)


def test_a_given_key_makes_no_file(tmp_path: Path) -> None:
    ring_for(url_in(tmp_path), key_text=KEY_TEXT)
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_is_refused(tmp_path: Path) -> None:
    with (
        only_one(tmp_path / "a.sqlite"),
        pytest.raises(BadSettings, match="already running"),
        only_one(tmp_path / "a.sqlite"),
    ):
        pass


def test_a_killed_run_leaves_no_lock(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from bot.storage.file_lock import only_one\n"
        "with only_one(Path(sys.argv[1])):\n    print('in', flush=True); sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "a.sqlite")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=CHECKOUT,
    )
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(BadSettings), only_one(tmp_path / "a.sqlite"):
        pass
    process.kill()
    process.communicate()
    with only_one(tmp_path / "a.sqlite"):
        pass
