"""The demo's column: every line is words that a visitor understands, also where a field is missing."""

from datetime import UTC, datetime

from bot.demo.decisions import Decision, decision

NOW = datetime(2026, 12, 14, 14, 0, tzinfo=UTC)


def told(**event: object) -> Decision | None:
    return decision(event, NOW)


def said(**event: object) -> str:
    made = told(**event)
    assert made is not None
    return made.what


def test_state_words_are_said_as_words() -> None:
    assert said(event="alert.notified", told="on_call", step=0) == "Alert → on call told"


def test_missing_field_leaves_words_that_stand() -> None:
    assert said(event="alert.exhausted") == "Alert exhausted"


def test_kind_without_a_sentence_is_named() -> None:
    assert said(event="reminder.sent", kind="visit_asked", late_s=0.2) == "Visit asked due → sent (0.2 s)"


def test_what_is_no_news_has_no_line() -> None:
    assert told(event="reminder.sent", kind="blank") is None
    assert told(event="report.triaged", tier="none") is None


def test_emergency_names_its_rules_and_stands_out() -> None:
    made = told(event="report.triaged", tier="emergency", quiet_rules=("hallucination.visual", "a", "b"))

    assert made is not None
    assert (made.rule, made.tier, made.danger) == ("hallucination.visual, a", "emergency", True)
