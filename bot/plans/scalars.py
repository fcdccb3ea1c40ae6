"""plans/scalars: one written value → one exact value, or a problem at its place.

Belongs here: amounts, units, strengths, concentrations, dates, times, whole numbers, yes and no, zones.
Not here: keys and structure (checked.py). What can be read in two ways is a problem, never a guess.
"""

import re
import zoneinfo
from collections.abc import Mapping as Table
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from bot.plans.model import Concentration, Strength, Unit
from bot.plans.notebook import Notebook, tidy_key
from bot.plans.readers.tree import Text

FIRST_YEAR, LAST_YEAR = 2000, 2100

Choice = TypeVar("Choice", bound=StrEnum)

_UNITS: Table[str, Unit] = {
    "mg": Unit.MG, "milligram": Unit.MG, "milligrams": Unit.MG, "milligramos": Unit.MG, "miligramos": Unit.MG,
    "mcg": Unit.MCG, "µg": Unit.MCG, "μg": Unit.MCG, "ug": Unit.MCG, "microgram": Unit.MCG, "micrograms": Unit.MCG,
    "microgramos": Unit.MCG, "g": Unit.G, "gram": Unit.G, "grams": Unit.G, "gramos": Unit.G,
    "ml": Unit.ML, "millilitre": Unit.ML, "milliliter": Unit.ML, "mililitros": Unit.ML,
    "tablet": Unit.TABLET, "tablets": Unit.TABLET, "tab": Unit.TABLET, "tabs": Unit.TABLET,
    "tableta": Unit.TABLET, "tabletas": Unit.TABLET, "comprimido": Unit.TABLET, "comprimidos": Unit.TABLET,
    "capsule": Unit.CAPSULE, "capsules": Unit.CAPSULE, "cápsula": Unit.CAPSULE, "cápsulas": Unit.CAPSULE,
    "drop": Unit.DROP, "drops": Unit.DROP, "gota": Unit.DROP, "gotas": Unit.DROP,
    "unit": Unit.UNITS, "units": Unit.UNITS, "unidad": Unit.UNITS, "unidades": Unit.UNITS,
}  # fmt: skip

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril", "may mayo",
            "jun june junio", "jul july julio", "aug august ago agosto", "sep sept september septiembre",
            "oct october octubre", "nov november noviembre", "dec december dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon monday lun lunes", "tue tues tuesday mar martes", "wed wednesday mié mie miércoles miercoles",
            "thu thur thurs thursday jue jueves", "fri friday vie viernes", "sat saturday sáb sab sábado sabado",
            "sun sunday dom domingo",
        )
    )
    for name in names.split()
}  # fmt: skip

_NUMBER = r"[0-9]{1,7}(?:[.,][0-9]{1,8})?"
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_AMOUNT = re.compile(r"(?P<number>[-+]?[0-9.,]*[0-9.,])\s*(?P<unit>[^\W\d_]+)?\.?")
_CONCENTRATION = re.compile(rf"({_NUMBER})\s*([^\W\d_]+)\s*(?:/|in|per|en|por)\s*({_NUMBER})?\s*m[lL]")
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:h.]([0-9]{2}))?(?::00)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_NAMED = re.compile(r"([0-9]{1,2})\.?\s+(?:de\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+)?([0-9]{4})")
_NAMED_US = re.compile(r"([^\W\d_]+)\.?\s+([0-9]{1,2}),?\s+([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2}|[0-9]{4})")


def exact(value: Decimal) -> Decimal:
    """The same number with no idle zeros and no exponent: 5.0 and 5 are written alike."""
    return Decimal(format(value.normalize(), "f"))


def unambiguous(digits: str) -> str:
    """The same number so that `number` reads it in one way: 1.125 as 1.1250. For numbers that are numbers already."""
    return f"{digits}0" if _TWO_WAYS.fullmatch(digits) and "." in digits else digits


def number(text: Text, book: Notebook, written: str | None = None) -> Decimal | None:
    """A number that is not below zero. A comma or point before exactly three digits can mean two things: 1.125 is more
    than a thousand where points part thousands. That is a problem, unless the number begins with 0."""
    raw = (written if written is not None else text.value).strip()
    if raw.startswith("-"):
        book.wrong("amount-negative", text.where, value=text.value)
    elif _TWO_WAYS.fullmatch(raw):
        book.wrong("number-ambiguous", text.where, value=text.value)
    elif raw.startswith((".", ",")) and re.fullmatch(r"[.,][0-9]+", raw):
        book.wrong("number-naked", text.where, value=text.value)
    elif not re.fullmatch(_NUMBER, raw):
        book.wrong("number-wrong", text.where, value=text.value)
    else:
        return exact(Decimal(raw.replace(",", ".")))
    return None


def amount(text: Text, book: Notebook) -> tuple[Decimal, Unit | None] | None:
    """A number and its unit. Only zero may stand without a unit; "none" is zero."""
    raw = text.value.strip()
    if raw.lower() in ("none", "no dose", "ninguna", "–", "-", "—"):
        return Decimal(0), None
    match = _AMOUNT.fullmatch(raw)
    if match is None:
        book.wrong("amount-wrong", text.where, value=text.value)
        return None
    value = number(text, book, match["number"])
    unit = None if match["unit"] is None else unit_of(match["unit"], text, book)
    if value is None or (match["unit"] is not None and unit is None):
        return None
    if unit is None and value != 0:
        book.wrong("amount-no-unit", text.where, value=text.value)
        return None
    return value, unit


def positive(text: Text, book: Notebook) -> tuple[Decimal, Unit] | None:
    """A number above zero and its unit."""
    found = amount(text, book)
    if found is None:
        return None
    value, unit = found
    if value == 0 or unit is None:
        book.wrong("amount-zero", text.where, value=text.value)
        return None
    return value, unit


def unit_of(word: str, text: Text, book: Notebook) -> Unit | None:
    """The unit that word means. "MG" and "Mg" are mg; "M" or "u" are nothing we dare to read."""
    found = _UNITS.get(word.lower())
    if found is None:
        book.wrong("unit-unknown", text.where, value=word)
    return found


def strength(text: Text, book: Notebook) -> Strength | None:
    """ "10 mg", "10 mg scored" or "10 mg not scored"."""
    raw = text.value.strip()
    scored: bool | None = None
    for ending, said in ((" not scored", False), (" unscored", False), (" scored", True)):
        if raw.lower().endswith(ending):
            raw, scored = raw[: -len(ending)], said
            break
    found = positive(Text(value=raw, where=text.where), book)
    return None if found is None else Strength(amount=found[0], unit=found[1], scored=scored)


def concentration(text: Text, book: Notebook) -> Concentration | None:
    """ "5 mg/mL", "25 mg/5 mL", "25 mg in 5 mL"."""
    match = _CONCENTRATION.fullmatch(text.value.strip())
    if match is None:
        book.wrong("concentration-wrong", text.where, value=text.value)
        return None
    value, per_ml = number(text, book, match[1]), number(text, book, match[3] or "1")
    unit = unit_of(match[2], text, book)
    if value is None or per_ml is None or unit is None:
        return None
    if value == 0 or per_ml == 0 or unit not in (Unit.MG, Unit.MCG, Unit.G):
        book.wrong("concentration-wrong", text.where, value=text.value)
        return None
    return Concentration(amount=value, unit=unit, per_ml=per_ml)


def day(text: Text, book: Notebook) -> date | None:
    """A date as 2026-12-01, 1 Dec 2026 or Dec 1, 2026. 03/04/2026 can be two days and is a problem; 25/12/2026 not."""
    raw = text.value.strip()
    if match := _ISO.fullmatch(raw):
        return _date(int(match[1]), int(match[2]), int(match[3]), text=text, book=book)
    if match := _NAMED.fullmatch(raw):
        return _named(match[1], match[2], match[3], text=text, book=book)
    if match := _NAMED_US.fullmatch(raw):
        return _named(match[2], match[1], match[3], text=text, book=book)
    if match := _SLASHED.fullmatch(raw):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if len(match[3]) == 2 or (first <= 12 and second <= 12 and first != second):
            book.wrong("date-ambiguous", text.where, value=raw)
            return None
        first, second = (second, first) if second > 12 else (first, second)
        return _date(year, second, first, text=text, book=book)
    book.wrong("date-wrong", text.where, value=raw)
    return None


def _named(day_of_month: str, month: str, year: str, *, text: Text, book: Notebook) -> date | None:
    number_of_month = _MONTHS.get(month.lower())
    if number_of_month is None:
        book.wrong("date-wrong", text.where, value=text.value)
        return None
    return _date(int(year), number_of_month, int(day_of_month), text=text, book=book)


def _date(year: int, month: int, day_of_month: int, *, text: Text, book: Notebook) -> date | None:
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        book.wrong("date-none", text.where, value=text.value)
        return None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        book.wrong("date-far", text.where, value=text.value)
        return None
    return found


def clock_time(text: Text, book: Notebook) -> time | None:
    """A wall-clock time as 8:00, 08:00, 14:30, 8 am or 2:30 pm."""
    match = _CLOCK.fullmatch(text.value.strip())
    if match is None or (match[2] is None and match[3] is None):
        book.wrong("time-wrong", text.where, value=text.value)
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        hour = 99
    elif half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        book.wrong("time-none", text.where, value=text.value)
        return None
    return time(hour, minute)


def whole(text: Text, book: Notebook, *, least: int, most: int) -> int | None:
    """A whole number from least to most."""
    raw = text.value.strip()
    if re.fullmatch(r"[0-9]{1,6}(?:\.0+)?", raw) and least <= int(raw.split(".")[0]) <= most:
        return int(raw.split(".")[0])
    book.wrong("whole-wrong", text.where, value=text.value, least=str(least), most=str(most))
    return None


def yes_or_no(text: Text, book: Notebook) -> bool | None:
    """True for yes, False for no, None for unknown or, with a problem, for anything else."""
    raw = text.value.strip().lower()
    if raw in ("yes", "y", "true", "sí", "si", "x", "1"):
        return True
    if raw in ("no", "n", "false", "0"):
        return False
    if raw not in ("unknown", "not known", "?", "no se sabe"):
        book.wrong("yes-no-wrong", text.where, value=text.value)
    return None


def one_of(choices: type[Choice], text: Text, book: Notebook) -> Choice | None:
    """The member that text names; blanks, dashes and capital letters do not matter."""
    found = tidy_key(text.value)
    for choice in choices:
        if tidy_key(choice.value) == found:
            return choice
    book.wrong("choice-wrong", text.where, value=text.value, choices=", ".join(choice.value for choice in choices))
    return None


def weekday(word: str) -> int | None:
    """0 for Monday … 6 for Sunday; None for any other word."""
    return _WEEKDAYS.get(word.strip().strip(".").lower())


def zone(text: Text, book: Notebook) -> str | None:
    """The name of a time zone of the IANA table, exactly as the table writes it."""
    raw = text.value.strip().replace(" ", "_")
    if raw in zones():
        return raw
    alike = [name for name in zones() if name.lower() == raw.lower() or name.lower().endswith("/" + raw.lower())]
    hint = ", ".join(sorted(alike)[:3]) or "America/Chicago"
    book.wrong("zone-unknown", text.where, value=text.value, hint=hint)
    return None


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Every zone of the IANA table that has a place or UTC in its name."""
    return frozenset(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC")
