"""plans/checked: a tree of texts becomes a plan, or every problem in it is named.

Belongs here: what must be there at all, the plan's own fields, contacts. Not here: steps (checked_steps.py), aftercare
(checked_care.py), single values (scalars.py), warnings (linted.py).

Needed to load at all: medicine, every amount with its unit, every time, every date, zone, prescriber and date of the
order. Everything else that is missing is a warning or is asked when signing. Nothing is half loaded.
"""

import re
from dataclasses import dataclass, field
from datetime import date, time

from bot.errors import Broken
from bot.plans.checked_care import service
from bot.plans.checked_steps import medicine
from bot.plans.model import Contact, Flag, OpenHours, Plan, Prescriber
from bot.plans.notebook import Fields, Notebook, as_mapping
from bot.plans.readers.tree import Listing, Mapping, Node, Text
from bot.plans.scalars import clock_time, day, one_of, weekday, yes_or_no, zone
from bot.plans.upgraded import SCHEMA_VERSION

MOST_MEDICINES = 20
MOST_SERVICES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What a person said beside the file, because a format may not be able to say it. `today` is the local day."""

    today: date
    zone: str | None = None
    start: date | None = None
    medicines: tuple[str, ...] = field(default=())


def checked(root: Node, supplied: Supplied, book: Notebook | None = None) -> Plan:
    """The plan the tree says. Raises BadInput with every problem, those that stood in the book already too."""
    book = book or Notebook()
    found = _plan(root, supplied, book)
    book.close()
    if found is None:
        raise Broken("a tree gave no plan and no problem")
    return found


def _plan(root: Node, supplied: Supplied, book: Notebook) -> Plan | None:
    fields = as_mapping(root, book, "the plan")
    if fields is None:
        return None
    prescriber = _prescriber(fields, book)
    version = fields.text("schema_version")
    if version is not None and version.value.strip() != str(SCHEMA_VERSION):
        book.wrong("version-unknown", version.where, value=version.value, known=str(SCHEMA_VERSION))
    label = fields.text("patient", required=True)
    country = _country(fields, book)
    home = _zone(fields, supplied, book)
    taken: list[str] = []
    nodes = fields.listing("medicines", required=True)
    if len(nodes) > MOST_MEDICINES:
        book.wrong("too-many", fields.where, what="medicines", most=str(MOST_MEDICINES))
    medicines = [medicine(node, supplied.start, book=book, taken=taken) for node in nodes[:MOST_MEDICINES]]
    flags, denied = _flags(fields, book)
    contacts = [_contact(node, book) for node in fields.listing("contacts")]
    reviews = _days(fields, "review_dates", book)
    pauses = tuple(node.value.strip() for node in _texts(fields, "pause_criteria", book))
    ids: list[str] = []
    services = [service(node, book, taken=ids) for node in fields.listing("aftercare")[:MOST_SERVICES]]
    fields.done()
    if book.problems or prescriber is None or label is None or home is None:
        return None
    return Plan(
        patient_label=label.value.strip(),
        zone=home,
        country=country,
        prescriber=prescriber,
        medicines=tuple(one for one in medicines if one),
        flags=flags,
        flags_denied=denied,
        contacts=tuple(contact for contact in contacts if contact),
        review_dates=reviews,
        pause_criteria=pauses,
        aftercare=tuple(one for one in services if one),
    )


def _prescriber(fields: Fields, book: Notebook) -> Prescriber | None:
    node = fields.node("prescriber", required=True)
    if node is None:
        return None
    inner = as_mapping(node, book, "prescriber")
    if inner is None:
        return None
    name, ordered = inner.text("name", required=True), inner.text("ordered_on", required=True)
    inner.done()
    if name is not None:
        book.asks(name.value)
    ordered_on = day(ordered, book) if ordered else None
    return Prescriber(name=name.value.strip(), ordered_on=ordered_on) if name and ordered_on else None


def _country(fields: Fields, book: Notebook) -> str:
    """Two capital letters of ISO 3166, or nothing. "UK" is what everybody writes for GB."""
    text = fields.text("country")
    found = text.value.strip().upper() if text else ""
    if text and not re.fullmatch(r"[A-Z]{2}", found):
        book.wrong("country-wrong", text.where, value=text.value)
    return "GB" if found == "UK" else found


def _zone(fields: Fields, supplied: Supplied, book: Notebook) -> str | None:
    written = fields.text("zone")
    said = zone(Text(value=supplied.zone, where="--zone"), book) if supplied.zone else None
    if written is None:
        if not supplied.zone:
            book.wrong("zone-missing", fields.where)
        return said
    found = zone(written, book)
    if found and said and found != said:
        book.wrong("zone-two", written.where, value=found, said=said)
    return found


def _flags(fields: Fields, book: Notebook) -> tuple[tuple[Flag, ...], tuple[Flag, ...]]:
    """Flags said yes to and flags said no to. A list holds those said yes to; a mapping holds yes, no or unknown."""
    node = fields.node("flags")
    said: dict[Flag, bool | None] = {}
    if isinstance(node, Mapping):
        for entry in node.entries:
            flag = one_of(Flag, Text(value=entry.key, where=entry.where), book)
            if flag and isinstance(entry.node, Text):
                said[flag] = yes_or_no(entry.node, book)
            elif flag:
                book.wrong("text-wanted", entry.where, named=entry.key)
    elif node is not None:
        for item in node.items if isinstance(node, Listing) else (node,):
            if isinstance(item, Text):
                flag = one_of(Flag, item, book)
                said |= {flag: True} if flag else {}
            else:
                book.wrong("text-wanted", item.where, named="flags")
    in_order = [flag for flag in Flag if flag in said]
    return tuple(f for f in in_order if said[f] is True), tuple(f for f in in_order if said[f] is False)


def _contact(node: Node, book: Notebook) -> Contact | None:
    fields = as_mapping(node, book, "a contact")
    if fields is None:
        return None
    name, hours = fields.text("name", required=True), fields.text("hours")
    role, phone = fields.words("role"), fields.words("phone")
    fields.done()
    spans = opening_hours(hours, book) if hours else ()
    return Contact(name=name.value.strip(), role=role, phone=phone, hours=spans) if name else None


def opening_hours(text: Text, book: Notebook) -> tuple[OpenHours, ...]:
    """ "Mon-Fri 8:00-17:00; Sat 9:00-12:00", or "always" for day and night."""
    if text.value.strip().lower() in ("always", "24/7", "siempre"):
        return (OpenHours(weekdays=tuple(range(7)), opens=time(0), closes=time(0)),)
    spans = [_span(part, text, book) for part in text.value.split(";") if part.strip()]
    return tuple(span for span in spans if span)


def _span(part: str, text: Text, book: Notebook) -> OpenHours | None:
    match = re.fullmatch(r"\s*(.+?)\s+([0-9:.]+\s*(?:[ap]m)?)\s*[-–]\s*([0-9:.]+\s*(?:[ap]m)?)\s*", part, re.IGNORECASE)
    days = _weekdays(match[1]) if match else ()
    if match is None or not days:
        book.wrong("hours-wrong", text.where, value=text.value)
        return None
    closing = "0:00" if match[3].strip() == "24:00" else match[3]
    opens = clock_time(Text(value=match[2], where=text.where), book)
    closes = clock_time(Text(value=closing, where=text.where), book)
    if opens is None or closes is None:
        return None
    if closes <= opens and closes != time(0):
        book.wrong("hours-wrong", text.where, value=text.value)
        return None
    return OpenHours(weekdays=days, opens=opens, closes=closes)


def _weekdays(words: str) -> tuple[int, ...]:
    """ "Mon-Fri", "Mon, Wed", "daily"; empty when a word is no weekday."""
    if words.strip().lower() in ("daily", "every day", "a diario", "todos los días"):
        return tuple(range(7))
    found: set[int] = set()
    for part in re.split(r"[,\s]+", re.sub(r"\s*[-–]\s*", "-", words.strip())):
        ends = [weekday(word) for word in re.split(r"[-–]", part)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            return ()
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return tuple(sorted(found))


def _texts(fields: Fields, key: str, book: Notebook) -> tuple[Text, ...]:
    found = fields.listing(key)
    for node in found:
        if not isinstance(node, Text):
            book.wrong("text-wanted", node.where, named=key)
    return tuple(node for node in found if isinstance(node, Text) and node.value.strip())


def _days(fields: Fields, key: str, book: Notebook) -> tuple[date, ...]:
    found = [day(text, book) for text in _texts(fields, key, book)]
    return tuple(sorted({one for one in found if one}))
