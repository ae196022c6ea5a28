"""One Chroma collection as a set of numbered unit vectors: ids and vectors only, never text.

Chroma gives back whatever its files happen to hold, so each of its ids carries the checksum of the vector
that was put under it (``"<id>:<crc32>"``): a vector that was replaced, or never replaced because somebody was
killed, shows in the list of ids alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from memory_core.types import Checksums, Ids, Matrix, Nearest
from memory_core.workers.vector_bytes import checksums

_PAGE = 10_000
"""Ids read at once."""
NEIGHBOURS = 16
"""Links of each vector in the graph (HNSW's ``M``)."""
EFFORT = 200
"""Vectors looked at for each that is put or asked for (``ef_construction``, ``ef_search``): twice what Chroma
would look at, so that of the ten nearest 99 in 100 are found."""


class Damaged(Exception):
    """The collection holds what was never put there."""


class ChromaCollection:
    """A collection of a Chroma client, made when it is not there. Not safe to share between threads.

    Args:
        client: a chromadb client, of whatever kind.
        name: the collection's name.

    Raises:
        Damaged: its ids make no sense.
    """

    def __init__(self, client: Any, name: str) -> None:
        self._collection = client.get_or_create_collection(
            name,
            embedding_function=None,  # else it looks for a model in the network
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "max_neighbors": NEIGHBOURS,
                    "ef_construction": EFFORT,
                    "ef_search": EFFORT,
                }
            },
        )
        self._sums: dict[int, int] = {}
        for offset in range(0, self._collection.count(), _PAGE):
            self._read(self._collection.get(limit=_PAGE, offset=offset, include=[])["ids"])

    def __len__(self) -> int:
        return len(self._sums)

    def held(self, after: int = 0, most: int | None = None) -> tuple[Ids, Checksums]:
        """Ids and the checksums of their vectors, ``most`` of them from the ``after``-th on."""
        end = None if most is None else after + most
        ids = np.fromiter(self._sums, np.int64, len(self._sums))[after:end]
        sums = np.fromiter(self._sums.values(), np.uint32, len(self._sums))[after:end]
        return ids, sums

    def put(self, ids: Ids, vectors: Matrix) -> None:
        """Add or replace vectors; every id once."""
        sums = checksums(vectors)
        fresh = [i for i, (one, total) in enumerate(zip(ids, sums, strict=True)) if self._sum(one) != total]
        if not fresh:
            return
        self.drop(ids[fresh])
        names = [_name(int(ids[i]), int(sums[i])) for i in fresh]
        self._collection.add(ids=names, embeddings=np.ascontiguousarray(vectors[fresh], np.float32))
        self._sums.update((int(ids[i]), int(sums[i])) for i in fresh)
        # Chroma puts what was added into its graph at the next question. Asked now, no question waits for
        # that, and its files are at rest as soon as this returns.
        self._collection.query(query_embeddings=vectors[fresh[:1]], n_results=1, include=[])

    def drop(self, ids: Ids) -> None:
        """Take vectors out; an unknown id changes nothing."""
        there = [int(one) for one in ids if int(one) in self._sums]
        if there:
            self._collection.delete(ids=[_name(one, self._sums[one]) for one in there])
            for one in there:
                del self._sums[one]

    def nearest(self, vectors: Matrix, k: int) -> list[Nearest]:
        """For each vector the nearest, at most ``k``."""
        k = min(k, len(self._sums))
        if k < 1 or not len(vectors):
            return [Nearest(np.zeros(0, np.int64), np.zeros(0, np.float32)) for _ in vectors]
        found = self._collection.query(query_embeddings=vectors, n_results=k, include=["distances"])
        out = []
        for names, distances in zip(found["ids"], found["distances"], strict=True):
            ids = np.fromiter((_parsed(name)[0] for name in names), np.int64, len(names))
            out.append(Nearest(ids, 1 - np.array(distances, np.float32)))
        return out

    def _sum(self, one: np.int64) -> int | None:
        return self._sums.get(int(one))

    def _read(self, names: Sequence[str]) -> None:
        for name in names:
            one, total = _parsed(name)
            if one in self._sums:
                raise Damaged("an id stands twice")  # somebody was killed while it was being replaced
            self._sums[one] = total


def _name(one: int, total: int) -> str:
    return f"{one}:{total:08x}"


def _parsed(name: str) -> tuple[int, int]:
    one, _, total = name.partition(":")
    try:
        return int(one), int(total, 16)
    except ValueError as error:
        raise Damaged("an id is none of ours") from error
