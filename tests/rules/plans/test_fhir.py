"""FHIR orders shaped like those that national programmes publish: they load, or say exactly what is missing."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from bot.plans.aftercare import ServiceKind, VisitState
from bot.plans.check_output import check
from bot.plans.checked import Supplied
from bot.plans.model import Plan
from bot.plans.reading import read_plan
from bot.plans.writers.to_fhir import to_fhir
from tests.rules.plans.orders import TODAY, book, example, problems_of
from tests.rules.plans.sheets import fhir

START = Supplied(today=TODAY, zone="Europe/London", start=date(2026, 12, 1))


def plan_of(order: dict[str, Any], supplied: Supplied = START) -> Plan:
    return read_plan("a.json", json.dumps(order).encode(), supplied).plan


def request(*dosages: dict[str, Any], **others: Any) -> dict[str, Any]:
    """One MedicationRequest on its own, as a record system exports it."""
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"coding": [{"display": "Prednisolone 5 mg tablets"}]},
        "subject": {"display": "Ana R."},
        "authoredOn": "2026-11-28",
        "requester": {"display": "Dr. Lee"},
        "dosageInstruction": list(dosages),
    } | others


def step(sequence: int, amount: str, *, days: int | None = None, times: list[str] | None = None) -> dict[str, Any]:
    repeat: dict[str, Any] = {"frequency": 1, "period": 1, "periodUnit": "d"}
    if days is not None:
        repeat["boundsDuration"] = {"value": days, "unit": "day", "system": "http://unitsofmeasure.org", "code": "d"}
    if times:
        repeat |= {"timeOfDay": times, "frequency": len(times)}
    return {
        "sequence": sequence,
        "text": f"{amount} mg once a day",
        "timing": {"repeat": repeat},
        "doseAndRate": [{"doseQuantity": {"value": float(amount), "unit": "mg", "code": "mg"}}],
    }


def told(plan: Plan) -> list[str]:
    return [
        f"{one.starts_on} {one.ends_on} " + " ".join(f"{dose.at:%H:%M}={dose.amount}" for dose in one.cycle[0])
        for one in plan.medicines[0].steps
    ]


def test_a_sequence_with_durations_follows_the_start_that_was_said() -> None:
    plan = plan_of(request(*(step(n, str(40 - 10 * n), days=7, times=["08:00:00"]) for n in (1, 2, 3))))
    assert told(plan) == [
        "2026-12-01 2026-12-07 08:00=30",
        "2026-12-08 2026-12-14 08:00=20",
        "2026-12-15 2026-12-21 08:00=10",
    ]


def test_a_sequence_with_durations_and_no_start_asks_for_it() -> None:
    content = json.dumps(request(step(1, "30", days=7, times=["08:00"])))
    found = problems_of(content, name="a.json", supplied=Supplied(today=TODAY, zone="UTC"))
    assert [problem.key for problem in found] == ["start-missing"]


def test_a_sequence_with_periods_loads_with_its_dates() -> None:
    assert [str(one.ends_on) for one in plan_of(fhir({}), Supplied(today=TODAY)).medicines[0].steps] == [
        "2026-12-03",
        "2026-12-05",
    ]


def test_once_a_day_without_a_time_says_what_is_missing() -> None:
    found = problems_of(json.dumps(request(step(1, "30", days=7))), name="a.json", supplied=START)
    assert [problem.key for problem in found] == ["fhir-times"]
    assert found[0].where == "MedicationRequest.dosageInstruction[0].timing.repeat"


def test_until_reviewed_is_a_last_step_without_an_end() -> None:
    plan = plan_of(request(step(1, "30", days=7, times=["08:00"]), step(2, "20", times=["08:00"])))
    assert plan.ends_on is None


def test_morning_and_evening_amounts_of_one_sequence_hold_together() -> None:
    plan = plan_of(request(step(1, "10", days=7, times=["08:00"]), step(1, "5", days=7, times=["20:00"])))
    assert told(plan) == ["2026-12-01 2026-12-07 08:00=10 20:00=5"]


def test_numbered_dosages_with_the_same_dates_hold_together() -> None:
    order = fhir({})
    dosages = order["entry"][1]["resource"]["dosageInstruction"]
    dosages[1]["timing"]["repeat"] = dict(dosages[0]["timing"]["repeat"], timeOfDay=["14:00:00"], frequency=1)
    plan = plan_of(order, Supplied(today=TODAY))
    assert told(plan) == ["2026-12-01 2026-12-03 08:00=10 14:00=5 20:00=10"]


def test_every_other_day_is_an_empty_day_between() -> None:
    one = step(1, "10", days=8, times=["08:00"])
    one["timing"]["repeat"]["period"] = 2
    assert [len(day) for day in plan_of(request(one)).medicines[0].steps[0].cycle] == [1, 0]


def test_days_of_the_week_are_a_round_of_seven_days() -> None:
    one = step(1, "10", days=14, times=["08:00"])
    one["timing"]["repeat"] |= {"dayOfWeek": ["tue", "fri"]}
    one["timing"]["repeat"]["boundsPeriod"] = {"start": "2026-12-01", "end": "2026-12-14"}
    del one["timing"]["repeat"]["boundsDuration"]
    cycle = plan_of(request(one)).medicines[0].steps[0].cycle
    assert [len(day) for day in cycle] == [1, 0, 0, 1, 0, 0, 0]


def test_as_needed_with_a_daily_maximum_has_its_limit() -> None:
    needed = step(1, "5") | {
        "asNeededBoolean": True,
        "maxDosePerPeriod": {
            "numerator": {"value": 15, "unit": "mg", "code": "mg"},
            "denominator": {"value": 1, "unit": "d", "code": "d"},
        },
    }
    del needed["timing"], needed["sequence"]
    plan = plan_of(request(step(1, "30", days=7, times=["08:00"]), needed))
    assert plan.medicines[0].as_needed[0].at_most_per_day == 3


def test_an_order_only_as_needed_is_a_medicine_of_its_own() -> None:
    needed = step(1, "5") | {"asNeededBoolean": True}
    needed["timing"]["repeat"] |= {"frequencyMax": 3, "boundsPeriod": {"start": "2026-12-01", "end": "2026-12-10"}}
    del needed["sequence"]
    medicine = plan_of(request(needed)).medicines[0]
    assert medicine.only_as_needed
    assert (str(medicine.starts_on), str(medicine.ends_on)) == ("2026-12-01", "2026-12-10")
    assert medicine.as_needed[0].at_most_per_day == 3


def test_micrograms_by_code_stay_micrograms() -> None:
    one = step(1, "50", days=7, times=["08:00"])
    one["doseAndRate"][0]["doseQuantity"] = {"value": 50, "unit": "microgram", "code": "ug"}
    assert plan_of(request(one)).medicines[0].unit.value == "mcg"


def test_a_liquid_medication_brings_its_concentration() -> None:
    liquid = {
        "resourceType": "Medication",
        "id": "m",
        "code": {"text": "Baclofen oral solution"},
        "form": {"text": "Oral solution"},
        "ingredient": [
            {"strength": {"numerator": {"value": 5, "unit": "mg"}, "denominator": {"value": 5, "unit": "mL"}}}
        ],
    }
    order = request(step(1, "10", days=7, times=["08:00"]), contained=[liquid], medicationReference={"reference": "#m"})
    del order["medicationCodeableConcept"]
    medicine = plan_of(order).medicines[0]
    assert (medicine.name, medicine.form.value) == ("Baclofen oral solution", "liquid")
    assert medicine.concentration is not None
    assert f"{medicine.concentration.amount} in {medicine.concentration.per_ml} mL" == "5 in 5 mL"


def test_an_appointment_stands_at_the_local_time_of_the_plan() -> None:
    order = fhir({"appointment": {"start": "2026-12-08T23:15:00Z", "minutesDuration": 50, "description": "Court"}})
    (service,) = plan_of(order, Supplied(today=TODAY)).aftercare
    assert (service.kind, service.name) == (ServiceKind.CUSTOM, "Court")
    (visit,) = service.visits
    assert (visit.on, f"{visit.at:%H:%M}", visit.state) == (date(2026, 12, 8), "17:15", VisitState.PLANNED)


def test_a_care_plan_activity_is_a_service() -> None:
    care = {
        "resourceType": "CarePlan",
        "activity": [{"detail": {"status": "scheduled", "code": {"text": "Family therapy"}}}],
    }
    order = fhir({})
    order["entry"].append({"resource": care})
    (service,) = plan_of(order, Supplied(today=TODAY)).aftercare
    assert (service.kind, service.state.value) == (ServiceKind.FAMILY_THERAPY, "booked")


def test_what_we_write_is_valid_fhir() -> None:
    bundle = Bundle.model_validate_json(to_fhir(example()))
    assert len(bundle.entry or []) == 2 + 1 + 8 + 1


def test_amounts_are_written_as_exact_numbers() -> None:
    plan = example()
    text = to_fhir(plan)
    assert '"value": 30,' in text
    assert '"value": 30.0' not in text


@pytest.mark.parametrize("number", ["0.0625", "10.50", "1234567.12345678"])
def test_numbers_of_a_record_keep_their_digits(number: str) -> None:
    text = json.dumps(request(step(1, "77", days=7, times=["08:00"]))).replace("77.0", number)
    plan = read_plan("a.json", text.encode(), START).plan
    assert plan.medicines[0].steps[0].cycle[0][0].amount == Decimal(number)


def test_a_note_on_an_order_is_shown_to_staff() -> None:
    content = json.dumps(fhir({"note": [{"text": "hold if drowsy"}]})).encode()
    shown = check("a.json", content, zone=None, start=None, today=TODAY, medicines=book())
    assert [warning.message for warning in shown.warnings if warning.rule == "N1"] == [
        "The file says this too, and it is not loaded: “hold if drowsy”. Check with Dr. Lee."
    ]


def test_a_fhir_problem_names_the_prescriber() -> None:
    (problem,) = problems_of(json.dumps(fhir({"repeat": {"frequency": 3}})), name="a.json")
    assert problem.fix == "Ask Dr. Lee what was ordered."
