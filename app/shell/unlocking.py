"""Finding and making the vault's key: work for jobs, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import Session
from app.cli.unlock import unlocked
from app.keys.keychain import Keychain, KeychainState
from app.keys.vault_keys import VaultKeys
from app.keys.wraps import WrapKind
from app.options import Options
from app.paths import Paths
from app.settings import Settings
from memory_core.errors import KeyNeeded
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
