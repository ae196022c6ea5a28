"""A real web server on the loopback that serves one file, faithfully or as badly as a test asks."""

from __future__ import annotations

import contextlib
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Act:
    """How one request is answered; by default as it should be.

    Args:
        status: answer with this error and nothing else.
        headers: sent besides, or instead of the usual ones of the same name; an empty value leaves one out.
        drop_after: so many bytes of the body, then the connection breaks.
        stall_after: so many bytes of the body, then nothing until the server's ``go`` is set.
        ignore_range: send the whole file whatever was asked for.
        shift: begin so many bytes further than was asked for.
        redirect: send elsewhere.
        chunked: send no length.
        body: another content from this request on.
        etag: another mark from this request on.
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    drop_after: int | None = None
    stall_after: int | None = None
    ignore_range: bool = False
    shift: int = 0
    redirect: str = ""
    chunked: bool = False
    body: bytes | None = None
    etag: str | None = None


@dataclass(frozen=True)
class Asked:
    """A request that came: its path and headers, names in lower case."""

    path: str
    headers: dict[str, str]


class WebServer:
    """Serves ``body``; ``acts`` say how the coming requests are answered, ``asked`` which came."""

    def __init__(self, body: bytes, tls: ssl.SSLContext | None = None) -> None:
        self.body = body
        self.etag = '"one"'
        self.acts: list[Act] = []
        self.asked: list[Asked] = []
        self.go = threading.Event()
        self.stalling = threading.Event()
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
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
        self._scheme = "https" if tls else "http"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def url(self, path: str = "/model.gguf") -> str:
        """The address of a path."""
        return f"{self._scheme}://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        """Let whoever stalls go on, and end."""
        self.go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        headers = {name.lower(): value for name, value in request.headers.items()}
        with self._lock:
            self.asked.append(Asked(request.path, headers))
            act = self.acts.pop(0) if self.acts else Act()
            self.body = self.body if act.body is None else act.body
            self.etag = self.etag if act.etag is None else act.etag
            body, etag = self.body, self.etag
        if act.redirect or act.status:
            request.send_response(302 if act.redirect else act.status)
            usual = {"Content-Length": "0"} | ({"Location": act.redirect} if act.redirect else {})
            self._send_headers(request, usual | act.headers)
            return
        begin = 0
        asked = headers.get("range", "")
        same = headers.get("if-range", etag) == etag
        if asked.startswith("bytes=") and same and not act.ignore_range:
            begin = int(asked[6:].partition("-")[0])
            if begin >= len(body):
                request.send_response(416)
                self._send_headers(request, {"Content-Length": "0", "Content-Range": f"bytes */{len(body)}"})
                return
        usual = {"ETag": etag, "Accept-Ranges": "bytes"}
        if begin:
            begin += act.shift
            usual["Content-Range"] = f"bytes {begin}-{len(body) - 1}/{len(body)}"
        usual |= (
            {"Transfer-Encoding": "chunked"} if act.chunked else {"Content-Length": str(len(body) - begin)}
        )
        request.send_response(206 if begin else 200)
        self._send_headers(request, usual | act.headers)
        self._send(request, body[begin:], act)

    def _send_headers(self, request: BaseHTTPRequestHandler, headers: dict[str, str]) -> None:
        for name, value in headers.items():
            if value:
                request.send_header(name, value)
        request.end_headers()

    def _send(self, request: BaseHTTPRequestHandler, body: bytes, act: Act) -> None:
        wire: Any = request.wfile
        if act.stall_after is not None:
            wire.write(body[: act.stall_after])
            wire.flush()
            self.stalling.set()
            self.go.wait()
            return
        if act.drop_after is not None:
            wire.write(body[: act.drop_after])
            return
        if not act.chunked:
            wire.write(body)
            return
        for start in range(0, len(body), 1000):
            piece = body[start : start + 1000]
            wire.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        wire.write(b"0\r\n\r\n")


@contextlib.contextmanager
def web_server(body: bytes, tls: ssl.SSLContext | None = None) -> Iterator[WebServer]:
    """A server that ends with the block."""
    server = WebServer(body, tls)
    try:
        yield server
    finally:
        server.close()


def certificates(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For a server on the loopback and for clients that believe it: a certificate made for this."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, private)
    return server, ssl.create_default_context(cafile=certificate)
