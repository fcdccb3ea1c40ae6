"""plans/writers/to_fhir: a plan → a FHIR R4 Bundle that reads back as the same plan.

Belongs here: Patient, MedicationRequest with its dosages, CarePlan. Not here: aftercare (fhir_care.py), our extensions
(fhir_own.py), which say what FHIR has no place for.

Source: HL7 FHIR R4, MedicationRequest, Dosage, Timing.
"""

import json
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bot.plans.model import AsNeeded, MedicineTaper, Plan, Step, Unit
from bot.plans.readers.fhir_json import TIME_ZONE
from bot.plans.writers.fhir_care import care_resources
from bot.plans.writers.fhir_own import extension
from bot.plans.writers.to_yaml import document_of

_CODES = {
    Unit.MG: "mg", Unit.MCG: "ug", Unit.G: "g", Unit.ML: "mL", Unit.TABLET: "{tbl}", Unit.CAPSULE: "{cap}",
    Unit.DROP: "[drp]", Unit.UNITS: "{unit}",
}  # fmt: skip
_UCUM = "http://unitsofmeasure.org"
_IN_FHIR = ("name", "steps", "as_needed")
_PLAN_KEYS = ("schema_version", "country", "flags", "contacts", "review_dates", "pause_criteria")


def to_fhir(plan: Plan) -> str:
    """The plan as a Bundle of type collection, with amounts as exact JSON numbers."""
    document = document_of(plan)
    requests = [
        _request(plan, medicine, about, number)
        for number, (medicine, about) in enumerate(zip(plan.medicines, document["medicines"], strict=True), start=1)
    ]
    services = care_resources(plan, document.get("aftercare", []))
    requested = [one for one in services if one["resourceType"] == "ServiceRequest"]
    care_plan = {
        "resourceType": "CarePlan",
        "id": "plan",
        "extension": [extension("plan", {key: document[key] for key in _PLAN_KEYS if key in document})],
        "status": "active",
        "intent": "plan",
        "subject": {"reference": "Patient/patient"},
        "activity": [
            {"reference": {"reference": f"{one['resourceType']}/{one['id']}"}} for one in (*requests, *requested)
        ],
    }
    resources = [_patient(plan), care_plan, *requests, *services]
    entries = [{"fullUrl": f"urn:taperline:{one['resourceType']}/{one['id']}", "resource": one} for one in resources]
    return written({"resourceType": "Bundle", "type": "collection", "entry": entries})


def written(value: Any) -> str:
    """JSON text in which a Decimal is a number with exactly its digits."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n ".join(written(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _patient(plan: Plan) -> dict[str, Any]:
    return {
        "resourceType": "Patient",
        "id": "patient",
        "extension": [{"url": TIME_ZONE, "valueCode": plan.zone}],
        "name": [{"text": plan.patient_label}],
    }


def _request(plan: Plan, medicine: MedicineTaper, about: dict[str, Any], number: int) -> dict[str, Any]:
    ours = {key: value for key, value in about.items() if key not in _IN_FHIR}
    dosages = [
        dosage
        for sequence, step in enumerate(medicine.steps, start=1)
        for dosage in _dosages(step, medicine.unit, sequence)
    ]
    return {
        "resourceType": "MedicationRequest",
        "id": f"order-{number}",
        **({"extension": [extension("medicine", ours)]} if ours else {}),
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": medicine.name},
        "subject": {"reference": "Patient/patient"},
        "authoredOn": plan.prescriber.ordered_on.isoformat(),
        "requester": {"display": plan.prescriber.name},
        "dosageInstruction": [*dosages, *(_as_needed(one, medicine.unit) for one in medicine.as_needed)],
    }


def _dosages(step: Step, unit: Unit, sequence: int) -> list[dict[str, Any]]:
    """One dosage for each amount on each day of the cycle; a day without doses is said as a dose of 0."""
    found: list[dict[str, Any]] = []
    for offset, day in enumerate(step.cycle):
        times: dict[Decimal, list[str]] = defaultdict(list)
        for dose in day:
            times[dose.amount].append(dose.at.strftime("%H:%M:%S"))
        start = (step.starts_on + timedelta(days=offset)).isoformat()
        bounds = {"start": start} | ({"end": step.ends_on.isoformat()} if step.ends_on else {})
        for amount, at in times.items() or [(Decimal(0), [])]:
            repeat = {
                "boundsPeriod": bounds,
                "frequency": max(1, len(at)),
                "period": len(step.cycle),
                "periodUnit": "d",
            }
            found.append(
                {
                    "sequence": sequence,
                    "text": f"{format(amount, 'f')} {unit.value}" + (f" at {', '.join(at)}" if at else " (no dose)"),
                    **({"patientInstruction": step.instruction} if step.instruction else {}),
                    "timing": {"repeat": repeat | ({"timeOfDay": at} if at else {})},
                    "doseAndRate": [{"doseQuantity": _quantity(amount, unit)}],
                }
            )
    return found


def _as_needed(one: AsNeeded, unit: Unit) -> dict[str, Any]:
    """As needed: at most so many a day, and not more than one in so many hours."""
    dosage: dict[str, Any] = {
        "text": f"{format(one.amount, 'f')} {unit.value} when needed",
        **({"patientInstruction": one.words} if one.words else {}),
        "timing": {"repeat": {"frequency": 1, "frequencyMax": one.at_most_per_day, "period": 1, "periodUnit": "d"}},
        "asNeededBoolean": True,
        "doseAndRate": [{"doseQuantity": _quantity(one.amount, unit)}],
    }
    if one.hours_between is not None:
        hours = {"value": one.hours_between, "unit": "h", "system": _UCUM, "code": "h"}
        dosage["maxDosePerPeriod"] = {"numerator": _quantity(one.amount, unit), "denominator": hours}
    return dosage


def _quantity(amount: Decimal, unit: Unit) -> dict[str, Any]:
    return {"value": amount, "unit": unit.value, "system": _UCUM, "code": _CODES[unit]}
