"""A second context on the same weights: generates and scores without touching the chat's cached prompt."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from memory_core.workers.abort import AbortFlag
from memory_core.workers.generation import Generator, Outcome
from memory_core.workers.scoring import Scorer
from memory_core.workers.weights import Context, Weights

TOKENS = 2048
"""Size of a second context, or the chat's own size if that is smaller. With 270 million parameters and a
vocabulary of 262,144 the background's takes 50 to 60 MB, the chat's for scoring, with more rows, 180 MB."""
_MOST_SEQUENCES = 33
"""32 texts at a time, and their common beginning."""
LEAST_BATCH = 8


class Slot:
    """One context for both: scoring uses all of its sequences, generating the first one.

    Args:
        weights: the model.
        flag: the flag that stops its requests.
        size: tokens of prompt and answer, or of all texts scored at once.
        batch: tokens computed at once, at least ``LEAST_BATCH``.
        outputs: rows of logits computed at once, 2..batch; a vocabulary of 262,144 makes each 1 MiB. No more
            texts are scored at once, because llama.cpp wants room for a row of every sequence.
        threads: threads to compute with.

    Raises:
        OutOfRoom: no memory for it.
    """

    def __init__(
        self, weights: Weights, flag: AbortFlag, *, size: int, batch: int, outputs: int, threads: int
    ) -> None:
        sequences = min(outputs, _MOST_SEQUENCES)
        self._context = Context(
            weights, flag, size=size, batch=batch, sequences=sequences, outputs=outputs, threads=threads
        )
        self._generator = Generator(weights, self._context, flag)
        self._scorer = Scorer(weights, self._context, sequences, flag)
        self._busy = self._stale = False

    def close(self) -> None:
        """Free it."""
        self._scorer.close()
        self._context.close()

    def set_threads(self, threads: int) -> None:
        """Compute with ``threads`` threads from now on."""
        self._context.set_threads(threads)

    def generate(
        self, prompt: Sequence[int], sampling: dict[str, Any], show: Callable[[str], None]
    ) -> Outcome:
        """Answer ``prompt``; see ``Generator.run``."""
        with self._at_work():
            return self._generator.run(prompt, sampling, show)

    def score(self, contexts: Sequence[str], continuation: str, *, adapter: bool = False) -> list[float]:
        """Log-probabilities; see ``Scorer.score``. What was cached for generating is gone afterwards."""
        with self._at_work():
            self._generator.forget()
            self._context.adapt(adapter)
            return self._scorer.score(contexts, continuation)

    def score_at(self, text: str, spans: Sequence[tuple[int, int]], *, adapter: bool = False) -> list[float]:
        """Log-probabilities of parts of a text; see ``Scorer.score_at``."""
        with self._at_work():
            self._generator.forget()
            self._context.adapt(adapter)
            return self._scorer.score_at(text, spans)

    def forget(self) -> None:
        """Drop the cached prompt; when a request is suspended half-way, as soon as that has ended."""
        if self._busy:
            self._stale = True
        else:
            self._generator.forget()

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[None]:
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
            if self._stale:
                self._stale = False
                self._generator.forget()
