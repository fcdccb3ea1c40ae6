"""The rules as they are shipped, read once."""

from pathlib import Path

import pytest

from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import read_rules

FOLDER = Path(__file__).parents[3] / "config" / "triage"


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.yaml"))}


@pytest.fixture(scope="session")
def book(files: dict[str, str]) -> RuleBook:
    return read_rules(files)
