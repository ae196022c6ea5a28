"""The keys by which servers know this program: never in the settings, which anybody can read.

A key goes into the system's keychain where that keeps what it is given; else, sealed, into the folder of an
encrypted vault; else it is known until the program ends.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.files import write_atomically
from app.keys.keychain import Keychain
from app.served import SERVER_KEYS
from memory_core.store.keys import Key, Plain

_NONCE_BYTES = 12


class Kept(StrEnum):
    """Where a key is kept."""

    KEYCHAIN = "keychain"
    VAULT = "vault"
    NOWHERE = "nowhere"
    """Only in this process, until it ends."""


class ServerKeys:
    """Keys by the names of their servers (``host:port``). Safe to call from several threads; not the GUI's.

    Args:
        folder: the vault's.
        key: the vault's key.
        keychain: the system's; given by tests.
    """

    def __init__(self, folder: Path, key: Key | Plain, keychain: Keychain | None = None) -> None:
        self.path = folder / SERVER_KEYS
        self._cipher = AESGCM(_derived(key)) if isinstance(key, Key) else None
        self._keychain = keychain or Keychain()
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()

    def read(self, server: str) -> str:
        """The key of a server; empty for none."""
        with self._lock:
            if server in self._known:
                return self._known[server]
            found = self._sealed().get(server, "")
            if not found:
                secret = self._keychain.read(_account(server))
                found = secret.decode("utf-8", "replace") if secret else ""
            self._known[server] = found
            return found

    def write(self, server: str, token: str) -> Kept:
        """Keep a server's key in place of the one before.

        Raises:
            OSError: the vault's folder cannot be written; it is known until the program ends.
        """
        with self._lock:
            self._known[server] = token
            rows = self._sealed()
            if self._keychain.write(_account(server), token.encode()):
                if rows.pop(server, None) is not None:
                    self._seal(rows)
                return Kept.KEYCHAIN
            if self._cipher is None:
                return Kept.NOWHERE
            self._seal({**rows, server: token})
            return Kept.VAULT

    def forget(self, server: str) -> None:
        """Keep no key of a server any more.

        Raises:
            OSError: the vault's folder cannot be written.
        """
        with self._lock:
            self._known.pop(server, None)
            self._keychain.delete(_account(server))
            rows = self._sealed()
            if rows.pop(server, None) is not None:
                self._seal(rows)

    def clean(self, words: Sequence[str]) -> int:
        """A purge: a server whose name or key holds one of the words goes; without words all go."""
        wanted = [word.casefold() for word in words]
        with self._lock:
            rows = self._sealed()
            kept = {
                server: token
                for server, token in rows.items()
                if wanted and not any(word in f"{server} {token}".casefold() for word in wanted)
            }
            if len(kept) < len(rows):
                self._seal(kept)
            return len(rows) - len(kept)

    def _sealed(self) -> dict[str, str]:
        if self._cipher is None:
            return {}
        try:
            blob = self.path.read_bytes()
            given = json.loads(
                self._cipher.decrypt(blob[:_NONCE_BYTES], blob[_NONCE_BYTES:], SERVER_KEYS.encode())
            )
        except (OSError, ValueError, InvalidTag):
            return {}
        return {str(server): str(token) for server, token in given.items()} if isinstance(given, dict) else {}

    def _seal(self, rows: dict[str, str]) -> None:
        if self._cipher is None:
            return
        if not rows:
            self.path.unlink(missing_ok=True)
            return
        nonce = os.urandom(_NONCE_BYTES)
        blob = self._cipher.encrypt(nonce, json.dumps(rows).encode(), SERVER_KEYS.encode())
        write_atomically(self.path, nonce + blob)


def _account(server: str) -> str:
    return f"server {server}"


def _derived(key: Key) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"mneme keys of servers").derive(key.raw)
