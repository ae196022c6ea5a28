"""A small server that speaks the protocol of OpenAI as local programs do, well or as badly as a test asks."""

from __future__ import annotations

import contextlib
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "tiny-chat"


@dataclass
class Say:
    """One answer.

    Args:
        words: the pieces of the answer.
        thoughts: pieces of a thinking trace sent before, in the field ``thinking_field``.
        thinking_field: ``reasoning_content`` (llama.cpp, LM Studio) or ``reasoning`` (Ollama).
        finish: the reason of its end; empty for none.
        done: whether ``[DONE]`` ends it.
        usage: whether counts are sent.
        raw: bytes sent after the words instead of the usual end.
        drop_after: bytes of the stream, then the connection breaks.
        stall: after the words nothing comes until the server's ``go`` is set.
        status: answer with this error and ``body``.
        body: see ``status``; or, with 200, what is sent instead of a stream.
        line: what ends a line.
        chunk: bytes sent at once.
        chunked: in HTTP's chunks, as most of them do.
    """

    words: tuple[str, ...] = ("Hel", "lo", ", Рига!")
    thoughts: tuple[str, ...] = ()
    thinking_field: str = "reasoning_content"
    finish: str = "stop"
    done: bool = True
    usage: bool = True
    raw: bytes = b""
    drop_after: int | None = None
    stall: bool = False
    status: int = 200
    body: bytes = b""
    line: bytes = b"\n"
    chunk: int = 1 << 16
    chunked: bool = True


@dataclass(frozen=True)
class Request:
    """A request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Offered:
    """What ``/v1/models`` says."""

    rows: list[Any] = field(default_factory=lambda: [{"id": MODEL, "object": "model", "owned_by": "test"}])
    status: int = 200
    raw: bytes | None = None


class ChatServer:
    """Serves one model. ``say`` are the coming answers, ``asked`` the requests that came."""

    def __init__(self, tls: ssl.SSLContext | None = None, token: str = "") -> None:
        self.say: list[Say] = []
        self.asked: list[Request] = []
        self.offered = Offered()
        self.go, self.stalling, self.left = threading.Event(), threading.Event(), threading.Event()
        self._token = token
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer._answer(self)

            def do_POST(self) -> None:
                outer._answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Quiet(ThreadingHTTPServer):
            daemon_threads = False
            block_on_close = True

            def handle_error(self, *_: object) -> None:
                """A client that goes away is what is tested."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Let whoever stalls go on, and end."""
        self.go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        headers = {name.lower(): value for name, value in request.headers.items()}
        data = request.rfile.read(int(headers.get("content-length", "0")))
        body = json.loads(data) if data else {}
        self.asked.append(Request(request.command, request.path, headers, body))
        if self._token and headers.get("authorization") != f"Bearer {self._token}":
            self._plain(request, 401, b'{"error": {"message": "Invalid API key", "code": 401}}')
        elif request.path == "/v1/models":
            text = json.dumps({"object": "list", "data": self.offered.rows}).encode()
            self._plain(request, self.offered.status, text if self.offered.raw is None else self.offered.raw)
        elif request.path in ("/v1/chat/completions", "/v1/completions"):
            self._stream(request, self.say.pop(0) if self.say else Say(), chat="chat" in request.path)
        else:
            self._plain(request, 404, b"Not Found")

    def _plain(self, request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def _stream(self, request: BaseHTTPRequestHandler, say: Say, *, chat: bool) -> None:
        if say.status != 200 or say.body:
            self._plain(request, say.status, say.body)
            return
        stream = b"".join(self._events(say, chat=chat))
        if say.drop_after is not None:
            stream = stream[: say.drop_after]
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream; charset=utf-8")
        if say.chunked:
            request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        wire: Any = request.wfile
        for start in range(0, len(stream), say.chunk):
            piece = stream[start : start + say.chunk]
            wire.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" if say.chunked else piece)
            wire.flush()
        if say.stall:
            self.stalling.set()
            # the client hangs up, or the test says go
            while not self.go.is_set():
                request.connection.settimeout(0.05)
                with contextlib.suppress(TimeoutError):
                    if not request.connection.recv(1):
                        self.left.set()
                        return
        if say.chunked and say.drop_after is None:
            wire.write(b"0\r\n\r\n")

    def _events(self, say: Say, *, chat: bool) -> Iterator[bytes]:
        def event(given: object) -> bytes:
            text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
            return f"data: {text}".encode() + say.line * 2

        def choice(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
            said: dict[str, Any] = {"delta": delta} if chat else {"text": delta.get("content", "")}
            return {"id": "1", "choices": [{"index": 0, "finish_reason": finish, **said}], "usage": None}

        if chat:
            yield event(choice({"role": "assistant", "content": ""}))
        yield b": a comment that keeps the connection open" + say.line * 2
        for word in say.thoughts:
            yield event(choice({say.thinking_field: word}))
        for word in say.words:
            yield event(choice({"content": word}))
        if say.stall:
            return
        if say.raw:
            yield say.raw
            return
        if say.finish:
            yield event(choice({}, say.finish))
        if say.usage:
            counts = {
                "prompt_tokens": 20,
                "completion_tokens": 5,
                "prompt_tokens_details": {"cached_tokens": 15},
            }
            yield event({"id": "1", "choices": [], "usage": counts})
        if say.done:
            yield event("[DONE]")


@contextlib.contextmanager
def chat_server(tls: ssl.SSLContext | None = None, token: str = "") -> Iterator[ChatServer]:
    """A server that ends with the block."""
    server = ChatServer(tls, token)
    try:
        yield server
    finally:
        server.close()
