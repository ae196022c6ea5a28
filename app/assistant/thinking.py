"""Tells a model's thinking trace from its answer while both stream in."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(
    r"<(?P<slash>/?)(?:think|thinking|thoughts?|reasoning|seed:think)>|\[(?P<bar>/?)THINK\]", re.IGNORECASE
)
_HALF = re.compile(r"(?:<|\[)/?[\w:]{0,12}$")
"""What may be the beginning of a mark."""

TAKEN_BACK = "\0"
"""Given as a thought: all that was given as answer so far was thinking, too."""


class ThinkingSplitter:
    """Splits a stream at ``<think>`` and ``</think>`` (and their kin), wherever the pieces are cut.

    The first closing mark ends a trace. One without an opening says that the answer so far was a trace: the
    template had opened it, or traces were nested. A trace without its end lasts to the end. Marks in a code
    block or between backticks of an answer are text.

    Args:
        inside: true for a template that opens the trace itself, so that the stream begins with thoughts.
    """

    def __init__(self, *, inside: bool = False) -> None:
        self._inside = inside
        self._held = ""
        self._answer = ""

    def feed(self, text: str) -> Iterator[tuple[bool, str]]:
        """The text so far as ``(is a thought, text)``; what may be half a mark is held back."""
        self._held += text
        at = 0
        while mark := _TAG.search(self._held, at):
            if not self._inside and _in_code(self._answer + self._held[: mark.start()]):
                at = mark.end()
                continue
            before, self._held, at = self._held[: mark.start()], self._held[mark.end() :], 0
            yield from self._given(before)
            closing = bool(mark["slash"] or mark["bar"])
            if closing and not self._inside:
                self._answer = ""
                yield True, TAKEN_BACK
            self._inside = not closing
        half = _HALF.search(self._held, at)
        ready = half.start() if half else len(self._held)
        before, self._held = self._held[:ready], self._held[ready:]
        yield from self._given(before)

    def end(self) -> Iterator[tuple[bool, str]]:
        """What was held back when the stream ends."""
        held, self._held = self._held, ""
        yield from self._given(held)

    def _given(self, text: str) -> Iterator[tuple[bool, str]]:
        if not text:
            return
        if not self._inside:
            self._answer += text
        yield self._inside, text


def template_opens_thinking(template: str | None) -> bool:
    """Whether a chat template ends its prompt inside a thinking trace."""
    if not template:
        return False
    tail = template.rpartition("add_generation_prompt")[2]
    return "<think>" in tail and "</think>" not in tail


def _in_code(text: str) -> bool:
    """Whether a text ends within a code block or between backticks."""
    if text.count("```") % 2:
        return True
    return text.rpartition("\n")[2].replace("```", "").count("`") % 2 == 1
