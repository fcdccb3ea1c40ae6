"""Hints that add up: what says little alone asks the caring question together, and never does more."""

import pytest

from bot.errors import BadSettings
from bot.symptoms.report import Reason, SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import read_rules, triage

WORDS = """
language: en
version: 1
cues:
  negation: [not, no]
  carriers: [a, the, i, am]
"""
HINTS = """
pack: trial
about: A trial.
sources: {T1: a source}
rules:
  - id: trial.hints
    tier: check
    reason: suicide
    sources: [T1]
    status: PD
    reviewer: null
    version: 1
    adds_up_to: 3
    en:
      hints:
        - {idea: farewell, points: 2, words: [farewell, so long]}
        - {idea: place, points: 1, words: [bridge, river]}
        - {idea: soon, points: 1, words: [tonight]}
        - {idea: everyday, points: -2, words: [concert]}
      catches: [farewell from the bridge]
      passes: [farewell]
"""


def book_of(rule: str) -> RuleBook:
    return read_rules({"words.en.yaml": WORDS, "trial.yaml": rule})


def tier_of(text: str) -> Tier:
    return triage(SymptomReport(text=text), book_of(HINTS)).tier


@pytest.mark.parametrize(
    "text",
    [
        "farewell from the bridge",
        "the bridge. it is so quiet and dark here. farewell to all of you my friends",
        "farewell, tonight",
    ],
)
def test_ideas_that_come_to_enough_ask(text: str) -> None:
    assert tier_of(text) is Tier.CHECK


@pytest.mark.parametrize(
    "text",
    [
        "farewell",
        "farewell and farewell, farewell",  # an idea counts once
        "the bridge and the river tonight",
        "farewell concert on the bridge",  # an everyday idea takes away
        "no farewell on the bridge",
        "farewell my old car. the new one came here today. it was rather dear for us. we drove over the bridge",
    ],
)
def test_less_than_enough_asks_nothing(text: str) -> None:
    assert tier_of(text) is Tier.NONE


def test_the_find_is_explained_by_the_words_that_counted() -> None:
    decision = triage(SymptomReport(text="Farewell, I am at the river"), book_of(HINTS))
    assert [(hit.rule, hit.words) for hit in decision.because] == [("trial.hints", "farewell … river")]
    assert decision.reason is Reason.SUICIDE
    assert decision.hints_danger


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("tier: check", "tier: urgent"), "hints only ask"),
        (("points: 2", "points: 3"), "would be enough alone"),
        (("points: 2", "points: 0"), "no points"),
        (("points: 2", "points: 9"), "points"),
        (("    adds_up_to: 3\n", ""), "give both or neither"),
        (("words: [bridge, river]", "words: []"), "words"),
        (("words: [bridge, river]", "words: [(bridge]"), "bracket"),
        (("      catches: [farewell from the bridge]\n", ""), "example"),
        (("catches: [farewell from the bridge]", "catches: [farewell]"), "does not catch its own example"),
        (("    en:\n", "    ticks: [seizure]\n    en:\n"), "hints only ask"),
    ],
)
def test_bad_hints_are_refused_by_name(change: tuple[str, str], told: str) -> None:
    assert change[0] in HINTS
    with pytest.raises(BadSettings) as refused:
        book_of(HINTS.replace(*change))
    assert told in " ".join(str(problem) for problem in refused.value.problems)


@pytest.mark.parametrize(
    "text",
    [
        "I've made sure everything is written down, the dog goes to my sister. tonight",
        "ya no llego a navidad, la casa es para mi hermana y no lloren",
    ],
)
def test_hints_nobody_else_hears_are_asked_about(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier >= Tier.CHECK


@pytest.mark.parametrize(
    "text", ["we are at the lake with the kids", "estoy en el rio con los primos", "writing a letter to the bank"]
)
def test_an_everyday_line_stays_quiet(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier is Tier.NONE
