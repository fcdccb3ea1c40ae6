"""/learn informs and never advises. Source: PRODUCT section 9; FACTS sections 1, 2.9 and 11."""

import re

import pytest
import yaml

from bot import config_files
from bot.errors import BadSettings
from bot.texts.cards import LearnBook, read_cards
from bot.texts.catalog import Catalog, Texts

BACLOFEN = config_files.read_text("learn/baclofen.yaml")
CATALOG = Catalog({one: [config_files.read_text(f"locales/{one}/learn.ftl")] for one in ("en", "es")})
KEYS = CATALOG.in_language("en").variables
BOOK: LearnBook = read_cards({"baclofen.yaml": BACLOFEN}, KEYS)
CARDS = BOOK.medicines[0]
PAGES = sorted({CARDS.key(card, family=family) for card in CARDS.cards for family in (False, True)})
HEADINGS = {
    "what", "effects", "mixing", "allergy", "pregnancy", "driving", "overdose", "withdrawal", "stopping", "care",
}  # fmt: skip
"""Source: PRODUCT section 9."""

LANGUAGES = pytest.mark.parametrize("texts", [CATALOG.in_language("en"), CATALOG.in_language("es")])


def test_baclofen_has_every_heading() -> None:
    assert {card.topic for card in CARDS.cards} == HEADINGS


@LANGUAGES
def test_no_page_names_a_dose_or_a_speed(texts: Texts) -> None:
    amount = re.compile(r"\d[\d.,]*\s*(mg|mcg|µg|ml|micro\w*|tablet\w*|tableta\w*|pastilla\w*|pills?|%)", re.IGNORECASE)

    assert [key for key in PAGES if amount.search(texts.label(key))] == []


@LANGUAGES
def test_no_page_repeats_the_errors_of_the_first_article(texts: Texts) -> None:
    errors = re.compile(
        r"1992|1977|this opioid|este opioide|toxin|toxina|200 mg|larger than|street name|nombres? de la calle"
        r"|best (way|method)|mejor (método|manera)|treatment cent(er|re) is|off-label",
        re.IGNORECASE,
    )

    assert [key for key in PAGES if errors.search(texts.label(key))] == []


@LANGUAGES
def test_no_page_tells_anybody_to_stop_or_change_a_dose(texts: Texts) -> None:
    advice = re.compile(
        r"(?:^|[.!?] )(stop taking|skip|take (more|less|an extra|half)|lower your|cut your|reduce"
        r"|deja de tomar|salta|toma (más|menos|otra|media)|baja tu|reduce)\b",
        re.IGNORECASE | re.MULTILINE,
    )

    assert [key for key in PAGES if advice.search(texts.label(key))] == []


def test_pages_with_signs_of_danger_show_the_number_first() -> None:
    danger = re.compile(r"seizure|cannot be woken|swell up", re.IGNORECASE)
    told = ("learn-baclofen-pregnancy", "learn-baclofen-stopping")
    silent = {f"{key}{ending}" for key in told for ending in ("", "-family")}
    texts = CATALOG.in_language("en")
    marked = {CARDS.key(card, family=family) for card in CARDS.cards if card.emergency for family in (False, True)}

    named = {key for key in PAGES if danger.search(texts.label(key))}

    assert named - silent <= marked  # a newborn's or a sudden stop's dangers are told, not signs of this moment


def test_nobody_has_signed_a_page_yet() -> None:
    assert all(card.reviewed_by is None for card in CARDS.cards)


@pytest.mark.parametrize(
    ("path", "value"),
    [("topic", "nonsense"), ("stands_on", [{"status": "R", "sources": ["B999"]}]), ("stands_on", []), ("code", "2")],
)
def test_a_page_without_words_or_source_stops_the_start(path: str, value: object) -> None:
    file = yaml.safe_load(BACLOFEN)
    file["cards"][0][path] = value

    with pytest.raises(BadSettings):
        read_cards({"baclofen.yaml": yaml.safe_dump(file)}, KEYS)
