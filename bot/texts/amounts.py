"""texts/amounts: the one place where numbers, doses, times, dates and phone numbers become text.

Belongs here: exact digits, decimal sign, unit words, day names. Not here: sentences (catalog.py, config/locales).

Digits are never rounded, grouped or turned into a float: 0.0625 stays 0.0625. Spanish writes a decimal comma.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton

from bot.errors import Broken

_UNIT_WORDS: dict[str, Mapping[str, tuple[str, str]]] = {
    "en": {"tablet": ("tablet", "tablets"), "capsule": ("capsule", "capsules"), "drop": ("drop", "drops"),
           "unit": ("unit", "units"), "packet": ("packet", "packets")},
    "es": {"tablet": ("tableta", "tabletas"), "capsule": ("cápsula", "cápsulas"), "drop": ("gota", "gotas"),
           "unit": ("unidad", "unidades"), "packet": ("sobre", "sobres")},
}  # fmt: skip
"""One and several. Units that are signs (mg, mcg, mL) are the same in every language and stand as they are. Languages
that a programme adds have theirs in units.ftl: the catalog teaches them when it is built."""
UNITS = tuple(_UNIT_WORDS["en"])


def learn_units(language: str, words: Mapping[str, tuple[str, str]]) -> None:
    """`language` calls the units so from now on: one and several of each."""
    _UNIT_WORDS[language] = words


_ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_LONG_DAYS = {"en": "EEEE d MMMM", "es": "EEEE d 'de' MMMM"}
_MONTHS = {"en": "MMMM y", "es": "MMMM 'de' y"}


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


def dates_in(words: str, language: str) -> str:
    """`words` with each date that a plan file would hold ("2026-12-24") as people write it: "24 Dec 2026"."""

    def said(found: re.Match[str]) -> str:
        try:
            return day_with_year(date.fromisoformat(found[0]), language)
        except ValueError:  # no such day
            return found[0]

    return _ISO_DATE.sub(said, words)


def long_day(value: date, language: str) -> str:
    """A day in full: "Friday 18 December", "viernes 18 de diciembre"."""
    pattern = _LONG_DAYS.get(_locale(language).language)
    if pattern is None:
        locale = _locale(language)
        return f"{format_date(value, 'EEEE', locale=locale)} {format_skeleton('MMMMd', value, locale=locale)}"
    return format_date(value, pattern, locale=_locale(language))


def heading_day(day: date, language: str) -> str:
    """As `long_day`, at the beginning of a line: "Domingo 13 de diciembre"."""
    said = long_day(day, language)
    return said[:1].upper() + said[1:]


def language_name(language: str) -> str:
    """What a language is called in itself: "English", "Español". Source: Unicode CLDR."""
    name = _locale(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


def weekday(number_of_day: int, language: str) -> str:
    """The short name of a weekday, 0 for Monday: "Tue", "mar"."""
    return _plain(_locale(language).days["stand-alone"]["abbreviated"][number_of_day])


def month(value: date, language: str) -> str:
    """A month and its year: "December 2026", "diciembre de 2026"."""
    pattern = _MONTHS.get(_locale(language).language)
    if pattern is None:
        return format_skeleton("yMMMM", value, locale=_locale(language))
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
    if language.split("-")[0] == "es":
        return ","
    return "," if _locale(language).number_symbols.get("latn", {}).get("decimal") == "," else "."


def _words(language: str) -> Mapping[str, tuple[str, str]]:
    return _UNIT_WORDS.get(language.split("-")[0], _UNIT_WORDS["en"])


def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
