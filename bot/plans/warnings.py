"""plans/warnings: one thing staff should check with the prescriber, and the pad they are noted on.

Belongs here: the shape of a warning, noting one with its source. Not here: which rules there are (linted*.py), the
sentences (warning_words.py). Warnings go to staff only.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bot.plans.medicines import Level, MedicineBook, Rule, Status
from bot.plans.model import MedicineTaper, Plan
from bot.plans.tablets import exact_decimal
from bot.plans.warning_words import WORDS
from bot.texts.amounts import amount
from bot.texts.amounts import number as digits


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWarning:
    """A doubt about a plan that is whole. `rule` is L1 … L20, or E1, A1, N1 of our own; `key` names its sentence.

    `where` is the medicine and step, or the part of the plan; `source` says where the number comes from.
    """

    rule: str
    level: Level
    where: str
    message: str
    source: str
    status: Status
    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Pad:
    """Collects the warnings of one plan."""

    plan: Plan
    book: MedicineBook
    today: date
    warnings: list[PlanWarning] = field(default_factory=list)

    def note(self, rule: Rule, sentence: str, where: str, /, *, name: str = "", **values: str) -> None:
        """One more warning, once. `name` is the medicine whose file the rule may come from."""
        known = values | {"prescriber": self.plan.prescriber.name, "medicine": name}
        known["others"] = "some" if known.get("more") else "none"
        told = known | {"more": f" {known['more']} more like it." if known.get("more") else ""}
        warning = PlanWarning(
            rule=rule.rule.partition("-")[0],
            level=rule.level,
            where=where,
            message=WORDS[sentence].format(**told),
            source=self.book.source(rule, name),
            status=rule.status,
            key=sentence,
            values=tuple(sorted(known.items())),
        )
        if warning not in self.warnings:
            self.warnings.append(warning)

    def has(self, *rules: str) -> bool:
        """True when one of these rules has a warning already."""
        return any(warning.rule in rules for warning in self.warnings)


def mg(value: Fraction) -> str:
    """An amount per day for staff."""
    return to_hundredths(value, "mg")


def to_hundredths(value: Fraction, unit: str) -> str:
    """An amount for staff: exact where its digits end, else (a mean over days, a volume) to a hundredth."""
    exact = exact_decimal(value)
    return amount(exact if exact is not None else Decimal(round(value * 100)) / 100, unit, "en")


def percent(value: Fraction) -> str:
    """A share for staff, to a whole percent."""
    return f"{digits(round(value * 100), 'en')} %"


def place(medicine: MedicineTaper, step: int | None = None, on: date | None = None) -> str:
    """ "baclofen, step 12 (2027-02-06)"; the day is the step's first when none is given."""
    if step is None:
        return medicine.name
    day = on or medicine.steps[step - 1].starts_on
    return f"{medicine.name}, step {step} ({day.isoformat()})"
