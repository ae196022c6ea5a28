"""Saved prompts of conversations as files in the vault's folder: encrypted, bounded, the oldest first out.

One file a conversation: a mark, then two parts, each with its length before it. The first says what the
prompt holds, as JSON; the second is the state, some megabytes. In an encrypted vault both are AES-GCM (NIST
SP 800-38D) under a key derived from the vault's; the file's name, derived from it too, does not give the
conversation away. Nothing of it is the only copy of anything: what cannot be read is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.files import write_atomically
from memory_core.store.keys import Key, Plain

FOLDER = "prompts"
MOST_BYTES = 512 * 1024 * 1024
"""Of all files together."""

_MARK = b"MNEMEPS1"
_LENGTH = struct.Struct("<Q")
_NONCE_BYTES = 12
_LONGEST_LIST = 64 * 1024 * 1024
_SUFFIX = ".prompt"


class PromptFiles:
    """The folder of one vault's saved prompts.

    Args:
        vault: the vault's folder.
        key: the vault's key; the files are plain where the vault is.
        most: bytes of all files together.
    """

    def __init__(self, vault: Path, key: Key | Plain, most: int = MOST_BYTES) -> None:
        self.folder = vault / FOLDER
        self._most = most
        derived = _derived(key) if isinstance(key, Key) else None
        self._cipher = None if derived is None else AESGCM(derived)
        self._naming = hashlib.sha256(b"names" + (derived or b"")).digest()

    @property
    def encrypted(self) -> bool:
        """Whether nobody can read them without the vault's key."""
        return self._cipher is not None

    def paths(self) -> list[Path]:
        """The files that are there, the one used last at the end."""
        with contextlib.suppress(OSError):
            found = [path for path in self.folder.iterdir() if path.is_file()]
            return sorted(found, key=lambda path: path.stat().st_mtime_ns)
        return []

    def path_of(self, conversation: str) -> Path:
        """The file of a conversation, there or not."""
        name = hmac.new(self._naming, conversation.encode(), "sha256").hexdigest()[:32]
        return self.folder / (name + _SUFFIX)

    def write(self, conversation: str, told: Mapping[str, Any], state: bytes) -> bool:
        """Save a prompt in place of the conversation's former one; those used longest ago make room.

        Returns:
            False when it is larger than all files together may be; the former one is gone then.

        Raises:
            OSError: the disk is full or the folder cannot be written.
        """
        path = self.path_of(conversation)
        listed = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        parts = [self._hidden(part, path, number) for number, part in enumerate((listed, state))]
        data = _MARK + b"".join(_LENGTH.pack(len(part)) + part for part in parts)
        if len(data) > self._most or len(listed) > _LONGEST_LIST:
            path.unlink(missing_ok=True)
            return False
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._make_room(path, len(data))
        write_atomically(path, data)
        return True

    def told(self, path: Path) -> dict[str, Any] | None:
        """What a file says that its prompt holds; ``None`` if it cannot be read."""
        with contextlib.suppress(OSError, InvalidTag, ValueError, struct.error), path.open("rb") as file:
            return self._told(file, path)
        return None

    def read(self, path: Path) -> bytes | None:
        """The state in a file; ``None`` if it cannot be read. It counts as used now."""
        with contextlib.suppress(OSError, InvalidTag, ValueError, struct.error), path.open("rb") as file:
            self._told(file, path)
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            if length > self._most:
                return None
            state = self._shown(file.read(length), path, 1)
            os.utime(path)
            return state
        return None

    def remove(self, path: Path) -> bool:
        """Remove a file; whether it was there.

        Raises:
            OSError: it cannot be removed.
        """
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        return True

    def close(self) -> None:
        """Let the key go; the files stay, and nothing is read or written any more."""
        self._cipher = AESGCM(bytes(32)) if self._cipher else None

    def _told(self, file: BinaryIO, path: Path) -> dict[str, Any]:
        if file.read(len(_MARK)) != _MARK:
            raise ValueError(path.name)
        (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
        if length > _LONGEST_LIST:
            raise ValueError(path.name)
        told = json.loads(self._shown(file.read(length), path, 0).decode("utf-8", "surrogatepass"))
        if not isinstance(told, dict):
            raise ValueError(path.name)
        return told

    def _make_room(self, path: Path, size: int) -> None:
        others = [one for one in self.paths() if one != path]
        sizes = {one: one.stat().st_size for one in others}
        while others and sum(sizes[one] for one in others) + size > self._most:
            self.remove(others.pop(0))

    def _hidden(self, part: bytes, path: Path, number: int) -> bytes:
        """A part as it stands in the file; its place is authenticated with it."""
        if self._cipher is None:
            return hashlib.sha256(part).digest() + part
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, part, f"{path.name}/{number}".encode())

    def _shown(self, part: bytes, path: Path, number: int) -> bytes:
        if self._cipher is None:
            if hashlib.sha256(part[32:]).digest() != part[:32]:
                raise ValueError(path.name)
            return part[32:]
        place = f"{path.name}/{number}".encode()
        return self._cipher.decrypt(part[:_NONCE_BYTES], part[_NONCE_BYTES:], place)


def _derived(key: Key) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"mneme saved prompts").derive(key.raw)
