"""reminders/checkin_daily: the daily prompt as a wanted reminder, and what a check-in means for it.

Belongs here: the planner, prompts that were answered, later. Not here: the prompt's words and judging
(checkin_speaker.py), silence (checkin_silence.py), the questions (checkins/).
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select, update

from bot.caseload.clock_words import read_time
from bot.caseload.person import Person
from bot.ids import PersonId
from bot.plans.calendar import instant
from bot.reminders.due import DropReason
from bot.reminders.wanted import Kind, Wanted
from bot.storage.database import Transaction
from bot.storage.tables import reminders

CLOSES_BEFORE = timedelta(hours=1)
"""A prompt can be answered until so long before the next one. Our own choice."""
OPEN_DAYS = 2
"""A weekly prompt is open for so many days, a daily one until the next. Source: FACTS 9, 2 to 3 days (PD)."""
LATER = timedelta(hours=1)
"""What `Later` under the prompt means. Our own choice; the check-in can be started at any time."""
NOON = time(12)
"""For a stored time that cannot be read: a prompt at the wrong hour is better than none."""


class CheckinPlanner:
    """One prompt a day, or a week, at the person's own time and zone."""

    kinds = frozenset({Kind.CHECKIN})

    async def wanted(self, tx: Transaction, person: Person, start: datetime, end: datetime) -> Sequence[Wanted]:
        """The prompts of `person` with start <= due_at < end; a day that had its prompt gets no second one."""
        if person.checkin_at is None or person.zone is None:
            return ()
        zone = ZoneInfo(person.zone)
        at = read_time(person.checkin_at) or NOON
        days = prompt_days(start, end, zone, every=person.checkin_days, last=await _last_told(tx, person.id))
        found = (prompt(person.id, day, at, zone, every=person.checkin_days) for day in days)
        return tuple(one for one in found if start <= one.due_at < end)


def prompt_days(start: datetime, end: datetime, zone: ZoneInfo, *, every: int, last: date | None) -> tuple[date, ...]:
    """The local days from `start` to `end` on which a prompt is wanted: `every` so many days, first so many after the
    `last` day that had one. Pure."""
    first, final = start.astimezone(zone).date(), end.astimezone(zone).date()
    if last is not None:
        first = max(first, last + timedelta(days=every))
    return tuple(first + timedelta(days=ahead) for ahead in range(0, (final - first).days + 1, every))


def prompt(person_id: PersonId, day: date, at: time, zone: ZoneInfo, *, every: int = 1) -> Wanted:
    """The prompt of that local day: at the wall-clock time, through every change of the clocks. Pure."""
    following = instant(day + timedelta(days=min(every, OPEN_DAYS)), at, zone)
    return Wanted(
        person_id=person_id,
        kind=Kind.CHECKIN,
        subject=day.isoformat(),
        due_at=instant(day, at, zone),
        window_until=following - CLOSES_BEFORE,
        zone=zone.key,
    )


async def _last_told(tx: Transaction, person_id: PersonId) -> date | None:
    """The last local day whose prompt is on its way, was sent, or ended: whatever the clock says now, it had its own.
    One that was not needed, since the person had checked in, counts; one that might not be said does not."""
    row = await tx.first(
        select(reminders.c.subject)
        .where(
            reminders.c.person_id == person_id,
            reminders.c.kind == Kind.CHECKIN.value,
            or_(
                reminders.c.state.in_(["claimed", "sent", "answered", "unanswered"]),
                and_(reminders.c.state == "dropped", reminders.c.reason == DropReason.ANSWERED.value),
            ),
        )
        .order_by(reminders.c.due_at.desc())
        .limit(1)
    )
    return date.fromisoformat(row.subject) if row else None


async def answered(tx: Transaction, person_id: PersonId, now: datetime) -> None:
    """A check-in was finished: open prompts are answered, nudges that were planned are not needed."""
    await tx.run(
        update(reminders)
        .where(
            reminders.c.person_id == person_id,
            reminders.c.kind == Kind.CHECKIN.value,
            reminders.c.state == "sent",
        )
        .values(state="answered", ended_at=now)
    )
    await tx.run(
        update(reminders)
        .where(
            reminders.c.person_id == person_id,
            reminders.c.kind == Kind.CHECKIN_NUDGE.value,
            reminders.c.state == "planned",
        )
        .values(state="dropped", reason=DropReason.ANSWERED.value, ended_at=now)
    )


async def later(tx: Transaction, person_id: PersonId, now: datetime) -> bool:
    """The planned nudge comes in an hour instead. False: there is none, or its window closes before."""
    at = now + LATER
    done = await tx.run(
        update(reminders)
        .where(
            reminders.c.person_id == person_id,
            reminders.c.kind == Kind.CHECKIN_NUDGE.value,
            reminders.c.state == "planned",
            reminders.c.window_until > at,
        )
        .values(not_before=at)
    )
    return done.rowcount > 0
