"""symptoms/rule_files: how a file in config/triage/ is written, and the check that it is whole.

Belongs here: the models of a word file and of a rule file, what may stand in them. Not here: making rules out of
them (rule_book.py). Unknown keys are refused, because a misspelt key would silently switch a rule off.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.symptoms.report import Reason, Tier

Lines = tuple[str, ...]
TierWord = Literal["none", "watch", "check", "urgent", "emergency"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """How sure a rule is. Source: FACTS, "How to read the marks"."""

    READ = "R"
    MEMORY = "M"
    PROJECT_DEFAULT = "PD"


class Cues(_Strict):
    """Words that change what the words beside them mean. Each line is a pattern."""

    negation: Lines = ()
    denies_all: Lines = ()
    ends_denial: Lines = ()
    not_negation: Lines = ()
    carriers: Lines = ()
    contrast: Lines = ()
    turn: Lines = ()
    long_past: Lines = ()
    past: Lines = ()
    dates_before: Lines = ()
    past_of_others: Lines = ()
    now: Lines = ()
    back: Lines = ()
    well_now: Lines = ()
    still: Lines = ()
    over: Lines = ()
    relief: Lines = ()
    unmet: Lines = ()
    onset: Lines = ()
    treated: Lines = ()
    ends_relief: Lines = ()
    other_person: Lines = ()
    elsewhere: Lines = ()
    told_in: Lines = ()
    media: Lines = ()
    in_general: Lines = ()
    statement: Lines = ()
    general_question: Lines = ()
    asked_about: Lines = ()
    confirmed: Lines = ()
    shared_question: Lines = ()
    question: Lines = ()
    personal: Lines = ()
    subject: Lines = ()
    writer: Lines = ()
    supposed: Lines = ()
    doubted: Lines = ()
    harmless: Lines = ()
    perhaps_harmless: Lines = ()
    joy: Lines = ()
    meant: Lines = ()


class WordFile(_Strict):
    """words.<language>.yaml: the words of a language, shared by all rules."""

    language: str
    version: int
    rewrites: dict[str, str] = {}
    numbers: dict[str, float] = {}
    fillers: Lines = ()
    glued: Lines = ()
    look_alikes: Lines = ()
    sounds: Lines = ()
    common: Lines = ()
    emoji: dict[str, str] = {}
    classes: dict[str, Lines] = {}
    harmless: dict[str, Lines] = {}
    """What takes signs back, by name: figures of speech and other meanings of their words."""
    cues: Cues = Cues()


class Hint(_Strict):
    """One idea that says little alone: a farewell, a bridge, an empty bottle."""

    idea: str
    points: Annotated[int, Field(ge=-3, le=3)]
    """What it adds, once, however often it is said; an everyday idea takes away."""
    words: Annotated[Lines, Field(min_length=1)]
    """Patterns, as under `says`."""

    @model_validator(mode="after")
    def _counts(self) -> "Hint":
        if not self.points:
            raise ValueError(f"the idea {self.idea} has no points: it could never count")
        return self


class Said(_Strict):
    """What a sign looks like in one language, with examples that are tested at every start."""

    says: Lines = ()
    """Told as happening: "<see> .. <vermin>"."""
    names: Lines = ()
    """The bare name of it; means nothing in a general question or beside "side effect of"."""
    unless: Lines = ()
    """When this stands in the same sentence, it is something else."""
    hints: tuple[Hint, ...] = ()
    """Ideas that are found together or not at all: see `adds_up_to`."""
    catches: Lines = ()
    passes: Lines = ()
    """Must not be caught by this rule."""


class Needs(_Strict):
    """What else must be true for a rule to hit. Everything named must hold."""

    signs: Lines = ()
    """All of these signs; `a|b` means one of them."""
    medicines: Lines = ()
    """One of these is known to be taken, or nothing is known when `unknown` is among them."""
    pump: bool | None = None
    kidney: bool | None = None
    pregnant: bool | None = None
    seizure_history: bool | None = None
    slots_not_taken: int | None = None
    """At least so many slots in a row."""

    @property
    def empty(self) -> bool:
        return self == Needs()


class Vital(_Strict):
    """A vital sign that was asked for and typed as a number."""

    temperature_c: float | None = None
    """At least, in degrees Celsius."""
    pulse: int | None = None
    """At least, in beats a minute."""


class RuleEntry(_Strict):
    """One sign."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")]
    tier: TierWord
    reason: Reason
    sources: Annotated[Lines, Field(min_length=1)]
    status: Status
    reviewer: str | None
    version: Annotated[int, Field(ge=1)]
    note: str = ""
    sign: str | None = None
    """Under this name other rules may ask for it."""
    figure: bool = False
    """Often a figure of speech: a harmless cause in the same sentence takes it back."""
    exaggerated: bool = False
    """Often an exaggeration (laughed till i could not breathe): a word for joy in the same message takes it back."""
    firm: bool = False
    """Stands even in a question or a supposition."""
    self_only: bool = False
    """Means nothing when it is said of somebody else."""
    swallowed: bool = False
    """Something was swallowed: the poison line may be shown."""
    adds_up_to: Annotated[int, Field(ge=2)] | None = None
    """The rule is found where the points of its hints in two sentences running come to so many."""
    ticks: Lines = ()
    answers: dict[str, int] = {}
    """Answers of at least so much on a 0–10 item."""
    vital: Vital | None = None
    needs: Needs = Needs()
    not_when: Lines = ()
    """Names of `harmless` lists in words.*.yaml; read as if each of their lines stood under `unless`."""
    en: Said = Said()
    es: Said = Said()
    other: dict[str, Lines] = {}
    """Other languages: language → words; the words of scripts other than Latin are found anywhere in the text."""

    @property
    def told(self) -> tuple[Said, ...]:
        return (self.en, self.es)

    @property
    def level(self) -> Tier:
        return Tier.of_word(self.tier)

    @model_validator(mode="after")
    def _has_a_way_in(self) -> "RuleEntry":
        by_text = bool(self.other) or any(said.says or said.names or said.hints for said in self.told)
        if not (by_text or self.ticks or self.answers or self.vital or not self.needs.empty):
            raise ValueError("nothing could ever set this rule off: give says, names, ticks, answers, vital or needs")
        for said in self.told:
            if (said.says or said.names or said.hints) and not said.catches:
                raise ValueError("each language with patterns needs an example under catches")
        return self

    @model_validator(mode="after")
    def _hints_only_ask(self) -> "RuleEntry":
        hints = [hint for said in self.told for hint in said.hints]
        if bool(hints) != (self.adds_up_to is not None):
            raise ValueError("hints and adds_up_to go together: give both or neither")
        if hints and (self.tier != "check" or self.unlike_hints):
            raise ValueError(
                "hints only ask: the tier must be check, with no says, names, ticks, answers, vital or needs"
            )
        alone = [hint.idea for hint in hints if hint.points >= (self.adds_up_to or 0)]
        if hints and alone:
            raise ValueError(f"the idea {alone[0]} would be enough alone: make it a rule, or lower its points")
        return self

    @property
    def unlike_hints(self) -> bool:
        """Whether there is another way in than hints that add up."""
        by_text = bool(self.other) or any(said.says or said.names for said in self.told)
        return bool(by_text or self.ticks or self.answers or self.vital or not self.needs.empty)


class RuleFile(_Strict):
    """One pack of rules."""

    pack: str
    about: str
    sources: dict[str, str]
    rules: tuple[RuleEntry, ...]

    @model_validator(mode="after")
    def _sources_are_named(self) -> "RuleFile":
        for rule in self.rules:
            unknown = [key for key in rule.sources if key not in self.sources]
            if unknown:
                raise ValueError(f"rule {rule.id} names sources this file does not list: {', '.join(unknown)}")
        return self
