"""The list of connections: every request this program made, readable by the user, in the vault's folder.

A line says when, where to, what was asked for and how much was sent; never what was in it. In the folder of
an encrypted vault each line is encrypted under a key derived from the vault's.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.files import write_atomically
from memory_core.store.keys import Key, Plain

FILE = "connections.log"
KEPT = 2000
"""Requests kept; the oldest go first."""
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the list: a request about to be made (``status`` 0, with the bytes ``sent``), or its answer
    (HTTP's ``status``, with the bytes ``received`` as far as it announced them).
    """

    at: datetime
    host: str
    method: str
    path: str
    sent: int
    status: int
    received: int = 0


class NetworkLog:
    """The list of connections of one vault. Safe to call from several threads.

    Args:
        folder: the vault's.
        key: the vault's key; lines are encrypted unless it is ``PLAIN``.
        clock: gives the present as an aware time.
    """

    def __init__(
        self, folder: Path, key: Key | Plain, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.path = folder / FILE
        self._clock = clock
        self._lock = threading.Lock()
        self._cipher = AESGCM(_derived(key)) if isinstance(key, Key) else None
        self._lines = 0
        with contextlib.suppress(OSError):
            self._lines = len(self.path.read_bytes().splitlines())

    @property
    def encrypted(self) -> bool:
        """Whether nobody can read it without the vault's key."""
        return self._cipher is not None

    def write(self, host: str, method: str, path: str, sent: int, status: int, received: int = 0) -> None:
        """Write a request down.

        Raises:
            OSError: it cannot be written down; then it must not be made.
        """
        row = asdict(Request(self._clock(), host, method, path, sent, status, received))
        line = json.dumps({**row, "at": row["at"].isoformat(timespec="milliseconds")}).encode()
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            with os.fdopen(os.open(self.path, flags, 0o600), "ab") as file:
                file.write(self._hidden(line) + b"\n")
            self._lines += 1
            if self._lines > 2 * KEPT:
                lines = self.path.read_bytes().splitlines(keepends=True)[-KEPT:]
                write_atomically(self.path, b"".join(lines))
                self._lines = len(lines)

    def read(self, most: int = KEPT) -> list[Request]:
        """The latest requests, newest first; lines that cannot be read are left out."""
        try:
            lines = self.path.read_bytes().splitlines()
        except OSError:
            return []
        found = (self._request(line) for line in reversed(lines[-most:]))
        return [one for one in found if one is not None]

    def clean(self, words: Sequence[str]) -> int:
        """A purge: no line holds the user's words; should one, or should nobody know them, all go."""
        wanted = [word.casefold() for word in words]
        held = [f"{one.host} {one.path}".casefold() for one in self.read(10 * KEPT)]
        if wanted and not any(word in line for line in held for word in wanted):
            return 0
        with self._lock:
            self._lines = 0
            if not self.path.exists():
                return 0
            self.path.unlink()
        return 1

    def _hidden(self, line: bytes) -> bytes:
        if self._cipher is None:
            return line
        nonce = os.urandom(_NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, line, FILE.encode()))

    def _request(self, line: bytes) -> Request | None:
        try:
            if self._cipher is not None:
                sealed = base64.b64decode(line, validate=True)
                line = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], FILE.encode())
            row = json.loads(line)
            return Request(**{**row, "at": datetime.fromisoformat(row["at"])})
        except (ValueError, TypeError, KeyError, InvalidTag):
            return None


def _derived(key: Key) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"mneme list of connections").derive(key.raw)
