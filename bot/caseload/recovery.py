"""caseload/recovery: the days a person counts, and milestones that nothing takes away (floor 1, pure).

Belongs here: what is counted since when, milestones, a return to use. Not here: storing (own_pages.py), words
(chat/handlers/recovery.py).

A return to use changes no count and no milestone: the person decides whether a new count begins, and what was reached
stays reached. Source of the milestones: PRODUCT section 4, our own choice (PD).
"""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

MILESTONES = (7, 30, 60, 90, 180, 365)
"""Days; after a year each further year is one. PD."""
YEAR = 365
LONGEST = timedelta(days=36525)
"""Nobody counts more than a hundred years: what is older was a slip of the finger."""


class Since(StrEnum):
    """What is counted from. The value stands in a button and in the stored page."""

    USE = "u"
    DOSE = "d"
    START = "s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A milestone of a count that has ended: it stays."""

    since: Since
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What one person counts. `used_on`: days on which they said that they used, kept for themselves."""

    counts: tuple[tuple[Since, date], ...] = ()
    reached: tuple[Reached, ...] = ()
    used_on: tuple[date, ...] = ()

    def day_of(self, since: Since) -> date | None:
        """The day a count began; None: it is not counted."""
        return dict(self.counts).get(since)


def counting(recovery: Recovery, since: Since, day: date | None, today: date) -> Recovery:
    """The same with a count that begins at `day` (None: ended); what it had reached by `today` stays reached."""
    kept = tuple(
        dict.fromkeys((*recovery.reached, *(Reached(since=since, days=d) for d in _of(recovery, since, today))))
    )
    counts = {one: began for one, began in recovery.counts if one is not since}
    if day is not None:
        counts[since] = day
    ordered = tuple((one, counts[one]) for one in Since if one in counts)
    return replace(recovery, counts=ordered, reached=kept)


def used(recovery: Recovery, today: date) -> Recovery:
    """The same with a day of use, once a day. No count and no milestone changes."""
    return replace(recovery, used_on=tuple(sorted({*recovery.used_on, today})))


def milestones(recovery: Recovery, since: Since, today: date) -> tuple[int, ...]:
    """Every milestone of this kind that was ever reached, in days, smallest first."""
    before = {one.days for one in recovery.reached if one.since is since}
    return tuple(sorted(before | set(_of(recovery, since, today))))


def next_milestone(began: date, today: date) -> int:
    """The next milestone of a count that began then, in days."""
    days = (today - began).days
    coming = [one for one in MILESTONES if one > days]
    return coming[0] if coming else (days // YEAR + 1) * YEAR


def _of(recovery: Recovery, since: Since, today: date) -> tuple[int, ...]:
    began = recovery.day_of(since)
    if began is None:
        return ()
    days = (today - began).days
    years = range(2 * YEAR, days + 1, YEAR)
    return (*(one for one in MILESTONES if one <= days), *years)


def to_json(recovery: Recovery) -> str:
    """As it is kept."""
    return json.dumps(
        {
            "counts": {since.value: day.isoformat() for since, day in recovery.counts},
            "reached": [[one.since.value, one.days] for one in recovery.reached],
            "used_on": [day.isoformat() for day in recovery.used_on],
        }
    )


def from_json(stored: str) -> Recovery:
    """As it was kept; empty for an empty page."""
    if not stored:
        return Recovery()
    read = json.loads(stored)
    return Recovery(
        counts=tuple((Since(since), date.fromisoformat(day)) for since, day in read["counts"].items()),
        reached=tuple(Reached(since=Since(since), days=days) for since, days in read["reached"]),
        used_on=tuple(date.fromisoformat(day) for day in read["used_on"]),
    )


def read_day(typed: str, today: date) -> date | None:
    """The day in `typed`: 2026-11-01, or how many days ago. None: neither, or in the future, or beyond reason."""
    said = typed.strip()
    try:
        ago = int(said) if said.isascii() and said.isdigit() and len(said) <= 6 else None
        day = today - timedelta(days=ago) if ago is not None else date.fromisoformat(said)
    except (ValueError, OverflowError):
        return None
    return day if today - LONGEST <= day <= today else None
