"""The recovery key: 160 random bits as letters that a person can write down and type back.

Crockford's base32 (no I, L, O, U), six groups of six: 32 letters of key and 4 of checksum (the first 20 bits
of the key's SHA-256), so that a slip of the pen is told from a wrong key.
"""

from __future__ import annotations

import hashlib
import secrets

BYTES = 20
"""Length of the secret in bytes."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = 4
_GROUP = 6
_LETTERS = BYTES * 8 // 5
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
# Cyrillic letters that look like Latin ones of the alphabet, for a keyboard left in the other layout's script
_LOOKALIKES = str.maketrans("АВСЕНКМОРТХУ", "ABCEHKM0PTXY")


def new_secret() -> bytes:
    """A fresh secret of :data:`BYTES` random bytes."""
    return secrets.token_bytes(BYTES)


def printed(secret: bytes) -> str:
    """The secret as it is shown: six groups of six letters, joined by hyphens."""
    letters = _letters(secret, _LETTERS) + _checksum(secret)
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def looks_like(text: str) -> bool:
    """Whether the text has the shape of a recovery key, right or wrong."""
    letters = _cleaned(text)
    return len(letters) == _LETTERS + _CHECK and all(letter in _ALPHABET for letter in letters)


def parsed(text: str) -> bytes | None:
    """The secret typed back in any case, spacing and grouping; None when a letter is wrong, missing or too
    much.

    O counts as 0, I and L as 1, and Cyrillic letters as the Latin ones they look like.
    """
    letters = _cleaned(text)
    if len(letters) != _LETTERS + _CHECK or any(letter not in _ALPHABET for letter in letters):
        return None
    value = 0
    for letter in letters[:_LETTERS]:
        value = value << 5 | _ALPHABET.index(letter)
    secret = value.to_bytes(BYTES, "big")
    return secret if _checksum(secret) == letters[_LETTERS:] else None


def _cleaned(text: str) -> str:
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return letters.translate(_LOOKALIKES).translate(_FORGIVEN)


def _checksum(secret: bytes) -> str:
    return _letters(hashlib.sha256(secret).digest()[:3], _CHECK)


def _letters(raw: bytes, count: int) -> str:
    value = int.from_bytes(raw, "big") >> max(0, len(raw) * 8 - count * 5)
    return "".join(_ALPHABET[value >> 5 * place & 31] for place in reversed(range(count)))
