"""reminders/heard: whether anything at all was heard of a person. Any answer or message ends a silence.

Belongs here: that question. Not here: what a silence means (silence.py, checkin_silence.py).
"""

from datetime import datetime

from sqlalchemy import func, select

from bot.caseload.person import Person
from bot.storage.database import Transaction
from bot.storage.tables import checkins, dose_answers, inbox, reports


async def last_heard(tx: Transaction, person: Person) -> datetime | None:
    """When the person last did anything: an answer, a report, any message or tap. None: never."""
    found = (
        select(func.max(dose_answers.c.at)).where(dose_answers.c.person_id == person.id),
        select(func.max(checkins.c.started_at)).where(checkins.c.person_id == person.id),
        select(func.max(reports.c.at)).where(reports.c.person_id == person.id),
        select(func.max(inbox.c.received_at)).where(inbox.c.chat_id == person.chat_id),
    )
    columns = [one.scalar_subquery().label(f"c{n}") for n, one in enumerate(found)]
    row = await tx.first(select(*columns))
    return max((at for at in row or () if at is not None), default=None)


async def heard_since(tx: Transaction, person: Person, since: datetime) -> bool:
    """Whether the person did anything after `since`."""
    last = await last_heard(tx, person)
    return last is not None and last > since
