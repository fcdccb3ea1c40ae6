"""housekeeping: what is kept only for a while is erased in time. A station; nothing anybody waits for.

Belongs here: erasing raw updates, sent words and what strangers reported after 7 days. Not here: deleting a person
(caseload/deleted.py).
"""

from datetime import datetime, timedelta

from sqlalchemy import or_, select

from bot.stations import Ticked, Upcoming
from bot.storage import inbox, outgoing
from bot.storage.database import Database, Transaction
from bot.symptoms import received

EVERY = timedelta(hours=1)


class Housekeeping:
    """Erases once an hour."""

    name = "housekeeping"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._next: datetime | None = None

    async def tick(self, now: datetime) -> Ticked:
        """What is older than its limit is gone."""
        if self._next is not None and self._next - EVERY <= now < self._next:
            return Ticked()
        self._next = now + EVERY
        anything = or_(inbox.has_old(now), outgoing.has_old(now), received.has_strangers(now))
        async with self._database.reading() as tx:
            if not await tx.value(select(anything)):
                return Ticked()
        async with self._database.transaction(long=True) as tx:
            erased = {
                "inbox": await inbox.erase_old(tx, now),
                "outgoing": await outgoing.erase_old(tx, now),
                "reports": await received.erase_strangers(tx, now),
            }
        return Ticked(counts={name: count for name, count in erased.items() if count})

    async def upcoming(self, tx: Transaction, now: datetime, limit: int) -> tuple[Upcoming, ...]:
        """Nothing that people see."""
        return ()
