"""plans/check_output: what `taperline plan check` says about one file, as JSON and as text.

Belongs here: problems, or warnings with the whole calendar of doses and visits. Not here: the command and its exit code
(cli.py), finding problems (reading.py) and warnings (linted.py).
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from bot.errors import BadInput, Problem
from bot.plans import supply
from bot.plans.aftercare import Service, Visit, visits_between
from bot.plans.calendar import DayOfDoses, whole_calendar
from bot.plans.checked import Supplied
from bot.plans.linted import lint
from bot.plans.medicines import MedicineBook
from bot.plans.model import MedicineTaper, Plan
from bot.plans.reading import read_plan
from bot.plans.warnings import PlanWarning
from bot.texts.amounts import amount, clock_time, day_with_year, number

VISITS_AFTER_END = timedelta(days=90)
"""How far behind the last dose a visit without an end is still listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutput:
    """Either problems and no plan, or a plan with its warnings. A plan with warnings is good."""

    plan: Plan | None
    problems: tuple[Problem, ...]
    warnings: tuple[PlanWarning, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> str:
        """One JSON object: ok, problems, warnings, days, visits. Amounts are exact decimal text."""
        document = {
            "ok": self.ok,
            "problems": [{"where": p.where, "message": p.message, "fix": p.fix} for p in self.problems],
            "warnings": [_warning(warning) for warning in self.warnings],
            "days": [_day(day, self.plan) for day in whole_calendar(self.plan)] if self.plan else [],
            "visits": [_visit(*pair) for pair in all_visits(self.plan)] if self.plan else [],
            "as_needed": _as_needed(self.plan) if self.plan else [],
            "supply": _supply(self.plan) if self.plan else [],
        }
        return json.dumps(document, ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """The same for a reader's eye: problems with their mends, or a table of steps and what to check."""
        if self.plan is None:
            count = len(self.problems)
            lines = [f"{count} problem{'' if count == 1 else 's'}. Nothing was stored."]
            for problem in self.problems:
                lines += [f"• {problem.where}: {problem.message}", f"  {problem.fix}"]
            return "\n".join(lines)
        return "\n".join([*_steps(self.plan), "", *_to_check(self.warnings)])


def check(
    name: str, content: bytes, *, zone: str | None, start: date | None, today: date, medicines: MedicineBook
) -> CheckOutput:
    """Everything that is wrong with the file, or everything that should be asked about it. Stores nothing."""
    supplied = Supplied(today=today, zone=zone, start=start)
    try:
        draft = read_plan(name, content, supplied)
    except BadInput as error:
        return CheckOutput(plan=None, problems=error.problems, warnings=())
    warnings = lint(draft.plan, medicines, today, unread=draft.unread)
    return CheckOutput(plan=draft.plan, problems=(), warnings=warnings)


def all_visits(plan: Plan) -> tuple[tuple[Service, Visit], ...]:
    """Every visit from the first day to 90 days behind the last dose, earliest first; those written down always."""
    last = plan.shown_until + VISITS_AFTER_END
    written = [visit.on for service in plan.aftercare for visit in service.visits]
    first, last = min([plan.starts_on, *written]), max([last, *written])
    pairs = [(service, visit) for service in plan.aftercare for visit in visits_between(service, first, last)]
    return tuple(sorted(pairs, key=lambda pair: (pair[1].on, pair[1].at)))


def _warning(warning: PlanWarning) -> dict[str, str]:
    return {
        "rule": warning.rule,
        "level": warning.level.value,
        "where": warning.where,
        "message": warning.message,
        "source": warning.source,
    }


def _day(day: DayOfDoses, plan: Plan) -> dict[str, object]:
    return {
        "date": day.day.isoformat(),
        "medicine": plan.medicine(day.medicine).name,
        "doses": [
            {"time": dose.at.strftime("%H:%M"), "amount": number(dose.amount, "en"), "unit": day.unit.value}
            for dose in day.doses
        ],
    }


def _visit(service: Service, visit: Visit) -> dict[str, object]:
    return {
        "date": visit.on.isoformat(),
        "time": visit.at.strftime("%H:%M"),
        "minutes": visit.minutes,
        "service": service.kind.value,
        "name": service.name,
        "state": visit.state.value,
        "place": visit.place or service.place,
    }


def _as_needed(plan: Plan) -> list[dict[str, object]]:
    return [
        {
            "medicine": medicine.name,
            "amount": number(one.amount, "en"),
            "unit": medicine.unit.value,
            "at_most_per_day": one.at_most_per_day,
            "hours_between": one.hours_between,
            "words": one.words,
        }
        for medicine in plan.medicines
        for one in medicine.as_needed
    ]


def _supply(plan: Plan) -> list[dict[str, object]]:
    """What the whole plan takes, strongest pieces first; null where the order does not say what doses are made of."""
    return [{"medicine": medicine.name, "items": _needed(medicine, plan)} for medicine in plan.medicines]


def _needed(medicine: MedicineTaper, plan: Plan) -> list[dict[str, str]] | None:
    found = supply.needed(medicine, medicine.starts_on, plan.shown_until)
    if found is None:
        return None
    return [{"item": item.key, "amount": number(count, "en")} for item, count in found]


def _made_of(medicine: MedicineTaper, plan: Plan) -> str:
    found = _needed(medicine, plan)
    if found is None:
        return "  The order lists no sizes that make every dose: tablets are not counted."
    told = ", ".join(f"{one['amount']} x {one['item']}" for one in found)
    return f"  Takes in all: {told or 'nothing'}"


def _limits(medicine: MedicineTaper) -> list[str]:
    return [
        f"  Only when needed: {amount(one.amount, medicine.unit, 'en')}, at most {one.at_most_per_day} a day"
        + (f", at least {one.hours_between} hours apart" if one.hours_between else "")
        for one in medicine.as_needed
    ]


def _steps(plan: Plan) -> list[str]:
    lines = [f"Good. {plan.zone} time, ordered by {plan.prescriber.name} on {plan.prescriber.ordered_on.isoformat()}."]
    for medicine in plan.medicines:
        if medicine.only_as_needed:
            lines += [f"{medicine.name}: no dose by the clock", *_limits(medicine)]
            continue
        days = [day for day in whole_calendar(plan) if day.medicine == medicine.id]
        doses = sum(len(day.doses) for day in days)
        lines.append(f"{medicine.name}: {len(medicine.steps)} steps, {len(days)} days, {doses} doses")
        for number_of_step, group in groupby(days, key=lambda day: day.step):
            lines.append(_step(number_of_step, list(group)))
        lines += [_made_of(medicine, plan), *_limits(medicine)]
    return lines


def _step(number_of_step: int, days: list[DayOfDoses]) -> str:
    first = days[0]
    doses = ", ".join(f"{clock_time(dose.at)} {amount(dose.amount, first.unit, 'en')}" for dose in first.doses)
    totals = dict.fromkeys(amount(day.total, day.unit, "en") for day in days)
    span = f"{day_with_year(first.day, 'en')} to {day_with_year(days[-1].day, 'en')}"
    return f"  {number_of_step:>2}. {span}: {doses or 'no dose'} ({' / '.join(totals)} a day)"


def _to_check(warnings: tuple[PlanWarning, ...]) -> list[str]:
    if not warnings:
        return ["Nothing to check with the prescriber."]
    lines = [f"{len(warnings)} to check with the prescriber:"]
    for one in warnings:
        lines += [f"• {one.rule} ({one.level.value}) {one.where}: {one.message}", f"  Source: {one.source}"]
    return lines
