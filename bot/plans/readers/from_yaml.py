"""plans/readers/from_yaml: YAML text → a tree of texts with line and column.

Belongs here: the safe subset we read. Not here: what keys mean (checked.py).

The text is taken from YAML's events and never turned into values: 8:00 stays 8:00 and 0.10 stays 0.10. Anchors, aliases
and tags are refused, so nothing can unfold or run.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.plans.notebook import Notebook
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text

DEEPEST = 12
MOST_CHARACTERS = 64_000
"""A plan of 400 steps has 35,000. More would keep everybody waiting: the reader written in Python is slow, but unlike
the one in C it says the same on every computer."""

_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read."""

    is_mapping: bool
    where: str
    items: list[Node] = field(default_factory=list)


def tree_of_yaml(text: str, book: Notebook) -> Node | None:
    """The document as a tree, or None and its problems in the book."""
    if len(text) > MOST_CHARACTERS:
        book.wrong("file-large", "the file", most="64 kB")
        return None
    try:
        return _read(text, book)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = _place(mark)
        book.wrong("yaml-broken", where, value=str(getattr(error, "problem", "") or "broken"))
        return None


def _read(text: str, book: Notebook) -> Node | None:
    open_nodes: list[_Open] = []
    root: Node | None = None
    documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                book.wrong("yaml-many", _place(event.start_mark))
                return None
            continue
        if not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            continue
        if not _allowed(event, book) or len(open_nodes) > DEEPEST:
            if len(open_nodes) > DEEPEST:
                book.wrong("file-deep", _place(event.start_mark))
            return None
        node = _node(event, open_nodes, book)
        if node is None:
            continue
        if open_nodes:
            open_nodes[-1].items.append(node)
        else:
            root = node
    return root


def _allowed(event: yaml.Event, book: Notebook) -> bool:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        book.wrong("yaml-alias", _place(event.start_mark))
        return False
    if getattr(event, "tag", None):
        book.wrong("yaml-tag", _place(event.start_mark))
        return False
    return True


def _node(event: yaml.Event, open_nodes: list[_Open], book: Notebook) -> Node | None:
    """The node an event finishes, if it finishes one."""
    where = _place(event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        empty = event.style is None and event.value in _NULLS
        return Text(value="" if empty else event.value, where=where)
    if isinstance(event, yaml.CollectionStartEvent):
        open_nodes.append(_Open(is_mapping=isinstance(event, yaml.MappingStartEvent), where=where))
        return None
    done = open_nodes.pop()
    if done.is_mapping:
        return Mapping(entries=_entries(done.items, book), where=done.where)
    return Listing(items=tuple(done.items), where=done.where)


def _entries(items: list[Node], book: Notebook) -> tuple[Entry, ...]:
    entries = []
    for key, value in zip(items[::2], items[1::2], strict=True):
        if isinstance(key, Text):
            entries.append(Entry(key=key.value, where=key.where, node=value))
        else:
            book.wrong("mapping-wanted", key.where, what="a key")
    return tuple(entries)


def _place(mark: Any) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark is not None else "the file"
