"""plans/readers/from_csv: CSV text → one sheet.

Belongs here: which sign parts the columns, quotes, guarded cells. Not here: what the rows mean (from_table.py).
"""

import csv
import io
import re

from bot.plans.notebook import Notebook
from bot.plans.readers.table import Cell, Sheet, is_known_header

SIGNS = ",;\t"
MOST_ROWS = 5000
MOST_COLUMNS = 100
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def sheet_of_csv(text: str, book: Notebook) -> Sheet | None:
    """The rows with their numbers, or None and a problem. Empty rows are kept out but counted."""
    if "\0" in text:
        book.wrong("file-broken", "the file", value="it holds a zero byte")
        return None
    rows: list[tuple[Cell, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign_of(text), strict=True)
    number = 0
    try:
        for number, values in enumerate(reader, start=1):
            if number > MOST_ROWS or len(values) > MOST_COLUMNS:
                book.wrong("file-large", f"row {number}", most=f"{MOST_ROWS} rows of {MOST_COLUMNS} columns")
                return None
            cells = (Cell(value=unguarded(v.strip()), row=number, column=c) for c, v in enumerate(values, start=1))
            if any(value.strip() for value in values):
                rows.append(tuple(cells))
    except csv.Error as error:
        book.wrong("file-broken", f"row {number + 1}", value=str(error))
        return None
    return Sheet(name="", rows=tuple(rows))


def sign_of(text: str) -> str:
    """The sign that parts the columns: the one that uncovers most names that columns and labels of plans have."""

    def score(sign: str) -> int:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
        except csv.Error:
            return 0
        return sum(is_known_header(value) for row in rows if len(row) > 1 for value in row)

    return max(SIGNS, key=score)


def guarded(value: str) -> str:
    """The text so that no spreadsheet takes it for a formula; `unguarded` gives it back."""
    return f"'{value}" if re.match(r"'*[=+\-@\t\r]", value) else value


def unguarded(value: str) -> str:
    """The text without the apostrophe that kept it from being a formula."""
    return value[1:] if _GUARDED.match(value) else value
