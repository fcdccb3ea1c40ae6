"""escalation/second_way: staff are told of alerts by e-mail or webhook too, and a weekly test shows that it works.

Belongs here: what is told (case number, tier, time, link, nothing else), the rows planned → claimed → sent | failed;
when it is tried again. Not here: mail servers and HTTP (web/second_way.py), the steps (notified.py).

A second way is one more, never instead: the levels in the chat go on whatever comes of it. An unknown outcome is tried
again: two e-mails are better than none, and they carry the same id.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, case, exists, literal, or_, select, update

from bot import logs
from bot.escalation import alert as alert_rows
from bot.escalation import timeline
from bot.escalation.alert import Alert
from bot.escalation.desk import Desk
from bot.escalation.policy import AlertTier, Way
from bot.escalation.timeline import Happened
from bot.ids import AlertId
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.glance import Instants
from bot.storage.tables import second_notices
from bot.texts import amounts

log = logs.get(__name__)

LEASE = timedelta(minutes=2)
TRIED_AGAIN = tuple(timedelta(seconds=seconds) for seconds in (15, 60, 120, 300, 600, 900))
"""Pauses between tries; after the last one it has failed. PD: half an hour in all, then the next step tries anew."""
AT_ONCE = 20


class NoticeState(StrEnum):
    """Stored in `second_notices.state`."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortNotice:
    """All that leaves the house this way. `id` is the same for every try. `tier` empty: the weekly test."""

    id: str
    title: str
    body: str
    case: str
    tier: str
    at: datetime
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCarried:
    """It was not taken, or nobody knows. `reason` in fixed words, for the log."""

    reason: str


class Carrier(Protocol):
    """Whoever can carry a short notice out of the house. Never raises for the other side's sake."""

    async def carry(self, notice: ShortNotice) -> NotCarried | None:
        """None: it was taken."""
        ...


async def plan(tx: Transaction, alert: Alert, step: int, ways: Sequence[Way], now: datetime) -> None:
    """The step of the alert is told by each of `ways`, once."""
    rows = [_row(f"alert:{alert.id}:{step}:{way.value}", way, now, alert_id=alert.id) for way in ways]
    await tx.insert_missing(second_notices, rows, key=("key",))


def _row(key: str, way: Way, now: datetime, *, alert_id: AlertId | None) -> dict[str, Any]:
    return {
        "key": key,
        "alert_id": alert_id,
        "way": way.value,
        "state": NoticeState.PLANNED.value,
        "due_at": now,
        "created_at": now,
    }


class SecondWays:
    """The station that carries them. `link`: where staff read on, with no word about anybody."""

    name = "escalation.second_way"

    def __init__(self, database: Database, desk: Desk, carriers: Mapping[Way, Carrier], *, link: str) -> None:
        self._database = database
        self._desk = desk
        self._carriers = carriers
        self._link = link
        self._tested: str | None = None

    def due(self, at: Instants) -> ColumnElement[bool]:
        """Whether something waits to be carried."""
        return exists().where(_due(at.now))

    async def tick(self, now: datetime) -> Ticked:
        """What is due was carried, or is tried again later; once a week there is a test for each way."""
        if not self._carriers:
            return Ticked()
        await self._plan_tests(now)
        async with self._database.reading() as tx:
            if await tx.value(select(second_notices.c.id).where(_due(now)).limit(1)) is None:
                return Ticked()
        claimed = await self._claim(now)
        results = await asyncio.gather(*(self._carry(row, notice) for row, notice in claimed))
        async with self._database.transaction() as tx:
            for (row, _), result in zip(claimed, results, strict=True):
                await _record(tx, row, result, now)
        failed = sum(result is not None for result in results)
        return Ticked(counts={"carried": len(results) - failed, "not_carried": failed})

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Nothing that people wait for."""
        return ()

    async def _plan_tests(self, now: datetime) -> None:
        """The first tick of a week (by the programme's wall clock, Monday first) plans the tests."""
        year, week, _ = now.astimezone(ZoneInfo(self._desk.programme.zone)).isocalendar()
        name = f"test:{year}-W{week:02d}"
        if self._tested == name:
            return
        rows = [_row(f"{name}:{way.value}", way, now, alert_id=None) for way in self._carriers]
        async with self._database.transaction() as tx:
            await tx.insert_missing(second_notices, rows, key=("key",))
        self._tested = name

    async def _claim(self, now: datetime) -> list[tuple[Row[Any], ShortNotice]]:
        chosen = select(second_notices.c.id).where(_due(now)).order_by(second_notices.c.id).limit(AT_ONCE)
        values = {
            "state": NoticeState.CLAIMED.value,
            "claimed_until": now + LEASE,
            "attempts": second_notices.c.attempts + 1,
        }
        async with self._database.transaction() as tx:
            rows = await tx.take(second_notices, chosen, values)
            return [(row, await self._notice(tx, row)) for row in sorted(rows, key=lambda row: row.id)]

    async def _notice(self, tx: Transaction, row: Row[Any]) -> ShortNotice:
        alert = await alert_rows.by_id(tx, AlertId(row.alert_id)) if row.alert_id is not None else None
        texts = self._desk.texts.in_language(self._desk.programme.languages[0])
        at = alert.opened_at if alert else row.created_at
        time = amounts.clock_time(at.astimezone(ZoneInfo(self._desk.programme.zone)))
        if alert is None:
            title, body = texts.label("second-test-title"), texts.label("second-test-body", link=self._link)
        else:
            emergency = alert.tier is AlertTier.EMERGENCY
            key = "alert-line-emergency" if emergency else "alert-line-urgent"
            title = texts.label(key, case=alert.case, time=time)
            body = texts.label("second-body", link=self._link)
        return ShortNotice(
            id=row.key,
            title=title,
            body=body,
            case=alert.case if alert else "",
            tier=alert.tier.value if alert else "",
            at=at,
            link=self._link,
        )

    async def _carry(self, row: Row[Any], notice: ShortNotice) -> NotCarried | None:
        carrier = self._carriers.get(Way(row.way))
        return await carrier.carry(notice) if carrier else NotCarried(reason="not set up any more")


async def _record(tx: Transaction, row: Row[Any], result: NotCarried | None, now: datetime) -> None:
    if result is None:
        state, due = NoticeState.SENT, row.due_at
    elif row.attempts <= len(TRIED_AGAIN):
        state, due = NoticeState.PLANNED, now + TRIED_AGAIN[row.attempts - 1]
    else:
        state, due = NoticeState.FAILED, row.due_at
    over = state is not NoticeState.PLANNED
    await tx.run(
        update(second_notices)
        .where(second_notices.c.id == row.id, second_notices.c.state == NoticeState.CLAIMED.value)
        .values(
            state=state.value,
            due_at=due,
            claimed_until=None,
            reason=result.reason[:64] if result else None,
            ended_at=now if over else None,
        )
    )
    if not over:
        return
    if row.alert_id is not None:
        note = f"{row.way}-{state.value}"
        await timeline.add(tx, AlertId(row.alert_id), Happened.SECOND_WAY, now, note=note)
    told = log.info if result is None else log.error
    reason = result.reason if result else ""
    told(f"second_way.{state.value}", way=row.way, alert=row.alert_id or 0, attempts=row.attempts, reason=reason)


def _due(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Planned and its time has come, or claimed by somebody who died."""
    planned = and_(second_notices.c.state == NoticeState.PLANNED.value, second_notices.c.due_at <= now)
    left = and_(second_notices.c.state == NoticeState.CLAIMED.value, second_notices.c.claimed_until <= now)
    return or_(planned, left)


def broken() -> ColumnElement[int]:
    """How many ways do not work: their newest notice that came to an end has failed. For the watch and `doctor`."""
    newest = [
        select(second_notices.c.state)
        .where(second_notices.c.way == way.value, second_notices.c.ended_at.is_not(None))
        .order_by(second_notices.c.ended_at.desc(), second_notices.c.id.desc())
        .limit(1)
        .scalar_subquery()
        for way in Way
    ]
    return sum((case((state == NoticeState.FAILED.value, 1), else_=0) for state in newest), start=literal(0))
