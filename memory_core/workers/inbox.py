"""Requests that wait to be computed: the chat's before the background's, each kind as it came."""

from __future__ import annotations

import threading
from collections import deque

from memory_core.workers.protocol import Frame


class Inbox:
    """Filled by the thread that reads requests, emptied by the one that computes."""

    def __init__(self) -> None:
        self._arrived = threading.Condition()
        self._chat: deque[Frame] = deque()
        self._background: deque[Frame] = deque()

    def put(self, request: Frame) -> None:
        """Add ``request``; ``request["background"]`` says where it belongs."""
        with self._arrived:
            (self._background if request.get("background") else self._chat).append(request)
            self._arrived.notify()

    def take(self) -> Frame:
        """The next request; waits for one."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._chat or self._background)
            return (self._chat or self._background).popleft()

    def take_urgent(self) -> Frame | None:
        """The chat's next request, if one has arrived."""
        with self._arrived:
            return self._chat.popleft() if self._chat else None
