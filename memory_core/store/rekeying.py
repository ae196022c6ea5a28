"""Encrypting a vault and its copies, plain ones too: a file has the old key or the new one, never both.

``PRAGMA rekey`` in a vault that is in use leaves pages of both keys in the file and its log until they are
merged, and a kill in between leaves a file that neither key reads. So a copy is encrypted anew beside the
file, read back whole, and takes the file's name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from memory_core.errors import VaultError
from memory_core.store import integrity, opening, problems, unfinished
from memory_core.store.connection import Reader
from memory_core.store.keys import PLAIN, Key, Plain
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


def protect(folder: Path, new: Key, ready: Callable[[], None]) -> None:
    """Encrypt a plain vault that nobody has open.

    The encrypted copy is read back whole and compared with the vault before it takes the vault's name. What
    the file was before is overwritten and removed; a kill in between leaves that for the next opening.

    Args:
        folder: the vault's folder.
        new: opens it from now on.
        ready: makes the ways to the key durable; called with the copy made, and nobody else let in, just
            before the vault's file changes. What it raises leaves the vault plain.

    Raises:
        VaultBusy: the vault is open in this or another program.
        VaultError: one of its kinds; the vault is plain as it was.
    """
    file = opening.place(folder)
    with problems.translated(file):
        opening.inspect(file, PLAIN)
        _exchange(file, PLAIN, new, ready)


def protect_copy(file: Path, new: Key) -> None:
    """Encrypt a plain copy of a vault; what the file was before is overwritten and removed.

    Raises:
        VaultError: one of its kinds; the copy is as it was.
    """
    with problems.translated(file):
        opening.inspect(file, PLAIN)
        _exchange(file, PLAIN, new)


def encrypt(file: Path, fresh: Path, new: Key) -> None:
    """Write what a plain copy holds to another file, encrypted, and compare the two.

    Raises:
        VaultDamaged: the copy is damaged.
    """
    source = connect(file, PLAIN)
    try:
        _encrypt(source, file, fresh, PLAIN, new)
    finally:
        source.close()


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
            with unfinished.beside(target) as fresh:
                _encrypt(source, file, fresh, key, new)
                opening.sync(fresh)
                fresh.replace(target)
                opening.sync(target.parent)
        finally:
            source.close()


def _exchange(file: Path, key: Key | Plain, new: Key, ready: Callable[[], None] | None = None) -> None:
    with (
        unfinished.beside(file, "old") as old,
        _log_erased(file, key),
        _alone(file, key) as source,
        unfinished.beside(file) as fresh,
    ):
        _encrypt(source, file, fresh, key, new)
        opening.sync(fresh)
        if isinstance(key, Plain):
            _name_again(file, old)
        if ready is not None:
            ready()
        if os.name == "nt":
            source.close()  # an open file cannot be replaced there
        fresh.replace(file)
        opening.sync(file.parent)


def _log_erased(file: Path, key: Key | Plain) -> contextlib.AbstractContextManager[None]:
    """Overwrite a plain vault's log, which goes before the vault is encrypted."""
    log = file.with_name(file.name + "-wal")
    return unfinished.erased_after(log) if isinstance(key, Plain) else contextlib.nullcontext()


def _name_again(file: Path, old: Path) -> None:
    """A second name for a plain file, by which it can be overwritten when its own name is another file's."""
    with contextlib.suppress(OSError):  # a file system without hard links: the old file is only removed
        os.link(file, old)


@contextlib.contextmanager
def _alone(file: Path, key: Key | Plain) -> Iterator[Any]:
    """A connection that lets nobody else in, with its log brought into the file."""
    before = file.stat()
    connection = connect(file, key, busy_seconds=0.5)
    try:
        reader = Reader(connection)
        reader.value("PRAGMA locking_mode = EXCLUSIVE")
        if reader.value("PRAGMA journal_mode = DELETE") != "delete":
            raise problems.busy()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock stays
        if not os.path.samestat(before, file.stat()):
            raise problems.busy()  # another program exchanged the file before the lock was had
        yield connection
    finally:
        connection.close()


def _encrypt(source: Any, file: Path, fresh: Path, key: Key | Plain, new: Key) -> None:
    fresh.touch(mode=0o600)
    try:
        if isinstance(key, Plain):
            _export(source, fresh, new)
        else:
            _back_up(source, fresh, new)
    except SqlError as error:
        if problems.is_damage(error):
            raise problems.damaged(file) from error
        raise
    opening.inspect(fresh, new)
    copy = connect(fresh, new, immutable=True)
    try:
        if not all(integrity.derived(one) for one in integrity.findings(Reader(copy), encrypted=True)):
            raise problems.damaged(file)
        if isinstance(key, Plain) and _content(copy) != _content(source):
            raise problems.damaged(file)
    finally:
        copy.close()


def _back_up(source: Any, fresh: Path, new: Key) -> None:
    target = connect(fresh, new)
    try:
        source.backup(target)
        Reader(target).value("PRAGMA journal_mode = DELETE")
    finally:
        target.close()


def _export(source: Any, fresh: Path, new: Key) -> None:
    """Write the tables of a plain vault anew: SQLCipher copies no pages between plain and encrypted files."""
    source.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{new.raw.hex()}'\"", (str(fresh),))
    try:
        reader = Reader(source)
        reader.value("SELECT sqlcipher_export('fresh')")
        for name in ("application_id", "user_version"):  # the header's own figures are not tables
            source.execute(f"PRAGMA fresh.{name} = {int(reader.value(f'PRAGMA main.{name}')):d}")
    finally:
        source.execute("DETACH DATABASE fresh")


def _content(connection: Any) -> dict[str, int]:
    """A sum over the rows of each table, whatever their order in the file, and over the schema."""
    reader = Reader(connection)
    schema = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    tables = [str(name) for (name,) in list(reader.tuples(schema)) if not name.startswith("sqlite_stat")]
    queries = {name: f'SELECT * FROM main."{name}"' for name in tables}
    queries["sqlite_schema"] = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema"
    sums = {}
    for name, query in queries.items():
        total = 0
        for row in reader.tuples(query):
            total += int.from_bytes(hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest())
        sums[name] = total
    return sums
