"""What lies at a vault's place, found out without touching it, and the making of a new vault.

SQLite's own way of opening may replay or remove a journal beside the file before it knows whether the key
fits. So the file is looked at first, and read through an immutable connection, which creates nothing.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import uuid
from collections import Counter
from datetime import datetime
from math import log2
from pathlib import Path

from memory_core.store import problems, unfinished
from memory_core.store.connection import Reader, Writer
from memory_core.store.keys import PLAIN, Key, Plain
from memory_core.store.migrations import migrate, refuse_newer
from memory_core.store.sqlcipher import APPLICATION_ID, SqlError, connect

FILE_NAME = "memory.db"
BACKUPS = "backups"
"""The folder beside a vault that holds its copies."""
PAGE = 4096
_PLAIN_HEADER = b"SQLite format 3\x00"
_LOG_HEAD, _FRAME_HEAD = 32, 24
"""Bytes before the first frame of a write-ahead log, and before the page in each."""
_RANDOM_BITS = 7.5
"""Bits a byte over which 4 KiB count as cipher text; a page of cipher text has 7.95, prose 4 to 5."""
_LOOKS = 3
"""Another process may be writing page 1 at the moment it is read: look again before blaming the key."""


def place(folder: Path) -> Path:
    """The database file of a vault's folder; a vault's file itself (a backup) is taken as it is."""
    return folder if folder.is_file() else folder / FILE_NAME


def key_of_copy(file: Path, key: Key | Plain) -> Key | Plain:
    """The vault's key, or ``PLAIN`` for a copy made before the vault was encrypted."""
    return PLAIN if unfinished.is_plain(file) else key


def _looks_encrypted(head: bytes) -> bool:
    if len(head) < PAGE:
        return False
    counts = Counter(head)
    return -sum(n / len(head) * log2(n / len(head)) for n in counts.values()) > _RANDOM_BITS


def _has_journal(file: Path) -> bool:
    journal = file.with_name(file.name + "-wal")
    return journal.exists() and journal.stat().st_size > 0


def inspect(file: Path, key: Key | Plain) -> None:
    """Look at an existing file and refuse it when it is not a whole vault that ``key`` opens.

    Raises:
        NotAVault, KeyNeeded, KeyUnexpected, WrongKey, VaultDamaged, VaultTooNew: what it is instead. Neither
            the file nor its folder was changed.
    """
    with file.open("rb") as opened:
        head = opened.read(PAGE)
    plain = head.startswith(_PLAIN_HEADER)
    if plain and isinstance(key, Key):
        _read_header(file, Plain())  # a foreign plain file is no vault, whatever the key
        raise problems.key_unexpected()
    if not plain and isinstance(key, Plain):
        if _looks_encrypted(head):
            raise problems.key_needed()
        raise problems.damaged(file) if not head else problems.not_a_vault(file)
    if not head:
        raise problems.damaged(file)
    refuse_newer(_read_header(file, key))


def _read_header(file: Path, key: Key | Plain) -> int:
    """The schema's version from the file's header."""
    for looks_left in reversed(range(_LOOKS)):
        connection = connect(file, key, immutable=True)
        try:
            reader = Writer(connection)
            application = reader.value("PRAGMA application_id")
            version = int(reader.value("PRAGMA user_version"))
            pages = int(reader.value("PRAGMA page_count"))
        except SqlError as error:
            if problems.is_cut_short(error) and _has_journal(file):
                return 0  # a checkpoint was cut short, and the log completes the file
            if looks_left:
                continue
            if problems.code_of(error) == problems.NOT_A_DATABASE and _opens_first_page_of_log(file, key):
                return 0  # the power failed while that page was written; the log still has it
            raise _refusal(file, key, error) from error
        finally:
            connection.close()
        if application != APPLICATION_ID:
            raise problems.not_a_vault(file)
        # What a crash left in the write-ahead log may still be missing here.
        if pages * PAGE > file.stat().st_size and not _has_journal(file):
            raise problems.damaged(file)
        return version
    raise AssertionError("unreachable")


def _opens_first_page_of_log(file: Path, key: Key | Plain) -> bool:
    """Whether the log holds a whole first page that ``key`` opens.

    The format is SQLite's own (https://www.sqlite.org/fileformat2.html#walformat); a frame of an earlier
    turn of the log has other salts.
    """
    found = b""
    with contextlib.suppress(OSError), file.with_name(file.name + "-wal").open("rb") as log:
        salts = log.read(_LOG_HEAD)[16:24]
        while len(frame := log.read(_FRAME_HEAD + PAGE)) == _FRAME_HEAD + PAGE and frame[8:16] == salts:
            if int.from_bytes(frame[:4], "big") == 1:
                found = frame[_FRAME_HEAD:]
    if not found:
        return False
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page"
        page.write_bytes(found)
        connection = connect(page, key, immutable=True)
        try:
            return bool(Reader(connection).value("PRAGMA application_id") == APPLICATION_ID)
        except SqlError as error:
            return problems.is_cut_short(error)  # the key fits, and the other pages are elsewhere
        finally:
            connection.close()


def _refusal(file: Path, key: Key | Plain, error: Exception) -> Exception:
    if problems.code_of(error) != problems.NOT_A_DATABASE:
        return problems.translate(error, file)
    if isinstance(key, Plain):
        return problems.damaged(file)
    with file.open("rb") as opened:
        head = opened.read(PAGE)
    return problems.wrong_key() if _looks_encrypted(head) else problems.not_a_vault(file)


def create(file: Path, key: Key | Plain, now: datetime) -> None:
    """Make a new vault, whole or not at all, even if another process does the same at the same time.

    Raises:
        VaultReadOnly, DiskFull: the folder cannot take it.
        NotAVault: the folder's path leads through a file.
        VaultDamaged: a write-ahead log lies there without its vault.
    """
    folder = file.parent
    if folder.exists() and not folder.is_dir():
        raise problems.not_a_vault(folder)
    if _has_journal(file):
        raise problems.damaged(file)
    with problems.translated(file):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with unfinished.beside(file) as fresh:
            fresh.touch(mode=0o600)
            _fill(fresh, key, now)
            sync(fresh)
            _put_in_place(fresh, file)
            sync(folder)


def _fill(fresh: Path, key: Key | Plain, now: datetime) -> None:
    connection = connect(fresh, key)
    try:
        writer = Writer(connection)
        writer.value(f"PRAGMA page_size = {PAGE}")
        writer.value("PRAGMA journal_mode = MEMORY")  # the file gets its name only when it is whole
        writer.execute("BEGIN IMMEDIATE")
        writer.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(writer, now)
        writer.insert("meta", {"name": "vault", "value": uuid.uuid4().hex})
        writer.execute("COMMIT")
    finally:
        connection.close()


def backups(file: Path) -> Path:
    """The folder beside a vault for copies made before repairs and migrations; made if it is not there."""
    folder = file.parent / BACKUPS
    with problems.translated(file):
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def copy(file: Path, fresh: Path, key: Key | Plain) -> None:
    """Copy one moment of a vault, while it is used, to a file that any program can read."""
    source = connect(file, key)
    target = connect(fresh, key)
    try:
        source.backup(target)  # one read transaction
        Writer(target).value("PRAGMA journal_mode = DELETE")  # one file, readable anywhere
    finally:
        target.close()
        source.close()


def keep_old(file: Path, key: Key | Plain, version: int, now: datetime) -> Path:
    """Copy a vault of an older format before it is migrated: the program that wrote it can read the copy.

    Raises:
        VaultDamaged: the copy is no whole vault.
    """
    kept = backups(file) / f"{file.stem}-format-{version}-{now.strftime('%Y%m%d-%H%M%S')}.db"
    with unfinished.beside(kept) as fresh:
        fresh.touch(mode=0o600)
        copy(file, fresh, key)
        inspect(fresh, key)
        sync(fresh)
        fresh.replace(kept)
        sync(kept.parent)
    return kept


def _put_in_place(fresh: Path, file: Path) -> None:
    try:
        os.link(fresh, file)  # fails if another process was faster; its vault stays
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not file.exists():
            fresh.replace(file)


def sync(path: Path) -> None:
    """Make a file's content, or a folder's names, durable."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot flush a folder; its renames are journalled
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
