"""storage/audit: who did what, written once, in a chain whose gaps show.

Belongs here: writing and checking the trail. Not here: what deserves a row (each station), showing it to anybody.

There is a chain for each patient, and one (number 0) for what concerns no patient. Each row holds the hash of the one
before, and a sealed note in `meta` says which row is the last: a row that was changed, taken out of the middle or cut
off the end is found. Rows hold ids only, so that deleting a person leaves the chain whole.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import func, select, text

from bot.errors import Broken
from bot.ids import PersonId
from bot.storage import sealed
from bot.storage.engines import Dialect
from bot.storage.tables.caseload import audit
from bot.storage.tables.post import meta
from bot.storage.transaction import Transaction

HEAD_PREFIX = "audit_head."
"""Rows of `meta` with this beginning hold the sealed last row of a chain."""

HEAD_LABEL = "meta.audit_head"
"""The label they are sealed under."""

_AUDIT_LOCK = 0x7A9E
"""First half of the advisory lock of a chain on PostgreSQL; the second half is the chain's number."""

_BEGINNING = "0" * 64


class GapKind(StrEnum):
    """What is wrong with a chain."""

    MISSING = "missing"
    CHANGED = "changed"
    CUT_OFF = "cut off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """`seq` is the first row where it shows."""

    seq: int
    kind: GapKind


async def record(
    tx: Transaction, *, patient: PersonId | None, actor: PersonId | None, action: str, subject: str, at: datetime
) -> None:
    """A row stands at the end of the patient's chain (of chain 0 for `patient=None`), in the caller's transaction.

    `actor=None`: the program itself. `subject`: a kind and an id, e.g. `plan 12`; never a name or a text.
    """
    chain = patient or 0
    if tx.dialect is Dialect.POSTGRESQL:
        await tx.run(text(f"SELECT pg_advisory_xact_lock({_AUDIT_LOCK}, {int(chain)})"))
    last = await tx.first(
        select(audit.c.seq, audit.c.hash).where(audit.c.chain == chain).order_by(audit.c.seq.desc()).limit(1)
    )
    seq, previous = (last.seq + 1, last.hash) if last else (1, _BEGINNING)
    own = _hash(chain, seq, at, actor, action, subject, previous)
    await tx.insert(
        audit,
        chain=chain,
        seq=seq,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        previous_hash=previous,
        hash=own,
    )
    await _note_head(tx, chain, f"{seq}:{own}")


async def verify(tx: Transaction, patient: PersonId | None) -> tuple[Gap, ...]:
    """Every place where the chain is not as it was written; empty: nothing was changed, taken out or cut off."""
    chain = patient or 0
    gaps: list[Gap] = []
    expected, previous = 1, _BEGINNING
    for row in await tx.all(select(audit).where(audit.c.chain == chain).order_by(audit.c.seq)):
        own = _hash(chain, row.seq, row.at, row.actor, row.action, row.subject, row.previous_hash)
        if row.seq != expected:
            gaps.append(Gap(seq=expected, kind=GapKind.MISSING))
        elif row.previous_hash != previous or row.hash != own:
            gaps.append(Gap(seq=row.seq, kind=GapKind.CHANGED))
        expected, previous = row.seq + 1, row.hash
    if not await _ends_at(tx, chain, seq=expected - 1, last_hash=previous):
        gaps.append(Gap(seq=expected, kind=GapKind.CUT_OFF))
    return tuple(gaps)


async def chains(tx: Transaction) -> tuple[PersonId | None, ...]:
    """All chains that were ever begun, also those whose rows are gone; None is the chain that concerns no patient."""
    names = await tx.all(select(meta.c.name).where(meta.c.name.startswith(HEAD_PREFIX)))
    numbers = {int(row.name.removeprefix(HEAD_PREFIX)) for row in names}
    numbers |= {row.chain for row in await tx.all(select(audit.c.chain).distinct())}
    return tuple(PersonId(number) or None for number in sorted(numbers))


async def length(tx: Transaction, patient: PersonId | None) -> int:
    """How many rows the chain has."""
    return int(await tx.value(select(func.count()).where(audit.c.chain == (patient or 0))))


async def _note_head(tx: Transaction, chain: int, head: str) -> None:
    value = base64.b64encode(sealed.ring().seal(head.encode(), HEAD_LABEL)).decode()
    await tx.run(
        tx.upsert(meta)
        .values(name=f"{HEAD_PREFIX}{chain}", value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


async def _ends_at(tx: Transaction, chain: int, *, seq: int, last_hash: str) -> bool:
    stored = await tx.value(select(meta.c.value).where(meta.c.name == f"{HEAD_PREFIX}{chain}"))
    if stored is None:
        return seq == 0
    try:
        return sealed.ring().open(base64.b64decode(stored), HEAD_LABEL).decode() == f"{seq}:{last_hash}"
    except (Broken, ValueError):
        return False


def _hash(*parts: object) -> str:
    """SHA-256 over the parts; instants in UTC to the microsecond, so that both databases give the same."""
    told = [part.astimezone(UTC).isoformat() if isinstance(part, datetime) else part for part in parts]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()
