"""storage/key_check: a wrong key is refused at the start, not at the first patient.

Belongs here: the sealed check value in the table `meta`. Not here: ciphers (sealed.py), making keys (keys.py).
"""

import base64

from sqlalchemy import insert, select

from bot.errors import BadSettings, Broken, Problem
from bot.storage.sealed import KeyRing
from bot.storage.tables.post import meta
from bot.storage.transaction import Transaction

NAME = "key_check"
"""The name of the row in `meta`."""

LABEL = "meta.key_check"
"""The label it is sealed under."""

_PLAIN = b"taperline"


def check_value(keys: KeyRing) -> str:
    """A text that only `keys` (and rings that still hold its newest key) can open."""
    return base64.b64encode(keys.seal(_PLAIN, LABEL)).decode()


def opens(keys: KeyRing, stored: str) -> bool:
    """Whether `keys` open what `check_value` wrote."""
    try:
        return keys.open(base64.b64decode(stored), LABEL) == _PLAIN
    except Broken:
        return False


async def holds(tx: Transaction, keys: KeyRing) -> bool:
    """Whether a check value is stored and `keys` open it. Raises BadSettings when it is stored and they do not."""
    stored = await tx.value(select(meta.c.value).where(meta.c.name == NAME))
    if stored is not None and not opens(keys, stored):
        raise BadSettings((_WRONG_KEY,))
    return stored is not None


async def write_or_refuse(tx: Transaction, keys: KeyRing) -> None:
    """A check value is stored that `keys` open. Raises BadSettings when one was stored that they do not open."""
    if not await holds(tx, keys):
        await tx.run(insert(meta).values(name=NAME, value=check_value(keys)))


_WRONG_KEY = Problem(
    where="TAPERLINE_ENCRYPTION_KEY",
    message="This database was written with another encryption key.",
    fix="Start with the key it was made with; without it nothing in it can be read.",
)
