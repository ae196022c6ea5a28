"""The voice leaves memory when nobody has asked it anything for a while, and wakes with the next question."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Protocol, runtime_checkable

_LOOKS_EVERY = 20.0
"""Seconds between two looks."""


@runtime_checkable
class Rests(Protocol):
    """A model whose process can be ended until the next request."""

    @property
    def idle(self) -> float:
        """Seconds since the last request ended; 0 while one runs."""

    @property
    def resting(self) -> bool:
        """Whether its process was ended so."""

    def rest(self) -> bool:
        """End it, unless something runs; whether it rests now."""


class Resting:
    """Looks now and then whether the model may rest.

    Args:
        model: the model that is loaded now, None for none.
        after: seconds without a request, 0 for never.
        busy: whether somebody is about to ask something.
        save: called before it rests.
        told: called, on this thread, after it began to rest.
    """

    def __init__(
        self,
        model: Callable[[], object],
        after: Callable[[], float],
        busy: Callable[[], bool],
        save: Callable[[], object],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self._model, self._after, self._busy, self._save, self._told = model, after, busy, save, told
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def resting(self) -> bool:
        """Whether the model rests."""
        model = self._model()
        return isinstance(model, Rests) and model.resting

    def look(self) -> bool:
        """End the model's process if it has been idle for long enough; whether that was done now."""
        model, after = self._model(), self._after()
        if not isinstance(model, Rests) or model.resting or not after:
            return False
        if model.idle < after or self._busy():
            return False
        self._save()
        if self._busy() or not model.rest():
            return False
        self._told()
        return True

    def start(self) -> None:
        """Look now and then, on a thread of its own; does nothing the second time."""
        if self._thread is None and not self._ended.is_set():
            self._thread = threading.Thread(target=self._watch, name="mneme-resting", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the thread. May be called again."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _watch(self) -> None:
        while not self._ended.wait(_LOOKS_EVERY):
            with contextlib.suppress(Exception):  # the model may be closed under it: there is a next look
                self.look()
