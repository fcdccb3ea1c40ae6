"""plans/diff: what a new revision changes, as values that can be said in words.

Belongs here: comparing two plans day by day and part by part. Not here: the words (config/locales: plan-changes.ftl,
diff_words.py).
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.plans.calendar import step_on
from bot.plans.model import Dose, MedicineTaper, Plan, Unit


class ChangeKind(StrEnum):
    """What changed. The first four carry day, time and amounts; the others say which part to look at."""

    DOSE_CHANGED = "dose_changed"
    DOSE_ADDED = "dose_added"
    DOSE_REMOVED = "dose_removed"
    UNIT_CHANGED = "unit_changed"
    MEDICINE_ADDED = "medicine_added"
    MEDICINE_REMOVED = "medicine_removed"
    END_MOVED = "end_moved"
    ENDING_CHANGED = "ending_changed"
    INSTRUCTION_CHANGED = "instruction_changed"
    MAKING_CHANGED = "making_changed"
    AS_NEEDED_CHANGED = "as_needed_changed"
    LATE_RULE_CHANGED = "late_rule_changed"
    ZONE_CHANGED = "zone_changed"
    PRESCRIBER_CHANGED = "prescriber_changed"
    CONTACTS_CHANGED = "contacts_changed"
    FLAGS_CHANGED = "flags_changed"
    REVIEW_DATES_CHANGED = "review_dates_changed"
    PAUSE_CRITERIA_CHANGED = "pause_criteria_changed"
    SERVICE_ADDED = "service_added"
    SERVICE_REMOVED = "service_removed"
    SERVICE_CHANGED = "service_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `first` and `last` are local days, both included; `last` None: for as long as both plans are shown.

    `subject` is a medicine's name or a service's kind; `before` and `after` are amounts in `unit`, or None for no dose.
    """

    kind: ChangeKind
    subject: str = ""
    first: date | None = None
    last: date | None = None
    at: time | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    unit: Unit | None = None


def changes(old: Plan, new: Plan, *, since: date | None = None) -> tuple[Change, ...]:
    """Everything that the new plan says otherwise, doses first. Doses before the day `since` are not looked at."""
    found = [*_medicines(old, new, since), *_parts(old, new), *_services(old, new)]
    return tuple(found)


def _medicines(old: Plan, new: Plan, since: date | None) -> list[Change]:
    before = {medicine.id: medicine for medicine in old.medicines}
    after = {medicine.id: medicine for medicine in new.medicines}
    found: list[Change] = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in after:
            found.append(Change(kind=ChangeKind.MEDICINE_REMOVED, subject=before[key].name))
        elif key not in before:
            medicine = after[key]
            found.append(Change(kind=ChangeKind.MEDICINE_ADDED, subject=medicine.name, first=medicine.starts_on))
        else:
            last = max(old.shown_until, new.shown_until)
            found += _doses(before[key], after[key], since=since, last=last)
            found += _around(before[key], after[key], since=since)
    return found


def _doses(old: MedicineTaper, new: MedicineTaper, *, since: date | None, last: date) -> list[Change]:
    """One change for each run of days on which the same time of day has the same old and the same new amount."""
    if old.unit is not new.unit:
        return [Change(kind=ChangeKind.UNIT_CHANGED, subject=new.name, unit=new.unit)]
    first = max(min(old.starts_on, new.starts_on), since or date.min)
    open_runs: dict[time, Change] = {}
    found: list[Change] = []
    day = first
    while day <= last:
        pairs = _pairs(_doses_on(old, day), _doses_on(new, day))
        for at in [at for at, run in open_runs.items() if pairs.get(at) != (run.before, run.after)]:
            found.append(open_runs.pop(at))
        for at, (was, now) in pairs.items():
            run = open_runs.get(at)
            begun = run.first if run else day
            open_runs[at] = _dose_change(new, at, was=was, now=now, span=(begun or day, day))
        day += timedelta(days=1)
    found += open_runs.values()
    return sorted(found, key=lambda change: (change.first or first, change.at or time(0)))


def _doses_on(medicine: MedicineTaper, day: date) -> tuple[Dose, ...]:
    step = step_on(medicine, day)
    return step.doses_on(day) if step else ()


def _pairs(old: tuple[Dose, ...], new: tuple[Dose, ...]) -> dict[time, tuple[Decimal | None, Decimal | None]]:
    """Time → old and new amount, for those that differ."""
    was = {dose.at: dose.amount for dose in old}
    now = {dose.at: dose.amount for dose in new}
    times = sorted(was.keys() | now.keys())
    return {at: (was.get(at), now.get(at)) for at in times if was.get(at) != now.get(at)}


def _dose_change(
    medicine: MedicineTaper, at: time, *, was: Decimal | None, now: Decimal | None, span: tuple[date, date]
) -> Change:
    kind = ChangeKind.DOSE_CHANGED
    if was is None:
        kind = ChangeKind.DOSE_ADDED
    elif now is None:
        kind = ChangeKind.DOSE_REMOVED
    first, last = span
    return Change(
        kind=kind, subject=medicine.name, first=first, last=last, at=at, before=was, after=now, unit=medicine.unit
    )


def _around(old: MedicineTaper, new: MedicineTaper, *, since: date | None) -> list[Change]:
    found: list[Change] = []
    if old.ends_on != new.ends_on:
        found.append(Change(kind=ChangeKind.END_MOVED, subject=new.name, first=old.ends_on, last=new.ends_on))
    told = [
        (ChangeKind.ENDING_CHANGED, old.ending, new.ending),
        (ChangeKind.INSTRUCTION_CHANGED, _instructions(old, since), _instructions(new, since)),
        (ChangeKind.MAKING_CHANGED, _making(old), _making(new)),
        (ChangeKind.AS_NEEDED_CHANGED, old.as_needed, new.as_needed),
        (ChangeKind.LATE_RULE_CHANGED, old.late_rule, new.late_rule),
    ]
    return found + [Change(kind=kind, subject=new.name) for kind, was, now in told if was != now]


def _instructions(medicine: MedicineTaper, since: date | None) -> list[str]:
    """The instructions still to come, in their order, each once in a row."""
    words: list[str] = []
    for step in medicine.steps:
        still = since is None or step.ends_on is None or step.ends_on >= since
        if still and words[-1:] != [step.instruction]:
            words.append(step.instruction)
    return words


def _making(medicine: MedicineTaper) -> tuple[object, ...]:
    return (medicine.name, medicine.form, medicine.strengths, medicine.concentration)


def _parts(old: Plan, new: Plan) -> list[Change]:
    told = [
        (ChangeKind.ZONE_CHANGED, old.zone, new.zone),
        (ChangeKind.PRESCRIBER_CHANGED, old.prescriber.name, new.prescriber.name),
        (ChangeKind.CONTACTS_CHANGED, old.contacts, new.contacts),
        (ChangeKind.FLAGS_CHANGED, (old.flags, old.flags_denied), (new.flags, new.flags_denied)),
        (ChangeKind.REVIEW_DATES_CHANGED, old.review_dates, new.review_dates),
        (ChangeKind.PAUSE_CRITERIA_CHANGED, old.pause_criteria, new.pause_criteria),
    ]
    return [Change(kind=kind) for kind, was, now in told if was != now]


def _services(old: Plan, new: Plan) -> list[Change]:
    before = {service.id: service for service in old.aftercare}
    after = {service.id: service for service in new.aftercare}
    found = []
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in after:
            found.append(Change(kind=ChangeKind.SERVICE_REMOVED, subject=before[key].kind.value))
        elif key not in before:
            found.append(Change(kind=ChangeKind.SERVICE_ADDED, subject=after[key].kind.value))
        elif before[key] != after[key]:
            found.append(Change(kind=ChangeKind.SERVICE_CHANGED, subject=after[key].kind.value))
    return found
