"""plans/writers/fhir_care: the aftercare plan → ServiceRequest and Appointment resources.

Belongs here: services, visits, their states in FHIR's words. Not here: orders of medicine (to_fhir.py).
"""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.plans.aftercare import Service, ServiceState, Visit, VisitState
from bot.plans.calendar import instant
from bot.plans.model import Plan
from bot.plans.writers.fhir_own import extension

_SERVICE_STATUS = {
    ServiceState.OFFERED: "draft",
    ServiceState.WAITING: "on-hold",
    ServiceState.COMPLETED: "completed",
    ServiceState.DECLINED: "revoked",
    ServiceState.NOT_NEEDED: "revoked",
    ServiceState.NO_PLACE: "revoked",
    ServiceState.STOPPED: "revoked",
}
_VISIT_STATUS = {
    VisitState.PLANNED: "booked",
    VisitState.ATTENDED: "fulfilled",
    VisitState.MISSED: "noshow",
    VisitState.CANCELLED: "cancelled",
    VisitState.MOVED: "cancelled",
    VisitState.UNKNOWN: "pending",
}


def care_resources(plan: Plan, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A ServiceRequest for each service, an Appointment for each written visit."""
    found: list[dict[str, Any]] = []
    for service, document in zip(plan.aftercare, documents, strict=True):
        found.append(_request(service, document))
        for number, (visit, about) in enumerate(zip(service.visits, document.get("visits", []), strict=True), start=1):
            found.append(_appointment(plan, service, visit=visit, about=about, number=number))
    return found


def _request(service: Service, document: dict[str, Any]) -> dict[str, Any]:
    ours = {key: value for key, value in document.items() if key != "visits"}
    return {
        "resourceType": "ServiceRequest",
        "id": service.id,
        "extension": [extension("service", ours)],
        "status": _SERVICE_STATUS.get(service.state, "active"),
        "intent": "plan",
        "code": {"text": service.name or service.kind.value.replace("_", " ")},
        "subject": {"reference": "Patient/patient"},
    }


def _appointment(plan: Plan, service: Service, *, visit: Visit, about: dict[str, Any], number: int) -> dict[str, Any]:
    zone = ZoneInfo(plan.zone)
    start = instant(visit.on, visit.at, zone)
    local = start.astimezone(zone)
    faithful = (local.date(), local.time()) == (visit.on, visit.at)
    ours = {key: value for key, value in about.items() if key not in ("minutes", *(("on", "at") if faithful else ()))}
    resource: dict[str, Any] = {
        "resourceType": "Appointment",
        "id": f"{service.id}-{number}",
        "extension": [extension("visit", ours)],
        "status": _VISIT_STATUS[visit.state],
        "description": service.name or service.kind.value.replace("_", " "),
        "start": local.isoformat(),
        "basedOn": [{"reference": f"ServiceRequest/{service.id}"}],
        "participant": [{"actor": {"reference": "Patient/patient"}, "status": "accepted"}],
    }
    if visit.minutes is not None:
        resource["end"] = (start + timedelta(minutes=visit.minutes)).astimezone(zone).isoformat()
        resource["minutesDuration"] = visit.minutes
    return resource
