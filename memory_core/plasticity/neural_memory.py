"""Titans: a neural memory that learns while it is used; its surprise is the gradient of an associative loss.

Behrouz, Zhong and Mirrokni (2024), "Titans: Learning to Memorize at Test Time", section 3.1::

    loss   l(M; x) = ||M(k) - v||^2
    S_t = eta * S_{t-1} - theta * grad l(M_{t-1}; x_t)      momentum: what follows a surprise is kept too
    M_t = (1 - alpha) * M_{t-1} + S_t                       adaptive forgetting

The memory is linear or has one hidden layer. Both are guarded: a matrix never grows over ``limit``. What one
presentation moves in the end is ``2 * theta / (1 - eta)`` of the error, so that theta .05 with eta .9 writes
it whole and anything over .1 would swing ever wider without the guard.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from memory_core.errors import BadRequest
from memory_core.types import Matrix, Vector

WIDTH = 64
"""Dimensions of keys and values."""
THETA, ETA, ALPHA = 0.05, 0.9, 0.001
_SILU_POWER = 0.3558
"""Mean square of SiLU of a standard normal variable."""


def silu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """``x * sigmoid(x)``, without overflow."""
    return np.asarray(x * _sigmoid(x), np.float32)


def normalise(x: Vector) -> Vector:
    """``x`` at length 1; zeros stay zeros."""
    length = float(np.linalg.norm(x))
    return x / np.float32(length) if length > 1e-12 else np.zeros_like(x)


@cache
def random_signs(rows: int, columns: int, seed: str) -> Matrix:
    """A fixed matrix of +1 and -1, read-only: Achlioptas (2003), "Database-friendly random projections".

    Made of a hash and not of a generator, so that every machine and every version has the same one.
    """
    bits = np.frombuffer(hashlib.shake_256(seed.encode()).digest((rows * columns + 7) // 8), np.uint8)
    signs = np.unpackbits(bits)[: rows * columns].reshape(rows, columns).astype(np.float32) * 2 - 1
    signs.setflags(write=False)
    return signs


class Projection:
    """A sentence vector's key ``k = normalise(SiLU(x W_K))`` and value ``v = normalise(x W_V)``."""

    def __init__(self, dimensions: int = 384, width: int = WIDTH) -> None:
        """For unit sentence vectors of shape ``(dimensions,)``."""
        self.dimensions = dimensions
        self.width = width
        self._keys = random_signs(dimensions, width, "mneme keys 1")
        self._values = random_signs(dimensions, width, "mneme values 1")

    def key(self, x: Vector) -> Vector:
        """Key or query of ``x``, ``(width,)``, length 1."""
        return normalise(silu(self._checked(x) @ self._keys))

    def value(self, x: Vector) -> Vector:
        """Value of ``x``, ``(width,)``, length 1."""
        return normalise(self._checked(x) @ self._values)

    def _checked(self, x: Vector) -> Vector:
        """``x`` as float32.

        Raises:
            BadRequest: wrong shape, or a number that is not finite.
        """
        x = np.asarray(x, np.float32)
        if x.shape != (self.dimensions,) or not np.isfinite(x).all():
            raise BadRequest(f"a sentence vector has {self.dimensions} finite numbers")
        return x


class LinearMemory:
    """``M(k) = M k``. Keys and values have shape ``(width,)`` and length at most 1."""

    def __init__(self, width: int = WIDTH, limit: float | None = None, *, guarded: bool = True) -> None:
        """An empty memory; ``limit`` bounds M's Frobenius norm, by default at twice that of a full memory."""
        self._limit = (limit or 2 * math.sqrt(width)) if guarded else None
        self.memory: Matrix = np.zeros((width, width), np.float32)
        self.momentum: Matrix = np.zeros((width, width), np.float32)

    def read(self, q: Vector) -> Vector:
        """``y = M q``; changes nothing."""
        return self.memory @ q

    def error(self, k: Vector, v: Vector) -> float:
        """``||M k - v||^2``, >= 0; 1 for an empty memory. Changes nothing."""
        return _square(self.read(k) - v)

    def gradient(self, k: Vector, v: Vector) -> Matrix:
        """``2 (M k - v) k^T``, the momentary surprise."""
        return np.asarray(np.multiply.outer(2 * (self.read(k) - v), k), np.float32)

    def learn(
        self, k: Vector, v: Vector, theta: float = THETA, eta: float = ETA, alpha: float = ALPHA
    ) -> None:
        """One step of S_t and M_t."""
        # S_t = eta * S_{t-1} - theta * grad l(M_{t-1}; x_t)
        self.momentum = np.float32(eta) * self.momentum - np.float32(theta) * self.gradient(k, v)
        # M_t = (1 - alpha) * M_{t-1} + S_t
        self.memory = np.float32(1 - alpha) * self.memory + self.momentum
        self._guard()

    def learn_chunk(
        self, keys: Matrix, values: Matrix, theta: float = THETA, eta: float = ETA, alpha: float = ALPHA
    ) -> None:
        """What ``learn`` does one after another, as a few matrix products.

        With ``u_t = -2 theta (M_{t-1} k_t - v_t)``, ``b = 1 - alpha`` and ``c_m = sum_{j<=m} b^(m-j) eta^j``
        the recurrence unrolls to ``M_t = b^t M_0 + eta c_{t-1} S_0 + sum_{i<=t} c_{t-i} u_i k_i^T``, so the
        ``u`` solve one triangular system: no gradient is taken at an old M. The guard looks at the end only.

        Args:
            keys: ``(n, width)``.
            values: ``(n, width)``.
            theta: step, as in ``learn``.
            eta: momentum kept.
            alpha: share forgotten.
        """
        count = len(keys)
        if not count:
            return
        k, v = keys.astype(np.float64), values.astype(np.float64)
        powers = eta ** np.arange(count + 1)
        decays = (1 - alpha) ** np.arange(count + 1)
        spread = np.array([decays[: m + 1][::-1] @ powers[: m + 1] for m in range(count)])  # c_0 .. c_{n-1}
        lag = np.subtract.outer(np.arange(count), np.arange(count))
        before = np.where(lag > 0, spread[np.maximum(lag - 1, 0)], 0.0) * (k @ k.T)
        carried = eta * np.concatenate([[0.0], spread[:-1]])
        start = decays[:count, None] * (k @ self.memory.T) + carried[:, None] * (k @ self.momentum.T)
        u = np.linalg.solve(np.eye(count) + 2 * theta * before, -2 * theta * (start - v))
        memory = decays[count] * self.memory + eta * spread[-1] * self.momentum
        momentum = powers[count] * self.momentum + (u * powers[:count][::-1, None]).T @ k
        self.memory = (memory + (u * spread[::-1, None]).T @ k).astype(np.float32)
        self.momentum = momentum.astype(np.float32)
        self._guard()

    def arrays(self) -> list[NDArray[np.float32]]:
        """All that was learnt, for ``restore``."""
        return [self.memory, self.momentum]

    def restore(self, arrays: Sequence[NDArray[np.float32]]) -> None:
        """Take what ``arrays`` gave. Raises BadRequest when it does not fit."""
        self.memory, self.momentum = fitting(arrays, self.arrays())

    def _guard(self) -> None:
        """Momentum shrinks with the matrix, else it would run into the wall again at once."""
        if self._limit is not None:
            factor = _excess(self.memory, self._limit)
            if factor < 1:
                self.memory, self.momentum = self.memory * factor, self.momentum * factor


class HiddenMemory:
    """``M(k) = W2 SiLU(W1 k) / sqrt(g)``, one hidden layer of twice the width.

    ``g`` is the expected square of the hidden layer, so that its length is about 1 and the linear memory's
    theta fits. Forgetting leads back to the blank memory (W2 = 0, W1 = fixed random signs) and not to zero:
    without a first layer nothing could ever be learnt again.
    """

    def __init__(self, width: int = WIDTH, limit: float | None = None, *, guarded: bool = True) -> None:
        """An empty memory; ``limit`` bounds what was learnt in each layer, by Frobenius norm."""
        hidden = 2 * width
        self._limit = (limit or 2 * math.sqrt(width)) if guarded else None
        self._scale = np.float32(1 / math.sqrt(_SILU_POWER * hidden))
        self._blank = random_signs(hidden, width, "mneme hidden 1")
        self.first: Matrix = self._blank.copy()
        self.second: Matrix = np.zeros((width, hidden), np.float32)
        self.momenta: tuple[Matrix, Matrix] = (np.zeros_like(self.first), np.zeros_like(self.second))

    def read(self, q: Vector) -> Vector:
        """``y = M(q)``; changes nothing."""
        return self.second @ (self._scale * silu(self.first @ q))

    def error(self, k: Vector, v: Vector) -> float:
        """``||M(k) - v||^2``, >= 0; 1 for an empty memory. Changes nothing."""
        return _square(self.read(k) - v)

    def gradient(self, k: Vector, v: Vector) -> tuple[Matrix, Matrix]:
        """Gradients of the loss by W1 and by W2."""
        inner = self.first @ k
        gate = _sigmoid(inner)
        hidden = self._scale * inner * gate
        apart = 2 * (self.second @ hidden - v)
        slope = gate * (1 + inner * (1 - gate))  # SiLU'
        back = self._scale * slope * (apart @ self.second)
        return np.multiply.outer(back, k), np.multiply.outer(apart, hidden)

    def learn(
        self, k: Vector, v: Vector, theta: float = THETA, eta: float = ETA, alpha: float = ALPHA
    ) -> None:
        """One step of S_t and M_t for both layers."""
        by_first, by_second = self.gradient(k, v)
        # S_t = eta * S_{t-1} - theta * grad l(M_{t-1}; x_t)
        one = np.float32(eta) * self.momenta[0] - np.float32(theta) * by_first
        two = np.float32(eta) * self.momenta[1] - np.float32(theta) * by_second
        # M_t = (1 - alpha) * M_{t-1} + S_t, counted from the blank memory
        learnt = np.float32(1 - alpha) * (self.first - self._blank) + one
        second = np.float32(1 - alpha) * self.second + two
        if self._limit is not None:
            factors = _excess(learnt, self._limit), _excess(second, self._limit)
            if min(factors) < 1:
                learnt, one, second, two = (
                    learnt * factors[0], one * factors[0], second * factors[1], two * factors[1],
                )  # fmt: skip
        self.first, self.second, self.momenta = self._blank + learnt, second, (one, two)

    def arrays(self) -> list[NDArray[np.float32]]:
        """All that was learnt, for ``restore``."""
        return [self.first, self.second, *self.momenta]

    def restore(self, arrays: Sequence[NDArray[np.float32]]) -> None:
        """Take what ``arrays`` gave. Raises BadRequest when it does not fit."""
        self.first, self.second, one, two = fitting(arrays, self.arrays())
        self.momenta = one, two


def fitting(
    given: Sequence[NDArray[np.float32]], like: Sequence[NDArray[np.float32]]
) -> list[NDArray[np.float32]]:
    """Copies of the given arrays.

    Raises:
        BadRequest: number, shape or type differ from ``like``, or a number is not finite.
    """
    if len(given) != len(like) or any(
        one.shape != other.shape or one.dtype != other.dtype or not np.isfinite(one).all()
        for one, other in zip(given, like, strict=True)
    ):
        raise BadRequest("the learnt state does not fit this memory")
    return [np.array(one, order="C") for one in given]


def _sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.float32(0.5) * (1 + np.tanh(np.float32(0.5) * x)), np.float32)


def _square(x: Vector) -> float:
    return float(x @ x)


def _excess(matrix: Matrix, limit: float) -> np.float32:
    """Factor that brings the matrix's norm down to the limit, 1 when it is under it."""
    norm = float(np.linalg.norm(matrix))
    return np.float32(limit / norm) if norm > limit else np.float32(1)
