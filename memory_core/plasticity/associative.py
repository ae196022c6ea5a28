"""Associative memory of constant cost (ARMT): a cue completes to what went with it, however much is stored.

Rodkin et al. (2024), "Associative Recurrent Memory Transformer", with the feature map and the delta rule of
Schlag et al. (2021), "Linear Transformers Are Secretly Fast Weight Programmers". A fixed number of matrices,
routed by the signs of random hyperplanes (Charikar 2002): a write touches one of them, a cue at most two. So
reading and writing cost the same after a thousand pairs and after a million; over its capacity a matrix
recalls less and less, and nothing else happens.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory_core.errors import BadRequest
from memory_core.types import Matrix, Vector

WIDTH = 64
"""``d_mem``: numbers in a key."""
NU = 3
"""Products of a number with its ``NU`` neighbours: DPFP-3."""
FEATURES = 2 * NU * WIDTH
SHARDS = 64
EPSILON = 1e-5
"""Under the normaliser of a read, as published."""
MOST = 4.0
"""A read is at most so long (values have length 1): nothing that is written can grow without bound."""

_CHUNK = 64
"""Pairs of one matrix that are written with one product."""
_SEED = 20_260
_MAGIC = b"MNEMEASC"
_VERSION = 1
_DIGEST = 32
_UNREADABLE = (
    KeyError,
    TypeError,
    AttributeError,
    ValueError,
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Completion:
    """What a cue completes to: ``value`` ``(dimensions,)``, and in 0..1 how much like a written key it is."""

    value: Vector
    familiarity: float


def features(keys: Matrix) -> Matrix:
    """DPFP-3 of keys ``(n, WIDTH)``: ``r = relu[x; -x]``, ``phi = concat_{j=1..3}(r * roll(r, j))``.

    Rows have length 1 (0 for a key of zeros), so that ``phi(k)^T phi(k) = 1`` whatever the key's length.
    """
    both = np.concatenate([keys, -keys], axis=1)
    rectified = np.maximum(both, 0)
    phi = np.concatenate([rectified * np.roll(rectified, j, axis=1) for j in range(1, NU + 1)], axis=1)
    norms = np.linalg.norm(phi, axis=1, keepdims=True)
    return np.asarray(phi / np.where(norms > 0, norms, 1), np.float32)


@lru_cache(maxsize=8)
def projection(dimensions: int) -> Matrix:
    """Orthonormal columns ``(dimensions, WIDTH)`` that take a sentence vector to a key.

    The same for every vault (a fixed seed); a vector narrower than ``WIDTH`` is embedded, not cut.
    """
    drawn = np.random.default_rng(_SEED).standard_normal((max(dimensions, WIDTH), WIDTH))
    orthonormal, _ = np.linalg.qr(drawn)
    return np.asarray(orthonormal[:dimensions], np.float32)


@lru_cache(maxsize=65_536)
def name_vector(name: str) -> Vector:
    """The direction ``(WIDTH,)`` that stands for a name: random, the same in every vault."""
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    drawn = np.random.default_rng(int.from_bytes(digest, "big")).standard_normal(WIDTH)
    direction = np.asarray(drawn / np.linalg.norm(drawn), np.float32)
    direction.flags.writeable = False
    return direction


class Shard:
    """One matrix with its normaliser. Zero until something is written."""

    __slots__ = ("matrix", "normaliser", "written")

    def __init__(self, dimensions: int) -> None:
        self.matrix: Floats = np.zeros((FEATURES, dimensions), np.float32)
        self.normaliser: Floats = np.zeros(FEATURES, np.float32)
        self.written = 0

    def read(self, phi: Floats) -> Vector:
        """``v = phi(q)^T A / (z^T phi(q) + 1e-5)``, at most ``MOST`` long."""
        return np.asarray(_bounded(phi @ self.matrix / (float(self.normaliser @ phi) + EPSILON)), np.float32)

    def write(
        self, phi: Floats, values: Matrix, beta: float = 1.0, *, corrects: bool = True, delta: bool = True
    ) -> None:
        """Write pairs in their order; in chunks, which gives what one after the other gives.

        For each pair ``v_old = read(k)``, ``gamma = clip(1 - z^T phi(k), 0, 1)``,
        ``A += beta * phi(k) (v - v_old)^T``, ``z += gamma * phi(k)``.

        Args:
            phi: features of the keys ``(n, FEATURES)``, rows of length 1.
            values: ``(n, dimensions)``.
            beta: 0..1, how far a pair is learnt.
            corrects: whether gamma corrects the normaliser; without, it is 1.
            delta: whether what is there under the key is taken away; without, it is Hebb's sum.
        """
        for first in range(0, len(phi), _CHUNK):
            self._write_chunk(
                phi[first : first + _CHUNK], values[first : first + _CHUNK], beta, corrects, delta
            )
        self.written += len(phi)

    def _write_chunk(self, phi: Floats, values: Matrix, beta: float, corrects: bool, delta: bool) -> None:
        gram = phi @ phi.T  # how much an earlier pair of the chunk speaks under a later key
        spoken, gammas = _spoken(gram, phi @ self.normaliser, corrects)
        news = values
        if delta:
            before, scale = phi @ self.matrix, (1 / (spoken + EPSILON))[:, None].astype(np.float32)
            # v - v_old for all at once: each v_old holds what the pairs before it wrote, a triangular system.
            earlier = np.tril(gram, -1) * np.float32(beta)
            whole = np.eye(len(phi), dtype=np.float32) + scale * earlier
            news = np.asarray(np.linalg.solve(whole, values - scale * before), np.float32)
            if not np.max(np.linalg.norm(values - news, axis=1)) <= MOST:  # one of them was too long
                news = _one_by_one(values, before, earlier, scale)
        self.matrix += np.float32(beta) * (phi.T @ news)
        self.normaliser += phi.T @ gammas


def _spoken(gram: Floats, familiar: Floats, corrects: bool) -> tuple[Floats, Floats]:
    """For each pair of a chunk ``z^T phi(k)`` when its turn comes, and its gamma."""
    spoken, gammas = np.array(familiar, np.float32), np.zeros(len(familiar), np.float32)
    for at in range(len(familiar)):
        spoken[at] += gram[at, :at] @ gammas[:at]
        gammas[at] = min(1.0, max(0.0, 1.0 - float(spoken[at]))) if corrects else 1.0
    return spoken, gammas


def _one_by_one(values: Matrix, before: Floats, earlier: Floats, scale: Floats) -> Matrix:
    """What the triangular system says, with every read bounded on the way."""
    news = np.zeros_like(values)
    for at in range(len(values)):
        news[at] = values[at] - _bounded(scale[at] * (before[at] + earlier[at, :at] @ news[:at]))
    return news


class AssociativeMemory:
    """Pairs of keys and values in a fixed number of matrices. Used from one thread at a time."""

    def __init__(
        self, dimensions: int, shards: int = SHARDS, *, corrects: bool = True, delta: bool = True
    ) -> None:
        """Nothing is associated yet.

        Args:
            dimensions: numbers in a value.
            shards: a power of two.
            corrects: see ``Shard.write``.
            delta: see ``Shard.write``.
        """
        if dimensions < 1 or shards < 1 or shards & (shards - 1):
            raise BadRequest("values need a dimension, and the number of shards must be a power of two")
        self.dimensions = dimensions
        self._count = shards
        self._corrects, self._delta = corrects, delta
        bits = shards.bit_length() - 1
        self._planes = np.random.default_rng(_SEED + 1).standard_normal((WIDTH, bits)).astype(np.float32)
        self._shards: dict[int, Shard] = {}

    def __len__(self) -> int:
        return sum(one.written for one in self._shards.values())

    @property
    def nbytes(self) -> int:
        """Bytes of all matrices; never more than ``shards`` times one of them."""
        return sum(one.matrix.nbytes + one.normaliser.nbytes for one in self._shards.values())

    def written(self, shard: int) -> int:
        """Pairs that were written into a matrix, rewritten ones counted again."""
        return self._shards[shard].written if shard in self._shards else 0

    def routes(self, keys: Matrix) -> NDArray[np.int64]:
        """The two matrices of each key ``(n, 2)``: its own, and the one behind the nearest hyperplane."""
        sides = keys @ self._planes
        powers = 1 << np.arange(sides.shape[1])
        own = (sides > 0) @ powers
        if not sides.shape[1]:
            return np.zeros((len(keys), 2), np.int64)
        return np.stack([own, own ^ powers[np.abs(sides).argmin(axis=1)]], axis=1).astype(np.int64)

    def write(self, key: Vector, value: Vector, beta: float = 1.0, *, route: Vector | None = None) -> None:
        """Associate a value with a key, in place of what stood under it.

        Args:
            key: ``(WIDTH,)``, any length.
            value: ``(dimensions,)``, of length 1 at most.
            beta: 0..1, how far it is learnt.
            route: what chooses the matrix, the key itself if None.

        Raises:
            BadRequest: another shape, or numbers that are not finite.
        """
        self.write_many(key[None], value[None], beta, routes=None if route is None else route[None])

    def write_many(
        self, keys: Matrix, values: Matrix, beta: float = 1.0, *, routes: Matrix | None = None
    ) -> None:
        """Associate keys ``(n, WIDTH)`` with values ``(n, dimensions)``, as one ``write`` after the other.

        Raises:
            BadRequest: as ``write``; nothing is written then.
        """
        keys, values = _checked(keys, WIDTH), _checked(values, self.dimensions)
        if len(keys) != len(values) or not 0.0 <= beta <= 1.0:
            raise BadRequest("each key needs a value, and beta lies in 0..1")
        shards = self.routes(keys if routes is None else _checked(routes, WIDTH))[:, 0]
        phi = features(keys)
        for shard in np.unique(shards):
            here = np.flatnonzero(shards == shard)
            one = self._shards.setdefault(int(shard), Shard(self.dimensions))
            one.write(phi[here], values[here], beta, corrects=self._corrects, delta=self._delta)

    def clear(self, shard: int) -> None:
        """Empty one matrix."""
        self._shards.pop(shard, None)

    def read(
        self, key: Vector, *, route: Vector | None = None, closed: Callable[[int], bool] | None = None
    ) -> Completion:
        """Complete a cue: of its two matrices the one that knows it better answers. Changes nothing.

        Args:
            key: ``(WIDTH,)``.
            route: as for ``write``.
            closed: matrices that must not be read.

        Raises:
            BadRequest: as ``write``.
        """
        keys = _checked(key[None], WIDTH)
        phi = features(keys)[0]
        best, known = None, 0.0
        by = keys if route is None else _checked(route[None], WIDTH)
        for shard in dict.fromkeys(self.routes(by)[0].tolist()):
            one = self._shards.get(shard)
            if one is None or (closed is not None and closed(shard)):
                continue
            familiar = float(one.normaliser @ phi)
            if familiar > known:
                best, known = one, familiar
        if best is None:
            return Completion(np.zeros(self.dimensions, np.float32), 0.0)
        return Completion(best.read(phi), min(1.0, known))

    def save(self) -> bytes:
        """The whole state; the same state always gives the same bytes, 600 kB for each matrix in use at 384
        dimensions."""
        used = sorted(self._shards)
        head = {
            "dimensions": self.dimensions,
            "shards": self._count,
            "corrects": self._corrects,
            "delta": self._delta,
            "used": used,
            "written": [self._shards[one].written for one in used],
        }
        text = np.frombuffer(json.dumps(head).encode(), np.uint8)
        arrays = [part for one in used for part in (self._shards[one].matrix, self._shards[one].normaliser)]
        written = io.BytesIO()
        np.savez(written, text, *arrays)
        body = _VERSION.to_bytes(2, "big") + written.getvalue()
        return _MAGIC + hashlib.sha256(body).digest() + body

    @classmethod
    def load(cls, data: bytes) -> AssociativeMemory:
        """The memory that ``save`` saved.

        Raises:
            BadRequest: (a ``ValueError``) the bytes are damaged, foreign, or of another version.
        """
        body = data[len(_MAGIC) + _DIGEST :]
        digest = data[len(_MAGIC) : len(_MAGIC) + _DIGEST]
        if data[: len(_MAGIC)] != _MAGIC or hashlib.sha256(body).digest() != digest:
            raise BadRequest("the associations are damaged")
        if int.from_bytes(body[:2], "big") != _VERSION:
            raise BadRequest("the associations are of another version")
        try:
            with np.load(io.BytesIO(body[2:]), allow_pickle=False) as archive:
                head: dict[str, Any] = json.loads(archive["arr_0"].tobytes())
                memory = cls(
                    head["dimensions"], head["shards"], corrects=head["corrects"], delta=head["delta"]
                )
                for at, (shard, count) in enumerate(zip(head["used"], head["written"], strict=True)):
                    one = memory._shards[int(shard)] = Shard(memory.dimensions)
                    one.matrix = _shaped(archive[f"arr_{2 * at + 1}"], one.matrix.shape)
                    one.normaliser = _shaped(archive[f"arr_{2 * at + 2}"], one.normaliser.shape)
                    one.written = int(count)
        except _UNREADABLE as error:
            raise BadRequest(f"the associations are damaged: {error}") from error
        return memory


def _bounded(vector: Any) -> Any:
    length = float(np.linalg.norm(vector))
    return vector if length <= MOST else vector * (MOST / length)


def _checked(rows: Matrix, width: int) -> Matrix:
    if rows.ndim != 2 or rows.shape[1] != width:
        raise BadRequest(f"{width} numbers are needed, not {rows.shape[1:]}")
    if not np.isfinite(rows).all():
        raise BadRequest("keys and values must be finite")
    return np.asarray(rows, np.float32)


def _shaped(array: NDArray[Any], shape: tuple[int, ...]) -> Floats:
    if array.shape != shape or not np.isfinite(array).all():
        raise ValueError("an array of another shape")
    return np.asarray(array, np.float32)
