"""The chat's context: computes only what is new in a prompt, and survives a cancel at any point."""

from __future__ import annotations

import struct
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from memory_core.workers.abort import Aborted, AbortFlag
from memory_core.workers.answer_text import AnswerText
from memory_core.workers.sampling import Sampler
from memory_core.workers.weights import Context, OutOfRoom, Weights

_STATE = b"MNP1"
_HEAD = struct.Struct("<4s?I")
"""Of a saved state: its mark, whether the adapter took part, tokens; those follow, then llama.cpp's bytes."""


class PromptTooLong(Exception):
    """The prompt leaves no room for an answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an answer ended. ``evaluated`` counts prompt tokens computed, the reused prefix left out."""

    finish: str
    prompt: int
    evaluated: int
    generated: int
    seconds_per_token: float
    """Of the tokens after the first; 0 when there were fewer than two."""


class Generator:
    """Generates on one context and remembers which tokens that context holds.

    Args:
        weights: the model.
        context: a context; its first sequence is used.
        flag: the cancel flag that ``context`` obeys.
    """

    def __init__(self, weights: Weights, context: Context, flag: AbortFlag) -> None:
        self._weights = weights
        self._context = context
        self._flag = flag
        self._held: list[int] = []

    @property
    def held(self) -> int:
        """Tokens that the context holds for reuse."""
        return len(self._held)

    def forget(self) -> None:
        """Drop the cached prompt: it derives from what the user said."""
        self._held = []
        self._context.clear()

    def save(self) -> bytes:
        """What the context holds, for another process on the same weights to take up; empty for nothing."""
        if not self._held:
            return b""
        head = _HEAD.pack(_STATE, self._context.adapted, len(self._held))
        return head + array("i", self._held).tobytes() + self._context.state()

    def restore(self, saved: bytes) -> int:
        """Take up what ``save`` gave, in place of what is held.

        Returns:
            Tokens held now; 0 when it does not fit this context.
        """
        self.forget()
        if len(saved) < _HEAD.size:
            return 0
        mark, adapted, count = _HEAD.unpack_from(saved)
        begin = _HEAD.size + count * array("i").itemsize
        if mark != _STATE or not 0 < count < self._context.size or len(saved) <= begin:
            return 0
        self._context.adapt(adapted)
        if self._context.adapted != adapted or not self._context.restore(saved[begin:]):
            return 0
        self._held = array("i", saved[_HEAD.size : begin]).tolist()
        return len(self._held)

    def run(self, prompt: Sequence[int], sampling: dict[str, Any], show: Callable[[str], None]) -> Outcome:
        """Answer ``prompt``, giving text to ``show`` as it becomes certain.

        Raises:
            PromptTooLong: no room for even one token of answer.
            sampling.BadGrammar: the grammar cannot be parsed.
            OutOfRoom: llama.cpp failed; the context is empty afterwards.
        """
        if not prompt:
            raise PromptTooLong("the prompt is empty")
        if len(prompt) >= self._context.size:
            raise PromptTooLong(f"the prompt has {len(prompt)} tokens, the context {self._context.size}")
        with Sampler(self._weights, sampling) as sampler:
            if self._context.adapt(bool(sampling.get("adapter", True))):
                self._held = []
            evaluated = 0
            try:
                evaluated = self._prepare(prompt)
            except Aborted as stop:
                return Outcome("cancelled", len(prompt), int(stop.args[0]), 0, 0.0)
            return self._generate(prompt, evaluated, sampler, sampling, show)

    def _prepare(self, prompt: Sequence[int]) -> int:
        """Bring the context to hold exactly ``prompt``; gives how many tokens were computed for it."""
        # The last token is always computed again: its logits choose the first token of the answer.
        keep = min(_common(self._held, prompt), len(prompt) - 1)
        if not self._cut(keep):
            keep = 0
        start = keep
        for start in range(keep, len(prompt), self._context.batch):
            part = prompt[start : start + self._context.batch]
            try:
                self._flag.check()
                self._append(part)
            except Aborted:
                raise Aborted(start - keep) from None
        return len(prompt) - keep

    def _generate(
        self,
        prompt: Sequence[int],
        evaluated: int,
        sampler: Sampler,
        sampling: dict[str, Any],
        show: Callable[[str], None],
    ) -> Outcome:
        room = self._context.size - len(prompt)
        limit = min(int(sampling.get("max_tokens", room)), room)
        text = AnswerText(sampling.get("stop", ()))
        finish, generated = "length", 0
        first = last = 0.0
        try:
            while generated < limit:
                self._flag.check()
                token = sampler.next(self._context)
                last = time.perf_counter()
                first = first or last
                if self._weights.ends(token):
                    finish = "stop"
                    break
                generated += 1
                if certain := text.feed(self._weights.piece(token)):
                    show(certain)
                if text.stopped:
                    finish = "stop"
                    break
                if generated < limit:
                    self._append((token,))
        except Aborted:
            finish = "cancelled"
        if certain := text.finish():
            show(certain)
        pace = (last - first) / (generated - 1) if generated > 1 else 0.0
        return Outcome(finish, len(prompt), evaluated, generated, pace)

    def _append(self, tokens: Sequence[int]) -> None:
        """Compute ``tokens``; whatever happens, ``_held`` says what the context holds afterwards."""
        try:
            self._context.append(tokens)
        except Aborted:
            self._cut(len(self._held))
            raise
        except OutOfRoom:
            self.forget()
            raise
        self._held.extend(tokens)

    def _cut(self, length: int) -> bool:
        kept = self._context.cut(length)
        self._held = self._held[:length] if kept else []
        return kept


def _common(left: Sequence[int], right: Sequence[int]) -> int:
    """Length of the common beginning."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
