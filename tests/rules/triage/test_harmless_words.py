"""Harmless words beside the name of a danger, and the same words where the danger is real."""

from pathlib import Path

import pytest
import yaml

from bot.symptoms.report import SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import triage

PAIRS = yaml.safe_load((Path(__file__).parent / "harmless_words.yaml").read_text(encoding="utf-8"))


def _all(kind: str) -> list[tuple[str, str]]:
    return [(mechanism, line) for mechanism, pair in PAIRS.items() for line in pair[kind]]


@pytest.mark.parametrize(("mechanism", "text"), _all("harmless"))
def test_a_harmless_line_raises_nothing(mechanism: str, text: str, book: RuleBook) -> None:
    decision = triage(SymptomReport(text=text), book)
    assert decision.tier is Tier.NONE, f"{mechanism}: {decision.because}"


@pytest.mark.parametrize(("mechanism", "text"), _all("danger"))
def test_danger_in_harmless_words_is_raised(mechanism: str, text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier >= Tier.URGENT, mechanism
