"""Chroma's process: ``python -m memory_core.workers.chroma_worker``.

Chroma is native code that trusts its files: a folder that was being written when somebody was killed, or that
lacks a part, ends its reader with a segmentation fault, or silently gives less. So it runs here, behind the
same pipes as the language model, and whoever asks it does without it when it dies.

The main thread works through requests, questions before changes. A second thread reads them, and ends the
process when the pipe closes. No socket that leads anywhere can be opened here.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from memory_core.workers import protocol
from memory_core.workers.chroma_collection import ChromaCollection, Damaged
from memory_core.workers.inbox import Inbox
from memory_core.workers.protocol import Frame, ProtocolError
from memory_core.workers.vector_bytes import floats_of, ids_of, packed

COLLECTION = "long-term"
LOCK = "in-use"
"""A file in the folder that the process which works there holds locked, so that no second one comes in."""
CHANGING = "changing"
"""A file in the folder that is there while the rest of it is being changed."""
_NICE = 5
"""It makes way for the window and the conversation."""
_FOREIGN = ("CHROMA_", "OTEL_", "IS_PERSISTENT", "PERSIST_DIRECTORY", "ALLOW_RESET", "ANONYMIZED_TELEMETRY")
"""Variables of the environment by which Chroma's settings could be changed from outside."""
_FORBIDDEN = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


class Busy(Exception):
    """Another process works in the folder."""


class Folder:
    """Where a collection lies on the disk: taken by one process, emptied when a change was broken off.

    Args:
        path: the folder; it is made when it is missing.

    Raises:
        Busy: another process has it.
    """

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            path.chmod(0o700)
        self._changing = path / CHANGING
        self._lock = (path / LOCK).open("ab")
        if not _locked(self._lock):
            raise Busy
        if self._changing.exists():
            for one in path.iterdir():
                if one.name not in (LOCK, CHANGING):
                    shutil.rmtree(one) if one.is_dir() else one.unlink()
            self._changing.unlink()

    @contextlib.contextmanager
    def changing(self) -> Any:
        """The folder is at rest before and after; if this process ends inside, the next one empties it."""
        self._changing.touch()
        yield
        self._changing.unlink()


class Server:
    """Answers requests until the pipe closes."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._inbox = Inbox()
        self._folder: Folder | None = None
        self._collection: ChromaCollection | None = None

    def run(self) -> None:
        """Serve for ever; the reading thread ends the process."""
        protocol.write_frame(
            self._answers, {"event": "hello", "protocol": protocol.VERSION, "pid": os.getpid()}
        )
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        while True:
            self._answer(self._inbox.take())

    def _read(self) -> None:
        # Leaving by _exit: the main thread may be deep in native code. A change broken off is marked as such.
        status = 0
        try:
            while (frame := protocol.read_frame(self._requests)) is not None:
                self._inbox.put(frame)
        except (ProtocolError, OSError):
            status = 1
        os._exit(status)

    def _answer(self, request: Frame) -> None:
        number = int(request["id"])
        protocol.write_frame(self._answers, {"id": number, "event": "begun"})
        try:
            result = self._do(request)
        except Exception as error:  # noqa: BLE001 - the request failed, the process goes on
            kind = "busy" if isinstance(error, Busy) else "failed"
            # Chroma's own words may hold anything; the kind of the error is enough to know.
            said = str(error) if isinstance(error, Damaged) else type(error).__name__
            protocol.write_frame(
                self._answers, {"id": number, "event": "error", "kind": kind, "message": said}
            )
            return
        protocol.write_frame(self._answers, {"id": number, "event": "result", **result})

    def _do(self, request: Frame) -> Frame:
        op = request["op"]
        if op == "open":
            self._open(request["folder"])
            return {}
        collection = self._collection
        if collection is None:
            raise ValueError(op)
        if op == "held":
            ids, sums = collection.held(int(request["after"]), int(request["most"]))
            return {"ids": packed(ids), "sums": packed(sums)}
        if op == "nearest":
            rows = int(request["rows"])
            found = collection.nearest(floats_of(request["vectors"], rows), int(request["k"]))
            return {"found": [{"ids": packed(one.ids), "cosines": packed(one.cosines)} for one in found]}
        ids = ids_of(request["ids"])
        with self._folder.changing() if self._folder else contextlib.nullcontext():
            if op == "put":
                collection.put(ids, floats_of(request["vectors"], len(ids)))
            elif op == "drop":
                collection.drop(ids)
            else:
                raise ValueError(op)
        return {}

    def _open(self, folder: str | None) -> None:
        if folder is not None:
            self._folder = Folder(Path(folder))
        with (
            self._folder.changing() if self._folder else contextlib.nullcontext()
        ):  # it may migrate its files
            import chromadb
            from chromadb.config import Settings

            no_file: dict[str, Any] = {"_env_file": None}  # else one in the folder that the user stands in
            settings = Settings(**no_file, anonymized_telemetry=False)
            client = (
                chromadb.EphemeralClient(settings)
                if folder is None
                else chromadb.PersistentClient(Path(folder) / "files", settings)
            )
            self._collection = ChromaCollection(client, COLLECTION)


def _locked(file: Any) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _stay_at_home(event: str, _arguments: object) -> None:
    """An audit hook: this process has no business with any other but its parent."""
    if event in _FORBIDDEN:
        raise PermissionError(event)


def main() -> int:
    """Serve on stdin and stdout. Returns only if the pipe breaks."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the app, which then closes the pipe
    sys.addaudithook(_stay_at_home)
    for name in [name for name in os.environ if name.upper().startswith(_FOREIGN)]:
        del os.environ[name]
    if hasattr(os, "nice"):
        os.nice(_NICE)
    # What a library prints must not come between the frames; they get a descriptor of their own.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    with contextlib.suppress(BrokenPipeError):
        Server(requests, answers).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
