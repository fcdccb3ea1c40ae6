"""plans/readers/tree: what any plan file looks like before anybody asks what it means.

Belongs here: text, mappings and lists that remember where they stood. Each reader makes one; checked.py reads it.
Not here: what keys and values mean. A value is always text: no reader turns a number into a float.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    value: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    key: str
    where: str
    node: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    entries: tuple[Entry, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    items: tuple["Node", ...]
    where: str


Node = Text | Mapping | Listing
