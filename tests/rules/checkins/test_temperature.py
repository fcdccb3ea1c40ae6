"""A typed temperature in either unit."""

from decimal import Decimal

import pytest

from bot.checkins.temperature import celsius_of


@pytest.mark.parametrize(
    ("typed", "celsius"),
    [
        ("38.5", "38.5"),
        ("38,5", "38.5"),
        ("39", "39.0"),
        ("101.3", "38.5"),
        ("101,3 °F", "38.5"),
        ("it is 40.2 C", "40.2"),
        ("104F", "40.0"),
        ("38.2 an hour ago, 39.4 now", "39.4"),
    ],
)
def test_temperature_is_read_in_either_unit(typed: str, celsius: str) -> None:
    assert celsius_of(typed) == Decimal(celsius)


@pytest.mark.parametrize("typed", ["", "hot", "3", "385", "60", "20", "1000"])
def test_what_no_body_can_have_is_not_taken(typed: str) -> None:
    assert celsius_of(typed) is None
