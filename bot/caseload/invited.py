"""caseload/invited: a link that lets one person in, once, for a while.

Belongs here: making invites, telling a good one from a bad one, limiting guesses. Not here: what a person is asked
after the link opened (enrolled.py), showing link and picture (chat/handlers/invite.py, running.py).

Of a token only its hash is stored. Whoever made the invite sees it this one time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from io import BytesIO

import segno
from sqlalchemy import func, select, update

from bot.caseload.permissions import Role
from bot.ids import ChatId, InviteId, PersonId, new_token, token_hash
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import guesses, invites

WRONG_ALLOWED = 5
WRONG_WITHIN = timedelta(hours=1)
"""So many wrong links from one chat in that time, then no link is looked at. A token has 192 bits: this only keeps
the curious from costing us anything."""


class Refusal(StrEnum):
    """Why a link does not let somebody in. The value is part of a text key."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvite:
    """An invite just made. `token` is known now and never again; do not log it."""

    id: InviteId
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """An invite that may be used now. `person_id`: the patient it was made for; None for staff."""

    id: InviteId
    role: Role
    person_id: PersonId | None
    created_by: PersonId | None


def link(bot_username: str, token: str) -> str:
    """The address that opens the chat with the token. Source: core.telegram.org/bots/features, Deep linking."""
    return f"https://t.me/{bot_username}?start={token}"


def qr_png(address: str) -> bytes:
    """A picture of `address` for a phone's camera: PNG, quiet zone included."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=10, border=4)
    return picture.getvalue()


async def make_staff_invite(
    tx: Transaction, role: Role, *, days: int, now: datetime, created_by: PersonId | None = None
) -> NewInvite:
    """A link for somebody who works for the programme, good for `days` days. `created_by=None`: the command line."""
    made = await _make(tx, role, person_id=None, days=days, now=now, created_by=created_by)
    await audit.record(
        tx, patient=None, actor=created_by, action=f"invite.made.{role.value}", subject=f"invite {made.id}", at=now
    )
    return made


async def make_patient_invite(
    tx: Transaction, person_id: PersonId, *, days: int, now: datetime, created_by: PersonId | None
) -> NewInvite:
    """A link for the patient `person_id`. Earlier unused links of this patient do not work any more."""
    await tx.run(
        update(invites)
        .where(invites.c.person_id == person_id, invites.c.used_at.is_(None), invites.c.expires_at > now)
        .values(expires_at=now)
    )
    made = await _make(tx, Role.PATIENT, person_id=person_id, days=days, now=now, created_by=created_by)
    await audit.record(
        tx, patient=person_id, actor=created_by, action="invite.made", subject=f"invite {made.id}", at=now
    )
    return made


async def make_supporter_invite(
    tx: Transaction, person_id: PersonId, *, patient: PersonId, days: int, now: datetime
) -> NewInvite:
    """A link for the supporter `person_id` of `patient`, who made it."""
    made = await _make(tx, Role.SUPPORTER, person_id=person_id, days=days, now=now, created_by=patient)
    await audit.record(
        tx, patient=patient, actor=patient, action="invite.made.supporter", subject=f"invite {made.id}", at=now
    )
    return made


async def look(tx: Transaction, token: str, chat_id: ChatId, now: datetime) -> Invite | Refusal:
    """The invite that `token` opens now, or why it opens none. A token that never was counts as a wrong guess."""
    if await _wrong_guesses(tx, chat_id, now) >= WRONG_ALLOWED:
        return Refusal.TOO_MANY
    row = await tx.first(select(invites).where(invites.c.token_hash == token_hash(token)))
    if row is None:
        await tx.insert(guesses, chat_id=chat_id, at=now)
        return Refusal.UNKNOWN
    if row.used_at is not None:
        return Refusal.USED
    if row.expires_at <= now:
        return Refusal.EXPIRED
    return Invite(id=InviteId(row.id), role=Role(row.role), person_id=row.person_id, created_by=row.created_by)


async def use(tx: Transaction, invite: Invite, person_id: PersonId, now: datetime) -> bool:
    """`person_id` came in by `invite`, and nobody else can. False: somebody was quicker."""
    done = await tx.run(
        update(invites)
        .where(invites.c.id == invite.id, invites.c.used_at.is_(None))
        .values(used_at=now, used_by=person_id)
    )
    if done.rowcount == 1:
        await audit.record(
            tx,
            patient=person_id if invite.role is Role.PATIENT else None,
            actor=person_id,
            action="invite.used",
            subject=f"invite {invite.id}",
            at=now,
        )
    return done.rowcount == 1


async def give_back(tx: Transaction, person_id: PersonId) -> None:
    """The link by which `person_id` came in works again until it expires: they turned back at the door."""
    await tx.run(update(invites).where(invites.c.used_by == person_id).values(used_at=None, used_by=None))


async def forget_guesses(tx: Transaction, now: datetime) -> int:
    """Wrong guesses too old to count are gone; returns how many."""
    return (await tx.run(guesses.delete().where(guesses.c.at <= now - WRONG_WITHIN))).rowcount


async def _wrong_guesses(tx: Transaction, chat_id: ChatId, now: datetime) -> int:
    recent = (guesses.c.chat_id == chat_id, guesses.c.at > now - WRONG_WITHIN)
    return int(await tx.value(select(func.count()).select_from(guesses).where(*recent)))


async def _make(
    tx: Transaction, role: Role, *, person_id: PersonId | None, days: int, now: datetime, created_by: PersonId | None
) -> NewInvite:
    token = new_token()
    expires_at = now + timedelta(days=days)
    row = await tx.insert(
        invites,
        token_hash=token_hash(token),
        role=role.value,
        person_id=person_id,
        created_by=created_by,
        created_at=now,
        expires_at=expires_at,
    )
    return NewInvite(id=InviteId(row), token=token, expires_at=expires_at)
