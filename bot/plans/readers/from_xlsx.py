"""plans/readers/from_xlsx: an Excel workbook → sheets of cells as text.

Belongs here: opening the file without trusting it, what a cell's value is as text, merged cells.
Not here: what the rows mean (from_table.py). Nothing in a workbook is run: of a formula only the value that Excel
stored beside it is read, macros are never loaded.
"""

import io
import re
import warnings
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from bot.plans.notebook import Notebook
from bot.plans.readers.from_csv import unguarded
from bot.plans.readers.table import Cell, Sheet
from bot.plans.scalars import unambiguous

MOST_UNPACKED = 20_000_000
MOST_PARTS = 300
MOST_SHEETS = 30
MOST_ROWS = 5000
MOST_COLUMNS = 100
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""openpyxl raises whatever a broken part makes it stumble over. In all of these the file is what is wrong."""
_MARKUP = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def sheets_of_xlsx(content: bytes, book: Notebook) -> tuple[Sheet, ...] | None:
    """Every sheet with its cells as text, or None and a problem."""
    if not _is_harmless(content, book):
        return None
    # Imported here: it takes a third of a second of every start, and most plans come in another format.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they would quote the file's content into a log
            values = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
            formulas = load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except (*BROKEN, InvalidFileException) as error:
        book.wrong("file-broken", "the file", value=type(error).__name__)
        return None
    if len(values.sheetnames) > MOST_SHEETS:
        book.wrong("too-many", "the file", what="sheets", most=str(MOST_SHEETS))
        return None
    sheets = []
    for name in values.sheetnames:
        if name not in formulas.sheetnames or not hasattr(values[name], "iter_rows"):
            continue
        sheets.append(_sheet(name, values[name], formulas[name], book))
    return tuple(sheet for sheet in sheets if sheet)


def _is_harmless(content: bytes, book: Notebook) -> bool:
    """Looks at the zip before anything unpacks it: sizes, number of parts, no document type in the XML."""
    if content.startswith(OLD_EXCEL):
        book.wrong("xlsx-old", "the file")
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                book.wrong("file-large", "the file", most="20 MB unpacked")
                return False
            for part in parts:
                if not _is_plain(archive, part, book):
                    return False
    except BROKEN:
        book.wrong("file-broken", "the file", value="it is no whole Excel file")
        return False
    return True


def _is_plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo, book: Notebook) -> bool:
    """Unpacks no more than the part says it holds: a part that lies about its size is a bomb."""
    with archive.open(part) as opened:
        data = opened.read(part.file_size + 1)
    if len(data) > part.file_size or _MARKUP.search(data.replace(b"\0", b"")):
        book.wrong("file-broken", "the file", value="a part of it is not what Excel writes")
        return False
    return True


def _sheet(name: str, values: Any, formulas: Any, book: Notebook) -> Sheet | None:
    if values.max_row > MOST_ROWS or values.max_column > MOST_COLUMNS:
        book.wrong("file-large", f'Sheet "{name}"', most=f"{MOST_ROWS} rows of {MOST_COLUMNS} columns")
        return None
    merged = _merged(values)
    rows: list[tuple[Cell, ...]] = []
    sheet = Sheet(name=name, rows=())
    for number, row in enumerate(values.iter_rows(), start=1):
        cells = []
        for column, cell in enumerate(row, start=1):
            source, wide = merged.get((number, column), ((number, column), False))
            value = values.cell(*source).value
            if value is None and formulas.cell(*source).data_type == "f":
                book.wrong("formula-empty", sheet.where(number, cell.column_letter))
            cells.append(Cell(value=_text(value), row=number, column=column, wide=wide))
        rows.append(tuple(cells))
    return Sheet(name=name, rows=tuple(rows))


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[tuple[int, int], bool]]:
    """Each merged cell → the cell that holds its value, and whether it is merged over columns."""
    found: dict[tuple[int, int], tuple[tuple[int, int], bool]] = {}
    for span in list(sheet.merged_cells.ranges)[:1000]:
        wide = span.max_col > span.min_col
        for row in range(span.min_row, min(span.max_row, MOST_ROWS) + 1):
            for column in range(span.min_col, (span.min_col if wide else span.max_col) + 1):
                found[row, column] = ((span.min_row, span.min_col), wide)
    return found


def _text(value: object) -> str:
    """The value as somebody would type it. A number has the 15 digits that Excel itself keeps."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case float():
            return unambiguous(format(Decimal(format(value, ".15g")), "f"))
        case datetime():
            return value.date().isoformat() if value.time() == time(0) else value.strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case time():
            return _clock(value.hour * 60 + value.minute)
        case timedelta():
            return _clock(int(value.total_seconds()) // 60)
    return unguarded(str(value).strip())


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
