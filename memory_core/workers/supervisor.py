"""One child process: started when needed, watched, diagnosed when it dies, and always ended."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from memory_core.errors import MnemeError
from memory_core.workers import launch, protocol
from memory_core.workers.protocol import Frame, ProtocolError

START_SECONDS = 60.0
"""A cold disk may need many seconds to start Python; longer than this means that it hangs."""
_CLOSE_SECONDS = 3.0
_GREETING = None
"""The greeting answers no request and has no id."""
_KEPT_LINES = 40
_KEPT_CHARS = 300

# Native libraries may print what they were given (a grammar, a prompt). Only lines of these known shapes are
# kept.
_HARMLESS = re.compile(
    r"^(GGML_ASSERT|Fatal Python error|terminate called|MemoryError|OSError|ImportError|ModuleNotFoundError"
    r"|.*ggml-[\w.-]+:\d+:|error while loading shared libraries)"
)
_WINDOWS_ILLEGAL_INSTRUCTION = 0xC000001D

_Frames = queue.SimpleQueue[Frame | None]


@dataclass(frozen=True, slots=True)
class Death:
    """How the child ended. ``status`` is the exit status, negative for a signal (as in ``subprocess``)."""

    status: int
    last_words: str

    @property
    def illegal_instruction(self) -> bool:
        """The build used an instruction that this processor does not have."""
        return (os.name == "posix" and self.status == -signal.SIGILL) or (
            self.status & 0xFFFFFFFF == _WINDOWS_ILLEGAL_INSTRUCTION
        )

    def __str__(self) -> str:
        if self.status < 0:
            try:
                how = signal.Signals(-self.status).name
            except ValueError:
                how = f"signal {-self.status}"
        else:
            how = f"exit status {self.status}"
        return f"{how}: {self.last_words}" if self.last_words else how


class WorkerDied(MnemeError):
    """The child ended, or stopped making sense, before it had answered."""

    def __init__(self, death: Death) -> None:
        super().__init__(str(death))
        self.death = death


class WorkerRefused(MnemeError):
    """The child answered a request with an error of ``kind``; it lives and takes the next request."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Worker:
    """One running child. Thread-safe; each request's answers are read by one thread.

    Args:
        name: one of ``launch.WORKERS``.
        command: the command line, when it is not the ordinary one.
        environment: added to the child's environment.

    Raises:
        WorkerDied: it ended, hung or spoke another protocol before its greeting.
    """

    def __init__(
        self, name: str, *, command: Sequence[str] | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        # No parent-death signal: on Linux it fires when the *thread* that started the child ends. The child
        # watches its stdin instead, which closes with this process however it ends.
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            list(command or launch.command(name)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=launch.environment() | dict(environment or {}),
            creationflags=flags,
        )
        # Frames go to whoever waits for their request; ``None`` says that no more will come.
        self._waiting: dict[int | None, _Frames] = {_GREETING: queue.SimpleQueue()}
        self._ended = False
        self._routing = threading.Lock()
        self._words: deque[str] = deque(maxlen=_KEPT_LINES)
        self._writing = threading.Lock()
        self._closing = threading.Lock()
        self._last_id = 0
        self._threads = (
            threading.Thread(target=self._listen, name=f"{name}-worker-frames", daemon=True),
            threading.Thread(target=self._overhear, name=f"{name}-worker-stderr", daemon=True),
        )
        for thread in self._threads:
            thread.start()
        try:
            hello = self._next(self._waiting[_GREETING], START_SECONDS)
            if hello.get("event") != "hello" or hello.get("protocol") != protocol.VERSION:
                self._process.kill()
                spoken = hello.get("protocol")
                which = f"protocol {spoken}" if isinstance(spoken, int) else "another protocol"
                raise self._died(f"it speaks {which}, this program {protocol.VERSION}")
            self._forget(_GREETING)
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """Process id of the child."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._process.poll() is None

    def send(self, op: str, **fields: Any) -> int:
        """Send a request; ``answers`` gives what comes back.

        Args:
            op: what to do.
            fields: ``background=True`` makes it one that gives way to the others.

        Returns:
            The request's id.

        Raises:
            WorkerDied: the child is gone.
            ProtocolError: the request is too large; nothing was sent.
        """
        with self._writing:  # ids grow in the order in which the child reads them
            self._last_id += 1
            request = self._last_id
            frames: _Frames = queue.SimpleQueue()
            with self._routing:
                self._waiting[request] = frames
                if self._ended:
                    frames.put(None)
            try:
                self._write({"id": request, "op": op, **fields})
            except BaseException:
                self._forget(request)
                raise
        return request

    def answers(self, request: int) -> Iterator[Frame]:
        """Frames that answer ``request``, to be asked for once; the last one has ``event == "result"``. What
        still comes for a request whose answers are not read to their end is dropped.

        Raises:
            WorkerDied: the child ended first.
            WorkerRefused: the child answered with an error.
        """
        frames = self._waiting[request]
        try:
            while True:
                frame = self._next(frames, None)
                if frame["event"] == "error":
                    raise WorkerRefused(str(frame.get("kind", "")), str(frame.get("message", "")))
                yield frame
                if frame["event"] == "result":
                    return
        finally:
            self._forget(request)

    def result_within(self, request: int, seconds: float) -> Frame | None:
        """Wait a while for the result of ``request``; what comes before it is dropped.

        Returns:
            The result, or None when it has not come yet: then ask again. Once it has come, or an error was
            raised, the request is over.

        Raises:
            WorkerDied, WorkerRefused: as :meth:`answers` does.
        """
        frames, until = self._waiting[request], time.monotonic() + seconds
        while True:
            try:
                frame = frames.get(timeout=max(until - time.monotonic(), 0))
            except queue.Empty:
                return None
            if frame is None:
                self._forget(request)
                raise self._died("")
            if frame["event"] in ("result", "error"):
                self._forget(request)
            if frame["event"] == "error":
                raise WorkerRefused(str(frame.get("kind", "")), str(frame.get("message", "")))
            if frame["event"] == "result":
                return frame

    def call(self, op: str, **fields: Any) -> Frame:
        """Send a request and wait for its result, dropping what comes before it."""
        return deque(self.answers(self.send(op, **fields)), maxlen=1)[-1]

    def cancel(self, request: int, *, background: bool = False) -> None:
        """Ask the child to stop ``request``; harmless when it is over or the child is gone.

        Args:
            request: its id.
            background: whether it was sent as a background request.
        """
        frame: Frame = {"id": request, "op": "cancel"}
        if background:
            frame["background"] = True
        with contextlib.suppress(WorkerDied), self._writing:
            self._write(frame)

    def kill(self) -> None:
        """End the child at once."""
        self._process.kill()

    def close(self) -> None:
        """End the child, politely for a moment, and give back its pipes and threads. May be called again."""
        with self._closing:
            with contextlib.suppress(OSError):
                cast(BinaryIO, self._process.stdin).close()
            try:
                self._process.wait(_CLOSE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            for thread in self._threads:
                thread.join()
            for stream in (self._process.stdout, self._process.stderr):
                cast(BinaryIO, stream).close()

    def _write(self, frame: Frame) -> None:
        """The caller holds ``_writing``."""
        try:
            protocol.write_frame(cast(BinaryIO, self._process.stdin), frame)
        except (OSError, ValueError) as error:  # ValueError: already closed by us
            raise self._died("its pipe is closed") from error

    def _forget(self, request: int | None) -> None:
        with self._routing:
            self._waiting.pop(request, None)

    def _next(self, frames: _Frames, seconds: float | None) -> Frame:
        try:
            frame = frames.get(timeout=seconds)
        except queue.Empty:
            self._process.kill()
            raise self._died("it did not answer in time") from None
        if frame is None:
            raise self._died("")
        return frame

    def _died(self, why: str) -> WorkerDied:
        """Collect the exit status and, for a real crash, the last harmless words."""
        try:
            status = self._process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._threads[1].join(_CLOSE_SECONDS)
        said = next(reversed(self._words), "")
        return WorkerDied(Death(status, said or why))

    def _listen(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        try:
            while (frame := protocol.read_frame(stream)) is not None:
                with self._routing:
                    if frames := self._waiting.get(frame.get("id")):
                        frames.put(frame)
        except (ProtocolError, OSError, TypeError):  # TypeError: an id that is none
            self._process.kill()
        with self._routing:
            self._ended = True
            for frames in self._waiting.values():
                frames.put(None)

    def _overhear(self) -> None:
        stream = cast(BinaryIO, self._process.stderr)
        rest = b""
        while part := stream.read(4096):
            *lines, rest = (rest + part).split(b"\n")
            rest = rest[-_KEPT_CHARS:]
            for line in lines:
                text = line[:_KEPT_CHARS].decode("utf-8", "replace").strip()
                if _HARMLESS.match(text):
                    self._words.append(text)
