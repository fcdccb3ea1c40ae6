"""A programme's own file replaces ours; all others stay."""

from pathlib import Path

import pytest

from bot import config_files
from bot.errors import BadSettings


def test_an_overriding_file_is_read_instead_of_ours(tmp_path: Path) -> None:
    (tmp_path / "programme.yaml").write_text("theirs", encoding="utf-8")
    assert config_files.read_text("programme.yaml", tmp_path) == "theirs"


def test_what_is_not_overridden_is_ours(tmp_path: Path) -> None:
    assert config_files.read_text("programme.yaml", tmp_path) == config_files.read_text("programme.yaml")


def test_names_are_those_of_both_places_once(tmp_path: Path) -> None:
    ours = config_files.names("triage", "*.yaml")
    (tmp_path / "triage").mkdir()
    for name in (Path(ours[0]).name, "own.yaml"):
        (tmp_path / "triage" / name).write_text("", encoding="utf-8")
    assert config_files.names("triage", "*.yaml", tmp_path) == tuple(sorted([*ours, "triage/own.yaml"]))


def test_a_missing_file_is_told_with_its_name() -> None:
    with pytest.raises(BadSettings, match=r"config/nothing\.yaml"):
        config_files.read_text("nothing.yaml")
