"""plans/reading: the bytes of a plan file → a plan, whatever its format.

Belongs here: which reader a file needs, size, encoding. Not here: the formats themselves (readers/), what a plan may
say (checked.py). A file that is wrong anywhere is not loaded at all.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Broken
from bot.plans.checked import Supplied, checked
from bot.plans.model import Plan
from bot.plans.notebook import Notebook
from bot.plans.readers.from_csv import sheet_of_csv
from bot.plans.readers.from_fhir import tree_of_fhir
from bot.plans.readers.from_table import tree_of_tables
from bot.plans.readers.from_xlsx import sheets_of_xlsx
from bot.plans.readers.from_yaml import tree_of_yaml
from bot.plans.readers.tree import Node

MOST_BYTES = 2_000_000
MOST_TEXT_BYTES = 256_000


class Format(StrEnum):
    YAML = "yaml"
    CSV = "csv"
    XLSX = "xlsx"
    FHIR = "fhir"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A plan that can be signed: whole, checked, not yet anybody's. `format` is what it was read from.

    `unread` are words of the file that no part of a plan takes, such as a note on a FHIR order: staff must see them.
    """

    plan: Plan
    format: Format
    unread: tuple[str, ...] = ()


def read_plan(name: str, content: bytes, supplied: Supplied) -> PlanDraft:
    """The plan in a file of that name. Raises BadInput with every problem, each with its place and how to mend it."""
    book = Notebook()
    kind = _format(name, content, book)
    root = _tree(kind, content, supplied=supplied, book=book) if kind else None
    if kind is None or root is None:
        book.close()
        raise Broken("a plan file gave no tree and no problem")
    return PlanDraft(plan=checked(root, supplied, book), format=kind, unread=tuple(book.unread))


def _format(name: str, content: bytes, book: Notebook) -> Format | None:
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    known = {
        "yaml": Format.YAML,
        "yml": Format.YAML,
        "csv": Format.CSV,
        "tsv": Format.CSV,
        "xlsx": Format.XLSX,
        "xlsm": Format.XLSX,
        "json": Format.FHIR,
    }
    if not content.strip():
        book.wrong("file-empty", "the file")
        return None
    if len(content) > MOST_BYTES:
        book.wrong("file-large", "the file", most="2 MB")
        return None
    if ending not in known:
        book.wrong("file-kind", "the file", value=f".{ending}" if ending else "no ending")
        return None
    return known[ending]


def _tree(kind: Format, content: bytes, *, supplied: Supplied, book: Notebook) -> Node | None:
    if kind is Format.XLSX:
        sheets = sheets_of_xlsx(content, book)
        return tree_of_tables(sheets, book) if sheets is not None else None
    if len(content) > MOST_TEXT_BYTES:
        book.wrong("file-large", "the file", most="250 kB")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        book.wrong("file-encoding", "the file")
        return None
    if kind is Format.FHIR:
        return tree_of_fhir(text, supplied.zone, book)
    if kind is Format.YAML:
        return tree_of_yaml(text, book)
    sheet = sheet_of_csv(text, book)
    return tree_of_tables((sheet,), book) if sheet else None
