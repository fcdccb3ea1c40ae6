"""escalation/opened: an alert begins, or a report joins one that is open.

Belongs here: the alert's row, joining, what a patient adds to an open alert. Not here: who is told at which step
(notified.py), what a report is and whether staff may know of it (symptoms/).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sqlalchemy import select

from bot import logs
from bot.caseload import people
from bot.caseload.person import Person
from bot.escalation import timeline
from bot.escalation.alert import FOLLOWED, Alert, AlertState, all_open, change
from bot.escalation.desk import Desk
from bot.escalation.notice_words import first_buttons, headline, to_staff
from bot.escalation.policy import AlertTier
from bot.escalation.timeline import Happened
from bot.ids import AlertId, PersonId, ReportId
from bot.sending import Outgoing
from bot.storage.database import Transaction
from bot.storage.tables import alert_notices, alerts
from bot.texts.html import lines

log = logs.get(__name__)

JUST_NOW = timedelta(minutes=1)
"""An alert that has not moved yet has no policy; the same reason within this time is the same cry."""


class Urgency(Protocol):
    """A tier of triage, as far as alerts need to know it."""

    @property
    def word(self) -> str: ...


async def open_alert(
    tx: Transaction, *, person: Person, report_id: ReportId, tier: Urgency, reason: StrEnum, now: datetime
) -> AlertId:
    """An alert is open for the report, and due to move at once; or the report has joined an alert of the same reason
    that is minutes old and that nobody has read.

    The caller has made sure that staff may know of it. Raises ValueError for a tier that is no alert.
    """
    level = AlertTier(tier.word)
    joined = await _joins(tx, person.id, level, reason.value, now)
    if joined is not None:
        await timeline.add(tx, joined, Happened.JOINED, now, report_id=report_id)
        log.info("alert.joined", alert=joined, report=report_id, person=person.id)
        return joined
    earlier = await all_open(tx, person=person.id)
    alert = await _insert(tx, person.id, report_id, tier=level, kind=reason.value, now=now)
    for one in earlier:
        await _follow(tx, one, level, now)
    log.info("alert.opened", alert=alert, report=report_id, person=person.id, tier=level.value)
    return alert


async def cannot_call(tx: Transaction, person_id: PersonId, desk: Desk, now: datetime) -> list[Outgoing]:
    """The person's open alerts say that the person cannot call; returns what those who were told of them read now:
    each of them once, under the newest alert they know of, however many are open."""
    messages: list[Outgoing] = []
    for alert in await all_open(tx, person=person_id):
        if not await timeline.says_cannot_call(tx, alert.id):
            await timeline.add(tx, alert.id, Happened.CANNOT_CALL, now, actor=person_id)
            log.info("alert.cannot_call", alert=alert.id, person=person_id)
            messages += await _they_cannot_call(tx, alert, desk, now)
    return list({message.chat_id: message for message in messages}.values())


async def _they_cannot_call(tx: Transaction, alert: Alert, desk: Desk, now: datetime) -> list[Outgoing]:
    told = select(alert_notices.c.staff_id).where(alert_notices.c.alert_id == alert.id).distinct()
    found = [await people.by_id(tx, PersonId(row.staff_id)) for row in await tx.all(told)]
    return [
        to_staff(
            staff,
            lines(headline(alert, desk, staff, now), desk.texts_of(staff).say("alert-cannot-call")),
            f"alert:{alert.id}:cannot:{staff.id}",
            desk.texts_of(staff),
            buttons=first_buttons(alert, desk.texts_of(staff)),
        )
        for staff in found
        if staff is not None and staff.chat_id is not None and staff.blocked_at is None
    ]


async def _joins(tx: Transaction, person_id: PersonId, tier: AlertTier, kind: str, now: datetime) -> AlertId | None:
    for alert in reversed(await all_open(tx, person=person_id)):
        within = timedelta(minutes=alert.kept.policy.joins_within) if alert.kept else JUST_NOW
        same = alert.kind == kind and alert.tier is tier
        if same and alert.acknowledged_at is None and alert.opened_at > now - within:
            return alert.id
    return None


async def _follow(tx: Transaction, earlier: Alert, tier: AlertTier, now: datetime) -> None:
    """An unread alert of which everybody has been told already stops repeating itself: the new one, of the same or a
    higher tier, begins at the first level and reaches everybody sooner than the next repeat would have."""
    told_everybody = earlier.kept is not None and earlier.step >= len(earlier.kept.policy.levels)
    grave_enough = tier is AlertTier.EMERGENCY or earlier.tier is tier
    if earlier.is_read or earlier.next_at is None or not told_everybody or not grave_enough:
        return
    await change(tx, earlier.id, next_at=None, reason=FOLLOWED)
    await timeline.add(tx, earlier.id, Happened.FOLLOWED, now)


async def _insert(
    tx: Transaction, person_id: PersonId, report_id: ReportId, *, tier: AlertTier, kind: str, now: datetime
) -> AlertId:
    row = await tx.insert(
        alerts,
        report_id=report_id,
        person_id=person_id,
        tier=tier.value,
        kind=kind,
        state=AlertState.OPENED.value,
        opened_at=now,
        next_at=now,
    )
    return AlertId(row)
