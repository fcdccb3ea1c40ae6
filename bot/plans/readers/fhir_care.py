"""plans/readers/fhir_care: ServiceRequest, Appointment and CarePlan activities → services of the aftercare plan.

Belongs here: their states, visits at local time, weekly timing. Not here: orders of medicine (from_fhir.py).
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.plans.aftercare import ServiceKind
from bot.plans.notebook import Notebook, tidy_key
from bot.plans.readers.fhir_json import Resources, concept, get, items, own_entries, text, value
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text

SERVICE_STATES = {
    "draft": "offered", "active": "referred", "on-hold": "waiting", "revoked": "stopped", "completed": "completed",
    "unknown": "offered", "not-started": "offered", "scheduled": "booked", "in-progress": "ongoing",
    "cancelled": "stopped", "stopped": "stopped",
}  # fmt: skip
"""From ServiceRequest.status and CarePlan.activity.detail.status. Our own extension says it more exactly."""
VISIT_STATES = {
    "proposed": "planned", "pending": "planned", "booked": "planned", "waitlist": "planned", "arrived": "attended",
    "checked-in": "attended", "fulfilled": "attended", "noshow": "missed", "cancelled": "cancelled",
}  # fmt: skip
_GONE = ("entered-in-error",)


def services_of(found: Resources, zone: str, book: Notebook) -> tuple[Node, ...]:
    """Every service with its visits; an appointment that belongs to none becomes a service of its own."""
    requests = [node for node in found.of("ServiceRequest") if value(node, "status") not in _GONE]
    visits: dict[int, list[Node]] = {}
    alone: list[Node] = []
    for appointment in found.of("Appointment"):
        if value(appointment, "status") in _GONE:
            continue
        owner = found.referred(next(iter(items(appointment, "basedOn")), None))
        index = next((number for number, node in enumerate(requests) if node is owner), None)
        visit = _visit(appointment, zone, book)
        if index is None:
            alone.append(_alone(appointment, visit))
        else:
            visits.setdefault(index, []).append(visit)
    services = [_service(node, tuple(visits.get(number, ())), found) for number, node in enumerate(requests)]
    details = [
        _detail(detail)
        for plan in found.of("CarePlan")
        for activity in items(plan, "activity")
        if (detail := get(activity, "detail")) is not None and value(detail, "kind") != "MedicationRequest"
    ]
    return (*services, *details, *alone)


def _entry(key: str, node: Text | None) -> tuple[Entry, ...]:
    return (Entry(key=key, where=node.where, node=node),) if node else ()


def _service(node: Node, visits: tuple[Node, ...], found: Resources) -> Node:
    own = own_entries(node, "service")
    named = {entry.key for entry in own}
    name = concept(get(node, "code"))
    owner = text(node, "performer", "display")
    place = text(node, "locationReference", "display")
    reason = concept(get(node, "reasonCode"))
    state = _state(text(node, "status"))
    written = [
        *_kind(name if "kind" not in named else None),
        *_entry("state", state),
        *_entry("owner", owner),
        *_entry("place", place),
        *_entry("reason", reason),
        *_weekly(node, own),
    ]
    entries = [*own, *(entry for entry in written if entry.key not in named)]
    if visits:
        entries.append(Entry(key="visits", where=node.where, node=Listing(items=visits, where=node.where)))
    return Mapping(entries=tuple(entries), where=node.where)


def _kind(name: Text | None) -> list[Entry]:
    """One of the eight when the name is just that, else a custom service of that name."""
    if name is None:
        return []
    key = tidy_key(name.value)
    if key in {kind.value for kind in ServiceKind}:
        return [Entry(key="kind", where=name.where, node=Text(value=key, where=name.where))]
    return [
        Entry(key="kind", where=name.where, node=Text(value=ServiceKind.CUSTOM.value, where=name.where)),
        Entry(key="name", where=name.where, node=name),
    ]


def _state(status: Text | None) -> Text | None:
    return Text(value=SERVICE_STATES.get(status.value, status.value), where=status.where) if status else None


def _weekly(node: Node, own: tuple[Entry, ...]) -> list[Entry]:
    """An occurrenceTiming by weeks, weekdays and times; our own extension stands before it."""
    repeat = get(node, "occurrenceTiming", "repeat")
    days, times = items(repeat, "dayOfWeek"), items(repeat, "timeOfDay")
    start = text(repeat, "boundsPeriod", "start")
    if any(entry.key == "repeats" for entry in own) or not days or not times or start is None:
        return []
    interval = value(repeat, "period") or "1"
    every = Text(value="week" if interval == "1" else f"{interval} weeks", where=node.where)
    rules: list[Node] = []
    for at in times:
        if isinstance(at, Text):
            clock = Text(value=at.value[:5], where=at.where)
            entries = [
                Entry(key="every", where=node.where, node=every),
                Entry(key="on", where=node.where, node=Listing(items=days, where=node.where)),
                Entry(key="at", where=at.where, node=clock),
                *_entry("from", start),
                *_entry("until", text(repeat, "boundsPeriod", "end")),
            ]
            rules.append(Mapping(entries=tuple(entries), where=node.where))
    return [Entry(key="repeats", where=node.where, node=Listing(items=tuple(rules), where=node.where))]


def _detail(detail: Node) -> Node:
    """An activity that the care plan describes itself."""
    name = concept(get(detail, "code")) or text(detail, "description")
    entries = [
        *_kind(name),
        *_entry("state", _state(text(detail, "status"))),
        *_entry("reason", concept(get(detail, "statusReason"))),
        *_entry("owner", text(detail, "performer", "display")),
        *_entry("place", text(detail, "location", "display")),
    ]
    return Mapping(entries=tuple(entries), where=detail.where)


def _alone(appointment: Node, visit: Node) -> Node:
    name = concept(get(appointment, "serviceType")) or text(appointment, "description")
    known = name or Text(value="Appointment", where=appointment.where)
    entries = [
        *_kind(known),
        Entry(key="state", where=appointment.where, node=Text(value="booked", where=appointment.where)),
        Entry(key="visits", where=appointment.where, node=Listing(items=(visit,), where=appointment.where)),
    ]
    return Mapping(entries=tuple(entries), where=appointment.where)


def _visit(node: Node, zone: str, book: Notebook) -> Node:
    """The appointment at the plan's local time; a local time that our extension says stands before it."""
    own = own_entries(node, "visit")
    named = {entry.key for entry in own}
    local = _local(text(node, "start"), zone, node=node, book=book) if "on" not in named else None
    minutes = text(node, "minutesDuration")
    status = text(node, "status")
    place = next((t for one in items(node, "participant") if (t := _location(one))), None)
    entries = [*own]
    if local:
        where = local.where
        day, _, clock = local.value.partition(" ")
        entries += [*_entry("on", Text(value=day, where=where)), *_entry("at", Text(value=clock, where=where))]
    if "state" not in named and status is not None:
        state = Text(value=VISIT_STATES.get(status.value, status.value), where=status.where)
        entries += _entry("state", state)
    entries += [*_entry("minutes", minutes), *(_entry("place", place) if "place" not in named else ())]
    return Mapping(entries=tuple(entries), where=node.where)


def _location(participant: Node) -> Text | None:
    is_place = value(participant, "actor", "reference").startswith("Location") or (
        value(participant, "actor", "type") == "Location"
    )
    return text(participant, "actor", "display") if is_place else None


def _local(start: Text | None, zone: str, *, node: Node, book: Notebook) -> Text | None:
    """Day and time of an instant in the plan's zone."""
    if start is None:
        book.wrong("key-missing", node.where, named="start", what="an appointment")
        return None
    written = re.sub(r"\.\d+", "", start.value.replace("Z", "+00:00"))
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        book.wrong("fhir-instant", start.where, value=start.value)
        return None
    if not zone:
        return None  # the missing zone is a problem of its own
    local = instant.astimezone(ZoneInfo(zone))
    return Text(value=local.strftime("%Y-%m-%d %H:%M"), where=start.where)
