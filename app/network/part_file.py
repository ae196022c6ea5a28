"""The unfinished half of a download: its bytes, what is known of the whole, and a lock while somebody writes.

Beside ``model.gguf`` lie ``model.gguf.part`` and ``model.gguf.part.json`` until the file is whole; then it
gets its name in one step. The lock is the system's and ends with the process, however that ends.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

from app.files import sync_folder, write_atomically
from app.network.problems import MEMORIES, AlreadyRunning
from memory_core.errors import BadRequest, DiskFull, EnvironmentProblem
from memory_core.models.catalogue import Offer, is_plain_name

_BLOCK = 1 << 20
_LARGEST = 1 << 42
_HEADER_VALUE = re.compile(r"[\x20-\x7e]{1,256}")
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_RESUMABLE = "What is here already is kept."

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 40
    """Windows locks ranges, and nobody can read a locked one: so one far beyond the end."""

    def _take(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(frozen=True, slots=True)
class Known:
    """What the server said of the whole file: where it lies, its mark and date, its size in bytes."""

    url: str
    sha256: str
    etag: str = ""
    last_modified: str = ""
    total: int | None = None

    @property
    def validator(self) -> str:
        """What ``If-Range`` asks with: a strong mark, else the date (RFC 9110, 13.1.5); or nothing."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


class PartFile:
    """The unfinished file, open for one writer. Make it with :meth:`open` and end it with :meth:`close`."""

    def __init__(self, handle: int, path: Path, target: Path, known: Known, size: int) -> None:
        self._handle = handle
        self._path = path
        self._target = target
        self._hash = hashlib.sha256()
        self.known = known
        self.size = size

    @classmethod
    def open(cls, offer: Offer, folder: Path) -> Self:
        """Take the unfinished file of an offer, or begin one. Bytes of another file are dropped.

        The bytes that are there are counted but not read; :meth:`read_again` does that.

        Raises:
            AlreadyRunning: somebody writes it at this moment.
            BadRequest: the offer's file has no plain name.
            EnvironmentProblem: the folder cannot be written.
        """
        if not is_plain_name(offer.file):
            raise BadRequest(f"{offer.file!r} is no plain name of a model's file")
        target = folder / offer.file
        path = folder / f"{offer.file}.part"
        with _disk(folder):
            folder.mkdir(parents=True, exist_ok=True)
            handle = _locked(path, offer)
        try:
            with _disk(folder):
                fresh = Known(offer.url, offer.sha256)
                size = os.fstat(handle).st_size
                known = _noted(_note_of(path))
                if known is None or (known.url, known.sha256) != (offer.url, offer.sha256):
                    os.ftruncate(handle, 0)
                    known, size = fresh, 0
                if known.total is not None and size > known.total:
                    os.ftruncate(handle, 0)
                    size = 0
                os.lseek(handle, size, os.SEEK_SET)
        except BaseException:
            os.close(handle)
            raise
        return cls(handle, path, target, known, size)

    def read_again(self, each: Callable[[int], None]) -> None:
        """Take the bytes that are there into the checksum.

        Args:
            each: called with the number of bytes read so far; may raise.
        """
        self._hash = hashlib.sha256()
        done = 0
        with _disk(self._target.parent):
            os.lseek(self._handle, 0, os.SEEK_SET)
        while done < self.size:
            with _disk(self._target.parent):
                block = os.read(self._handle, min(_BLOCK, self.size - done))
            if not block:
                self.size = done
                break
            self._hash.update(block)
            done += len(block)
            each(done)

    def write(self, data: bytes) -> None:
        """Add bytes at the end.

        Raises:
            DiskFull: no room; what was there before stays.
            EnvironmentProblem: it cannot be written.
        """
        view = memoryview(data)
        while view:
            with _disk(self._target.parent):
                count = os.write(self._handle, view)
            self._hash.update(view[:count])
            self.size += count
            view = view[count:]

    def learn(self, *, etag: str, last_modified: str, total: int | None) -> None:
        """Keep what the server says of the whole file, on disk before any byte of it."""
        marks = {"etag": etag, "last_modified": last_modified}
        clean = {key: value if _HEADER_VALUE.fullmatch(value) else "" for key, value in marks.items()}
        learnt = replace(self.known, **clean, total=total)
        if learnt != self.known or not _note_of(self._path).exists():
            self.known = learnt
            with _disk(self._target.parent):
                write_atomically(_note_of(self._path), json.dumps(asdict(learnt)).encode())

    def restart(self) -> None:
        """Drop the bytes and what is known of the whole."""
        self._hash = hashlib.sha256()
        self.known = Known(self.known.url, self.known.sha256)
        self.size = 0
        with _disk(self._target.parent):
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            _note_of(self._path).unlink(missing_ok=True)

    @property
    def right(self) -> bool:
        """Whether all bytes so far together have the checksum that was published."""
        return self._hash.hexdigest() == self.known.sha256

    def keep(self) -> Path:
        """The file is whole: make it durable and give it its name, in one step."""
        with _disk(self._target.parent):
            os.fsync(self._handle)
            if os.name == "nt":  # an open file cannot be renamed there
                self.close()
            self._path.replace(self._target)
            sync_folder(self._target.parent)
            _note_of(self._path).unlink(missing_ok=True)
        self.close()
        return self._target

    def discard(self) -> None:
        """Remove the unfinished file."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._handle, 0)
            if os.name == "nt":
                self.close()
            self._path.unlink(missing_ok=True)
            _note_of(self._path).unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Leave it as it is, for another time; may be called again."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            with contextlib.suppress(OSError):
                os.fsync(handle)
            empty = os.fstat(handle).st_size == 0 and not _note_of(self._path).exists()
            if empty and os.name != "nt":
                with contextlib.suppress(OSError):
                    self._path.unlink()
            os.close(handle)


def had(offer: Offer, folder: Path) -> int:
    """Bytes of an offer's unfinished download in a folder; 0 for none. Reads and changes nothing else."""
    path = folder / f"{offer.file}.part"
    known = _noted(_note_of(path)) if is_plain_name(offer.file) else None
    if known is None or (known.url, known.sha256) != (offer.url, offer.sha256):
        return 0
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0


def _note_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _noted(path: Path) -> Known | None:
    """What was kept of the whole file; None if it cannot be believed."""
    try:
        known = Known(**json.loads(path.read_bytes()[:_BLOCK]))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    texts = (known.url, known.sha256, known.etag, known.last_modified)
    if not all(isinstance(text, str) for text in texts):
        return None
    if not all(not mark or _HEADER_VALUE.fullmatch(mark) for mark in texts[2:]):
        return None
    total = known.total
    if total is not None and (
        isinstance(total, bool) or not isinstance(total, int) or not 0 < total < _LARGEST
    ):
        return None
    return known


def _locked(path: Path, offer: Offer) -> int:
    """Open the unfinished file and lock it; it is still the one of that name when the lock is held."""
    while True:
        handle = os.open(path, _OPEN, 0o666)
        try:
            _take(handle)
        except (BlockingIOError, PermissionError) as error:
            os.close(handle)
            raise AlreadyRunning(
                f"{offer.file} is being downloaded already.",
                MEMORIES,
                "Wait until it is done, or cancel it where it was begun.",
            ) from error
        except OSError:  # no locks on this file system
            return handle
        with contextlib.suppress(OSError):
            if os.name == "nt" or os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)


@contextlib.contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Errors of the disk in words, so that none is taken for the network's."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise no_room(folder) from error
        raise EnvironmentProblem(
            f"The download could not be written to {folder}: {error.strerror or type(error).__name__}.",
            f"{MEMORIES} {_RESUMABLE}",
            "Check that the folder exists and can be written, and go on.",
        ) from error


def no_room(folder: Path, missing: int = 0) -> DiskFull:
    """There is no room in a folder; ``missing`` bytes at least, if that is known."""
    more = f" {missing / 1e9:.1f} GB more are needed." if missing > 0 else ""
    return DiskFull(
        f"There is no room for the download in {folder}.{more}",
        f"{MEMORIES} {_RESUMABLE}",
        "Free some space and go on, or choose a smaller model.",
    )
