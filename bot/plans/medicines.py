"""plans/medicines: what config/medicines says about medicines: strengths, liquids, maxima, the numbers of the warnings.

Belongs here: the typed files and finding a medicine by name. Not here: reading files (config_files.py), the warnings
themselves (linted.py). Every number carries where it comes from and whether the page was read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.errors import BadSettings, Problem
from bot.plans.model import Unit

EVERY = "every"
"""The file whose rules hold for every medicine."""


class Level(StrEnum):
    """How much a warning asks of staff: to know it, to ask the prescriber, to confirm the amount itself."""

    INFO = "info"
    WARN = "warn"
    CONFIRM = "confirm"


class Status(StrEnum):
    """R: the source was read. M: from memory. PD: our own cautious default."""

    READ = "R"
    MEMORY = "M"
    DEFAULT = "PD"


class Group(StrEnum):
    BACLOFEN = "baclofen"
    BENZODIAZEPINE = "benzodiazepine"
    OPIOID = "opioid"
    GABAPENTINOID = "gabapentinoid"
    ANTIDEPRESSANT = "antidepressant"
    OTHER = "other"


class Quantity(BaseModel):
    """A number with its unit, as "10 mg"."""

    model_config = ConfigDict(frozen=True)
    amount: Decimal = Field(gt=0)
    unit: Unit


def _quantity(written: object) -> object:
    if not isinstance(written, str):
        return written
    number, _, unit = written.partition(" ")
    return {"amount": number, "unit": unit}


Written = Annotated[Quantity, BeforeValidator(_quantity)]


class _Sourced(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    status: Status
    source: tuple[str, ...] = ()


class KnownStrength(_Sourced):
    """A tablet or packet that is sold somewhere. `scored` None: the source read does not say."""

    amount: Written
    scored: bool | None = None
    countries: tuple[str, ...]


class KnownConcentration(_Sourced):
    amount: Written
    per_ml: Decimal = Field(gt=0)


class Maximum(_Sourced):
    """The highest daily total a source names for these countries."""

    amount: Written
    countries: tuple[str, ...]


class Rule(_Sourced):
    """One warning's numbers; which of them a rule uses is written at the rule in linted.py."""

    rule: str
    level: Level
    amount: Written | None = None
    percent: Decimal | None = None
    days: int | None = None
    use_weeks: int | None = None
    times: int | None = None
    hours: tuple[int, int] | None = None


class MedicineFacts(BaseModel):
    """One file of config/medicines."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    version: str
    reviewed_by: str | None
    names: tuple[str, ...] = ()
    names_source: str = ""
    group: Group = Group.OTHER
    depressant: bool = False
    sources: dict[str, str]
    strengths: tuple[KnownStrength, ...] = ()
    packets: tuple[KnownStrength, ...] = ()
    concentrations: tuple[KnownConcentration, ...] = ()
    maxima: tuple[Maximum, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineBook:
    """All files. A medicine nobody wrote a file for is judged by the rules for every medicine."""

    every: MedicineFacts
    known: tuple[MedicineFacts, ...]

    def facts(self, name: str) -> MedicineFacts:
        """The file whose names stand in `name` ("Lioresal 10 mg" is baclofen), else the general one."""
        words = set(name.lower().replace(",", " ").split())
        for facts in self.known:
            if words & set(facts.names):
                return facts
        return self.every

    def rules(self, name: str, rule: str) -> tuple[Rule, ...]:
        """The rule's numbers for that medicine: its own, or else those for every medicine."""
        own = tuple(one for one in self.facts(name).rules if one.rule == rule)
        return own or tuple(one for one in self.every.rules if one.rule == rule)

    def source(self, sourced: Rule | Maximum, name: str) -> str:
        """Where a number comes from, for staff: its status and the pages' names."""
        sources = self.every.sources | self.facts(name).sources
        pages = "; ".join(f"{key} {sources[key]}" for key in sourced.source)
        words = {Status.READ: "read", Status.MEMORY: "from memory, to be checked", Status.DEFAULT: "our own caution"}
        return f"{words[sourced.status]} ({sourced.status.value})" + (f": {pages}" if pages else "")


def read_medicines(files: Iterable[tuple[str, str]]) -> MedicineBook:
    """The book made of (file name, text) pairs. Raises BadSettings with every problem."""
    problems: list[Problem] = []
    found: dict[str, MedicineFacts] = {}
    for name, text in files:
        facts = _facts(name, text, problems)
        if facts is not None:
            found[name.rsplit("/", 1)[-1].removesuffix(".yaml")] = facts
    if EVERY not in found and not problems:
        problems.append(Problem(where="medicines/every.yaml", message="The file is missing.", fix="Install it again."))
    if problems:
        raise BadSettings(tuple(problems))
    every = found.pop(EVERY)
    return MedicineBook(every=every, known=tuple(found[name] for name in sorted(found)))


def _facts(name: str, text: str, problems: list[Problem]) -> MedicineFacts | None:
    try:
        # BaseLoader keeps every number as its digits: 2.5 never becomes a float.
        facts = MedicineFacts.model_validate(_without_nulls(yaml.load(text, Loader=yaml.BaseLoader)))
    except yaml.YAMLError:
        problems.append(Problem(where=name, message="This is not YAML.", fix="Compare it with the shipped file."))
        return None
    except ValidationError as error:
        problems.extend(
            Problem(
                where=f"{name}: {'.'.join(str(part) for part in one['loc'])}",
                message=one["msg"],
                fix="Compare it with the shipped file.",
            )
            for one in error.errors()
        )
        return None
    problems.extend(
        Problem(where=name, message=f"The source {key} is not among sources.", fix="Add it under sources.")
        for key in sorted(_used_sources(facts) - set(facts.sources))
    )
    return facts


def _used_sources(facts: MedicineFacts) -> set[str]:
    every: tuple[_Sourced, ...] = (
        *facts.strengths,
        *facts.packets,
        *facts.concentrations,
        *facts.maxima,
        *facts.rules,
    )
    return {key for one in every for key in one.source}


def _without_nulls(document: Any) -> Any:
    if isinstance(document, dict) and document.get("reviewed_by") == "null":
        return document | {"reviewed_by": None}
    return document
