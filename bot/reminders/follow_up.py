"""reminders/follow_up: after guidance: how are you now? In 30 minutes, and the next morning.

Belongs here: planning these questions, putting them, what silence means. Not here: what an answer does
(chat/handlers/follow_up.py), the guidance itself (symptoms/).

No answer within 15 minutes to the first question, or no way to put it, tells staff again (PRODUCT section 5, PD).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot import logs
from bot.caseload.person import Person, PersonState
from bot.house import House
from bot.ids import ReportId
from bot.reminders import planned
from bot.reminders.due import Drop, DropReason, Due, Send, Verdict, Wait
from bot.reminders.wanted import Kind, Wanted
from bot.storage.database import Transaction
from bot.storage.tables import reminders
from bot.symptoms import escalated, received, shown
from bot.symptoms.placed import place_of

log = logs.get(__name__)

SOON = timedelta(minutes=30)
SILENCE = timedelta(minutes=15)
"""How long the first question may stay open before staff are told again."""
MORNING_HOUR = 9
"""By the person's wall clock. PD: no source names an hour."""
NIGHT_AT_LEAST = timedelta(hours=3)
"""A morning that is nearer than this is not the next one."""
_WORTH_ASKING = timedelta(hours=12)
"""After an outage the question is still put for so long."""
_WORTH_TELLING = timedelta(days=2)

_TAKEN_BACK = frozenset({DropReason.ANSWERED.value, DropReason.NOT_NEEDED.value, DropReason.NEWER_DUE.value})


_WITH_OTHERS = frozenset(
    {PersonState.IN_HOSPITAL, PersonState.ELSEWHERE, PersonState.LEFT, PersonState.DIED, PersonState.DELETED}
)
"""Others look after them now: that they are not asked any more is no silence."""


class Moment(StrEnum):
    """Which question it is; the last part of the subject `report:<id>:<moment>`."""

    SOON = "soon"
    SILENCE = "silence"
    MORNING = "morning"


async def plan_follow_ups(tx: Transaction, person: Person, report: ReportId, *, zone: str, now: datetime) -> None:
    """`person` is asked about `report` in 30 minutes and the next morning; questions about earlier reports are not put
    any more. `zone`: the programme's, for a person whose own is not known."""
    await planned.drop(tx, person.id, now, kinds=[Kind.FOLLOW_UP], reason=DropReason.NEWER_DUE)
    home = person.zone or zone
    await planned.plan(
        tx,
        [
            _wanted(person, report, Moment.SOON, at=now + SOON, zone=home),
            _wanted(person, report, Moment.MORNING, at=next_morning(now, home), zone=home),
        ],
    )


async def answered(tx: Transaction, person: Person, report: ReportId, now: datetime) -> None:
    """The open question about `report` is answered, and nobody waits for an answer any more."""
    for moment in (Moment.SOON, Moment.MORNING):
        await tx.run(
            update(reminders)
            .where(
                reminders.c.person_id == person.id,
                reminders.c.kind == Kind.FOLLOW_UP.value,
                reminders.c.subject == _subject(report, moment),
                reminders.c.state == "sent",
            )
            .values(state="answered", ended_at=now)
        )
    silence = _subject(report, Moment.SILENCE)
    await planned.drop(tx, person.id, now, kinds=[Kind.FOLLOW_UP], subject=silence, reason=DropReason.ANSWERED)


def next_morning(now: datetime, zone: str) -> datetime:
    """The next 9:00 by the wall clock of `zone`, at least three hours away."""
    local = now.astimezone(ZoneInfo(zone))
    at = local.replace(hour=MORNING_HOUR, minute=0, second=0, microsecond=0)
    while at - now < NIGHT_AT_LEAST:
        at = (at + timedelta(days=1)).replace(hour=MORNING_HOUR)
    return at.astimezone(now.tzinfo)


class FollowUps:
    """The speaker of these questions."""

    kinds = frozenset({Kind.FOLLOW_UP})

    def __init__(self, house: House) -> None:
        self._house = house

    async def speak(self, tx: Transaction, person: Person, group: Sequence[Due], now: datetime) -> Verdict:
        """How are you now? For the silence nothing is said to the person: staff are told, in `ended`."""
        report, moment = _read(group[0].subject)
        if moment is Moment.SILENCE or person.chat_id is None:
            return Drop(reason=DropReason.TOO_LATE)
        asked = await _soon_asked(tx, person, report, now) if moment is Moment.MORNING else None
        if asked is not None and now < asked + NIGHT_AT_LEAST:
            return Wait(until=asked + NIGHT_AT_LEAST)
        place = await place_of(tx, self._house, person, language=self._house.programme.languages[0], now=now)
        about = await received.by_id(tx, report)
        other = about is not None and about.someone_else
        return Send(message=shown.follow_up(place, chat=person.chat_id, report=report, someone_else=other))

    async def look_ahead(self, tx: Transaction, groups: Sequence[Sequence[Due]], now: datetime) -> None:
        """There are few of them: each is looked at by itself."""

    async def sent(self, tx: Transaction, told: Sequence[tuple[Person, Sequence[Due]]], now: datetime) -> None:
        """Fifteen minutes of silence after the first question are told to staff."""
        silences = []
        for person, group in told:
            report, moment = _read(group[0].subject)
            if moment is Moment.SOON:
                silences.append(_wanted(person, report, Moment.SILENCE, at=now + SILENCE, zone=group[0].zone))
        await planned.plan(tx, silences)

    async def ended(self, tx: Transaction, person: Person | None, group: Sequence[Due], reason: str) -> None:
        """No answer to the first question, or no way to put it: staff are told again."""
        report, moment = _read(group[0].subject)
        if moment is Moment.MORNING or reason in _TAKEN_BACK or (person and person.state in _WITH_OTHERS):
            return
        about = await received.by_id(tx, report)
        told = about is not None and await escalated.tell_again(tx, person, about, group[0].due_at)
        log.info("follow_up.unanswered", report=report, person=group[0].person_id, told=told, reason=reason)


async def _soon_asked(tx: Transaction, person: Person, report: ReportId, now: datetime) -> datetime | None:
    """When the first question was put, or that it is on its way now; None: it never was. After an outage it may come
    as late as the second, and two in a row help nobody."""
    row = await tx.first(
        select(reminders.c.state, reminders.c.sent_at).where(
            reminders.c.person_id == person.id,
            reminders.c.kind == Kind.FOLLOW_UP.value,
            reminders.c.subject == _subject(report, Moment.SOON),
        )
    )
    if row is None or row.state == "dropped":
        return None
    return row.sent_at or now


def _wanted(person: Person, report: ReportId, moment: Moment, *, at: datetime, zone: str) -> Wanted:
    lasts = _WORTH_TELLING if moment is Moment.SILENCE else _WORTH_ASKING
    return Wanted(
        person_id=person.id,
        kind=Kind.FOLLOW_UP,
        subject=_subject(report, moment),
        due_at=at,
        window_until=at + lasts,
        zone=zone,
    )


def _subject(report: ReportId, moment: Moment) -> str:
    return f"report:{report}:{moment.value}"


def _read(subject: str) -> tuple[ReportId, Moment]:
    _, report, moment = subject.split(":")
    return ReportId(int(report)), Moment(moment)
