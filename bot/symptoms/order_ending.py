"""symptoms/order_ending: an order that ends above zero, and nobody has written what follows: staff are told in time.

Belongs here: the station that opens a task a week before the last day and an alert on it. Not here: which plan ends
so (plans/signed.order_ends_on), what the patient reads about it (plans/own_words.py).

It is a gap that the clinic itself left, not something the patient said, so what they share does not matter.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select, update

from bot import logs
from bot.caseload import people, tasks
from bot.caseload.person import Person
from bot.caseload.programme import Programme
from bot.caseload.tasks import TaskKind
from bot.escalation.opened import open_alert
from bot.ids import PersonId
from bot.stations import Ticked, Upcoming
from bot.storage.database import Database, Transaction
from bot.storage.tables import plans
from bot.symptoms import received
from bot.symptoms.escalated import is_looked_after
from bot.symptoms.received import Source, Told
from bot.symptoms.report import Decision, Hit, Reason, Tier

log = logs.get(__name__)

BEFORE = timedelta(days=7)
"""Source: PRODUCT section 2 (PD): a task 7 days before, an alert on the last day."""
TOLD_BEFORE, TOLD = 1, 2
"""Values of plans.order_end_told."""


class Because(StrEnum):
    """Why there is an alert that no words of the patient made. Stored as the alert's kind."""

    PLAN_ENDED = "plan_ended"


class OrderEnding:
    """The station that sees an order run out."""

    name = "symptoms.order_ending"

    def __init__(self, database: Database, programme: Programme) -> None:
        self._database = database
        self._zone = ZoneInfo(programme.zone)

    async def tick(self, now: datetime) -> Ticked:
        """Every active plan whose order runs out within a week has its task, and on its last day its alert."""
        today = now.astimezone(self._zone).date()
        async with self._database.reading() as tx:
            found = await tx.all(select(plans.c.id).where(_due(today)))
        for row in found:
            async with self._database.transaction() as tx:
                await self._tell(tx, row.id, today, now)
        return Ticked(counts={"plans": len(found)} if found else {})

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """The task and then the alert of each order that runs out, at the beginning of their days."""
        rows = await tx.all(
            select(plans.c.person_id, plans.c.order_ends_on, plans.c.order_end_told)
            .where(_waits())
            .order_by(plans.c.order_ends_on)
            .limit(limit)
        )
        found: list[Upcoming] = []
        for row in rows:
            first = row.order_end_told < TOLD_BEFORE
            day = row.order_ends_on - BEFORE if first else row.order_ends_on
            key = "upcoming-plan-ends-soon" if first else "upcoming-plan-ends-today"
            found.append(Upcoming(at=self._begin(day), person=PersonId(row.person_id), key=key))
        return tuple(sorted(found, key=lambda one: one.at))

    def _begin(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone).astimezone(UTC)

    async def _tell(self, tx: Transaction, plan_id: int, today: date, now: datetime) -> None:
        row = await tx.first(select(plans).where(plans.c.id == plan_id, _due(today)))
        person = await people.by_id(tx, row.person_id) if row is not None else None
        if row is None or person is None:
            return
        last_day = row.order_ends_on <= today
        told = TOLD if last_day else TOLD_BEFORE
        await tx.run(update(plans).where(plans.c.id == plan_id).values(order_end_told=told))
        if not is_looked_after(person):
            return
        if last_day and person.chat_id is not None:
            await _alert(tx, person, plan_id, now)
        kind = TaskKind.PLAN_GAP if last_day else TaskKind.PLAN_ENDS
        await tasks.open_task(tx, person, kind, due_on=today, subject=f"plan:{plan_id}", now=now)
        log.info("plan.ending", plan=plan_id, person=person.id, last_day=last_day)


async def _alert(tx: Transaction, person: Person, plan_id: int, now: datetime) -> None:
    assert person.chat_id is not None  # the caller has looked
    hit = Hit(rule="order_ends", tier=Tier.URGENT, reason=Reason.OTHER_URGENT)
    told = Told(
        person=person,
        chat_id=person.chat_id,
        source=Source.SLOTS,
        words="",
        decision=Decision(tier=Tier.URGENT, because=(hit,), reason=Reason.OTHER_URGENT, lang="en"),
        update_key=f"plan:{plan_id}:ended",
    )
    report = await received.receive(tx, told, now)
    await open_alert(tx, person=person, report_id=report, tier=Tier.URGENT, reason=Because.PLAN_ENDED, now=now)


def _waits() -> ColumnElement[bool]:
    return and_(plans.c.state == "active", plans.c.order_ends_on.is_not(None), plans.c.order_end_told < TOLD)


def _due(today: date) -> ColumnElement[bool]:
    soon = and_(plans.c.order_end_told < TOLD_BEFORE, plans.c.order_ends_on <= today + BEFORE)
    return and_(_waits(), plans.c.order_ends_on <= today + BEFORE, or_(soon, plans.c.order_ends_on <= today))
