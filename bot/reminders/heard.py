"""reminders/heard: whether anything at all was heard of a person. Any answer or message ends a silence.

Belongs here: that question. Not here: what a silence means (silence.py, checkin_silence.py).
"""

from datetime import datetime

from sqlalchemy import select

from bot.caseload.person import Person
from bot.storage.database import Transaction
from bot.storage.tables import checkins, dose_answers, inbox, reports


async def heard_since(tx: Transaction, person: Person, since: datetime) -> bool:
    """Whether the person did anything after `since`: an answer, a report, any message or tap."""
    found = (
        select(dose_answers.c.id).where(dose_answers.c.person_id == person.id, dose_answers.c.at > since),
        select(checkins.c.id).where(checkins.c.person_id == person.id, checkins.c.started_at > since),
        select(reports.c.id).where(reports.c.person_id == person.id, reports.c.at > since),
        select(inbox.c.id).where(inbox.c.received_at > since, inbox.c.chat_id == person.chat_id),
    )
    for query in found:
        if await tx.value(query.limit(1)) is not None:
            return True
    return False
