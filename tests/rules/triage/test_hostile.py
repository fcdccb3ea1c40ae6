"""No text makes triage slow, fail or grow."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.symptoms.report import SymptomReport
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import triage

SIZE = 4096
"""The longest message Telegram lets through."""
HOSTILE = {
    "one letter": "a" * SIZE,
    "one sign word": "see " * (SIZE // 4),
    "not and no": "not no " * (SIZE // 7),
    "many starts, no end": "took seeing hearing want not " * (SIZE // 29),
    "asterisks": "*" * SIZE,
    "hidden letters": "s*icid*l " * (SIZE // 9),
    "misspelt": "halucinashun sezurre unconshus " * (SIZE // 31),
    "unknown long words": "zqxwvbnmlkjhg " * (SIZE // 14),
    "numbers": "200 mg took " * (SIZE // 12),
    "dots": "i.can.not.breathe." * (SIZE // 18),
    "single letters": "s u i c i d e " * (SIZE // 14),
    "brackets": "([{<" * (SIZE // 4),
    "emoji": "💊🔪" * (SIZE // 2),
    "combining marks": "e\u0301\u0302\u0303" * (SIZE // 4),
    "right to left": "لا " * (SIZE // 3),
    "chinese": "我想" * (SIZE // 2),
    "lines": "help\n" * (SIZE // 5),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_judged_in_time(name: str, book: RuleBook) -> None:
    """Two seconds of CPU is far above what is needed (about 0.1) and far below what a runaway pattern would take."""
    before = time.process_time()
    triage(SymptomReport(text=HOSTILE[name]), book)
    assert time.process_time() - before < 2


def test_twice_the_text_takes_about_twice_the_time(book: RuleBook) -> None:
    text = HOSTILE["many starts, no end"]

    def cost(size: int) -> float:
        before = time.process_time()
        for _ in range(3):
            triage(SymptomReport(text=text[:size]), book)
        return time.process_time() - before

    cost(1000)
    assert cost(SIZE) < 12 * cost(SIZE // 4)


def test_an_ordinary_message_takes_less_than_two_milliseconds(book: RuleBook) -> None:
    report = SymptomReport(
        text="slept ok, legs a bit stiff this morning but the walk helped, took my 8 am dose with food"
    )

    def cost() -> float:
        before = time.process_time()
        for _ in range(10):
            triage(report, book)
        return (time.process_time() - before) / 10

    assert min(cost() for _ in range(5)) < 0.002  # the least of five: the rest may hold a pause of the collector


WORDS = tuple("i not no can breathe seizure took 20 pills but never mother want die , . ? no me quiero morir".split())  # noqa: SIM905 (a sentence reads better)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_judged(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).lang in ("en", "es", "other")


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS)))
def test_the_same_text_gets_the_same_answer(words: list[str], book: RuleBook) -> None:
    report = SymptomReport(text=" ".join(words))
    assert triage(report, book) == triage(report, book)
