"""What the rules reach on our own phrasings, which were written by somebody else and before the rules.

The floors below are a little under what was measured when they were set (docs/triage.md). A change that falls under
one has made a class of people's words unheard, or a class of harmless words alarming.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.symptoms.report import SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import triage

# Per cent. Set a little under what was measured; raise them when the rules get better.
FLOOR_MAIN = 95
FLOOR_RAISED = 98
FLOOR_EMERGENCY = 97
FLOOR_URGENT = 97
FLOOR_HALF_CLEAR = 92
CEILING_RAISED = 4
CEILING_EMERGENCY = 2
CEILING_EVERYDAY = 5
PHRASINGS = Path(__file__).parents[1] / "phrasings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    text: str
    expected: str
    category: str
    lang: str


@cache
def lines() -> tuple[Line, ...]:
    return tuple(_read())


def _read() -> Iterator[Line]:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for path in sorted(PHRASINGS.glob("*/*.yaml")):
        file = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        for entry in file["lines"]:
            expected = entry.get("expected", file["expected"])
            yield Line(text=entry["text"], expected=expected, category=file["category"], lang=path.parent.name)


@pytest.fixture(scope="session")
def judged(book: RuleBook) -> dict[tuple[str, str, str], list[Tier]]:
    """(expected, category, language) → the tier of each line; "" stands for all categories."""
    found: dict[tuple[str, str, str], list[Tier]] = defaultdict(list)
    for line in lines():
        tier = triage(SymptomReport(text=line.text), book).tier
        found[line.expected, line.category, line.lang].append(tier)
        found[line.expected, "", line.lang].append(tier)
    return found


def share(tiers: list[Tier], least: Tier) -> float:
    return 100 * sum(tier >= least for tier in tiers) / len(tiers)


MAIN = ("seizure", "breathing", "overdose", "unconsciousness", "allergy", "suicide")


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("category", MAIN)
def test_each_main_emergency_is_heard(category: str, lang: str, judged: dict[tuple[str, str, str], list[Tier]]) -> None:
    tiers = judged["emergency", category, lang]
    assert len(tiers) >= 60
    assert share(tiers, Tier.EMERGENCY) >= FLOOR_MAIN


@pytest.mark.parametrize("lang", ["en", "es"])
def test_emergencies_are_raised(lang: str, judged: dict[tuple[str, str, str], list[Tier]]) -> None:
    tiers = judged["emergency", "", lang]
    assert share(tiers, Tier.CHECK) >= FLOOR_RAISED
    assert share(tiers, Tier.EMERGENCY) >= FLOOR_EMERGENCY


@pytest.mark.parametrize("lang", ["en", "es"])
def test_urgent_lines_are_urgent(lang: str, judged: dict[tuple[str, str, str], list[Tier]]) -> None:
    assert share(judged["urgent", "", lang], Tier.URGENT) >= FLOOR_URGENT


@pytest.mark.parametrize("lang", ["en", "es", "mixed"])
def test_half_clear_lines_are_asked_about(lang: str, judged: dict[tuple[str, str, str], list[Tier]]) -> None:
    assert share(judged["raised", "", lang], Tier.WATCH) >= FLOOR_HALF_CLEAR


@pytest.mark.parametrize("lang", ["en", "es"])
def test_harmless_lines_are_let_pass(lang: str, judged: dict[tuple[str, str, str], list[Tier]]) -> None:
    tiers = judged["none", "", lang]
    assert share(tiers, Tier.WATCH) <= CEILING_RAISED
    assert share(tiers, Tier.EMERGENCY) <= CEILING_EMERGENCY


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("category", ["chat", "logistics", "positive", "ordinary_symptom"])
def test_everyday_lines_raise_nothing(category: str, lang: str, judged: dict[tuple[str, str, str], list[Tier]]) -> None:
    assert share(judged["none", category, lang], Tier.WATCH) <= CEILING_EVERYDAY
