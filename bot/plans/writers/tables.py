"""plans/writers/tables: a plan → tables of cells, for CSV and XLSX alike.

Belongs here: which columns each part has and its rows. Not here: files (to_csv.py, to_xlsx.py), reading.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.plans.aftercare import Service
from bot.plans.model import Dose, Ending, Flag, Form, LateRule, MedicineTaper, Plan, Step
from bot.plans.notebook import tidy_key
from bot.plans.readers.from_table import (
    CONTACT_KEYS,
    LATE_KEYS,
    MEDICINE_KEYS,
    NEEDED_KEYS,
    REPEAT_KEYS,
    SERVICE_KEYS,
    VISIT_KEYS,
)
from bot.plans.writers import words

CellValue = str | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One part: its name, a header row (empty for the plan's labels) and its rows."""

    part: str
    header: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]


def tables_of(plan: Plan) -> tuple[Table, ...]:
    """Every part of the plan, empty ones too."""
    return (
        Table(part="plan", header=(), rows=tuple(_labels(plan))),
        Table(
            part="medicines",
            header=titles("name", *MEDICINE_KEYS, *LATE_KEYS),
            rows=tuple(map(_medicine, plan.medicines)),
        ),
        _taper(plan),
        Table(part="as_needed", header=titles("medicine", *NEEDED_KEYS), rows=tuple(_as_needed(plan))),
        Table(part="contacts", header=titles(*CONTACT_KEYS), rows=tuple(_contacts(plan))),
        Table(part="aftercare", header=titles(*SERVICE_KEYS), rows=tuple(map(_service, plan.aftercare))),
        Table(part="visits", header=titles("service", *VISIT_KEYS), rows=tuple(_visits(plan))),
        Table(part="repeats", header=titles("service", *REPEAT_KEYS), rows=tuple(_repeats(plan))),
    )


def titles(*keys: str) -> tuple[str, ...]:
    """Keys as people read them in a header."""
    return tuple(key.replace("_", " ") for key in keys)


def _labels(plan: Plan) -> Iterable[tuple[CellValue, ...]]:
    yield ("schema version", str(plan.schema_version))
    yield ("patient", plan.patient_label)
    yield ("zone", plan.zone)
    yield ("country", plan.country)
    yield ("prescriber", plan.prescriber.name)
    yield ("ordered on", plan.prescriber.ordered_on)
    for flag in Flag:
        known = flag in plan.flags or flag in plan.flags_denied
        yield (flag.value.replace("_", " "), words.yes_no(flag in plan.flags) if known else "unknown")
    yield from (("review dates", day) for day in plan.review_dates)
    yield from (("pause criteria", text) for text in plan.pause_criteria)


def _medicine(medicine: MedicineTaper) -> tuple[CellValue, ...]:
    rule = medicine.late_rule or LateRule()
    return (
        medicine.name,
        "" if medicine.form is Form.UNSAID else medicine.form.value,
        "; ".join(words.strength(one) for one in medicine.strengths),
        words.concentration(medicine.concentration),
        medicine.taken_since or "",
        "" if medicine.ending is Ending.UNSAID else medicine.ending.value,
        _number(rule.window_minutes),
        rule.after_window.value if rule.after_window else "",
        rule.words,
        rule.author,
        rule.written_on or "",
        _number(rule.consecutive_misses),
        _number(rule.hours_without),
        rule.vomiting_words,
        words.yes_no(rule.shift_later_doses),
        _number(rule.may_move_minutes),
        rule.contact,
    )


def _taper(plan: Plan) -> Table:
    times = sorted({dose.at for m in plan.medicines for step in m.steps for day in step.cycle for dose in day})
    header = ("medicine", "from", "until", "cycle day", "pause", *(words.clock(at) for at in times), "instruction")
    rows: list[tuple[CellValue, ...]] = []
    for medicine, name in zip(plan.medicines, names_of(plan), strict=True):
        used = {dose.at for step in medicine.steps for day in step.cycle for dose in day}
        for step in medicine.steps:
            for number, day in enumerate(step.cycle, start=1):
                cells = [_cell(day, at, used=at in used, medicine=medicine, pause=step.is_pause) for at in times]
                cycle_day = str(number) if len(step.cycle) > 1 else ""
                pause = "yes" if step.is_pause else ""
                rows.append((name, *_span(step), cycle_day, pause, *cells, step.instruction))
    return Table(part="taper", header=header, rows=tuple(rows))


def _span(step: Step) -> tuple[CellValue, CellValue]:
    return step.starts_on, step.ends_on or words.OPEN_END


def _cell(day: tuple[Dose, ...], at: object, *, used: bool, medicine: MedicineTaper, pause: bool) -> str:
    for dose in day:
        if dose.at == at:
            return words.amount(dose.amount, medicine.unit)
    return "none" if used and not pause else ""


def names_of(plan: Plan) -> tuple[str, ...]:
    """How each medicine is called in the other tables: its name, or its id when two have the same name."""
    keys = [tidy_key(medicine.name) for medicine in plan.medicines]
    return tuple(m.name if keys.count(tidy_key(m.name)) == 1 else m.id for m in plan.medicines)


def _as_needed(plan: Plan) -> Iterable[tuple[CellValue, ...]]:
    for medicine, name in zip(plan.medicines, names_of(plan), strict=True):
        for one in medicine.as_needed:
            between = _number(one.hours_between)
            yield (name, words.amount(one.amount, medicine.unit), _number(one.at_most_per_day), between, one.words)


def _contacts(plan: Plan) -> Iterable[tuple[CellValue, ...]]:
    for contact in plan.contacts:
        yield (contact.name, contact.role, contact.phone, words.hours(contact))


def _service(service: Service) -> tuple[CellValue, ...]:
    return (
        service.kind.value,
        service.name,
        service.state.value,
        service.reason,
        service.review_on or "",
        service.owner,
        service.place,
        service.link,
        service.phone,
        service.if_then,
        service.goal,
    )


def _service_name(plan: Plan, service: Service) -> str:
    alone = sum(one.kind is service.kind for one in plan.aftercare) == 1
    return service.kind.value if alone else service.id


def _visits(plan: Plan) -> Iterable[tuple[CellValue, ...]]:
    for service in plan.aftercare:
        for visit in service.visits:
            court = "yes" if visit.court else ""
            minutes = _number(visit.minutes)
            name = _service_name(plan, service)
            yield (name, visit.on, words.clock(visit.at), minutes, visit.state.value, visit.place, court)


def _repeats(plan: Plan) -> Iterable[tuple[CellValue, ...]]:
    for service in plan.aftercare:
        for rule in service.recurrence:
            yield (
                _service_name(plan, service),
                words.rhythm(rule),
                "; ".join(words.on_days(rule)),
                words.clock(rule.at),
                _number(rule.minutes),
                rule.starts_on,
                rule.until or "",
                "; ".join(day.isoformat() for day in rule.but_not),
            )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
