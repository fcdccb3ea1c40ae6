"""caseload/consent: what a person agreed to, per purpose; nothing is agreed by silence.

Belongs here: the purposes, recording an answer with the version and hash of the text it was given to.
Not here: asking (chat/handlers/joining.py), what sharing means for a report (symptoms/escalated.py).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from bot.caseload import people
from bot.caseload.sharing import Sharing
from bot.ids import PersonId
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import consents

__all__ = ["TEXT_VERSION", "Asked", "Consent", "Purpose", "Sharing", "asked", "current", "record"]

TEXT_VERSION = "1"
"""Raised by hand when what the consent texts mean has changed; a mere rewording shows in the hash."""


class Purpose(StrEnum):
    """What consent is asked for, each by itself."""

    ADULT = "adult"  # the person said that they are 18 or older
    REMINDERS = "reminders"
    SHARING = "sharing"
    SUPPORTER = "supporter"


YES, NO = "yes", "no"
"""The answers, where they are not those of Sharing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A text as it was shown when consent was asked: what is stored of it."""

    version: str
    hash: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One answer, as it stands in the table."""

    id: int
    purpose: Purpose
    answer: str
    at: datetime


def asked(text: str, language: str) -> Asked:
    """What is stored of `text` (as shown, all that could be opened included): version and SHA-256 in hex."""
    return Asked(version=TEXT_VERSION, hash=hashlib.sha256(text.encode()).hexdigest(), language=language)


async def record(
    tx: Transaction, person: PersonId, purpose: Purpose, answer: str, *, shown: Asked, now: datetime
) -> None:
    """The answer is kept beside all earlier ones, holds from now on, and stands in the audit trail.

    For REMINDERS and SHARING the person's row says the same. Taking consent back is the same call.
    """
    row = await tx.insert(
        consents,
        person_id=person,
        purpose=purpose.value,
        answer=answer,
        text_version=shown.version,
        text_hash=shown.hash,
        language=shown.language,
        at=now,
    )
    if purpose is Purpose.REMINDERS:
        await people.change(tx, person, reminders_agreed=answer == YES, planned_until=now)
    if purpose is Purpose.SHARING:
        await people.change(tx, person, sharing=Sharing(answer))
    await audit.record(
        tx, patient=person, actor=person, action=f"consent.{purpose.value}.{answer}", subject=f"consent {row}", at=now
    )
    tx.touched.add(person)


async def current(tx: Transaction, person: PersonId) -> Mapping[Purpose, Consent]:
    """The newest answer for each purpose that was ever asked."""
    rows = await tx.all(select(consents).where(consents.c.person_id == person).order_by(consents.c.id))
    return {
        Purpose(row.purpose): Consent(id=row.id, purpose=Purpose(row.purpose), answer=row.answer, at=row.at)
        for row in rows
    }
