"""A programme speaks another language by adding files to its own config folder, and nothing else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot import house
from bot.errors import BadSettings
from bot.texts import amounts

TOWN = "name: Petite ville\ncountry: FR\nzone: Europe/Paris\nlanguages: [fr, en]\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A config folder with French: the English files, the units translated."""
    (tmp_path / "programme.yaml").write_text(TOWN, encoding="utf-8")
    french = tmp_path / "locales" / "fr"
    french.mkdir(parents=True)
    for file in Path("config/locales/en").glob("*.ftl"):
        text = file.read_text(encoding="utf-8").replace(
            "unit-tablet-several = tablets", "unit-tablet-several = comprimés"
        )
        (french / file.name).write_text(text.replace("key-help = Help now", "key-help = À l'aide"), encoding="utf-8")
    return tmp_path


def test_it_is_spoken_with_its_own_numbers_days_and_units(own: Path) -> None:
    read = house.load(own)

    assert read.texts.languages == ("en", "es", "fr")
    assert read.texts.in_language("fr").label("key-help") == "À l'aide"
    assert amounts.amount(Decimal("2.5"), "tablet", "fr") == "2,5 comprimés"
    assert amounts.long_day(date(2026, 12, 1), "fr") == "mardi 1 décembre"
    assert [amounts.language_name(code) for code in read.programme.languages] == ["Français", "English"]


def test_a_language_without_a_sentence_stops_the_start(own: Path) -> None:
    file = own / "locales" / "fr" / "help.ftl"
    file.write_text(file.read_text(encoding="utf-8").replace("help-need =", "help-neeed ="), encoding="utf-8")

    with pytest.raises(BadSettings) as problems:
        house.load(own)

    assert "help-need stands in one language only." in str([one.message for one in problems.value.problems])


def test_a_language_without_texts_is_not_offered(own: Path) -> None:
    (own / "programme.yaml").write_text(TOWN.replace("[fr, en]", "[it, en]"), encoding="utf-8")

    with pytest.raises(BadSettings) as problems:
        house.load(own)

    assert [one.message for one in problems.value.problems] == ["There are no texts in 'it'."]
