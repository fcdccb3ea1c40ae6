"""Plans to test with: the example file, and a short order whose lines a test may replace."""

from datetime import date
from functools import cache
from pathlib import Path

from bot.errors import BadInput
from bot.plans.checked import Supplied
from bot.plans.linted import lint
from bot.plans.medicines import MedicineBook, read_medicines
from bot.plans.model import Plan
from bot.plans.notebook import PlanProblem
from bot.plans.reading import read_plan

TODAY = date(2026, 11, 28)
EXAMPLES = Path(__file__).parents[3] / "config" / "examples"
SUPPLIED = Supplied(today=TODAY)

SHORT = """\
patient: Ana R.
zone: America/Chicago
prescriber: {name: Dr. Lee, ordered_on: 2026-11-28}
medicines:
  - name: baclofen
    form: tablet
    steps:
      - from: 2026-12-01
        until: 2026-12-03
        doses:
          8:00: 10 mg
          20:00: 5 mg
      - days: 2
        doses:
          8:00: 5 mg
          20:00: 5 mg
"""


def example() -> Plan:
    return read_plan("a.yaml", (EXAMPLES / "baclofen-taper.yaml").read_bytes(), SUPPLIED).plan


def plan_of(text: str, supplied: Supplied = SUPPLIED) -> Plan:
    return read_plan("a.yaml", text.encode(), supplied).plan


def short(*changes: tuple[str, str]) -> str:
    """The short order with each first text replaced by the second, which must be there exactly once."""
    text = SHORT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def problems_of(content: str | bytes, *, name: str = "a.yaml", supplied: Supplied = SUPPLIED) -> list[PlanProblem]:
    """What reading finds wrong; an empty list when nothing is."""
    try:
        read_plan(name, content.encode() if isinstance(content, str) else content, supplied)
    except BadInput as error:
        return [problem for problem in error.problems if isinstance(problem, PlanProblem)]
    return []


@cache
def book() -> MedicineBook:
    """The shipped medicine files."""
    folder = EXAMPLES.parent / "medicines"
    return read_medicines((path.name, path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml")))


def taper(totals: str, *, name: str = "baclofen", days: int = 14, plan: str = "", medicine: str = "") -> Plan:
    """A plan of one dose at 8:00 per step: `totals` in mg, the first on 2026-12-01. Lines may be put in."""
    steps = "".join(f"      - {{days: {days}, doses: {{8:00: {total} mg}}}}\n" for total in totals.split())
    text = f"""\
patient: Ana R.
zone: America/Chicago
prescriber: {{name: Dr. Lee, ordered_on: 2026-11-20}}
{plan}
medicines:
  - name: {name}
{medicine}
    steps:
{steps}"""
    return plan_of(text, Supplied(today=TODAY, start=date(2026, 12, 1)))


def rules_of(plan: Plan) -> set[str]:
    """The rules that warn about the plan, each with its level."""
    return {f"{warning.rule} {warning.level.value}" for warning in lint(plan, book(), TODAY)}


def sentences_of(plan: Plan) -> set[str]:
    return {warning.key for warning in lint(plan, book(), TODAY)}
