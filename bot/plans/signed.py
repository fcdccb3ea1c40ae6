"""plans/signed: a draft becomes the patient's plan, and the revision before it is replaced; reading and ending it.

Belongs here: draft → active, active → replaced | cancelled, read_at. Not here: drafts (loaded.py), which revision is
the order at an instant (active.py), planning the reminders (reminders/planned.py follows within seconds).
A signed plan is never edited.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update

from bot import logs
from bot.caseload import enrolled, people, tasks
from bot.caseload.tasks import TaskKind
from bot.errors import Broken, Refused
from bot.ids import PersonId, PlanId
from bot.plans import active
from bot.plans.active import ActivePlan
from bot.plans.calendar import slots_between
from bot.plans.draft import Draft, PlanState
from bot.plans.model import Ending, Plan
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import plans

log = logs.get(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What signing did. `reminders`: doses of the plan that are still to come."""

    plan: ActivePlan
    previous: ActivePlan | None
    reminders: int

    @property
    def revision(self) -> int:
        return self.plan.revision


async def sign(tx: Transaction, draft: Draft, *, by: PersonId, statement: str, now: datetime) -> Signed:
    """The draft is the patient's plan from now on, as their next revision; reminders follow with the next tick.

    `draft` was taken up by `by` in this transaction (loaded.taken_up). Raises Refused: a warning without an answer, no
    patient, or the patient was given another revision after the draft was compared with theirs.
    """
    if not statement.strip():
        raise Broken("a plan is signed with a sentence")
    if draft.person_id is None or not draft.can_be_signed:
        raise Refused("plan-not-ready")
    person_id = draft.person_id
    previous = await active.of_person(tx, person_id)
    if (previous.id if previous else None) != draft.notes.compared_with:
        raise Refused("plan-changed-meanwhile")
    if previous is not None:
        await _end(tx, previous.id, PlanState.REPLACED, now)
        await audit.record(
            tx, patient=person_id, actor=by, action="plan.replaced", subject=f"plan {previous.id}", at=now
        )
    await _activate(tx, draft, person_id, by=by, statement=statement, now=now)
    await audit.record(tx, patient=person_id, actor=by, action="plan.signed", subject=f"plan {draft.id}", at=now)
    for kind in (TaskKind.PLAN_ENDS, TaskKind.PLAN_GAP, TaskKind.HOME_AGAIN):
        await tasks.end(tx, person_id, kind, now)
    await _follow(tx, person_id, now)
    signed = await active.by_id(tx, draft.id)
    assert signed is not None  # just written
    count = reminders_from(signed.plan, max(now, signed.in_force_from))
    log.info("plan.signed", plan=draft.id, person=person_id, revision=signed.revision, reminders=count)
    return Signed(plan=signed, previous=previous, reminders=count)


async def _activate(
    tx: Transaction, draft: Draft, person_id: PersonId, *, by: PersonId, statement: str, now: datetime
) -> None:
    last = await tx.value(select(func.max(plans.c.revision)).where(plans.c.person_id == person_id))
    done = await tx.run(
        update(plans)
        .where(plans.c.id == draft.id, plans.c.state == PlanState.DRAFT.value)
        .values(
            state=PlanState.ACTIVE.value,
            revision=(last or 0) + 1,
            signed_by=by,
            signed_at=now,
            statement=statement,
            order_ends_on=order_ends_on(draft.plan),
        )
    )
    if done.rowcount != 1:
        raise Refused("plan-signed-before")


async def _follow(tx: Transaction, person_id: PersonId, now: datetime) -> None:
    """Reminders are planned anew by the next tick, and what memory holds of the person is refreshed."""
    patient = await people.by_id(tx, person_id)
    salt = (patient.salt if patient else None) or enrolled.new_salt()
    await people.change(tx, person_id, salt=salt)
    await people.plan_anew(tx, person_id, now, missed_too=True)
    tx.touched.add(person_id)


async def end(tx: Transaction, plan_id: PlanId, *, by: PersonId, now: datetime) -> ActivePlan:
    """The plan gives no reminders any more and nothing takes its place here. This says nothing about the medicine: the
    order stands. Raises Refused where it is not active."""
    plan = await active.by_id(tx, plan_id)
    if plan is None or plan.state != PlanState.ACTIVE.value:
        raise Refused("plan-not-active")
    await _end(tx, plan_id, PlanState.CANCELLED, now)
    await audit.record(tx, patient=plan.person_id, actor=by, action="plan.ended", subject=f"plan {plan_id}", at=now)
    await _follow(tx, plan.person_id, now)
    log.info("plan.ended", plan=plan_id, person=plan.person_id)
    return plan


async def read(tx: Transaction, plan: ActivePlan, now: datetime) -> bool:
    """The patient says they have read it. False: they had said so before."""
    done = await tx.run(update(plans).where(plans.c.id == plan.id, plans.c.read_at.is_(None)).values(read_at=now))
    if done.rowcount:
        log.info("plan.read", plan=plan.id, person=plan.person_id)
    return bool(done.rowcount)


async def before(tx: Transaction, plan: ActivePlan) -> ActivePlan | None:
    """The revision that was signed before this one, or None."""
    found = await tx.value(
        select(plans.c.id)
        .where(
            plans.c.person_id == plan.person_id,
            plans.c.revision < plan.revision,
            plans.c.state.in_([PlanState.REPLACED.value, PlanState.CANCELLED.value]),
            plans.c.signed_at.is_not(None),
        )
        .order_by(plans.c.revision.desc())
        .limit(1)
    )
    return await active.by_id(tx, PlanId(found)) if found is not None else None


def reminders_from(plan: Plan, start: datetime) -> int:
    """How many doses of the plan are due from `start` on; of a step without an end, the first four weeks. Pure."""
    end = datetime.combine(plan.shown_until + timedelta(days=1), time(), ZoneInfo(plan.zone)).astimezone(UTC)
    return len(slots_between(plan, start, max(start, end)))


def order_ends_on(plan: Plan) -> date | None:
    """The first last day of a medicine that ends above zero and of which the order does not say what follows; None
    where every medicine has an end that was ordered. Pure."""
    return min(
        (
            medicine.ends_on
            for medicine in plan.medicines
            if medicine.ends_on is not None and medicine.ending is Ending.UNSAID and not medicine.steps[-1].is_pause
        ),
        default=None,
    )


async def _end(tx: Transaction, plan_id: PlanId, state: PlanState, now: datetime) -> None:
    await tx.run(
        update(plans)
        .where(plans.c.id == plan_id, plans.c.state == PlanState.ACTIVE.value)
        .values(state=state.value, replaced_at=now)
    )
