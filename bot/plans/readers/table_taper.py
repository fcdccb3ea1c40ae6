"""plans/readers/table_taper: the taper table of one medicine → steps of the tree.

Belongs here: rows to steps, times as columns or as rows, units in headers, days of a cycle.
Not here: other parts (from_table.py), what an amount is (scalars.py).

An empty cell is never a dose of nothing by default: where the medicine has a dose at that time in another row, the cell
must say 0 or none.
"""

import re
from datetime import date, timedelta
from itertools import groupby

from bot.plans.notebook import Notebook
from bot.plans.readers.table import Column, Row
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text

_SPAN = ("step", "from", "until", "days", "weeks")
_EXCEL_DAY = re.compile(r"[3-7][0-9]{4}(?:\.0+)?")
_EXCEL_ZERO = date(1899, 12, 30)


def steps_of(rows: tuple[Row, ...], book: Notebook) -> tuple[Node, ...]:
    """The steps of one medicine's rows, in their order. Rows of one step follow each other."""
    numbered: list[tuple[int, Row]] = []
    step = 0
    before: Row | None = None
    for row in rows:
        if before is None or not _continues(before, row):
            step += 1
            before = row
        numbered.append((step, row))
    used = {column.key for row in rows for column in row.columns if column.at and row.at(column).value}
    groups = [tuple(row for _, row in group) for _, group in groupby(numbered, key=lambda pair: pair[0])]
    return tuple(_step(group, used, book) for group in groups)


def _continues(first: Row, row: Row) -> bool:
    """True when the row belongs to the step that `first` began: the same span, or no span of its own."""
    several = bool(row.text("time").value) or row.text("cycle_day").value not in ("", "1", "1.0")
    spans = [(first.text(key).value, row.text(key).value) for key in _SPAN]
    return several and all(own in ("", begun) for begun, own in spans)


def _step(rows: tuple[Row, ...], used: set[str], book: Notebook) -> Node:
    first = rows[0]
    entries = [
        *(dated(entry) for key in ("from", "until") for entry in first.entry(key)),
        *(entry for key in ("days", "weeks", "every_days", "pause") for entry in first.entry(key)),
        *_instruction(rows, book),
    ]
    if not any(row.cells for row in rows) or first.text("pause").value:
        return Mapping(entries=tuple(entries), where=first.where)
    days = _cycle(rows, used, book)
    if len(days) == 1:
        node = days[0]
        if isinstance(node, Text) or (isinstance(node, Mapping) and node.entries):
            entries.append(Entry(key="doses", where=first.where, node=node))
    else:
        entries.append(Entry(key="cycle", where=first.where, node=Listing(items=days, where=first.where)))
    return Mapping(entries=tuple(entries), where=first.where)


def _instruction(rows: tuple[Row, ...], book: Notebook) -> tuple[Entry, ...]:
    """The step's instruction; two different ones for one step are a problem."""
    found = [entry for row in rows for entry in row.entry("instruction")]
    values = {entry.node.value for entry in found if isinstance(entry.node, Text)}
    if len(values) > 1:
        book.wrong("instruction-two", found[1].where)
    return tuple(found[:1])


def _cycle(rows: tuple[Row, ...], used: set[str], book: Notebook) -> tuple[Node, ...]:
    """One node of doses for each day of the cycle; the days are counted 1, 2, 3 without a gap."""
    days: dict[str, list[Row]] = {}
    for row in rows:
        text = row.text("cycle_day").value.removesuffix(".0") or "1"
        days.setdefault(text, []).append(row)
    wanted = [str(number + 1) for number in range(len(days))]
    if sorted(days, key=lambda text: (len(text), text)) != wanted:
        book.wrong("cycle-days", rows[0].where)
    return tuple(_doses(tuple(days[key]), used, book) for key in sorted(days, key=lambda text: (len(text), text)))


def _doses(rows: tuple[Row, ...], used: set[str], book: Notebook) -> Node:
    entries: list[Entry] = []
    for row in rows:
        for column in row.columns:
            if column.at:
                entries += _wide(row, column, used, book)
        entries += _long(row, book)
    where = rows[0].where
    if entries and all(_is_none(entry) for entry in entries):
        return Text(value="none", where=where)
    return Mapping(entries=tuple(entry for entry in entries if entry.key != "none"), where=where)


def _is_none(entry: Entry) -> bool:
    return isinstance(entry.node, Text) and entry.node.value.lower() in ("none", "no dose", "ninguna")


def _wide(row: Row, column: Column, used: set[str], book: Notebook) -> list[Entry]:
    """The dose in a column that is a time of day."""
    text = row.at(column)
    if not text.value:
        if column.key in used and row.cells and not row.text("time").value:
            book.wrong("amount-empty", text.where, value=column.at)
        return []
    _not_merged(row, column, book)
    return [Entry(key=column.at, where=text.where, node=_with_unit(text, column.unit, row, book))]


def _long(row: Row, book: Notebook) -> list[Entry]:
    """The dose of a row with its own time and amount."""
    time, amount = row.text("time"), row.text("amount")
    if not time.value and not amount.value:
        return []
    column = next((one for one in row.columns if one.key == "amount"), None)
    if time.value and not amount.value:
        book.wrong("amount-empty", amount.where, value=time.value)
        return []
    if not time.value and amount.value.lower() not in ("none", "no dose", "ninguna", "0"):
        book.wrong("key-missing", time.where, named="time", what="this row")
        return []
    if not time.value:
        return [Entry(key="none", where=amount.where, node=Text(value="none", where=amount.where))]
    node = _with_unit(amount, column.unit if column else "", row, book)
    return [Entry(key=time.value, where=time.where, node=node)]


def _with_unit(text: Text, header_unit: str, row: Row, book: Notebook) -> Text:
    """The amount with the unit of its cell, or else of its header, or else of the unit column."""
    own = re.search(r"[^\W\d_]+", text.value)
    unit = header_unit or row.text("unit").value
    if own is None and unit:
        return Text(value=f"{text.value} {unit}", where=text.where)
    if own and unit and own[0].lower() != unit.lower() and text.value.lower() not in ("none", "no dose", "ninguna"):
        book.wrong("units-mixed", text.where, value=text.value, usual=unit)
    return text


def _not_merged(row: Row, column: Column, book: Notebook) -> None:
    cell = next((cell for cell in row.cells if cell.column == column.index), None)
    if cell and cell.wide:
        book.wrong("cell-merged", row.at(column).where, value=cell.value)


def dated(entry: Entry) -> Entry:
    """The entry with a spreadsheet's day number written as a date."""
    node = entry.node
    if isinstance(node, Text) and _EXCEL_DAY.fullmatch(node.value):
        day = _EXCEL_ZERO + timedelta(days=int(node.value.split(".")[0]))
        return Entry(key=entry.key, where=entry.where, node=Text(value=day.isoformat(), where=node.where))
    return entry
