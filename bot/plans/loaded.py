"""plans/loaded: a plan file that was whole becomes a draft; for whom it is and what was asked is kept with it.

Belongs here: draft, assigned, warnings answered, dropped. Not here: reading files (reading.py), signing (signed.py).
A draft changes nothing for anybody. It belongs to whoever loaded it: the one who compares it with the order.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select, update

from bot import logs
from bot.caseload import people
from bot.caseload.permissions import Role
from bot.caseload.person import Person, PersonState
from bot.errors import Refused
from bot.ids import PersonId, PlanId
from bot.plans import active
from bot.plans.draft import Draft, FirstSignature, Notes, PlanState, WarningAnswer, still_asked, unasked
from bot.plans.model import Brief, Plan
from bot.plans.reading import Format, PlanDraft
from bot.plans.warnings import PlanWarning
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import plans

log = logs.get(__name__)

OPEN_SHOWN = 10
"""Drafts listed at once, newest first."""


async def load_draft(
    tx: Transaction,
    draft: PlanDraft,
    *,
    source_name: str,
    warnings: Sequence[PlanWarning],
    by: PersonId | None,
    now: datetime,
) -> PlanId:
    """A draft of this plan stands, nobody's yet; its id. `by` None: the command line. The same document loaded twice
    by the same person is the same draft."""
    document = draft.plan.to_json()
    known = await _same_draft(tx, _hash(document), by)
    if known is not None:
        kept = Notes(warnings=still_asked(unasked(warnings), known.warnings), unread=draft.unread)
        await _keep(tx, known, kept, person_id=None)
        return known.id
    plan_id = PlanId(
        await tx.insert(
            plans,
            state=PlanState.DRAFT.value,
            document=document,
            document_hash=_hash(document),
            brief=Brief.of(draft.plan).to_json(),
            source_name=source_name,
            warnings=Notes(warnings=unasked(warnings), unread=draft.unread).model_dump_json(),
            loaded_by=by,
            loaded_at=now,
            starts_on=draft.plan.starts_on,
            ends_on=draft.plan.ends_on,
        )
    )
    await audit.record(tx, patient=None, actor=by, action="plan.loaded", subject=f"plan {plan_id}", at=now)
    log.info("plan.loaded", plan=plan_id, warnings=len(warnings))
    return plan_id


async def standing(tx: Transaction, plan: Plan) -> PlanId | None:
    """The draft or the active plan that is this very document, whoever loaded it; None where there is none."""
    found = await tx.value(
        select(plans.c.id)
        .where(
            plans.c.document_hash == _hash(plan.to_json()),
            plans.c.state.in_([PlanState.DRAFT.value, PlanState.ACTIVE.value]),
        )
        .order_by(plans.c.id)
        .limit(1)
    )
    return None if found is None else PlanId(found)


async def by_id(tx: Transaction, plan_id: PlanId) -> Draft | None:
    """The plan with this id as it was loaded, in whatever state, or None."""
    row = await tx.first(select(plans).where(plans.c.id == plan_id))
    return _draft(row) if row is not None else None


async def open_drafts(tx: Transaction, staff: PersonId) -> tuple[Draft, ...]:
    """Drafts that `staff` can go on with: their own and those that nobody has taken up, newest first."""
    rows = await tx.all(
        select(plans)
        .where(plans.c.state == PlanState.DRAFT.value, _is_theirs(staff))
        .order_by(plans.c.id.desc())
        .limit(OPEN_SHOWN)
    )
    return tuple(_draft(row) for row in rows)


async def taken_up(tx: Transaction, plan_id: PlanId, staff: PersonId) -> Draft:
    """The draft, which is this member of staff's from now on. Raises Refused: no such draft, somebody else's, or no
    draft any more."""
    found = await by_id(tx, plan_id)
    if found is None:
        raise Refused("plan-gone")
    if found.state is PlanState.CANCELLED:
        raise Refused("plan-cancelled-before")
    if found.state is not PlanState.DRAFT:
        raise Refused("plan-signed-before")
    if found.loaded_by is None:
        await tx.run(update(plans).where(plans.c.id == plan_id).values(loaded_by=staff))
    elif found.loaded_by != staff and found.notes.first is None:
        await _left_behind(tx, found.loaded_by)
        await tx.run(update(plans).where(plans.c.id == plan_id).values(loaded_by=staff))
    return found


async def _left_behind(tx: Transaction, loader: PersonId) -> None:
    """Whoever loaded a draft does not work here any more. Raises Refused where they do."""
    found = await people.by_id(tx, loader)
    if found is not None and found.state is PersonState.ACTIVE:
        raise Refused("plan-loaded-by-other", name=found.name or "–")


async def assign(tx: Transaction, draft: Draft, person_id: PersonId | None, *, by: PersonId, now: datetime) -> Draft:
    """The draft is for this patient (None: for nobody again), compared with the revision that is theirs now. Raises
    Refused where there is no such patient."""
    notes = draft.notes.model_copy(update={"compared_with": None, "first": None})
    if person_id is not None:
        await _patient(tx, person_id)
        newest = await active.of_person(tx, person_id)
        notes = notes.model_copy(update={"compared_with": newest.id if newest else None})
        await audit.record(tx, patient=person_id, actor=by, action="plan.assigned", subject=f"plan {draft.id}", at=now)
    await _keep(tx, draft, notes, person_id=person_id)
    return await _again(tx, draft)


async def answer_warning(
    tx: Transaction, draft: Draft, number: int, *, words: str, by: PersonId, now: datetime
) -> Draft:
    """Warning `number` (from 0) was put to the prescriber of the plan, who said `words` (empty: as ordered). A later
    answer takes the place of an earlier one. Raises Refused where there is no such warning."""
    if not 0 <= number < len(draft.warnings):
        raise Refused("button-old")
    answer = WarningAnswer(asked_of=draft.plan.prescriber.name, words=words, by=by, at=now)
    answered = tuple(
        one.model_copy(update={"answer": answer}) if at == number else one for at, one in enumerate(draft.warnings)
    )
    notes = draft.notes.model_copy(update={"warnings": answered, "first": None})
    await _keep(tx, draft, notes, person_id=draft.person_id)
    log.info("plan.warning_answered", plan=draft.id, left=sum(one.is_open for one in answered))
    return await _again(tx, draft)


async def looked_at_again(tx: Transaction, draft: Draft, warnings: Sequence[PlanWarning]) -> Draft:
    """The draft with the warnings of today; answers to the same ones stay. For drafts that have waited."""
    notes = draft.notes.model_copy(update={"warnings": still_asked(unasked(warnings), draft.warnings)})
    await _keep(tx, draft, notes, person_id=draft.person_id)
    return await _again(tx, draft)


async def signed_first(tx: Transaction, draft: Draft, first: FirstSignature) -> Draft:
    """One person has compared it with the order; it waits, in everybody's list, for a second one. Whatever is changed
    about the draft after that takes the signature away again."""
    await _keep(tx, draft, draft.notes.model_copy(update={"first": first}), person_id=draft.person_id)
    await tx.run(update(plans).where(plans.c.id == draft.id).values(loaded_by=None))
    await audit.record(
        tx,
        patient=draft.person_id,
        actor=PersonId(first.by),
        action="plan.signed_first",
        subject=f"plan {draft.id}",
        at=first.at,
    )
    log.info("plan.signed_first", plan=draft.id)
    return await _again(tx, draft)


async def once_more(
    tx: Transaction, plan_id: PlanId, *, warnings: Sequence[PlanWarning], by: PersonId, now: datetime
) -> Draft:
    """The document of a plan whose reminders were turned off is a draft for the same patient, with the answers that its
    warnings had. It is signed as a new revision. Raises Refused where it was not turned off."""
    old = await by_id(tx, plan_id)
    if old is None or old.state is not PlanState.CANCELLED or old.person_id is None:
        raise Refused("plan-gone")
    read = PlanDraft(plan=old.plan, format=Format.YAML, unread=old.notes.unread)
    made = await load_draft(tx, read, source_name=old.source_name, warnings=warnings, by=by, now=now)
    draft = await assign(tx, await taken_up(tx, made, by), old.person_id, by=by, now=now)
    answered = draft.notes.model_copy(update={"warnings": still_asked(draft.warnings, old.warnings)})
    await _keep(tx, draft, answered, person_id=old.person_id)
    return await _again(tx, draft)


async def drop(tx: Transaction, draft: Draft, *, by: PersonId, now: datetime) -> None:
    """The draft is none any more. Nothing of it was ever anybody's plan."""
    await tx.run(
        update(plans)
        .where(plans.c.id == draft.id, plans.c.state == PlanState.DRAFT.value)
        .values(state=PlanState.CANCELLED.value, replaced_at=now, person_id=None)
    )
    await audit.record(tx, patient=draft.person_id, actor=by, action="plan.dropped", subject=f"plan {draft.id}", at=now)
    log.info("plan.dropped", plan=draft.id)


def fitting(label: str, patients: Sequence[Person]) -> tuple[Person, ...]:
    """The patients a plan can be for; those whose name is the file's label, or begins with its first word, first."""
    wanted = _plain(label)

    def rank(person: Person) -> int:
        name = _plain(person.name or "")
        if name == wanted:
            return 0
        return 1 if name.split()[:1] == wanted.split()[:1] and wanted else 2

    return tuple(sorted((one for one in patients if _can_have_a_plan(one)), key=rank))


async def _patient(tx: Transaction, person_id: PersonId) -> Person:
    found = await people.by_id(tx, person_id)
    if found is None or found.role is not Role.PATIENT or not _can_have_a_plan(found):
        raise Refused("plan-no-patient")
    return found


def _can_have_a_plan(person: Person) -> bool:
    return person.state not in (PersonState.DIED, PersonState.DELETED)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())


def _is_theirs(staff: PersonId) -> Any:
    return or_(plans.c.loaded_by == staff, plans.c.loaded_by.is_(None))


async def _same_draft(tx: Transaction, document_hash: str, by: PersonId | None) -> Draft | None:
    mine = plans.c.loaded_by.is_(None) if by is None else plans.c.loaded_by == by
    row = await tx.first(
        select(plans).where(plans.c.document_hash == document_hash, plans.c.state == PlanState.DRAFT.value, mine)
    )
    return _draft(row) if row is not None else None


async def _keep(tx: Transaction, draft: Draft, notes: Notes, *, person_id: PersonId | None) -> None:
    await tx.run(
        update(plans)
        .where(plans.c.id == draft.id, plans.c.state == PlanState.DRAFT.value)
        .values(warnings=notes.model_dump_json(), person_id=person_id)
    )


async def _again(tx: Transaction, draft: Draft) -> Draft:
    found = await by_id(tx, draft.id)
    assert found is not None  # it was read in this transaction
    return found


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        id=PlanId(row.id),
        state=PlanState(row.state),
        plan=Plan.from_json(row.document),
        notes=Notes.model_validate_json(row.warnings) if row.warnings else Notes(),
        source_name=row.source_name or "",
        person_id=None if row.person_id is None else PersonId(row.person_id),
        loaded_by=None if row.loaded_by is None else PersonId(row.loaded_by),
        loaded_at=row.loaded_at,
    )


def _hash(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()
