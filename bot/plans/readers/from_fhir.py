"""plans/readers/from_fhir: FHIR R4 JSON → the same tree a YAML file gives.

Belongs here: Bundle, MedicationRequest, Medication, Patient, Practitioner and our extensions on CarePlan.
Not here: dosages (fhir_dosage.py), aftercare (fhir_care.py), walking in JSON (fhir_json.py).

What a record does not say is not made up: without a zone or a first day the person who loads it is asked.
"""

import re

from bot.plans.notebook import Notebook
from bot.plans.readers.fhir_care import services_of
from bot.plans.readers.fhir_dosage import UCUM, as_needed, is_as_needed, span_as_needed, steps_of
from bot.plans.readers.fhir_json import (
    TIME_ZONE,
    Resources,
    concept,
    get,
    items,
    own_entries,
    resources_of,
    text,
    tree_of_json,
    value,
)
from bot.plans.readers.tree import Entry, Listing, Mapping, Node, Text
from bot.plans.scalars import zones

_GOOD_STATUS = ("active", "draft")
_GOOD_INTENT = ("order", "plan", "original-order", "instance-order", "filler-order", "reflex-order")
_LOADED = ("Bundle", "MedicationRequest")
_FORMS = (("tablet", "tablet"), ("capsule", "capsule"), ("solution", "liquid"), ("suspension", "liquid"),
          ("liquid", "liquid"), ("syrup", "liquid"), ("granule", "granules"))  # fmt: skip


def tree_of_fhir(content: str, zone: str | None, book: Notebook) -> Node | None:
    """The plan in the resources, or None and its problems. `zone` is what a person said beside the file."""
    root = tree_of_json(content, book)
    if root is None:
        return None
    kind = value(root, "resourceType")
    if kind not in _LOADED:
        book.wrong("fhir-kind", "the file", value=kind or "This")
        return None
    found = resources_of(root)
    requests = [node for node in found.of("MedicationRequest") if value(node, "status") != "entered-in-error"]
    if not requests:
        book.wrong("fhir-nothing", kind)
        return None
    said = _zone(found, requests)
    prescriber = _prescriber(found, requests, book)
    plans = [entry for plan in found.of("CarePlan") for entry in own_entries(plan, "plan")]
    home = said.value if said else (zone or "")
    services = services_of(found, home if home in zones() else "", book)
    entries = [
        *plans,
        *_entry("patient", _patient(found, requests, book)),
        *_entry("zone", said),
        *prescriber,
        _list("medicines", tuple(_medicine(node, found, book) for node in requests), root.where),
    ]
    if services:
        entries.append(_list("aftercare", services, root.where))
    return Mapping(entries=tuple(entries), where=kind)


def _entry(key: str, node: Text | None) -> tuple[Entry, ...]:
    return (Entry(key=key, where=node.where, node=node),) if node else ()


def _list(key: str, nodes: tuple[Node, ...], where: str) -> Entry:
    return Entry(key=key, where=where, node=Listing(items=nodes, where=where))


def _only(what: str, texts: list[Text | None], book: Notebook) -> Text | None:
    """The one value all orders agree on; two different ones are a problem."""
    said = [one for one in texts if one is not None]
    for one in said[1:]:
        if one.value.strip() != said[0].value.strip():
            book.wrong("fhir-two", one.where, what=what, first=said[0].value, value=one.value)
    return said[0] if said else None


def _patient(found: Resources, requests: list[Node], book: Notebook) -> Text | None:
    names = []
    for node in requests:
        subject = get(node, "subject")
        names.append(_human(found.referred(subject, node)) or text(subject, "display"))
    return _only("patients", names, book)


def _human(node: Node | None) -> Text | None:
    """A HumanName as people write it."""
    name = get(node, "name")
    whole = text(name, "text")
    if whole or name is None:
        return whole
    first = name.items[0] if isinstance(name, Listing) and name.items else name
    parts = [one.value for one in items(first, "given") if isinstance(one, Text)]
    family = value(first, "family")
    joined = " ".join([*parts, family]).strip()
    return Text(value=joined, where=first.where) if joined else None


def _zone(found: Resources, requests: list[Node]) -> Text | None:
    """The time zone extension of the patient."""
    people = [found.referred(get(node, "subject"), node) for node in requests]
    for person in [*people, *found.of("Patient")]:
        for one in items(person, "extension"):
            if value(one, "url") == TIME_ZONE:
                return text(one, "valueCode") or text(one, "valueString")
    return None


def _prescriber(found: Resources, requests: list[Node], book: Notebook) -> tuple[Entry, ...]:
    names, days = [], []
    for node in requests:
        requester = get(node, "requester")
        names.append(_human(found.referred(requester, node)) or text(requester, "display"))
        authored = text(node, "authoredOn")
        days.append(Text(value=authored.value[:10], where=authored.where) if authored else None)
    name, day = _only("prescribers", names, book), _only("dates of the order", days, book)
    book.asks(name.value if name else "")
    entries = (*_entry("name", name), *_entry("ordered_on", day))
    if not entries:
        return ()
    where = requests[0].where
    return (Entry(key="prescriber", where=where, node=Mapping(entries=entries, where=where)),)


def _medicine(node: Node, found: Resources, book: Notebook) -> Node:
    _is_order(node, book)
    product = found.referred(get(node, "medicationReference"), node)
    name = (
        concept(get(node, "medicationCodeableConcept"))
        or concept(get(product, "code"))
        or text(node, "medicationReference", "display")
    )
    book.unread += [said.value for note in items(node, "note") if (said := text(note, "text"))]
    own = own_entries(node, "medicine")
    named = {entry.key for entry in own}
    dosages = items(node, "dosageInstruction")
    steps = steps_of(tuple(one for one in dosages if not is_as_needed(one)), book)
    needed = tuple(as_needed(one, book) for one in dosages if is_as_needed(one))
    entries = [
        *_entry("name", name),
        *own,
        *(entry for entry in _product(product) if entry.key not in named),
    ]
    if steps:
        entries.append(_list("steps", steps, node.where))
    if needed:
        entries.append(_list("as_needed", needed, node.where))
    if needed and len(needed) == len(dosages):
        entries += span_as_needed(dosages, book)
    return Mapping(entries=tuple(entries), where=node.where)


def _is_order(node: Node, book: Notebook) -> None:
    """An order that holds: not stopped, not a mere proposal, not a prohibition, nothing that turns it round."""
    status, intent = value(node, "status"), value(node, "intent")
    if status not in _GOOD_STATUS:
        book.wrong("fhir-status", node.where, value=status or "not given")
    if intent not in _GOOD_INTENT:
        book.wrong("fhir-intent", node.where, value=intent or "not given")
    if value(node, "doNotPerform") == "true":
        book.wrong("fhir-not", node.where)
    if get(node, "modifierExtension") is not None:
        book.wrong("fhir-modifier", node.where)


def _product(product: Node | None) -> list[Entry]:
    """Form, strengths and concentration of a Medication resource, as far as it says them in units we know."""
    entries: list[Entry] = []
    form = concept(get(product, "form"))
    known = next((ours for word, ours in _FORMS if form and word in form.value.lower()), None)
    if form and known:
        entries.append(Entry(key="form", where=form.where, node=Text(value=known, where=form.where)))
    ingredients = items(product, "ingredient")
    strength = get(ingredients[0], "strength") if len(ingredients) == 1 else None
    if strength is None:
        return entries
    top, bottom = _quantity(get(strength, "numerator")), _quantity(get(strength, "denominator"))
    if top and bottom.endswith(" mL"):
        written = Text(value=f"{top}/{bottom}", where=strength.where)
        entries.append(Entry(key="concentration", where=strength.where, node=written))
    elif top and known in ("tablet", "capsule") and re.fullmatch(r"1(\.0+)? .*|1|", bottom):
        entries.append(Entry(key="strengths", where=strength.where, node=Text(value=top, where=strength.where)))
    return entries


def _quantity(node: Node | None) -> str:
    code, unit = value(node, "code"), value(node, "unit")
    return f"{value(node, 'value')} {UCUM.get(code, unit or code)}".strip() if node else ""
