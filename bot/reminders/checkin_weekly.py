"""reminders/checkin_weekly: two weeks after the last dose somebody is asked once: each day, or once a week?

Belongs here: when that is, the message, its two buttons. Not here: the choice (chat/handlers/checkin_weekly.py), which
asks after a check-in, too, if that comes first.
Source: FACTS 9, design defaults (PD): daily during the taper and two weeks after the last dose, then offer weekly.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.caseload import people
from bot.caseload.person import Person
from bot.house import House
from bot.plans import active
from bot.plans.calendar import instant
from bot.reminders.due import Drop, DropReason, Due, Verdict, reminding
from bot.reminders.wanted import Kind, Wanted
from bot.sending import Button
from bot.storage.database import Transaction
from bot.taps import Verb, data
from bot.texts.catalog import Texts

AFTER_LAST_DOSE = timedelta(weeks=2)
AT = time(12)
"""By the person's own clock: not beside the check-in of that day, and nobody sleeps. Our own choice."""
TOLD_FOR = timedelta(days=7)
DAILY, WEEKLY = "d", "w"
"""What the two buttons carry."""


async def first_day(tx: Transaction, person: Person) -> date | None:
    """The day from which on weekly is offered; None: never, or it was offered."""
    if person.weekly_offered_at is not None or person.checkin_days != 1:
        return None
    order = await active.of_person(tx, person.id)
    ended = order.plan.ends_on if order else None
    return None if ended is None else ended + AFTER_LAST_DOSE


def button(texts: Texts, code: str) -> Button:
    """`Each day` or `Once a week`."""
    key = "checkin-weekly" if code == WEEKLY else "checkin-daily"
    return Button(label=texts.label(key), data=data(Verb.CHECKIN_EVERY, 0, code))


class WeeklyPlanner:
    """The offer, once, at noon of its day."""

    kinds = frozenset({Kind.WEEKLY_OFFER})

    async def wanted(self, tx: Transaction, person: Person, start: datetime, end: datetime) -> Sequence[Wanted]:
        """See `planned.Planner.wanted`."""
        if person.zone is None or (day := await first_day(tx, person)) is None:
            return ()
        at = instant(day, AT, ZoneInfo(person.zone))
        if not start <= at < end:
            return ()
        return (
            Wanted(
                person_id=person.id,
                kind=Kind.WEEKLY_OFFER,
                subject="weekly",
                due_at=at,
                window_until=at + TOLD_FOR,
                zone=person.zone,
            ),
        )


class WeeklySpeaker:
    """Makes the offer."""

    kinds = frozenset({Kind.WEEKLY_OFFER})

    def __init__(self, house: House) -> None:
        self._house = house

    async def speak(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        """See `dispatcher.Speaker.speak`. Not after another one, nor where a new order goes on for longer."""
        day = await first_day(tx, person)
        if day is None or now < instant(day, AT, ZoneInfo(group[0].zone)):
            return Drop(reason=DropReason.NOT_NEEDED)
        texts = self._house.texts.in_language(person.language)
        buttons = ((button(texts, DAILY), button(texts, WEEKLY)),)
        text, note = texts.say("checkin-weekly-offer"), texts.say("checkin-repeat-note")
        return reminding(person, text, buttons, repeat_note=note)

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """Each is looked at by itself: few people have it on the same day."""

    async def sent(self, tx: Transaction, told: Sequence[tuple[Person, Sequence[Due]]], now: datetime) -> None:
        """It was offered, and is not offered again."""
        for person, _ in told:
            await people.change(tx, person.id, weekly_offered_at=now)

    async def ended(self, tx: Transaction, person: Person | None, group: Sequence[Due], reason: str) -> None:
        """It is offered after the next check-in instead."""
