"""symptoms/unreachable: somebody blocked the bot: staff are told, in earnest where danger was reported shortly before.

Belongs here: what follows for alerts and tasks when a chat is gone or back. Not here: noting it (caseload/reached.py),
how Telegram tells us (chat/).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.caseload import people, reached, tasks
from bot.caseload.person import Person
from bot.caseload.tasks import TaskKind
from bot.escalation.opened import open_alert
from bot.ids import ChatId
from bot.storage.database import Transaction
from bot.storage.tables import reports
from bot.symptoms.escalated import is_looked_after, may_tell
from bot.symptoms.received import COLUMNS, Report, Shared, from_row
from bot.symptoms.report import Tier

SHORTLY_BEFORE = timedelta(hours=24)
"""Blocking the bot so soon after an emergency or urgent report is an alert. Source: PRODUCT section 5 (PD)."""


class Because(StrEnum):
    """Why there is an alert without a new report. Stored as the alert's kind."""

    BLOCKED = "blocked"


async def gone(tx: Transaction, chat_id: ChatId, reason: str, now: datetime) -> None:
    """Nothing is sent to this chat until somebody writes in it again. Of a patient staff learn it, as far as the
    patient shares: an alert within 24 hours of an emergency or urgent report, else a task for today."""
    person = await people.by_chat(tx, chat_id)
    news = person is not None and person.blocked_at is None
    await reached.gone(tx, chat_id, reason, now)
    if person is None or not news or not is_looked_after(person):
        return
    last = await _last_serious(tx, person, now)
    if last is not None and (last.shared is Shared.ESCALATED or may_tell(person, last.tier)):
        await open_alert(tx, person=person, report_id=last.id, tier=last.tier, reason=Because.BLOCKED, now=now)
        return
    today = now.astimezone(ZoneInfo(person.zone or "UTC")).date()
    await tasks.open_task(tx, person, TaskKind.BLOCKED, due_on=today, now=now)


async def back(tx: Transaction, chat_id: ChatId, now: datetime) -> None:
    """The chat can be written to again, and the task about it is done."""
    await reached.back(tx, chat_id, now)
    person = await people.by_chat(tx, chat_id)
    if person is not None:
        await tasks.end(tx, person.id, TaskKind.BLOCKED, now)


async def _last_serious(tx: Transaction, person: Person, now: datetime) -> Report | None:
    """The newest of the gravest tier among the last day's reports of danger."""
    rows = await tx.all(
        select(*COLUMNS)
        .where(
            reports.c.person_id == person.id,
            reports.c.tier.in_([Tier.EMERGENCY.word, Tier.URGENT.word]),
            reports.c.at > now - SHORTLY_BEFORE,
        )
        .order_by(reports.c.at, reports.c.id)
    )
    return max((from_row(row) for row in rows), key=lambda report: (report.tier, report.at), default=None)
