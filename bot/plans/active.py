"""plans/active: the plan a person follows now, read from the database.

Belongs here: reading signed revisions. Not here: loading, signing and replacing (loaded.py), what is in one (model.py).
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, select

from bot.ids import PersonId, PlanId
from bot.plans.model import Plan
from bot.storage.database import Transaction
from bot.storage.tables import plans

_SIGNED = "plans.signed"
_COLUMNS = (
    plans.c.id,
    plans.c.person_id,
    plans.c.revision,
    plans.c.state,
    plans.c.document_hash,
    plans.c.signed_at,
    plans.c.read_at,
    plans.c.replaced_at,
)
_SIGNED_OF = (
    select(*_COLUMNS)
    .where(
        plans.c.person_id.in_(bindparam("people", expanding=True)),
        plans.c.state.in_(["active", "replaced", "cancelled"]),
    )
    .order_by(plans.c.revision.desc())
)
_KEPT = 512
_read: OrderedDict[tuple[int, str], Plan] = OrderedDict()
"""Signed documents never change, so a parsed one serves every reminder of its revision. Key: id and hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivePlan:
    """A signed revision. `signed_at` None: a draft."""

    id: PlanId
    person_id: PersonId
    revision: int
    state: str
    plan: Plan
    signed_at: datetime | None
    read_at: datetime | None
    ended_at: datetime | None = None

    @property
    def in_force_from(self) -> datetime:
        """From when this revision is the order: the first midnight of its plan, but not before the day on which it was
        signed. Until then the revision before it goes on, so that a plan for next week leaves no gap this week; and a
        dose of today that nobody has answered yet is shown as the newest order says."""
        zone = ZoneInfo(self.plan.zone)
        first = self.plan.starts_on
        if self.signed_at is not None:
            first = max(first, self.signed_at.astimezone(zone).date())
        return datetime.combine(first, time(), zone).astimezone(UTC)

    @property
    def in_force_until(self) -> datetime | None:
        """When it was ended without a new revision; None where it never was."""
        return self.ended_at if self.state == "cancelled" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`plan` is the order from `start` until before `end`."""

    plan: ActivePlan
    start: datetime
    end: datetime


def spans(revisions: Sequence[ActivePlan], start: datetime, end: datetime) -> tuple[Span, ...]:
    """Which revision is the order when, between `start` and `end`; newest first. Pure."""
    found: list[Span] = []
    for one in sorted(revisions, key=lambda one: one.revision, reverse=True):
        until = min(end, one.in_force_until or end)
        since = max(start, one.in_force_from)
        if since < until:
            found.append(Span(plan=one, start=since, end=until))
        end = min(until, max(since, start))  # what was ended takes the revisions before it along
        if end <= start:
            break
    return tuple(found)


async def signed(tx: Transaction, person_id: PersonId) -> tuple[ActivePlan, ...]:
    """Every revision that was ever signed for `person_id`, newest first."""
    ahead = tx.ahead.get(_SIGNED)
    if ahead is not None and person_id in ahead:
        found: tuple[ActivePlan, ...] = ahead[person_id]
        return found
    return (await _signed(tx, (person_id,)))[person_id]


async def read_ahead(tx: Transaction, person_ids: Collection[PersonId]) -> None:
    """`signed` knows the revisions of all these people now, with two queries. For a transaction that signs nothing."""
    tx.ahead.setdefault(_SIGNED, {}).update(await _signed(tx, person_ids))


async def _signed(tx: Transaction, person_ids: Collection[PersonId]) -> dict[PersonId, tuple[ActivePlan, ...]]:
    rows = await tx.all(_SIGNED_OF, people=tuple(person_ids))
    documents = await _documents(tx, rows)
    found: dict[PersonId, tuple[ActivePlan, ...]] = dict.fromkeys(person_ids, ())
    for row in rows:
        found[row.person_id] += (_active(row, documents[row.id]),)
    return found


async def in_force(tx: Transaction, person_id: PersonId, at: datetime) -> ActivePlan | None:
    """The revision that is the order at the instant `at`; None where there is none."""
    found = spans(await signed(tx, person_id), at, at + timedelta(microseconds=1))
    return found[0].plan if found else None


async def of_person(tx: Transaction, person_id: PersonId) -> ActivePlan | None:
    """The active revision of `person_id`, or None."""
    found = await tx.value(select(plans.c.id).where(plans.c.person_id == person_id, plans.c.state == "active"))
    return await by_id(tx, PlanId(found)) if found is not None else None


async def turned_off(tx: Transaction, person_id: PersonId) -> ActivePlan | None:
    """The order whose reminders were turned off and that nothing newer has replaced, or None. It stands: reminders off
    says nothing about the medicine."""
    newest = (
        select(plans.c.id, plans.c.state)
        .where(plans.c.person_id == person_id, plans.c.signed_at.is_not(None))
        .order_by(plans.c.revision.desc())
        .limit(1)
    )
    found = await tx.first(newest)
    return await by_id(tx, PlanId(found.id)) if found is not None and found.state == "cancelled" else None


async def standing(tx: Transaction, person_id: PersonId) -> ActivePlan | None:
    """The order that stands for `person_id`, with reminders or with them turned off; None where nothing was signed."""
    return await of_person(tx, person_id) or await turned_off(tx, person_id)


async def by_id(tx: Transaction, plan_id: PlanId) -> ActivePlan | None:
    """The revision with this id, in whatever state, or None."""
    row = await tx.first(select(*_COLUMNS).where(plans.c.id == plan_id))
    return None if row is None else _active(row, (await _documents(tx, [row]))[plan_id])


def _active(row: Row[Any], plan: Plan) -> ActivePlan:
    return ActivePlan(
        id=PlanId(row.id),
        person_id=PersonId(row.person_id),
        revision=row.revision,
        state=row.state,
        plan=plan,
        signed_at=row.signed_at,
        read_at=row.read_at,
        ended_at=row.replaced_at,
    )


async def _documents(tx: Transaction, rows: Sequence[Row[Any]]) -> dict[int, Plan]:
    """The plans of `rows`, by id."""
    found = {row.id: _read.get((row.id, row.document_hash)) for row in rows}
    missing = [key for key, plan in found.items() if plan is None]
    if missing:
        hashes = {row.id: row.document_hash for row in rows}
        for row in await tx.all(select(plans.c.id, plans.c.document).where(plans.c.id.in_(missing))):
            found[row.id] = _read[row.id, hashes[row.id]] = Plan.from_json(row.document)
        while len(_read) > _KEPT:
            _read.popitem(last=False)
    return {key: plan for key, plan in found.items() if plan is not None}
