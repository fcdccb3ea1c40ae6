"""reminders/visit_words: visits and services in words (floor 1, pure).

Belongs here: what a lock screen may show of a visit, the visit itself after a tap, the list behind /aftercare.
Not here: when (visits.py), sending (visit_speaker.py). Place, phone and the if-then sentence are the plan's own words.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.plans.aftercare import EIGHT, Service, ServiceKind, next_visit, undecided
from bot.reminders.visits import PlannedVisit, goes_on
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines, paragraphs


def discreet(visit: PlannedVisit, texts: Texts, *, zone: str, now: datetime) -> Html:
    """ "Tomorrow at 17:15 you have an appointment." """
    day, time = _when(visit, texts, zone=zone, now=now)
    return texts.say("visit-due", day=day, time=time)


def asked(visit: PlannedVisit, texts: Texts, *, zone: str, now: datetime) -> Html:
    """ "You had an appointment today at 17:15. Did you go?" """
    day, time = _when(visit, texts, zone=zone, now=now, inside=True)
    return texts.say("visit-asked", day=day, time=time)


def shown(visit: PlannedVisit, texts: Texts, *, zone: str, now: datetime) -> Html:
    """When, what, where, whom to call, and the person's own plan for getting there."""
    day, time = _when(visit, texts, zone=zone, now=now)
    place = visit.visit.place or visit.service.place
    return lines(
        texts.say("visit-shown", day=day, time=time, service=name_of(visit.service, texts)),
        place,
        *_reaching(visit.service, texts),
        texts.say("service-if-then", words=visit.service.if_then) if visit.service.if_then else "",
    )


def name_of(service: Service, texts: Texts) -> Html:
    """The plan's own name of the service, or the name of its kind."""
    kind = texts.say(f"service-{service.kind.value.replace('_', '-')}")
    return texts.say("service-named", kind=kind, name=service.name) if service.name else kind


def overview(services: Sequence[Service], texts: Texts, today: date) -> Html:
    """Every service with its state and its next visit, in the order of the eight; then what nobody has decided."""
    order: dict[ServiceKind, int] = {kind: at for at, kind in enumerate(EIGHT)}
    ordered = sorted(services, key=lambda one: order.get(one.kind, len(order)))
    told = [service_line(one, texts, today) for one in ordered]
    open_kinds = [texts.label(f"service-{kind.value.replace('_', '-')}") for kind in undecided(tuple(services))]
    still = texts.say("aftercare-undecided", services=", ".join(open_kinds)) if open_kinds else ""
    return paragraphs(texts.say("aftercare-title"), *told, still)


def service_line(service: Service, texts: Texts, today: date) -> Html:
    """One service: its state, goal, next visit, where it is and whom to call."""
    language = texts.language
    state = texts.say(f"service-state-{service.state.value.replace('_', '-')}")
    visit = next_visit(service, today) if goes_on(service) else None
    reason = texts.say("service-reason", words=service.reason) if service.reason else ""
    upcoming = Html("")
    if visit is not None:
        when = amounts.day(visit.on, language)
        upcoming = texts.say("service-next", day=when, time=amounts.clock_time(visit.at))
    review = ""
    if service.review_on is not None and service.review_on >= today and visit is None:
        review = texts.say("service-review", day=amounts.day(service.review_on, language))
    place = (visit.place if visit else "") or service.place
    return lines(
        texts.say("service-line", service=name_of(service, texts), state=state),
        texts.say("service-goal", words=service.goal) if service.goal else "",
        reason,
        upcoming,
        review,
        place,
        *_reaching(service, texts),
        texts.say("service-if-then", words=service.if_then) if service.if_then and visit else "",
    )


def _reaching(service: Service, texts: Texts) -> tuple[str, ...]:
    phone = texts.say("service-phone", phone=amounts.phone(service.phone)) if service.phone else ""
    return (phone, service.link)


def _when(visit: PlannedVisit, texts: Texts, *, zone: str, now: datetime, inside: bool = False) -> tuple[Html, str]:
    """The day as people say it (`inside` a sentence: "today"), and the time by the wall clock of `zone`."""
    local = visit.at.astimezone(ZoneInfo(zone))
    days = (local.date() - now.astimezone(ZoneInfo(zone)).date()).days
    word = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    form = "inside" if inside else "first"
    if word is None:
        day = texts.say(f"visit-{form}-on", day=amounts.day(local.date(), texts.language))
    else:
        day = texts.say(f"visit-{form}-{word}")
    return day, amounts.clock_time(local)
