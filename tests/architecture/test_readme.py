"""The README says what is there: every command, every setting, every file it names; and it stays short."""

import re
from pathlib import Path

import pytest

from bot.cli import app, plan_app, staff_app
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
LONGEST = 250


def commands() -> list[str]:
    named = []
    for typer_app, before in ((app, ""), (plan_app, "plan "), (staff_app, "staff ")):
        for command in typer_app.registered_commands:
            assert command.callback is not None
            own = command.callback.__name__.removeprefix("plan_").removeprefix("staff_")
            named.append(before + (command.name or own))
    return named


def test_readme_stays_short() -> None:
    assert len(README.splitlines()) <= LONGEST


@pytest.mark.parametrize("command", commands())
def test_every_command_is_named(command: str) -> None:
    assert re.search(rf"`(taperline )?{command}\b", README)


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_is_explained(setting: str) -> None:
    name = f"{PREFIX}{setting.upper()}"
    assert name in README + DOCS or f"_{setting.upper()}`" in README


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:bot|config|docs|tests|migrations)/[\w./-]+)`", README))))
def test_every_file_it_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("picture", sorted(set(re.findall(r"\]\((docs/[\w./-]+)\)", README))))
def test_every_picture_exists(picture: str) -> None:
    assert (ROOT / picture).is_file()


def test_the_two_fixed_lines_stand_in_it() -> None:
    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/taperline demo" in README
    assert "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest" in README
