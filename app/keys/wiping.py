"""What a lock takes out of this process: the key's bytes, and a draft that nobody may read meanwhile."""

from __future__ import annotations

import ctypes
import gc
import secrets
import sys

from memory_core.store.keys import Key, Plain

_NONCE = 12


def wipe(key: Key | Plain) -> None:
    """Overwrite a key's bytes in memory, as far as Python allows: copies that libraries made are not reached.

    Nobody may use the key afterwards.
    """
    if isinstance(key, Key) and sys.implementation.name == "cpython":
        raw = key.raw
        # the bytes of a bytes object stand before its closing zero
        ctypes.memset(id(raw) + sys.getsizeof(raw) - len(raw) - 1, 0, len(raw))
    gc.collect()


def sealed(text: str, key: Key) -> bytes:
    """A text that only this key's holder can read again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_derived(key)).encrypt(nonce, text.encode(), None)


def unsealed(blob: bytes, key: Key) -> str:
    """The text; empty when the key is another one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_derived(key)).decrypt(blob[:_NONCE], blob[_NONCE:], None).decode()
    except (InvalidTag, ValueError):
        return ""


def _derived(key: Key) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, None, b"mneme draft").derive(key.raw)
