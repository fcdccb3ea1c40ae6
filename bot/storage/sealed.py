"""storage/sealed: columns that only the holder of the key can read. The only place with a cipher.

Belongs here: the ring of keys, sealing and opening one value, the column types that do it by themselves.
Not here: where a key comes from (keys.py), which columns are sealed (tables/), sealing old rows anew (resealed.py).

A stored value is: version (1 byte) · key id (4) · nonce (12) · AES-256-GCM ciphertext and tag. The column's label is
authenticated with it, so that a value copied into another column does not open.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.errors import BadSettings, Broken, Problem

KEY_BYTES = 32
"""AES-256. Source: NIST FIPS 197."""

_VERSION = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12
"""96 random bits, the length GCM is made for. Source: NIST SP 800-38D, 8.2.2 (fewer than 2^32 values for one key)."""
_HEAD_BYTES = 1 + _KEY_ID_BYTES + _NONCE_BYTES

_KEY_FIX = "Give 32 bytes as URL-safe base64 (44 characters); several keys: the newest first, a comma between."


class KeyRing:
    """The key that seals now, and older ones that still open what they sealed."""

    def __init__(self, current: bytes, previous: Sequence[bytes] = ()) -> None:
        """Raises BadSettings when a key has not exactly 32 bytes."""
        if any(len(key) != KEY_BYTES for key in (current, *previous)):
            raise BadSettings((_bad_key("An encryption key has not 32 bytes."),))
        self._current_id = _key_id(current)
        self._ciphers = {_key_id(key): AESGCM(key) for key in (*reversed(previous), current)}

    @classmethod
    def from_text(cls, text: str) -> "KeyRing":
        """The ring written as `newest,older,oldest`. Raises BadSettings; the sentence never holds a key."""
        keys = [_decoded(part.strip()) for part in text.split(",") if part.strip()]
        if not keys:
            raise BadSettings((_bad_key("The encryption key is empty."),))
        return cls(keys[0], tuple(keys[1:]))

    def seal(self, plain: bytes, label: str) -> bytes:
        """`plain` as only this ring can open it, in the column `label`. Twice the same gives two different values."""
        nonce = os.urandom(_NONCE_BYTES)
        box = self._ciphers[self._current_id].encrypt(nonce, plain, label.encode())
        return _VERSION + self._current_id + nonce + box

    def open(self, stored: bytes, label: str) -> bytes:
        """What was sealed. Raises Broken: unknown key, changed bytes, or a value of another column."""
        cipher = self._ciphers.get(stored[1 : 1 + _KEY_ID_BYTES])
        if stored[:1] != _VERSION or cipher is None or len(stored) < _HEAD_BYTES:
            raise Broken(f"a value in {label} was sealed with a key that is not on the ring")
        try:
            return cipher.decrypt(stored[1 + _KEY_ID_BYTES : _HEAD_BYTES], stored[_HEAD_BYTES:], label.encode())
        except InvalidTag:
            raise Broken(f"a value in {label} was changed or belongs to another column") from None

    def is_current(self, stored: bytes) -> bool:
        """Whether `stored` was sealed with the newest key."""
        return stored[: 1 + _KEY_ID_BYTES] == self.current_prefix

    @property
    def current_prefix(self) -> bytes:
        """The first bytes of every value sealed with the newest key."""
        return _VERSION + self._current_id


_installed: KeyRing | None = None


def install(ring: KeyRing) -> None:
    """All sealed columns of this process use `ring` from now on."""
    global _installed
    _installed = ring


def ring() -> KeyRing:
    """The ring of this process. Raises Broken when no database was opened yet."""
    if _installed is None:
        raise Broken("a sealed column was used before a key ring was installed")
    return _installed


class SealedBytes(TypeDecorator[bytes]):
    """Bytes, sealed in the database. `label` names the column, e.g. `people.photo`; it must never change."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    @property
    def python_type(self) -> type[bytes]:
        return bytes

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else ring().seal(value, self.label)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bytes | None:
        return None if value is None else ring().open(bytes(value), self.label)


class SealedText(TypeDecorator[str]):
    """Text, sealed in the database. `label` names the column, e.g. `people.name`; it must never change."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    @property
    def python_type(self) -> type[str]:
        return str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        # Half an emoji is no valid text, but an update that holds one must be kept, or it comes back for ever.
        return None if value is None else ring().seal(value.encode(errors="surrogatepass"), self.label)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else ring().open(bytes(value), self.label).decode(errors="surrogatepass")


def new_key_text() -> str:
    """A fresh random key as it stands in a key file or in the environment."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"taperline key id" + key).digest()[:_KEY_ID_BYTES]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadSettings((_bad_key("An encryption key is not base64."),)) from None


def _bad_key(message: str) -> Problem:
    return Problem(where="TAPERLINE_ENCRYPTION_KEY", message=message, fix=_KEY_FIX)
