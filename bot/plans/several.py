"""plans/several: a workbook with a sheet per patient → one outcome for each sheet.

Belongs here: taking such a workbook apart. Not here: reading one plan (reading.py), storing them (loaded.py).
Each sheet is read for itself: what is wrong with one keeps none of the others back.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadInput, Problem
from bot.plans.checked import Supplied, checked
from bot.plans.notebook import Notebook
from bot.plans.readers.from_table import tree_of_tables
from bot.plans.readers.from_xlsx import sheets_of_xlsx
from bot.plans.readers.table import PARTS, SKIPPED, Sheet, tidy_header
from bot.plans.reading import MOST_BYTES, Format, PlanDraft

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one sheet: a draft, or problems and no draft."""

    sheet: str
    draft: PlanDraft | None
    problems: tuple[Problem, ...] = ()


def is_many(path: Path, content: bytes | None) -> bool:
    """Whether the path holds more than one plan: a folder, or a workbook with a sheet for each patient."""
    return path.is_dir() or (content is not None and path.suffix.lower() in WORKBOOKS and is_several(content))


def is_several(content: bytes) -> bool:
    """True when the bytes are a workbook whose sheets are patients and not parts of one plan."""
    sheets = sheets_of_xlsx(content, Notebook()) if len(content) <= MOST_BYTES else None
    return bool(sheets) and len(_patients(sheets or ())) > 1 and not _has_parts(sheets or ())


def read_several(content: bytes, supplied: Supplied) -> tuple[Outcome, ...]:
    """One outcome for each patient's sheet, in their order. Raises BadInput when it is no workbook."""
    book = Notebook()
    if len(content) > MOST_BYTES:
        book.wrong("file-large", "the file", most="2 MB")
    sheets = sheets_of_xlsx(content, book) if not book.problems else None
    if sheets is None:
        book.close()
        return ()
    return tuple(_outcome(sheet, supplied) for sheet in _patients(sheets))


def _has_parts(sheets: tuple[Sheet, ...]) -> bool:
    return any(tidy_header(sheet.name) in PARTS for sheet in sheets)


def _patients(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    return tuple(
        sheet
        for sheet in sheets
        if tidy_header(sheet.name) not in SKIPPED and any(cell.value for row in sheet.rows for cell in row)
    )


def _outcome(sheet: Sheet, supplied: Supplied) -> Outcome:
    book = Notebook()
    root = tree_of_tables((sheet,), book)
    try:
        if root is None:
            book.close()
            return Outcome(sheet=sheet.name, draft=None)
        plan = checked(root, supplied, book)
    except BadInput as error:
        return Outcome(sheet=sheet.name, draft=None, problems=error.problems)
    return Outcome(sheet=sheet.name, draft=PlanDraft(plan=plan, format=Format.XLSX))
