"""The flag that stops a running request, readable from inside llama.cpp's compute loop."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from typing import Any


class Aborted(Exception):
    """The request in hand was cancelled."""


class AbortFlag:
    """Set by the thread that reads requests, obeyed by the one that computes.

    llama.cpp asks its abort callback before every node of the graph, some hundreds of times a token. A Python
    callback would take the interpreter's lock each time, so the callback is C's ``strlen`` and the flag a C
    string: empty means go on (0, false), one character long means stop (1, true).

    Args:
        give_way: called at every ``check``, before the flag is looked at. Work that may be suspended computes
            what is more urgent there.
    """

    def __init__(self, give_way: Callable[[], None] | None = None) -> None:
        self._give_way = give_way
        self._text = ctypes.create_string_buffer(2)
        self._lock = threading.Lock()
        self._current = 0
        self._cancelled = 0

    def begin(self, request: int) -> None:
        """Request ``request`` starts; a cancel that arrived before it already counts."""
        with self._lock:
            self._current = request
            self._text[0] = b"!" if self._cancelled >= request else b"\0"

    def end(self) -> None:
        """Nothing runs; the flag is down."""
        with self._lock:
            self._current = 0
            self._text[0] = b"\0"

    def cancel(self, request: int) -> None:
        """Stop ``request`` if it runs, or when it starts. Ids only grow, so the highest one is enough."""
        with self._lock:
            self._cancelled = max(self._cancelled, request)
            if self._current == request:
                self._text[0] = b"!"

    @property
    def running(self) -> bool:
        """Whether a request runs, or is suspended half-way."""
        return self._current != 0

    @property
    def raised(self) -> bool:
        """Whether the running request shall stop."""
        return self._text[0] != b"\0"

    def check(self) -> None:
        """Give way, then raise ``Aborted`` when the running request shall stop."""
        if self._give_way:
            self._give_way()
        if self.raised:
            raise Aborted

    def attach(self, context: Any) -> None:
        """Make llama.cpp's ``context`` obey this flag."""
        import llama_cpp

        library = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        callback = ctypes.cast(library.strlen, llama_cpp.ggml_abort_callback)
        llama_cpp.llama_set_abort_callback(context, callback, ctypes.cast(self._text, ctypes.c_void_p))
