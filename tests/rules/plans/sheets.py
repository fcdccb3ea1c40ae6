"""Tables and FHIR orders to test with, and what can be wrong in them."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook

CSV = """\
patient,Ana R.
zone,America/Chicago
country,US
prescriber,Dr. Lee
ordered on,2026-11-28

medicine,from,until,8:00,20:00
baclofen,2026-12-01,2026-12-03,10 mg,5 mg
baclofen,2026-12-04,2026-12-05,5 mg,5 mg
"""


def workbook(
    *, extra_sheet: str = "", merge: str = "", formula: str = "", cells: dict[str, Any] | None = None
) -> bytes:
    """The same order as a workbook with a sheet `plan` and a sheet `taper`."""
    book = Workbook()
    book.remove(book.active)
    plan, taper = book.create_sheet("plan"), book.create_sheet("taper")
    for row in CSV.splitlines()[:5]:
        plan.append(row.split(","))
    for row in CSV.splitlines()[6:]:
        taper.append(row.split(","))
    for place, value in (cells or {}).items():
        taper[place] = value
    if merge:
        taper.merge_cells(merge)
    if formula:
        taper[formula] = "=1+1"
    if extra_sheet:
        book.create_sheet(extra_sheet).append(["something", "else"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A small file that would unpack to 50 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 50_000_000)
    return out.getvalue()


def dosage(sequence: int | None, start: str, end: str, value: float) -> dict[str, Any]:
    quantity = {"value": value, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}
    repeat = {
        "boundsPeriod": {"start": start, "end": end},
        "frequency": 2,
        "period": 1,
        "periodUnit": "d",
        "timeOfDay": ["08:00:00", "20:00:00"],
    }
    return {"sequence": sequence, "timing": {"repeat": repeat}, "doseAndRate": [{"doseQuantity": quantity}]}


def fhir(change: dict[str, Any]) -> dict[str, Any]:
    """A Bundle with one order in two steps; `change` names what is put into its first dosage or into the order."""
    first, second = dosage(1, "2026-12-01", "2026-12-03", 10), dosage(2, "2026-12-04", "2026-12-05", 5)
    order: dict[str, Any] = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": "baclofen"},
        "subject": {"reference": "Patient/p"},
        "authoredOn": "2026-11-28T10:00:00-06:00",
        "requester": {"display": "Dr. Lee"},
        "dosageInstruction": [first, second],
    }
    patient = {
        "resourceType": "Patient",
        "id": "p",
        "extension": [
            {"url": "http://hl7.org/fhir/StructureDefinition/timezone", "valueCode": "America/Chicago"},
        ],
        "name": [{"given": ["Ana"], "family": "R."}],
    }
    entries = [{"resource": patient}, {"resource": order}]
    for key, value in change.items():
        if key == "repeat":
            first["timing"]["repeat"].update(value)
        elif key == "second":
            second["timing"]["repeat"].update(value)
            second["sequence"] = 1
            second["timing"]["repeat"]["boundsPeriod"] = first["timing"]["repeat"]["boundsPeriod"]
        elif key == "quantity":
            first["doseAndRate"][0]["doseQuantity"].update(value)
        elif key == "appointment":
            entries.append({"resource": {"resourceType": "Appointment", "status": "booked"} | value})
        elif key == "second_order":
            entries.append({"resource": order | value})
        elif key in ("sequence", "doseAndRate", "asNeededBoolean"):
            first[key] = value
        else:
            order[key] = value
    whole: dict[str, Any] = without_nones({"resourceType": "Bundle", "type": "collection", "entry": entries})
    return whole


def without_nones(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nones(one) for key, one in value.items() if one is not None}
    return [without_nones(one) for one in value] if isinstance(value, list) else value
