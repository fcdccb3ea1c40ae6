"""escalation/exhausted: nobody acknowledged, or nobody could be told; it is said aloud, and it goes on.

Belongs here: the state exhausted and its reasons. Not here: the steps before and after it (policy.py, notified.py).
"""

from datetime import datetime
from enum import StrEnum

from bot import logs
from bot.escalation import alert as alert_rows
from bot.escalation import timeline
from bot.escalation.alert import Alert, AlertState
from bot.escalation.timeline import Happened
from bot.storage.database import Transaction

log = logs.get(__name__)


class WhyExhausted(StrEnum):
    """Stored in `alerts.reason`."""

    NOBODY_ACKNOWLEDGED = "nobody_acknowledged"
    NO_OUTCOME = "no_outcome"
    NOBODY_REACHABLE = "nobody_reachable"


async def exhaust(tx: Transaction, alert: Alert, why: WhyExhausted, now: datetime) -> None:
    """The alert is exhausted, with the reason. It is said once for each reason, and the alert goes on all the same."""
    if alert.state is AlertState.EXHAUSTED and alert.reason == why.value:
        return
    await alert_rows.change(tx, alert.id, state=AlertState.EXHAUSTED, reason=why.value)
    await timeline.add(tx, alert.id, Happened.EXHAUSTED, now, note=why.value)
    log.error("alert.exhausted", alert=alert.id, person=alert.person_id, reason=why.value)
