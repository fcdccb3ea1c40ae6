"""caseload/coping: a person's own coping plan (floor 1, pure). Their words, never changed, never shown to staff.

Belongs here: its four parts, to and from the stored page. Not here: storing (own_pages.py), words and buttons
(chat/handlers/cope.py). Source: PRODUCT section 6: warning signs, what helps me, people to call, reasons.
"""

import json
from collections.abc import Mapping
from enum import StrEnum

LONGEST = 1000
"""Characters of one part: all four and their titles fit into one message."""


class Part(StrEnum):
    """The value stands in a button and in the stored page."""

    SIGNS = "s"
    HELPS = "h"
    PEOPLE = "p"
    REASONS = "r"


def to_json(parts: Mapping[Part, str]) -> str:
    """As it is kept."""
    return json.dumps({part.value: words for part, words in parts.items()}, ensure_ascii=False)


def from_json(stored: str) -> dict[Part, str]:
    """As it was kept, in the order of the parts; empty for an empty page."""
    read: dict[str, str] = json.loads(stored) if stored else {}
    return {part: read[part.value] for part in Part if read.get(part.value)}


def with_part(stored: str, part: Part, words: str) -> str:
    """The page with this part; its words are cut at LONGEST."""
    return to_json(from_json(stored) | {part: words.strip()[:LONGEST]})
