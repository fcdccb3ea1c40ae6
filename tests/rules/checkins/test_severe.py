"""Which answers are triaged at once, and what triage says of them."""

import pytest

from bot.checkins import severe
from bot.checkins.packs import Item
from bot.checkins.trend import DayOfAnswers
from bot.symptoms.report import About, Decision, SymptomReport, Tier
from bot.symptoms.triaged import triage
from tests.rules.checkins.packs import TODAY, book, days, item, shipped

OPIOID = About(medicines=frozenset({"opioid"}))


def ticks(name: str, value: int, before: tuple[DayOfAnswers, ...] = ()) -> frozenset[str]:
    return severe.ticks_of(item(name), value, day=TODAY, before=before)


def decided(found: frozenset[str], about: About = About()) -> Decision:  # noqa: B008  frozen
    return triage(SymptomReport(ticks=found, lang="en", about=about), shipped().rules)


def test_strong_stiffness_new_to_the_person_is_urgent() -> None:
    assert decided(ticks("stiffness", 8, days("stiffness", 3, 3, 3))).tier is Tier.URGENT


def test_strong_stiffness_without_a_usual_is_urgent() -> None:
    assert decided(ticks("stiffness", 9)).tier is Tier.URGENT


def test_strong_stiffness_that_is_usual_is_ordinary() -> None:
    assert ticks("stiffness", 9, days("stiffness", *[9] * 7)) == frozenset()


def test_moderate_stiffness_is_never_reported_alone() -> None:
    assert ticks("stiffness", 7, days("stiffness", 1, 1, 1)) == frozenset()


def test_very_anxious_is_urgent_when_new() -> None:
    assert decided(ticks("anxiety", 3, days("anxiety", 0, 1, 1))).tier is Tier.URGENT
    assert ticks("anxiety", 3, days("anxiety", 3, 3, 3)) == frozenset()


def test_no_sleep_is_urgent_the_second_night_only() -> None:
    assert ticks("sleep", 3, days("sleep", 0)) == frozenset()
    assert decided(ticks("sleep", 3, days("sleep", 3))).tier is Tier.URGENT


def test_very_low_mood_asks_the_caring_question() -> None:
    assert decided(ticks("mood", 3)).tier is Tier.CHECK


def test_what_does_not_stay_down_is_urgent() -> None:
    assert decided(ticks("keeps_down", 1)).tier is Tier.URGENT


def test_a_lapse_is_no_page() -> None:
    assert decided(ticks("used", 1)).tier is Tier.WATCH


def test_a_lapse_while_lowering_an_opioid_is_urgent() -> None:
    assert decided(ticks("used", 1), OPIOID).tier is Tier.URGENT


def test_three_mild_signs_are_no_page() -> None:
    assert decided(frozenset({"mild_signs_worse"})).tier is Tier.WATCH


@pytest.mark.parametrize("one", [one for one in book().items if one.report is not None], ids=lambda one: one.id)
def test_whatever_is_reported_means_something_to_triage(one: Item) -> None:
    assert one.report_from is not None
    for value in range(one.report_from, one.most + 1):
        found = ticks(one.id, value, days(one.id, *[value if one.report == "twice" else 0] * 7))
        assert decided(found).tier >= Tier.WATCH


@pytest.mark.parametrize("one", [one for one in book().items if one.report is None], ids=lambda one: one.id)
def test_other_items_are_never_reported(one: Item) -> None:
    assert ticks(one.id, one.most) == frozenset()
