"""A bad rule file stops the start, and says everything that is wrong at once."""

import pytest

from bot.errors import BadSettings
from bot.symptoms.triaged import read_rules

WORDS = """
language: en
version: 1
rewrites: {cant: can not}
classes: {part: [arm, leg]}
cues:
  negation: [not, no]
  carriers: [a, the, my]
"""
RULE = """
pack: trial
about: A trial.
sources: {T1: a source}
rules:
  - id: trial.sign
    tier: emergency
    reason: seizure
    sources: [T1]
    status: PD
    reviewer: null
    version: 1
    en:
      says: ["<part> .. shaking"]
      catches: [my arm is shaking]
      passes: [my hand is shaking]
"""


def problems_of(rule: str, words: str = WORDS) -> list[str]:
    with pytest.raises(BadSettings) as refused:
        read_rules({"words.en.yaml": words, "trial.yaml": rule})
    return [str(problem) for problem in refused.value.problems]


def test_a_sound_pair_of_files_is_read() -> None:
    book = read_rules({"words.en.yaml": WORDS, "trial.yaml": RULE})
    assert [rule.id for rule in book.rules] == ["trial.sign"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("    version: 1\n", "    version: 1\n    teir: urgent\n"), "teir"),
        (("    sources: [T1]\n", ""), "sources"),
        (("    sources: [T1]\n", "    sources: [T9]\n"), "T9"),
        (("    status: PD\n", ""), "status"),
        (("    status: PD\n", "    status: X\n"), "status"),
        (("tier: emergency", "tier: terrible"), "tier"),
        (("reason: seizure", "reason: sadness"), "reason"),
        (("id: trial.sign", "id: Trial"), "id"),
        (("<part> ..", "<limb> .."), "<limb>"),
        (("<part> .. shaking", "<part> (shaking"), "bracket"),
        (("<part> .. shaking", "<part> .."), "must end with a word"),
        (("<part> .. shaking", ".. shaking"), "gap"),
        (("<part> .. shaking", "<part> ..99 shaking"), "gap"),
        (("<part> .. shaking", "#a-b shaking"), "range"),
        (("<part> .. shaking", "ab* shaking"), "stem"),
        (("catches: [my arm is shaking]", "catches: [my arm is fine]"), "does not catch its own example"),
        (("passes: [my hand is shaking]", "passes: [my leg is shaking]"), "catches"),
        (("      catches: [my arm is shaking]\n", ""), "example"),
        (("rules:\n", "rules: [\n"), "YAML"),
    ],
)
def test_a_bad_rule_is_refused_by_name(change: tuple[str, str], told: str) -> None:
    assert change[0] in RULE
    assert told in " ".join(problems_of(RULE.replace(*change)))


def test_all_problems_are_told_at_once() -> None:
    bad = RULE.replace("status: PD", "status: X").replace("tier: emergency", "tier: terrible")
    assert len(problems_of(bad)) >= 2


def test_two_rules_of_one_id_are_refused() -> None:
    twice = RULE + RULE.split("rules:\n")[1]
    assert "two rules" in " ".join(problems_of(twice))


def test_a_need_for_a_sign_nobody_gives_is_refused() -> None:
    asking = RULE.replace("    version: 1\n", "    version: 1\n    needs: {signs: [dizziness]}\n")
    assert "dizziness" in " ".join(problems_of(asking))


def test_a_rule_nothing_can_set_off_is_refused() -> None:
    idle = RULE.split("    en:\n")[0]
    assert "set this rule off" in " ".join(problems_of(idle))


def test_no_and_on_are_words_in_rule_files() -> None:
    words = WORDS.replace("classes: {part: [arm, leg]}", "classes: {part: [no, on]}")
    rule = RULE.replace("my arm is shaking", "on is shaking").replace("passes: [my hand is shaking]", "passes: []")
    assert read_rules({"words.en.yaml": words, "trial.yaml": rule}).rules
