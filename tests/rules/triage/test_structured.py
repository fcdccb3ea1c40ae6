"""Ticks, answers, vitals, missed slots and combinations, every one of them."""

from decimal import Decimal
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.symptoms.report import About, Reason, SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.triaged import triage

EMERGENCY_TICKS = [
    *["seizure", "hallucination", "confused", "rigid", "breathing", "thoughts_of_dying", "took_too_much"],
    *["screener_method", "screener_intent", "screener_plan", "screener_attempt_recent"],
]
URGENT_TICKS = [
    *["fever", "ran_out", "vomited_dose", "screener_wish", "screener_attempt_past", "pump_alarm", "anxiety:very"],
]
RED_FLAGS = [*EMERGENCY_TICKS[:7], "fever", "something_else"]


def decided(book: RuleBook, *ticks: str, about: About | None = None) -> Tier:
    return triage(SymptomReport(ticks=frozenset(ticks), about=about or About()), book).tier


@pytest.mark.parametrize("tick", EMERGENCY_TICKS)
def test_a_severe_tick_is_an_emergency(tick: str, book: RuleBook) -> None:
    assert decided(book, tick) is Tier.EMERGENCY


@pytest.mark.parametrize("tick", URGENT_TICKS)
def test_a_tick_for_the_same_day_is_urgent(tick: str, book: RuleBook) -> None:
    assert decided(book, tick) is Tier.URGENT


def test_something_else_is_asked_about(book: RuleBook) -> None:
    assert decided(book, "something_else") is Tier.CHECK


def test_every_combination_of_red_flags_keeps_its_worst(book: RuleBook) -> None:
    """All 512 combinations: the tier is never below that of any tick in it."""
    alone = {tick: decided(book, tick) for tick in RED_FLAGS}
    subsets = chain.from_iterable(combinations(RED_FLAGS, size) for size in range(1, len(RED_FLAGS) + 1))
    assert all(decided(book, *subset) >= max(alone[tick] for tick in subset) for subset in subsets)


@pytest.mark.parametrize(
    "tick",
    [tick for tick in RED_FLAGS if tick != "something_else"]
    + ["itching", "spasm_worse", "anxiety:very", "shaking:very", "stiffness:8"],
)
def test_any_sign_with_a_pump_is_an_emergency(tick: str, book: RuleBook) -> None:
    assert decided(book, tick, about=About(pump=True)) is Tier.EMERGENCY


def test_a_small_sign_in_words_with_a_pump_is_an_emergency(book: RuleBook) -> None:
    report = SymptomReport(text="a bit itchy today", about=About(pump=True))
    assert triage(report, book).reason is Reason.PUMP


def test_a_pump_alarm_with_a_sign_is_an_emergency(book: RuleBook) -> None:
    assert triage(SymptomReport(text="my pump alarm went off and i am itchy and stiff"), book).tier is Tier.EMERGENCY


@pytest.mark.parametrize(
    ("celsius", "about", "ticks", "tier"),
    [
        ("37.9", About(), (), Tier.NONE),
        ("38.0", About(), (), Tier.URGENT),
        ("38.0", About(), ("confused",), Tier.EMERGENCY),
        ("38.0", About(), ("rigid",), Tier.EMERGENCY),
        ("38.9", About(medicines=frozenset({"baclofen"})), (), Tier.URGENT),
        ("39.0", About(medicines=frozenset({"baclofen"})), (), Tier.EMERGENCY),
        ("39.0", About(medicines=frozenset({"sertraline"})), (), Tier.URGENT),
        ("40.0", About(), (), Tier.EMERGENCY),
        ("38.5", About(medicines=frozenset({"alcohol"})), (), Tier.EMERGENCY),
    ],
)
def test_a_temperature_is_weighed_with_what_is_known(
    celsius: str, about: About, ticks: tuple[str, ...], tier: Tier, book: RuleBook
) -> None:
    report = SymptomReport(temperature_c=Decimal(celsius), about=about, ticks=frozenset(ticks))
    assert triage(report, book).tier is tier


@pytest.mark.parametrize(
    ("pulse", "tier"), [(100, Tier.NONE), (120, Tier.NONE), (121, Tier.URGENT), (130, Tier.EMERGENCY)]
)
def test_a_pulse_is_weighed(pulse: int, tier: Tier, book: RuleBook) -> None:
    assert triage(SymptomReport(pulse=pulse), book).tier is tier


def test_a_pulse_over_100_with_fever_is_urgent(book: RuleBook) -> None:
    report = SymptomReport(pulse=101, ticks=frozenset({"fever"}))
    assert "combined.pulse_100_with_fever" in {hit.rule for hit in triage(report, book).because}


@pytest.mark.parametrize(("slots", "tier"), [(0, Tier.NONE), (1, Tier.NONE), (2, Tier.URGENT), (5, Tier.URGENT)])
def test_two_slots_not_taken_are_urgent(slots: int, tier: Tier, book: RuleBook) -> None:
    assert triage(SymptomReport(slots_not_taken=slots), book).tier is tier


def test_stiffness_of_8_is_urgent_and_7_is_not(book: RuleBook) -> None:
    assert decided(book, "stiffness:8") is Tier.URGENT
    assert decided(book, "stiffness:7") is Tier.NONE


@pytest.mark.parametrize(
    "text",
    [
        "had a few vodkas with my baclofen and i cant stay awake",
        "took my oxy and my baclofen together and i cant keep my eyes open",
        "took double by mistake and now i cant keep my eyes open",
        "fever and my legs are stiff as wood",
        "mezclé alprazolam y vino y no me puedo parar",
    ],
)
def test_signs_that_add_up_are_an_emergency(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier is Tier.EMERGENCY


def test_an_extra_dose_with_kidney_disease_is_an_emergency(book: RuleBook) -> None:
    report = SymptomReport(text="i took an extra tablet", about=About(kidney=True))
    assert triage(report, book).tier is Tier.EMERGENCY


@settings(max_examples=150, deadline=None)
@given(
    few=st.frozensets(st.sampled_from([*RED_FLAGS, *URGENT_TICKS]), max_size=4),
    more=st.frozensets(st.sampled_from([*RED_FLAGS, *URGENT_TICKS]), max_size=4),
    text=st.sampled_from(["", "i feel fine", "no seizures", "bit stiff", "i cant breathe", "todo bien gracias"]),
    pump=st.booleans(),
)
def test_more_is_never_less_urgent(
    few: frozenset[str], more: frozenset[str], text: str, pump: bool, book: RuleBook
) -> None:
    """Rules only raise: a further tick, a text or a pump never lowers the tier."""
    little = triage(SymptomReport(ticks=few), book).tier
    much = triage(SymptomReport(ticks=few | more, text=text, about=About(pump=pump)), book).tier
    assert much >= little
