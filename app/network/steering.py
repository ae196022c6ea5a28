"""What the user wants of a running download, from any thread: go on, pause, end."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.network.exchange import Exchange
from memory_core.errors import Cancelled


class Interrupted(Exception):
    """The connection was cut because the user wants something else."""


class Steering:
    """Pause, resume and cancel, and the connection that they cut.

    ``changed`` is set when the user wants something else than a moment ago.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._paused = False
        self._cancelled = False
        self._exchange: Exchange | None = None
        self.changed = threading.Event()

    def begin(self) -> None:
        """A new run: an earlier cancel is over, a pause is not."""
        with self._lock:
            self._cancelled = False

    def want(self, *, paused: bool | None = None, cancelled: bool = False) -> None:
        """Say what is wanted; a connection in the way is cut."""
        with self._lock:
            if paused is not None:
                self._paused = paused
            self._cancelled = self._cancelled or cancelled
            exchange = self._exchange if self._paused or self._cancelled else None
        if exchange is not None:
            exchange.cut()
        self.changed.set()

    def obey(self, paused: Callable[[], None]) -> None:
        """Stay here while it is paused; ``paused`` is called once then.

        Raises:
            Cancelled: the user cancelled.
        """
        told = False
        while True:
            self.changed.clear()
            with self._lock:
                waiting, cancelled = self._paused, self._cancelled
            if cancelled:
                raise Cancelled("the download was cancelled")
            if not waiting:
                return
            if not told:
                paused()
                told = True
            self.changed.wait()

    def admit(self, exchange: Exchange) -> Exchange:
        """The connection that is cut from now on.

        Raises:
            Interrupted: nobody wants it any more.
        """
        with self._lock:
            if self._paused or self._cancelled:
                raise Interrupted
            self._exchange = exchange
        return exchange

    def check(self, cause: Exception | None = None) -> None:
        """Whatever went wrong went wrong because the user wanted it, or it did not.

        Raises:
            Interrupted: the user did.
        """
        with self._lock:
            cut = self._exchange is not None and self._exchange.was_cut
            if self._paused or self._cancelled or cut:
                raise Interrupted from cause

    def hang_up(self) -> None:
        """Let the connection go."""
        with self._lock:
            exchange, self._exchange = self._exchange, None
        if exchange is not None:
            exchange.close()
