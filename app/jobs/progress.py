"""The one small object through which work tells how far it is and learns that nobody wants it any more."""

from __future__ import annotations

import threading
import time

from memory_core.errors import Cancelled


class Progress:
    """Shared by the worker, which reports and checks, and the window, which polls and cancels.

    ``fraction`` lies in 0..1, or is ``None`` while the length of the work is unknown. ``name`` says to a
    person what is going on.
    """

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.fraction: float | None = None
        self.started = time.monotonic()
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._cancelled.is_set()

    @property
    def seconds(self) -> float:
        """How long the work has been asked for."""
        return time.monotonic() - self.started

    def cancel(self) -> None:
        """Ask the work to stop; its callbacks will not be called."""
        self._cancelled.set()

    def report(self, fraction: float) -> None:
        """Say how far the work is (0..1).

        Raises:
            Cancelled: nobody wants the work any more.
        """
        self.fraction = min(1.0, max(0.0, fraction))
        self.check()

    def check(self) -> None:
        """Stop here if nobody wants the work any more.

        Raises:
            Cancelled: nobody wants the work any more.
        """
        if self.cancelled:
            raise Cancelled("stopped by the user")
