"""A question asked again is not encoded again, and its encoding is what it would be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from memory_core.recall.again import AskedAgain
from memory_core.types import Encoded
from tests.tools.quick_embedder import QuickEmbedder


class Counting(QuickEmbedder):
    """Notes what it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def encode(
        self, texts: Sequence[str], *, contexts: Sequence[str] | None = None, question: bool = False
    ) -> list[Encoded]:
        self.encoded += texts
        return super().encode(texts, contexts=contexts, question=question)


def test_only_new_questions_are_encoded_and_the_oldest_goes() -> None:
    inner = Counting()
    kept = AskedAgain(inner, 2)
    first = kept.encode(["Where is Ann?", "Who is Bob?", "Where is Ann?"], question=True)
    again = kept.encode(["Who is Bob?", "Where is Ann?"], question=True)
    assert inner.encoded == ["Where is Ann?", "Who is Bob?"]
    assert np.array_equal(first[0].vector, again[1].vector)
    kept.encode(["When?"], question=True)
    kept.encode(["Who is Bob?"], question=True)
    assert inner.encoded[2:] == ["When?", "Who is Bob?"]
    assert (kept.id, kept.dimensions) == (inner.id, inner.dimensions)


def test_statements_and_contexts_pass_through() -> None:
    inner = Counting()
    kept = AskedAgain(inner, 2)
    for _ in range(2):
        kept.encode(["Ann is here."])
        kept.encode(["Here."], contexts=["Where?"], question=True)
    assert len(inner.encoded) == 4
