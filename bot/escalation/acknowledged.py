"""escalation/acknowledged: a human has read it, and says what came of it.

Belongs here: acknowledging, the outcome, handing over to somebody else of the staff. Not here: going on when no outcome
was recorded (notified.py), closing (closed.py), the buttons' handler (chat/handlers/alerts.py).

Reading an alert reads the person's earlier alerts too: who opens the case sees all of it. A newer one is not.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from bot import logs
from bot.caseload import people
from bot.caseload.person import Person
from bot.errors import Refused
from bot.escalation import alert as alert_rows
from bot.escalation import timeline
from bot.escalation.alert import Alert, AlertState, Outcome, all_open, wanted
from bot.escalation.desk import Desk
from bot.escalation.notice_words import (
    Status,
    first_buttons,
    headline,
    name_of,
    rewritten,
    status_message,
    status_text,
    to_staff,
)
from bot.escalation.timeline import Happened
from bot.ids import AlertId, PersonId
from bot.sending import Outgoing
from bot.storage import audit
from bot.storage.database import Transaction
from bot.storage.tables import alert_notices
from bot.texts.html import lines

log = logs.get(__name__)

HANDED_OVER = timedelta(minutes=5)
"""Who an alert is handed to has this long to acknowledge it, as a level has. Source: PRODUCT section 5 (PD)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of acknowledging. `first`: who had read it before, if it was not this person. `messages`: to others."""

    alert: Alert
    first: Person | None
    messages: tuple[Outgoing, ...] = ()


async def acknowledge(tx: Transaction, alert_id: AlertId, staff: Person, desk: Desk, now: datetime) -> Read:
    """A human has read it, and has the policy's minutes to say what came of it. The patient and the others who were
    told learn who. Once it is read, a second person is told who was first, and nothing else changes.

    Raises Refused: no such alert, or it is closed.
    """
    alert = await wanted(tx, alert_id)
    if not alert.is_open:
        raise Refused("alert-closed-already")
    if alert.is_read:
        return await _read_too(tx, alert, staff, now)
    taken = await _take(tx, alert, staff, now)
    for earlier in await _earlier_unread(tx, alert):
        await _cover(tx, earlier, staff, now)
    others = await _tell_others(tx, taken, staff, desk, now)
    patient = await _tell_patient(tx, taken, staff, desk, now)
    return Read(alert=taken, first=None, messages=(*patient, *others))


async def record_outcome(
    tx: Transaction, alert_id: AlertId, staff: Person, outcome: Outcome, *, desk: Desk, now: datetime
) -> Read:
    """What came of it is recorded (and it is read, if nobody had). Reached or help sent: the clock stops. Not reached:
    it starts again. Raises Refused as `acknowledge`."""
    read = await acknowledge(tx, alert_id, staff, desk, now)
    next_at = None if outcome.is_enough else now + _outcome_within(read.alert)
    await alert_rows.change(tx, alert_id, outcome=outcome, outcome_at=now, next_at=next_at)
    await timeline.add(tx, alert_id, Happened.OUTCOME, now, actor=staff.id, note=outcome.value)
    await _audited(tx, read.alert, staff, f"alert.{outcome.value}", now)
    log.info("alert.outcome", alert=alert_id, staff=staff.id, outcome=outcome.value)
    changed = replace(read.alert, outcome=outcome, outcome_at=now, next_at=next_at)
    return replace(read, alert=changed)


async def hand_over(
    tx: Transaction, alert_id: AlertId, staff: Person, to: PersonId, *, desk: Desk, now: datetime
) -> tuple[Person, list[Outgoing]]:
    """`to` is told, and has 5 minutes to acknowledge; if not, the next level is told. Returns them, and the message.

    Raises Refused: closed, somebody has reached the person or sent help, or `to` is nobody of the staff who can be
    written to, or the same person.
    """
    alert = await wanted(tx, alert_id)
    if not alert.is_open:
        raise Refused("alert-closed-already")
    receiver = next((one for one in await people.staff(tx) if one.id == to and one.blocked_at is None), None)
    over = alert.outcome is not None and alert.outcome.is_enough
    if receiver is None or receiver.id == staff.id or over:
        raise Refused("alert-hand-over-not-possible")
    number = await timeline.add(tx, alert_id, Happened.HANDED_OVER, now, actor=staff.id, other=receiver.id)
    await alert_rows.change(tx, alert_id, state=AlertState.NOTIFIED, next_at=now + HANDED_OVER)
    await _audited(tx, alert, staff, "alert.handed_over", now)
    log.info("alert.handed_over", alert=alert_id, staff=staff.id, to=receiver.id)
    texts = desk.texts_of(receiver)
    text = lines(headline(alert, desk, receiver, now), texts.say("alert-handed-to-you", name=name_of(staff, texts)))
    key = f"alert:{alert_id}:handed:{number}"
    return receiver, [to_staff(receiver, text, key, texts, buttons=first_buttons(alert, texts))]


async def _take(tx: Transaction, alert: Alert, staff: Person, now: datetime) -> Alert:
    next_at = now + _outcome_within(alert)
    await alert_rows.change(
        tx,
        alert.id,
        state=AlertState.ACKNOWLEDGED,
        acknowledged_by=staff.id,
        acknowledged_at=now,
        outcome=None,
        outcome_at=None,
        reason=None,
        next_at=next_at,
    )
    await timeline.add(tx, alert.id, Happened.ACKNOWLEDGED, now, actor=staff.id)
    await _audited(tx, alert, staff, "alert.acknowledged", now)
    waited = round((now - alert.opened_at).total_seconds())
    log.info("alert.acknowledged", alert=alert.id, staff=staff.id, after_s=waited)
    return replace(
        alert,
        state=AlertState.ACKNOWLEDGED,
        acknowledged_by=staff.id,
        acknowledged_at=now,
        outcome=None,
        outcome_at=None,
        next_at=next_at,
    )


async def _read_too(tx: Transaction, alert: Alert, staff: Person, now: datetime) -> Read:
    if alert.acknowledged_by == staff.id or alert.acknowledged_by is None:
        return Read(alert=alert, first=None)
    await timeline.add(tx, alert.id, Happened.READ_TOO, now, actor=staff.id)
    return Read(alert=alert, first=await people.by_id(tx, alert.acknowledged_by))


async def _earlier_unread(tx: Transaction, alert: Alert) -> list[Alert]:
    return [one for one in await all_open(tx, person=alert.person_id) if one.id < alert.id and not one.is_read]


async def _cover(tx: Transaction, earlier: Alert, staff: Person, now: datetime) -> None:
    """Read together with the newer one, whose clock now runs for both."""
    await alert_rows.change(
        tx,
        earlier.id,
        state=AlertState.ACKNOWLEDGED,
        acknowledged_by=staff.id,
        acknowledged_at=now,
        next_at=None,
    )
    await timeline.add(tx, earlier.id, Happened.COVERED, now, actor=staff.id)
    await _audited(tx, earlier, staff, "alert.acknowledged", now)
    log.info("alert.acknowledged", alert=earlier.id, staff=staff.id, covered=True)


async def _tell_others(tx: Transaction, alert: Alert, staff: Person, desk: Desk, now: datetime) -> tuple[Outgoing, ...]:
    """The last notice of everybody else who was told says now who reads it."""
    rows = await tx.all(
        select(alert_notices.c.staff_id, alert_notices.c.outgoing_key)
        .where(alert_notices.c.alert_id == alert.id, alert_notices.c.staff_id != staff.id)
        .order_by(alert_notices.c.step)
    )
    messages = []
    for staff_id, key in {row.staff_id: row.outgoing_key for row in rows}.items():
        other = await people.by_id(tx, PersonId(staff_id))
        if other is None or other.chat_id is None or other.blocked_at is not None:
            continue
        texts = desk.texts_of(other)
        said = texts.say("alert-read-by", name=name_of(staff, texts), time=desk.moment(now, other, now))
        messages.append(
            rewritten(
                other,
                lines(headline(alert, desk, other, now), said),
                replaces=key,
                key=f"{key}:read:{alert.step}:{staff.id}",
                buttons=(first_buttons(alert, texts)[0][1:],),
            )
        )
    return tuple(messages)


async def _tell_patient(
    tx: Transaction, alert: Alert, staff: Person, desk: Desk, now: datetime
) -> tuple[Outgoing, ...]:
    patient = await people.by_id(tx, alert.person_id)
    if patient is None or alert.kept is None:
        return ()
    text = status_text(Status.READ, alert, patient, desk=desk, now=now, reader=staff)
    key = f"alert:{alert.id}:patient:read:{alert.step}:{staff.id}"
    message = status_message(patient, text, desk, key=key, replaces=alert.patient_key)
    if message is None:
        return ()
    await alert_rows.change(tx, alert.id, patient_key=alert.patient_key or key, patient_status=Status.READ)
    return (message,)


def _outcome_within(alert: Alert) -> timedelta:
    """How long there is to say what came of it. An alert acknowledged before it ever moved has none to read: 15 min."""
    return timedelta(minutes=alert.kept.policy.outcome_within if alert.kept else 15)


async def _audited(tx: Transaction, alert: Alert, staff: Person, action: str, now: datetime) -> None:
    await audit.record(tx, patient=alert.person_id, actor=staff.id, action=action, subject=alert.subject, at=now)
