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

from memory_core.workers import protocol
from memory_core.workers.abort import Aborted, AbortFlag
from memory_core.workers.backends import NoBackend, load_cpu
from memory_core.workers.chat_layout import BadTemplate
from memory_core.workers.generation import PromptTooLong
from memory_core.workers.inbox import Inbox
from memory_core.workers.protocol import Frame, ProtocolError
from memory_core.workers.sampling import BadGrammar, BadSchema
from memory_core.workers.scoring import TextTooLong
from memory_core.workers.session import OPERATIONS, Session
from memory_core.workers.weights import LoadFailed, OutOfRoom

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (Aborted, "cancelled"),
    (NoBackend, "processor"),
    (LoadFailed, "file"),
    (OutOfRoom, "room"),
    (MemoryError, "room"),
    (BadTemplate, "template"),
    (BadGrammar, "grammar"),
    (BadSchema, "schema"),
    (PromptTooLong, "length"),
    (TextTooLong, "length"),
    (KeyError, "request"),
    (TypeError, "request"),
    (ValueError, "request"),
)


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
        if self._session is None or op not in OPERATIONS:
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
