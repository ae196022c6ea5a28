"""The language model's process: ``python -m memory_core.workers.llama``.

The main thread computes. A second thread reads requests: it hands them over in order, raises the cancel flag
at once, and ends the process when the pipe closes, so that no model outlives the app.

A background request gives way between two batches of its prompt and between two tokens of its answer: the
main thread then answers the chat's requests on top of it and comes back. It is suspended on the stack, in a
context that the chat does not touch, so nothing must be saved, and nothing computed is lost.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import Any, BinaryIO

from memory_core.workers import protocol, threads
from memory_core.workers.abort import Aborted, AbortFlag
from memory_core.workers.backends import NoBackend, load_cpu
from memory_core.workers.chat_layout import BadTemplate, ChatLayout
from memory_core.workers.generation import Generator, PromptTooLong
from memory_core.workers.inbox import Inbox
from memory_core.workers.protocol import Frame, ProtocolError
from memory_core.workers.sampling import BadGrammar
from memory_core.workers.scoring import TextTooLong
from memory_core.workers.slot import LEAST_BATCH, TOKENS, Slot
from memory_core.workers.weights import Context, LoadFailed, OutOfRoom, Weights

_SCORING_OUTPUTS = 64
_BACKGROUND_SHARE = 8
"""The background's batch is this part of the chat's, at most 32 tokens: the chat's first token waits for one.
A larger batch reads a long prompt faster and makes the chat wait longer."""
_BACKGROUND_OUTPUTS = 8

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

    def __init__(self, request: Frame, flag: AbortFlag, background_flag: AbortFlag, backend: str) -> None:
        self._flag = flag
        self._background_flag = background_flag
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
        self._scoring: Slot | None = None
        self._background: Slot | None = None
        self._threads, self._pace = self._fixed or 1, 0.0
        self._warm_up()

    def close(self) -> None:
        """Free everything."""
        for slot in (self._scoring, self._background):
            if slot:
                slot.close()
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
            "background_context": min(TOKENS, self._context.size),
            "threads": self._threads,
            "backend": self._backend,
        }

    def chat(self, request: Frame, send: Any) -> Frame:
        """Answer ``messages``."""
        tokens, stops = self._layout.lay_out(request["messages"])
        sampling = {**request["sampling"], "stop": [*request["sampling"].get("stop", ()), *stops]}
        return self._generate(request, tokens, sampling, send)

    def complete(self, request: Frame, send: Any) -> Frame:
        """Continue ``prompt``."""
        tokens = self._weights.tokenise(request["prompt"], special=True)
        return self._generate(request, tokens, request["sampling"], send)

    def _generate(self, request: Frame, tokens: list[int], sampling: dict[str, Any], send: Any) -> Frame:
        background = bool(request.get("background"))
        run = self._background_slot().generate if background else self._generator.run
        outcome = run(tokens, sampling, lambda text: send("piece", text=text))
        # A background answer's pace says nothing: it may have been suspended.
        slow = not background and self._pace and outcome.seconds_per_token > threads.SLOW * self._pace
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
        slot = self._background_slot() if request.get("background") else self._scoring_slot()
        return {"scores": slot.score(request["contexts"], request["continuation"])}

    def _scoring_slot(self) -> Slot:
        """The chat's own second context. Not the background's: a request may be suspended there."""
        if self._scoring is None:
            batch = max(min(self._batch, TOKENS), LEAST_BATCH)
            self._scoring = Slot(
                self._weights,
                self._flag,
                size=min(TOKENS, self._context.size),
                batch=batch,
                outputs=min(_SCORING_OUTPUTS, batch),
                threads=self._threads,
            )
        self._scoring.set_threads(self._threads)
        return self._scoring

    def _background_slot(self) -> Slot:
        if self._background is None:
            batch = max(min(self._batch, 256) // _BACKGROUND_SHARE, LEAST_BATCH)
            self._background = Slot(
                self._weights,
                self._background_flag,
                size=min(TOKENS, self._context.size),
                batch=batch,
                outputs=min(_BACKGROUND_OUTPUTS, batch),
                threads=self._threads,
            )
        self._background.set_threads(self._threads)
        return self._background

    def count_tokens(self, request: Frame, _send: Any) -> Frame:
        """Tokens of ``text`` without specials."""
        return {"count": len(self._weights.tokenise(request["text"]))}

    def forget(self, _request: Frame, _send: Any) -> Frame:
        """Drop the cached prompts, the chat's and the background's."""
        self._generator.forget()
        if self._background:
            self._background.forget()
        return {}


class Server:
    """Answers requests until the pipe closes."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests = requests
        self._answers = answers
        self._flag = AbortFlag()
        self._background_flag = AbortFlag(self._give_way)
        self._inbox = Inbox()
        self._session: Session | None = None
        self._backend: str | None = None

    def run(self) -> None:
        """Serve for ever; the reading thread ends the process."""
        protocol.write_frame(
            self._answers, {"event": "hello", "protocol": protocol.VERSION, "pid": os.getpid()}
        )
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        while True:
            self._answer(self._inbox.take())

    def _read(self) -> None:
        # Leaving by _exit: the main thread may be deep in native code, and there is nothing to tidy up.
        status = 0
        try:
            while (frame := protocol.read_frame(self._requests)) is not None:
                if frame.get("op") == "cancel":
                    self._flag_of(frame).cancel(int(frame["id"]))
                else:
                    self._inbox.put(frame)
        except (ProtocolError, OSError, ValueError, KeyError):
            status = 1
        os._exit(status)

    def _flag_of(self, frame: Frame) -> AbortFlag:
        return self._background_flag if frame.get("background") else self._flag

    def _give_way(self) -> None:
        """Answer the chat's requests while a background request is half-way."""
        while request := self._inbox.take_urgent():
            self._answer(request)

    def _answer(self, request: Frame) -> None:
        number, result, flag = int(request["id"]), {}, self._flag_of(request)

        def send(event: str, **fields: Any) -> None:
            protocol.write_frame(self._answers, {"id": number, "event": event, **fields})

        flag.begin(number)
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
            flag.end()
        again = result.pop("measure", False)
        send("result", **result)
        if again and self._session:
            self._session.measure()

    def _do(self, request: Frame, send: Any) -> Frame:
        op = request["op"]
        if op == "ping":
            return {}
        if op in ("load", "unload"):
            if self._background_flag.running:
                raise ValueError(op)  # the weights are in use below this request
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
        self._session = Session(request, self._flag, self._background_flag, self._backend)
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
