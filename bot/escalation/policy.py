"""escalation/policy: which step an alert takes next, and when (floor 1, pure).

Belongs here: the policy as config/escalation.yaml gives it, as an alert keeps it, and the steps that follow from it.
Not here: who is on call (roster.py), telling them (notified.py), what the outcome was (acknowledged.py).

    level 0 → level 1 → … → everyone → repeats → exhausted → afterwards, again and again
Every step is taken once and none is passed over: after an outage the levels that are overdue follow at once, one after
the other, while repeats that are overdue are one repeat.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot import quick_yaml
from bot.caseload.programme import Cover
from bot.errors import BadSettings, Problem

FILE = "escalation.yaml"

Minutes = Annotated[int, Field(ge=1, le=24 * 60)]


class AlertTier(StrEnum):
    """The tiers that become alerts. The word is that of the report's tier, and is stored."""

    EMERGENCY = "emergency"
    URGENT = "urgent"


class Level(StrEnum):
    """Who is told at a step."""

    ON_CALL = "on_call"
    BACKUP = "backup"
    EVERYONE = "everyone"


class Way(StrEnum):
    """How staff are told beside the chat. Stored in `second_notices.way`."""

    EMAIL = "email"
    WEBHOOK = "webhook"


class StepKind(StrEnum):
    """What a step is in the course of an alert."""

    LEVEL = "level"
    REPEAT = "repeat"
    EXHAUSTED = "exhausted"
    AFTERWARDS = "afterwards"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(_Frozen):
    """One level: who is told, and how many minutes they have to acknowledge."""

    tell: Level
    wait: Minutes


class Repeat(_Frozen):
    """Everyone again, `every` so many minutes, so many `times`."""

    every: Minutes
    times: Annotated[int, Field(ge=0, le=100)]


class TierPolicy(_Frozen):
    """How alerts of one tier move. Minutes."""

    levels: tuple[Told, ...] = Field(min_length=1)
    repeat: Repeat
    afterwards: Minutes
    outcome_within: Minutes
    nobody_there: Minutes
    joins_within: Minutes
    at_night: bool

    @model_validator(mode="after")
    def _ends_with_everyone(self) -> Self:
        if self.levels[-1].tell is not Level.EVERYONE:
            raise ValueError("the last level must be everyone, or an alert could end unread")
        return self


class Policies(_Frozen):
    """What config/escalation.yaml says. Frozen; read once at start."""

    version: int
    status: str
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    emergency: TierPolicy
    urgent: TierPolicy

    @model_validator(mode="after")
    def _emergencies_at_night(self) -> Self:
        if not self.emergency.at_night:
            raise ValueError("emergencies are told at night too")
        return self

    def of(self, tier: AlertTier) -> TierPolicy:
        """The policy of that tier."""
        return self.emergency if tier is AlertTier.EMERGENCY else self.urgent


class KeptPolicy(_Frozen):
    """What an alert keeps from its beginning on, whatever changes in config/ meanwhile. `number`: whom the person is
    told to call, in words."""

    policy: TierPolicy
    cover: Cover
    number: str = ""

    @property
    def tells_at_any_hour(self) -> bool:
        """Whether hours do not matter. A programme that wrote down no hours is told at once: silence would be worse."""
        return self.policy.at_night or self.cover.covers_nights or not self.cover.hours

    def earliest(self, at: datetime) -> datetime:
        """`at`, or the opening after it where this alert waits for opening."""
        return at if self.tells_at_any_hour else self.cover.next_opening(at) or at


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an alert. `number` counts from 0 and is never used twice for one alert."""

    number: int
    kind: StepKind
    level: Level
    wait: timedelta


def read_policies(text: str) -> Policies:
    """The policies in the file's text. Raises BadSettings with everything that is wrong."""
    try:
        return Policies.model_validate(quick_yaml.loaded(text))
    except yaml.YAMLError:
        problem = Problem(where=FILE, message="This is not YAML.", fix="Compare it with the shipped file.")
        raise BadSettings((problem,)) from None
    except ValidationError as error:
        raise BadSettings(
            tuple(
                Problem(
                    where=f"{FILE}: {'.'.join(str(part) for part in one['loc'])}",
                    message=f"{one['msg']}.",
                    fix="Mend the file.",
                )
                for one in error.errors(include_url=False)
            )
        ) from None


def step_at(policy: TierPolicy, number: int) -> Step:
    """The step with that number. Every number has one: after the last repeat it is exhausted, then it goes on."""
    levels, repeats = len(policy.levels), policy.repeat.times
    if number < levels:
        told = policy.levels[number]
        return Step(number=number, kind=StepKind.LEVEL, level=told.tell, wait=timedelta(minutes=told.wait))
    if number < levels + repeats:
        kind, wait = StepKind.REPEAT, policy.repeat.every
    else:
        kind = StepKind.EXHAUSTED if number == levels + repeats else StepKind.AFTERWARDS
        wait = policy.afterwards
    return Step(number=number, kind=kind, level=Level.EVERYONE, wait=timedelta(minutes=wait))


def next_step(kept: KeptPolicy, number: int, due: datetime | None, now: datetime) -> Step | None:
    """The step an alert takes at `now` that was to move at `due`; None: not yet, or it waits for nothing."""
    return step_at(kept.policy, number) if due is not None and due <= now else None


def due_after(kept: KeptPolicy, step: Step, due: datetime, now: datetime) -> datetime:
    """When the alert moves by itself after `step`, which was due at `due` and is taken at `now`.

    From level to level it counts from when it was due, so that after an outage nobody waits a second time; once
    everyone was told it counts from now. Example: backup due 14:08, taken at 15:30 → everyone due 14:13, so at once.
    """
    another_level = step_at(kept.policy, step.number + 1).kind is StepKind.LEVEL
    begins = min(due, now) if another_level else now
    return kept.earliest(begins + step.wait)
