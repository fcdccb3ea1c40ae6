"""What people type for a country, a city or a time, and what it stands for."""

from datetime import UTC, datetime, time

import pytest

from bot import config_files
from bot.caseload import clock_words, countries, zones
from bot.caseload.countries import Countries, read_countries

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def book() -> Countries:
    return read_countries(config_files.read_text("countries.yaml"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("mexico", "MX"),
        ("México", "MX"),
        ("estados unidos", "US"),
        ("uk", "GB"),
        ("USA", "US"),
        ("españa", "ES"),
        ("germ", "DE"),
        ("ca", "CA"),
        ("  united   kingdom ", "GB"),
    ],
)
def test_a_typed_country_is_found_first(book: Countries, typed: str, code: str) -> None:
    assert book.search(typed, "en")[0] == code


@pytest.mark.parametrize("typed", ["", "q", "zzzz", "12"])
def test_what_is_no_country_finds_none(book: Countries, typed: str) -> None:
    assert book.search(typed, "es") == ()


def test_every_country_has_a_zone(book: Countries) -> None:
    assert [code for code in countries.codes() if not book.zones_of(code)] == []


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("houston", "America/Chicago"),
        ("Ciudad de México", "America/Mexico_City"),
        ("mexico city", "America/Mexico_City"),
        ("londres", "Europe/London"),
        ("new yo", "America/New_York"),
        ("sao paulo", "America/Sao_Paulo"),
        ("guadalajara", "America/Mexico_City"),
    ],
)
def test_a_typed_city_finds_its_zone_first(book: Countries, typed: str, zone: str) -> None:
    assert zones.search(typed, "en", book.cities)[0] == zone


def test_no_more_than_eight_zones_are_offered(book: Countries) -> None:
    assert len(zones.search("san", "en", book.cities)) <= 8


@pytest.mark.parametrize(
    ("place", "zone"),
    [((41.88, -87.63), "America/Chicago"), ((19.43, -99.13), "America/Mexico_City"), ((0.0, -30.0), None)],
)
def test_a_place_has_one_zone_or_none(place: tuple[float, float], zone: str | None) -> None:
    assert zones.at(*place) == zone


def test_a_clock_that_is_a_little_off_still_finds_the_zone() -> None:
    found = zones.by_clock(time(6, 9), ["America/New_York", "America/Chicago"], NOON)

    assert found == ("America/Chicago",)


def test_a_clock_before_midnight_matches_one_after(book: Countries) -> None:
    late = datetime(2026, 12, 1, 5, 55, tzinfo=UTC)  # 23:55 in Chicago

    assert zones.by_clock(time(0, 5), ["America/Chicago"], late) == ("America/Chicago",)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9", time(9)),
        ("8:30", time(8, 30)),
        ("20:15", time(20, 15)),
        ("9.30 pm", time(21, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("a las 21", time(21)),
        ("8 p.m.", time(20)),
        ("21h", time(21)),
    ],
)
def test_a_typed_time_is_read(typed: str, at: time) -> None:
    assert clock_words.read_time(typed) == at


@pytest.mark.parametrize("typed", ["", "noon", "25", "8:61", "13 pm", "8:3", "tomorrow 8"])
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert clock_words.read_time(typed) is None
