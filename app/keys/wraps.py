"""Wrapping the data key: AES-256-GCM under a key that comes from a passphrase, a recovery key or a keychain.

The wrap's own description (kind, derivation, parameters, the vault's id) is authenticated with it, so that a
wrap cannot be moved to another vault or have its cost lowered unseen.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_NONCE = 12
_SALT = 16
KEY_BYTES = 32
"""Length of the data key and of every wrapping key in bytes."""


class WrapKind(StrEnum):
    """The ways into a vault."""

    KEYCHAIN = "keychain"
    PHRASE = "passphrase"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Argon2:
    """Cost of argon2id. The default takes about 0.1 s on one core and 64 MiB (RFC 9106's second choice)."""

    memory_kib: int = 64 * 1024
    time: int = 3
    lanes: int = 4

    def within_reason(self) -> bool:
        """Whether a file may ask for this much: no more than 2 GiB and 64 rounds, no less than
        8 KiB a lane.
        """
        return (
            1 <= self.lanes <= 64
            and 1 <= self.time <= 64
            and 8 * self.lanes <= self.memory_kib <= 2 * 1024 * 1024
        )


@dataclass(frozen=True, slots=True)
class Wrap:
    """One way to the data key. ``salt`` is empty where nothing is derived; nothing here is
    secret by itself.
    """

    kind: WrapKind
    nonce: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)
    salt: bytes = field(default=b"", repr=False)
    cost: Argon2 | None = None

    def as_json(self) -> dict[str, object]:
        """The wrap for ``vault.json``."""
        row: dict[str, object] = {
            "kind": self.kind.value,
            "salt": _text(self.salt),
            "nonce": _text(self.nonce),
            "wrapped": _text(self.wrapped),
        }
        if self.cost:
            row["argon2id"] = {
                "memory_kib": self.cost.memory_kib,
                "time": self.cost.time,
                "lanes": self.cost.lanes,
            }
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, object]) -> Wrap:
        """Read a wrap.

        Raises:
            ValueError: something is missing or has an impossible value.
        """
        kind = WrapKind(str(row.get("kind")))
        cost = None
        if kind is WrapKind.PHRASE:
            given = row.get("argon2id")
            if not isinstance(given, Mapping):
                raise ValueError("a passphrase wrap without its cost")
            memory, rounds, lanes = (given.get(name) for name in ("memory_kib", "time", "lanes"))
            if not (isinstance(memory, int) and isinstance(rounds, int) and isinstance(lanes, int)):
                raise ValueError("a cost that is no number")
            cost = Argon2(memory, rounds, lanes)
            if not cost.within_reason():
                raise ValueError("a cost out of reason")
        return cls(
            kind=kind,
            nonce=_bytes(row.get("nonce")),
            wrapped=_bytes(row.get("wrapped")),
            salt=_bytes(row.get("salt", "")),
            cost=cost,
        )


def by_passphrase(data_key: bytes, vault: str, passphrase: str, cost: Argon2 | None = None) -> Wrap:
    """Wrap the data key by a passphrase through argon2id."""
    cost = cost or Argon2()
    salt = secrets.token_bytes(_SALT)
    return _sealed(data_key, vault, WrapKind.PHRASE, _stretched(passphrase, salt, cost), salt, cost)


def by_recovery(data_key: bytes, vault: str, secret: bytes) -> Wrap:
    """Wrap the data key by a recovery secret through HKDF-SHA256: it is random, so it needs no stretching."""
    salt = secrets.token_bytes(_SALT)
    return _sealed(data_key, vault, WrapKind.RECOVERY, _expanded(secret, salt), salt, None)


def by_key(data_key: bytes, vault: str, wrapping_key: bytes) -> Wrap:
    """Wrap the data key by a random 256-bit key that lies in the system's keychain."""
    return _sealed(data_key, vault, WrapKind.KEYCHAIN, wrapping_key, b"", None)


def sealed_former(former: bytes, data_key: bytes, vault: str) -> str:
    """An earlier data key, sealed by the present one: it opens backups from before the change."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return _text(nonce + AESGCM(data_key).encrypt(nonce, former, _former_description(vault)))


def opened_former(sealed: str, data_key: bytes, vault: str) -> bytes | None:
    """The earlier data key, or None when it cannot be had by this one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = _bytes(sealed)
        former = AESGCM(data_key).decrypt(raw[:_NONCE], raw[_NONCE:], _former_description(vault))
    except (InvalidTag, ValueError):
        return None
    return former if len(former) == KEY_BYTES else None


def opened_by_passphrase(wrap: Wrap, vault: str, passphrase: str) -> bytes | None:
    """The data key, or None when the passphrase does not fit."""
    return _opened(wrap, vault, _stretched(passphrase, wrap.salt, wrap.cost or Argon2()))


def opened_by_recovery(wrap: Wrap, vault: str, secret: bytes) -> bytes | None:
    """The data key, or None when the recovery secret does not fit."""
    return _opened(wrap, vault, _expanded(secret, wrap.salt))


def opened_by_key(wrap: Wrap, vault: str, wrapping_key: bytes) -> bytes | None:
    """The data key, or None when the keychain's key does not fit."""
    return _opened(wrap, vault, wrapping_key) if len(wrapping_key) == KEY_BYTES else None


def _sealed(
    data_key: bytes, vault: str, kind: WrapKind, wrapping_key: bytes, salt: bytes, cost: Argon2 | None
) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(wrapping_key).encrypt(nonce, data_key, _description(vault, kind, salt, cost))
    return Wrap(kind, nonce, sealed, salt, cost)


def _opened(wrap: Wrap, vault: str, wrapping_key: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        data_key = AESGCM(wrapping_key).decrypt(
            wrap.nonce, wrap.wrapped, _description(vault, wrap.kind, wrap.salt, wrap.cost)
        )
    except (InvalidTag, ValueError):
        return None
    return data_key if len(data_key) == KEY_BYTES else None


def _description(vault: str, kind: WrapKind, salt: bytes, cost: Argon2 | None) -> bytes:
    figures = [cost.memory_kib, cost.time, cost.lanes] if cost else []
    return json.dumps(["mneme-wrap-1", vault, kind.value, salt.hex(), figures]).encode()


def _former_description(vault: str) -> bytes:
    return json.dumps(["mneme-former-1", vault]).encode()


def _stretched(passphrase: str, salt: bytes, cost: Argon2) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    # the same keys pressed give the same bytes on every system: macOS composes letters like "й" otherwise
    secret = unicodedata.normalize("NFKC", passphrase).encode()
    return hash_secret_raw(secret, salt, cost.time, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _expanded(secret: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt, b"mneme recovery key").derive(secret)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError("bytes that are no text")
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("bytes that are no base64") from error
