"""reminders/milestones: a day that a person counts to is there: told once, at their own time of the day.

Belongs here: which milestones come in a span of time, whether one still stands, its message. Not here: what is counted
(caseload/recovery.py), the page behind it (chat/handlers/recovery.py), the sending (dispatcher.py).

The row's subject is an opaque word: nobody who looks into the database can tell what is counted, or how far it is.
Source: PRODUCT, "reminder"; the days are those of caseload/recovery.py (PD).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.caseload import own_pages, recovery
from bot.caseload.clock_words import read_time
from bot.caseload.own_pages import Page
from bot.caseload.person import Person
from bot.caseload.recovery import Since
from bot.house import House
from bot.plans.calendar import instant
from bot.reminders.due import Drop, DropReason, Due, Verdict, reminding
from bot.reminders.wanted import Kind, Wanted, subject_of
from bot.sending import Button
from bot.storage.database import Transaction
from bot.taps import Verb, data

TOLD_FOR = timedelta(hours=12)
"""So long after its time a milestone is still news."""
NOON = time(12)
"""For somebody who was never asked for a time."""


class MilestonePlanner:
    """Every milestone of the days a person counts is told of on its day."""

    kinds = frozenset({Kind.MILESTONE})

    async def wanted(self, tx: Transaction, person: Person, start: datetime, end: datetime) -> Sequence[Wanted]:
        """See `planned.Planner.wanted`. None where nothing is counted."""
        if person.zone is None or person.salt is None:
            return ()
        zone = ZoneInfo(person.zone)
        first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
        found = [
            _wanted(person, since, days, day=day, zone=zone)
            for since, days, day in await _reached_between(tx, person, first, last)
        ]
        return tuple(one for one in found if start <= one.due_at < end)


class MilestoneSpeaker:
    """Speaks of milestones: discreetly, the count itself is behind a tap."""

    kinds = frozenset({Kind.MILESTONE})

    def __init__(self, house: House) -> None:
        self._house = house

    async def speak(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        """See `dispatcher.Speaker.speak`. A count that was begun anew, or a day of use since, drops it."""
        due = group[0]
        day = due.due_at.astimezone(ZoneInfo(due.zone)).date()
        still = {_word(person, since, days) for since, days, _ in await _reached_between(tx, person, day, day)}
        if not still & {one.subject for one in group}:
            return Drop(reason=DropReason.SUPERSEDED)
        texts = self._house.texts.in_language(person.language)
        show = Button(label=texts.label("button-show"), data=data(Verb.RECOVERY, person.id))
        text, note = texts.say("recovery-milestone"), texts.say("checkin-repeat-note")
        return reminding(person, text, ((show,),), repeat_note=note)

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """Each is looked at by itself: few people have one on the same day."""

    async def sent(self, tx: Transaction, told: Sequence[tuple[Person, Sequence[Due]]], now: datetime) -> None:
        """Nothing follows."""

    async def ended(self, tx: Transaction, person: Person | None, group: Sequence[Due], reason: str) -> None:
        """A milestone that was not told of stands on the page all the same."""


async def _reached_between(
    tx: Transaction, person: Person, first: date, last: date
) -> tuple[tuple[Since, int, date], ...]:
    """What is counted, the milestone, and its day: those of the local days from `first` to `last`."""
    page = recovery.from_json(await own_pages.read(tx, person.id, Page.RECOVERY))
    return tuple(
        (since, days, began + timedelta(days=days))
        for since, began in page.counts
        if not (since is Since.USE and any(day > began for day in page.used_on))
        for days in _days_between((first - began).days, (last - began).days)
    )


def _days_between(first: int, last: int) -> Iterator[int]:
    yield from (days for days in recovery.MILESTONES if first <= days <= last)
    years = range(2 * recovery.YEAR, last + 1, recovery.YEAR)
    yield from (days for days in years if days >= first)


def _wanted(person: Person, since: Since, days: int, *, day: date, zone: ZoneInfo) -> Wanted:
    at = (read_time(person.checkin_at) if person.checkin_at else None) or NOON
    due_at = instant(day, at, zone)
    return Wanted(
        person_id=person.id,
        kind=Kind.MILESTONE,
        subject=_word(person, since, days),
        due_at=due_at,
        window_until=due_at + TOLD_FOR,
        zone=zone.key,
    )


def _word(person: Person, since: Since, days: int) -> str:
    return subject_of(person.salt or "", f"milestone:{since.value}:{days}")
