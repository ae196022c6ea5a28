"""Tells a model's thinking trace from its answer while both stream in."""

from __future__ import annotations

from collections.abc import Iterator

_OPEN, _CLOSE = "<think>", "</think>"


class ThinkingSplitter:
    """Splits a stream at ``<think>`` and ``</think>``, wherever the pieces are cut.

    ``inside`` is true for a template that opens the trace itself, so that the stream begins with thoughts.
    """

    def __init__(self, *, inside: bool = False) -> None:
        self._inside = inside
        self._held = ""

    def feed(self, text: str) -> Iterator[tuple[bool, str]]:
        """The text so far as ``(is a thought, text)``; what may be half a mark is held back."""
        self._held += text
        while True:
            mark = _CLOSE if self._inside else _OPEN
            before, found, after = self._held.partition(mark)
            if not found:
                break
            if before:
                yield self._inside, before
            self._inside, self._held = not self._inside, after
        ready = len(self._held) - _tail(self._held, mark)
        if ready:
            yield self._inside, self._held[:ready]
            self._held = self._held[ready:]

    def end(self) -> Iterator[tuple[bool, str]]:
        """What was held back when the stream ends."""
        if self._held:
            yield self._inside, self._held
            self._held = ""


def template_opens_thinking(template: str | None) -> bool:
    """Whether a chat template ends its prompt inside a thinking trace."""
    if not template:
        return False
    tail = template.rpartition("add_generation_prompt")[2]
    return _OPEN in tail and _CLOSE not in tail


def _tail(text: str, mark: str) -> int:
    """Length of the longest end of ``text`` that begins ``mark``."""
    return next(
        (size for size in range(min(len(mark) - 1, len(text)), 0, -1) if mark.startswith(text[-size:])), 0
    )
