"""Vectors of texts from the language model itself, in a context of its own: the chat's cache stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from memory_core.workers.abort import AbortFlag
from memory_core.workers.scoring import TextTooLong
from memory_core.workers.weights import Context, Weights

_BATCH = 32
"""Tokens computed at once. llama.cpp keeps a row of logits for each, 1 MiB with a vocabulary of 262,144."""


class Embedder:
    """Makes one vector of each text.

    Args:
        weights: the model; its adapter takes no part.
        flag: the flag that stops a request.
        size: tokens of the longest text.
        threads: threads to compute with.

    Raises:
        OutOfRoom: no memory for the context.
    """

    def __init__(self, weights: Weights, flag: AbortFlag, *, size: int, threads: int) -> None:
        self._weights = weights
        self._flag = flag
        batch = min(_BATCH, size)
        self._context = Context(
            weights, flag, size=size, batch=batch, outputs=batch, threads=threads, vectors=True
        )
        self._batch = weights.api.llama_batch_init(batch, 0, 1)

    def close(self) -> None:
        """Free the context."""
        self._weights.api.llama_batch_free(self._batch)
        self._context.close()

    def embed(self, texts: Sequence[str], threads: int) -> list[list[float]]:
        """Vectors of length one: the mean of the last layer's over a text's tokens, or the last or the first
        token's where the model's file asks for it.

        Raises:
            TextTooLong: a text has more tokens than the context.
            Aborted: cancelled.
            OutOfRoom: llama.cpp failed.
        """
        self._context.set_threads(threads)
        tokens = [self._weights.tokenise(text, special=True) for text in texts]
        longest = max((len(one) for one in tokens), default=0)
        if longest > self._context.size:
            raise TextTooLong(f"{longest} tokens, at most {self._context.size}")
        try:
            return [self._vector(one) for one in tokens]
        finally:
            self._context.clear()

    def _vector(self, tokens: Sequence[int]) -> list[float]:
        if not tokens:
            return [0.0] * self._weights.width
        self._context.clear()
        rows: list[Any] = []
        for start in range(0, len(tokens), self._context.batch):
            self._flag.check()
            rows.append(self._rows(tokens[start : start + self._context.batch], start))
        found = np.concatenate(rows)
        pools = self._weights.pools
        vector = found[-1] if pools == "last" else found[0] if pools == "first" else found.mean(axis=0)
        length = float(np.linalg.norm(vector))
        return [float(number) for number in vector / length] if length else [0.0] * len(vector)

    def _rows(self, tokens: Sequence[int], start: int) -> Any:
        batch: Any = self._batch
        batch.n_tokens = len(tokens)
        for i, token in enumerate(tokens):
            batch.token[i], batch.pos[i] = token, start + i
            batch.n_seq_id[i], batch.seq_id[i][0], batch.logits[i] = 1, 0, True
        self._context.decode(batch)
        found = [
            np.ctypeslib.as_array(
                self._weights.api.llama_get_embeddings_ith(self._context.pointer, i), (self._weights.width,)
            ).astype(np.float64)
            for i in range(len(tokens))
        ]
        return np.stack(found)
