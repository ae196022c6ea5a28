"""Backups of the open vault: whole, checked, and under the same key.

A backup is one file; ``Database.open`` opens it like a vault's folder.
"""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

from memory_core.errors import BadRequest
from memory_core.store import integrity, opening, problems
from memory_core.store.connection import Reader
from memory_core.store.database import Database
from memory_core.store.keys import Key
from memory_core.store.sqlcipher import SqlError, connect


def backup(db: Database, target: Path) -> Path:
    """Copy the open vault to a file, while it goes on being used, and check the copy before it gets its name.

    Args:
        db: the open vault.
        target: the file to write, replaced if it is there; or a folder, where a name with the present date
            and time is chosen.

    Returns:
        The file written.

    Raises:
        VaultDamaged: the vault, or the copy read back, is damaged; there is no new backup and an older one is
            untouched.
        VaultReadOnly, DiskFull: the target cannot be written.
        BadRequest: the target is the vault itself.
    """
    target = Path(target)
    if target.is_dir():
        target /= f"mneme-{db.clock().strftime('%Y%m%d-%H%M%S')}.db"
    if target.exists() and target.samefile(db.path):
        raise BadRequest("a backup cannot replace the vault it is made of")
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex}.new")
    try:
        with problems.translated(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh.touch(mode=0o600)
            _copy(db, fresh)
            _verify(db, fresh)
            opening.sync(fresh)
            fresh.replace(target)
            opening.sync(target.parent)
    finally:
        for leftover in (fresh, *(fresh.with_name(fresh.name + end) for end in ("-wal", "-shm", "-journal"))):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
    return target


def _copy(db: Database, fresh: Path) -> None:
    source = connect(db.path, db.key)
    copy = connect(fresh, db.key)
    try:
        source.backup(copy)  # one read transaction: one moment of the vault
        Reader(copy).value("PRAGMA journal_mode = DELETE")  # so that it is one file, readable anywhere
    except SqlError as error:
        if problems.is_damage(error):
            raise problems.damaged(db.path) from error
        raise
    finally:
        copy.close()
        source.close()


def _verify(db: Database, fresh: Path) -> None:
    opening.inspect(fresh, db.key)
    copy = connect(fresh, db.key, immutable=True)
    try:
        reader = Reader(copy)
        found = integrity.findings(reader, encrypted=isinstance(db.key, Key))
        if not all(integrity.derived(one) for one in found):  # indexes can be built anew from the copy
            raise problems.damaged(db.path)
        with db.read() as original:
            # what was written while it was copied may be missing, nothing else
            if reader.value("SELECT count(*) FROM turns") > original.value("SELECT count(*) FROM turns"):
                raise problems.damaged(db.path)
    finally:
        copy.close()
