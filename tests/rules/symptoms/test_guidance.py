"""Guidance, every case of it: each reason × tier × language × country × what is known × whom it is about.

Nothing here is sampled: a text that does not render, or shows the wrong number, is found whoever it would have met.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
import textstat

from bot import config_files
from bot.caseload.programme import OwnLine, Programme
from bot.symptoms import numbers, shown
from bot.symptoms.guided import check, guide
from bot.symptoms.helplines import Helplines, Purpose, read_helplines
from bot.symptoms.place import Asks, Clinician, Guidance, Place, Record
from bot.symptoms.report import About, Decision, Reason, Tier
from bot.taps import Tap, Verb
from bot.texts.catalog import Catalog
from bot.texts.html import plain

HELPLINES: Helplines = read_helplines(config_files.read_text("helplines.yaml"))
TEXTS = Catalog(
    {
        language: [config_files.read_text(f"locales/{language}/{room}.ftl") for room in ("guidance", "help")]
        for language in ("en", "es")
    }
)
OWN_NUMBER = "1 (844) 555-0199"
PROGRAMME = Programme(
    name="Harbor Clinic",
    country="US",
    zone="America/Chicago",
    phone="555-0100",
    own_line=OwnLine(label={"en": "Treatment centre", "es": "Centro de tratamiento"}, number=OWN_NUMBER),
)
CODES = (*HELPLINES.countries, "FI", "JP", "")
KNOWN = {
    "nothing": About(),
    "baclofen": About(medicines=frozenset({"baclofen"}), pump=True),
    "group": About(medicines=frozenset({"opioid"})),
    "alcohol": About(medicines=frozenset({"alcohol"})),
    "several": About(medicines=frozenset({"baclofen", "other"})),
}
TIERS = (Tier.WATCH, Tier.CHECK, Tier.URGENT, Tier.EMERGENCY)
CRISIS = {Reason.SUICIDE, Reason.HOPELESS, Reason.SUICIDE_PLAN, Reason.SELF_HARM}
MY_MEDICINE = re.compile(
    r"my medicine|your next dose|more medicine|I am lowering|a medicine is being|mi medicina|próxima dosis con|"
    r"más medicina|Estoy bajando|se baja una",
    re.IGNORECASE,
)
CASES = tuple(itertools.product(Reason, TIERS, ("en", "es"), CODES, KNOWN, (False, True), (False, True)))


def place(language: str, code: str, known: str, **more: object) -> Place:
    base = Place(
        texts=TEXTS.in_language(language),
        country=HELPLINES.country(code),
        programme=PROGRAMME,
        about=KNOWN[known],
        record=Record.SHARED,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def decided(reason: Reason, tier: Tier, *, other: bool = False, swallowed: bool = False) -> Decision:
    return Decision(tier=tier, because=(), reason=reason, lang="en", someone_else=other, swallowed=swallowed)


def every(
    *, tiers: tuple[Tier, ...] = TIERS, reasons: set[Reason] | None = None
) -> Iterator[tuple[Reason, Decision, Place, str, Guidance]]:
    for case in guided():
        if case[1].tier in tiers and (reasons is None or case[0] in reasons):
            yield case


@cache
def guided() -> tuple[tuple[Reason, Decision, Place, str, Guidance], ...]:
    """All cases with what is said in each: nobody can change it, so it is said once for all tests."""
    return tuple(_guided())


def _guided() -> Iterator[tuple[Reason, Decision, Place, str, Guidance]]:
    places = {one: place(*one) for one in itertools.product(("en", "es"), CODES, KNOWN)}
    for reason, tier, language, code, known, other, swallowed in CASES:
        where = places[language, code, known]
        decision = decided(reason, tier, other=other, swallowed=swallowed)
        found = guide(decision, where)
        assert found is not None
        yield reason, decision, where, known, found


def first_line(text: str) -> str:
    return text.split("\n")[0]


def test_every_emergency_begins_with_the_right_number() -> None:
    for reason, _, where, _, found in every(tiers=(Tier.EMERGENCY,)):
        if reason in (Reason.SUICIDE, Reason.HOPELESS):
            continue
        first = first_line(found.text)
        assert all(number in first for number in where.country.emergency), (reason, first)
        assert first.startswith("<b>"), (reason, first)


def test_thoughts_of_suicide_show_the_crisis_line_after_one_short_line() -> None:
    for tier in (Tier.URGENT, Tier.EMERGENCY):
        for reason, _, where, _, found in every(tiers=(tier,), reasons={Reason.SUICIDE, Reason.HOPELESS}):
            line = where.country.first(Purpose.CRISIS)
            expected = line.numbers if line else where.country.emergency
            second = "\n".join(found.text.split("\n")[:2])
            assert all(number in second for number in expected), (reason, second)
            assert all(number in found.text for number in where.country.emergency)


def test_how_to_get_spanish_stands_directly_under_the_crisis_line() -> None:
    found = guide(decided(Reason.SUICIDE, Tier.EMERGENCY), place("es", "US", "nothing"))
    english = guide(decided(Reason.SUICIDE, Tier.EMERGENCY), place("en", "US", "nothing"))
    assert found is not None
    assert english is not None
    assert found.text.split("\n")[2].startswith("En español: oprime 2")
    assert found.text.count("oprime 2") == 1
    assert "press 2" not in "\n".join(english.text.split("\n")[:6])


def test_plan_or_attempt_shows_the_emergency_number_before_the_crisis_line() -> None:
    for _, _, where, _, found in every(tiers=(Tier.EMERGENCY,), reasons={Reason.SUICIDE_PLAN, Reason.SELF_HARM}):
        line = where.country.first(Purpose.CRISIS)
        assert where.country.emergency[0] in first_line(found.text)
        assert line is None or all(number in found.text for number in line.numbers)


def test_poison_line_stands_only_where_something_was_swallowed() -> None:
    for reason, decision, where, _, found in every():
        poison = where.country.first(Purpose.POISON)
        if poison is None or decision.swallowed:
            continue
        assert poison.dialled not in found.text, (reason, decision.tier)


def test_an_overdose_that_was_swallowed_names_the_poison_line() -> None:
    for _, decision, where, _, found in every(tiers=(Tier.URGENT, Tier.EMERGENCY), reasons={Reason.OVERDOSE}):
        poison = where.country.first(Purpose.POISON)
        assert poison is None or not decision.swallowed or poison.dialled in found.text


def test_own_line_stands_under_urgent_guidance_only() -> None:
    for reason, decision, _, _, found in every():
        allowed = decision.tier is Tier.URGENT and reason not in CRISIS
        assert (OWN_NUMBER in found.text) == allowed, (reason, decision.tier)


def test_my_medicine_is_said_only_to_people_known_to_have_one() -> None:
    for reason, decision, _, known, found in every():
        if known == "nothing":
            assert not MY_MEDICINE.search(found.text), (reason, decision.tier, found.text)


def test_withdrawal_is_told_with_the_name_of_the_medicine() -> None:
    found = guide(decided(Reason.HALLUCINATION, Tier.EMERGENCY), place("en", "US", "baclofen"))
    assert found is not None
    assert "I am lowering baclofen. I am seeing or hearing things." in found.text


def test_names_of_the_plan_are_said_as_they_stand_there() -> None:
    where = place("es", "US", "several", drugs=("Baclofen", "diazepam"))
    found = guide(decided(Reason.SEIZURE, Tier.EMERGENCY), where)
    assert found is not None
    assert "Estoy bajando baclofeno y diazepam." in found.text


def test_a_check_holds_the_numbers_in_the_question() -> None:
    for _, _, where, _, found in every(tiers=(Tier.CHECK,)):
        assert all(number in first_line(found.text) for number in where.country.emergency)
        assert found.asks is Asks.CHECK


def test_a_repeated_check_holds_the_numbers_again() -> None:
    for language, code in itertools.product(("en", "es"), CODES):
        where = place(language, code, "nothing")
        assert where.country.emergency[0] in first_line(check(where, again=True).text)


def test_urgent_names_the_clinician_first_and_bold() -> None:
    for reason, _, where, _, _ in every(tiers=(Tier.URGENT,)):
        if reason in CRISIS:
            continue
        called = replace(where, clinician=Clinician(name="Dr. Lee", phone="555-0142", until="17:00"))
        found = guide(decided(reason, Tier.URGENT), called)
        assert found is not None
        assert first_line(found.text).startswith("<b>")
        assert "Dr. Lee" in first_line(found.text)
        assert "555-0142" in first_line(found.text)


def test_urgent_without_any_phone_says_whom_to_ask() -> None:
    where = replace(place("en", "JP", "nothing"), programme=PROGRAMME.model_copy(update={"phone": None}))
    found = guide(decided(Reason.SPASM, Tier.URGENT), where)
    assert found is not None
    assert first_line(found.text) == "<b>Call your doctor or a pharmacist today.</b>"


def test_nothing_untrue_is_said_about_who_reads_it() -> None:
    for record, says in ((Record.SHARED, True), (Record.PRIVATE, False), (Record.NONE, False)):
        for language in ("en", "es"):
            found = guide(decided(Reason.MILD, Tier.WATCH), place(language, "US", "baclofen", record=record))
            assert found is not None
            assert ("Harbor Clinic" in found.text) == says


def test_whom_nobody_looks_after_reads_that_nobody_reads() -> None:
    for tier in (Tier.CHECK, Tier.URGENT, Tier.EMERGENCY):
        for reason in Reason:
            alone = guide(decided(reason, tier), place("en", "US", "nothing", record=Record.NONE))
            looked_after = guide(decided(reason, tier), place("en", "US", "nothing"))
            assert alone is not None
            assert looked_after is not None
            assert alone.text.endswith("No person reads this chat now.")
            assert "No person reads" not in looked_after.text


def test_no_guidance_says_stop_or_take() -> None:
    order = re.compile(r"\b(stop taking|take your|take the|deja de tomar|toma tu|tómate)\b", re.IGNORECASE)
    for reason, decision, _, _, found in every():
        assert not order.search(found.text), (reason, decision.tier)


def test_nothing_was_raised_so_nothing_is_said() -> None:
    assert guide(decided(Reason.UNCLEAR, Tier.NONE), place("en", "US", "nothing")) is None


def test_every_message_fits_telegram_and_carries_no_word_of_health() -> None:
    for reason, decision, where, _, found in every():
        message = shown.message(found, chat=1, texts=where.texts, report=123456789, code=shown.code_of(decision))  # type: ignore[arg-type]
        assert len(plain(message.text)) <= 4096
        assert not message.protect
        for button in (button for row in message.buttons for button in row):
            assert button.data is None or re.fullmatch(r"[a-z]{2,3}:\d+(:\w+)?", button.data), (reason, button.data)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_help_now_lists_emergency_first_and_the_own_line_last(language: str, code: str) -> None:
    where = place(language, code, "nothing")
    text = numbers.help_now(where).text
    assert all(number in first_line(text) for number in where.country.emergency)
    assert text.split("\n")[-1].endswith(OWN_NUMBER)
    for line in where.country.lines:
        assert all(number in text for number in line.numbers), line.id


def test_unknown_country_shows_112_or_911() -> None:
    assert place("en", "JP", "nothing").emergency == "112 or 911"
    assert place("es", "", "nothing").emergency == "112 o 911"
    assert place("en", "US", "nothing").emergency == "911"


@pytest.mark.parametrize("code", CODES)
def test_numbers_that_take_no_texts_are_not_offered_to_who_cannot_call(code: str) -> None:
    where = place("en", code, "nothing")
    text = numbers.cannot_call(where).text
    assert where.country.emergency[0] in first_line(text)
    for line in where.country.of(Purpose.CRISIS):
        assert (numbers.one_line(line, where.texts) in text) == line.takes_texts


def test_need_help_carries_which_words_fit() -> None:
    for reason, other in itertools.product(Reason, (False, True)):
        code = shown.code_of(decided(reason, Tier.CHECK, other=other))
        tapped = shown.needs_help(Tap(verb=Verb.HELP_NEED, id=0, arg=code), "en")
        assert tapped.tier is Tier.EMERGENCY
        assert (tapped.reason is Reason.SUICIDE) == (reason in CRISIS)
        assert tapped.someone_else == other


def test_english_guidance_reads_at_grade_six() -> None:
    for reason, decision, where, _, found in every():
        if where.texts.language == "en" and where.country is HELPLINES.country("US"):
            paragraphs = plain(found.text).split("\n\n")  # a list of lines to call is none of its sentences
            words = " ".join(one for one in paragraphs if OWN_NUMBER not in one and "741741" not in one)
            words = words.replace("\n", " ")
            assert textstat.flesch_kincaid_grade(words) <= 6, (reason, decision.tier, words)


def test_sentences_are_short_in_both_languages() -> None:
    for reason, decision, where, _, found in every():
        if where.country is HELPLINES.country("US"):
            for sentence in re.split(r"[.?!:»”]\s+|\n", plain(found.text)):
                assert len(sentence.split()) <= 17, (reason, decision.tier, sentence)
