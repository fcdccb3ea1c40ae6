"""reminders/visits: visits of the aftercare plan as wanted reminders, and back from a row to its visit.

Belongs here: when a visit is told of and asked about, finding the visit a row stands for. Not here: words and sending
(visit_speaker.py), answers (visit_answers.py), which visits there are (plans/aftercare.py).

Source: FACTS 9, design defaults (PD): reminders 24 h and 2 h before, after the visit "did you go?" without blame;
PRODUCT section 6: court dates also 7 days before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.caseload.person import Person
from bot.plans import active, care_chosen
from bot.plans.active import ActivePlan
from bot.plans.aftercare import NEEDS_REASON, Service, ServiceState, Visit, VisitState, visits_between
from bot.plans.calendar import instant
from bot.reminders.due import Due
from bot.reminders.wanted import Kind, Wanted, subject_of
from bot.storage.database import Transaction

BEFORE_DAY = timedelta(hours=24)
BEFORE_HOURS = timedelta(hours=2)
BEFORE_COURT = timedelta(days=7)
LASTS = timedelta(minutes=60)
"""How long a visit is taken to last where the plan does not say. Our own choice."""
ASKED_AFTER = timedelta(hours=1)
"""After its end: time to come home. Our own choice (PD)."""
ASKED_FOR = timedelta(hours=24)
"""So long "did you go?" may still be put after an outage."""
_OVER = frozenset({*NEEDS_REASON, ServiceState.COMPLETED})


class Moment(StrEnum):
    """Which of a visit's reminders it is; the middle of the subject `<service>:<moment>:<minutes>`."""

    WEEK = "w"
    DAY = "d"
    HOURS = "h"
    ASKED = "a"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """A visit at its instant (UTC). `word`: the opaque word of its service."""

    service: Service
    visit: Visit
    at: datetime
    word: str


class VisitPlanner:
    """Every planned visit of a service that goes on is told of and asked about."""

    kinds = frozenset({Kind.VISIT, Kind.VISIT_ASKED})

    async def wanted(self, tx: Transaction, person: Person, start: datetime, end: datetime) -> Sequence[Wanted]:
        """See `planned.Planner.wanted`. None where there is no active plan."""
        plan = await active.of_person(tx, person.id)
        if plan is None or person.salt is None:
            return ()
        found = planned_visits(plan, person.salt, start - timedelta(days=2), end + BEFORE_COURT)
        wanted = [one for visit in found for one in _reminders(person, plan, visit)]
        return tuple(one for one in wanted if start <= one.due_at < end)


def planned_visits(plan: ActivePlan, salt: str, start: datetime, end: datetime) -> tuple[PlannedVisit, ...]:
    """The planned visits of services that go on, on the local days from `start` to `end`, by service. Pure."""
    zone = ZoneInfo(plan.plan.zone)
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    return tuple(
        PlannedVisit(service=service, visit=visit, at=instant(visit.on, visit.at, zone), word=word_of(salt, service.id))
        for service in plan.plan.aftercare
        if goes_on(service)
        for visit in visits_between(service, first, last)
        if visit.state is VisitState.PLANNED
    )


def goes_on(service: Service) -> bool:
    """Whether visits of `service` still count."""
    return service.state not in _OVER


def word_of(salt: str, service_id: str) -> str:
    """The opaque word for a service of one person; see `wanted.subject_of`."""
    return subject_of(salt, f"service:{service_id}")


def _reminders(person: Person, plan: ActivePlan, visit: PlannedVisit) -> Iterator[Wanted]:
    ends = visit.at + (timedelta(minutes=visit.visit.minutes) if visit.visit.minutes else LASTS)
    # Two visits that end together are asked about one after the other: one question, one answer.
    place = next(at for at, one in enumerate(plan.plan.aftercare) if one.id == visit.service.id)
    asked = ends + ASKED_AFTER + timedelta(minutes=place)
    spans = [
        (Moment.DAY, visit.at - BEFORE_DAY, visit.at - BEFORE_HOURS),
        (Moment.HOURS, visit.at - BEFORE_HOURS, visit.at),
        (Moment.ASKED, asked, asked + ASKED_FOR),
    ]
    if visit.visit.court:
        spans.append((Moment.WEEK, visit.at - BEFORE_COURT, visit.at - BEFORE_DAY))
    for moment, due_at, until in spans:
        yield Wanted(
            person_id=person.id,
            kind=Kind.VISIT_ASKED if moment is Moment.ASKED else Kind.VISIT,
            subject=f"{visit.word}:{moment.value}:{int(visit.at.timestamp()) // 60}",
            due_at=due_at,
            window_until=until,
            zone=plan.plan.zone,
            plan_id=plan.id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a row of these kinds is about."""

    word: str
    moment: Moment
    at: datetime


def subject(due: Due) -> Subject:
    """The subject of `due`, read back."""
    word, moment, minutes = due.subject.split(":")
    at = datetime.fromtimestamp(int(minutes) * 60, due.due_at.tzinfo)
    return Subject(word=word, moment=Moment(moment), at=at)


async def visit_of(tx: Transaction, person: Person, due: Due, *, as_sent: bool = False) -> PlannedVisit | None:
    """The visit that `due` stands for in the active plan (`as_sent`: in the revision that it was sent with); None where
    there is no such visit any more."""
    sent_with = due.plan_id if as_sent else None
    plan = await active.by_id(tx, sent_with) if sent_with is not None else await active.of_person(tx, person.id)
    if plan is None or plan.person_id != person.id or person.salt is None:
        return None
    about = subject(due)
    found = planned_visits(plan, person.salt, about.at, about.at)
    visit = next((one for one in found if one.word == about.word and one.at == about.at), None)
    if visit is None:
        return None
    (service,) = care_chosen.as_chosen((visit.service,), await care_chosen.read(tx, person.id))
    return replace(visit, service=service)
