"""escalation/digest: once a week everybody of the staff reads how the week was, in numbers.

Belongs here: when it is told, to whom, and counting. Not here: the week's alerts one by one (reviewed.py).

It holds no name, no case and no symptom. It is told when the program lives through the first opening of a week; after
an outage over that moment as soon as it runs again, if there was a digest the week before. A programme without patients
has nothing to read.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload import people, worklist
from bot.caseload.person import Person
from bot.escalation import reviewed
from bot.escalation.desk import Desk
from bot.escalation.notice_words import to_staff
from bot.escalation.policy import AlertTier
from bot.escalation.reviewed import Review
from bot.sending import Lane, Outgoing
from bot.stations import Ticked, Upcoming
from bot.storage import outgoing
from bot.storage.database import Database, Transaction
from bot.storage.tables import outgoing as outgoing_table
from bot.texts import amounts
from bot.texts.catalog import Texts
from bot.texts.html import Html, lines

OPENS = time(9)
"""By the programme's wall clock, where it wrote down no hours. PD."""


class Digest:
    """The station that tells it: the first tick after the week's first opening, Monday first."""

    name = "escalation.digest"

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database = database
        self._desk = desk
        self._waits: str | None = None
        """The week whose opening this program saw coming."""
        self._over: str | None = None

    async def tick(self, now: datetime) -> Ticked:
        """Whoever has not read of this week does now; once a week and person."""
        name = _week(now, self._desk.programme.zone)
        if self._over == name:
            return Ticked()
        if now < self._opening(now):
            self._waits = name
            return Ticked()
        async with self._database.transaction() as tx:
            wanted = self._waits == name or await self._told_before(tx, now)
            messages = await self._messages(tx, name, now) if wanted else []
            rows = await outgoing.add(tx, messages, now)
        self._over = name
        return Ticked(counts={"told": len(rows)} if rows else {}, rows=tuple(rows))

    def _opening(self, now: datetime) -> datetime:
        """The moment of this week from which on it is told: Monday, when the programme opens on its working days."""
        local = now.astimezone(ZoneInfo(self._desk.programme.zone))
        monday = local.date() - timedelta(days=local.weekday())
        first = min((one.opens for one in self._desk.programme.hours), default=OPENS)
        return datetime.combine(monday, first, local.tzinfo)

    async def _told_before(self, tx: Transaction, now: datetime) -> bool:
        before = _week(now - timedelta(days=7), self._desk.programme.zone)
        keys = [f"{before}:{staff.id}" for staff in await people.staff(tx)]
        return await tx.value(select(outgoing_table.c.id).where(outgoing_table.c.key.in_(keys)).limit(1)) is not None

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Nothing that anybody waits for."""
        return ()

    async def _messages(self, tx: Transaction, name: str, now: datetime) -> list[Outgoing]:
        if not await people.patients(tx):
            return []
        review = await reviewed.week(tx, now)
        return [
            await self._message(tx, staff, review, f"{name}:{staff.id}", now)
            for staff in await people.staff(tx)
            if staff.blocked_at is None
        ]

    async def _message(self, tx: Transaction, staff: Person, review: Review, key: str, now: datetime) -> Outgoing:
        texts = self._desk.texts_of(staff)
        found = await worklist.of_staff(tx, staff, zone=self._desk.programme.zone, now=now)

        def counted(words: str, number: int, **more: int) -> Html:
            said = {name: amounts.number(value, texts.language) for name, value in more.items()}
            return texts.say(words, count=amounts.number(number, texts.language), **said)

        emergencies = sum(one.tier is AlertTier.EMERGENCY for one in review.alerts)
        unread = sum(one.is_open and one.acknowledged_at is None for one in review.alerts)
        text = lines(
            texts.say("digest-head", name=self._desk.programme.name),
            counted("digest-alerts", len(review.alerts), emergencies=emergencies),
            _slowest(review, texts),
            counted("digest-unread", unread) if unread else "",
            counted("digest-checks", len(review.answered_ok)),
            counted("digest-tasks", len(found.tasks), overdue=len(found.overdue)),
            counted("digest-silent", len({task.person_id for task in found.silence})),
            counted("digest-patients", len(found.patients)),
            texts.say("digest-more"),
        )
        return replace(to_staff(staff, text, key, texts), lane=Lane.DIGEST, silent=True)


def _slowest(review: Review, texts: Texts) -> Html:
    """How long the alert that waited longest was unread."""
    waited = [one.acknowledged_at - one.opened_at for one in review.alerts if one.acknowledged_at is not None]
    if not waited:
        return Html("")
    minutes = round(max(waited).total_seconds() / 60)
    return texts.say("digest-slowest", minutes=amounts.number(minutes, texts.language))


def _week(now: datetime, zone: str) -> str:
    year, week, _ = now.astimezone(ZoneInfo(zone)).isocalendar()
    return f"digest:{year}-W{week:02d}"
