"""Helplines: what must hold for every country, and what a programme may add."""

import pytest

from bot import config_files
from bot.errors import BadSettings
from bot.symptoms.helplines import Helplines, Purpose, read_helplines
from bot.symptoms.sourced import read_sources

SHIPPED = config_files.read_text("helplines.yaml")
FACTS_COUNTRIES = ("US", "CA", "GB", "IE", "AU", "NZ", "DE", "FR", "ES", "MX", "BR", "IT", "NL", "IN")


@pytest.fixture(scope="module")
def lines() -> Helplines:
    return read_helplines(SHIPPED)


def own(line: str, country: str = "US") -> str:
    return f"countries: {{{country}: {{lines: [{line}]}}}}"


COUNTY = (
    '{id: own-county, purpose: crisis, name: {en: County line}, numbers: ["555-0177"], by: [call], '
    "status: V, source: own}"
)


@pytest.mark.parametrize("code", FACTS_COUNTRIES)
def test_every_country_has_emergency_first_and_a_crisis_line(lines: Helplines, code: str) -> None:
    country = lines.country(code)
    assert country.lines[0].purpose is Purpose.EMERGENCY
    assert country.first(Purpose.CRISIS) is not None


def test_enforcement_and_commercial_lines_are_never_listed() -> None:
    assert '"1933"' not in SHIPPED
    assert "844" not in SHIPPED.replace("0844", "")


def test_every_verified_line_says_when(lines: Helplines) -> None:
    for country in lines.countries.values():
        for line in country.lines:
            assert (line.verified_on is None) <= (line.status.value != "V"), line.id


def test_own_line_stands_after_ours(lines: Helplines) -> None:
    added = read_helplines(SHIPPED, own(COUNTY)).country("US")
    assert added.lines[:-1] == lines.country("US").lines
    assert added.lines[-1].id == "own-county"


def test_own_country_can_be_added() -> None:
    emergency = '{id: jp, purpose: emergency, numbers: ["119"], by: [call], status: V, source: own}'
    assert read_helplines(SHIPPED, own(emergency, "JP")).country("JP").emergency == ("119",)


@pytest.mark.parametrize(
    "line",
    [
        '{id: x, purpose: emergency, numbers: ["555"], by: [call], status: V, source: own}',
        '{id: x, purpose: crisis, numbers: ["555"], by: [call], status: V, source: own}',
        "{id: x, purpose: crisis, name: {en: X}, numbers: [], by: [call], status: V, source: own}",
        '{id: x, purpose: crisis, name: {en: X}, numbers: ["5"], by: [call], status: V, source: own, colour: red}',
    ],
    ids=["second emergency", "no name", "no number", "unknown key"],
)
def test_bad_own_line_stops_the_start(line: str) -> None:
    with pytest.raises(BadSettings):
        read_helplines(SHIPPED, own(line))


def test_own_country_without_emergency_number_stops_the_start() -> None:
    with pytest.raises(BadSettings):
        read_helplines(SHIPPED, own(COUNTY, "JP"))


def test_unverified_numbers_can_be_named_to_staff(lines: Helplines) -> None:
    named = {line.id for _, line in lines.unverified()}
    assert {"us-never-use-alone", "de-emergency", "any-emergency"} <= named
    assert "us-988" not in named


def test_guidance_text_without_source_stops_the_start() -> None:
    shipped = config_files.read_text("guidance.yaml")
    with pytest.raises(BadSettings, match="guidance-of-nobody"):
        read_sources(shipped, ["guidance-of-nobody"])
