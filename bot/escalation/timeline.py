"""escalation/timeline: what happened to an alert, in order, for staff.

Belongs here: adding an event, reading events and notices together. Not here: the words (chat/handlers/alerts.py).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from bot.ids import AlertId, PersonId, ReportId
from bot.storage.database import Transaction
from bot.storage.tables import alert_events, alert_notices, alerts, outgoing, reports

FROM_MEMORY = "memory"
"""`guidance_key` of a report whose guidance surely arrived before the report could be written down."""


class Happened(StrEnum):
    """Stored in `alert_events.kind`, except the first four, which stand in the rows they are read from."""

    SAID = "said"  # the report
    SHOWN = "shown"  # the guidance
    OPENED = "opened"
    TOLD = "told"  # a notice to one of the staff; `arrived` says whether Telegram took it
    JOINED = "joined"  # another report with the same reason
    NOBODY = "nobody"  # nobody could be told at a level
    UNREACHABLE = "unreachable"  # the notice could not be delivered: the next level at once
    ACKNOWLEDGED = "acknowledged"
    READ_TOO = "read_too"  # acknowledged by another person after the first
    LAPSED = "lapsed"  # no outcome in time: it goes on
    OUTCOME = "outcome"  # note: the outcome's word
    HANDED_OVER = "handed_over"
    CANNOT_CALL = "cannot_call"
    OPENED_CASE = "opened_case"
    NOTE = "note"
    EXHAUSTED = "exhausted"
    CLOSED = "closed"
    COVERED = "covered"  # read together with a newer alert of the same person
    FOLLOWED = "followed"  # everybody was told; a newer alert of the same person goes on for both
    SECOND_WAY = "second_way"  # told by e-mail or webhook; note: how, and whether it was taken


class Arrived(StrEnum):
    """What is known of a notice."""

    YES = "yes"
    NOT_YET = "not_yet"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the time line. `note` was sealed."""

    at: datetime
    kind: Happened
    actor: PersonId | None = None
    other: PersonId | None = None
    note: str = ""
    arrived: Arrived | None = None


async def add(
    tx: Transaction,
    alert_id: AlertId,
    kind: Happened,
    now: datetime,
    *,
    actor: PersonId | None = None,
    other: PersonId | None = None,
    report_id: ReportId | None = None,
    note: str | None = None,
) -> int:
    """The event stands in the alert's time line; returns its number."""
    return await tx.insert(
        alert_events,
        alert_id=alert_id,
        kind=kind.value,
        actor=actor,
        other=other,
        report_id=report_id,
        note=note,
        at=now,
    )


async def of_alert(tx: Transaction, alert_id: AlertId) -> tuple[Entry, ...]:
    """Everything that is known of the alert, the oldest first."""
    entries = [*await _beginning(tx, alert_id), *await _notices(tx, alert_id)]
    rows = await tx.all(select(alert_events).where(alert_events.c.alert_id == alert_id).order_by(alert_events.c.id))
    entries += [
        Entry(at=row.at, kind=Happened(row.kind), actor=row.actor, other=row.other, note=row.note or "") for row in rows
    ]
    return tuple(sorted(entries, key=lambda entry: entry.at))


async def says_cannot_call(tx: Transaction, alert_id: AlertId) -> bool:
    """Whether the person has said that they cannot call."""
    found = select(alert_events.c.id).where(
        alert_events.c.alert_id == alert_id, alert_events.c.kind == Happened.CANNOT_CALL.value
    )
    return await tx.value(found.limit(1)) is not None


async def _beginning(tx: Transaction, alert_id: AlertId) -> list[Entry]:
    columns = (reports.c.at, reports.c.guidance_key, alerts.c.opened_at)
    row = await tx.first(
        select(*columns).join(alerts, alerts.c.report_id == reports.c.id).where(alerts.c.id == alert_id)
    )
    if row is None:
        return []
    entries = [Entry(at=row.at, kind=Happened.SAID)]
    shown = await guidance_shown_at(tx, row.guidance_key, reported_at=row.at)
    if shown is not None:
        entries.append(Entry(at=shown, kind=Happened.SHOWN))
    entries.append(Entry(at=row.opened_at, kind=Happened.OPENED))
    return entries


async def guidance_shown_at(tx: Transaction, guidance_key: str | None, *, reported_at: datetime) -> datetime | None:
    """When Telegram took the guidance that stands under this key, at the latest; None: not (yet), or not known."""
    if not guidance_key:
        return None
    if guidance_key == FROM_MEMORY:
        return reported_at
    found: datetime | None = await tx.value(select(outgoing.c.sent_at).where(outgoing.c.key == guidance_key))
    return found


async def _notices(tx: Transaction, alert_id: AlertId) -> list[Entry]:
    columns = (alert_notices.c.at, alert_notices.c.staff_id, outgoing.c.state, outgoing.c.sent_at)
    rows = await tx.all(
        select(*columns)
        .join_from(alert_notices, outgoing, outgoing.c.key == alert_notices.c.outgoing_key, isouter=True)
        .where(alert_notices.c.alert_id == alert_id)
        .order_by(alert_notices.c.id)
    )
    arrived = {"sent": Arrived.YES, "dropped": Arrived.NO}
    return [
        Entry(
            at=row.sent_at or row.at,
            kind=Happened.TOLD,
            other=PersonId(row.staff_id),
            arrived=arrived.get(row.state or "", Arrived.NOT_YET),
        )
        for row in rows
    ]
