"""clock_put_right: the computer's clock ran ahead and was put right; what was put off until then goes on now.

Belongs here: noticing it, taking up what a wrong clock put off or ended. Not here: reading clocks (clock.py), a clock
that stays wrong (doctor compares it with Telegram's).

A clock that goes forward may be right: a laptop woke up. Only when it comes back to where it was before, against the
steady clock, is it known that the time between was wrong. A program that is young may have been started by a wrong
clock (a small computer has none of its own, and asks the network after its start): if it goes back then, it is right
now. A start that finds doses ended at an instant to come follows a program whose clock ran ahead, and that died with
it. Then, of what was written meanwhile,
1. messages and reminders that were to be tried again later are tried now, and no claim holds longer than its lease;
2. messages that were to be sent at an instant of that time are sent as much earlier as the clock was ahead;
3. reminders and messages that were dropped as too late, though they are not, are planned again;
4. alerts move when they would have moved by the right clock.
What a person was told too early stays as it is.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, func, or_, select, update

from bot import logs
from bot.clock import Clock
from bot.reminders.claimed import LEASE
from bot.reminders.due import DropReason
from bot.reminders.wanted import Kind
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.outgoing import REPEATED_FOR
from bot.storage.tables import alert_events, alert_notices, alerts, outgoing, reminders

log = logs.get(__name__)

JUMP = timedelta(minutes=1)
"""Less is drift, which the clock's own keeper corrects."""
BELIEVED_AFTER_SECONDS = 86_400.0
"""A clock that was set and stayed so for a day is the right one: a laptop that woke up, say."""
YOUNG_SECONDS = 3_600.0
"""A clock that goes back within so long after the start was ahead at the start. Network time comes within minutes."""
_ENDED = (DropReason.TOO_LATE.value, DropReason.UNKNOWN_OUTCOME.value)


class ClockPutRight:
    """The station that notices it. Looks at the clocks; at the database only when something is to be put right."""

    name = "clock.put_right"

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._levels: list[tuple[timedelta, float]] = []
        """Civil less steady time, and since when: first as it was, then higher after each time the clock went ahead."""

    async def tick(self, now: datetime) -> Ticked:
        """If the clock came back from a time that never was, everything goes on by the right one."""
        steady = self._clock.steady()
        stands = now - datetime.fromtimestamp(steady, tz=now.tzinfo)
        if self._levels and steady - self._levels[-1][1] > BELIEVED_AFTER_SECONDS:
            self._levels = self._levels[-1:]
        if not self._levels or stands > self._levels[-1][0] + JUMP:
            ticked = Ticked() if self._levels else await self._as_left(now)
            self._levels.append((stands, steady))
            return ticked
        by = self._levels[-1][0] - stands
        back_to, level, since = next(
            (n, level, since) for n, (level, since) in enumerate(self._levels, 1) if stands <= level + JUMP
        )
        if back_to == len(self._levels) and not self._began_ahead(by, steady):
            return Ticked()
        counts = await self._put_right(now, by)
        self._levels = [*self._levels[: back_to - 1], (min(stands, level), since)]
        return Ticked(counts=counts)

    async def _as_left(self, now: datetime) -> Ticked:
        """What a program before this one did by a clock that ran ahead is put right, as far as it shows in the doses it
        ended before their time."""
        ended = select(func.max(reminders.c.ended_at)).where(
            reminders.c.state == "dropped",
            reminders.c.kind == Kind.DOSE.value,
            reminders.c.window_until > now,
            reminders.c.reason.in_(_ENDED),
        )
        async with self._database.reading() as tx:
            last: datetime | None = await tx.value(ended)
        if last is None or last <= now + JUMP:
            return Ticked()
        return Ticked(counts=await self._put_right(now, last - now))

    async def _put_right(self, now: datetime, by: timedelta) -> Mapping[str, int]:
        async with self._database.transaction(long=True) as tx:
            counts = await put_right(tx, now, by)
        log.critical("clock.put_right", minutes=round(by.total_seconds() / 60), **counts)
        return counts

    def _began_ahead(self, by: timedelta, steady: float) -> bool:
        """Whether the clock of the start was the wrong one: it went back, and nobody knew an earlier one."""
        return len(self._levels) == 1 and by > JUMP and steady - self._levels[0][1] < YOUNG_SECONDS

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Nothing that is foreseen."""
        return ()


async def put_right(tx: Transaction, now: datetime, by: timedelta) -> Mapping[str, int]:
    """What was put off or ended while the clock was `by` ahead goes on by the right clock, which shows `now`."""
    for table in (reminders, outgoing):
        await _set(tx, table, {"claimed_until": now + LEASE}, _claimed_for_long(table, now))
    return {
        "messages": await _set(
            tx,
            outgoing,
            {"state": "planned", "due_at": now},
            or_(
                and_(outgoing.c.state == "planned", outgoing.c.due_at > now, outgoing.c.reason.is_not(None)),
                and_(outgoing.c.state == "dropped", outgoing.c.reason.in_(_ENDED), _is_young(now)),
            ),
        ),
        "messages made meanwhile": await _move_messages(tx, now, by),
        "reminders": await _set(
            tx,
            reminders,
            {"not_before": now},
            reminders.c.state == "planned",
            reminders.c.not_before > now,
            reminders.c.due_at <= now,
            reminders.c.reason.is_not(None),  # put off by us; what a person put off has none
        ),
        "not due yet": await _set(
            tx,
            reminders,
            {"not_before": reminders.c.due_at},
            reminders.c.state == "planned",
            reminders.c.due_at > now,
            reminders.c.not_before > reminders.c.due_at,
            reminders.c.reason.is_not(None),
        ),
        "revived": await _set(
            tx,
            reminders,
            {"state": "planned", "ended_at": None, "not_before": reminders.c.due_at},
            reminders.c.state == "dropped",
            reminders.c.window_until > now,
            reminders.c.reason.in_(_ENDED),
        ),
        "alerts": await _move_alerts(tx, now, by),
    }


def _is_young(now: datetime) -> ColumnElement[bool]:
    """Whether a message is still worth sending: what is not is dropped again by the next claim."""
    lasting = and_(outgoing.c.expires_at.is_(None), outgoing.c.created_at > now - REPEATED_FOR)
    return or_(outgoing.c.expires_at > now, lasting)


def _claimed_for_long(table: Table, now: datetime) -> ColumnElement[bool]:
    return (table.c.state == "claimed") & (table.c.claimed_until > now + LEASE)


async def _move_messages(tx: Transaction, now: datetime, by: timedelta) -> int:
    """Those that a wrong clock gave an instant of its own. Others wait for one that the right clock gave them."""
    meanwhile = outgoing.c.state == "planned", outgoing.c.due_at > now, outgoing.c.created_at > now
    rows = await tx.all(select(outgoing.c.id, outgoing.c.due_at).where(*meanwhile, outgoing.c.reason.is_(None)))
    for row in rows:
        await tx.run(update(outgoing).where(outgoing.c.id == row.id).values(due_at=max(now, row.due_at - by)))
    return len(rows)


async def _move_alerts(tx: Transaction, now: datetime, by: timedelta) -> int:
    """Only those that moved meanwhile: others wait for an instant that the right clock gave them."""
    moved = or_(
        alerts.c.opened_at > now,
        exists(select(1).where(alert_notices.c.alert_id == alerts.c.id, alert_notices.c.at > now)),
        exists(select(1).where(alert_events.c.alert_id == alerts.c.id, alert_events.c.at > now)),
    )
    rows = await tx.all(select(alerts.c.id, alerts.c.next_at).where(alerts.c.next_at > now, moved))
    for row in rows:
        await tx.run(update(alerts).where(alerts.c.id == row.id).values(next_at=max(now, row.next_at - by)))
    return len(rows)


async def _set(tx: Transaction, table: Table, values: Mapping[str, Any], *where: ColumnElement[bool]) -> int:
    return (await tx.run(update(table).where(*where).values(**values))).rowcount
