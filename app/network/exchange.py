"""One HTTP request and its answer, logged before it is made, that can be cut off from any thread.

Built on ``http.client``: it follows no redirect, obeys no proxy from the environment and reads no more than
it is asked to, so nothing is sent anywhere that was not written into the list of connections first.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit

from app.network.consent import Address
from app.network.log import NetworkLog
from app.network.problems import MEMORIES, NotLogged, UnsafeAddress

_AGENT = "Mneme"
_SAFE = "/%:@!$&'()*+,;=~-._?[]"
"""What stands in an address as it is; the rest is escaped."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the server, and what it is asked for (``path`` with its query)."""

    address: Address
    path: str

    @classmethod
    def parse(cls, url: str) -> Self:
        """The target of an absolute http or https address.

        Raises:
            UnsafeAddress: it is none, or it carries a name and password.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise _unsafe(url) from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise _unsafe(url)
        secure = parts.scheme == "https"
        asked = quote(parts.path or "/", safe=_SAFE)
        if parts.query:
            asked += "?" + quote(parts.query, safe=_SAFE)
        return cls(Address(parts.hostname, port or (443 if secure else 80), secure), asked)

    @property
    def shown(self) -> str:
        """The path as the list of connections has it: a query may hold a signature."""
        return self.path.partition("?")[0]


class Exchange:
    """One request. Made by one thread; ``cut`` may be called from any other.

    Args:
        log: where the request is written down, before it is made and when it is answered.
        connect_seconds: how long connecting may take.
        stall_seconds: how long nothing may come.
        tls: how a server's certificate is checked; by default against the system's authorities.
    """

    def __init__(
        self,
        log: NetworkLog,
        *,
        connect_seconds: float = 10.0,
        stall_seconds: float = 30.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._log = log
        self._connect_seconds = connect_seconds
        self._stall_seconds = stall_seconds
        self._tls = tls
        self._lock = threading.Lock()
        self._connection: http.client.HTTPConnection | None = None
        self._socket: socket.socket | None = None
        self._cut = False

    @property
    def was_cut(self) -> bool:
        """Whether somebody cut it off: then whatever went wrong went wrong because of that."""
        return self._cut

    def ask(
        self, method: str, target: Target, headers: Mapping[str, str], body: bytes | None = None
    ) -> http.client.HTTPResponse:
        """Make the request; the answer's body is read from what is returned.

        Raises:
            NotLogged: it could not be written down; nothing was sent.
            UnsafeAddress: the name of this machine turned out to be another one's.
            OSError, http.client.HTTPException: it did not work.
        """
        self._note(target, method, len(body or b""), 0)
        connection = self._connect(target.address)
        connection.request(
            method, target.path, body, {"User-Agent": _AGENT, "Connection": "close", **headers}
        )
        response = connection.getresponse()
        self._note(target, method, 0, response.status, response.length or 0)
        return response

    def cut(self) -> None:
        """End it now: whoever reads gets an error or the end of the body."""
        with self._lock:
            self._cut = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    # the plain socket's: that of TLS would pull the session from under the reader
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Let the connection go."""
        with self._lock:
            connection, self._connection, self._socket = self._connection, None, None
        if connection is not None:
            connection.close()

    def _connect(self, address: Address) -> http.client.HTTPConnection:
        connection: http.client.HTTPConnection
        if address.secure:
            tls = self._tls or ssl.create_default_context()
            connection = http.client.HTTPSConnection(
                address.host, address.port, timeout=self._connect_seconds, context=tls
            )
        else:
            connection = http.client.HTTPConnection(address.host, address.port, timeout=self._connect_seconds)
        with self._lock:
            self._connection = connection
        connection.connect()
        if address.local and not _is_here(connection.sock):
            raise UnsafeAddress(
                f"{address.host} leads to another machine than this one.",
                MEMORIES,
                "Write 127.0.0.1 instead of the name.",
            )
        connection.sock.settimeout(self._stall_seconds)
        with self._lock:
            self._socket = connection.sock
            if self._cut:
                raise ConnectionAbortedError("cut off")
        return connection

    def _note(self, target: Target, method: str, sent: int, status: int, received: int = 0) -> None:
        try:
            self._log.write(target.address.name, method, target.shown, sent, status, received)
        except OSError as error:
            raise NotLogged(
                f"A request could not be written into the list of connections: {error.strerror or error}.",
                f"{MEMORIES} Without that the request is not made.",
                "Check that the vault's folder can be written and has room.",
            ) from error


def _is_here(connected: socket.socket) -> bool:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return ipaddress.ip_address(connected.getpeername()[0]).is_loopback
    return False


def _unsafe(url: str) -> UnsafeAddress:
    shown = "".join(letter if letter.isprintable() else "?" for letter in url[:80])
    return UnsafeAddress(
        f"The address {shown} cannot be used.", MEMORIES, "Try again later, or choose another model."
    )
