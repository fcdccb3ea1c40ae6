"""plans/draft: a plan that waits for its signature, and what was asked about each of its warnings (floor 1, pure).

Belongs here: the draft as a value, what is kept beside its document. Not here: storing it (loaded.py), signing it
(signed.py), what is doubtful in a plan (linted.py).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.ids import PersonId, PlanId
from bot.plans.medicines import Level, Status
from bot.plans.model import Plan
from bot.plans.warnings import PlanWarning


class PlanState(StrEnum):
    """Where a plan stands. The value is stored; `cancelled` is a draft that was dropped or a plan that was ended."""

    DRAFT = "draft"
    ACTIVE = "active"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WarningAnswer(_Frozen):
    """Who was asked about a warning, what they said, who wrote it down. `words` empty: it is as ordered."""

    asked_of: str
    words: str
    by: int
    at: datetime


class AskedWarning(_Frozen):
    """One warning as it stood when the plan was loaded, with its answer if there is one."""

    rule: str
    level: Level
    status: Status
    where: str
    message: str
    source: str
    key: str
    values: tuple[tuple[str, str], ...] = ()
    answer: WarningAnswer | None = None

    @property
    def must_be_asked(self) -> bool:
        """Whether the plan cannot be signed before this one has an answer."""
        return self.level is not Level.INFO

    @property
    def is_open(self) -> bool:
        return self.must_be_asked and self.answer is None


class FirstSignature(_Frozen):
    """Who compared the plan with the order first, where the programme wants two to do so. It makes nothing active."""

    by: int
    at: datetime
    statement: str


class Notes(_Frozen):
    """What is kept, sealed, beside the document. `compared_with`: the id of the revision that was the patient's when
    the draft was given to them; None: they had none. `unread`: see PlanDraft."""

    warnings: tuple[AskedWarning, ...] = ()
    unread: tuple[str, ...] = ()
    compared_with: int | None = None
    first: FirstSignature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A loaded plan, in whatever state. `loaded_by` None: at the command line, and nobody has taken it up yet."""

    id: PlanId
    state: PlanState
    plan: Plan
    notes: Notes
    source_name: str
    person_id: PersonId | None
    loaded_by: PersonId | None
    loaded_at: datetime

    @property
    def warnings(self) -> tuple[AskedWarning, ...]:
        return self.notes.warnings

    @property
    def can_be_signed(self) -> bool:
        """It is somebody's, and every warning that must be asked has an answer."""
        return self.person_id is not None and not any(warning.is_open for warning in self.warnings)


def unasked(warnings: Sequence[PlanWarning]) -> tuple[AskedWarning, ...]:
    """The warnings as they are kept with a draft, those that must be asked first; nobody was asked yet."""
    kept = [
        AskedWarning(
            rule=one.rule,
            level=one.level,
            status=_status(one.source),
            where=one.where,
            message=one.message,
            source=one.source,
            key=one.key,
            values=one.values,
        )
        for one in warnings
    ]
    return tuple(sorted(kept, key=lambda one: not one.must_be_asked))


def still_asked(new: Sequence[AskedWarning], old: Sequence[AskedWarning]) -> tuple[AskedWarning, ...]:
    """`new` with the answers that the very same warnings had in `old`."""
    answers = {(one.key, one.where, one.values): one.answer for one in old}
    return tuple(one.model_copy(update={"answer": answers.get((one.key, one.where, one.values))}) for one in new)


def _status(source: str) -> Status:
    """The status that MedicineBook.source wrote in front: "read (R): …". Unreadable: our own caution."""
    match = re.match(r"[^(]*\((R|M|PD)\)", source)
    return Status(match[1]) if match else Status.DEFAULT
