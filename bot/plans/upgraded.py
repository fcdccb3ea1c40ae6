"""plans/upgraded: stored plan documents of older shapes brought to today's shape.

Belongs here: the schema version and one function per old version. Not here: the model itself (model.py).
"""

from collections.abc import Callable
from typing import Any

from bot.errors import Broken

SCHEMA_VERSION = 1
"""The shape this program writes."""

_UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From version n to n + 1. Empty as long as there was only one shape."""


def upgraded(document: dict[str, Any]) -> dict[str, Any]:
    """The same document in today's shape. Raises Broken for a version nobody ever wrote, or one from the future."""
    version = document.get("schema_version")
    while version != SCHEMA_VERSION:
        if not isinstance(version, int) or version not in _UPGRADES:
            raise Broken("a stored plan has a schema version this program cannot read")
        document = _UPGRADES[version](document)
        version = document["schema_version"] = version + 1
    return document
