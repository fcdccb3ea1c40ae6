"""Whoever is unwell, tired or twelve years out of school can read what we write. Source: FACTS section 8, "Plain
language" (R:L5; grade 6 and the length of a sentence PD), and its list of words to avoid (R:L1-L4)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat
import yaml

from tests.rules.texts.said import LANGUAGES, Message, everything, sentences, words

HARDEST_GRADE = 6.0
FEWEST_WORDS = 8
"""A shorter text has no grade worth the name: one long word decides it."""
LONGEST_SENTENCE = 20

STAFF_ONLY = {
    "alerts": "notices and time lines for staff; what a patient reads of an alert is named in FOR_PATIENTS",
    "caseload": "the staff's list and the case file",
    "plan-problems": "what is wrong with a plan file, for whoever wrote the file",
    "doctor": "what `taperline doctor` says to whoever runs the server",
    "upcoming": "the demo's list of what will happen",
}
FOR_PATIENTS = re.compile(r"alert-(told|waits|unread|nobody|read)(-urgent)?")
"""The keys of alerts.ftl that a patient reads."""

QUOTED = {
    "checkin-ask-phq1": "PHQ-2, licensed as it stands",
    "checkin-ask-phq2": "PHQ-2, licensed as it stands",
    "checkin-ask-gad1": "GAD-2, licensed as it stands",
    "checkin-ask-gad2": "GAD-2, licensed as it stands",
    "guidance-allergy": "the NHS's word to say on the phone: anaphylaxis",
    "guidance-urgent-today": "FACTS 2.0, the template of urgent guidance",
    "guidance-urgent-alcohol": "FACTS 2.0, the alcohol line",
    "privacy-part2": "what 42 CFR part 2 grants, in its own words",
    "privacy-part2-line": "the notice of 42 CFR part 2, word by word",
    "joining-welcome": "reminder assistant: what the program calls itself everywhere",
}
"""Texts whose words are not ours to change, with the reason. Nothing else may be hard to read."""

SAID_TO_STAFF = {
    "load-how": "how to load a plan",
    "template-help": "what stands in the workbook for a plan",
    "where-home-since": "the card of where a patient is",
    "supporters-suspended": "staff suspended them",
}
"""Texts that only staff read, in files that patients read too."""
OTHERS_NAMES = (".name", ".shown")
"""Ends of places in config/*.yaml where a helpline or a source is called by its own name."""

AVOIDED = {
    "en": r"addicts?|addicted|addiction|users?|junkies?|abusers?|alcoholics?|drunks?|abuse|abused|habits?|clean|dirty"
    r"|relapse[sd]?|relapsing|substitution|replacement therapy|fail|fails|failed|failure|non-?complian\w*|refused"
    r"|commit(ted)? suicide|successful suicide",
    "es": r"adict[oa]s?|adicci[oó]n|drogadict[oa]s?|toxic[oó]man[oa]s?|yonquis?|usuari[oa]s? de drogas|abuso|abusar"
    r"|alcoh[oó]lic[oa]s?|borrach[oa]s?|vicios?|h[aá]bitos?|limpi[oa]s?|suci[oa]s?|reca[ií]das?|recaer|sustituci[oó]n"
    r"|fracas\w*|incumpl\w*|se neg[oó]|rehus\w*|cometer suicidio|suicidio consumado|no cumpl\w*",
}
"""FACTS section 8, column "avoid". Spanish: the same words as they are said of people."""

OWN_NAMES = frozenset({'S0: Safe Harbor, "What Is Baclofen Addiction and How Is It Treated?"'})
"""Lines of config/ that name somebody else's page."""

ALL = everything()
READ_BY_PATIENTS = [one for one in ALL if one.file not in STAFF_ONLY or FOR_PATIENTS.fullmatch(one.key)]
BAD_MOMENTS = {"guidance", "help", "alerts"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_reads_at_grade_six(language: str) -> None:
    textstat.set_lang(language)
    hard = [
        f"{one.name} {grade:.1f}"
        for one in READ_BY_PATIENTS
        if one.language == language and one.key not in QUOTED
        for text in one.versions
        if len(words(text)) >= FEWEST_WORDS and (grade := _grade(text, language)) > HARDEST_GRADE
    ]

    assert hard == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_reads_at_grade_six(language: str) -> None:
    textstat.set_lang(language)
    hard = [
        f"{one.name} {grade:.1f}: {part}"
        for one in READ_BY_PATIENTS
        if one.language == language and one.key not in QUOTED and one.key not in SAID_TO_STAFF
        for text in one.versions
        for part in sentences(text)
        if len(words(part)) >= FEWEST_WORDS and (grade := _grade(_whole(part), language)) > HARDEST_GRADE
    ]

    assert hard == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_in_data_reads_at_grade_six(language: str) -> None:
    textstat.set_lang(language)
    texts = [text for path, text in _in_data(language) if not path.endswith(OTHERS_NAMES)]

    hard = [part for text in texts for part in sentences(text) if len(words(part)) >= FEWEST_WORDS]

    assert len(texts) > 10
    assert [part for part in hard if _grade(_whole(part), language) > HARDEST_GRADE] == []


def test_no_sentence_for_a_patient_is_long() -> None:
    long = [
        f"{one.name}: {part}"
        for one in READ_BY_PATIENTS
        if one.key not in QUOTED
        for text in one.versions
        for part in sentences(text)
        if len(words(part)) > LONGEST_SENTENCE
    ]

    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_holds_a_word_that_wounds(language: str) -> None:
    wounding = re.compile(rf"\b({AVOIDED[language]})\b", re.IGNORECASE)

    found = [one.name for one in ALL if one.language == language and any(map(wounding.search, one.versions))]

    assert found == []


def test_no_file_of_config_holds_a_word_that_wounds() -> None:
    wounding = re.compile(rf"\b({AVOIDED['en']})\b", re.IGNORECASE)

    found = [
        f"{path}: {line.strip()}"
        for path in sorted(Path("config").rglob("*.yaml"))
        if path.parts[1] != "triage"  # what people type about themselves and others must be understood
        for line in path.read_text(encoding="utf-8").splitlines()
        if wounding.search(re.sub(r"[a-z]+(_[a-z]+)+", "", line)) and line.strip() not in OWN_NAMES
    ]

    assert found == []


def test_no_spanish_text_in_data_holds_a_word_that_wounds() -> None:
    wounding = re.compile(rf"\b({AVOIDED['es']})\b", re.IGNORECASE)

    assert [text for _, text in _in_data("es") if wounding.search(text)] == []


def test_nothing_is_shouted_in_a_bad_moment() -> None:
    shouted = [one.name for one in ALL if one.file in BAD_MOMENTS and any("!" in text for text in one.versions)]

    assert shouted == []


def test_each_exception_still_needs_to_be_one() -> None:
    needless = [key for key in QUOTED if not any(_is_hard(one) for one in ALL if one.key == key)]

    assert needless == []


def _is_hard(message: Message) -> bool:
    textstat.set_lang(message.language)
    return any(
        _grade(text, message.language) > HARDEST_GRADE
        or any(len(words(one)) > LONGEST_SENTENCE for one in sentences(text))
        for text in message.versions
    )


def _whole(part: str) -> str:
    return part if part[-1] in ".?!…:" else f"{part}."


def _in_data(language: str, found: object = None, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text that config/*.yaml holds in several languages, with its place."""
    if not path:
        for file in sorted(Path("config").rglob("*.yaml")):
            if file.parts[1] != "triage":  # what people type, not what they read
                yield from _in_data(language, yaml.safe_load(file.read_text(encoding="utf-8")), str(file))
    elif isinstance(found, dict) and set(LANGUAGES) <= set(found):
        yield path, str(found[language])
    elif isinstance(found, dict | list):
        for key, value in found.items() if isinstance(found, dict) else enumerate(found):
            yield from _in_data(language, value, f"{path}.{key}")


def _grade(text: str, language: str) -> float:
    """US school grade (Flesch-Kincaid), or years of school (Crawford) for Spanish. Each line counts as a sentence."""
    told = re.sub(r"(?<=[^\s.?!:…])\n", ".\n", text).replace("·", "")
    return float(textstat.flesch_kincaid_grade(told) if language == "en" else textstat.crawford(told))
