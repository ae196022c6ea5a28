"""Pattern completion: what is named completes to what is known of it, a turn to the one that came after it.

The pairs are (a name + what is asked of it) to a memory, and a turn to the next one, in associative memories
of constant cost (``plasticity.associative``). They derive from the documents that are in the index now: each
matrix is the fold of its own pairs in the order of their documents' numbers. Whatever leaves the index has
its matrices folded anew before they are read again, so that nothing forgotten is completed to; nothing of it
is ever written to the vault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

import numpy as np

from memory_core.plasticity.associative import AssociativeMemory, Completion, name_vector, projection
from memory_core.recall.documents import Key, Owner
from memory_core.types import Matrix, Vector

_AT_ONCE = 256
"""Documents that a question takes in, or folds anew, before it asks; more wait for the background."""
_NAMES = 4
"""Names that are completed for one question: the most active ones."""

Pair = tuple[Vector, Vector, Vector]
"""What chooses the matrix, key, value."""


class Source:
    """What completion needs of the index: a document's vector, names and the turn before it."""

    def __init__(
        self,
        vector: Callable[[Key], Vector | None],
        names: Callable[[Key], Iterable[str]],
        before: Callable[[Key], Key | None],
    ) -> None:
        self.vector, self.names, self.before = vector, names, before


class _Fold:
    """One associative memory as the fold of the pairs of documents of one kind."""

    def __init__(self, dimensions: int, pairs: Callable[[Key], list[Pair]]) -> None:
        self.memory = AssociativeMemory(dimensions)
        self._pairs = pairs
        self._members: defaultdict[int, set[Key]] = defaultdict(set)
        self._last: dict[int, Key] = {}
        self._shards_of: dict[Key, tuple[int, ...]] = {}
        self._prints: dict[Key, int] = {}
        self.stale: set[int] = set()
        self._folding: dict[int, list[Key]] = {}

    def take(self, keys: Sequence[Key]) -> None:
        """Take in what documents are now; matrices that lose something go stale."""
        for key in sorted(keys):
            pairs = self._pairs(key)
            print_ = hash(tuple(part.tobytes() for pair in pairs for part in pair))
            if self._prints.get(key) == print_ and pairs:
                continue
            for shard in self._shards_of.pop(key, ()):
                self._members[shard].discard(key)
                self._go_stale(shard)
            self._prints.pop(key, None)
            if not pairs:
                continue
            self._prints[key] = print_
            shards = self._shards(pairs)
            self._shards_of[key] = tuple(dict.fromkeys(shards))
            for shard in self._shards_of[key]:
                if shard in self.stale or (self._members[shard] and key < self._last[shard]):
                    self._go_stale(shard)
                self._members[shard].add(key)
                self._last[shard] = max(key, self._last.get(shard, key))
            fresh = [pair for pair, shard in zip(pairs, shards, strict=True) if shard not in self.stale]
            self._write(fresh)

    def waiting(self) -> int:
        """Documents in stale matrices."""
        return sum(len(self._members[shard]) for shard in self.stale)

    def refold(self, most: int) -> None:
        """Go on folding a stale matrix anew, by so many documents."""
        shard = min(self.stale)
        if shard not in self._folding:
            self.memory.clear(shard)
            self._folding[shard] = sorted(self._members[shard], reverse=True)
        left = self._folding[shard]
        some = [left.pop() for _ in range(min(most, len(left)))]
        pairs = [pair for key in some for pair in self._pairs(key)]
        self._write([pair for pair, at in zip(pairs, self._shards(pairs), strict=True) if at == shard])
        if not left:
            del self._folding[shard]
            self.stale.discard(shard)
            if self._members[shard]:
                self._last[shard] = max(self._members[shard])
            else:
                del self._members[shard]
                self._last.pop(shard, None)

    def _go_stale(self, shard: int) -> None:
        self.stale.add(shard)
        self._folding.pop(shard, None)  # it was folded of other documents

    def _shards(self, pairs: Sequence[Pair]) -> list[int]:
        if not pairs:
            return []
        routes = self.memory.routes(np.stack([route for route, _, _ in pairs]))
        return [int(shard) for shard in routes[:, 0]]

    def _write(self, pairs: Sequence[Pair]) -> None:
        if pairs:
            routes, keys, values = (np.stack(part) for part in zip(*pairs, strict=True))
            self.memory.write_many(keys, values, routes=routes)


class Completions:
    """Both associative memories of an index. Not safe to share between threads; ``Index`` sees to that."""

    def __init__(self, dimensions: int, source: Source) -> None:
        self._source = source
        self._project = projection(dimensions)
        self._facts = _Fold(dimensions, self._of_memory)
        self._turns = _Fold(dimensions, self._of_turn)
        self._changed: dict[Key, None] = {}

    def changed(self, key: Key) -> None:
        """A document was put or dropped; an unknown one is one that was dropped."""
        self._changed[key] = None

    def settle(self, most: int = _AT_ONCE) -> bool:
        """Take in so many changed documents, or fold so many anew.

        Returns:
            whether more is left to do.
        """
        if self._changed:
            some = list(islice(self._changed, most))
            for key in some:
                del self._changed[key]
            self._facts.take([key for key in some if key.owner is Owner.MEMORY])
            self._turns.take([key for key in some if key.owner is Owner.TURN])
        elif self._facts.stale:
            self._facts.refold(most)
        elif self._turns.stale:
            self._turns.refold(most)
        return bool(self._changed or self._facts.stale or self._turns.stale)

    def about(self, nodes: Mapping[str, float], question: Vector) -> list[tuple[str, Vector, float]]:
        """What names complete to: each name with a unit vector and how sure it is (0..1).

        Args:
            nodes: names, and how active they are (0..1).
            question: its calibrated sentence vector.
        """
        self._settle_little()
        asked = self._key(question)
        out = []
        for name in sorted(nodes, key=lambda one: (-nodes[one], one))[:_NAMES]:
            route = name_vector(name)
            found = self._facts.memory.read(route + asked, route=route, closed=self._facts.stale.__contains__)
            out += [(name, *one) for one in _sure(found, nodes[name])]
        return out

    def after(self, turn: Vector) -> list[tuple[Vector, float]]:
        """What a turn, by its calibrated vector, completes to: at most one unit vector and how sure it is."""
        self._settle_little()
        key = self._key(turn)
        return _sure(self._turns.memory.read(key, closed=self._turns.stale.__contains__), 1.0)

    def _settle_little(self) -> None:
        """Do what is quickly done before an answer; a matrix that is still stale after it is not read."""
        waiting = len(self._changed) + self._facts.waiting() + self._turns.waiting()
        while waiting <= _AT_ONCE and (self._changed or self._facts.stale or self._turns.stale):
            self.settle()

    def _of_memory(self, key: Key) -> list[Pair]:
        vector = self._source.vector(key)
        if vector is None:
            return []
        own = self._key(vector)
        return [(name_vector(name), name_vector(name) + own, vector) for name in self._source.names(key)]

    def _of_turn(self, key: Key) -> list[Pair]:
        before = self._source.before(key)
        vector, cue = self._source.vector(key), None if before is None else self._source.vector(before)
        if vector is None or cue is None:
            return []
        own = self._key(cue)
        return [(own, own, vector)]

    def _key(self, vector: Vector) -> Vector:
        reduced = vector @ self._project
        length = float(np.linalg.norm(reduced))
        return np.asarray(reduced / length if length else reduced, np.float32)


def likeness(vectors: Matrix, completed: Vector) -> Vector:
    """How much rows ``(n, d)`` are what was completed to: cosines over the usual one, as a share (0..1)."""
    return np.asarray(np.clip((vectors @ completed - _USUAL) / (1 - _USUAL), 0, 1), np.float32)


_USUAL = 0.3


def _sure(found: Completion, active: float) -> list[tuple[Vector, float]]:
    length = float(np.linalg.norm(found.value))
    if not length or found.familiarity <= 0:
        return []
    return [(np.asarray(found.value / length, np.float32), active * found.familiarity)]
