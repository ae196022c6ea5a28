"""Turns and memories made by hand, and an embedder that needs no model, for tests of recall."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from memory_core.params import Params
from memory_core.recall.dialogue import context_of
from memory_core.recall.index import Index
from memory_core.text.language import language
from memory_core.text.words import terms
from memory_core.types import (
    Embedder,
    Encoded,
    Expected,
    Matrix,
    Memory,
    MemoryKind,
    Role,
    Span,
    Status,
    Tier,
    Turn,
    Vector,
    WordStates,
)

START = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)


class HashEmbedder:
    """Every stem has a random direction of its own; a text is the mean of its words. Fast and exact."""

    id = "hash"
    dimensions = 16

    def __init__(self, word_dimensions: int = 64) -> None:
        self._word_dimensions = word_dimensions

    def encode(
        self, texts: Sequence[str], *, contexts: Sequence[str] | None = None, question: bool = False
    ) -> list[Encoded]:
        """Encode each text by its stems; the context weighs a tenth."""
        before = contexts or [""] * len(texts)
        return [self._one(text, context) for text, context in zip(texts, before, strict=True)]

    def calibrate(self, vectors: Matrix, languages: Sequence[str], *, question: bool = False) -> Matrix:
        """Nothing to calibrate."""
        return vectors

    def expect(self, questions: Matrix) -> list[Expected]:
        """Nothing is expected."""
        return [Expected(np.zeros_like(one), "", 0.0) for one in questions]

    def _one(self, text: str, context: str) -> Encoded:
        stems = terms(text)
        total = sum((_direction(stem, self.dimensions) for stem in stems), np.zeros(self.dimensions))
        total = total + 0.1 * sum((_direction(s, self.dimensions) for s in terms(context)), np.zeros(16))
        norm = float(np.linalg.norm(total)) or 1.0
        states = [np.round(_direction(stem, self._word_dimensions) * 127) for stem in stems]
        words = np.array(states, np.int8).reshape(len(stems), self._word_dimensions)
        return Encoded((total / norm).astype(np.float32), WordStates(tuple(stems), words))


def _direction(stem: str, dimensions: int) -> Vector:
    seed = int.from_bytes(hashlib.blake2b(stem.encode(), digest_size=8).digest(), "big")
    direction = np.random.default_rng(seed).normal(size=dimensions)
    return np.asarray(direction / np.linalg.norm(direction), np.float32)


def turn(number: int, text: str, **more: object) -> Turn:
    """Turn ``number`` of the conversation "main", a minute after the one before it, said by the user."""
    fields: dict[str, object] = {
        "role": Role.USER,
        "at": START + timedelta(minutes=number),
        "conversation": "main",
        "external_id": f"t{number}",
    }
    return Turn(id=number, text=text, **(fields | more))  # type: ignore[arg-type]


def memory(number: int, text: str, *, told: Sequence[Turn] = (), **more: object) -> Memory:
    """An active fact, told in the given turns."""
    fields: dict[str, object] = {
        "kind": MemoryKind.FACT,
        "tier": Tier.SHORT,
        "status": Status.ACTIVE,
        "confidence": 0.9,
        "importance": 0.5,
        "surprise": 20.0,
        "parts": {},
        "learnt_at": START + timedelta(minutes=number),
        "valid_from": None,
        "valid_to": None,
        "event_date": None,
        "language": language(text),
        "sources": tuple(Span(one.id, 0, len(one.text)) for one in told),
    }
    return Memory(id=number, text=text, **(fields | more))  # type: ignore[arg-type]


class Shelf:
    """An index that is fed by hand, the way the engine feeds it."""

    def __init__(self, embedder: Embedder, params: Params | None = None) -> None:
        self.embedder = embedder
        self.index = Index(params or Params(), embedder)

    def say(self, *turns: Turn, supports: bool = True, visible: str | None = None) -> None:
        """One dialogue: each turn continues the one before it."""
        previous: Turn | None = None
        for one in turns:
            text = one.text if visible is None else visible
            context = context_of(one, previous, "" if previous is None else previous.text)
            encoded = self.embedder.encode([text], contexts=[context])[0]
            before = None if previous is None else previous.id
            self.index.put_turn(one, text, encoded, supports=supports, previous_id=before)
            previous = one

    def know(self, *memories: Memory, external_ids: tuple[str, ...] = (), speaker: str | None = None) -> None:
        """Put memories."""
        for one in memories:
            encoded = self.embedder.encode([one.text])[0]
            self.index.put_memory(one, encoded, external_ids=external_ids, speaker=speaker)
