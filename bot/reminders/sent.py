"""reminders/sent: what came of sending a claimed reminder is written down, and what follows from it.

Belongs here: outcome → state, for a group. Not here: the call (dispatcher.py), what a kind plans next (its speaker).

Sent → sent. Proven not sent → planned again a little later. Unknown → one more copy, marked, while the window is
open; then dropped("unknown outcome"). Gone for good, or refused by Telegram → dropped(reason).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update

from bot.reminders.due import DropReason, Due
from bot.sending import GoneForGood, Moved, Rejected, RetryAt, SendResult, Sent, Unknown
from bot.storage.database import Transaction
from bot.storage.tables import people, reminders

REPEAT_AFTER = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""Pause before the first repeat after an unknown outcome, the second, the third, and each later one."""


_SENT = (
    update(reminders)
    .where(reminders.c.id == bindparam("row"), reminders.c.state == "claimed")
    .values(state="sent", message_id=bindparam("said"), claimed_until=None, reason=None)
)


async def record(tx: Transaction, group: Sequence[Due], result: SendResult, now: datetime) -> str | None:
    """The rows of `group` are in the state that `result` means. Returns the reason if they are dropped for good."""
    match result:
        case Sent(message_id=message_id):
            await record_sent(tx, [(group, message_id)], now)
            return None
        case RetryAt(after=after, reason=reason):
            await _again(tx, group, now + after, reason=reason)
        case Moved(chat_id=chat_id):
            await tx.run(update(people).where(people.c.id == group[0].person_id).values(chat_id=chat_id))
            await _again(tx, group, now, reason="moved")
        case Unknown():
            pause = REPEAT_AFTER[min(group[0].copies, len(REPEAT_AFTER) - 1)]
            copies = reminders.c.copies + 1
            await _again(tx, group, now + pause, reason=DropReason.UNKNOWN_OUTCOME.value, copies=copies)
        case GoneForGood(reason=reason) | Rejected(reason=reason):
            await dropped(tx, group, reason, now)
            return reason
    return None


async def record_sent(tx: Transaction, told: Sequence[tuple[Sequence[Due], int | None]], now: datetime) -> None:
    """Each group was accepted as the message with that id: its rows are sent. As `record`, for many at once."""
    rows = [{"row": due.id, "said": message_id} for group, message_id in told for due in group]
    if rows:
        await tx.run(_SENT.values(sent_at=now), rows)


async def dropped(tx: Transaction, group: Sequence[Due], reason: str, now: datetime) -> None:
    """The rows of `group` end here, for a counted reason."""
    await _set(tx, group, state="dropped", reason=str(reason)[:64], ended_at=now, claimed_until=None)


async def wait(tx: Transaction, group: Sequence[Due], until: datetime) -> None:
    """The rows of `group` are looked at again at `until`."""
    await _again(tx, group, until, reason="waits")


async def _again(tx: Transaction, group: Sequence[Due], at: datetime, *, reason: str, copies: Any = None) -> None:
    values: dict[str, Any] = {"state": "planned", "not_before": at, "claimed_until": None, "reason": reason[:64]}
    if copies is not None:
        values["copies"] = copies
    await _set(tx, group, **values)


async def _set(tx: Transaction, group: Sequence[Due], **values: Any) -> None:
    """Only rows that are still claimed change: an answer that came meanwhile stays."""
    await tx.run(
        update(reminders)
        .where(reminders.c.id.in_([due.id for due in group]), reminders.c.state == "claimed")
        .values(**values)
    )
