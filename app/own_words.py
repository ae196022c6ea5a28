"""A message as its author may read it: without what was to be forgotten, with what was only replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.teaching import kept
from memory_core.types import Span, Status, Turn

if TYPE_CHECKING:
    from memory_core import Engine

FORGOTTEN_MARK = "[…]"
"""Stands for words that the user wanted forgotten."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The readable text; ``gone``: nothing is left of it. ``hidden`` are ranges of the whole message."""

    text: str
    gone: bool
    hidden: tuple[tuple[int, int], ...] = ()

    def place(self, span: Span | None) -> tuple[int, int]:
        """Where a span of the whole message stands in ``text``, as code points ``[start, end)``."""
        if span is None:
            return 0, 0
        return self._moved(span.start, 0), self._moved(span.end, len(FORGOTTEN_MARK))

    def _moved(self, at: int, inside: int) -> int:
        """A position of the whole message in ``text``; one within hidden words is ``inside`` their mark."""
        moved = at
        for start, end in self.hidden:
            if end <= at:
                moved += len(FORGOTTEN_MARK) - (end - start)
            elif start < at:
                return moved - (at - start) + inside
        return moved


def own_words(engine: Engine, turn: Turn) -> OwnWords:
    """The user's own message: what was only replaced by something newer may still be read by its author."""
    hidden = []
    for one in engine.diary.hidden(turn.id):
        memory = kept(engine, one.memory_id)
        if memory is None or memory.status is not Status.SUPERSEDED:
            hidden.append((one.span.start, one.span.end))
    text, at = "", 0
    apart: list[tuple[int, int]] = []
    for start, end in sorted(hidden):
        if end <= at:
            continue
        begin = max(at, start)
        text += turn.text[at:begin] + FORGOTTEN_MARK
        apart.append((begin, end))
        at = end
    text += turn.text[at:]
    left = text.replace(FORGOTTEN_MARK, "")
    return OwnWords(text, not any(letter.isalnum() for letter in left), tuple(apart))
