"""A language model that says what it was told to say, put in through the ordinary door."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

from memory_core.types import Message, ModelInfo, Piece, Sampling

Script = Callable[[str], str]
"""From the prompt (or the last message) to the answer."""


class ScriptedModel:
    """Streams the script's answer a few letters at a time and keeps every prompt it was given.

    Args:
        script: what it answers.
        instruct: whether it has a chat template (the full voice) or not (the starter voice).
        context: tokens; a token is a word here.
        weigh: log-probability of a continuation after a context, for ``score``.
    """

    def __init__(
        self,
        script: Script,
        *,
        instruct: bool,
        context: int = 4096,
        weigh: Callable[[str, str], float] = lambda _context, _continuation: 0.0,
        template: str = "{{ messages }}",
    ) -> None:
        self.script = script
        self.prompts: list[list[Message]] = []
        self.completions: list[str] = []
        self.closed = False
        self.prompts_forgotten = 0
        self._weigh = weigh
        self._cancelled = threading.Event()
        self._info = ModelInfo(
            "scripted", "/scripted.gguf", 1, context, 1, "F32", instruct, template if instruct else None
        )

    def describe(self) -> ModelInfo:
        return self._info

    def chat(self, messages: Sequence[Message], sampling: Sampling = Sampling()) -> Iterator[Piece]:  # noqa: B008
        self.prompts.append(list(messages))
        return self._stream(self.script(messages[-1].content))

    def complete(self, prompt: str, sampling: Sampling = Sampling()) -> Iterator[Piece]:  # noqa: B008
        self.completions.append(prompt)
        return self._stream(self.script(prompt))

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        return [self._weigh(context, continuation) for context in contexts]

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def cancel(self) -> None:
        self._cancelled.set()

    def forget_prompt(self) -> None:
        self.prompts_forgotten += 1

    def close(self) -> None:
        self.closed = True

    def _stream(self, answer: str) -> Iterator[Piece]:
        self._cancelled.clear()
        for start in range(0, len(answer), 5):
            if self._cancelled.is_set():
                yield Piece("", finish="cancelled")
                return
            yield Piece(answer[start : start + 5])
        yield Piece("", finish="stop", prompt_tokens=7, evaluated_tokens=3, generated_tokens=len(answer))
