"""How a typed message is read: spelling, evasion, emoji, words cut apart; and what the pattern language finds."""

import pytest

from bot.symptoms.normalised import plain_text, split_words, squeezed
from bot.symptoms.report import SymptomReport, Tier
from bot.symptoms.rule_book import RuleBook
from bot.symptoms.text_signs import text_finds
from bot.symptoms.triaged import triage


@pytest.mark.parametrize(
    "text",
    [
        "I CANT BREATHE",
        "i cannnnt breatheeee",
        "i can’t breathe",
        "i c\u200ban't breathe",
        "cnt brethe",
        "i can not breathe!!!!",
        "ｉ ｃａｎｔ ｂｒｅａｔｈｅ",
        "feeling s*icidal",
        "feeling su1c1dal",
        "s u i c i d a l",
        "feeling sui cidal",
        "i wanna kms",
        "gonna unalive myself",
        "having a siezure",
        "im having convulsoins",
        "shes unconcious",
        "no puedo respirár",
        "tengo combulsiones",
        "tengo alusinaciones",
        "oigo boces",
        "kiero morirme",
        "me kiero matar",
        "toy teniendo convulsiones",
        "took 20 💊",
    ],
)
def test_a_sign_is_found_however_it_is_spelt(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier is Tier.EMERGENCY


@pytest.mark.parametrize(
    "text", ["nice bread", "my season ticket", "a brown suite", "hola, cosas de la casa", "rained all day"]
)
def test_a_word_that_looks_alike_is_left_alone(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier is Tier.NONE


def test_three_letters_in_a_row_become_two() -> None:
    assert squeezed("heeeelp") == "heelp"
    assert squeezed("noooo") == "no"


def test_accents_and_case_make_no_difference() -> None:
    assert plain_text("Me AHOGÓ, ¡Ñandú!") == plain_text("me ahogo, ¡nandu!")


def test_a_number_and_its_unit_are_two_words() -> None:
    assert [word.plain for word in split_words("took 300mg at 39,5", emoji={}).words] == [
        "took",
        "300",
        "mg",
        "at",
        "39.5",
    ]


def test_the_words_of_a_hit_are_the_persons_own(book: RuleBook) -> None:
    hits, _ = text_finds("so today i passed out in the kitchen", book)
    assert "passed out" in {hit.words for hit in hits if hit.rule == "unconscious.now"}


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("my temp is 104", Tier.EMERGENCY),
        ("temp 40.2", Tier.EMERGENCY),
        ("tengo 40 de fiebre", Tier.EMERGENCY),
        ("fever of 101", Tier.URGENT),
        ("temperature 38,3", Tier.URGENT),
        ("38.5 and very confused", Tier.EMERGENCY),
        ("temperature 36.8", Tier.NONE),
        ("pulse 125 at rest", Tier.URGENT),
        ("heart rate is 142 sitting down", Tier.EMERGENCY),
        ("pulse 72", Tier.NONE),
        ("took 250 mg of baclofen", Tier.EMERGENCY),
        ("took 10 mg of baclofen", Tier.NONE),
        ("took 20 of them", Tier.EMERGENCY),
        ("it took 20 minutes", Tier.NONE),
    ],
)
def test_numbers_in_a_text_are_weighed(text: str, tier: Tier, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier is tier


OTHER_LANGUAGES = [
    *[
        "救命",
        "我不想活了",
        "मैं मरना चाहता हूँ",
        "لا أستطيع التنفس",
        "আমি মরতে চাই",
        "nao quero mais viver",
        "не хочу жить",
    ],
    *["مدد", "je veux mourir", "saya tidak bisa bernapas", "ich kann nicht atmen", "助けて", "voglio morire"],
]


@pytest.mark.parametrize("text", OTHER_LANGUAGES)
def test_words_for_danger_in_other_languages_are_asked_about(text: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).tier >= Tier.CHECK


@pytest.mark.parametrize(
    ("text", "lang"), [("how are you today", "en"), ("como estás hoy, gracias", "es"), ("ok", "en"), ("", "en")]
)
def test_the_language_is_guessed_from_common_words(text: str, lang: str, book: RuleBook) -> None:
    assert triage(SymptomReport(text=text), book).lang == lang


def test_a_known_language_is_kept(book: RuleBook) -> None:
    assert triage(SymptomReport(text="hello there", lang="es"), book).lang == "es"
