"""Encrypting a vault made without protection: vault closed, and no instant at which nothing opens it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.keys.keychain import Keychain
from app.keys.vault_keys import VaultKeys
from memory_core.errors import BadRequest, VaultError
from memory_core.store import opening, problems, rekeying, unfinished
from memory_core.store.keys import Key
from memory_core.types import Trace


@dataclass(frozen=True, slots=True)
class NewWays:
    """The ways into a vault that has none: a passphrase or (empty) the keychain; and a recovery key, shown
    already.
    """

    passphrase: str
    recovery: str

    def __repr__(self) -> str:
        return "NewWays(hidden)"


def protect(folder: Path, chosen: NewWays, keychain: Keychain) -> Key:
    """Encrypt a closed plain vault; its copies stay plain until :func:`encrypt_copies`.

    Returns:
        The data key.

    Raises:
        BadRequest: there is no vault, it is encrypted already, or the recovery key is none.
        VaultBusy: another program has the vault open.
        VaultError: one of its kinds. After each of these the vault is plain as it was.
    """
    keys = VaultKeys.load(folder)
    if keys is None or keys.encrypted:
        raise BadRequest("there is no vault without encryption")
    coming, key = keys.with_encryption(
        passphrase=chosen.passphrase,
        recovery_text=chosen.recovery,
        keychain=None if chosen.passphrase else keychain,
    )
    try:
        rekeying.protect(folder, key, coming.announce)
    except BaseException:
        # the file's own name was changed last: it says what holds
        if not coming.fits(key):
            raise
    with contextlib.suppress(VaultError):  # what was announced holds already
        coming.settle(key, is_next=True)
    return key


def plain_copies(traces: Sequence[Trace]) -> tuple[Path, ...]:
    """Copies that anybody can read, of all the places that hold what derives from the user."""
    return tuple(one.path for one in traces if one.kind == "backup" and not one.encrypted)


def encrypt_copies(copies: Sequence[Path], key: Key) -> None:
    """Encrypt plain copies of a vault with its data key; those that are encrypted are left as they are.

    Raises:
        VaultError: a copy is damaged or cannot be written; it is as it was, those before it are done.
    """
    for path in copies:
        if unfinished.is_plain(path):
            rekeying.protect_copy(path, key)


def delete_copies(copies: Sequence[Path]) -> None:
    """Overwrite plain copies of a vault and remove them; those that are encrypted stay.

    Raises:
        VaultError: a copy cannot be removed; those before it are gone.
    """
    for path in copies:
        if unfinished.is_plain(path):
            with problems.translated(path):
                unfinished.erase(path)
                opening.sync(path.parent)
