"""reminders/checkin_speaker: the daily prompt and its nudge, judged at the last moment.

Belongs here: whether a prompt is still wanted, its words, the nudge that follows. Not here: when it is due
(checkin_daily.py), what silence means (checkin_silence.py), the sending (dispatcher.py).

Source: FACTS 9, design defaults (PD): one check-in a day, one nudge, a soft note the next day.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload.person import Person
from bot.house import House
from bot.ids import PersonId
from bot.reminders import planned
from bot.reminders.due import Drop, DropReason, Due, Send, Verdict, reminding
from bot.reminders.wanted import Kind, Wanted
from bot.sending import Button
from bot.storage.database import Transaction
from bot.storage.tables import checkins, reminders
from bot.taps import Verb, data
from bot.texts.catalog import Texts

NUDGE_AFTER = timedelta(hours=2)
"""Our own choice (PD): the source names one nudge, and no time."""


class CheckinSpeaker:
    """Speaks of check-ins."""

    kinds = frozenset({Kind.CHECKIN, Kind.CHECKIN_NUDGE})

    def __init__(self, house: House) -> None:
        self._house = house

    async def speak(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        """See `dispatcher.Speaker.speak`. The newest prompt of a group is the one that is said."""
        due = group[-1]
        if await _finished_on(tx, person, date.fromisoformat(due.subject), due.zone):
            return Drop(reason=DropReason.ANSWERED)
        if due.kind is Kind.CHECKIN_NUDGE:
            return self._send(person, "checkin-nudge", due)
        key = "checkin-prompt-missed" if await _missed_yesterday(tx, due) else "checkin-prompt"
        return self._send(person, key, due)

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """Each is looked at by itself: one a person and day, at the time that each has chosen."""

    async def sent(self, tx: Transaction, told: Sequence[tuple[Person, Sequence[Due]]], now: datetime) -> None:
        """A prompt was told: one nudge is planned, inside its window."""
        nudges = [_nudge(group[-1], now) for _, group in told if group[-1].kind is Kind.CHECKIN]
        await planned.plan(tx, [nudge for nudge in nudges if nudge.due_at < nudge.window_until])

    async def ended(self, tx: Transaction, person: Person | None, group: Sequence[Due], reason: str) -> None:
        """A prompt that was not told is not asked about: there is one each day."""

    def _send(self, person: Person, key: str, due: Due) -> Send:
        texts = self._house.texts.in_language(person.language)
        # Not to be forwarded: the answers will stand in this very message.
        return reminding(person, texts.say(key), (_buttons(texts, due),), repeat_note=texts.say("checkin-repeat-note"))


def _buttons(texts: Texts, due: Due) -> tuple[Button, ...]:
    return (
        Button(label=texts.label("button-checkin-start"), data=data(Verb.CHECKIN_START)),
        Button(label=texts.label("button-checkin-later"), data=data(Verb.CHECKIN_SNOOZE, due.id)),
    )


async def _finished_on(tx: Transaction, person: Person, day: date, zone: str) -> bool:
    """Whether the person finished a check-in on their local `day`."""
    newest = await tx.first(
        select(checkins.c.started_at)
        .where(checkins.c.person_id == person.id, checkins.c.state == "finished")
        .order_by(checkins.c.started_at.desc())
        .limit(1)
    )
    return newest is not None and newest.started_at.astimezone(ZoneInfo(zone)).date() >= day


async def _missed_yesterday(tx: Transaction, due: Due) -> bool:
    """Whether the prompt before this one stayed without an answer, and the one before that did not: the soft note is
    said once, not every day."""
    rows = await tx.all(
        select(reminders.c.state, reminders.c.due_at)
        .where(
            reminders.c.person_id == due.person_id,
            reminders.c.kind == Kind.CHECKIN.value,
            reminders.c.due_at < due.due_at,
            reminders.c.state.in_(["sent", "answered", "unanswered"]),
        )
        .order_by(reminders.c.due_at.desc())
        .limit(2)
    )
    states = [row.state for row in rows]
    if not rows or await _began_since(tx, due.person_id, rows[0].due_at):
        return False
    return states[0] in ("sent", "unanswered") and (len(states) == 1 or states[1] == "answered")


async def _began_since(tx: Transaction, person_id: PersonId, since: datetime) -> bool:
    """Whether a check-in was begun: whoever left it in the middle was there."""
    found = select(checkins.c.id).where(checkins.c.person_id == person_id, checkins.c.started_at >= since)
    return await tx.value(found.limit(1)) is not None


def _nudge(due: Due, now: datetime) -> Wanted:
    return Wanted(
        person_id=due.person_id,
        kind=Kind.CHECKIN_NUDGE,
        subject=due.subject,
        due_at=max(due.due_at, now) + NUDGE_AFTER,
        window_until=due.window_until,
        zone=due.zone,
    )
