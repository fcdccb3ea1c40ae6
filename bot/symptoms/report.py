"""symptoms/report: what a person tells us, and what triage answers, as plain values.

Belongs here: the tiers, the reasons, a report, a hit, a decision. Not here: how a tier is found (triaged.py),
the words a person is shown (guided.py), who is told (escalation/).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, StrEnum


class Tier(IntEnum):
    """How urgent a report is. Rules only raise it, never lower it. Source: FACTS section 2."""

    NONE = 0
    WATCH = 1
    """Recorded; the clinician hears of it at the next contact."""
    CHECK = 2
    """It might be danger but is not clear: a short question with the numbers in it."""
    URGENT = 3
    """A clinician, an out-of-hours line or a helpline the same day."""
    EMERGENCY = 4
    """The emergency number, or the crisis line, now."""

    @property
    def word(self) -> str:
        """The tier as it stands in JSON, in the database and in rule files."""
        return self.name.lower()

    @classmethod
    def of_word(cls, word: str) -> "Tier":
        """The tier of that word. Raises KeyError when there is none."""
        return cls[word.upper()]


class Reason(StrEnum):
    """Why something was raised: it chooses the words that are shown. The first that hit at the top tier is shown."""

    ALLERGY = "allergy"
    SEIZURE = "seizure"
    SEIZURE_SEEN = "seizure_seen"
    SOMEONE_ELSE = "someone_else"
    UNCONSCIOUS = "unconscious"
    BREATHING = "breathing"
    OVERDOSE = "overdose"
    STROKE = "stroke"
    CHEST = "chest"
    FEVER_RIGIDITY = "fever_rigidity"
    PUMP = "pump"
    SUICIDE_PLAN = "suicide_plan"
    """Plan, intent or attempt: the emergency number comes first."""
    SELF_HARM = "self_harm"
    SUICIDE = "suicide"
    """A wish to be dead or thoughts of suicide: the crisis line comes first."""
    CONFUSION = "confusion"
    HALLUCINATION = "hallucination"
    MENTAL_STATE = "mental_state"
    STOPPED_OR_RAN_OUT = "stopped_or_ran_out"
    VOMITING_DOSES = "vomiting_doses"
    MIXING = "mixing"
    UNSAFE_AT_HOME = "unsafe_at_home"
    HEART_RACING = "heart_racing"
    PREGNANCY = "pregnancy"
    SPASM = "spasm"
    AGITATION = "agitation"
    NO_SLEEP = "no_sleep"
    RETURN_TO_USE = "return_to_use"
    HOPELESS = "hopeless"
    OTHER_URGENT = "other_urgent"
    MILD = "mild"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of the person who reports. Everything may be unknown; then nothing is assumed."""

    medicines: frozenset[str] = frozenset()
    """Ids as in config/medicines, such as "baclofen"."""
    pump: bool = False
    kidney: bool = False
    pregnant: bool = False
    seizure_history: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomReport:
    """One thing a person told us: a text, ticks, answers, vitals, or slots reported not taken, or several of these."""

    text: str = ""
    lang: str | None = None
    ticks: frozenset[str] = frozenset()
    """Symptom ids and answers, as in the table at the head of config/triage/general.yaml: "seizure", "stiffness:8"."""
    about: About = field(default_factory=About)
    slots_not_taken: int = 0
    """Slots in a row that the person reported not taken; unanswered ones do not count."""
    temperature_c: Decimal | None = None
    """Degrees Celsius."""
    pulse: int | None = None
    """Beats a minute, at rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One rule that raised the tier."""

    rule: str
    tier: Tier
    reason: Reason
    words: str = ""
    """The words it was found in, as typed; sealed when stored, shown to staff only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What triage says about a report, and why."""

    tier: Tier
    because: tuple[Hit, ...]
    reason: Reason | None
    """The one whose guidance is shown; None when nothing was raised."""
    lang: str
    hints_danger: bool = False
    """Tier CHECK: the words hint at self-harm, overdose, breathing or confusion."""
    someone_else: bool = False
    """It is about somebody who is with the writer now, not about the writer."""
    swallowed: bool = False
    """Something may have been swallowed: the poison line may stand in the guidance."""
