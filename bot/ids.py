"""ids: a type for each kind of id, so that one is never taken for another; and unguessable tokens.

Belongs here: NewTypes and the making of random tokens. Not here: what the ids point to (storage/tables/).
"""

import hashlib
import re
import secrets
from typing import NewType

PersonId = NewType("PersonId", int)
ChatId = NewType("ChatId", int)
PlanId = NewType("PlanId", int)
ReminderId = NewType("ReminderId", int)
CheckinId = NewType("CheckinId", int)
ReportId = NewType("ReportId", int)
AlertId = NewType("AlertId", int)
TaskId = NewType("TaskId", int)
InviteId = NewType("InviteId", int)
InboxId = NewType("InboxId", int)
OutgoingId = NewType("OutgoingId", int)

TOKEN_BYTES = 24
"""Bytes of randomness in an invite: 192 bits, 32 characters of the alphabet Telegram allows in a start payload."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    """A fresh unguessable token of 32 characters out of `A-Za-z0-9_-`."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Whether `text` has the shape of a token. Nobody writes a word like that."""
    return _TOKEN.fullmatch(text) is not None


def token_hash(token: str) -> str:
    """What is stored instead of a token: its SHA-256, in hex. The token is long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def case_number(person: int) -> str:
    """How staff call a patient where no name may stand: at least 4 digits, e.g. 0042."""
    return f"{person:04d}"
