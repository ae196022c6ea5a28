"""What recall is compared with, on the same texts in the same run: sentence vectors alone, BM25 alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from memory_core.evaluation.corpus import Said
from memory_core.params import Params
from memory_core.recall.lexicon import Lexicon, Rows
from memory_core.text.language import language
from memory_core.text.words import terms
from memory_core.types import Embedder

Ranker = Callable[[str], list[str]]
"""A question to the ids of what was said, best first."""


def _alone(_rows: Rows) -> list[Rows]:
    """No neighbours: each thing said stands for itself."""
    return []


def _named(one: Said) -> str:
    return f"{one.speaker}: {one.text}" if one.speaker else one.text


def dense(said: Sequence[Said], embedder: Embedder) -> Ranker:
    """Cosine of calibrated sentence vectors, speaker's name before the text."""
    texts = [_named(one) for one in said]
    raw = np.stack([encoded.vector for encoded in embedder.encode(texts)])
    matrix = embedder.calibrate(raw, [language(text) for text in texts])

    def order(question: str) -> list[str]:
        vector = embedder.encode([question], question=True)[0].vector
        scores = matrix @ embedder.calibrate(vector[None], [language(question)], question=True)[0]
        return [said[row].id for row in np.argsort(-scores, kind="stable")]

    return order


def bm25(said: Sequence[Said], params: Params) -> Ranker:
    """BM25 over stems, speaker's name as a word of the text."""
    lexicon = Lexicon()
    stems = [terms(_named(one)) for one in said]
    for row, words in enumerate(stems):
        lexicon.add(row, words)
    lengths = np.array([len(words) for words in stems], np.float32)
    alive = np.ones(len(said), np.bool_)

    def order(question: str) -> list[str]:
        scores = lexicon.scores(terms(question), lengths, alive, _alone, params.bm25_k1, params.bm25_b)
        return [said[row].id for row in np.argsort(-scores, kind="stable")]

    return order
