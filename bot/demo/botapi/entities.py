"""entities: formatted text as values: a plain text and stretches of it, counted in UTF-16 units as Telegram does.

Belongs here: the values and their measure. Not here: reading them from a request (formatting.py, entities_html.py,
entities_markdown.py), HTML for a page (rendering.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

MAX_ENTITIES = 100
"""Entities of one message; what is beyond is dropped. Source: the limits page of the Bot API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One stretch of a text that is more than plain. `offset` and `length` in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user_id: int | None = None
    custom_emoji_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formatted:
    """A text as it stands on the phone."""

    text: str
    entities: tuple[Entity, ...] = ()


class CannotParse(Exception):
    """The markup is broken; the words are Telegram's."""


def utf16(text: str) -> int:
    """How many UTF-16 units `text` takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """By place; of two that begin together the longer one first."""
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))
