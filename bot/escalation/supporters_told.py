"""escalation/supporters_told: a supporter is asked to check on the patient when an emergency begins.

Belongs here: whether and whom, and the message. Not here: who is a supporter (caseload/supporters.py), staff's notices
(notified.py). The message says that the patient asked for it, and nothing else: no symptom, no medicine, no clinic.
"""

import json
from datetime import datetime, timedelta

from sqlalchemy import select

from bot import logs
from bot.caseload import supporters
from bot.caseload.person import Person
from bot.escalation.alert import Alert
from bot.escalation.desk import Desk
from bot.escalation.policy import AlertTier
from bot.ids import PersonId
from bot.sending import Lane, Outgoing
from bot.storage.database import Transaction
from bot.storage.tables import alerts, reports

log = logs.get(__name__)

UNSAFE = "unsafe_at_home"
UNSAFE_HOLDS = timedelta(days=180)
"""So long after a word of being unsafe at home no supporter is told of anything by itself. Our own caution (PD)."""


async def ask_to_check(tx: Transaction, alert: Alert, patient: Person, desk: Desk, now: datetime) -> list[Outgoing]:
    """What supporters who may know that the patient wants to be checked on read now; keys make it once an alert.

    Nobody where it is no emergency of the patient's own, or where the danger may be at home.
    """
    if alert.tier is not AlertTier.EMERGENCY or alert.kind == UNSAFE or await _about_somebody_else(tx, alert):
        return []
    found = await supporters.to_tell(tx, patient.id, now)
    if not found or await _unsafe_at_home(tx, patient.id, now):
        return []
    log.info("supporter.told", alert=alert.id, person=patient.id, count=len(found))
    return [_message(one, alert, patient, desk) for one in found]


def _message(supporter: Person, alert: Alert, patient: Person, desk: Desk) -> Outgoing:
    assert supporter.chat_id is not None
    texts = desk.texts_of(supporter)
    return Outgoing(
        chat_id=supporter.chat_id,
        text=texts.say("supporter-check-on", name=supporters.first_name(patient)),
        lane=Lane.ALERT,
        key=f"alert:{alert.id}:supporter:{supporter.id}",
        repeat_note=texts.say("alert-repeat-note"),
    )


async def _about_somebody_else(tx: Transaction, alert: Alert) -> bool:
    query = select(reports.c.rules).join(alerts, alerts.c.report_id == reports.c.id).where(alerts.c.id == alert.id)
    return bool(json.loads(await tx.value(query) or "{}").get("someone_else"))


async def _unsafe_at_home(tx: Transaction, patient: PersonId, now: datetime) -> bool:
    """Whether anything the patient said in that time, shared or kept, held a word of it."""
    query = select(reports.c.reason, reports.c.rules).where(
        reports.c.person_id == patient, reports.c.at > now - UNSAFE_HOLDS
    )
    return any(row.reason == UNSAFE or f'"{UNSAFE}"' in (row.rules or "") for row in await tx.all(query))
