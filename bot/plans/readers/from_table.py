"""plans/readers/from_table: the parts of a plan in tables → the same tree a YAML file gives.

Belongs here: plan, medicines, as-needed doses, contacts, aftercare, visits, repeats. Not here: the taper's rows
(table_taper.py), finding the parts (table.py), CSV and XLSX themselves.
"""

from bot.plans.checked_steps import identity
from bot.plans.model import Flag
from bot.plans.notebook import Notebook, tidy_key
from bot.plans.readers.table import TAPER_COLUMNS, Block, Row, Sheet, blocks_of, rows_under_header, tidy_header
from bot.plans.readers.table_taper import dated, steps_of
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text

LATE_KEYS = (
    "window_minutes", "after_window", "words", "author", "written_on", "consecutive_misses", "hours_without",
    "vomiting_words", "shift_later_doses", "may_move_minutes", "contact",
)  # fmt: skip
MEDICINE_KEYS = ("form", "strengths", "concentration", "taken_since", "ending")
PLAN_KEYS = (
    "schema_version",
    "patient",
    "zone",
    "country",
    "prescriber",
    "ordered_on",
    "review_dates",
    "pause_criteria",
)
FLAG_KEYS = tuple(flag.value for flag in Flag)
NEEDED_KEYS = ("amount", "at_most_per_day", "hours_between", "words")
NEEDED_SPAN = ("from", "until", "days", "weeks")
"""For a medicine that has no row in the taper: from when until when it may be taken."""
CONTACT_KEYS = ("name", "role", "phone", "hours")
SERVICE_KEYS = ("kind", "name", "state", "reason", "review_on", "owner", "place", "link", "phone", "if_then", "goal")
VISIT_KEYS = ("on", "at", "minutes", "state", "place", "court")
REPEAT_KEYS = ("every", "on", "at", "minutes", "from", "until", "but_not")
_SEVERAL = ("strengths", "review_dates", "on", "but_not")
"""Cells that hold several values, with ; between."""


def tree_of_tables(sheets: tuple[Sheet, ...], book: Notebook) -> Node | None:
    """The plan the sheets hold, or None and problems in the book."""
    blocks = blocks_of(sheets, book)
    if not any(block.part in ("taper", "as_needed") for block in blocks):
        book.wrong("taper-missing", sheets[0].where(1) if sheets else "the file")
        return None
    said = _said(blocks, book)
    book.asks(next((_value(entry) for entry in said if entry.key == "prescriber"), ""))
    taper = [row for block in blocks if block.part == "taper" for row in _taper_rows(block, book)]
    said += _columns_of_plan(taper, book)
    book.asks(next((_value(entry) for entry in said if entry.key == "prescriber"), ""))
    services = _services(blocks, book)
    entries = [
        *_plan_entries(said),
        *_several("medicines", _medicines(blocks, taper, said=said, book=book)),
        *_several("contacts", [_row_node(row, CONTACT_KEYS) for row in _rows(blocks, "contacts", CONTACT_KEYS, book)]),
        *_several("aftercare", services),
    ]
    return Mapping(entries=tuple(entries), where="the file")


def _rows(blocks: tuple[Block, ...], part: str, known: tuple[str, ...], book: Notebook) -> list[Row]:
    return [row for block in blocks if block.part == part for row in rows_under_header(block, known, book)]


def _taper_rows(block: Block, book: Notebook) -> tuple[Row, ...]:
    return rows_under_header(block, (*TAPER_COLUMNS, *PLAN_KEYS, *FLAG_KEYS), book, times=True)


def _several(key: str, nodes: list[Node]) -> tuple[Entry, ...]:
    if not nodes:
        return ()
    where = nodes[0].where
    return (Entry(key=key, where=where, node=Listing(items=tuple(nodes), where=where)),)


# The plan's own values


def _said(blocks: tuple[Block, ...], book: Notebook) -> list[Entry]:
    """Label and value, one pair a row; a label may come again for a further value."""
    known = (*PLAN_KEYS, *FLAG_KEYS, "medicine", *MEDICINE_KEYS, *LATE_KEYS)
    found: list[Entry] = []
    for block in blocks:
        for row in block.rows if block.part == "plan" else ():
            cells = [cell for cell in row if cell.value]
            key = tidy_header(cells[0].value)
            where = block.sheet.where(cells[0].row)
            if key in ("key", "label") and len(cells) == 2:
                continue
            if key not in known:
                book.wrong("key-unknown", where, named=cells[0].value, what="the plan", known=", ".join(known))
            for cell in cells[1:]:
                place = block.sheet.where(cell.row, cells[0].value)
                found.append(Entry(key=key, where=place, node=Text(value=cell.value, where=place)))
    return found


def _columns_of_plan(rows: list[Row], book: Notebook) -> list[Entry]:
    """Values of the plan that stand in the taper table as columns: each must be the same in all rows."""
    found: dict[str, Entry] = {}
    for row in rows:
        for key in (*PLAN_KEYS, *FLAG_KEYS):
            for entry in row.entry(key):
                first = found.setdefault(key, entry)
                if _value(first) != _value(entry):
                    book.wrong("column-differs", entry.where, named=key, value=_value(entry), first=_value(first))
    return list(found.values())


def _value(entry: Entry) -> str:
    return entry.node.value if isinstance(entry.node, Text) else ""


def _plan_entries(said: list[Entry]) -> list[Entry]:
    entries: list[Entry] = []
    prescriber: list[Entry] = []
    flags: list[Entry] = []
    lists: dict[str, list[Node]] = {}
    for entry in said:
        if entry.key in ("prescriber", "ordered_on"):
            name = "name" if entry.key == "prescriber" else "ordered_on"
            prescriber.append(Entry(key=name, where=entry.where, node=entry.node))
        elif entry.key in FLAG_KEYS:
            flags.append(entry)
        elif entry.key in ("review_dates", "pause_criteria"):
            lists.setdefault(entry.key, []).extend(_parts(entry))
        elif entry.key in PLAN_KEYS:
            entries.append(entry)
    for key, nodes in lists.items():
        entries += _several(key, nodes)
    for key, inner in (("prescriber", prescriber), ("flags", flags)):
        if inner:
            node = Mapping(entries=tuple(inner), where=inner[0].where)
            entries.append(Entry(key=key, where=inner[0].where, node=node))
    return entries


def _parts(entry: Entry) -> list[Node]:
    """The values of one cell: several with ; between for keys that hold several, else the whole text."""
    if not isinstance(entry.node, Text) or entry.key not in _SEVERAL:
        return [entry.node]
    return [Text(value=part.strip(), where=entry.where) for part in entry.node.value.split(";") if part.strip()]


# Medicines


def _medicines(blocks: tuple[Block, ...], taper: list[Row], *, said: list[Entry], book: Notebook) -> list[Node]:
    known = ("name", "medicine", *MEDICINE_KEYS, *LATE_KEYS)
    described = _rows(blocks, "medicines", known, book)
    needed = _rows(blocks, "as_needed", ("medicine", *NEEDED_KEYS, *NEEDED_SPAN), book)
    alone = next((entry for entry in said if entry.key == "medicine"), None)
    names = [_name(row, book) for row in described]
    ids = _ids([name.value for name in names])
    if not names:
        listed = {
            row.text("medicine").value: row.text("medicine") for row in (*taper, *needed) if row.text("medicine").value
        }
        names = list(listed.values()) or ([alone.node] if alone and isinstance(alone.node, Text) else [])
        ids = _ids([name.value for name in names])
    if not names:
        book.wrong("key-missing", taper[0].where if taper else "the file", named="medicine", what="the taper")
        return []
    of_taper = _by_medicine(taper, [name.value for name in names], ids=ids, book=book)
    of_needed = _by_medicine(needed, [name.value for name in names], ids=ids, book=book)
    about = [entry for entry in said if entry.key in (*MEDICINE_KEYS, *LATE_KEYS)]
    if about and len(names) > 1:
        book.wrong("medicine-which", about[0].where, named=about[0].key)
    return [
        _medicine(
            name,
            about if not described else [entry for key in known[2:] for entry in described[index].entry(key)],
            taper=of_taper[index],
            needed=of_needed[index],
            book=book,
        )
        for index, name in enumerate(names)
    ]


def _name(row: Row, book: Notebook) -> Text:
    for key in ("name", "medicine"):
        if row.text(key).value:
            return row.text(key)
    book.wrong("key-missing", row.where, named="name", what="a medicine")
    return Text(value="", where=row.where)


def _ids(names: list[str]) -> list[str]:
    taken: list[str] = []
    return [identity(name, taken) for name in names]


def _by_medicine(rows: list[Row], names: list[str], *, ids: list[str], book: Notebook) -> list[tuple[Row, ...]]:
    """The rows of each medicine. An empty cell means the medicine of the row above, or the only one there is."""
    found: list[list[Row]] = [[] for _ in names]
    current = 0 if len(names) == 1 else -1
    for row in rows:
        text = row.text("medicine")
        if text.value:
            keys = [tidy_key(name) for name in names]
            wanted = tidy_key(text.value)
            if keys.count(wanted) == 1:
                current = keys.index(wanted)
            elif text.value in ids:
                current = ids.index(text.value)
            else:
                book.wrong("medicine-unknown", text.where, value=text.value, known=", ".join(names))
                current = -1
                continue
        elif current < 0:
            book.wrong("key-missing", text.where, named="medicine", what="this row")
            continue
        found[current].append(row)
    return [tuple(group) for group in found]


def _medicine(
    name: Text, about: list[Entry], *, taper: tuple[Row, ...], needed: tuple[Row, ...], book: Notebook
) -> Node:
    entries = [Entry(key="name", where=name.where, node=name)]
    late = [entry for entry in about if entry.key in LATE_KEYS]
    for entry in about:
        if entry.key == "strengths":
            entries.append(
                Entry(key=entry.key, where=entry.where, node=Listing(items=tuple(_parts(entry)), where=entry.where))
            )
        elif entry.key not in LATE_KEYS:
            entries.append(entry)
    if late:
        node = Mapping(entries=tuple(late), where=late[0].where)
        entries.append(Entry(key="late_rule", where=late[0].where, node=node))
    entries += _several("steps", list(steps_of(taper, book)))
    entries += _several("as_needed", [_row_node(row, NEEDED_KEYS) for row in needed])
    if needed and not taper:
        entries += [dated(entry) for key in NEEDED_SPAN for entry in needed[0].entry(key)]
    return Mapping(entries=tuple(entries), where=name.where)


# Aftercare


def _services(blocks: tuple[Block, ...], book: Notebook) -> list[Node]:
    services = _rows(blocks, "aftercare", SERVICE_KEYS, book)
    kinds = [tidy_key(row.text("kind").value) for row in services]
    ids = _ids(kinds)
    visits = _rows(blocks, "visits", ("service", *VISIT_KEYS), book)
    repeats = _rows(blocks, "repeats", ("service", *REPEAT_KEYS), book)
    of_visits = _by_service(visits, kinds, ids=ids, book=book)
    of_repeats = _by_service(repeats, kinds, ids=ids, book=book)
    nodes: list[Node] = []
    for index, row in enumerate(services):
        entries = [
            *(entry for key in SERVICE_KEYS for entry in row.entry(key)),
            *_several("visits", [_row_node(one, VISIT_KEYS) for one in of_visits[index]]),
            *_several("repeats", [_row_node(one, REPEAT_KEYS) for one in of_repeats[index]]),
        ]
        nodes.append(Mapping(entries=tuple(entries), where=row.where))
    return nodes


def _by_service(rows: list[Row], kinds: list[str], *, ids: list[str], book: Notebook) -> list[list[Row]]:
    found: list[list[Row]] = [[] for _ in kinds]
    for row in rows:
        text = row.text("service")
        wanted = tidy_key(text.value)
        if kinds.count(wanted) == 1:
            found[kinds.index(wanted)].append(row)
        elif text.value in ids:
            found[ids.index(text.value)].append(row)
        else:
            book.wrong("service-unknown", text.where, value=text.value, known=", ".join(ids) or "none")
    return found


def _row_node(row: Row, keys: tuple[str, ...]) -> Node:
    """The row as a mapping; cells that may hold several values become lists."""
    entries: list[Entry] = []
    for key in keys:
        for entry in row.entry(key):
            repeated = "every" in keys and key in _SEVERAL
            node: Node = Listing(items=tuple(_parts(entry)), where=entry.where) if repeated else entry.node
            entries.append(Entry(key=key, where=entry.where, node=node))
    return Mapping(entries=tuple(entries), where=row.where)
