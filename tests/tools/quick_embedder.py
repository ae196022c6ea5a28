"""An embedder as wide as the shipped one that needs no model, for campaigns that open a vault very often."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from memory_core.text.words import terms
from memory_core.types import Embedder, Encoded, Expected, Matrix, Vector, WordStates

_WORDS = 64
"""Numbers of a word's state."""


class QuickEmbedder(Embedder):
    """Every stem has a direction of its own, a text is the mean of its words, and nothing is calibrated."""

    def __init__(self, name: str = "quick") -> None:
        self._name = name

    @property
    def id(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return 384

    def encode(
        self, texts: Sequence[str], *, contexts: Sequence[str] | None = None, question: bool = False
    ) -> list[Encoded]:
        before = contexts or [""] * len(texts)
        return [self._one(text, context) for text, context in zip(texts, before, strict=True)]

    def calibrate(self, vectors: Matrix, languages: Sequence[str], *, question: bool = False) -> Matrix:
        return vectors

    def expect(self, questions: Matrix) -> list[Expected]:
        return [Expected(np.zeros_like(one), "", 0.0) for one in questions]

    def _one(self, text: str, context: str) -> Encoded:
        stems = terms(text)
        total = np.zeros(384, np.float32)
        for stem in stems:
            total += _direction(self._name, stem)
        for stem in terms(context):
            total += 0.1 * _direction(self._name, stem)
        norm = float(np.linalg.norm(total)) or 1.0
        words = np.array([_word(stem) for stem in stems], np.int8).reshape(len(stems), _WORDS)
        return Encoded(total / norm, WordStates(tuple(stems), words))


@lru_cache(maxsize=4096)
def _direction(name: str, stem: str) -> Vector:
    chance = np.random.default_rng(list(f"{name} {stem}".encode("utf-8", "surrogatepass")))
    direction = chance.normal(size=384).astype(np.float32)
    return np.asarray(direction / np.linalg.norm(direction), np.float32)


@lru_cache(maxsize=4096)
def _word(stem: str) -> tuple[int, ...]:
    short = _direction("", stem)[:_WORDS]
    return tuple(np.round(short / np.linalg.norm(short) * 127).astype(int).tolist())
