"""The plainest wordings of each sign, and the most ordinary days, must never be judged wrongly."""

from pathlib import Path

import pytest
import yaml

from bot.symptoms.report import SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import triage

PLAIN = yaml.safe_load((Path(__file__).parent / "plain_words.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", PLAIN["emergency"])
def test_a_plain_emergency_is_an_emergency(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier is Tier.EMERGENCY


@pytest.mark.parametrize("text", PLAIN["urgent"])
def test_a_plain_urgent_line_is_urgent(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier >= Tier.URGENT


@pytest.mark.parametrize("text", PLAIN["none"])
def test_an_ordinary_line_raises_nothing(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier is Tier.NONE
