"""The lines of `taperline triage --json` and the counts of `taperline triage --evaluate`."""

import json

import pytest

from bot.errors import BadInput
from bot.symptoms.evaluated import as_text, evaluate
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triage_lines import answer_line


def answered(line: str, book: RuleBook) -> dict[str, object]:
    answer = answer_line(line, book)
    assert "\n" not in answer
    found = json.loads(answer)
    assert isinstance(found, dict)
    return found


def test_an_object_is_answered_with_its_id(book: RuleBook) -> None:
    answer = answered('{"id": "x1", "text": "no puedo respirar"}', book)
    assert (answer["id"], answer["tier"], answer["lang"]) == ("x1", "emergency", "es")
    assert "breathing.cannot_breathe" in answer["rules"]  # type: ignore[operator]


@pytest.mark.parametrize("line", ["i cant breathe", '"i cant breathe"', '{"text": "i cant breathe"}\n'])
def test_plain_text_and_strings_are_answered(line: str, book: RuleBook) -> None:
    assert answered(line, book)["tier"] == "emergency"


@pytest.mark.parametrize(
    "line",
    [
        *["", "{}", "[]", "null", "5", '{"text": null}', '{"text": 5, "ticks": "x", "about": []}', '{"ticks": 5}'],
        *['{"ticks": [[1], null]}', '{"pulse": "abc", "temperature_c": "NaN"}', '{"temperature_c": "Infinity"}'],
        *['{"pulse": 1e999, "slots_not_taken": 1e99}', "[" * 100_000, "\ufffd\ufffd", '{"id": "\\ud800"}'],
    ],
)
def test_odd_lines_are_answered_with_none(line: str, book: RuleBook) -> None:
    assert answered(line, book)["tier"] == "none"


def test_half_a_surrogate_pair_can_be_printed(book: RuleBook) -> None:
    assert answer_line('{"id": "\\ud800", "text": "\\ud800 i took 40 pills"}', book).encode("utf-8")


def test_ticks_vitals_and_person_are_read(book: RuleBook) -> None:
    line = json.dumps({"ticks": ["itching"], "about": {"pump": True}})
    assert answered(line, book)["reason"] == "pump"
    assert answered('{"temperature_c": 40.1}', book)["tier"] == "emergency"


def test_the_evaluation_counts_by_label_and_language(book: RuleBook) -> None:
    lines = [
        '{"id":"1","text":"i cant breathe","lang":"en","label":"emergency","category":"breathing"}',
        '{"id":"2","text":"gracias","lang":"es","label":"none","category":"chat"}',
        '{"id":"3","text":"lovely day","lang":"en","label":"emergency","category":"breathing"}',
        "",
    ]
    evaluation = evaluate(lines, book)
    assert (evaluation.labelled("emergency").total, evaluation.labelled("emergency").emergency) == (2, 1)
    assert evaluation.everyday(lang="es").raised == 0
    assert [line.id for line in evaluation.misses] == ["3"]
    assert "3 emergency en breathing → none (no rule): lovely day" in as_text(evaluation)


def test_lines_that_are_not_labelled_are_all_named(book: RuleBook) -> None:
    with pytest.raises(BadInput) as refused:
        evaluate(["not json", '{"text":"x","lang":"en","label":"maybe","category":"chat"}'], book)
    assert [problem.where for problem in refused.value.problems] == ["line 1", "line 2"]
