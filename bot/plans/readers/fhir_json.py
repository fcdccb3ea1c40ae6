"""plans/readers/fhir_json: JSON text → a tree of texts whose places are FHIR paths, and ways to walk in it.

Belongs here: numbers kept as their digits, keys that stand twice, references between resources.
Not here: what resources mean (from_fhir.py, fhir_dosage.py, fhir_care.py).
"""

import json
from dataclasses import dataclass
from typing import Any

from bot.plans.notebook import Notebook
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text
from bot.plans.scalars import unambiguous

DEEPEST = 40
OWN = "urn:taperline:"
"""Our extensions: what FHIR R4 has no place for."""
TIME_ZONE = "http://hl7.org/fhir/StructureDefinition/timezone"


def tree_of_json(text: str, book: Notebook) -> Node | None:
    """The document as a tree, or None and a problem."""
    try:
        found = json.loads(
            text, parse_float=unambiguous, parse_int=str, parse_constant=str, object_pairs_hook=lambda pairs: pairs
        )
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "the file"
        book.wrong(
            "json-broken", place, value=error.msg if isinstance(error, json.JSONDecodeError) else "nested deeply"
        )
        return None
    root = "the file"
    if isinstance(found, list) and found and isinstance(found[0], tuple):
        root = str(dict(found).get("resourceType", root))
    return _node(found, root, 0, book)


def _node(value: Any, where: str, depth: int, book: Notebook) -> Node:
    if depth > DEEPEST:
        book.wrong("file-deep", where[:80])
        return Text(value="", where=where)
    if isinstance(value, list) and (value == [] or not isinstance(value[0], tuple)):
        items = tuple(_node(item, f"{where}[{number}]", depth + 1, book) for number, item in enumerate(value))
        return Listing(items=items, where=where)
    if isinstance(value, list):
        seen: dict[str, Entry] = {}
        for key, inner in value:
            place = f"{where}.{key}"
            if key in seen:
                book.wrong("key-twice", place, named=key, first=seen[key].where)
            seen[key] = Entry(key=key, where=place, node=_node(inner, place, depth + 1, book))
        return Mapping(entries=tuple(seen.values()), where=where)
    if isinstance(value, bool):
        return Text(value="true" if value else "false", where=where)
    return Text(value="" if value is None else str(value), where=where)


def get(node: Node | None, *path: str) -> Node | None:
    """What stands at the path of keys; in a list the first item is taken."""
    for key in path:
        if isinstance(node, Listing):
            node = node.items[0] if node.items else None
        if not isinstance(node, Mapping):
            return None
        node = next((entry.node for entry in node.entries if entry.key == key), None)
    return node


def text(node: Node | None, *path: str) -> Text | None:
    """The text at the path, or None when there is none or an empty one."""
    found = get(node, *path)
    if isinstance(found, Listing):
        found = found.items[0] if found.items else None
    return found if isinstance(found, Text) and found.value.strip() else None


def value(node: Node | None, *path: str) -> str:
    """The text at the path, or an empty one."""
    found = text(node, *path)
    return found.value.strip() if found else ""


def items(node: Node | None, *path: str) -> tuple[Node, ...]:
    """Every item of the list at the path; a single value counts as a list of one."""
    found = get(node, *path)
    if found is None:
        return ()
    return found.items if isinstance(found, Listing) else (found,)


def keys(node: Node | None) -> tuple[Entry, ...]:
    """The entries of a mapping; none of anything else."""
    return node.entries if isinstance(node, Mapping) else ()


def concept(node: Node | None) -> Text | None:
    """How a CodeableConcept is called: its text, or else the first coding's display."""
    return text(node, "text") or next((t for one in items(node, "coding") if (t := text(one, "display"))), None)


def own_entries(node: Node | None, name: str) -> tuple[Entry, ...]:
    """What our extension of that name holds, as entries of a plan; a key that comes again makes a list."""
    found = next((one for one in items(node, "extension") if value(one, "url") == OWN + name), None)
    return _entries(found)


def _entries(extension: Node | None) -> tuple[Entry, ...]:
    several: dict[str, list[Node]] = {}
    places: dict[str, str] = {}
    for one in items(extension, "extension"):
        key = value(one, "url")
        places.setdefault(key, one.where)
        inner = text(one, "valueString")
        several.setdefault(key, []).append(inner or Mapping(entries=_entries(one), where=one.where))
    return tuple(
        Entry(
            key=key,
            where=places[key],
            node=nodes[0] if len(nodes) == 1 else Listing(items=tuple(nodes), where=places[key]),
        )
        for key, nodes in several.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Every resource of the file by its type, and by what others call it."""

    all: tuple[tuple[str, Node], ...]
    by_name: tuple[tuple[str, Node], ...]

    def of(self, *kinds: str) -> tuple[Node, ...]:
        return tuple(node for kind, node in self.all if kind in kinds)

    def referred(self, node: Node | None, owner: Node | None = None) -> Node | None:
        """The resource a Reference points to, in the file or contained in its owner; None when it lies elsewhere."""
        name = value(node, "reference")
        if name.startswith("#"):
            return next((one for one in items(owner, "contained") if value(one, "id") == name[1:]), None)
        return next((found for known, found in self.by_name if name and known == name), None)


def resources_of(root: Node) -> Resources:
    """The resources of a Bundle, or the one resource itself."""
    entries = items(root, "entry") if value(root, "resourceType") == "Bundle" else ()
    pairs = [(value(entry, "fullUrl"), get(entry, "resource")) for entry in entries] or [("", root)]
    found: list[tuple[str, Node]] = []
    names: list[tuple[str, Node]] = []
    for url, node in pairs:
        if isinstance(node, Mapping):
            kind = value(node, "resourceType")
            found.append((kind, node))
            names += [(name, node) for name in (url, f"{kind}/{value(node, 'id')}") if name.strip("/")]
    return Resources(all=tuple(found), by_name=tuple(names))
