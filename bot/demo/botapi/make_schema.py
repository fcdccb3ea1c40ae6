"""make_schema: writes schema.json, the slim table of facts about the Bot API, from the source distribution of aiogram.

Belongs here: picking names, types, required and limits out of `.butcher/schema/schema.json`. Run it by hand when a new
version of the Bot API is wanted: `python -m bot.demo.botapi.make_schema aiogram-3.31.0.tar.gz`.
Not here: reading the table (schema_table.py). The running program never imports this module.
"""

import json
import re
import sys
import tarfile
from pathlib import Path
from typing import Any

ATTRIBUTION = (
    "Names, types, required flags and limits of the Telegram Bot API, taken from .butcher/schema/schema.json of the "
    "source distribution of aiogram 3.31.0, Copyright (c) 2017 - present Alex Root Junior, MIT licence. "
    "Made by make_schema.py; do not edit by hand."
)
TARGET = Path(__file__).with_name("schema.json")
_LIMIT = re.compile(r"\b(\d+)\s*[-–]\s*(\d+) (characters|bytes)")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z]+")


def slim(whole: dict[str, Any]) -> dict[str, Any]:
    """The table: methods and those object types that can stand in a request, field by field."""
    entries = [entry for group in whole["items"] for entry in group["children"]]
    described = {entry["name"]: entry for entry in entries}
    methods = {
        entry["name"]: _fields(entry)
        for entry in entries
        if entry.get("category") == "methods" and entry["name"][0].islower()
    }
    return {
        "about": ATTRIBUTION,
        "api": whole["api"]["version"],
        "methods": methods,
        "types": _reachable(methods, described),
    }


def _fields(entry: dict[str, Any]) -> dict[str, list[Any]]:
    """Parameter → [type, required] and, where the words name one, [least, most, unit]."""
    table: dict[str, list[Any]] = {}
    for field in entry["annotations"]:
        required = field.get("required")
        if required is None:
            required = not field["description"].startswith("Optional")
        row: list[Any] = [field["type"], bool(required)]
        limit = _LIMIT.search(field["description"])
        if limit:
            row.append([int(limit[1]), int(limit[2]), limit[3]])
        table[field["name"]] = row
    return table


def _reachable(methods: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    """The object types that a parameter of a method can hold, and what those hold in turn."""
    types: dict[str, Any] = {}
    waiting = {name for fields in methods.values() for row in fields.values() for name in _CAPITALISED.findall(row[0])}
    while waiting:
        name = waiting.pop()
        entry = described.get(name)
        if entry is None or name in types or entry.get("category") != "types" or not entry["annotations"]:
            continue
        types[name] = _fields(entry)
        for row in types[name].values():
            waiting.update(_CAPITALISED.findall(row[0]))
    return dict(sorted(types.items()))


def main(arguments: list[str]) -> int:
    """Writes schema.json beside this file from the sdist named on the command line."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m bot.demo.botapi.make_schema <aiogram sdist .tar.gz>\n")
        return 2
    with tarfile.open(arguments[0]) as archive:
        member = next(name for name in archive.getnames() if name.endswith(".butcher/schema/schema.json"))
        found = archive.extractfile(member)
        if found is None:
            return 1
        whole = json.load(found)
    TARGET.write_text(json.dumps(slim(whole), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
