"""What the disk and SQLite report, as errors a person can act on: what, what of the data, what to do."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from memory_core.errors import (
    DiskFull,
    KeyNeeded,
    KeyUnexpected,
    NotAVault,
    VaultBusy,
    VaultDamaged,
    VaultError,
    VaultGone,
    VaultReadOnly,
    WrongKey,
)
from memory_core.store.sqlcipher import SqlError

# SQLite's primary result codes (https://www.sqlite.org/rescode.html)
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
NOT_A_DATABASE = _NOTADB
_CODES = {
    "database is locked": _BUSY,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}
"""SQLite's texts of these codes: the driver's online backup raises errors without a code."""

_LITTLE_ROOM = 1 << 20
"""Free bytes under which a failed write is taken for a full disk, whatever the system called it."""


def code_of(error: BaseException) -> int:
    """SQLite's primary result code behind a driver's error, 0 if it has none."""
    code = getattr(error, "sqlite_errorcode", None) or _CODES.get(str(error), 0)
    return int(code) & 0xFF


def wrong_key() -> WrongKey:
    """The key does not fit."""
    return WrongKey(
        "This key does not open the vault.",
        "The vault is untouched.",
        "Try again with the right passphrase or the recovery key.",
    )


def key_needed() -> KeyNeeded:
    """No key was given for an encrypted vault."""
    return KeyNeeded(
        "The vault is encrypted and no key was given.",
        "The vault is untouched.",
        "Open it with its passphrase or its recovery key.",
    )


def key_unexpected() -> KeyUnexpected:
    """A key was given for a plain vault."""
    return KeyUnexpected(
        "A key was given, but this vault is not encrypted.",
        "The vault is untouched, and everyone who can read this disk can read it.",
        "Open it without a key, or choose another folder for an encrypted vault.",
    )


def not_a_vault(path: Path) -> NotAVault:
    """Something else lies there."""
    return NotAVault(
        f"{path} is not a vault of Mneme.",
        "It was left as it is.",
        "Choose the folder of a vault, or an empty folder for a new one.",
    )


def damaged(path: Path) -> VaultDamaged:
    """The file's inside is broken."""
    return VaultDamaged(
        f"The vault's file {path.name} is damaged or cut short.",
        "Nothing was changed; what can still be read is still there.",
        "Restore the newest backup, and keep a copy of the damaged file.",
    )


def read_only(path: Path) -> VaultReadOnly:
    """The folder or the file refuses writes."""
    return VaultReadOnly(
        f"The vault in {path} cannot be written.",
        "What it holds is safe; nothing new can be remembered.",
        "Give yourself the right to write there, or move the vault to another folder.",
    )


def gone(path: Path) -> VaultGone:
    """The file that was opened is no longer where it was."""
    return VaultGone(
        f"The vault's file {path} was moved, replaced or removed while it was open.",
        "What was saved before is in the moved file or in your backups; the last change was not saved.",
        "Put the vault back in its place or connect its disk again, then reopen it.",
    )


def disk_full(path: Path) -> DiskFull:
    """No room is left."""
    return DiskFull(
        f"The disk that holds {path} is full.",
        "Everything saved before is safe; the last change was not saved.",
        "Free some room on the disk and try again.",
    )


def busy() -> VaultBusy:
    """Another process holds the lock."""
    return VaultBusy(
        "Another program has been writing to the vault for too long.",
        "Everything saved before is safe; the last change was not saved.",
        "Close the other program that uses this vault, or wait a little, and try again.",
    )


def is_damage(error: BaseException) -> bool:
    """Whether a driver's error tells of a damaged file."""
    return code_of(error) in (_CORRUPT, _NOTADB)


def is_cut_short(error: BaseException) -> bool:
    """Whether the file's first page could be read, and promises more pages than there are."""
    return code_of(error) == _CORRUPT


def _unreadable(path: Path, error: BaseException) -> VaultError:
    return VaultError(
        f"The disk that holds {path} reported a fault ({error}).",
        "Everything saved before is safe; the last change was not saved.",
        "Check the disk and its cable, then reopen the vault.",
    )


def _out_of_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE_ROOM
    except OSError:
        return False


def translate(error: Exception, path: Path) -> Exception:
    """The error of this program behind one of the driver's or the system's.

    Args:
        error: what was raised.
        path: the vault's database file.

    Returns:
        A :class:`VaultError`, or ``error`` itself when it tells of a fault of the program.
    """
    if isinstance(error, OSError):
        return _of_system(error, path)
    if not isinstance(error, SqlError):
        return error
    code = code_of(error)
    if code in (_BUSY, _LOCKED):
        return busy()
    if code == _FULL:
        return disk_full(path)
    if is_damage(error):
        return damaged(path)
    if code in (_READONLY, _IOERR, _CANTOPEN):
        if not path.exists():
            return gone(path)
        if _out_of_room(path.parent):
            return disk_full(path)
        if code == _READONLY or not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
            return read_only(path.parent)
        return _unreadable(path, error)
    return error


def _of_system(error: OSError, path: Path) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full(path)
    if error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR):
        return not_a_vault(path.parent)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path.parent)
    return _unreadable(path, error)


@contextmanager
def translated(path: Path, *, system: bool = True) -> Iterator[None]:
    """Turn the driver's errors inside the block into this program's.

    Args:
        path: the vault's database file.
        system: the system's errors too; not around code of others, whose files are not the vault.
    """
    try:
        yield
    except (SqlError, OSError) as error:
        if isinstance(error, OSError) and not system:
            raise
        ours = translate(error, path)
        if ours is error:
            raise
        raise ours from error
