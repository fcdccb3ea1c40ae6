"""plans/checked_care: one service of the aftercare plan out of the tree.

Belongs here: services, visits, recurrence as they are written. Not here: which visits a span holds (aftercare.py).
"""

import re
from datetime import date

from bot.plans.aftercare import (
    Every,
    Recurrence,
    Service,
    ServiceKind,
    ServiceState,
    Visit,
    VisitState,
)
from bot.plans.checked_steps import identity
from bot.plans.notebook import Fields, Notebook, as_mapping
from bot.plans.readers.tree import Node, Text
from bot.plans.scalars import clock_time, day, one_of, weekday, whole, yes_or_no

MOST_VISITS = 400
_WORDS = ("name", "reason", "owner", "place", "link", "phone", "if_then", "goal")
_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
_LAST = ("last",)


def service(node: Node, book: Notebook, *, taken: list[str]) -> Service | None:
    """One service, or None and its problems. `taken` holds the ids of the services before it."""
    fields = as_mapping(node, book, "a service")
    if fields is None:
        return None
    kind_text, state_text = fields.text("kind", required=True), fields.text("state", required=True)
    review_text = fields.text("review_on")
    kind = one_of(ServiceKind, kind_text, book) if kind_text else None
    state = one_of(ServiceState, state_text, book) if state_text else None
    said = {key: fields.words(key) for key in _WORDS}
    visits = [_visit(item, book) for item in fields.listing("visits")[:MOST_VISITS]]
    repeats = [_recurrence(item, book) for item in fields.listing("repeats")]
    review = day(review_text, book) if review_text else None
    fields.done()
    if kind is None or state is None:
        return None
    return Service(
        id=identity(kind.value, taken),
        kind=kind,
        state=state,
        review_on=review,
        visits=tuple(sorted((v for v in visits if v), key=lambda v: (v.on, v.at))),
        recurrence=tuple(rule for rule in repeats if rule),
        **said,
    )


def _visit(node: Node, book: Notebook) -> Visit | None:
    fields = as_mapping(node, book, "a visit")
    if fields is None:
        return None
    on_text, at_text = fields.text("on", required=True), fields.text("at", required=True)
    state_text, court_text = fields.text("state"), fields.text("court")
    minutes, place = _minutes(fields, book), fields.words("place")
    fields.done()
    on = day(on_text, book) if on_text else None
    at = clock_time(at_text, book) if at_text else None
    state = one_of(VisitState, state_text, book) if state_text else VisitState.PLANNED
    court = bool(yes_or_no(court_text, book)) if court_text else False
    if on is None or at is None or state is None:
        return None
    return Visit(on=on, at=at, minutes=minutes, state=state, place=place, court=court)


def _recurrence(node: Node, book: Notebook) -> Recurrence | None:
    fields = as_mapping(node, book, "repeats")
    if fields is None:
        return None
    every_text, on = fields.text("every", required=True), fields.listing("on", required=True)
    at_text, from_text = fields.text("at", required=True), fields.text("from", required=True)
    until_text, minutes = fields.text("until"), _minutes(fields, book)
    but_not = [day(text, book) for text in fields.listing("but_not") if isinstance(text, Text)]
    fields.done()
    rhythm = _rhythm(every_text, book) if every_text else None
    days = [_named_day(text, book) for text in on if isinstance(text, Text)]
    at = clock_time(at_text, book) if at_text else None
    starts = day(from_text, book) if from_text else None
    until = day(until_text, book) if until_text else None
    if rhythm is None or at is None or starts is None or not days or None in days:
        return None
    every, interval = rhythm
    nths = {nth for nth, _ in (one for one in days if one)}
    weekdays = tuple(sorted({number for _, number in (one for one in days if one)}))
    if (every is Every.WEEK) != (nths == {None}) or len(nths) > 1 or _ends_early(starts, until):
        book.wrong("repeat-wrong", fields.where)
        return None
    return Recurrence(
        every=every,
        weekdays=weekdays,
        nth=nths.pop(),
        interval=interval,
        at=at,
        minutes=minutes,
        starts_on=starts,
        until=until,
        but_not=tuple(sorted({one for one in but_not if one})),
    )


def _ends_early(starts: date, until: date | None) -> bool:
    return until is not None and until < starts


def _minutes(fields: Fields, book: Notebook) -> int | None:
    text = fields.text("minutes")
    return whole(text, book, least=1, most=1440) if text else None


def _rhythm(text: Text, book: Notebook) -> tuple[Every, int] | None:
    """ "week", "2 weeks", "month", "3 months"."""
    match = re.fullmatch(r"(?:([0-9]{1,2})\s+)?(week|month)s?", text.value.strip().lower())
    if match is None or not 1 <= int(match[1] or 1) <= 52:
        book.wrong("every-wrong", text.where, value=text.value)
        return None
    return Every(match[2]), int(match[1] or 1)


def _named_day(text: Text, book: Notebook) -> tuple[int | None, int] | None:
    """ "Tue" → (None, 1); "second Tuesday" → (2, 1); "last Friday" → (-1, 4)."""
    words = text.value.strip().lower().split()
    number = weekday(words[-1]) if words else None
    nth = None if len(words) == 1 else (-1 if words[0] in _LAST else _NTH.get(words[0]))
    if number is None or len(words) > 2 or (len(words) == 2 and nth is None):
        book.wrong("weekday-wrong", text.where, value=text.value)
        return None
    return nth, number
