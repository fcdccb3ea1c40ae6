"""The rules as they are shipped, read once."""

import pytest

from bot import house
from bot.symptoms.rule_book import RuleBook


@pytest.fixture(scope="session")
def book() -> RuleBook:
    return house.load().rules
