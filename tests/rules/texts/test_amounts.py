from datetime import date, time
from decimal import Decimal

import pytest

from bot.texts import amounts


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        ("0.0625", "0.0625", "0,0625"),
        ("1250", "1250", "1250"),
        ("1E+3", "1000", "1000"),
        ("2.50", "2.5", "2,5"),
        ("0.000", "0", "0"),
        ("12345678.12345678", "12345678.12345678", "12345678,12345678"),
    ],
)
def test_digits_are_exact_in_both_languages(value: str, english: str, spanish: str) -> None:
    assert amounts.number(Decimal(value), "en") == english
    assert amounts.number(Decimal(value), "es") == spanish


def test_tablets_have_one_and_several() -> None:
    assert [amounts.amount(Decimal(n), "tablet", "en") for n in ("0.5", "1", "1.5")] == [
        "0.5 tablet",
        "1 tablet",
        "1.5 tablets",
    ]
    assert amounts.amount(Decimal("1.5"), "tablet", "es") == "1,5 tabletas"


def test_signs_for_units_stay_as_they_are() -> None:
    assert amounts.amount(Decimal("2.5"), "mg", "es") == "2,5 mg"


def test_days_read_as_people_write_them() -> None:
    assert amounts.day(date(2026, 12, 18), "en") == "Fri 18 Dec"
    assert amounts.day(date(2026, 12, 18), "es") == "vie 18 dic"
    assert amounts.long_day(date(2026, 12, 18), "es") == "viernes 18 de diciembre"


def test_times_have_24_hours_and_no_leading_zero() -> None:
    assert [amounts.clock_time(time(8, 0)), amounts.clock_time(time(20, 5))] == ["8:00", "20:05"]


def test_a_phone_number_is_never_regrouped() -> None:
    assert amounts.phone(" 1-800-222-1222 ") == "1-800-222-1222"
    assert amounts.phone_link("+1 (844) 555-0100") == "+18445550100"
