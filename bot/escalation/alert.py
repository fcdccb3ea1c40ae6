"""escalation/alert: an alert as a value, and finding alerts.

Belongs here: states, outcomes, reading rows. Not here: moving them (opened, notified, acknowledged, exhausted, closed).

opened → notified → acknowledged → closed; notified → exhausted(reason) → acknowledged; acknowledged → notified when no
outcome was recorded in time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update

from bot.errors import Refused
from bot.escalation.policy import AlertTier, KeptPolicy
from bot.ids import AlertId, PersonId, ReportId, case_number
from bot.storage.database import Transaction
from bot.storage.tables import alerts


class AlertState(StrEnum):
    """Stored in `alerts.state`."""

    OPENED = "opened"
    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    EXHAUSTED = "exhausted"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What came of it. Stored in `alerts.outcome`."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    HELP_SENT = "help_sent"

    @property
    def is_enough(self) -> bool:
        """Whether somebody knows now that the person is helped. After "not reached" the clock goes on."""
        return self is not Outcome.NOT_REACHED


FOLLOWED = "followed"
"""`alerts.reason` of an unread alert that waits for nothing because a newer one of the same person goes on for both."""

OPEN = tuple(state.value for state in AlertState if state is not AlertState.CLOSED)
UNREAD = (AlertState.OPENED.value, AlertState.NOTIFIED.value, AlertState.EXHAUSTED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One row of alerts. `kind` was sealed; never log it. `step`: how many steps were taken, so the next one's number.

    `kept` None: it has not moved yet.
    """

    id: AlertId
    report_id: ReportId
    person_id: PersonId
    tier: AlertTier
    kind: str
    state: AlertState
    kept: KeptPolicy | None
    step: int
    opened_at: datetime
    next_at: datetime | None
    acknowledged_by: PersonId | None
    acknowledged_at: datetime | None
    outcome: Outcome | None
    outcome_at: datetime | None
    closed_at: datetime | None
    reason: str | None
    patient_key: str | None
    patient_status: str | None

    @property
    def subject(self) -> str:
        """What the audit trail calls it."""
        return f"alert:{self.id}"

    @property
    def case(self) -> str:
        """The patient's case number."""
        return case_number(self.person_id)

    @property
    def is_open(self) -> bool:
        return self.state is not AlertState.CLOSED

    @property
    def is_read(self) -> bool:
        """A human has read it, and the time to say what came of it has not run out."""
        return self.state in (AlertState.ACKNOWLEDGED, AlertState.CLOSED)


COLUMNS = tuple(column for column in alerts.c)


def from_row(row: Any) -> Alert:
    """The Alert in a row that holds COLUMNS."""
    values = {column.name: row._mapping[column] for column in COLUMNS}
    kept = values.pop("policy")
    values["tier"], values["state"] = AlertTier(values["tier"]), AlertState(values["state"])
    values["outcome"] = Outcome(values["outcome"]) if values["outcome"] else None
    values["kind"] = values["kind"] or ""
    return Alert(kept=KeptPolicy.model_validate_json(kept) if kept else None, **values)


async def by_id(tx: Transaction, alert_id: AlertId) -> Alert | None:
    """The alert with this id, or None."""
    row = await tx.first(select(*COLUMNS).where(alerts.c.id == alert_id))
    return from_row(row) if row else None


async def wanted(tx: Transaction, alert_id: AlertId) -> Alert:
    """The alert with this id. Raises Refused where a button names one that does not exist."""
    found = await by_id(tx, alert_id)
    if found is None:
        raise Refused("alert-unknown")
    return found


async def all_open(tx: Transaction, *, person: PersonId | None = None) -> tuple[Alert, ...]:
    """Every alert that is not closed (of `person`), the oldest first."""
    query = select(*COLUMNS).where(alerts.c.state.in_(OPEN)).order_by(alerts.c.id)
    if person is not None:
        query = query.where(alerts.c.person_id == person)
    return tuple(from_row(row) for row in await tx.all(query))


async def newest(tx: Transaction, person: PersonId, *, limit: int) -> tuple[Alert, ...]:
    """The newest alerts of `person`, closed ones too, the newest first."""
    query = select(*COLUMNS).where(alerts.c.person_id == person).order_by(alerts.c.id.desc()).limit(limit)
    return tuple(from_row(row) for row in await tx.all(query))


async def change(tx: Transaction, alert_id: AlertId, **values: Any) -> None:
    """These columns of this alert hold these values. Enums are stored by value."""
    stored = {name: value.value if isinstance(value, StrEnum) else value for name, value in values.items()}
    await tx.run(update(alerts).where(alerts.c.id == alert_id).values(**stored))
