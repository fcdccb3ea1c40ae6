"""plans/place_words: where a problem stands, in the reader's language.

Belongs here: places of lines, rows, columns, sheets and steps; dates in sentences about a plan. Not here: FHIR paths,
which are the same in every language.
"""

import re
from collections.abc import Mapping

from bot.texts import amounts
from bot.texts.catalog import Texts

_PLACES = (
    ("place-file", re.compile(r"the file")),
    ("place-line", re.compile(r"line (?P<row>\d+)")),
    ("place-line-column", re.compile(r"line (?P<row>\d+), column (?P<column>\d+)")),
    ("place-row", re.compile(r"row (?P<row>\d+)")),
    ("place-cell", re.compile(r'row (?P<row>\d+), column "(?P<column>.*)"')),
    ("place-sheet", re.compile(r'Sheet "(?P<sheet>[^"]*)"')),
    ("place-sheet-row", re.compile(r'Sheet "(?P<sheet>[^"]*)", row (?P<row>\d+)')),
    ("place-sheet-cell", re.compile(r'Sheet "(?P<sheet>[^"]*)", row (?P<row>\d+), column "(?P<column>.*)"')),
    ("place-step", re.compile(r"(?P<medicine>.+), step (?P<step>\d+) \((?P<day>[\d-]+)\)")),
    ("place-after-step", re.compile(r"(?P<medicine>.+), after step (?P<step>\d+) \((?P<day>[\d-]+)\)")),
)


def place_in(where: str, texts: Texts) -> str:
    """The same place in words of that language; a place of another shape stays as it is."""
    for key, pattern in _PLACES:
        if match := pattern.fullmatch(where):
            return texts.label(key, **values_in(match.groupdict(), texts))
    return where


def values_in(values: Mapping[str, str], texts: Texts) -> dict[str, str]:
    """What stands in a sentence about a plan, with dates as people write them. `value` is quoted from the file, and
    stays as it is written there."""
    return {
        name: value if name == "value" else amounts.dates_in(value, texts.language) for name, value in values.items()
    }
