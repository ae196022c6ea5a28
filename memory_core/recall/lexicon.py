"""BM25 over stems, with the words of neighbouring turns counted in at query time.

Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond". In a dialogue a
document is the window of ``reach`` turns on either side: postings are spread to their neighbours when a
question comes, so that adding a turn costs its own words only.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]
Floats = NDArray[np.float32]
Around = Callable[[Rows], list[Rows]]
"""Neighbours of some rows, one array for each distance and side, -1 for none."""
NO_ALTERNATIVES: Mapping[str, Mapping[str, float]] = {}


class Lexicon:
    """Postings of all documents by row number."""

    def __init__(self) -> None:
        self._postings: dict[str, tuple[array[int], array[int]]] = {}
        self._frequency: Counter[str] = Counter()
        self._documents = 0
        self._length = 0

    def add(self, row: int, stems: Iterable[str]) -> None:
        """Enter a document's words under a row number that was never used before."""
        counts = Counter(stems)
        for stem, count in counts.items():
            rows, counted = self._postings.setdefault(stem, (array("q"), array("q")))
            rows.append(row)
            counted.append(count)
        self._frequency.update(counts.keys())
        self._documents += 1
        self._length += counts.total()

    def remove(self, stems: Iterable[str]) -> None:
        """Take a document's words out of the statistics; its postings stay until ``renumber``."""
        counts = Counter(stems)
        self._frequency.subtract(counts.keys())
        self._documents -= 1
        self._length -= counts.total()

    def renumber(self, numbers: Rows) -> None:
        """Give each row its new number; rows with a negative one are gone."""
        for stem in list(self._postings):
            rows, counted = (np.array(part, np.int64) for part in self._postings[stem])
            kept = numbers[rows] >= 0
            if kept.any():
                self._postings[stem] = (
                    array("q", numbers[rows[kept]].tolist()),
                    array("q", counted[kept].tolist()),
                )
            else:
                del self._postings[stem]
        self._frequency = +self._frequency

    def frequency(self, stem: str) -> int:
        """In how many documents a stem stands."""
        return self._frequency[stem]

    def idf(self, stem: str) -> float:
        """``ln(1 + (N - n + .5) / (n + .5))``, in nats; about ``ln 2N`` for a word that was never heard."""
        return _idf(self._documents, self._frequency[stem])

    def idf_of(self, stems: Iterable[str]) -> float:
        """``idf`` of the commonest of some stems that mean the same."""
        return _idf(self._documents, max(self._frequency[stem] for stem in stems))

    def scores(
        self,
        stems: Iterable[str],
        lengths: Floats,
        alive: NDArray[np.bool_],
        around: Around,
        k1: float,
        b: float,
        alternatives: Mapping[str, Mapping[str, float]] = NO_ALTERNATIVES,
    ) -> Floats:
        """BM25 of every row for a question, as a share of the most that the question could get (0..1).

        Args:
            stems: the question's terms; each counts once.
            lengths: words of each row.
            alive: rows that are there.
            around: gives for some rows their neighbours (two turns before .. two turns after), -1 for none.
            k1: saturation of repeated words.
            b: weight of the length.
            alternatives: for a stem the stems that may stand for it, with their weight: a row counts the one
                it has most of, and together they are as rare as one term (Kekäläinen and Järvelin 1998, "The
                impact of query structure and query expansion on retrieval performance").
        """
        scores = np.zeros(len(lengths), np.float32)
        asked = dict.fromkeys(stems)
        if not asked or not self._documents:
            return scores
        average = max(self._length / self._documents, 1e-9)
        for stem in asked:
            others = alternatives.get(stem, {})
            if stem not in self._postings and not others.keys() & self._postings.keys():
                continue
            rows, counts = self._spread({**others, stem: 1.0}, alive, around)
            if not len(rows):
                continue
            words, members = lengths[rows].copy(), np.ones(len(rows), np.float32)
            for there in around(rows):
                words += np.where(there >= 0, lengths[there], 0)
                members += there >= 0
            norm = k1 * (1 - b + b * words / (average * members))
            scores[rows] += _idf(self._documents, len(rows)) * counts * (k1 + 1) / (counts + norm)
        rarity = (self.idf_of((stem, *alternatives.get(stem, ()))) for stem in asked)
        most = (k1 + 1) * sum(rarity)
        return scores / np.float32(max(most, 1e-9))

    def _spread(
        self, stems: Mapping[str, float], alive: NDArray[np.bool_], around: Around
    ) -> tuple[Rows, Floats]:
        """Rows whose window holds one of the stems, and how often, times its weight; the best stem counts."""
        best = np.zeros(len(alive))
        for stem, weight in stems.items():
            if stem not in self._postings:
                continue
            rows, counts = (np.array(part, np.intp) for part in self._postings[stem])
            there = alive[rows]
            rows, counts = rows[there], counts[there]
            window = np.zeros(len(alive))
            for targets in (rows, *around(rows)):
                kept = targets >= 0
                if kept.any():
                    window += np.bincount(targets[kept], counts[kept], len(alive))
            best = np.maximum(best, weight * window)
        found = np.flatnonzero(best)
        return found, best[found].astype(np.float32)


def _idf(documents: int, frequency: int) -> float:
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
