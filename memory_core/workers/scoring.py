"""Log-probability of one continuation after many contexts, on a small context of its own.

A second context on the same weights keeps the chat's cached prompt untouched. Every text is a sequence of its
own in one batch; what all of them begin with is computed once; logits are asked for only where the
continuation is predicted, since the vocabulary's head is most of a small model's work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from memory_core.workers.abort import AbortFlag
from memory_core.workers.weights import Context, Weights

_SHARED_WORTH = 8
"""A common beginning shorter than this is computed in each sequence."""


class TextTooLong(Exception):
    """One context with the continuation does not fit."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Tokens of context and continuation; the continuation starts at ``border``."""

    tokens: tuple[int, ...]
    border: int


class Scorer:
    """Scores on a context of several sequences.

    Args:
        weights: the model.
        context: a context with room for ``sequences`` sequences.
        sequences: how many sequences it has; one of them holds the common beginning.
        flag: the cancel flag that ``context`` obeys.
    """

    def __init__(self, weights: Weights, context: Context, sequences: int, flag: AbortFlag) -> None:
        self._weights = weights
        self._api = weights.api
        self._context = context
        self._sequences = sequences
        self._flag = flag
        self._batch = self._api.llama_batch_init(context.batch, 0, 1)

    def close(self) -> None:
        """Free the batch (the context is its owner's)."""
        self._api.llama_batch_free(self._batch)

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        """Sums of natural log-probabilities, one for each context; 0.0 for an empty continuation.

        The continuation's tokens are those of ``context + continuation`` from where they part from
        ``context``'s.

        Raises:
            TextTooLong: a text has more tokens than the context.
            Aborted: cancelled.
            OutOfRoom: llama.cpp failed.
        """
        texts = [self._text(context, continuation) for context in contexts]
        sums = [0.0] * len(texts)
        try:
            for group, shared in self._groups(texts):
                self._flag.check()
                self._run(texts, group, shared, sums)
        finally:
            self._context.clear()
        return sums

    def score_at(self, text: str, spans: Sequence[tuple[int, int]]) -> list[float]:
        """Sums of natural log-probabilities of the tokens that overlap each span, given all that is before.

        Args:
            text: one text.
            spans: first and last byte but one in its UTF-8; they may overlap.

        Raises:
            TextTooLong, Aborted, OutOfRoom: as ``score`` does.
        """
        tokens = self._weights.tokenise(text, special=True)
        if len(tokens) > self._context.size:
            raise TextTooLong(f"{len(tokens)} tokens, at most {self._context.size}")
        places = self._places(tokens, len(text.encode("utf-8", "replace")))
        chosen = [
            [i for i, (start, end) in enumerate(places) if i and start < last and end > first]
            for first, last in spans
        ]
        wanted = {i for one in chosen for i in one}
        sums = [0.0] * len(tokens)
        try:
            self._context.clear()
            self._compute(
                [
                    (0, i, token, (i + 1, tokens[i + 1]) if i + 1 in wanted else None)
                    for i, token in enumerate(tokens[: max(wanted, default=0)])
                ],
                sums,
            )
        finally:
            self._context.clear()
        return [sum(sums[i] for i in one) for one in chosen]

    def _places(self, tokens: Sequence[int], size: int) -> list[tuple[int, int]]:
        """First and last byte but one of each token in the text; control tokens have no bytes."""
        lengths = [len(self._weights.piece(token)) for token in tokens]
        # Some vocabularies put a space before the first word: it is no byte of the text.
        at = min(0, size - sum(lengths))
        places = []
        for length in lengths:
            places.append((at, at + length))
            at += length
        return places

    def _text(self, context: str, continuation: str) -> _Text:
        before = self._weights.tokenise(context, special=True)
        tokens = self._weights.tokenise(context + continuation, special=True)
        border = 0
        while border < min(len(before), len(tokens)) and before[border] == tokens[border]:
            border += 1
        # Without BOS nothing predicts the very first token.
        text = _Text(tuple(tokens), max(border, 1))
        if len(tokens) > self._context.size:
            raise TextTooLong(f"{len(tokens)} tokens, at most {self._context.size}")
        return text

    def _groups(self, texts: Sequence[_Text]) -> Iterator[tuple[list[int], int]]:
        """Groups of texts that fit the context at once, each with the length of its common beginning."""
        group: list[int] = []
        shared = total = 0
        for index, text in enumerate(texts):
            if len(text.tokens) <= text.border:
                continue
            size = len(text.tokens)
            common = _shared(texts[group[0]], text, shared) if group else text.border - 1
            if group and (total + size > self._context.size or len(group) == self._sequences - 1):
                yield group, shared if len(group) > 1 else 0
                group, total, common = [], 0, text.border - 1
            group.append(index)
            shared, total = common, total + size
        if group:
            yield group, shared if len(group) > 1 else 0

    def _run(self, texts: Sequence[_Text], group: Sequence[int], shared: int, sums: list[float]) -> None:
        self._context.clear()
        if shared < _SHARED_WORTH:
            shared = 0
        queue = [(0, position, texts[group[0]].tokens[position], None) for position in range(shared)]
        self._compute(queue, sums)
        for sequence in range(1, len(group) + 1):
            if shared:
                self._api.llama_memory_seq_cp(self._context.memory, 0, sequence, -1, -1)
        rows: list[tuple[int, int, int, tuple[int, int] | None]] = []
        for sequence, index in enumerate(group, start=1):
            text = texts[index]
            # The last token predicts nothing that is asked for.
            for position in range(shared, len(text.tokens) - 1):
                wanted = (index, text.tokens[position + 1]) if position + 1 >= text.border else None
                rows.append((sequence, position, text.tokens[position], wanted))
        self._compute(rows, sums)

    def _compute(
        self, rows: Sequence[tuple[int, int, int, tuple[int, int] | None]], sums: list[float]
    ) -> None:
        """Evaluate rows of (sequence, position, token, wanted) in batches within the context's limits."""
        chunk: list[tuple[int, int, int, tuple[int, int] | None]] = []
        outputs = 0
        for row in rows:
            asks = row[3] is not None
            if len(chunk) == self._context.batch or (asks and outputs == self._context.outputs):
                self._decode(chunk, sums)
                chunk, outputs = [], 0
            chunk.append(row)
            outputs += asks
        if chunk:
            self._decode(chunk, sums)

    def _decode(
        self, chunk: Sequence[tuple[int, int, int, tuple[int, int] | None]], sums: list[float]
    ) -> None:
        batch: Any = self._batch
        batch.n_tokens = len(chunk)
        for i, (sequence, position, token, wanted) in enumerate(chunk):
            batch.token[i], batch.pos[i] = token, position
            batch.n_seq_id[i], batch.seq_id[i][0] = 1, sequence
            batch.logits[i] = wanted is not None
        self._flag.check()
        self._context.decode(batch)
        for i, (_, _, _, wanted) in enumerate(chunk):
            if wanted is not None:
                self._flag.check()
                sums[wanted[0]] += self._log_probability(i, wanted[1])

    def _log_probability(self, row: int, token: int) -> float:
        """Natural log of the softmax of ``token`` in the logits of batch row ``row``."""
        pointer = self._api.llama_get_logits_ith(self._context.pointer, row)
        logits = np.ctypeslib.as_array(pointer, (self._weights.vocabulary_size,))
        top = logits.max()
        return float(logits[token] - top) - float(np.log(np.exp(logits - top).sum(dtype=np.float64)))


def _shared(first: _Text, other: _Text, limit: int) -> int:
    """Length of the common beginning, short of both borders' predictors."""
    limit = min(limit, other.border - 1)
    for i in range(limit):
        if first.tokens[i] != other.tokens[i]:
            return i
    return limit
