"""plans/readers/table: rows and columns, wherever they came from, and the parts of a plan in them.

Belongs here: cells with their place, which part a sheet or block is, headers and the names columns may have.
Not here: CSV and XLSX themselves (from_csv.py, from_xlsx.py), what the parts mean (from_table.py, table_taper.py).
"""

import re
from collections.abc import Mapping as Table
from dataclasses import dataclass

from bot.plans.notebook import Notebook, tidy_key
from bot.plans.readers.tree import Entry, Text

PARTS = ("plan", "medicines", "taper", "as_needed", "contacts", "aftercare", "visits", "repeats")
SKIPPED = ("help", "ayuda", "notes", "notas")
"""Sheets and blocks that are there for people."""

ALIASES: Table[str, str] = {
    "start": "from", "first_day": "from", "start_date": "from", "desde": "from", "inicio": "from",
    "end": "until", "to": "until", "last_day": "until", "end_date": "until", "hasta": "until", "fin": "until",
    "drug": "medicine", "medication": "medicine", "medicina": "medicine", "medicamento": "medicine",
    "dose": "amount", "dosis": "amount", "cantidad": "amount", "unidad": "unit", "hora": "time",
    "note": "instruction", "notes": "instruction", "instructions": "instruction", "indicación": "instruction",
    "indicaciones": "instruction", "días": "days", "dias": "days", "semanas": "weeks", "día_del_ciclo": "cycle_day",
    "day_of_cycle": "cycle_day", "pausa": "pause", "paso": "step", "patient_label": "patient", "paciente": "patient",
    "time_zone": "zone", "timezone": "zone", "zona": "zone", "país": "country", "ordered_by": "prescriber",
    "prescriptor": "prescriber", "order_date": "ordered_on", "date_of_order": "ordered_on",
    "fecha_de_la_orden": "ordered_on", "review_date": "review_dates",
}  # fmt: skip

TAPER_COLUMNS = (
    "medicine", "step", "from", "until", "days", "weeks", "every_days", "cycle_day", "pause", "time", "amount", "unit",
    "instruction",
)  # fmt: skip

_TIME_HEADER = re.compile(
    r"([0-9]{1,2}[:.][0-9]{2}(?::00)?\s*(?:[ap]\.?m\.?)?|[0-9]{1,2}\s*[ap]\.?m\.?)\s*\(?([^\W\d_]*)\)?"
)
HEADER_WORDS = {*TAPER_COLUMNS, *ALIASES, "name", "kind", "service", "zone", "patient", "prescriber", "ordered_on"}
_UNIT_HEADERS = ("mg", "mcg", "µg", "g", "ml", "tablets", "tablet", "capsules", "drops", "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: its text without outer blanks, its row and column counted from 1. `wide`: merged over columns."""

    value: str
    row: int
    column: int
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet, or the whole of a CSV file. `name` is empty for a CSV file."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def where(self, row: int, column: str = "") -> str:
        """How a place in this sheet is called."""
        sheet = f'Sheet "{self.name}", ' if self.name else ""
        return f"{sheet}row {row}" + (f', column "{column}"' if column else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A header cell. `at` is the text of a time when the column is one time of day; `unit` the unit a header names."""

    key: str
    title: str
    index: int
    at: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row under a header: column key → cell, empty cells left out."""

    sheet: Sheet
    number: int
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]

    @property
    def where(self) -> str:
        return self.sheet.where(self.number)

    def at(self, column: Column) -> Text:
        """The cell under that column, with its place; an empty text when there is none."""
        cell = next((cell for cell in self.cells if cell.column == column.index), None)
        return Text(value=cell.value if cell else "", where=self.sheet.where(self.number, column.title))

    def text(self, key: str) -> Text:
        """The cell under the column of that key."""
        column = next((column for column in self.columns if column.key == key), None)
        return self.at(column) if column else Text(value="", where=self.where)

    def entry(self, key: str, name: str = "") -> tuple[Entry, ...]:
        """One entry for the tree, called `name`, or none when the cell is empty."""
        text = self.text(key)
        return (Entry(key=name or key, where=text.where, node=text),) if text.value else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a plan: the rows of a sheet, or a stretch of them, without empty ones."""

    part: str
    sheet: Sheet
    rows: tuple[tuple[Cell, ...], ...]


def tidy_header(value: str) -> str:
    """The key of a header or label: aliases are folded, a unit or a colon behind it is cut off."""
    key = tidy_key(re.sub(r"[:*]+$", "", value.strip()))
    return ALIASES.get(key, key)


def blocks_of(sheets: tuple[Sheet, ...], book: Notebook) -> tuple[Block, ...]:
    """Every part of the plan in the sheets, in order. A sheet that is no part may hold several, one below another."""
    found: list[Block] = []
    for sheet in sheets:
        rows = tuple(row for row in sheet.rows if any(cell.value for cell in row))
        part = tidy_header(sheet.name)
        if part in SKIPPED or not rows:
            continue
        if part in PARTS:
            found.append(Block(part=part, sheet=sheet, rows=rows))
        else:
            found += _stacked(sheet, rows, book)
    return tuple(found)


def _stacked(sheet: Sheet, rows: tuple[tuple[Cell, ...], ...], book: Notebook) -> list[Block]:
    """Parts one below another: each begins with its name alone in a row, the taper may begin with its header."""
    found: list[Block] = []
    part, begun = "plan", 0
    for number, row in enumerate(rows):
        named = _title(row)
        is_header = part == "plan" and not named and _is_taper_header(row)
        if named or is_header:
            found.append(Block(part=part, sheet=sheet, rows=rows[begun:number]))
            part, begun = named or "taper", number + (1 if named else 0)
    found.append(Block(part=part, sheet=sheet, rows=rows[begun:]))
    if sheet.name and not any(block.part == "taper" for block in found):
        book.wrong("sheet-unknown", sheet.where(rows[0][0].row), name=sheet.name, known=", ".join(PARTS))
        return []
    return [block for block in found if block.rows and block.part not in SKIPPED]


def is_known_header(value: str) -> bool:
    """True for a column or a label that tables of plans have."""
    return tidy_header(value) in HEADER_WORDS or bool(_TIME_HEADER.fullmatch(value.strip()))


def _title(row: tuple[Cell, ...]) -> str:
    values = [cell.value for cell in row if cell.value]
    if len(values) != 1:
        return ""
    name = tidy_header(values[0].strip("[]# "))
    return name if name in (*PARTS, *SKIPPED) else ""


def _is_taper_header(row: tuple[Cell, ...]) -> bool:
    columns = [column for cell in row if cell.value for column in [_column(cell)]]
    spans = sum(column.key in ("from", "until", "days", "weeks") for column in columns)
    doses = sum(bool(column.at) or column.key in ("amount", "time") for column in columns)
    return spans >= 1 and doses >= 1


def rows_under_header(block: Block, known: tuple[str, ...], book: Notebook, *, times: bool = False) -> tuple[Row, ...]:
    """The block's rows under its first row. A column nobody knows, or one that stands twice, is a problem."""
    header, body = block.rows[0], block.rows[1:]
    columns: list[Column] = []
    for cell in header:
        if not cell.value:
            continue
        column = _column(cell)
        where = block.sheet.where(cell.row, cell.value)
        if column.key not in known and not (times and column.at):
            names = ", ".join(known)
            book.wrong("column-unknown", where, named=cell.value, known=names)
        elif column.key in {one.key for one in columns}:
            book.wrong("column-twice", where, named=cell.value)
        else:
            columns.append(column)
    return tuple(
        Row(sheet=block.sheet, number=row[0].row, columns=tuple(columns), cells=tuple(c for c in row if c.value))
        for row in body
    )


def _column(cell: Cell) -> Column:
    match = _TIME_HEADER.fullmatch(cell.value)
    if match:
        at = match[1].strip()
        return Column(key=f"at {at}", title=cell.value, index=cell.column, at=at, unit=match[2])
    key = tidy_header(cell.value)
    if key in _UNIT_HEADERS:
        return Column(key="amount", title=cell.value, index=cell.column, unit=key)
    if with_unit := re.fullmatch(r"(\w+?)_?\(([^\W\d_]+)\)", key):
        key = ALIASES.get(with_unit[1], with_unit[1])
        return Column(key=key, title=cell.value, index=cell.column, unit=with_unit[2])
    return Column(key=key, title=cell.value, index=cell.column)
