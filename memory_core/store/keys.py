"""What opens a vault: a raw data key, or nothing for a vault kept in the clear."""

from __future__ import annotations

from typing import Final, final

from memory_core.errors import BadRequest

KEY_BYTES = 32


@final
class Key:
    """A raw 256-bit data key. Wrapping it (passphrase, keychain) is the caller's task.

    The bytes show neither in ``repr`` nor in a traceback's values.

    Raises:
        BadRequest: ``raw`` is not 32 bytes long.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        if not isinstance(raw, bytes) or len(raw) != KEY_BYTES:
            raise BadRequest(f"a vault's key is {KEY_BYTES} bytes long")
        self.raw = raw

    def __repr__(self) -> str:
        return "Key(hidden)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other.raw == self.raw

    def __hash__(self) -> int:
        return hash(self.raw)


@final
class Plain:
    """The type of :data:`PLAIN`: the vault is not encrypted."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "PLAIN"


PLAIN: Final = Plain()
