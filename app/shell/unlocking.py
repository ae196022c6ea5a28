"""Finding and making the vault's key: work for jobs, without Qt."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import Session
from app.cli.unlock import unlocked
from app.keys.keychain import Keychain, KeychainState
from app.keys.rotation import Asked, key_of, rotate
from app.keys.vault_keys import VaultKeys
from app.keys.wiping import sealed, unsealed
from app.keys.wraps import WrapKind
from app.options import Options
from app.paths import Paths
from app.settings import Settings
from memory_core.errors import KeyNeeded, WrongKey
from memory_core.store import backup, rekeying
from memory_core.store.keys import PLAIN, Key, Plain
from memory_core.types import Changes


@dataclass(frozen=True, slots=True)
class Locked:
    """The vault asks for its key; ``keychain`` says that the keychain had it and did not give it."""

    keychain: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A new vault's key, and its recovery key to be shown once (None for a vault without protection)."""

    key: Key | Plain
    recovery: str | None

    def __repr__(self) -> str:
        return "Made(hidden)"


def find_key(folder: Path, options: Options) -> Key | Plain | Locked | None:
    """The vault's key as far as nobody has to be asked; None when there is no vault yet.

    Raises:
        VaultError: one of its kinds.
        EnvironmentProblem: the passphrase's file cannot be read.
    """
    if options.plain or options.passphrase_file is not None:
        return unlocked(folder, options, "en")
    keys = VaultKeys.load(folder)
    if keys is None:
        return None
    if not keys.encrypted:
        return keys.plain()
    return keys.by_keychain(Keychain()) or Locked(WrapKind("keychain") in keys.kinds)


def keychain_ready() -> bool:
    """Whether the system's keychain kept and gave back a trial secret."""
    return Keychain().state() is KeychainState.READY


def unlock(folder: Path, text: str) -> Key:
    """The key, given what the user typed.

    Raises:
        WrongKey: it opens the vault neither as passphrase nor as recovery key.
        VaultError: the key file is gone or damaged.
    """
    keys = VaultKeys.load(folder)
    if keys is None:
        raise KeyNeeded(f"The vault in {folder} is gone.", "Nothing was changed.", "Start the program again.")
    return keys.by_words(text)


def unlock_by_keychain(folder: Path) -> Key:
    """The key, from the system's keychain.

    Raises:
        WrongKey: the keychain does not give it.
        VaultError: the key file is gone or damaged.
    """
    keys = VaultKeys.load(folder)
    key = keys.by_keychain(Keychain()) if keys is not None else None
    if key is None:
        raise WrongKey(
            "The keychain does not give the key.",
            "Nothing was changed.",
            "Unlock the keychain and try again, or type your passphrase or your recovery key.",
        )
    return key


def sealed_draft(text: str, key: Key | Plain) -> bytes:
    """An unsent message, to be read again only with the key."""
    return sealed(text, key) if text and isinstance(key, Key) else b""


def unsealed_draft(blob: bytes, key: Key | Plain) -> str:
    """The unsent message."""
    return unsealed(blob, key) if blob and isinstance(key, Key) else ""


def put_back(folder: Path, file: Path, key: Key | Plain) -> Key | Plain:
    """Put a backup in the place of the closed vault; one with an earlier key is given the present one.

    Raises:
        VaultError: one of its kinds; the vault is as it was.
    """
    fitting = key_of(folder, file, key) if isinstance(key, Key) else key
    if isinstance(key, Key) and isinstance(fitting, Key) and fitting != key:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as place:
            fresh = Path(place) / file.name
            rekeying.copy_under(file, fresh, fitting, key)
            backup.restore(folder, fresh, key)
    else:
        backup.restore(folder, file, key)
    return key


def changed_key(folder: Path, key: Key | Plain, asked: Asked) -> Key | Plain:
    """Give the closed vault another data key.

    Raises:
        WrongKey: the passphrase does not open the vault.
        VaultError, BadRequest: see :func:`app.keys.rotation.rotate`; the vault has its old key.
    """
    return rotate(folder, key, asked, Keychain()).key if isinstance(key, Key) else key


def make(folder: Path, kind: str, secret: str) -> Made:
    """A new vault, protected as the user chose: ``"keychain"``, ``"passphrase"`` or ``"none"``.

    Raises:
        VaultError: the folder cannot be written, holds a vault, or the keychain does not keep the key.
    """
    if kind == "none":
        VaultKeys.create_plain(folder)
        return Made(PLAIN, None)
    if kind == "keychain":
        keys, key = VaultKeys.create(folder, keychain=Keychain())
    else:
        keys, key = VaultKeys.create(folder, passphrase=secret)
    _, shown = keys.with_recovery_key(key)
    return Made(key, shown)


def open_session(
    folder: Path, key: Key | Plain, paths: Paths, settings: Settings, tell: Callable[[Changes], None]
) -> Session:
    """Open the vault; ``tell`` hears of every change, on whatever thread makes it.

    Raises:
        VaultError: one of its kinds; nothing was changed.
    """
    session = Session.open(folder, key, paths, settings)
    session.engine.subscribe(tell)
    return session
