"""plans/linted: everything in a whole plan that staff should check with the prescriber (rules L1–L20, E1, A1).

Belongs here: the order of the rules; rules about the plan as a whole. Not here: rules about one medicine's course
(linted_course.py) and about making its doses (linted_making.py), the numbers (config/medicines).

L13 (gaps, overlaps), L14 (units mixed, liquid without concentration) and L20 (no author) are errors: see checked.py.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from bot.plans.aftercare import NEEDS_REASON, ServiceKind, undecided
from bot.plans.course import level
from bot.plans.linted_course import lint_course
from bot.plans.linted_making import lint_making
from bot.plans.medicines import Group, MedicineBook
from bot.plans.model import Flag, MedicineTaper, Plan
from bot.plans.warnings import Pad, PlanWarning, place

_SPECIALIST = (
    Flag.PREGNANT,
    Flag.BREASTFEEDING,
    Flag.SEIZURES,
    Flag.WITHDRAWAL_SEIZURE,
    Flag.DELIRIUM_TREMENS,
)


def lint(plan: Plan, book: MedicineBook, today: date, *, unread: Iterable[str] = ()) -> tuple[PlanWarning, ...]:
    """Every warning for staff, medicine by medicine and then the plan. `unread`: see PlanDraft.

    Source: FACTS section 5 by way of config/medicines, where each number carries its own.
    """
    pad = Pad(plan=plan, book=book, today=today)
    for words in unread:
        for one in book.rules("", "N1"):
            pad.note(one, "unread-note", "the file", words=words)
    for medicine in plan.medicines:
        lint_course(pad, medicine)
        lint_making(pad, medicine)
        _late_rule(pad, medicine)
    _instructions(pad)
    _dates(pad)
    _together(pad)
    _flags(pad)
    _aftercare(pad)
    return tuple(pad.warnings)


def _late_rule(pad: Pad, medicine: MedicineTaper) -> None:
    """L17: no words for a late dose. L20: words that nobody signed."""
    rule = medicine.late_rule
    if medicine.only_as_needed:
        return  # nothing can be late
    if rule is None or not rule.words:
        for one in pad.book.rules(medicine.name, "L17"):
            pad.note(one, "no-late-rule", place(medicine), name=medicine.name)
    elif not rule.author or rule.written_on is None:
        for one in pad.book.rules(medicine.name, "L20"):
            pad.note(one, "late-rule-author", place(medicine), name=medicine.name)


def _instructions(pad: Pad) -> None:
    """L17: contact, pause criteria, a review in the first days."""
    plan = pad.plan
    for one in pad.book.rules("", "L17"):
        if not any(contact.phone for contact in plan.contacts):
            pad.note(one, "no-contact", "contacts")
        if not plan.pause_criteria:
            pad.note(one, "no-pause", "pause_criteria")
        days = one.days or 0
        if not any(plan.starts_on <= day <= plan.starts_on + timedelta(days=days) for day in plan.review_dates):
            pad.note(one, "no-review", "review_dates", days=str(days))


def _dates(pad: Pad) -> None:
    """L13: a plan that has begun already; an order from the future."""
    plan = pad.plan
    for one in pad.book.rules("", "L13"):
        if plan.starts_on < pad.today:
            pad.note(one, "dates-past", "the plan", day=plan.starts_on.isoformat())
        if plan.prescriber.ordered_on > pad.today:
            pad.note(one, "order-future", "prescriber", day=plan.prescriber.ordered_on.isoformat())


def _together(pad: Pad) -> None:
    """L18: two medicines that calm the nervous system fall on the same days."""
    falling = [medicine for medicine in pad.plan.medicines if _falls(medicine)]
    for index, first in enumerate(falling):
        for second in falling[index + 1 :]:
            facts = (pad.book.facts(first.name), pad.book.facts(second.name))
            if not _overlap(first, second) or not all(one.depressant for one in facts):
                continue
            pair = {one.group: medicine.name for one, medicine in zip(facts, (first, second), strict=True)}
            for one in pad.book.rules("", "L18"):
                if {Group.OPIOID, Group.BENZODIAZEPINE} == set(pair):
                    names = {"first": pair[Group.OPIOID], "second": pair[Group.BENZODIAZEPINE]}
                    pad.note(one, "opioid-benzodiazepine", "medicines", **names)
                else:
                    pad.note(one, "two-depressants", "medicines", first=first.name, second=second.name)


def _falls(medicine: MedicineTaper) -> bool:
    levels = [level(step) for step in medicine.steps]
    return any(after < before for before, after in pairwise(levels)) or (len(levels) == 1 and levels[0] > 0)


def _overlap(first: MedicineTaper, second: MedicineTaper) -> bool:
    ends = (first.ends_on or date.max, second.ends_on or date.max)
    return first.starts_on <= ends[1] and second.starts_on <= ends[0]


def _flags(pad: Pad) -> None:
    """L19: people for whom a specialist should look at the plan."""
    for flag in pad.plan.flags:
        if flag in _SPECIALIST:
            for one in pad.book.rules("", "L19"):
                pad.note(one, f"flag-{flag.value}", "flags")


def _aftercare(pad: Pad) -> None:
    """A1: services without a reason or a name; those of the eight that nobody decided about."""
    for service in pad.plan.aftercare:
        for one in pad.book.rules("", "A1"):
            if service.state in NEEDS_REASON and not service.reason:
                state = service.state.value
                pad.note(one, "service-reason", f"aftercare, {service.id}", state=state)
            if service.kind is ServiceKind.CUSTOM and not service.name:
                pad.note(one, "service-name", f"aftercare, {service.id}")
    missing = undecided(pad.plan.aftercare)
    if missing:
        names = ", ".join(kind.value.replace("_", " ") for kind in missing)
        for one in pad.book.rules("", "A1"):
            pad.note(one, "aftercare-undecided", "aftercare", services=names, count=str(len(missing)))
