"""plans/writers/to_xlsx: a plan → an Excel workbook, a sheet per part; and the empty workbook to fill in.

Belongs here: the file, column widths, lists to choose from, the help sheet. Not here: the rows (tables.py).
"""

import io
from collections.abc import Iterable
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.plans.aftercare import ServiceKind, ServiceState, VisitState
from bot.plans.model import AfterWindow, Ending, Flag, Form, Plan
from bot.plans.readers.from_csv import guarded
from bot.plans.readers.from_table import (
    CONTACT_KEYS,
    LATE_KEYS,
    MEDICINE_KEYS,
    NEEDED_KEYS,
    REPEAT_KEYS,
    SERVICE_KEYS,
    VISIT_KEYS,
)
from bot.plans.writers.tables import CellValue, Table, tables_of, titles

_CHOICES = {
    "form": [form.value for form in Form if form is not Form.UNSAID],
    "ending": [ending.value for ending in Ending if ending is not Ending.UNSAID],
    "after window": [one.value for one in AfterWindow],
    "kind": [kind.value for kind in ServiceKind],
    "state": [state.value for state in ServiceState],
    "pause": ["yes"],
    "court": ["yes"],
    "shift later doses": ["yes", "no"],
}
_VISIT_STATES = [state.value for state in VisitState]
_LABELS = ("patient", "zone", "country", "prescriber", "ordered on")
_FILL_ROWS = 200


def to_xlsx(plan: Plan) -> bytes:
    """The whole plan as a workbook that reads back as the same plan."""
    return _workbook(tables_of(plan), ())


def template_xlsx(help_lines: Iterable[str]) -> bytes:
    """The workbook to fill in: every part with its columns, lists to choose from, and the help lines on a sheet."""
    labels = [*_LABELS, *(flag.value.replace("_", " ") for flag in Flag), "review dates", "pause criteria"]
    tables = (
        Table(part="plan", header=(), rows=tuple((label, "") for label in labels)),
        Table(part="medicines", header=titles("name", *MEDICINE_KEYS, *LATE_KEYS), rows=()),
        Table(
            part="taper",
            header=("medicine", "from", "until", "cycle day", "pause", "8:00", "14:00", "20:00", "instruction"),
            rows=(),
        ),
        Table(part="as_needed", header=titles("medicine", *NEEDED_KEYS), rows=()),
        Table(part="contacts", header=titles(*CONTACT_KEYS), rows=()),
        Table(part="aftercare", header=titles(*SERVICE_KEYS), rows=()),
        Table(part="visits", header=titles("service", *VISIT_KEYS), rows=()),
        Table(part="repeats", header=titles("service", *REPEAT_KEYS), rows=()),
    )
    return _workbook(tables, tuple(help_lines))


def _workbook(tables: Iterable[Table], help_lines: tuple[str, ...]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _sheet(book.create_sheet(table.part), table)
    if help_lines:
        sheet = book.create_sheet("help")
        sheet.column_dimensions["A"].width = 100
        for number, line in enumerate(help_lines, start=1):
            _write(sheet, number, 1, line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Worksheet, table: Table) -> None:
    rows = ((table.header,) if table.header else ()) + table.rows
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            _write(sheet, number, column, value)
    for column in range(1, max((len(row) for row in rows), default=1) + 1):
        width = max(len(str(row[column - 1])) for row in rows if len(row) >= column) if rows else 10
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(12, width + 2))
    if table.header:
        sheet.freeze_panes = "A2"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDE8F0")
        _lists(sheet, table)
    else:
        for row_cells in sheet.iter_rows(max_col=1):
            row_cells[0].font = Font(bold=True)


def _write(sheet: Worksheet, row: int, column: int, value: CellValue) -> None:
    """The value as text or as a day, never as a formula."""
    cell = sheet.cell(row=row, column=column)
    if isinstance(value, date):
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif value:
        cell.value = guarded(ILLEGAL_CHARACTERS_RE.sub(" ", value))
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=len(value) > 40, vertical="top")


def _lists(sheet: Worksheet, table: Table) -> None:
    """Cells that know their choices offer them."""
    for number, title in enumerate(table.header, start=1):
        choices = _VISIT_STATES if (table.part, title) == ("visits", "state") else _CHOICES.get(title)
        if choices:
            letter = get_column_letter(number)
            validation = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            validation.add(f"{letter}2:{letter}{_FILL_ROWS}")
            sheet.add_data_validation(validation)
