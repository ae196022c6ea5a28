"""From tokens' bytes to text that may be shown: whole characters only, and never a piece of a stop string."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class AnswerText:
    """Feeds on bytes and gives text as soon as it is certain.

    Args:
        stops: strings that end the answer and are not part of it; empty ones are ignored.
    """

    def __init__(self, stops: Sequence[str] = ()) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self.stopped = False

    def feed(self, data: bytes) -> str:
        """Take a token's bytes and give the text that is certain now. Sets ``stopped`` at a stop string."""
        return self._release(self._decoder.decode(data))

    def finish(self) -> str:
        """The answer ended by itself: give what was held back."""
        text = self._release(self._decoder.decode(b"", final=True))
        if not self.stopped:
            text, self._held = text + self._held, ""
        return text

    def _release(self, fresh: str) -> str:
        if self.stopped:
            return ""
        text = self._held + fresh
        starts = [at for at in (text.find(stop) for stop in self._stops) if at >= 0]
        if starts:
            self.stopped, self._held = True, ""
            return text[: min(starts)]
        keep = max((_overlap(text, stop) for stop in self._stops), default=0)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]


def _overlap(text: str, stop: str) -> int:
    """Length of the longest end of ``text`` that ``stop`` begins with, short of the whole of it."""
    for length in range(min(len(text), len(stop) - 1), 0, -1):
        if text.endswith(stop[:length]):
            return length
    return 0
