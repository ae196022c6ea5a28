"""Backups of the open vault: whole, checked, and under the same key; thinned as they grow old; put back.

A backup is one file; ``Database.open`` opens it like a vault's folder.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from memory_core.clock import Clock, system_clock
from memory_core.errors import BadRequest, MnemeError, VaultBusy, VaultError
from memory_core.store import again, integrity, opening, problems, rekeying, scrub, unfinished
from memory_core.store.again import Meant
from memory_core.store.codec import from_time
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.keys import Key, Plain
from memory_core.store.migrations import migrate
from memory_core.store.purging import purge
from memory_core.store.sqlcipher import SqlError, connect
from memory_core.types import BackupInfo

_STAMP = "%Y%m%d-%H%M%S"
_DATED = re.compile(r"mneme-(\d{8}-\d{6})(?:-\d+)?\.db")
_DAY, _WEEK, _MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=31)


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
        target = _dated(target, db.clock())
    if target.exists() and target.samefile(db.path):
        raise BadRequest("a backup cannot replace the vault it is made of")
    if target.parent.resolve() != (db.path.parent / opening.BACKUPS).resolve():
        _note(db, target)
    with problems.translated(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_unfinished(db)
        purges = -1
        while purges < _purges(db):  # what another program purged meanwhile may stand in the copy
            with _fresh(target) as fresh:
                _copy(db, fresh)
                purges = _verify(db, fresh)
    return target


def remove_unfinished(db: Database) -> None:
    """Remove what killed processes left of copies, in the vault's own folder and elsewhere."""
    own = db.path.parent / opening.BACKUPS
    unfinished.remove_beside(db.path, own)
    for path in _elsewhere(db):
        unfinished.remove(path.parent, path.name)


def unfinished_copies(db: Database) -> list[Path]:
    """Files that hold what the vault holds and are being written at this moment, or could not be removed."""
    folder = db.path.parent
    found = [*unfinished.left(folder, db.path.name), *unfinished.left(folder / opening.BACKUPS)]
    for path in _elsewhere(db):
        found += unfinished.left(path.parent, path.name)
    return list(dict.fromkeys(found))


def paths(db: Database) -> list[Path]:
    """Copies of the vault: those in its own folder, and those written elsewhere that may be there still.

    One on a disk that is away is named too; one that was removed is not.
    """
    own = db.path.parent / opening.BACKUPS
    elsewhere = _elsewhere(db)
    found = sorted(own.glob("*.db")) if own.is_dir() else []
    away = [path for path in elsewhere if path.is_file() or not path.parent.is_dir()]
    return [*(path for path in found if not path.name.startswith(".")), *away]


def _elsewhere(db: Database) -> list[Path]:
    """Where copies outside the vault's own folder were written, or were to be."""
    with db.read() as reader:
        return [Path(path) for (path,) in reader.tuples("SELECT path FROM copies ORDER BY path")]


def listed(db: Database) -> list[BackupInfo]:
    """Every copy of the vault with what it holds, the newest first."""
    found = []
    for path in paths(db):
        at, size, turns, memories, holds = _made_at(path), 0, 0, 0, None
        with contextlib.suppress(OSError):
            at = at or datetime.fromtimestamp(path.stat().st_mtime, UTC)
            size = path.stat().st_size
        with contextlib.suppress(MnemeError, SqlError, OSError), _looking_into(db, path) as copy:
            turns = int(copy.value("SELECT count(*) FROM turns"))
            memories = int(copy.value("SELECT count(*) FROM memories WHERE gone IS NULL"))
            with db.read() as vault:
                holds = again.holds(vault, copy, again.purged(vault))
        found.append(BackupInfo(path, at or db.clock(), size, turns, memories, holds))
    return sorted(found, key=lambda one: one.at, reverse=True)


def holding(db: Database, meant: Meant) -> tuple[Path, ...]:
    """Copies that hold these words and memories, or that cannot be looked into."""
    found = []
    for path in paths(db):
        holds = True
        hidden = contextlib.suppress(MnemeError, SqlError, OSError)
        with hidden, _looking_into(db, path) as copy, db.read() as vault:
            holds = again.holds(vault, copy, meant)
        if holds:
            found.append(path)
    return tuple(found)


def thin(db: Database) -> list[Path]:
    """Remove old backups from the vault's own folder.

    What stays: all of the last day, one a day for a week, one a week for a month, then one a month; of each
    the newest. Files that do not carry a backup's dated name are left alone.

    Returns:
        The files removed.

    Raises:
        VaultReadOnly: the folder cannot be changed.
    """
    now = db.clock()
    folder = db.path.parent / opening.BACKUPS
    dated = [(at, path) for path in folder.glob("mneme-*.db") if (at := _made_at(path)) is not None]
    kept: set[tuple[object, ...]] = set()
    removed = []
    for at, path in sorted(dated, reverse=True):
        place = _place(at, now, path)
        if place in kept:
            with problems.translated(folder):
                path.unlink(missing_ok=True)
            removed.append(path)
        kept.add(place)
    return removed


def rewrite(db: Database, files: Sequence[Path], words: Sequence[str] = ()) -> list[Path]:
    """Purge from copies what was purged from the vault; each is replaced, once it is whole and checked.

    A copy of an older format becomes one of the present format.

    Args:
        db: the vault.
        files: copies under the vault's key, or plain ones, which stay plain.
        words: texts of a purge to look for besides; a receipt has them.

    Returns:
        The copies that held something and were written anew.

    Raises:
        VaultError: one of its kinds; the copy that could not be written is as it was, those before it are
            done.
    """
    written = []
    for path in files:
        with problems.translated(path):
            key = opening.key_of_copy(path, db.key)
            opening.inspect(path, key)
            with db.read() as vault:
                meant = again.purged(vault, words)
            with _looking_into(db, path) as copy, db.read() as vault:
                held = again.holds(vault, copy, meant)
            if held:
                with _fresh(path) as fresh:
                    opening.copy(path, fresh, key)
                    _purge_like(db, fresh, meant, key)
                    _check(fresh, key)
                written.append(path)
    return written


def restore(folder: Path, backup_file: Path, key: Key | Plain, clock: Clock = system_clock) -> Path | None:
    """Put a backup in the place of a vault that nobody has open.

    What is replaced is kept as a backup first; what was purged from it is purged from the restored one too.

    Args:
        folder: the vault's folder; it may be empty or absent.
        backup_file: the copy, which stays as it is.
        key: opens both; a plain copy from before the vault was encrypted is put back encrypted.
        clock: names what is kept.

    Returns:
        Where the replaced vault was kept; None if there was none.

    Raises:
        VaultBusy: the vault is open in this or another program.
        VaultError: one of its kinds: the backup is damaged or does not open; the vault is as it was.
    """
    folder, backup_file = Path(folder), Path(backup_file)
    file = folder / opening.FILE_NAME
    if not backup_file.is_file():
        raise problems.not_a_vault(backup_file)
    with problems.translated(file):
        backup_key = opening.key_of_copy(backup_file, key)
        opening.inspect(backup_file, backup_key)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = None
        with _fresh(file, replace=False) as fresh:
            if isinstance(key, Key) and isinstance(backup_key, Plain):
                rekeying.encrypt(backup_file, fresh, key)
            else:
                opening.inspect(backup_file, key)
                opening.copy(backup_file, fresh, key)
            _check(fresh, key)
            if file.exists():
                kept = _put_by(file, fresh, key, clock)
            opening.sync(fresh)
            fresh.replace(file)
            opening.sync(folder)
    return kept


def _put_by(file: Path, fresh: Path, key: Key | Plain, clock: Clock) -> Path:
    """Keep a vault that is about to be replaced, and purge from its successor what was purged from it."""
    folder = opening.backups(file)
    try:
        with Database.open(file, key, clock) as old:
            kept = backup(old, folder)
            with old.read() as reader:
                meant = again.purged(reader)
            _purge_like(old, fresh, meant, key)
        _alone(file, key)
        return kept
    except VaultBusy:
        raise
    except VaultError:  # damaged, or another key's: kept as it is, byte by byte
        stamp = clock().astimezone(UTC).strftime(_STAMP)
        kept = folder / f"{file.stem}-replaced-{stamp}.db"
        for end in ("", "-wal"):
            part = file.with_name(file.name + end)
            if part.exists():
                shutil.copy2(part, kept.with_name(kept.name + end))
                opening.sync(kept.with_name(kept.name + end))
        for end in ("-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        return kept


def _alone(file: Path, key: Key | Plain) -> None:
    """Make sure that nobody has a vault open, and bring its log into its file."""
    connection = connect(file, key, busy_seconds=0.5)
    try:
        if Reader(connection).value("PRAGMA journal_mode = DELETE") != "delete":
            raise problems.busy()
    finally:
        connection.close()


def _dated(folder: Path, now: datetime) -> Path:
    name = f"mneme-{now.astimezone(UTC).strftime(_STAMP)}"
    target, number = folder / f"{name}.db", 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}.db"
    return target


def _made_at(path: Path) -> datetime | None:
    """The time in a backup's name."""
    found = _DATED.fullmatch(path.name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _place(at: datetime, now: datetime, path: Path) -> tuple[object, ...]:
    """What a backup stands for; of those with one place, the newest stays."""
    age = now - at
    if age < _DAY:
        return (path,)
    if age < _WEEK:
        return ("day", at.date())
    return ("week", *at.isocalendar()[:2]) if age < _MONTH else ("month", at.year, at.month)


def _note(db: Database, target: Path) -> None:
    """Remember a copy outside the vault's own folder, for the day when something is purged."""
    row = (str(target.resolve()), from_time(db.clock()))
    db.write(lambda writer: writer.execute("INSERT OR REPLACE INTO copies (path, at) VALUES (?, ?)", row))


@contextlib.contextmanager
def _fresh(target: Path, *, replace: bool = True) -> Iterator[Path]:
    """A file beside the target that takes its place when the block ends well, and is removed when not."""
    with unfinished.beside(target) as fresh:
        fresh.touch(mode=0o600)
        yield fresh
        if replace:
            opening.sync(fresh)
            fresh.replace(target)
            opening.sync(target.parent)


@contextlib.contextmanager
def _looking_into(db: Database, path: Path) -> Iterator[Reader]:
    """A copy, read without changing anything beside it."""
    key = opening.key_of_copy(path, db.key)
    opening.inspect(path, key)
    connection = connect(path, key, immutable=True)
    try:
        yield Reader(connection)
    finally:
        connection.close()


def _purge_like(db: Database, fresh: Path, meant: Meant, key: Key | Plain) -> None:
    """Purge from a copy that has no name yet what is meant, and wipe it."""
    connection = connect(fresh, key)
    try:
        writer = Writer(connection)
        writer.execute("BEGIN IMMEDIATE")
        migrate(writer, db.clock())
        writer.execute("COMMIT")
    finally:
        connection.close()

    def work(writer: Writer) -> None:
        with db.read() as vault:
            purge(writer, again.scope_in(vault, writer, meant))

    with Database.open(fresh, key, db.clock) as copy:
        copy.write(work)
        if copy.between_writes(scrub.finish):
            raise problems.disk_full(fresh)
    _alone(fresh, key)


def _copy(db: Database, fresh: Path) -> None:
    try:
        opening.copy(db.path, fresh, db.key)
        connection = connect(fresh, db.key)
        try:
            if scrub.finish(Writer(connection)):  # what the vault could not wipe yet is not to be handed on
                raise problems.disk_full(fresh)
        finally:
            connection.close()
    except SqlError as error:
        if problems.is_damage(error):
            raise problems.damaged(db.path) from error
        raise


def _purges(db: Database) -> int:
    with db.read() as reader:
        return scrub.count(reader)


def _verify(db: Database, fresh: Path) -> int:
    """Refuse a copy that is not whole; returns how many purges had been when it was made."""
    turns, purges = _check(fresh, db.key, of=db.path)
    with db.read() as original:
        # what was written while it was copied may be missing, nothing else
        if turns > original.value("SELECT count(*) FROM turns"):
            raise problems.damaged(db.path)
    return purges


def _check(fresh: Path, key: Key | Plain, of: Path | None = None) -> tuple[int, int]:
    """Refuse a copy that is not whole; returns how many turns it holds, and how many purges it knows."""
    opening.inspect(fresh, key)
    copy = connect(fresh, key, immutable=True)
    try:
        reader = Reader(copy)
        found = integrity.findings(reader, encrypted=isinstance(key, Key))
        if not all(integrity.derived(one) for one in found):  # indexes can be built anew from the copy
            raise problems.damaged(of or fresh)
        return int(reader.value("SELECT count(*) FROM turns")), scrub.count(reader)
    finally:
        copy.close()
