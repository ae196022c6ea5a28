"""The client of the language model's process. It restarts a dead process at the next request."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from memory_core.errors import BadRequest, Cancelled
from memory_core.models import model_errors
from memory_core.models.gguf import ModelFile, inspect
from memory_core.models.model_process import fitting_context, start
from memory_core.types import Message, ModelInfo, Piece, Sampling
from memory_core.workers.protocol import Frame, ProtocolError
from memory_core.workers.supervisor import Worker, WorkerDied, WorkerRefused

_LARGEST_CONTEXT = 1 << 20
_COUNTS = ("prompt_tokens", "evaluated_tokens", "generated_tokens")

DEFAULT_SAMPLING = Sampling()


class LanguageModel:
    """A GGUF model in a child process; implements ``types.LanguageModelLike``.

    One request runs at a time: other threads wait, and a thread that asks while it is still reading an answer
    of its own gets ``BadRequest``. ``cancel`` and ``close`` work from any thread. A stream that is dropped
    half-read is cancelled. Errors of a stream are raised while it is read.
    """

    def __init__(
        self, file: ModelFile, context: int, threads: int | None, command: Sequence[str] | None
    ) -> None:
        self._file = file
        self._context = context
        self._threads = threads
        self._command = command
        self._worker: Worker | None = None
        self._facts: Frame = {}
        self._turn = threading.Lock()
        self._owner: int | None = None
        self._state = threading.Lock()
        self._running: tuple[Worker, int] | None = None
        self._epoch = 0
        self._closed = threading.Event()

    @classmethod
    def open(
        cls,
        path: str | Path,
        context: int = 4096,
        threads: int | None = None,
        *,
        memory: int | None = None,
        command: Sequence[str] | None = None,
    ) -> Self:
        """Check the file, start the process and load the model.

        Args:
            path: a GGUF file (the first part of a split one).
            context: tokens of prompt and answer together; bounded by what the model was trained with and by
            the
                free memory (``describe().context`` tells).
            threads: threads to compute with; by default the best number is measured at load and again when an
                answer turns out much slower than that.
            memory: bytes that the model may take; by default what the system has available.
            command: the worker's command line, when it is not the ordinary one.

        Raises:
            ModelFileInvalid: truncated, foreign or corrupt.
            ModelTooLarge: no room for it.
            ProcessorUnsupported: no CPU variant of the build runs here.
            ModelCrashed: the process died while it loaded.
            BadRequest: impossible ``context`` or ``threads``.
        """
        if not 0 < context <= _LARGEST_CONTEXT or (threads is not None and not 0 < threads <= 256):
            raise BadRequest("context must lie in 1..1048576 and threads in 1..256")
        file = inspect(path)
        model = cls(file, fitting_context(file, context, memory), threads, command)
        try:
            model._ready()
        except BaseException:
            model.close()
            raise
        return model

    def describe(self) -> ModelInfo:
        """The loaded model; ``context`` is the one in use."""
        template = self._facts.get("template")
        return ModelInfo(
            name=self._file.name,
            path=str(self._file.path),
            parameters=int(self._facts["parameters"]),
            context=int(self._facts["context"]),
            file_bytes=self._file.file_bytes,
            quantisation=self._file.quantisation,
            has_chat_template=bool(template),
            chat_template=template,
        )

    @property
    def pid(self) -> int | None:
        """Process id of the model's process, if one runs."""
        worker = self._worker
        return worker.pid if worker and worker.alive else None

    @property
    def backend(self) -> str:
        """The CPU variant in use and the threads measured at load, ``"haswell x 4"``."""
        return f"{self._facts.get('backend')} x {self._facts.get('threads')}"

    def chat(self, messages: Sequence[Message], sampling: Sampling = DEFAULT_SAMPLING) -> Iterator[Piece]:
        """Stream the answer to a chat, through the model's own template or, for a base model, a plain
        transcript.

        Raises (while read):
            ModelCrashed: the process died; the next request starts it anew.
            BadRequest: the prompt is longer than the context, or the grammar is malformed.
        """
        said = [{"role": str(message.role), "content": message.content} for message in messages]
        return self._stream(self._epoch, "chat", messages=said, sampling=asdict(sampling))

    def complete(self, prompt: str, sampling: Sampling = DEFAULT_SAMPLING) -> Iterator[Piece]:
        """Stream a plain completion; raises as ``chat`` does."""
        return self._stream(self._epoch, "complete", prompt=prompt, sampling=asdict(sampling))

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        """Natural log-probability of ``continuation`` after each context, summed over its tokens.

        The chat's cached prompt stays. ``cancel`` from another thread ends it with ``Cancelled``.

        Raises:
            ModelCrashed, Cancelled, BadRequest: a text is longer than the scoring context (2,048 tokens or
            fewer).
        """
        if not contexts:
            return []
        scores = self._call("score", contexts=list(contexts), continuation=continuation)["scores"]
        return [float(score) for score in scores]

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text``, without specials."""
        return int(self._call("count_tokens", text=text)["count"])

    def forget_prompt(self) -> None:
        """Drop the prompt that the process keeps for reuse: it derives from what the user said."""
        if self.pid is not None:
            self._call("forget")

    def cancel(self) -> None:
        """Stop what runs or waits: streams end with ``"cancelled"``, ``score`` raises ``Cancelled``."""
        with self._state:
            self._epoch += 1
            running = self._running
        if running:
            running[0].cancel(running[1])

    def close(self) -> None:
        """End the process. Whatever still runs is cancelled; may be called again."""
        self._closed.set()
        self.cancel()
        with self._state:
            worker, self._worker = self._worker, None
        if worker:
            worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stream(self, epoch: int, op: str, **fields: Any) -> Iterator[Piece]:
        with contextlib.closing(self._frames(epoch, op, fields)) as frames:
            try:
                for frame in frames:
                    if frame["event"] == "piece":
                        yield Piece(frame["text"])
                    elif frame["event"] == "result":
                        yield Piece("", frame["finish"], **{key: frame[key] for key in _COUNTS})
            except _CancelledEarly:
                yield Piece("", "cancelled")

    def _call(self, op: str, **fields: Any) -> Frame:
        try:
            return deque(self._frames(self._epoch, op, fields), maxlen=1)[-1]
        except _CancelledEarly as early:
            raise Cancelled("stopped by the user") from early

    def _frames(self, epoch: int, op: str, fields: Frame) -> Generator[Frame]:
        """Run one request in its turn and give its frames.

        A process that was already dead when the request came is started anew, unseen; one that dies with the
        request in hand is not asked a second time.
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
                    if self._closed.is_set():
                        raise _CancelledEarly from error
                    if begun or last_try:
                        raise model_errors.crashed(self._file.name, error.death) from error
                except WorkerRefused as error:
                    raise model_errors.refused(self._file.name, error) from error
                except ProtocolError as error:
                    raise BadRequest("the text is too long for the model's process") from error

    def _request(self, epoch: int, op: str, fields: Frame) -> Iterator[Frame]:
        worker = self._ready()
        with self._state:
            if self._epoch != epoch:
                raise _CancelledEarly
            request = worker.send(op, **fields)
            self._running = (worker, request)
        finished = False
        try:
            for frame in worker.answers(request):
                finished = frame["event"] == "result"
                yield frame
        finally:
            with self._state:
                self._running = None
            if not finished:  # dropped half-read; what still comes for it is passed over by the next request
                worker.cancel(request)

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
            self._owner = None
            self._turn.release()

    def _ready(self) -> Worker:
        """The living process with the model loaded."""
        if self._closed.is_set():
            raise BadRequest("the language model is closed")
        if self._worker and self._worker.alive:
            return self._worker
        if self._worker:
            self._worker.close()
            inspect(self._file.path)  # the file may be what killed it: replaced or cut short since
        worker, self._facts = start(self._file, self._context, self._threads, self._command)
        with self._state:
            if not self._closed.is_set():
                self._worker = worker
                return worker
        worker.close()
        raise _CancelledEarly


class _CancelledEarly(Exception):
    """Cancelled before the request was sent, or closed under it."""
