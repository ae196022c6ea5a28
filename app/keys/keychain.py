"""The operating system's keychain, believed only after it has kept and given back a trial secret.

A keychain can be absent (a server, a bare desktop), locked, or lie: some backends take every secret and keep
none. A vault whose only key lies in such a place is lost, so each is asked to keep a trial secret first.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "Mneme"
_TRIAL = "Mneme (trial)"


class KeychainState(StrEnum):
    """What the trial showed."""

    READY = "ready"
    ABSENT = "absent"
    """There is none, or only one that keeps secrets in the open."""
    LOCKED = "locked"
    """There is one, but it was not opened."""
    LYING = "lying"
    """It took the trial secret and did not give it back."""


class Keychain:
    """The user's keychain. ``backend`` is given by tests; None means the system's own, found on first use."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend
        self._state: KeychainState | None = None

    def state(self) -> KeychainState:
        """Ask the keychain to keep a trial secret, read it back and delete it. Asked once,
        then remembered.
        """
        if self._state is None or self._state is KeychainState.LOCKED:
            self._state = self._tried()
        return self._state

    def read(self, account: str) -> bytes | None:
        """The secret of an account; None when there is none or the keychain does not answer."""
        from keyring.errors import KeyringError

        try:
            text = self._system().get_password(_SERVICE, account)
        except (KeyringError, RuntimeError, OSError):
            return None
        try:
            return base64.b64decode(text, validate=True) if text else None
        except binascii.Error:
            return None

    def write(self, account: str, secret: bytes) -> bool:
        """Keep a secret; True only when it was read back unchanged."""
        from keyring.errors import KeyringError

        if self.state() is not KeychainState.READY:
            return False
        try:
            self._system().set_password(_SERVICE, account, base64.b64encode(secret).decode())
        except (KeyringError, RuntimeError, OSError):
            return False
        return self.read(account) == secret

    def delete(self, account: str) -> None:
        """Remove a secret; one that is not there is no error."""
        from keyring.errors import KeyringError

        try:
            self._system().delete_password(_SERVICE, account)
        except (KeyringError, RuntimeError, OSError):
            return

    def _system(self) -> KeyringBackend:
        if self._backend is None:
            import keyring

            self._backend = keyring.get_keyring()
        return self._backend

    def _tried(self) -> KeychainState:
        from keyring.errors import KeyringError, KeyringLocked

        account, secret = secrets.token_hex(8), secrets.token_hex(16)
        try:
            backend = self._system()
            # keyring marks backends that keep secrets in a plain file, or nowhere, with a priority under 1
            if backend.priority < 1:
                return KeychainState.ABSENT
            backend.set_password(_TRIAL, account, secret)
            kept = backend.get_password(_TRIAL, account)
            if kept != secret:
                return KeychainState.LYING
            backend.delete_password(_TRIAL, account)
        except KeyringLocked:
            return KeychainState.LOCKED
        except (KeyringError, RuntimeError, OSError):
            # keyring's own backends raise RuntimeError for a missing desktop service
            return KeychainState.ABSENT
        return KeychainState.READY
