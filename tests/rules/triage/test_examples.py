"""Every example in config/triage is a test: what a rule catches, and what it must not catch."""

import pytest

from bot import house
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.text_signs import text_finds

SHIPPED = house.load().rules
CATCHES = [(rule.id, line) for rule in SHIPPED.rules for said in rule.told for line in said.catches]
PASSES = [(rule.id, line) for rule in SHIPPED.rules for said in rule.told for line in said.passes]


@pytest.mark.parametrize(("rule", "line"), CATCHES)
def test_a_rule_catches_its_own_examples(rule: str, line: str, book: RuleBook) -> None:
    assert rule in {hit.rule for hit in text_finds(line, book, every_hint=True)[0]}


@pytest.mark.parametrize(("rule", "line"), PASSES)
def test_a_rule_lets_its_counter_examples_pass(rule: str, line: str, book: RuleBook) -> None:
    assert rule not in {hit.rule for hit in text_finds(line, book, every_hint=True)[0]}


@pytest.mark.parametrize("rule", SHIPPED.rules, ids=lambda rule: rule.id)
def test_every_rule_names_a_known_source(rule) -> None:  # type: ignore[no-untyped-def]
    assert rule.sources
    assert all(SHIPPED.sources[key].strip() for key in rule.sources)


def test_no_rule_claims_a_reviewer_it_does_not_have(book: RuleBook) -> None:
    """Nobody has reviewed them yet. Whoever does sets the reviewer and changes this test in the same commit."""
    assert {rule.reviewer for rule in book.rules} == {None}
