"""escalation/outage: how long nobody heard Telegram; after more than a day staff are told that messages may be lost.

Belongs here: the instant at which we last heard Telegram, noticing a gap, telling. Not here: fetching (chat/poll.py),
what is stuck while we run (watched.py), reminders that were missed meanwhile (reminders/).

The instant stands in `meta`, so that it outlives a restart. While one process runs, its steady clock says how long a
gap was: a civil clock that was set wrong is no outage.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot import logs
from bot.caseload import people
from bot.clock import Clock
from bot.escalation.desk import Desk
from bot.escalation.notice_words import to_staff
from bot.sending import Outgoing
from bot.stations import Ticked, Upcoming
from bot.storage import outgoing
from bot.storage.database import Database, Transaction
from bot.storage.tables import meta

log = logs.get(__name__)

EVERY_SECONDS = 60.0
KEPT_BY_TELEGRAM = timedelta(hours=24)
"""What nobody fetched for so long is gone. Source: core.telegram.org/bots/api, Getting updates."""
NEARLY = timedelta(minutes=5)
"""So much earlier staff are told already: our instant is up to a minute old, and Telegram's own clock counts."""
HEARD_AT, OUTAGE = "heard_at", "outage"
"""Rows of `meta`: when we last heard Telegram; a gap of which staff are not told yet, "from until"."""


class Listening:
    """Notes in the database that Telegram is heard. One for each process that fetches updates or takes webhooks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._noted: float | None = None

    async def heard(self, database: Database) -> None:
        """It is noted that Telegram is heard now, at most once a minute; so is a gap before it that was too long.
        Raises Unavailable."""
        steady, now = self._clock.steady(), self._clock.now()
        if self._noted is not None and steady - self._noted < EVERY_SECONDS:
            return
        async with database.transaction() as tx:
            before = await _instant(tx)
            gap = now - before if before is not None else timedelta()
            if self._noted is not None:
                gap = min(gap, timedelta(seconds=steady - self._noted))
            if before is not None and gap > KEPT_BY_TELEGRAM - NEARLY:
                log.critical("telegram.not_heard", hours=round(gap.total_seconds() / 3600, 1))
                await _put(tx, OUTAGE, f"{before.isoformat()} {now.isoformat()}")
            await _put(tx, HEARD_AT, now.isoformat())
        self._noted = steady


class Outage:
    """The station of the worker. `hears`: whether it hears Telegram itself; where others do (webhook): never."""

    name = "escalation.outage"

    def __init__(self, database: Database, desk: Desk, clock: Clock, hears: Callable[[], bool]) -> None:
        self._database = database
        self._desk = desk
        self._hears = hears
        self._listening = Listening(clock)

    async def tick(self, now: datetime) -> Ticked:
        """Telegram is noted as heard; staff are told of a gap in which messages may have been lost, once."""
        if self._hears():
            await self._listening.heard(self._database)
        async with self._database.reading() as tx:
            if await _gap(tx) is None:
                return Ticked()
        async with self._database.transaction() as tx:
            gap = await _gap(tx)
            rows = await outgoing.add(tx, await self._messages(tx, *gap, now), now) if gap else []
            await tx.run(delete(meta).where(meta.c.name == OUTAGE))
        return Ticked(counts={"told": len(rows)} if rows else {}, rows=tuple(rows))

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Nothing that is foreseen."""
        return ()

    async def _messages(self, tx: Transaction, start: datetime, end: datetime, now: datetime) -> list[Outgoing]:
        """One for each member of staff whom a message can reach."""
        messages = []
        for staff in await people.staff(tx):
            if staff.blocked_at is not None:
                continue
            texts = self._desk.texts_of(staff)
            begun, ended = (self._desk.moment(at, staff, now) for at in (start, end))
            text = texts.say("outage-messages-lost", start=begun, end=ended)
            messages.append(to_staff(staff, text, f"outage:{end.isoformat()}:{staff.id}", texts))
        return messages


async def _instant(tx: Transaction) -> datetime | None:
    found: str | None = await tx.value(select(meta.c.value).where(meta.c.name == HEARD_AT))
    return datetime.fromisoformat(found) if found else None


async def _gap(tx: Transaction) -> tuple[datetime, datetime] | None:
    found: str | None = await tx.value(select(meta.c.value).where(meta.c.name == OUTAGE))
    if found is None:
        return None
    start, end = map(datetime.fromisoformat, found.split())
    return start, end


async def _put(tx: Transaction, name: str, value: str) -> None:
    statement = tx.upsert(meta).values(name=name, value=value)
    await tx.run(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
