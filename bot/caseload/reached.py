"""caseload/reached: whether our messages reach a person at all.

Belongs here: noting that a chat is gone, and that it is back. Not here: what follows for alerts and tasks
(escalation/), how Telegram tells us (chat/).
"""

from datetime import datetime

from bot import logs
from bot.caseload import people
from bot.ids import ChatId
from bot.storage.database import Transaction

log = logs.get(__name__)


async def gone(tx: Transaction, chat_id: ChatId, reason: str, now: datetime) -> None:
    """Nothing is sent to this chat until somebody writes in it again. `reason`: as Telegram put it, without ids."""
    person = await people.by_chat(tx, chat_id)
    if person is None or person.blocked_at is not None:
        return
    await people.change(tx, person.id, blocked_at=now)
    log.info("person.gone", person=person.id, reason=reason)


async def back(tx: Transaction, chat_id: ChatId, now: datetime) -> None:
    """The chat can be written to again; reminders are planned anew."""
    person = await people.by_chat(tx, chat_id)
    if person is None or person.blocked_at is None:
        return
    await people.change(tx, person.id, blocked_at=None)
    await people.plan_anew(tx, person.id, now, missed_too=True)
    log.info("person.back", person=person.id, gone_s=int((now - person.blocked_at).total_seconds()))
