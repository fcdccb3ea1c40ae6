"""web/metrics: what Prometheus reads. Numbers of the whole programme, never of a person.

Belongs here: which figures there are, reading them out of our own log events and out of the database. Not here:
health (health.py), what the auditor calls wrong (escalation/watched.py).

Labels are lanes, states and reasons of ours; never a chat, a person, a medicine or a symptom.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import logs
from bot.clock import Clock
from bot.errors import Unavailable
from bot.sending import Lane
from bot.storage.database import Database, Transaction
from bot.storage.inbox import InboxState
from bot.storage.outgoing import OutgoingState
from bot.storage.tables import alerts, inbox, outgoing, people

LATE_SECONDS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600)
CALL_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15)
PEOPLE_SECONDS = 600.0
"""Everybody is counted no more often, in steady seconds: with a million people it takes a second each time. All other
questions cost what waits."""
_UNREAD = ("opened", "notified", "exhausted")
"""Alerts that nobody has acknowledged."""


class Metrics:
    """All figures of this process. `close` ends the listening to our own log."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._counted_at: float | None = None
        self.registry = CollectorRegistry()
        given: dict[str, Any] = {"registry": self.registry}
        self._late = Histogram(
            "taperline_reminder_late_seconds", "From due to accepted by Telegram", buckets=LATE_SECONDS, **given
        )
        self._reminders = Counter("taperline_reminders", "Reminders by outcome", ["outcome", "reason"], **given)
        self._calls = Counter("taperline_sends", "Calls to Telegram by outcome", ["lane", "outcome", "reason"], **given)
        self._took = Histogram(
            "taperline_send_seconds", "From handed over to answered", ["lane"], buckets=CALL_SECONDS, **given
        )
        self._from_memory = Counter("taperline_guided_from_memory", "Guidance without the database", **given)
        self._queue = Gauge("taperline_queue", "Messages that wait, by lane", ["lane"], **given)
        self._inbox = Gauge("taperline_inbox_waiting", "Updates on disk and not handled", **given)
        self._inbox_age = Gauge("taperline_inbox_age_seconds", "Age of the oldest of them", **given)
        self._alerts = Gauge("taperline_alerts_unacknowledged", "Alerts that nobody has acknowledged", **given)
        self._people = Gauge(
            "taperline_people", "People by role and state, every ten minutes", ["role", "state"], **given
        )
        self._answers = Gauge("taperline_database_answers", "1: the database answers", **given)
        self.close: Callable[[], None] = logs.listen(self._heard)

    def route(self) -> Route:
        """GET /metrics."""
        return Route("/metrics", self._told)

    async def _told(self, _: Request) -> Response:
        try:
            async with self._database.reading() as tx:
                await self._look(tx, self._clock.now())
            self._answers.set(1)
        except Unavailable:
            self._answers.set(0)
        return PlainTextResponse(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

    async def _look(self, tx: Transaction, now: datetime) -> None:
        waiting = outgoing.c.state.in_([OutgoingState.PLANNED, OutgoingState.CLAIMED])
        by_lane = await tx.all(
            select(outgoing.c.lane, func.count().label("n")).where(waiting).group_by(outgoing.c.lane)
        )
        found = {row.lane: row.n for row in by_lane}
        for lane in Lane:
            self._queue.labels(lane.name.lower()).set(found.get(int(lane), 0))
        row = await tx.first(
            select(func.count().label("n"), func.min(inbox.c.received_at).label("oldest")).where(
                inbox.c.state == InboxState.RECEIVED
            )
        )
        self._inbox.set(row.n if row else 0)
        self._inbox_age.set(max(0.0, (now - row.oldest).total_seconds()) if row and row.oldest else 0.0)
        self._alerts.set(await tx.value(select(func.count()).select_from(alerts).where(alerts.c.state.in_(_UNREAD))))
        await self._count_people(tx)

    async def _count_people(self, tx: Transaction) -> None:
        steady = self._clock.steady()
        if self._counted_at is not None and steady - self._counted_at < PEOPLE_SECONDS:
            return
        by_state = select(people.c.role, people.c.state, func.count().label("n")).group_by(
            people.c.role, people.c.state
        )
        found = await tx.all(by_state)
        self._counted_at = steady
        self._people.clear()
        for one in found:
            self._people.labels(one.role, one.state).set(one.n)

    def _heard(self, event: Mapping[str, Any]) -> None:
        """One line of our own log."""
        name = event.get("event", "")
        if name == "telegram.call":
            lane, reason = event.get("lane", ""), event.get("reason", "")
            self._calls.labels(lane, str(event.get("result", "")).lower(), reason).inc()
            self._took.labels(lane).observe(event.get("ms", 0) / 1000)
        elif name == "reminder.sent":
            self._late.observe(max(0.0, event.get("late_s", 0.0)))
            self._reminders.labels("sent", "").inc()
        elif name in ("reminder.dropped", "reminder.unanswered", "reminder.retry"):
            self._reminders.labels(name.partition(".")[2], event.get("reason", "")).inc()
        elif name == "report.guided_from_memory":
            self._from_memory.inc()
