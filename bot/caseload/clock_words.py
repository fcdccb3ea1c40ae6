"""caseload/clock_words: a time of day out of what somebody types (floor 1, pure).

Belongs here: "9", "9:30", "9.30 pm", "a las 21". Not here: writing times (texts/amounts.py), time zones (zones.py).
"""

import re
from datetime import time

_TIME = re.compile(
    r"^(?:at|a las?|las?)?\s*(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2}))?\s*h?"
    r"\s*(?P<half>a\.?\s?m\.?|p\.?\s?m\.?)?$",
    re.IGNORECASE,
)


def read_time(typed: str) -> time | None:
    """The time of day in `typed`, or None: it holds none, or one that does not exist."""
    found = _TIME.match(typed.strip())
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").casefold()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
