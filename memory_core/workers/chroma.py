"""Chroma as a vector index: the client of its process (``chroma_worker``)."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from memory_core.errors import VectorIndexError, VectorIndexLate
from memory_core.types import Checksums, Ids, Matrix, Nearest
from memory_core.workers.protocol import Frame, ProtocolError
from memory_core.workers.supervisor import Worker, WorkerDied, WorkerRefused
from memory_core.workers.vector_bytes import checksums_in, floats_of, ids_of, packed

OPEN_SECONDS = 120.0
"""A large folder is read through once when it is opened."""
CHANGE_SECONDS = 60.0
"""One change takes milliseconds; more than this means that the process hangs."""
ANSWER_SECONDS = 30.0
_PAGE = 200_000
"""Ids in one frame: 16 bytes each as text, of at most 16 MiB."""

_T = TypeVar("_T")


class ChromaIndex:
    """A :class:`memory_core.types.VectorIndex` in a child process.

    Args:
        folder: where it lies on the disk, without encryption; None keeps it in memory. A folder in which
            another process works is left to that one, and memory is used.
        command: the worker's command line, when it is not the ordinary one.

    Raises:
        VectorIndexError: the process could not be started, or died of what lies in the folder.
    """

    id = "Chroma"

    def __init__(self, folder: Path | None = None, *, command: Sequence[str] | None = None) -> None:
        self.folder = folder
        self._command = command
        self._late: tuple[int, float] | None = None
        self._asking = threading.Lock()
        self._worker: Worker | None = None
        self._worker = self._started()

    @property
    def pid(self) -> int | None:
        """Process id of the child."""
        return None if self._worker is None else self._worker.pid

    def held(self) -> tuple[Ids, Checksums]:
        """Every id and the checksum of its vector."""
        ids, sums, after = [np.zeros(0, np.int64)], [np.zeros(0, np.uint32)], 0
        while True:
            frame = self._call("held", CHANGE_SECONDS, after=after, most=_PAGE)
            ids.append(_read(ids_of, frame["ids"]))
            sums.append(_read(checksums_in, frame["sums"]))
            after += len(ids[-1])
            if len(ids[-1]) < _PAGE:
                return np.concatenate(ids), np.concatenate(sums)

    def put(self, ids: Ids, vectors: Matrix) -> None:
        """Add or replace vectors."""
        self._call(
            "put",
            CHANGE_SECONDS,
            ids=packed(ids.astype("<i8")),
            vectors=packed(vectors.astype("<f4")),
            background=True,
        )

    def drop(self, ids: Ids) -> None:
        """Take vectors out."""
        self._call("drop", CHANGE_SECONDS, ids=packed(ids.astype("<i8")), background=True)

    def nearest(self, vectors: Matrix, k: int, wait: float | None = None) -> list[Nearest]:
        """The nearest to each vector; one question at a time, and none before a late one is answered.

        Raises:
            VectorIndexLate: there was no answer within ``wait`` seconds.
            VectorIndexError: the process died, or hangs.
        """
        until = time.monotonic() + (ANSWER_SECONDS if wait is None else wait)
        if not self._asking.acquire(timeout=max(until - time.monotonic(), 0)):
            raise VectorIndexLate("The long-term index is busy with another question.")
        try:
            self._collect_late(until)
            worker = self._alive()
            request = worker.send("nearest", vectors=packed(vectors.astype("<f4")), rows=len(vectors), k=k)
            frame = worker.result_within(request, max(until - time.monotonic(), 0))
            if frame is None:
                self._late = (request, time.monotonic())
                raise VectorIndexLate("The long-term index did not answer in time.")
        except (WorkerDied, WorkerRefused, ProtocolError, KeyError) as error:
            raise _failed(error) from error
        finally:
            self._asking.release()
        return [_read(_nearest, one) for one in frame["found"]]

    def clear(self) -> None:
        """Drop everything, the folder too, and begin again with an empty one.

        Raises:
            OSError: the folder cannot be removed.
        """
        self.close()
        if self.folder is not None:
            remove(self.folder)
        self._worker = self._started()

    def close(self) -> None:
        """End the process."""
        worker, self._worker, self._late = self._worker, None, None
        if worker is not None:
            worker.close()

    def _started(self) -> Worker:
        try:
            worker = Worker("chroma", command=self._command)
        except WorkerDied as error:
            raise _failed(error) from error
        try:
            _call(worker, "open", OPEN_SECONDS, folder=None if self.folder is None else str(self.folder))
        except WorkerRefused as error:
            worker.close()
            if error.kind != "busy":
                raise _failed(error) from error
            self.folder = None
            return self._started()
        except (WorkerDied, ProtocolError) as error:
            worker.close()
            raise _failed(error) from error
        return worker

    def _collect_late(self, until: float) -> None:
        """See to a question whose answer nobody waited for; one that takes for ever ends the process."""
        if self._late is None:
            return
        request, since = self._late
        worker = self._alive()
        try:
            if worker.result_within(request, max(until - time.monotonic(), 0)) is None:
                if time.monotonic() - since < ANSWER_SECONDS:
                    raise VectorIndexLate("The long-term index is still busy.")
                worker.kill()
        except WorkerRefused:
            pass  # nobody waits for that answer any more
        self._late = None

    def _call(self, op: str, seconds: float, **fields: object) -> Frame:
        try:
            return _call(self._alive(), op, seconds, **fields)
        except (WorkerDied, WorkerRefused, ProtocolError) as error:
            raise _failed(error) from error

    def _alive(self) -> Worker:
        worker = self._worker
        if worker is None:
            raise VectorIndexError("The long-term index is closed.")
        return worker


def remove(folder: Path) -> bool:
    """Remove the folder of an index; returns whether it was there.

    Raises:
        OSError: it cannot be removed.
    """
    if not folder.exists():
        return False
    for _ in range(2):  # another process may put something there meanwhile
        with contextlib.suppress(FileNotFoundError, OSError):
            shutil.rmtree(folder)
    if folder.exists():
        shutil.rmtree(folder)
    return True


def _call(worker: Worker, op: str, seconds: float, **fields: object) -> Frame:
    request = worker.send(op, **fields)
    frame = worker.result_within(request, seconds)
    if frame is None:
        worker.kill()
        frame = worker.result_within(request, OPEN_SECONDS)
    if frame is None:
        raise ProtocolError("it does not end")
    return frame


def _nearest(one: Frame) -> Nearest:
    ids = ids_of(one["ids"])
    return Nearest(ids, floats_of(one["cosines"], 1)[0] if len(ids) else np.zeros(0, np.float32))


def _read(read: Callable[[Any], _T], given: Any) -> _T:
    try:
        return read(given)
    except (KeyError, TypeError, ValueError) as error:
        raise VectorIndexError("The long-term index gave an answer that makes no sense.") from error


def _failed(error: Exception) -> VectorIndexError:
    return VectorIndexError(
        f"The long-term index failed ({error}).", "Nothing is lost; search goes on without it."
    )
