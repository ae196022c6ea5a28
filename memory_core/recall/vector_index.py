"""The exact vector index: a scan over all vectors. What the approximate ones are measured by, and a plain
engine for whoever wants one.
"""

from __future__ import annotations

import threading

import numpy as np

from memory_core.types import Checksums, Ids, Matrix, Nearest
from memory_core.workers.vector_bytes import checksums


class ExactIndex:
    """A :class:`memory_core.types.VectorIndex` in memory, exact; ties in the order of ids.

    Args:
        dimensions: width of the vectors.
    """

    id = "exact"

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._lock = threading.Lock()
        self._ids: Ids = np.zeros(0, np.int64)
        self._vectors: Matrix = np.zeros((0, dimensions), np.float32)

    def held(self) -> tuple[Ids, Checksums]:
        """Every id and the checksum of its vector."""
        with self._lock:
            return self._ids, checksums(self._vectors)

    def put(self, ids: Ids, vectors: Matrix) -> None:
        """Add or replace vectors."""
        with self._lock:
            kept = ~np.isin(self._ids, ids)
            together = np.concatenate([self._ids[kept], np.asarray(ids, np.int64)])
            rows = np.concatenate([self._vectors[kept], np.asarray(vectors, np.float32)])
            order = np.argsort(together)
            self._ids, self._vectors = together[order], rows[order]

    def drop(self, ids: Ids) -> None:
        """Take vectors out."""
        with self._lock:
            kept = ~np.isin(self._ids, ids)
            self._ids, self._vectors = self._ids[kept], self._vectors[kept]

    def nearest(self, vectors: Matrix, k: int, wait: float | None = None) -> list[Nearest]:
        """The nearest to each vector."""
        del wait
        with self._lock:
            ids, rows = self._ids, self._vectors
        out = []
        for cosines in vectors @ rows.T:
            order = np.argsort(-cosines, kind="stable")[: max(k, 0)]
            out.append(Nearest(ids[order], cosines[order]))
        return out

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._ids = np.zeros(0, np.int64)
            self._vectors = np.zeros((0, self._dimensions), np.float32)

    def close(self) -> None:
        """Nothing to give back."""
