"""plans/aftercare: the services that follow a taper, their states and their visits.

Belongs here: the eight kinds and custom ones, states, single visits, recurring visits, the visits of a span of days.
Not here: reminders of visits (reminders/), tasks for staff (caseload/).
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class ServiceKind(StrEnum):
    """The eight services every programme decides about, and one of its own. Source: PRODUCT section 6."""

    ONE_ON_ONE_THERAPY = "one_on_one_therapy"
    FAMILY_THERAPY = "family_therapy"
    SUPPORT_GROUP = "support_group"
    VOCATIONAL_REHABILITATION = "vocational_rehabilitation"
    EDUCATIONAL_ASSISTANCE = "educational_assistance"
    LEGAL_ASSISTANCE = "legal_assistance"
    MAINTENANCE_MEDICATION = "maintenance_medication"
    RELAPSE_PREVENTION = "relapse_prevention"
    CUSTOM = "custom"


EIGHT = tuple(kind for kind in ServiceKind if kind is not ServiceKind.CUSTOM)


class ServiceState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFERRED = "referred"
    WAITING = "waiting"
    BOOKED = "booked"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    DECLINED = "declined"
    NOT_NEEDED = "not_needed"
    NO_PLACE = "no_place"
    STOPPED = "stopped"


UNDECIDED = (ServiceState.OFFERED,)
"""States in which nobody has decided yet."""
NEEDS_REASON = (ServiceState.DECLINED, ServiceState.NOT_NEEDED, ServiceState.NO_PLACE, ServiceState.STOPPED)
"""States that are kept with a reason and a day to look again."""


class VisitState(StrEnum):
    PLANNED = "planned"
    ATTENDED = "attended"
    MISSED = "missed"
    CANCELLED = "cancelled"
    MOVED = "moved"
    UNKNOWN = "unknown"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Visit(Frozen):
    """One visit on one day. `court`: it is also reminded of a week before."""

    on: date
    at: time
    minutes: int | None = Field(default=None, ge=1, le=1440)
    state: VisitState = VisitState.PLANNED
    place: str = ""
    court: bool = False


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"


class Recurrence(Frozen):
    """Visits that come back: each `interval` weeks on `weekdays`, or each month on the nth weekday (-1: the last).

    `weekdays`: 0 Monday … 6 Sunday. `until` None: no end is known. `but_not`: days that fall out.
    """

    every: Every
    weekdays: tuple[int, ...] = Field(min_length=1)
    nth: int | None = Field(default=None, ge=-1, le=5)
    interval: int = Field(default=1, ge=1, le=52)
    at: time
    minutes: int | None = Field(default=None, ge=1, le=1440)
    starts_on: date
    until: date | None = None
    but_not: tuple[date, ...] = ()


class Service(Frozen):
    """One service of the aftercare plan. `goal` is what the person wants of it, `if_then` their own plan for getting
    there."""

    id: str
    kind: ServiceKind
    name: str = ""
    state: ServiceState
    reason: str = ""
    review_on: date | None = None
    owner: str = ""
    place: str = ""
    link: str = ""
    phone: str = ""
    if_then: str = ""
    goal: str = ""
    visits: tuple[Visit, ...] = ()
    recurrence: tuple[Recurrence, ...] = ()


def visits_between(service: Service, first: date, last: date) -> tuple[Visit, ...]:
    """Every visit from the first to the last day (both included), earliest first, each day and time once.

    A visit written down by hand stands before one that recurrence gives for the same day and time: its state is known.
    """
    found: dict[datetime, Visit] = {}
    for rule in service.recurrence:
        for day in _days_of(rule, first, last):
            found[datetime.combine(day, rule.at)] = Visit(on=day, at=rule.at, minutes=rule.minutes, place=service.place)
    for visit in service.visits:
        if first <= visit.on <= last:
            found[datetime.combine(visit.on, visit.at)] = visit
    return tuple(found[when] for when in sorted(found))


def next_visit(service: Service, today: date) -> Visit | None:
    """The first planned visit from that day on, looking a year ahead."""
    ahead = visits_between(service, today, today + timedelta(days=366))
    return next((visit for visit in ahead if visit.state is VisitState.PLANNED), None)


def undecided(services: tuple[Service, ...]) -> tuple[ServiceKind, ...]:
    """Those of the eight that no service of the plan decides about."""
    decided = {service.kind for service in services if service.state not in UNDECIDED}
    return tuple(kind for kind in EIGHT if kind not in decided)


def _days_of(rule: Recurrence, first: date, last: date) -> Iterator[date]:
    day = max(first, rule.starts_on)
    end = min(last, rule.until or last)
    while day <= end:
        if day.weekday() in rule.weekdays and day not in rule.but_not and _is_turn(rule, day):
            yield day
        day += timedelta(days=1)


def _is_turn(rule: Recurrence, day: date) -> bool:
    if rule.every is Every.WEEK:
        first_monday = rule.starts_on - timedelta(days=rule.starts_on.weekday())
        return (day - first_monday).days // 7 % rule.interval == 0
    months = (day.year - rule.starts_on.year) * 12 + day.month - rule.starts_on.month
    if months % rule.interval:
        return False
    if rule.nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == rule.nth
