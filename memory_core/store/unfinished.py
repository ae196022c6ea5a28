"""Files that are being written beside a vault or a copy, and what a killed process left of them.

Each has a lock file beside it, locked as long as its writer lives: the system lets go of the lock when the
process ends, however it ends. So what nobody locks is left over and can be removed, and the backup that
another program is in the middle of is not.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

_NAME = re.compile(r"(\.(.+)\.[0-9a-f]{32}\.(?:new|old))(?:-wal|-shm|-journal|\.lock)?")
_RESTORING = re.compile(r"\.restore-\w{8}")
"""A folder in the vault's, in which a backup under an earlier key gets the present one."""
_SIDES = ("-wal", "-shm", "-journal")
_LOCK = ".lock"
_PLAIN_HEADER = b"SQLite format 3\x00"
_BLOCK = 1 << 20
_FOR_WRITING = os.O_RDWR | getattr(os, "O_BINARY", 0)

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        # not fcntl's own locks: those belong to the process, and two engines in one would not see each other
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = (BlockingIOError, PermissionError)
"""What the system raises for a lock that somebody has; other errors say that it cannot lock there at all."""


@contextlib.contextmanager
def beside(target: Path, end: str = "new") -> Iterator[Path]:
    """An unused hidden name beside a file, for one that takes its place or its content.

    What lies under the name is removed when the block ends, or at the vault's next opening when the process
    was killed in it.

    Args:
        target: the file; its folder exists.
        end: ``"new"``, or ``"old"`` for what the file was before it was encrypted: overwritten when removed.

    Raises:
        OSError: the folder cannot be written.
    """
    while True:
        name = target.with_name(f".{target.name}.{uuid.uuid4().hex}.{end}")
        lock = _with(name, _LOCK)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            _take(handle)
        except _HELD:  # somebody who removes what is left came in between: another name
            os.close(handle)
            continue
        except OSError:  # no locks on this file system: nobody will take the file for a dead one's
            break
        if lock.exists():
            break
        os.close(handle)
    try:
        yield name
    finally:
        _remove(name)
        _end(handle, lock)


def left(folder: Path, of: str | None = None) -> list[Path]:
    """Unfinished files in a folder, those that are being written at this moment too.

    Args:
        folder: where to look; it may be absent.
        of: only those of the file of this name.
    """
    return [path for path in _named(folder, of) if path.exists()]


def remove(folder: Path, of: str | None = None) -> bool:
    """Remove what killed processes left in a folder; what cannot be removed stays.

    Args:
        folder: where to look; it may be absent.
        of: only what is beside the file of this name.

    Returns:
        Whether somebody is writing there at this moment; that was not touched.
    """
    removed = [_removed(one) for one in _named(folder, of)]
    return not all(removed)


def remove_beside(vault: Path, backups: Path) -> None:
    """Remove what killed processes left in the folder of an open vault and in that of its backups.

    A restore that another program is at would be refused while the vault is open, so its folder may go too,
    unless something is being written at this moment.
    """
    remove(backups)
    if remove(vault.parent, vault.name):
        return
    with contextlib.suppress(OSError):
        for path in [*vault.parent.iterdir()]:
            if _RESTORING.fullmatch(path.name) and path.is_dir() and not remove(path):
                shutil.rmtree(path, ignore_errors=True)


def is_plain(file: Path) -> bool:
    """Whether anybody can read a database's file; an absent or unreadable file is not."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER
    except OSError:
        return False


def erase(file: Path) -> None:
    """Overwrite a file with zeros as far as its disk does so in place, and remove it.

    Disks without moving parts and file systems that copy on write may keep the old content for a while. A
    file that has a second name is only taken this one: the other may be somebody's own copy.

    Raises:
        OSError: it cannot be written or removed.
    """
    handle = os.open(file, _FOR_WRITING)
    try:
        if os.fstat(handle).st_nlink == 1:
            _overwrite(handle)
    finally:
        os.close(handle)
    file.unlink()


@contextlib.contextmanager
def erased_after(file: Path) -> Iterator[None]:
    """Overwrite a file that the block removes, when the block's end is reached or it fails.

    Where an open file cannot be removed (Windows), or there is no file, nothing is done.
    """
    handle = -1
    if os.name != "nt":
        with contextlib.suppress(OSError):
            handle = os.open(file, _FOR_WRITING)
    try:
        yield
    finally:
        if handle >= 0:
            with contextlib.suppress(OSError):
                if os.fstat(handle).st_nlink == 0:
                    _overwrite(handle)
            os.close(handle)


def _overwrite(handle: int) -> None:
    length = os.fstat(handle).st_size
    for begin in range(0, length, _BLOCK):
        os.write(handle, bytes(min(_BLOCK, length - begin)))
    os.fsync(handle)


def _named(folder: Path, of: str | None) -> list[Path]:
    """The names of unfinished files, each once, whether or not more than their lock is left."""
    try:
        matches = [_NAME.fullmatch(path.name) for path in folder.iterdir()]
    except OSError:
        return []
    return [folder / name for name in sorted({one[1] for one in matches if one and of in (None, one[2])})]


def _removed(name: Path) -> bool:
    """Remove one unfinished file unless it is being written; False if so."""
    lock = _with(name, _LOCK)
    try:
        handle = os.open(lock, os.O_RDWR)
    except FileNotFoundError:  # the lock is made first and goes last
        _remove(name)
        return True
    except OSError:
        return False
    try:
        _take(handle)
    except OSError:
        os.close(handle)
        return False
    _remove(name)
    _end(handle, lock)
    return True


def _remove(name: Path) -> None:
    for file in (name, *(_with(name, end) for end in _SIDES)):
        with contextlib.suppress(OSError):
            found = _NAME.fullmatch(name.name)
            if file == name and name.suffix == ".old" and found and _was_encrypted(name.with_name(found[2])):
                _sync(file.parent)  # from here on the old name may not come back with the old file
                erase(file)
            else:
                file.unlink(missing_ok=True)


def _was_encrypted(file: Path) -> bool:
    """Whether a file is there and is not the plain one any more, under whatever names that one goes."""
    return file.exists() and not is_plain(file)


def _sync(folder: Path) -> None:
    if os.name != "nt":  # Windows cannot flush a folder; its renames are journalled
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _end(handle: int, lock: Path) -> None:
    if os.name == "nt":
        os.close(handle)  # an open file cannot be removed there
    with contextlib.suppress(OSError):
        lock.unlink(missing_ok=True)
    if os.name != "nt":
        os.close(handle)


def _with(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
