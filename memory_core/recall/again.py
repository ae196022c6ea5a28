"""Questions asked again are not encoded again: for the night, which asks the same before and after."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from memory_core.types import Embedder, Encoded, Expected, Matrix


class AskedAgain:
    """``types.Embedder`` that keeps the encodings of the last questions, in RAM, as long as it lives.

    Args:
        embedder: encodes.
        most: questions kept; the longest unasked goes first.
    """

    def __init__(self, embedder: Embedder, most: int) -> None:
        self._embedder = embedder
        self._most = most
        self._kept: OrderedDict[str, Encoded] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """The embedder's."""
        return self._embedder.id

    @property
    def dimensions(self) -> int:
        """The embedder's."""
        return self._embedder.dimensions

    def encode(
        self, texts: Sequence[str], *, contexts: Sequence[str] | None = None, question: bool = False
    ) -> list[Encoded]:
        """As the embedder does; questions without a context are looked up first."""
        if contexts is not None or not question:
            return self._embedder.encode(texts, contexts=contexts, question=question)
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= zip(new, self._embedder.encode(new, question=True), strict=True)
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]

    def calibrate(self, vectors: Matrix, languages: Sequence[str], *, question: bool = False) -> Matrix:
        """The embedder's."""
        return self._embedder.calibrate(vectors, languages, question=question)

    def expect(self, questions: Matrix) -> list[Expected]:
        """The embedder's."""
        return self._embedder.expect(questions)
