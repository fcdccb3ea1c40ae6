"""schema_table: what the Bot API's own description says about a request: names, types, what is required.

Belongs here: reading schema.json and holding one request against it. Not here: making the table (make_schema.py),
rules that the description gives only in words (markup.py, entities.py), the refusals themselves (refusals.py).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_NUMBER = re.compile(r"-?[0-9]{1,18}")


class Wrong(StrEnum):
    """What is wrong with a parameter, seen from the description alone."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    WRONG_TYPE = "wrong type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One parameter (with its path, e.g. `reply_markup.inline_keyboard.foo`) that the description does not allow."""

    method: str
    parameter: str
    wrong: Wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One parameter of a method or one field of an object, as described."""

    kind: str
    required: bool


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """All methods by their lower-case name, and the objects that can stand in a request."""

    version: str
    names: Mapping[str, str]
    methods: Mapping[str, Fields]
    required: Mapping[str, tuple[str, ...]]
    objects: Mapping[str, Fields]

    def complaints(self, method: str, values: Mapping[str, str], files: frozenset[str]) -> tuple[Complaint, ...]:
        """All that the description does not allow in this request; empty for a good one. `method` in lower case."""
        fields = self.methods[method]
        found = [
            Complaint(method=self.names[method], parameter=name, wrong=Wrong.MISSING)
            for name in self.required[method]
            if not values.get(name) and name not in files
        ]
        for name, value in values.items():
            field = fields.get(name)
            if field is None:
                found.append(Complaint(method=self.names[method], parameter=name, wrong=Wrong.UNKNOWN))
            elif value and field.kind != "String" and not _fits(value, field.kind):
                found.append(Complaint(method=self.names[method], parameter=name, wrong=Wrong.WRONG_TYPE))
        return tuple(found)

    def object_complaints(self, method: str, parameter: str, value: Any) -> tuple[Complaint, ...]:
        """All unknown fields inside the JSON `value` of one parameter, however deep."""
        kind = self.methods[method][parameter].kind
        return tuple(
            Complaint(method=self.names[method], parameter=path, wrong=Wrong.UNKNOWN)
            for path in self._unknown(kind, parameter, value)
        )

    def _unknown(self, kind: str, path: str, value: Any) -> Iterator[str]:
        kind = kind.replace("Array of ", "")
        if isinstance(value, list):
            for item in value:
                yield from self._unknown(kind, path, item)
        elif isinstance(value, dict):
            fields = self._chosen(kind, value)
            for name, inner in value.items():
                if fields is None:
                    continue
                if name not in fields:
                    yield f"{path}.{name}"
                elif isinstance(inner, (dict, list)):
                    yield from self._unknown(fields[name].kind, f"{path}.{name}", inner)

    def _chosen(self, kind: str, value: Mapping[str, Any]) -> Fields | None:
        """Of several objects allowed here, the one that knows most of the names; None if none is described."""
        options = [self.objects[name] for name in kind.replace(",", " or").split(" or ") if name in self.objects]
        return max(options, key=lambda fields: sum(name in fields for name in value), default=None)


def _fits(value: str, kind: str) -> bool:
    if kind == "Integer":
        return _NUMBER.fullmatch(value) is not None
    if kind == "Integer or String":
        return value[0] == "@" or _NUMBER.fullmatch(value) is not None
    if kind == "Boolean":
        return value.lower() in ("true", "false", "1", "0")
    if kind == "Float":
        return value.replace(".", "", 1).lstrip("-").isdigit()
    if kind.startswith("InputFile"):
        return True
    return value[0] in "[{" if kind[0].isupper() else True


@cache
def schema() -> Schema:
    """The table of schema.json, read once."""
    whole = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
    methods = {name.lower(): _fields(rows) for name, rows in whole["methods"].items()}
    return Schema(
        version=whole["api"],
        names={name.lower(): name for name in whole["methods"]},
        methods=methods,
        required={
            name: tuple(parameter for parameter, field in fields.items() if field.required)
            for name, fields in methods.items()
        },
        objects={name: _fields(rows) for name, rows in whole["types"].items()},
    )


def _fields(rows: Mapping[str, list[Any]]) -> Fields:
    return {name: Field(kind=row[0], required=row[1]) for name, row in rows.items()}
