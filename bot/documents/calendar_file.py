"""documents/calendar_file: a plan and its visits as an iCalendar file (.ics).

Belongs here: one event for each dose and each visit. Not here: who asked for it (filed.py).

Every event stands at the UTC instant at which its reminder goes out, so that both agree also where the clocks change.
`named` False: what a shared calendar or a lock screen shows is a time and no more; then no amount can grow old in it.
An event keeps its UID from revision to revision; a later file with a higher SEQUENCE takes its place.

Source: RFC 5545 by way of the library icalendar.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.documents.ordered import Ordered
from bot.plans import plan_words
from bot.plans.aftercare import Service, Visit, VisitState, visits_between
from bot.plans.calendar import Slot, instant
from bot.plans.model import Plan
from bot.reminders import visit_words
from bot.texts.catalog import Texts
from bot.texts.html import plain

if TYPE_CHECKING:
    from icalendar import Event

DOSE_MINUTES, VISIT_MINUTES = 10, 60
"""How long an event lasts where the plan does not say: a calendar does not show an event without length."""
VISITS_AHEAD = timedelta(days=366)
_GONE = (VisitState.CANCELLED, VisitState.MOVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`plan` is the newest revision, whose visits count; `doses` come from every revision that is still the order.
    `salt` keeps the ids of two people apart and says nothing; `since` is the first local day."""

    plan: Plan
    doses: tuple[Ordered, ...]
    revision: int
    salt: str
    since: date
    made_at: datetime
    named: bool


def calendar_file(content: Content, texts: Texts) -> bytes:
    """The file. Visits without an end are shown for a year."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Taperline//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts.label("calendar-name" if content.named else "calendar-name-plain"))
    calendar.add("x-wr-timezone", content.plan.zone)
    about = texts.label("calendar-about", revision=str(content.revision))
    calendar.add("x-wr-caldesc", f"{about} {texts.label('privacy-part2-line')}" if content.named else about)
    for event in (*_doses(content, texts), *_visits(content, texts)):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _doses(content: Content, texts: Texts) -> Iterator["Event"]:
    """An event for each dose; without names one for each time, however many medicines it has."""
    told: set[datetime] = set()
    for dose in content.doses:
        slot = dose.slot
        if content.named:
            amount = plan_words.amount(slot.amount, dose.medicine, texts)
            title = texts.label("calendar-dose", medicine=dose.medicine.name, amount=amount)
            yield _event(content, _key(slot), slot.at, DOSE_MINUTES, title=title, about=slot.instruction)
        elif slot.at not in told:
            told.add(slot.at)
            title = texts.label("calendar-reminder")
            yield _event(content, f"dose|{slot.local.isoformat()}", slot.at, DOSE_MINUTES, title=title)


def _key(slot: Slot) -> str:
    return f"dose|{slot.medicine}|{slot.local.date().isoformat()}|{slot.planned.isoformat()}"


def _visits(content: Content, texts: Texts) -> Iterator["Event"]:
    home = ZoneInfo(content.plan.zone)
    last = max(content.since, content.plan.shown_until) + VISITS_AHEAD
    for service in content.plan.aftercare:
        for visit in visits_between(service, content.since, last):
            if visit.state not in _GONE:
                yield _visit(content, service, visit, home, texts)


def _visit(content: Content, service: Service, visit: Visit, home: ZoneInfo, texts: Texts) -> "Event":
    at = instant(visit.on, visit.at, home)
    key = f"visit|{service.id}|{visit.on.isoformat()}|{visit.at.isoformat()}"
    minutes = visit.minutes or VISIT_MINUTES
    if not content.named:
        return _event(content, key, at, minutes, title=texts.label("calendar-visit"))
    about = "\n".join(one for one in (service.phone, service.link, service.if_then) if one)
    title = plain(visit_words.name_of(service, texts))
    title = title[:1].upper() + title[1:]
    return _event(content, key, at, minutes, title=title, about=about, place=visit.place or service.place)


def _event(
    content: Content, key: str, at: datetime, minutes: int, *, title: str, about: str = "", place: str = ""
) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{hashlib.sha256(f'{content.salt}|{key}'.encode()).hexdigest()[:32]}@taperline")
    event.add("dtstamp", content.made_at.astimezone(UTC))
    event.add("dtstart", at)
    event.add("dtend", at + timedelta(minutes=minutes))
    event.add("sequence", content.revision)
    event.add("summary", title)
    event.add("transp", "TRANSPARENT" if key.startswith("dose") else "OPAQUE")
    if about:
        event.add("description", about)
    if place:
        event.add("location", place)
    return event
