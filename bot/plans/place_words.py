"""plans/place_words: where a problem stands, in the reader's language.

Belongs here: places of lines, rows, columns and sheets. Not here: FHIR paths, which are the same in every language.
"""

import re

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
)


def place_in(where: str, texts: Texts) -> str:
    """The same place in words of that language; a place of another shape stays as it is."""
    for key, pattern in _PLACES:
        if match := pattern.fullmatch(where):
            return texts.label(key, **match.groupdict())
    return where
