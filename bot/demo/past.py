"""demo/past: what an invented person has answered so far, written with the program's own stations.

Belongs here: doses taken and check-ins of the days before a scenario begins. The numbers are made up by a fixed rule.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from bot.caseload import people
from bot.caseload.person import Person
from bot.checkins import answered as checkin_answered
from bot.checkins import asked
from bot.checkins.asked import Asking
from bot.checkins.packs import Kind
from bot.house import House
from bot.ids import PersonId
from bot.plans import active
from bot.reminders import answered, planned
from bot.reminders.answered import Answer, DoseAnswer
from bot.reminders.claimed import as_due
from bot.reminders.wanted import wanted_doses
from bot.storage.database import Transaction
from bot.storage.tables import reminders


async def answer_doses(tx: Transaction, person_id: PersonId, *, until: datetime, silent: int = 0) -> None:
    """Every slot of the active plan before `until` was told and answered a few minutes later, but the last `silent`
    of them, which have no answer."""
    person, plan = await people.by_id(tx, person_id), await active.of_person(tx, person_id)
    assert person is not None
    assert plan is not None
    assert person.salt is not None
    start = plan.in_force_from
    wanted = wanted_doses(plan.plan, plan.id, person_id=person_id, salt=person.salt, start=start, end=until)
    await planned.plan(tx, wanted)
    rows = await tx.all(
        select(reminders)
        .where(reminders.c.person_id == person_id, reminders.c.due_at < until)
        .order_by(reminders.c.due_at)
    )
    ids = [row.id for row in rows]
    if not ids:
        return
    told = {"state": "sent", "sent_at": reminders.c.due_at, "message_id": None}
    await tx.run(update(reminders).where(reminders.c.id.in_(ids)).values(**told))
    for number, row in enumerate(rows[: len(rows) - silent]):
        at = row.due_at + timedelta(minutes=2 + number * 7 % 11)
        answer = DoseAnswer(answer=Answer.TAKEN, at=at, taken_at=at)
        await answered.record(tx, [as_due(row)], answer, person_id=person_id)
    for row in rows[len(rows) - silent :]:
        closed = {"state": "unanswered", "ended_at": row.window_until}
        await tx.run(update(reminders).where(reminders.c.id == row.id).values(**closed))


STIFFNESS = (3, 3, 2, 3, 4, 4, 3, 3, 2, 3, 5, 4, 4, 3)
"""Invented answers, day by day, from the start again when they end."""
MISSED_DAY = 10
"""One day in so many has no check-in, so that the chart shows a gap."""


async def answer_checkins(tx: Transaction, house: House, person_id: PersonId, *, until: datetime) -> None:
    """A check-in on each day of the plan before `until`, but now and then one is missing."""
    person, plan = await people.by_id(tx, person_id), await active.of_person(tx, person_id)
    assert person is not None
    assert plan is not None
    asking = Asking(packs=house.packs, medicines=house.medicines, programme=house.programme)
    at, day = plan.in_force_from + timedelta(hours=9), 0
    while at < until - timedelta(hours=12):
        day += 1
        if day % MISSED_DAY:
            await _one(tx, person, asking, at, stiffness=STIFFNESS[day % len(STIFFNESS)])
        at += timedelta(days=1)


async def _one(tx: Transaction, person: Person, asking: Asking, now: datetime, *, stiffness: int) -> None:
    checkin, _ = await asked.begin(tx, person, asking, now)
    checkin = await checkin_answered.no_flags(tx, checkin)
    while checkin.item is not None:
        item = asking.packs.item(checkin.item)
        assert item is not None
        value = stiffness if item.kind is Kind.SCALE else int(item.most > 1)
        checkin = await checkin_answered.item_answered(tx, checkin, item, value)
    await checkin_answered.finish(tx, person, checkin, asking, now=now + timedelta(minutes=1))
