"""The adaptive word model: how expected a word is, given all that this user has said.

A unigram model with a Dirichlet prior (MacKay and Peto 1995): ``p(w) = (n_w + mu p0(w)) / (N + mu)``, where
``n_w`` counts the user's own words by stem and ``p0`` is the language at large. In a young vault a word is as
surprising as it is rare; a word that the user keeps saying stops to surprise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable

MU = 400.0
"""Weight of the language at large, in words."""
_LEAST_NATS = -40.0


class WordModel:
    """Counts of the user's content words. Not thread-safe: its owner locks."""

    def __init__(self, prior: Callable[[str], float], stem: Callable[[str], str]) -> None:
        """
        Args:
            prior: natural log-probability of a word in the language at large.
            stem: the stem under which a word is counted.
        """
        self._prior = prior
        self._stem = stem
        self._counts: Counter[str] = Counter()
        self._total = 0

    def hear(self, stems: Iterable[str]) -> None:
        """Count the stems of one message."""
        heard = Counter(stems)
        self._counts.update(heard)
        self._total += heard.total()

    def unhear(self, stems: Iterable[str]) -> None:
        """Take the stems of a message that was counted out again: nothing of it stays."""
        heard = Counter(stems)
        self._counts.subtract(heard)
        for stem in heard:
            if self._counts[stem] <= 0:
                del self._counts[stem]
        self._total -= heard.total()

    def bits(self, word: str) -> float:
        """Self-information of a word in bits, ``-log2 p(word)``; at least 0."""
        prior = math.exp(max(self._prior(word), _LEAST_NATS))
        share = (self._counts.get(self._stem(word), 0) + MU * prior) / (self._total + MU)
        return max(0.0, -math.log2(share))

    @property
    def counted(self) -> dict[str, int]:
        """Every stem with its count, for tests and for the proof that nothing stayed."""
        return dict(self._counts)
