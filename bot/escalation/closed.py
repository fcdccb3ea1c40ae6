"""escalation/closed: an alert ends, by a human, with an outcome; and what staff write down about it.

Belongs here: closing, notes. Not here: outcomes (acknowledged.py). Nothing a patient does closes an alert.
"""

from datetime import datetime

from bot import logs
from bot.caseload.person import Person
from bot.errors import Refused
from bot.escalation import alert as alert_rows
from bot.escalation import timeline
from bot.escalation.alert import Alert, AlertState, all_open, wanted
from bot.escalation.timeline import Happened
from bot.ids import AlertId
from bot.storage import audit
from bot.storage.database import Transaction

log = logs.get(__name__)


async def close(tx: Transaction, alert_id: AlertId, staff: Person, now: datetime) -> Alert:
    """The alert is closed, and so are the person's earlier ones that were read together with it.

    Raises Refused: no such alert, closed already, or nobody has said that the person was reached or help was sent.
    """
    alert = await wanted(tx, alert_id)
    if not alert.is_open:
        raise Refused("alert-closed-already")
    if alert.outcome is None or not alert.outcome.is_enough:
        raise Refused("alert-outcome-first")
    covered = [one for one in await all_open(tx, person=alert.person_id) if one.id < alert.id and one.is_read]
    for one in (*covered, alert):
        await alert_rows.change(tx, one.id, state=AlertState.CLOSED, closed_at=now, next_at=None)
        await timeline.add(tx, one.id, Happened.CLOSED, now, actor=staff.id)
        await audit.record(
            tx, patient=one.person_id, actor=staff.id, action="alert.closed", subject=one.subject, at=now
        )
        log.info("alert.closed", alert=one.id, staff=staff.id, person=one.person_id)
    return alert


async def write_note(tx: Transaction, alert_id: AlertId, staff: Person, words: str, now: datetime) -> Alert:
    """`words` stand in the alert's time line. Also after it was closed. Raises Refused: no such alert."""
    alert = await wanted(tx, alert_id)
    await timeline.add(tx, alert_id, Happened.NOTE, now, actor=staff.id, note=words[:4000])
    log.info("alert.note", alert=alert_id, staff=staff.id)
    return alert
