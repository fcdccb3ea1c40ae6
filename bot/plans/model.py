"""plans/model: what a clinician ordered, as frozen values.

Belongs here: the plan document and its parts, its schema version, to and from the JSON that is kept sealed.
Not here: reading files (readers/), what is wrong (checked.py), what is doubtful (linted.py), the days (calendar.py).

No number in here is ever computed: every amount is one somebody wrote down.
"""

import json
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, TypeAdapter

from bot.errors import Broken
from bot.plans.aftercare import Service
from bot.plans.upgraded import SCHEMA_VERSION, upgraded

ExactDecimal = Annotated[Decimal, PlainSerializer(lambda value: format(value, "f"), return_type=str)]
"""A Decimal that is kept as its exact digits."""


class Unit(StrEnum):
    """What an amount counts. One medicine has one unit in a plan: mg never stands beside micrograms."""

    MG = "mg"
    MCG = "mcg"
    G = "g"
    ML = "mL"
    TABLET = "tablet"
    CAPSULE = "capsule"
    DROP = "drop"
    UNITS = "unit"


class Form(StrEnum):
    TABLET = "tablet"
    CAPSULE = "capsule"
    LIQUID = "liquid"
    GRANULES = "granules"
    OTHER = "other"
    UNSAID = "unsaid"


class Ending(StrEnum):
    """What comes after the last day of the last step."""

    ZERO = "zero"
    MAINTENANCE = "maintenance"
    UNSAID = "unsaid"


class AfterWindow(StrEnum):
    """What the clinician wants when a dose is later than the window."""

    SKIP = "skip"
    TAKE = "take"
    CALL = "call"


class Flag(StrEnum):
    PUMP = "pump"
    PREGNANT = "pregnant"
    BREASTFEEDING = "breastfeeding"
    KIDNEY = "kidney"
    SEIZURES = "seizure_history"
    WITHDRAWAL_SEIZURE = "withdrawal_seizure"
    DELIRIUM_TREMENS = "delirium_tremens"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Dose(Frozen):
    """One amount at one wall-clock time; its unit is the medicine's. Always above zero."""

    at: time
    amount: ExactDecimal = Field(gt=0)


class Step(Frozen):
    """A span of days with the same doses.

    `cycle` holds one tuple of doses per day and is repeated from the first day on: an ordinary step has one, every
    other day has two of which one is empty. A pause is one empty day: zero days are written down, never left out.
    `ends_on` None: until a new order.
    """

    starts_on: date
    ends_on: date | None
    cycle: tuple[tuple[Dose, ...], ...] = Field(min_length=1)
    instruction: str = ""

    @property
    def is_pause(self) -> bool:
        return not any(self.cycle)

    def holds(self, day: date) -> bool:
        """True when the day is one of this step's."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def doses_on(self, day: date) -> tuple[Dose, ...]:
        """The doses of that day, earliest first. The day must be one of the step's."""
        return self.cycle[(day - self.starts_on).days % len(self.cycle)]

    @property
    def days(self) -> int | None:
        return None if self.ends_on is None else (self.ends_on - self.starts_on).days + 1


class Strength(Frozen):
    """One size of tablet, capsule or packet. `scored` None: the plan does not say; the medicine file may."""

    amount: ExactDecimal = Field(gt=0)
    unit: Unit
    scored: bool | None = None


class Concentration(Frozen):
    """What a liquid holds, as its label says it: `amount` in `per_ml` millilitres (25 mg in 5 mL)."""

    amount: ExactDecimal = Field(gt=0)
    unit: Unit
    per_ml: ExactDecimal = Field(default=Decimal(1), gt=0)


class LateRule(Frozen):
    """The clinician's own rule for a late or missed dose; every `words` is shown word for word with author and date.

    Source: FACTS section 6: published windows disagree (1 h, 2 h), so none is built in.
    """

    window_minutes: int | None = Field(default=None, ge=0, le=1440)
    after_window: AfterWindow | None = None
    words: str = ""
    author: str = ""
    written_on: date | None = None
    consecutive_misses: int | None = Field(default=None, ge=1, le=20)
    hours_without: int | None = Field(default=None, ge=1, le=240)
    vomiting_words: str = ""
    shift_later_doses: bool | None = None
    may_move_minutes: int | None = Field(default=None, ge=0, le=1440)
    contact: str = ""


class AsNeeded(Frozen):
    """A dose taken only when needed, with the prescriber's limits. It makes no slots and no reminders."""

    amount: ExactDecimal = Field(gt=0)
    at_most_per_day: int = Field(ge=1, le=48)
    hours_between: int | None = Field(default=None, ge=0, le=48)
    words: str = ""


class MedicineTaper(Frozen):
    """The order for one medicine. `id` names it inside the plan and stays the same from revision to revision."""

    id: str
    name: str
    form: Form
    unit: Unit
    strengths: tuple[Strength, ...] = ()
    concentration: Concentration | None = None
    taken_since: date | None = None
    steps: tuple[Step, ...] = Field(min_length=1)
    ending: Ending = Ending.UNSAID
    late_rule: LateRule | None = None
    as_needed: tuple[AsNeeded, ...] = ()

    @property
    def only_as_needed(self) -> bool:
        """True when no dose is taken by the clock: there is nothing to remind of, and nothing that falls."""
        return bool(self.as_needed) and all(step.is_pause for step in self.steps)

    @property
    def starts_on(self) -> date:
        return self.steps[0].starts_on

    @property
    def ends_on(self) -> date | None:
        """The last day with an order; None when the last step runs until a new order."""
        return self.steps[-1].ends_on


class OpenHours(Frozen):
    """Weekdays (0 Monday … 6 Sunday) and the wall-clock span. `closes` 0:00 means the end of the day."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


class Contact(Frozen):
    name: str
    role: str = ""
    phone: str = ""
    hours: tuple[OpenHours, ...] = ()

    def open_until(self, weekday: int, at: time) -> time | None:
        """When it closes today, if it is open at that local time; None when it is closed or its hours are not known."""
        for span in self.hours:
            if weekday in span.weekdays and span.opens <= at and (at < span.closes or span.closes == time(0)):
                return span.closes
        return None


class Prescriber(Frozen):
    name: str
    ordered_on: date


class Plan(Frozen):
    """Everything one person was ordered, and the care that follows. A signed plan is never edited, only replaced."""

    schema_version: int = SCHEMA_VERSION
    patient_label: str
    zone: str
    country: str = ""
    prescriber: Prescriber
    medicines: tuple[MedicineTaper, ...] = Field(min_length=1)
    flags: tuple[Flag, ...] = ()
    flags_denied: tuple[Flag, ...] = ()
    contacts: tuple[Contact, ...] = ()
    review_dates: tuple[date, ...] = ()
    pause_criteria: tuple[str, ...] = ()
    aftercare: tuple[Service, ...] = ()

    @property
    def starts_on(self) -> date:
        """The first day with an order, local."""
        return min(medicine.starts_on for medicine in self.medicines)

    @property
    def ends_on(self) -> date | None:
        """The last day with an order, local; None when one medicine runs until a new order."""
        ends = [medicine.ends_on for medicine in self.medicines]
        known = [end for end in ends if end is not None]
        return max(known) if len(known) == len(ends) else None

    @property
    def shown_until(self) -> date:
        """The last day a calendar shows: `ends_on`, or four weeks into a step that runs until a new order."""
        return max(m.ends_on or m.steps[-1].starts_on + timedelta(days=OPEN_DAYS_SHOWN - 1) for m in self.medicines)

    def medicine(self, medicine_id: str) -> MedicineTaper:
        """The order with that id. Raises Broken when the plan has none."""
        for medicine in self.medicines:
            if medicine.id == medicine_id:
                return medicine
        raise Broken("no such medicine id in this plan")

    def to_json(self) -> str:
        """The whole plan as text for the sealed column; `from_json` gives back an equal plan."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The plan as it was stored; documents of older schema versions are upgraded first. Raises Broken."""
        if text.startswith(_TODAYS):
            return cls.model_validate_json(text)
        document: dict[str, Any] = _DOCUMENT.validate_json(text)
        return cls.model_validate_json(_DOCUMENT.dump_json(upgraded(document)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What help in danger must know of a plan: names of medicines, and flags. Stored beside the document, because at
    each start that of everybody is read."""

    medicines: tuple[str, ...]
    flags: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """That of `plan`."""
        return cls(medicines=tuple(one.name for one in plan.medicines), flags=tuple(map(str, plan.flags)))

    def to_json(self) -> str:
        """As it is stored; `from_json` gives back an equal one."""
        return json.dumps([self.medicines, self.flags])

    @classmethod
    def from_json(cls, text: str) -> Self:
        """As it was stored."""
        medicines, flags = json.loads(text)
        return cls(medicines=tuple(medicines), flags=tuple(flags))


OPEN_DAYS_SHOWN = 28
"""How far a calendar reaches into a step that has no end."""

_TODAYS = f'{{"schema_version":{SCHEMA_VERSION},'
"""How a document of today's shape begins: it needs no upgrade, and is read in one go."""
_DOCUMENT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])
