"""The programme's hours in words, in both languages."""

from datetime import time

import pytest

from bot import config_files
from bot.caseload import hours
from bot.caseload import programme as programme_module
from bot.caseload.programme import OpenHours, Programme, Weekday
from bot.texts.catalog import Texts

MON, TUE, WED, THU, FRI, SAT, SUN = Weekday


def programme(*days: Weekday) -> Programme:
    spans = (OpenHours(days=days, opens=time(9), closes=time(17)),) if days else ()
    return Programme(name="Harbor Clinic", country="US", zone="America/Chicago", hours=spans)


def texts(language: str) -> Texts:
    return Texts(language, [config_files.read_text(f"locales/{language}/joining.ftl")])


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((MON, TUE, WED, THU, FRI), "Monday to Friday, 9:00 to 17:00"),
        ((MON, WED), "Monday, Wednesday, 9:00 to 17:00"),
        ((MON, TUE, WED, SAT), "Monday to Wednesday, Saturday, 9:00 to 17:00"),
        (tuple(Weekday), "every day, 9:00 to 17:00"),
        ((), "when they can, at no fixed hours"),
    ],
)
def test_hours_read_as_people_say_them(days: tuple[Weekday, ...], words: str) -> None:
    assert hours.in_words(programme(*days), texts("en")) == words


def test_hours_are_said_in_spanish() -> None:
    assert hours.in_words(programme(MON, TUE, WED, THU, FRI), texts("es")) == "lunes a viernes, de 9:00 a 17:00"


def test_reading_a_programme_again_reads_no_list_of_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    """An alert keeps its cover, so it is read with every alert; the list costs 10 ms."""
    programme()
    monkeypatch.setattr(programme_module, "available_timezones", lambda: pytest.fail("read again"))
    assert programme().zone == "America/Chicago"
