"""reminders/doses: dose slots of the active plan as wanted reminders, and back from a row to its slot.

Belongs here: the planner for doses, finding the slot a row stands for. Not here: words (dose_words.py), answers
(answered.py). No amount is ever computed here: it is read from the signed plan at the moment it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from bot.caseload.people import Person
from bot.ids import PersonId, ReminderId
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.plans.calendar import Slot, slots_between
from bot.plans.model import MedicineTaper
from bot.reminders import trips
from bot.reminders.claimed import as_due
from bot.reminders.due import Due
from bot.reminders.wanted import Kind, Wanted, subject_of, wanted_doses
from bot.storage.database import Transaction
from bot.storage.tables import reminders

_A_MOMENT = timedelta(microseconds=1)
_DOSES = (reminders.c.person_id == bindparam("person"), reminders.c.kind == Kind.DOSE.value)
_ITS_TIME = select(reminders.c.due_at).where(reminders.c.id == bindparam("row"), *_DOSES).correlate(None)
_OF_MOMENT = (
    select(reminders).where(*_DOSES, reminders.c.due_at == _ITS_TIME.scalar_subquery()).order_by(reminders.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDose:
    """A row of reminders together with what the plan says at its slot."""

    due: Due
    slot: Slot
    medicine: MedicineTaper


class DosePlanner:
    """Every slot of the active plan is wanted, and before it a heads-up where the person asked for that."""

    kinds = frozenset({Kind.DOSE, Kind.HEADS_UP})

    async def wanted(self, tx: Transaction, person: Person, start: datetime, end: datetime) -> Sequence[Wanted]:
        """See `planned.Planner.wanted`."""
        doses = await self._doses(tx, person, start, end)
        return (*doses, *heads_up(person, doses, start))

    async def _doses(self, tx: Transaction, person: Person, start: datetime, end: datetime) -> Sequence[Wanted]:
        """The dose slots of `person` with start <= slot < end; none where there is no active plan. Back from hospital,
        only what was ordered since: the hospital may have changed the doses."""
        if person.salt is None:
            return ()
        found: list[Wanted] = []
        orders = [one for one in await active.signed(tx, person.id) if is_trusted(one, person)]
        if chosen := await trips.of_person(tx, person.id):
            return trips.wanted_on_trips(orders, chosen, person, start=start, end=end)
        for span in active.spans(orders, start, end):
            found += wanted_doses(
                span.plan.plan, span.plan.id, person_id=person.id, salt=person.salt, start=span.start, end=span.end
            )
        return found


def heads_up(person: Person, doses: Sequence[Wanted], start: datetime) -> tuple[Wanted, ...]:
    """One for each moment, so many minutes before it as the person chose; none where that is off. Pure."""
    before = timedelta(minutes=person.heads_up_minutes)
    moments = {one.due_at: one for one in doses if before and one.due_at - before >= start}
    return tuple(
        replace(one, kind=Kind.HEADS_UP, subject=str(int(at.timestamp()) // 60), due_at=at - before, window_until=at)
        for at, one in moments.items()
    )


def is_trusted(plan: ActivePlan, person: Person) -> bool:
    """Whether doses are reminded of by `plan`: not where it was signed before the person came back from hospital."""
    return person.home_since is None or (plan.signed_at is not None and plan.signed_at > person.home_since)


def dose_of(plan: ActivePlan, salt: str, due: Due) -> PlannedDose | None:
    """What `plan` orders at the slot of `due`, by the clock it was planned with; None where this revision has no such
    slot."""
    return next(iter(_doses_in(plan, salt, [due])), None)


def _doses_in(plan: ActivePlan, salt: str, group: Sequence[Due]) -> tuple[PlannedDose, ...]:
    """What `plan` orders at the slots of `group`. The calendar is asked once for each moment: making the slots of a
    moment costs more than all that is done with them."""
    slots = {moment: _slots_at(plan, salt, *moment) for moment in {(due.zone, due.due_at) for due in group}}
    found = ((due, slots[due.zone, due.due_at].get(due.subject)) for due in group)
    return tuple(
        PlannedDose(due=due, slot=slot, medicine=plan.plan.medicine(slot.medicine)) for due, slot in found if slot
    )


def _slots_at(plan: ActivePlan, salt: str, zone: str, at: datetime) -> dict[str, Slot]:
    """Subject → its slot at the instant `at`, by the clock of `zone`."""
    order = plan.plan if plan.plan.zone == zone else plan.plan.model_copy(update={"zone": zone})
    return {subject_of(salt, slot.medicine): slot for slot in slots_between(order, at, at + _A_MOMENT)}


async def order_of(tx: Transaction, person_id: PersonId, due: Due) -> ActivePlan | None:
    """The revision that is the order for the slot of `due`; on a trip that of its day."""
    orders = await active.signed(tx, person_id)
    if any(one.plan.zone == due.zone for one in orders):
        return await active.in_force(tx, person_id, due.due_at)
    found = trips.order_on(orders, due.due_at.astimezone(ZoneInfo(due.zone)).date())
    ended = found.in_force_until if found is not None else None
    return None if ended is not None and due.due_at >= ended else found


async def doses_of(tx: Transaction, person: Person, group: Sequence[Due]) -> tuple[PlannedDose, ...]:
    """The doses that the rows of `group` stand for in the order that is in force; superseded ones are missing."""
    current = await order_of(tx, person.id, group[0]) if group else None
    if current is None or person.salt is None:
        return ()
    return _doses_in(current, person.salt, group)


async def as_ordered(tx: Transaction, person: Person, group: Sequence[Due]) -> tuple[PlannedDose, ...]:
    """The doses of `group` as the revision ordered them that they were sent with; for answers to old messages."""
    if person.salt is None:
        return ()
    found: dict[ReminderId, PlannedDose] = {}
    for plan_id in {due.plan_id for due in group if due.plan_id is not None}:
        plan = await active.by_id(tx, plan_id)
        its = [due for due in group if due.plan_id == plan_id]
        found |= {dose.due.id: dose for dose in (_doses_in(plan, person.salt, its) if plan is not None else ())}
    return tuple(found[due.id] for due in group if due.id in found)


async def answerable(tx: Transaction, person: Person, group: Sequence[Due]) -> tuple[PlannedDose, ...]:
    """The doses of `group` as they are to be shown: open ones as the order says now, ended ones as they were sent."""
    if all(due.state in ("planned", "claimed", "sent") for due in group):
        return await doses_of(tx, person, group)
    return await as_ordered(tx, person, group)


async def group_of(tx: Transaction, person_id: PersonId, reminder_id: int) -> tuple[Due, ...]:
    """The dose rows of the moment that `reminder_id` belongs to; empty if it is not a dose of `person_id`.

    A medicine of that moment that was not told, because its window had closed, is not among those that were: "Done"
    under their message says nothing about it.
    """
    rows = await tx.all(_OF_MOMENT, person=person_id, row=reminder_id)
    named = next((row for row in rows if row.id == reminder_id), None)
    if named is None:
        return ()
    return tuple(as_due(row) for row in rows if row.state != "dropped" or named.state == "dropped")
