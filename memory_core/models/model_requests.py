"""The lines of requests to one model's process, and the process itself, which starts anew when it is dead."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator
from typing import Any

from memory_core.errors import BadRequest, Cancelled
from memory_core.models import model_errors
from memory_core.models.adapter import inspect_adapter
from memory_core.models.gguf import inspect
from memory_core.models.model_process import Loading, start
from memory_core.types import Piece
from memory_core.workers.protocol import Frame, ProtocolError
from memory_core.workers.supervisor import Worker, WorkerDied, WorkerRefused

_COUNTS = ("prompt_tokens", "evaluated_tokens", "generated_tokens")


class LastingProcess:
    """The model's process. Whoever asks for it gets a living one with the model loaded."""

    def __init__(self, loading: Loading) -> None:
        self.file = loading.file
        self.facts: Frame = {}
        """What the process said about the model when it was started last."""
        self._loading = loading
        self._worker: Worker | None = None
        self._rests = False
        self._starting = threading.Lock()
        self._state = threading.Lock()
        self._closed = threading.Event()

    @property
    def pid(self) -> int | None:
        """Process id, if it runs."""
        worker = self._worker
        return worker.pid if worker and worker.alive else None

    @property
    def loading(self) -> Loading:
        """What is loaded, and how."""
        return self._loading

    @property
    def rests(self) -> bool:
        """Whether ``rest`` ended the process and nobody has asked for it since."""
        return self._rests

    @property
    def closed(self) -> bool:
        """Whether ``close`` was called."""
        return self._closed.is_set()

    def ready(self) -> Worker:
        """The living process, started anew if need be.

        Raises:
            BadRequest: closed.
            CancelledEarly: closed while it started.
            ModelError: it cannot be started.
        """
        with self._starting:
            if self.closed:
                raise BadRequest("the language model is closed")
            if self._worker and self._worker.alive:
                return self._worker
            if self._worker or self._rests:
                if self._worker:
                    self._worker.close()
                self._inspect()  # the file may be what killed it: replaced or cut short since
            worker, self.facts = start(self._loading)
            with self._state:
                if not self._closed.is_set():
                    self._worker, self._rests = worker, False
                    return worker
            worker.close()
            raise CancelledEarly

    def rest(self) -> None:
        """End the process, on which nothing may run, to free its memory; the next request starts it again."""
        with self._starting, self._state:
            worker, self._worker = self._worker, None
            self._rests = worker is not None or self._rests
        if worker:
            worker.close()

    def _inspect(self) -> None:
        inspect(self.file.path)
        if self._loading.adapter is not None:
            inspect_adapter(self._loading.adapter, self.file)

    def refuse(self) -> None:
        """Take no more requests; the process still runs."""
        self._closed.set()

    def close(self) -> None:
        """End it for good. May be called again."""
        self.refuse()
        with self._state:
            worker, self._worker = self._worker, None
        if worker:
            worker.close()


class RequestLine:
    """Requests that run one after another, in their order of arrival, each in its caller's thread.

    Args:
        process: where they run.
        background: whether they give way to another line's requests.
    """

    def __init__(self, process: LastingProcess, *, background: bool) -> None:
        self._process = process
        self._background = background
        self._turn = threading.Lock()
        self._owner: int | None = None
        self._last = time.monotonic()
        self._state = threading.Lock()
        self._running: tuple[Worker, int] | None = None
        self._epoch = 0

    def stream(self, op: str, **fields: Any) -> Iterator[Piece]:
        """Pieces of the answer; a cancel after this call reaches it, read or not."""
        return self._pieces(self._epoch, op, fields)

    def call(self, op: str, **fields: Any) -> Frame:
        """The result.

        Raises:
            Cancelled: by ``cancel``.
            ModelError, BadRequest: it failed.
        """
        try:
            return deque(self._frames(self._epoch, op, fields), maxlen=1)[-1]
        except CancelledEarly as early:
            raise Cancelled("stopped by the user") from early

    @property
    def idle(self) -> float:
        """Seconds since the last request ended; 0 while one runs."""
        return 0.0 if self._turn.locked() else time.monotonic() - self._last

    @contextlib.contextmanager
    def pause(self) -> Iterator[bool]:
        """Keep requests waiting; gives ``False``, and keeps nothing waiting, when one runs or waits."""
        free = self._turn.acquire(blocking=False)
        try:
            yield free
        finally:
            if free:
                self._turn.release()

    def cancel(self) -> None:
        """Stop what runs or waits in this line."""
        with self._state:
            self._epoch += 1
            running = self._running
        if running:
            running[0].cancel(running[1], background=self._background)

    def _pieces(self, epoch: int, op: str, fields: Frame) -> Iterator[Piece]:
        with contextlib.closing(self._frames(epoch, op, fields)) as frames:
            try:
                for frame in frames:
                    if frame["event"] == "piece":
                        yield Piece(frame["text"])
                    elif frame["event"] == "result":
                        yield Piece("", frame["finish"], **{key: frame[key] for key in _COUNTS})
            except CancelledEarly:
                yield Piece("", "cancelled")

    def _frames(self, epoch: int, op: str, fields: Frame) -> Generator[Frame]:
        """Run one request in its turn and give its frames.

        A process that died before it had begun the request, of whatever cause, is started anew, unseen; one
        that dies with the request in hand is not asked a second time.
        """
        with self._my_turn():
            begun = False
            for last_try in (False, True):
                try:
                    for frame in self._request(epoch, op, fields):
                        begun = True
                        yield frame
                    return
                except WorkerDied as error:
                    if self._process.closed:
                        raise CancelledEarly from error
                    if begun or last_try:
                        raise model_errors.crashed(self._process.file.name, error.death) from error
                except WorkerRefused as error:
                    raise model_errors.refused(self._process.file.name, error) from error
                except ProtocolError as error:
                    raise BadRequest("the text is too long for the model's process") from error

    def _request(self, epoch: int, op: str, fields: Frame) -> Iterator[Frame]:
        worker = self._process.ready()
        with self._state:
            if self._epoch != epoch:
                raise CancelledEarly
            request = worker.send(op, background=self._background, **fields)
            self._running = (worker, request)
        finished = False
        try:
            for frame in worker.answers(request):
                finished = frame["event"] == "result"
                yield frame
        finally:
            with self._state:
                self._running = None
            if not finished:  # dropped half-read
                worker.cancel(request, background=self._background)

    @contextlib.contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._turn.acquire(blocking=False):
            if self._owner == threading.get_ident():
                raise BadRequest(
                    "this thread is still reading an answer; read it to its end or close it first"
                )
            self._turn.acquire()
        self._owner = threading.get_ident()
        try:
            yield
        finally:
            self._owner, self._last = None, time.monotonic()
            self._turn.release()


class CancelledEarly(Exception):
    """Cancelled before the request was sent, or closed under it."""
