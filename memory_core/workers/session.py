"""A loaded model in its process: the chat's context, the second ones, and what is kept between requests."""

from __future__ import annotations

from typing import Any

from memory_core.workers import threads
from memory_core.workers.abort import AbortFlag
from memory_core.workers.chat_layout import ChatLayout
from memory_core.workers.embedding import Embedder
from memory_core.workers.generation import Generator
from memory_core.workers.protocol import Frame
from memory_core.workers.slot import LEAST_BATCH, TOKENS, Slot
from memory_core.workers.weights import Context, OutOfRoom, Weights

OPERATIONS = frozenset(
    (
        "describe",
        "chat",
        "complete",
        "score",
        "score_at",
        "embed",
        "count_tokens",
        "forget",
        "save",
        "restore",
    )
)
"""Requests that a session answers, each by its method of that name."""

_SCORING_OUTPUTS = 64
_BACKGROUND_SHARE = 8
"""The background's batch is this part of the chat's, at most 32 tokens: the chat's first token waits for one.
A larger batch reads a long prompt faster and makes the chat wait longer."""
_BACKGROUND_OUTPUTS = 8


class Session:
    """A loaded model and what is kept on it between requests."""

    def __init__(self, request: Frame, flag: AbortFlag, background_flag: AbortFlag, backend: str) -> None:
        self._flag = flag
        self._background_flag = background_flag
        self._backend = backend
        self._batch = int(request["batch"])
        self._weights = Weights(request["path"], request.get("adapter"))
        try:
            self._fixed: int | None = request.get("threads")
            self._context = Context(
                self._weights, flag, size=int(request["context"]), batch=self._batch, threads=self._fixed or 1
            )
        except OutOfRoom:
            self._weights.close()
            raise
        self._facts = self._weights.describe()
        self._generator = Generator(self._weights, self._context, flag)
        self._layout = ChatLayout(self._weights, self._facts["template"])
        self._scoring: Slot | None = None
        self._background: Slot | None = None
        self._embedders: dict[bool, Embedder] = {}
        self._threads, self._pace = self._fixed or 1, 0.0
        self._warm_up()

    def close(self) -> None:
        """Free everything."""
        for slot in (self._scoring, self._background, *self._embedders.values()):
            if slot:
                slot.close()
        self._context.close()
        self._weights.close()

    def _warm_up(self) -> None:
        """Run the kernels for many tokens and for one: an unsupported instruction must show itself now."""
        token = min(3, self._weights.vocabulary_size - 1)
        self._context.adapt(True)
        self._context.append([token] * min(self._batch, 32, self._context.size - 1))
        self._context.clear()
        self._context.append([token])
        self._context.clear()
        self._choose_threads()

    def _choose_threads(self) -> None:
        tried = [self._fixed] if self._fixed else threads.candidates()
        token = min(3, self._weights.vocabulary_size - 1)
        found = threads.measure(self._context, self._generator.held, token, tried)
        if found:
            self._threads, self._pace = found
        self._context.set_threads(self._threads)

    def describe(self, _request: Frame, _send: Any) -> Frame:
        """What is loaded and how it runs."""
        return {
            **self._facts,
            "context": self._context.size,
            "background_context": min(TOKENS, self._context.size),
            "threads": self._threads,
            "backend": self._backend,
            "gpu": self._weights.on_gpu,
            "engine": str(self._weights.api.__version__),
        }

    def chat(self, request: Frame, send: Any) -> Frame:
        """Answer ``messages``."""
        tools = request["sampling"].get("tools", ())
        tokens, stops = self._layout.lay_out(request["messages"], tools)
        sampling = {**request["sampling"], "stop": [*request["sampling"].get("stop", ()), *stops]}
        return self._generate(request, tokens, sampling, send)

    def complete(self, request: Frame, send: Any) -> Frame:
        """Continue ``prompt``."""
        tokens = self._weights.tokenise(request["prompt"], special=True)
        return self._generate(request, tokens, request["sampling"], send)

    def _generate(self, request: Frame, tokens: list[int], sampling: dict[str, Any], send: Any) -> Frame:
        background = bool(request.get("background"))
        run = self._background_slot().generate if background else self._generator.run
        outcome = run(tokens, sampling, lambda text: send("piece", text=text))
        # A background answer's pace says nothing: it may have been suspended.
        slow = not background and self._pace and outcome.seconds_per_token > threads.SLOW * self._pace
        return {
            "finish": outcome.finish,
            "prompt_tokens": outcome.prompt,
            "evaluated_tokens": outcome.evaluated,
            "generated_tokens": outcome.generated,
            "measure": bool(slow and not self._fixed and self._weights.forgets_in_parts),
        }

    def measure(self) -> None:
        """The machine's load has changed: choose the threads anew, behind what the chat has cached."""
        self._choose_threads()

    def score(self, request: Frame, _send: Any) -> Frame:
        """Log-probabilities of ``continuation`` after each of ``contexts``."""
        slot = self._background_slot() if request.get("background") else self._scoring_slot()
        adapter = bool(request.get("adapter", False))
        return {"scores": slot.score(request["contexts"], request["continuation"], adapter=adapter)}

    def score_at(self, request: Frame, _send: Any) -> Frame:
        """Log-probabilities of the ``spans`` (of bytes) of ``text``."""
        slot = self._background_slot() if request.get("background") else self._scoring_slot()
        spans = [(int(first), int(last)) for first, last in request["spans"]]
        return {"scores": slot.score_at(request["text"], spans, adapter=bool(request.get("adapter", False)))}

    def embed(self, request: Frame, _send: Any) -> Frame:
        """Vectors of ``texts``."""
        background = bool(request.get("background"))
        if background not in self._embedders:
            flag = self._background_flag if background else self._flag
            size = min(TOKENS, self._context.size)
            self._embedders[background] = Embedder(self._weights, flag, size=size, threads=self._threads)
        return {"vectors": self._embedders[background].embed(request["texts"], self._threads)}

    def _scoring_slot(self) -> Slot:
        """The chat's own second context. Not the background's: a request may be suspended there."""
        if self._scoring is None:
            batch = max(min(self._batch, TOKENS), LEAST_BATCH)
            self._scoring = Slot(
                self._weights,
                self._flag,
                size=min(TOKENS, self._context.size),
                batch=batch,
                outputs=min(_SCORING_OUTPUTS, batch),
                threads=self._threads,
            )
        self._scoring.set_threads(self._threads)
        return self._scoring

    def _background_slot(self) -> Slot:
        if self._background is None:
            batch = max(min(self._batch, 256) // _BACKGROUND_SHARE, LEAST_BATCH)
            self._background = Slot(
                self._weights,
                self._background_flag,
                size=min(TOKENS, self._context.size),
                batch=batch,
                outputs=min(_BACKGROUND_OUTPUTS, batch),
                threads=self._threads,
            )
        self._background.set_threads(self._threads)
        return self._background

    def count_tokens(self, request: Frame, _send: Any) -> Frame:
        """Tokens of ``text`` without specials."""
        return {"count": len(self._weights.tokenise(request["text"]))}

    def forget(self, _request: Frame, _send: Any) -> Frame:
        """Drop the cached prompts, the chat's and the background's."""
        self._generator.forget()
        if self._background:
            self._background.forget()
        return {}

    def save(self, _request: Frame, _send: Any) -> Frame:
        """The state of the chat's cached prompt, as the frame's blob; empty where nothing is cached."""
        return {"tokens": self._generator.held, "blob": self._generator.save()}

    def restore(self, request: Frame, _send: Any) -> Frame:
        """Take up the state in the frame's blob; ``tokens`` 0 says that it did not fit."""
        return {"tokens": self._generator.restore(request["blob"])}
