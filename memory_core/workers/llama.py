"""The language model's process: ``python -m memory_core.workers.llama``.

The main thread computes. A second thread reads requests: it hands them over in order, raises the cancel flag
at once, and ends the process when the pipe closes, so that no model outlives the app.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import sys
import threading
from typing import Any, BinaryIO

from memory_core.workers import protocol, threads
from memory_core.workers.abort import Aborted, AbortFlag
from memory_core.workers.backends import NoBackend, load_cpu
from memory_core.workers.chat_layout import BadTemplate, ChatLayout
from memory_core.workers.generation import Generator, PromptTooLong
from memory_core.workers.protocol import Frame, ProtocolError
from memory_core.workers.sampling import BadGrammar
from memory_core.workers.scoring import Scorer, TextTooLong
from memory_core.workers.weights import Context, LoadFailed, OutOfRoom, Weights

_SCORING_TOKENS = 2048
_SCORING_SEQUENCES = 33
_SCORING_OUTPUTS = 64
"""Rows of logits at a time: a vocabulary of 262,144 makes them 1 MiB each."""

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (Aborted, "cancelled"),
    (NoBackend, "processor"),
    (LoadFailed, "file"),
    (OutOfRoom, "room"),
    (MemoryError, "room"),
    (BadTemplate, "template"),
    (BadGrammar, "grammar"),
    (PromptTooLong, "length"),
    (TextTooLong, "length"),
    (KeyError, "request"),
    (TypeError, "request"),
    (ValueError, "request"),
)


class Session:
    """A loaded model and what is kept on it between requests."""

    def __init__(self, request: Frame, flag: AbortFlag, backend: str) -> None:
        self._flag = flag
        self._backend = backend
        self._batch = int(request["batch"])
        self._weights = Weights(request["path"])
        try:
            self._fixed: int | None = request.get("threads")
            self._context = Context(
                self._weights, flag, size=int(request["context"]), batch=self._batch, threads=self._fixed or 1
            )
        except OutOfRoom:
            self._weights.close()
            raise
        self._facts = self._weights.describe()
        self._generator = Generator(self._weights, self._context, flag)
        self._layout = ChatLayout(self._weights, self._facts["template"])
        self._scorer: tuple[Scorer, Context] | None = None
        self._threads, self._pace = self._fixed or 1, 0.0
        self._warm_up()

    def close(self) -> None:
        """Free everything."""
        if self._scorer:
            self._scorer[0].close()
            self._scorer[1].close()
        self._context.close()
        self._weights.close()

    def _warm_up(self) -> None:
        """Run the kernels for many tokens and for one: an unsupported instruction must show itself now."""
        token = min(3, self._weights.vocabulary_size - 1)
        self._context.append([token] * min(self._batch, 32, self._context.size - 1))
        self._context.clear()
        self._context.append([token])
        self._context.clear()
        self._choose_threads()

    def _choose_threads(self) -> None:
        tried = [self._fixed] if self._fixed else threads.candidates()
        token = min(3, self._weights.vocabulary_size - 1)
        found = threads.measure(self._context, self._generator.held, token, tried)
        if found:
            self._threads, self._pace = found
        self._context.set_threads(self._threads)

    def describe(self, _request: Frame, _send: Any) -> Frame:
        """What is loaded and how it runs."""
        return {
            **self._facts,
            "context": self._context.size,
            "threads": self._threads,
            "backend": self._backend,
        }

    def chat(self, request: Frame, send: Any) -> Frame:
        """Answer ``messages``."""
        tokens, stops = self._layout.lay_out(request["messages"])
        sampling = {**request["sampling"], "stop": [*request["sampling"].get("stop", ()), *stops]}
        return self._generate(tokens, sampling, send)

    def complete(self, request: Frame, send: Any) -> Frame:
        """Continue ``prompt``."""
        return self._generate(
            self._weights.tokenise(request["prompt"], special=True), request["sampling"], send
        )

    def _generate(self, tokens: list[int], sampling: dict[str, Any], send: Any) -> Frame:
        outcome = self._generator.run(tokens, sampling, lambda text: send("piece", text=text))
        slow = self._pace and outcome.seconds_per_token > threads.SLOW * self._pace
        return {
            "finish": outcome.finish,
            "prompt_tokens": outcome.prompt,
            "evaluated_tokens": outcome.evaluated,
            "generated_tokens": outcome.generated,
            "measure": bool(slow and not self._fixed and self._weights.forgets_in_parts),
        }

    def measure(self) -> None:
        """The machine's load has changed: choose the threads anew, behind what the chat has cached."""
        self._choose_threads()

    def score(self, request: Frame, _send: Any) -> Frame:
        """Log-probabilities of ``continuation`` after each of ``contexts``."""
        if self._scorer is None:
            size = min(_SCORING_TOKENS, self._context.size)
            context = Context(
                self._weights,
                self._flag,
                size=size,
                batch=min(self._batch, size),
                sequences=_SCORING_SEQUENCES,
                outputs=min(_SCORING_OUTPUTS, self._batch),
                threads=self._threads,
            )
            self._scorer = (Scorer(self._weights, context, _SCORING_SEQUENCES, self._flag), context)
        scorer, context = self._scorer
        context.set_threads(self._threads)
        return {"scores": scorer.score(request["contexts"], request["continuation"])}

    def count_tokens(self, request: Frame, _send: Any) -> Frame:
        """Tokens of ``text`` without specials."""
        return {"count": len(self._weights.tokenise(request["text"]))}

    def forget(self, _request: Frame, _send: Any) -> Frame:
        """Drop the cached prompt."""
        self._generator.forget()
        return {}


class Server:
    """Answers requests, one after another, until the pipe closes."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._flag = AbortFlag()
        self._queue: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._session: Session | None = None
        self._backend: str | None = None

    def run(self) -> None:
        """Serve for ever; the reading thread ends the process."""
        protocol.write_frame(
            self._answers, {"event": "hello", "protocol": protocol.VERSION, "pid": os.getpid()}
        )
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        while True:
            self._answer(self._queue.get())

    def _read(self) -> None:
        # Leaving by _exit: the main thread may be deep in native code, and there is nothing to tidy up.
        status = 0
        try:
            while (frame := protocol.read_frame(self._requests)) is not None:
                if frame.get("op") == "cancel":
                    self._flag.cancel(int(frame["id"]))
                else:
                    self._queue.put(frame)
        except (ProtocolError, OSError, ValueError, KeyError):
            status = 1
        os._exit(status)

    def _answer(self, request: Frame) -> None:
        number, result = int(request["id"]), {}

        def send(event: str, **fields: Any) -> None:
            protocol.write_frame(self._answers, {"id": number, "event": event, **fields})

        self._flag.begin(number)
        send("begun")
        try:
            result = self._do(request, send)
        except Exception as error:  # noqa: BLE001 - the request failed, the process goes on
            kind = next((kind for known, kind in _KINDS if isinstance(error, known)), "internal")
            send(
                "error",
                kind=kind,
                message=str(error) if kind in ("file", "room", "length") else type(error).__name__,
            )
            return
        finally:
            self._flag.end()
        again = result.pop("measure", False)
        send("result", **result)
        if again and self._session:
            self._session.measure()

    def _do(self, request: Frame, send: Any) -> Frame:
        op = request["op"]
        if op == "ping":
            return {}
        if op in ("load", "unload"):
            if self._session:
                self._session.close()
                self._session = None
            return self._load(request, send) if op == "load" else {}
        if self._session is None or op not in (
            "describe",
            "chat",
            "complete",
            "score",
            "count_tokens",
            "forget",
        ):
            raise ValueError(op)
        return dict(getattr(self._session, op)(request, send))

    def _load(self, request: Frame, send: Any) -> Frame:
        if self._backend is None:
            self._backend = load_cpu(request.get("skip", ()))
        # Said before anything is computed: if this library's instructions kill the process, the parent knows
        # it.
        send("note", backend=self._backend)
        self._session = Session(request, self._flag, self._backend)
        return self._session.describe(request, send)


def main() -> int:
    """Serve on stdin and stdout. Returns only if the pipe breaks."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the app, which then closes the pipe
    # llama.cpp prints to stdout now and then; the frames get a descriptor of their own.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    with contextlib.suppress(BrokenPipeError):
        Server(requests, answers).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
