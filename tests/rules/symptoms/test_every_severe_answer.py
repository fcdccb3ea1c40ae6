"""Every structured severe answer in every pack gets its guidance: all combinations, none sampled.

Flags × packs × what is known of the person × languages × temperatures; and which tier each answer has at least is
written down here a second time, from FACTS 2 and 3. The same over HTTP: stories/test_severe_answers.py.
"""

from decimal import Decimal
from itertools import chain, combinations, product

import pytest

from bot.checkins import severe
from bot.checkins.packs import GENERAL, Pack
from bot.symptoms import known
from bot.symptoms.guided import guide
from bot.symptoms.helplines import Purpose
from bot.symptoms.place import Place, Record
from bot.symptoms.report import About, Decision, Reason, SymptomReport, Tier
from bot.symptoms.triaged import triage
from tests.rules.checkins.packs import TODAY, book, days, item, shipped

FLAGS = {
    "seizure": Tier.EMERGENCY,
    "hallucination": Tier.EMERGENCY,
    "confused": Tier.EMERGENCY,
    "fever": Tier.URGENT,
    "rigid": Tier.EMERGENCY,
    "breathing": Tier.EMERGENCY,
    "dying": Tier.EMERGENCY,
    "took-too-much": Tier.EMERGENCY,
    "something-else": Tier.CHECK,
}
ANSWERS = {
    ("stiffness", 8): Tier.URGENT,
    ("stiffness", 9): Tier.URGENT,
    ("stiffness", 10): Tier.URGENT,
    ("anxiety", 3): Tier.URGENT,
    ("sleep", 3): Tier.URGENT,
    ("mood", 3): Tier.CHECK,
    ("used", 1): Tier.WATCH,
    ("shaking", 2): Tier.URGENT,
    ("shaking", 3): Tier.URGENT,
    ("keeps_down", 1): Tier.URGENT,
    ("panic", 3): Tier.URGENT,
    ("senses", 3): Tier.URGENT,
    ("heart", 3): Tier.URGENT,
    ("dizzy", 3): Tier.URGENT,
}
PACKS = tuple(book().packs)
KNOWN = tuple(product((False, True), repeat=4))
"""Pump, kidney, pregnant, seizure history."""


def about(pack: Pack, *, pump: bool, kidney: bool, pregnant: bool, seizures: bool) -> About:
    """Somebody who lowers what the pack is for, as triage learns it from a plan."""
    base = About(
        medicines=frozenset(pack.groups), pump=pump, kidney=kidney, pregnant=pregnant, seizure_history=seizures
    )
    return known.named(base, shipped().medicines)


def everybody(pack: Pack) -> list[About]:
    return [about(pack, pump=a, kidney=b, pregnant=c, seizures=d) for a, b, c, d in KNOWN]


def rings(decision: Decision, who: About, *, language: str, country: str = "US") -> None:
    """The guidance stands there, and its first words hold the number that is right for its tier."""
    house = shipped()
    place = Place(
        texts=house.texts.in_language(language),
        country=house.helplines.country(country),
        programme=house.programme,
        about=who,
        record=Record.SHARED,
    )
    found = guide(decision, place)
    assert found is not None
    first, *more = found.text.split("\n")
    number = place.country.emergency[0]
    if decision.tier is Tier.URGENT and decision.reason not in (Reason.SUICIDE, Reason.HOPELESS):
        assert first.startswith("<b>")
        assert number in found.text
    elif decision.reason in (Reason.SUICIDE, Reason.HOPELESS) and decision.tier > Tier.CHECK:
        line = place.country.first(Purpose.CRISIS)
        assert line is not None
        assert line.numbers[0] in first + more[0]
        assert number in found.text
    elif decision.tier > Tier.WATCH:
        assert number in first, found.text


def decided(who: About, *ticks: str, temperature: Decimal | None = None) -> Decision:
    report = SymptomReport(ticks=frozenset(ticks), lang="en", about=who, temperature_c=temperature)
    return triage(report, shipped().rules)


def test_these_are_all_flags_and_all_answers_that_are_reported() -> None:
    reported = {
        (one.id, value) for one in book().items if one.report_from for value in range(one.report_from, one.most + 1)
    }
    assert {one.id for one in book().flags if one.ticks} == set(FLAGS)
    assert reported == set(ANSWERS)
    assert {pack.pack for pack in PACKS} >= {GENERAL, "baclofen", "benzodiazepine", "alcohol", "opioid"}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.pack)
def test_every_flag_rings_for_everybody_in_both_languages(pack: Pack) -> None:
    for who, flag, language in product(everybody(pack), [one for one in book().flags if one.ticks], ("en", "es")):
        decision = decided(who, *flag.ticks)
        least = Tier.EMERGENCY if who.pump and flag.id != "something-else" else FLAGS[flag.id]
        assert decision.tier >= least, (flag.id, who)
        rings(decision, who, language=language)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.pack)
def test_every_set_of_flags_rings(pack: Pack) -> None:
    """511 sets of flags tapped one after the other, with and without a pump."""
    tapped = [one for one in book().flags if one.ticks]
    sets = list(chain.from_iterable(combinations(tapped, size) for size in range(1, len(tapped) + 1)))
    for pump in (False, True):
        who = about(pack, pump=pump, kidney=False, pregnant=False, seizures=False)
        for flags in sets:
            decision = decided(who, *(tick for flag in flags for tick in flag.ticks))
            assert decision.tier >= max(FLAGS[flag.id] for flag in flags)
            rings(decision, who, language="en")


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.pack)
def test_every_severe_answer_rings_alone_and_with_each_flag(pack: Pack) -> None:
    answers = [(name, value, least) for (name, value), least in ANSWERS.items() if name in pack.items]
    assert answers
    for who, (name, value, least) in product(everybody(pack), answers):
        one = item(name)
        ticks = severe.ticks_of(one, value, day=TODAY, before=days(name, *[value if name == "sleep" else 0] * 7))
        assert ticks, (name, value)
        for flag in (None, *(flag for flag in book().flags if flag.ticks)):
            decision = decided(who, *ticks, *(flag.ticks if flag else ()))
            assert decision.tier >= max(least, FLAGS[flag.id] if flag else least), (name, value, who)
            if decision.tier > Tier.WATCH:
                rings(decision, who, language="es" if value % 2 else "en")


@pytest.mark.parametrize("tenths", range(380, 431))
def test_every_fever_from_38_rings(tenths: int) -> None:
    celsius = Decimal(tenths) / 10
    for pack in PACKS:
        for who in everybody(pack):
            decision = decided(who, "fever", temperature=celsius)
            lowering_baclofen = "baclofen" in pack.groups and celsius >= 39
            severe_heat = celsius >= 40 or lowering_baclofen or ("alcohol" in pack.groups and celsius > Decimal("38.5"))
            assert decision.tier >= (Tier.EMERGENCY if severe_heat or who.pump else Tier.URGENT), (celsius, who)
            rings(decision, who, language="en")
