"""Changing a vault's data key: vault closed, a backup first, and no instant at which nothing opens it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.keys.keychain import Keychain
from app.keys.vault_keys import VaultKeys
from memory_core.errors import BadRequest, VaultError
from memory_core.store import backup, opening, rekeying
from memory_core.store.database import Database
from memory_core.store.keys import Key


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user gave for a change of the data key; what the vault has no such way in for stays empty.

    ``recovery`` is the new recovery key, which was shown already: were it shown only afterwards, a crash in
    between would leave a vault whose recovery key nobody knows.
    """

    passphrase: str = ""
    recovery: str = ""

    def __repr__(self) -> str:
        return "Asked(hidden)"


@dataclass(frozen=True, slots=True)
class Rotated:
    """The new data key, and copies elsewhere that still have the old one (the vault can open them)."""

    key: Key
    elsewhere: tuple[Path, ...]


def rotate(folder: Path, key: Key, asked: Asked, keychain: Keychain) -> Rotated:
    """Give a closed vault, and the copies in its folder, a fresh data key.

    Raises:
        WrongKey: the passphrase does not open the vault.
        BadRequest: the vault is not encrypted, or what one of its ways in needs was not given.
        VaultBusy: another program has the vault open.
        VaultError: one of its kinds. After each of these the vault has its old key and its old ways in.
    """
    keys = VaultKeys.load(folder)
    if keys is None or not keys.encrypted:
        raise BadRequest("there is no encrypted vault")
    keys, fresh = keys.begin_rotation(
        key, passphrase=asked.passphrase, recovery_text=asked.recovery, keychain=keychain
    )
    try:
        with Database.open(folder, key, create=False) as db:
            backup.backup(db, opening.backups(db.path))
            copies = backup.paths(db)
        rekeying.rekey(folder, key, fresh)
    except BaseException:
        # the file's own name was changed last: it says which key holds
        is_next = keys.fits(fresh)
        keys.settle(fresh if is_next else key, is_next=is_next)
        if not is_next:
            raise
    else:
        keys.settle(fresh, is_next=True)
    own = folder / opening.BACKUPS
    return Rotated(fresh, tuple(path for path in copies if path.parent.resolve() != own.resolve()))


def key_of(folder: Path, file: Path, key: Key) -> Key | None:
    """Which of the vault's data keys, the present or an earlier one, opens a copy; None if none does."""
    keys = VaultKeys.load(folder)
    known = [key] if keys is None else [key, *reversed(keys.former_keys(key))]
    return next((one for one in known if _opens(one, file)), None)


def _opens(key: Key, file: Path) -> bool:
    try:
        opening.inspect(file, key)
    except (VaultError, OSError):
        return False
    return True
