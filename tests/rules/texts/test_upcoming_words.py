"""Whatever comes by itself has a sentence for the list of what is coming up."""

import pytest

from bot import config_files
from bot.reminders.wanted import Kind
from bot.texts.catalog import Texts

WORDS = Texts("en", [config_files.read_text("locales/en/upcoming.ftl")])


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_reminder_has_a_sentence(kind: Kind) -> None:
    assert WORDS.has(f"upcoming-{kind.value.replace('_', '-')}")


@pytest.mark.parametrize("step", ["opening", "backup", "everyone", "repeat", "exhausted", "outcome"])
def test_every_move_of_an_alert_has_a_sentence(step: str) -> None:
    assert WORDS.has(f"upcoming-alert-{step}")
