"""texts/amounts: the one place where numbers, doses, times, dates and phone numbers become text.

Belongs here: exact digits, decimal sign, unit words, day names. Not here: sentences (catalog.py, config/locales).

Digits are never rounded, grouped or turned into a float: 0.0625 stays 0.0625. Spanish writes a decimal comma.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.dates import format_date

from bot.errors import Broken

_UNIT_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {"tablet": ("tablet", "tablets"), "capsule": ("capsule", "capsules"), "drop": ("drop", "drops"),
           "unit": ("unit", "units"), "packet": ("packet", "packets")},
    "es": {"tablet": ("tableta", "tabletas"), "capsule": ("cápsula", "cápsulas"), "drop": ("gota", "gotas"),
           "unit": ("unidad", "unidades"), "packet": ("sobre", "sobres")},
}  # fmt: skip
"""One and several. Units that are signs (mg, mcg, mL) are the same in every language and stand as they are."""


def number(value: Decimal | int, language: str) -> str:
    """The exact digits, without idle zeros, exponent or grouping. Raises Broken for what is no number."""
    exact = Decimal(value)
    if not exact.is_finite():
        raise Broken("a number to be written is not finite")
    digits = format(exact, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    digits = "0" if digits in ("-0", "") else digits
    return digits.replace(".", _decimal_sign(language))


def amount(value: Decimal, unit: str, language: str) -> str:
    """A number and its unit: "10 mg", "2,5 mL", "1 tablet", "1.5 tablets"."""
    one_or_several = _words(language).get(unit)
    word = unit if one_or_several is None else one_or_several[0 if value <= 1 else 1]
    return f"{number(value, language)} {word}"


def percent(value: Decimal, language: str) -> str:
    """A share of a hundred, to whole percents: "12 %". For staff; never a dose."""
    return f"{number(value.quantize(Decimal(1), ROUND_HALF_UP), language)} %"


def clock_time(value: time | datetime) -> str:
    """The wall-clock time with 24 hours: "8:00", "20:30"."""
    return f"{value.hour}:{value.minute:02d}"


def day(value: date, language: str) -> str:
    """A short day: "Fri 18 Dec", "vie 18 dic"."""
    return _plain(format_date(value, "EEE d MMM", locale=_locale(language)))


def day_with_year(value: date, language: str) -> str:
    """A day that may be far away: "18 Dec 2026", "18 dic 2026"."""
    return _plain(format_date(value, "d MMM y", locale=_locale(language)))


def long_day(value: date, language: str) -> str:
    """A day in full: "Friday 18 December", "viernes 18 de diciembre"."""
    pattern = "EEEE d MMMM" if _locale(language).language == "en" else "EEEE d 'de' MMMM"
    return format_date(value, pattern, locale=_locale(language))


def weekday(number_of_day: int, language: str) -> str:
    """The short name of a weekday, 0 for Monday: "Tue", "mar"."""
    return _plain(_locale(language).days["stand-alone"]["abbreviated"][number_of_day])


def month(value: date, language: str) -> str:
    """A month and its year: "December 2026", "diciembre de 2026"."""
    pattern = "MMMM y" if _locale(language).language == "en" else "MMMM 'de' y"
    return format_date(value, pattern, locale=_locale(language))


def phone(value: str) -> str:
    """The number as it was written, on one line: nothing in it is regrouped."""
    return " ".join(value.split())


def phone_link(value: str) -> str:
    """What stands after tel: in a link: the digits, and a leading + if there is one."""
    digits = re.sub(r"[^0-9]", "", value)
    return f"+{digits}" if value.strip().startswith("+") else digits


def _plain(words: str) -> str:
    """Short names without their dots: some locales write "vie." where a message reads better with "vie"."""
    return words.replace(".", "").replace(",", "")


def _decimal_sign(language: str) -> str:
    return "," if language.split("-")[0] == "es" else "."


def _words(language: str) -> Mapping[str, tuple[str, str]]:
    return _UNIT_WORDS.get(language.split("-")[0], _UNIT_WORDS["en"])


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
