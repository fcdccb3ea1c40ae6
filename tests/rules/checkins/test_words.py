"""The sentences of check-ins: short, plain, and buttons that fit."""

import pytest
import textstat

from bot import config_files
from bot.checkins.checkin import Answers, Checkin, CheckinState
from bot.checkins.checkin_words import page, question
from bot.checkins.packs import Item
from bot.ids import CheckinId, PersonId
from bot.texts.catalog import Texts
from bot.texts.html import plain
from tests.conftest import NOON
from tests.rules.checkins.packs import book, shipped

LONGEST_LABEL = {1: 40, 2: 22, 3: 13, 4: 8}
"""Buttons in a row → characters of the longest label that a phone of 390 pixels shows whole."""

AS_PUBLISHED = ("checkin-ask-phq", "checkin-ask-gad")
"""PHQ-2 and GAD-2 are asked in their own words."""


def own_texts(language: str) -> dict[str, str]:
    """The sentences of checkin.ftl that a patient reads, without arguments, by key."""
    texts = Texts(language, [config_files.read_text(f"locales/{language}/checkin.ftl")])
    return {
        key: plain(texts.say(key))
        for key, names in texts.variables.items()
        if not names and not key.startswith(("case-", "task-", *AS_PUBLISHED))
    }


def checkin(at: int) -> Checkin:
    return Checkin(
        id=CheckinId(1234567),
        person_id=PersonId(1),
        pack="baclofen",
        state=CheckinState.OPEN,
        page=at,
        answers=Answers(items=tuple(item.id for item in book().items)),
        started_at=NOON,
        finished_at=None,
        message_id=None,
        reminder_id=None,
    )


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("at", range(len(book().items) + 2))
def test_every_label_fits_its_row(language: str, at: int) -> None:
    said = page(checkin(at), book(), shipped().texts.in_language(language))
    too_long = [button.label for row in said.buttons for button in row if len(button.label) > LONGEST_LABEL[len(row)]]
    assert too_long == []


@pytest.mark.parametrize("item", book().items, ids=lambda item: item.id)
def test_words_stand_at_most_three_in_a_row(item: Item) -> None:

    if item.words:
        said = question(checkin(1), item, shipped().texts.in_language("es"))
        assert max(len(row) for row in said.buttons) <= 3


def test_english_sentences_are_at_most_grade_six() -> None:
    hard = {
        key: grade
        for key, text in own_texts("en").items()
        if len(text.split()) >= 5 and (grade := textstat.flesch_kincaid_grade(text)) > 6
    }
    assert hard == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_is_longer_than_fifteen_words(language: str) -> None:
    long = {
        key: sentence
        for key, text in own_texts(language).items()
        for sentence in text.replace("?", ".").replace(":", ".").split(".")
        if len(sentence.split()) > 15
    }
    assert long == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_exclamation_marks(language: str) -> None:
    assert [key for key, text in own_texts(language).items() if "!" in text] == []
