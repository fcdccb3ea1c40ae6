"""tables/post: what came in from Telegram and what goes out to it.

Belongs here: inbox, outgoing, meta. Their states: inbox received → handled | set_aside; outgoing planned → claimed →
sent | dropped. What is said stands sealed; what machines need to find a row (chat, lane, instants) stands plain.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, text

from bot.storage.columns import UtcDateTime
from bot.storage.sealed import SealedText
from bot.storage.tables.metadata import metadata

meta = Table(
    "meta",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", String(1024), nullable=False),
)
"""Facts about this database itself: the sealed check value of the key, when it was last backed up, and the like."""

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("update_id", BigInteger, unique=True),  # emptied after 48 h: Telegram's ids restart
    Column("chat_id", BigInteger),  # the queue it belongs to; empty where the update names no chat
    Column("received_at", UtcDateTime, nullable=False),
    Column("raw", SealedText("inbox.raw")),  # the update as JSON; erased after 7 days
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("handled_at", UtcDateTime),
    Column("reason", String(64)),
    Index("ix_inbox_state_id", "state", "id"),
    Index("ix_inbox_chat_id_received_at", "chat_id", "received_at"),
    Index(
        "ix_inbox_received_at",  # those that are not erased yet
        "received_at",
        sqlite_where=text("raw IS NOT NULL"),
        postgresql_where=text("raw IS NOT NULL"),
    ),
)

outgoing = Table(
    "outgoing",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(96), nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("method", String(32), nullable=False),
    Column("message", SealedText("outgoing.message")),  # bot.sending.to_json; erased when 7 days old
    Column("state", String(16), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("claimed_until", UtcDateTime),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("copies", Integer, nullable=False, default=0, server_default="0"),  # times it may have arrived
    Column("message_id", BigInteger),
    Column("reason", String(64)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Index("ix_outgoing_state_due_at", "state", "due_at"),
    Index("ix_outgoing_chat_id_state", "chat_id", "state"),
    Index(
        "ix_outgoing_created_at",  # those that are not erased yet
        "created_at",
        sqlite_where=text("message IS NOT NULL"),
        postgresql_where=text("message IS NOT NULL"),
    ),
    Index(
        "ix_outgoing_claimed_until",  # the few that are on their way at this moment
        "claimed_until",
        sqlite_where=text("claimed_until IS NOT NULL"),
        postgresql_where=text("claimed_until IS NOT NULL"),
    ),
)
