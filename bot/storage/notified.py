"""storage/notified: on PostgreSQL a process that put updates into the inbox tells the worker so.

Belongs here: telling, in the transaction that stored them: the server passes it on when that is committed, or never.
Not here: listening (worker_lock.py: it happens on the connection that holds the lock), the inbox itself (inbox.py).
A word that gets lost is no harm: the worker looks by itself every second.
"""

from sqlalchemy import text

from bot.storage.engines import Dialect
from bot.storage.transaction import Transaction

CHANNEL = "taperline_inbox"


async def tell(tx: Transaction) -> None:
    """Whoever listens hears of it as soon as this transaction is committed. On SQLite nobody else is there."""
    if tx.dialect is Dialect.POSTGRESQL:
        await tx.run(text(f"NOTIFY {CHANNEL}"))
