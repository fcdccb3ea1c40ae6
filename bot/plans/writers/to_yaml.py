"""plans/writers/to_yaml: a plan → the YAML file that reads back as the same plan.

Belongs here: the document's shape. Not here: single values (words.py). Every value is written as text.
"""

from typing import Any

import yaml

from bot.plans.aftercare import Recurrence, Service, Visit
from bot.plans.model import AsNeeded, Contact, Dose, Ending, Flag, Form, LateRule, MedicineTaper, Plan, Step, Unit
from bot.plans.writers import words


def to_yaml(plan: Plan) -> str:
    """The plan as a YAML document."""
    return yaml.safe_dump(document_of(plan), allow_unicode=True, sort_keys=False, width=100)


def document_of(plan: Plan) -> dict[str, Any]:
    """The plan as the nested texts of its file; what is not said is left out."""
    return _some(
        {
            "schema_version": str(plan.schema_version),
            "patient": plan.patient_label,
            "zone": plan.zone,
            "country": plan.country,
            "prescriber": {"name": plan.prescriber.name, "ordered_on": plan.prescriber.ordered_on.isoformat()},
            "flags": _flags(plan),
            "medicines": [_medicine(medicine) for medicine in plan.medicines],
            "contacts": [_contact(contact) for contact in plan.contacts],
            "review_dates": [day.isoformat() for day in plan.review_dates],
            "pause_criteria": list(plan.pause_criteria),
            "aftercare": [_service(service) for service in plan.aftercare],
        }
    )


def _some(values: dict[str, Any]) -> dict[str, Any]:
    """The values that say something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _flags(plan: Plan) -> dict[str, str]:
    said = dict.fromkeys(plan.flags, "yes") | dict.fromkeys(plan.flags_denied, "no")
    return {flag.value: said[flag] for flag in Flag if flag in said}


def _medicine(medicine: MedicineTaper) -> dict[str, Any]:
    return _some(
        {
            "name": medicine.name,
            "form": "" if medicine.form is Form.UNSAID else medicine.form.value,
            "strengths": [words.strength(one) for one in medicine.strengths],
            "concentration": words.concentration(medicine.concentration),
            "taken_since": _day(medicine.taken_since),
            "ending": "" if medicine.ending is Ending.UNSAID else medicine.ending.value,
            "late_rule": _late_rule(medicine.late_rule) if medicine.late_rule else {},
            "steps": [_step(step, medicine.unit) for step in medicine.steps],
            "as_needed": [_as_needed(one, medicine.unit) for one in medicine.as_needed],
        }
    )


def _step(step: Step, unit: Unit) -> dict[str, Any]:
    document: dict[str, Any] = {"from": step.starts_on.isoformat(), "until": _day(step.ends_on) or words.OPEN_END}
    if step.is_pause:
        document["pause"] = "yes"
    elif len(step.cycle) == 1:
        document["doses"] = _doses(step.cycle[0], unit)
    else:
        document["cycle"] = [_doses(day, unit) for day in step.cycle]
    return _some(document | {"instruction": step.instruction})


def _doses(day: tuple[Dose, ...], unit: Unit) -> dict[str, str] | str:
    return {words.clock(dose.at): words.amount(dose.amount, unit) for dose in day} or "none"


def _late_rule(rule: LateRule) -> dict[str, Any]:
    return _some(
        {
            "window_minutes": _number(rule.window_minutes),
            "after_window": rule.after_window.value if rule.after_window else "",
            "words": rule.words,
            "vomiting_words": rule.vomiting_words,
            "consecutive_misses": _number(rule.consecutive_misses),
            "hours_without": _number(rule.hours_without),
            "shift_later_doses": words.yes_no(rule.shift_later_doses),
            "may_move_minutes": _number(rule.may_move_minutes),
            "contact": rule.contact,
            "author": rule.author,
            "written_on": _day(rule.written_on),
        }
    )


def _as_needed(one: AsNeeded, unit: Unit) -> dict[str, Any]:
    return _some(
        {
            "amount": words.amount(one.amount, unit),
            "at_most_per_day": _number(one.at_most_per_day),
            "hours_between": _number(one.hours_between),
            "words": one.words,
        }
    )


def _contact(contact: Contact) -> dict[str, Any]:
    hours = words.hours(contact)
    return _some({"name": contact.name, "role": contact.role, "phone": contact.phone, "hours": hours})


def _service(service: Service) -> dict[str, Any]:
    return _some(
        {
            "kind": service.kind.value,
            "name": service.name,
            "state": service.state.value,
            "reason": service.reason,
            "review_on": _day(service.review_on),
            "owner": service.owner,
            "place": service.place,
            "link": service.link,
            "phone": service.phone,
            "if_then": service.if_then,
            "goal": service.goal,
            "visits": [_visit(visit) for visit in service.visits],
            "repeats": [_repeat(rule) for rule in service.recurrence],
        }
    )


def _visit(visit: Visit) -> dict[str, Any]:
    return _some(
        {
            "on": visit.on.isoformat(),
            "at": words.clock(visit.at),
            "minutes": _number(visit.minutes),
            "state": visit.state.value,
            "place": visit.place,
            "court": "yes" if visit.court else "",
        }
    )


def _repeat(rule: Recurrence) -> dict[str, Any]:
    return _some(
        {
            "every": words.rhythm(rule),
            "on": list(words.on_days(rule)),
            "at": words.clock(rule.at),
            "minutes": _number(rule.minutes),
            "from": rule.starts_on.isoformat(),
            "until": _day(rule.until),
            "but_not": [day.isoformat() for day in rule.but_not],
        }
    )


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
