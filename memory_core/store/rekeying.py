"""Encrypting a vault and its copies under another key: a file has the old key or the new one, never both.

``PRAGMA rekey`` in a vault that is in use leaves pages of both keys in the file and its log until they are
merged, and a kill in between leaves a file that neither key reads. So a copy is encrypted anew beside the
file, read back whole, and takes the file's name.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from memory_core.errors import VaultError
from memory_core.store import integrity, opening, problems
from memory_core.store.connection import Reader
from memory_core.store.keys import Key
from memory_core.store.sqlcipher import SqlError, connect


def rekey(folder: Path, key: Key, new: Key) -> None:
    """Encrypt a vault that nobody has open under another key.

    Args:
        folder: the vault's folder.
        key: opens it now.
        new: opens it from now on.

    Raises:
        VaultBusy: the vault is open in this or another program.
        VaultError: one of its kinds; the vault still has its old key.
    """
    file = opening.place(folder)
    with problems.translated(file):
        opening.inspect(file, key)
        _exchange(file, key, new)


def rekey_copies(folder: Path, key: Key, new: Key) -> list[Path]:
    """Encrypt the copies in a vault's own folder under another key.

    Returns:
        The copies written anew. Those that ``key`` does not open, or that could not be written, are as they
        were.
    """
    written = []
    copies = opening.place(folder).parent / opening.BACKUPS
    for path in sorted(copies.glob("[!.]*.db")) if copies.is_dir() else []:
        with contextlib.suppress(VaultError, OSError):
            opening.inspect(path, key)
            with problems.translated(path):
                _exchange(path, key, new)
            written.append(path)
    return written


def copy_under(file: Path, target: Path, key: Key, new: Key) -> None:
    """Copy a vault's file to another under another key, and read the copy back whole.

    Raises:
        VaultError: one of its kinds; there is no copy.
    """
    with problems.translated(target):
        opening.inspect(file, key)
        source = connect(file, key)
        try:
            with _fresh(target) as fresh:
                _encrypt(source, file, fresh, new)
                opening.sync(fresh)
                fresh.replace(target)
                opening.sync(target.parent)
        finally:
            source.close()


def _exchange(file: Path, key: Key, new: Key) -> None:
    with _alone(file, key) as source, _fresh(file) as fresh:
        _encrypt(source, file, fresh, new)
        opening.sync(fresh)
        if os.name == "nt":
            source.close()  # an open file cannot be replaced there
        fresh.replace(file)
        opening.sync(file.parent)


@contextlib.contextmanager
def _alone(file: Path, key: Key) -> Iterator[Any]:
    """A connection that lets nobody else in, with its log brought into the file."""
    connection = connect(file, key, busy_seconds=0.5)
    try:
        reader = Reader(connection)
        reader.value("PRAGMA locking_mode = EXCLUSIVE")
        if reader.value("PRAGMA journal_mode = DELETE") != "delete":
            raise problems.busy()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock stays
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def _fresh(target: Path) -> Iterator[Path]:
    """A name beside the target for a file that is removed unless it took the target's name."""
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex}.new")
    try:
        fresh.touch(mode=0o600)
        yield fresh
    finally:
        for leftover in (fresh, fresh.with_name(fresh.name + "-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def _encrypt(source: Any, file: Path, fresh: Path, new: Key) -> None:
    target = connect(fresh, new)
    try:
        source.backup(target)
        Reader(target).value("PRAGMA journal_mode = DELETE")
    except SqlError as error:
        if problems.is_damage(error):
            raise problems.damaged(file) from error
        raise
    finally:
        target.close()
    opening.inspect(fresh, new)
    copy = connect(fresh, new, immutable=True)
    try:
        if not all(integrity.derived(one) for one in integrity.findings(Reader(copy), encrypted=True)):
            raise problems.damaged(file)
    finally:
        copy.close()
