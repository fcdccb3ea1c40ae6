"""checkins/checkin: one check-in as a value: where it stands, and what was answered (floor 1, pure).

Belongs here: the value, its sealed JSON, which question comes next. Not here: storing (kept.py, asked.py, answered.py).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.ids import CheckinId, PersonId, ReminderId


class CheckinState(StrEnum):
    """Stored in `checkins.state`. A check-in of a past day that nobody finished is left; its answers count."""

    OPEN = "open"
    FINISHED = "finished"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer. `value` None: skipped."""

    item: str
    value: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything that was said in one check-in. `items`: what is asked in it, in order, fixed when it began, so that
    a restart with other packs changes nothing under somebody's hands. `flags`: codes in the order they were tapped."""

    items: tuple[str, ...]
    given: tuple[Given, ...] = ()
    flags: tuple[str, ...] = ()
    note: str = ""
    temperature: str = ""
    """Degrees Celsius, exact digits."""

    def value(self, item: str) -> int | None:
        """The value of `item`; None where it was skipped or not asked."""
        return next((one.value for one in self.given if one.item == item), None)

    def with_answer(self, item: str, value: int | None) -> "Answers":
        """The same with this answer for `item`."""
        others = tuple(one for one in self.given if one.item != item)
        return replace(self, given=(*others, Given(item=item, value=value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin:
    """One row of checkins. `page`: 0 is the red-flag question, then one for each item, the last is "anything else?"."""

    id: CheckinId
    person_id: PersonId
    pack: str
    state: CheckinState
    page: int
    answers: Answers = field(repr=False)
    started_at: datetime
    finished_at: datetime | None
    message_id: int | None
    reminder_id: ReminderId | None

    @property
    def item(self) -> str | None:
        """The item that is asked now; None on the first and on the last page."""
        return self.answers.items[self.page - 1] if 0 < self.page <= len(self.answers.items) else None

    @property
    def at_flags(self) -> bool:
        """Whether the red-flag question is the one that is asked now."""
        return self.page == 0

    @property
    def at_note(self) -> bool:
        """Whether "anything else?" is the one that is asked now."""
        return self.page > len(self.answers.items)

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.state is CheckinState.OPEN


def to_json(answers: Answers) -> str:
    """`answers` as text that `from_json` reads back, for the sealed column."""
    return json.dumps(
        {
            "items": answers.items,
            "given": [[one.item, one.value] for one in answers.given],
            "flags": answers.flags,
            "note": answers.note,
            "temperature": answers.temperature,
        },
        ensure_ascii=False,
    )


def from_json(stored: str | None) -> Answers:
    """What `to_json` wrote."""
    fields = json.loads(stored or '{"items": []}')
    return Answers(
        items=tuple(fields["items"]),
        given=tuple(Given(item=item, value=value) for item, value in fields.get("given", ())),
        flags=tuple(fields.get("flags", ())),
        note=fields.get("note", ""),
        temperature=fields.get("temperature", ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An item of a pack, as it stands today. `days_since`: days since it was last asked, or since the person's first
    check-in where it never was; None: this is the first check-in. `group`: items that are asked on the same day."""

    item: str
    every_days: int
    days_since: int | None
    group: str


def in_turn(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The items that are asked today: those of each time, and one group of those whose days have passed. The others
    wait for the next check-in, so that no day is long; the first check-in asks only what is asked each time."""
    due: list[str] = []
    extra: str | None = None
    for one in turns:
        if one.every_days == 1:
            due.append(one.item)
        elif one.days_since is not None and one.days_since >= one.every_days and extra in (None, one.group):
            extra = one.group
            due.append(one.item)
    return tuple(due)
