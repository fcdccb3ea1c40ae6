"""symptoms/danger: is an emergency of this person still open, and of which sort. Asked before a dose is spoken of.

Belongs here: that question. Not here: opening and closing alerts (escalation/).
Source: PRODUCT "A slot's day": while an alert about overdose, sleepiness, breathing or allergy is open a dose is not
offered; with any other emergency the reminder stays and adds "ask first". Status: PD.
Who shares nothing makes no alert that somebody could close: their own emergency counts for UNSHARED_FOR (PD).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, select

from bot.ids import PersonId
from bot.storage.database import Transaction
from bot.storage.tables import alerts, reports
from bot.symptoms.received import Shared
from bot.symptoms.report import Reason, Tier

_DOSE_NOT_OFFERED = frozenset(
    {Reason.OVERDOSE.value, Reason.UNCONSCIOUS.value, Reason.BREATHING.value, Reason.ALLERGY.value}
)
UNSHARED_FOR = timedelta(hours=24)
"""As long as /help_now begins with the guidance of such a report (PD)."""

_AHEAD = "danger.open"


class Danger(StrEnum):
    """What an open emergency means for the next dose."""

    NONE = "none"
    ASK_FIRST = "ask_first"
    NOT_OFFERED = "not_offered"


async def open_danger(tx: Transaction, person_id: PersonId, now: datetime) -> Danger:
    """What the open emergencies of `person_id` mean for a dose that is due."""
    ahead = tx.ahead.get(_AHEAD)
    if ahead is not None and person_id in ahead:
        return Danger(ahead[person_id])
    return (await _open_dangers(tx, (person_id,), now))[person_id]


async def read_ahead(tx: Transaction, person_ids: Collection[PersonId], now: datetime) -> None:
    """`open_danger` knows the answer for all these people now. For a transaction that opens and closes no alert."""
    tx.ahead.setdefault(_AHEAD, {}).update(await _open_dangers(tx, person_ids, now))


_OPEN = select(alerts.c.person_id, alerts.c.kind.label("reason")).where(
    alerts.c.person_id.in_(bindparam("people", expanding=True)),
    alerts.c.state != "closed",
    alerts.c.tier == Tier.EMERGENCY.word,
)
_UNSHARED = select(reports.c.person_id, reports.c.reason).where(
    reports.c.person_id.in_(bindparam("people", expanding=True)),
    reports.c.at > bindparam("since"),
    reports.c.tier == Tier.EMERGENCY.word,
    reports.c.shared == Shared.KEPT.value,
)


async def _open_dangers(tx: Transaction, person_ids: Collection[PersonId], now: datetime) -> dict[PersonId, Danger]:
    people = tuple(person_ids)
    shared = await tx.all(_OPEN, people=people)
    unshared = await tx.all(_UNSHARED, people=people, since=now - UNSHARED_FOR)
    found = dict.fromkeys(person_ids, Danger.NONE)
    for row in (*shared, *unshared):
        if row.reason in _DOSE_NOT_OFFERED:
            found[row.person_id] = Danger.NOT_OFFERED
        elif found[row.person_id] is Danger.NONE:
            found[row.person_id] = Danger.ASK_FIRST
    return found
