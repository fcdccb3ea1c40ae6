"""checkins/temperature: a temperature that somebody typed, in Celsius or Fahrenheit (floor 1, pure)."""

import re
from decimal import ROUND_HALF_UP, Decimal

CELSIUS = (Decimal(30), Decimal(45))
FAHRENHEIT = (Decimal(86), Decimal(113))
"""What a living body can have and a thermometer shows. The two spans do not touch, so the unit is never asked for."""

_NUMBER = re.compile(r"(?<!\d)(\d{2,3}(?:[.,]\d{1,2})?)(?!\d)")


def celsius_of(typed: str) -> Decimal | None:
    """The temperature in degrees Celsius, to a tenth; None where `typed` holds no number that can be one.

    "38.5", "38,5 C" → 38.5; "101.3 °F" → 38.5. Several numbers: the highest that can be one, to be on the safe side.
    """
    found = [celsius for one in _NUMBER.findall(typed) if (celsius := _celsius(Decimal(one.replace(",", "."))))]
    return max(found) if found else None


def _celsius(number: Decimal) -> Decimal | None:
    if CELSIUS[0] <= number <= CELSIUS[1]:
        return number.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if FAHRENHEIT[0] <= number <= FAHRENHEIT[1]:
        return ((number - 32) * 5 / 9).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return None
