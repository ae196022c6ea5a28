"""HOPE: memories that change at different speeds, so that their errors tell what kind of news something is.

Behrouz, Razaviyayn, Zhong and Mirrokni (2025), "Nested Learning". *Continuum memory system*: level l changes
only when its period ends, by the sum of the gradients buffered since its last change. *Delta gradient
descent*, with the dot product of value and reading as the objective, so that its gradient is ``-v k^T``::

    W <- W (I - e k k^T) + e v k^T  =  W - e (W k - v) k^T

the gradient step on ``1/2 ||W k - v||^2``, ``e = eta / (1 + eta)``. The paper gets it as the W that minimises
``1/2 ||W k - v||^2 + 1/(2 eta) ||W - W_t||^2``. For the pairs of a whole period the same minimum is::

    W <- W - G (C + I/eta)^-1,    G = sum (W k - v) k^T = W C - B,  C = sum k k^T,  B = sum v k^T

which is the delta rule for one pair, and for many cannot overshoot, however alike their keys are. W stands
still between its changes, so the buffered gradients are kept as their two sums B and C.

The slowest level changes under elastic weight consolidation (``ewc``): ``I/eta`` becomes ``I/eta + lambda F``
for it, with W as it stands as the anchor.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from memory_core.plasticity import ewc
from memory_core.plasticity.modulation import GAMMA, RunningNorm
from memory_core.plasticity.neural_memory import WIDTH
from memory_core.types import Matrix, Vector


class Level(StrEnum):
    """A memory, named by the period at whose end it changes; fastest first."""

    TURN = "turn"
    CONVERSATION = "conversation"
    SLEEP = "sleep"
    SEVENTH_SLEEP = "seventh_sleep"


class Scope(StrEnum):
    """In what something can be new; narrowest first."""

    CONVERSATION = "conversation"
    WEEK = "week"
    LIFE = "life"


KNOWN_BY: Mapping[Scope, tuple[Level, ...]] = MappingProxyType(
    {
        Scope.CONVERSATION: (Level.TURN,),
        Scope.WEEK: (Level.TURN, Level.CONVERSATION, Level.SLEEP),
        Scope.LIFE: tuple(Level),
    }
)
"""Something is known in a scope when one of its levels predicts it: what was said an hour ago is not new in
this life because the slowest level has not changed since."""

NEWS: Mapping[Scope, float] = MappingProxyType(
    {Scope.CONVERSATION: GAMMA / 2, Scope.WEEK: GAMMA, Scope.LIFE: GAMMA}
)
"""Spreads above the usual error at which something is news. In a conversation, which begins knowing nothing,
errors have two heaps, new and said already, and the upper one lies about one spread above the mean."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a level changes: ``eta`` is the step of delta gradient descent (one pair moves ``eta / (1 + eta)``
    of its error); ``half_life`` counts the changes after which what is not repeated is half forgotten;
    ``hold`` is the lambda by which elastic weight consolidation holds what was learnt before, 0 for none."""

    eta: float
    half_life: float = math.inf
    hold: float = 0.0


PACES: Mapping[Level, Pace] = MappingProxyType(
    {
        Level.TURN: Pace(4.0),  # cleared with its conversation
        Level.CONVERSATION: Pace(1.0, 12.0),
        Level.SLEEP: Pace(0.5, 7.0),
        Level.SEVENTH_SLEEP: Pace(0.1, hold=ewc.LAMBDA),
    }
)
"""Chosen coarsely on made-up streams: with a slowest step of .5 three weeks of other topics bury an old one,
with .1 it is still known."""


class LinearLevel:
    """One linear associative memory with the buffer of its next change."""

    def __init__(self, pace: Pace, width: int = WIDTH) -> None:
        """An empty memory."""
        self.pace = pace
        self.weights: Matrix = np.zeros((width, width), np.float32)
        self.products: Matrix = np.zeros((width, width), np.float32)
        """B, the buffered ``v k^T``."""
        self.gram: Matrix = np.zeros((width, width), np.float32)
        """C, the buffered ``k k^T``, symmetric."""
        self.count = 0
        """Pairs in the buffer."""
        self.held = ewc.Consolidation.none(width, pace.hold)
        """What holds the weights; the anchor is the weights themselves, which stand still meanwhile."""
        self._limit = 2 * math.sqrt(width)

    def error(self, k: Vector, v: Vector) -> float:
        """``||W k - v||^2``, 1 for an empty memory. Changes nothing."""
        apart = self.weights @ k - v
        return float(apart @ apart)

    def observe(self, k: Vector, v: Vector, weight: float = 1.0) -> None:
        """Buffer a pair; ``weight`` > 0 counts it more or less than once."""
        self.buffer(*_products(k, v, weight))

    def buffer(self, product: Matrix, gram: Matrix) -> None:
        """Buffer a pair given as its ``v k^T`` and ``k k^T``."""
        self.products += product
        self.gram += gram
        self.count += 1

    def gradient(self) -> Matrix:
        """G, the sum of the buffered gradients of ``1/2 ||W k - v||^2``."""
        return self.weights @ self.gram - self.products

    def change(self) -> None:
        """End the period: forget by the half-life, learn the buffer, empty it."""
        # M <- (1 - alpha) M + S as in Titans, 1 - alpha = 2^(-1 / half-life)
        self.weights = self.weights * np.float32(0.5 ** (1 / self.pace.half_life))
        if self.count:
            self.weights = np.ascontiguousarray(self.weights - self._step(), np.float32)
            norm = float(np.linalg.norm(self.weights))
            if norm > self._limit:
                self.weights *= np.float32(self._limit / norm)
            if self.held.strength:
                self.held = self.held.after(self.gram)
            self.products = np.zeros_like(self.products)
            self.gram = np.zeros_like(self.gram)
            self.count = 0

    def _step(self) -> NDArray[np.floating]:
        """``G (C + I/eta + lambda F)^-1``."""
        eta = self.pace.eta
        if self.count == 1 and not self.held.strength:
            # C has rank 1 (Sherman and Morrison): the delta rule W <- W - e (W k - v) k^T itself
            return self.gradient() * np.float32(eta / (1 + eta * float(np.trace(self.gram))))
        # the matrix is symmetric, so the system is solved from the left
        curvature = self.gram.astype(np.float64) + np.eye(len(self.gram)) / eta
        curvature += np.diag(self.held.curvature())
        return np.linalg.solve(curvature, self.gradient().T.astype(np.float64)).T

    def fade(self, share: float) -> None:
        """Forget a share 0..1 of what was learnt."""
        self.weights = self.weights * np.float32(1 - share)

    def copy(self) -> LinearLevel:
        """A level that changes apart from this one; arrays are replaced, only the buffer is added to."""
        other = LinearLevel.__new__(LinearLevel)
        other.pace, other.count, other._limit = self.pace, self.count, self._limit
        other.held = self.held
        other.weights, other.products, other.gram = self.weights, self.products.copy(), self.gram.copy()
        return other


class Continuum:
    """The four levels and what error is usual in each scope."""

    def __init__(self, width: int = WIDTH, paces: Mapping[Level, Pace] = PACES) -> None:
        """Nothing is known."""
        self.levels = {level: LinearLevel(paces[level], width) for level in Level}
        self.norms = {scope: RunningNorm.expecting(0.7, 0.2) for scope in Scope}

    def errors(self, k: Vector, v: Vector) -> Mapping[Scope, float]:
        """The error of the level that predicts best, for each scope; changes nothing."""
        each = {level: memory.error(k, v) for level, memory in self.levels.items()}
        return {scope: min(each[level] for level in known) for scope, known in KNOWN_BY.items()}

    def shares(self, errors: Mapping[Scope, float]) -> Mapping[Scope, float]:
        """The errors among what is usual for each scope, 0..1."""
        return {scope: self.norms[scope].share(error) for scope, error in errors.items()}

    def news(self, errors: Mapping[Scope, float]) -> Scope | None:
        """The widest scope in which it is news: its error lies ``NEWS`` spreads above what is usual there."""
        wide = [scope for scope in Scope if self.norms[scope].deviation(errors[scope]) > NEWS[scope]]
        return wide[-1] if wide else None

    def observe(self, k: Vector, v: Vector, weight: float = 1.0) -> None:
        """Count the pair's errors as usual and buffer it for every level."""
        for scope, error in self.errors(k, v).items():
            self.norms[scope] = self.norms[scope].seen(error)
        product, gram = _products(k, v, weight)
        for memory in self.levels.values():
            memory.buffer(product, gram)

    def rehearse(self, k: Vector, v: Vector, weight: float) -> None:
        """Buffer a pair once more for the levels that change with sleep; what is usual stays as it was."""
        product, gram = _products(k, v, weight)
        for level in (Level.SLEEP, Level.SEVENTH_SLEEP):
            self.levels[level].buffer(product, gram)

    def end(self, period: Level) -> None:
        """A period is over: its level changes. With a conversation the fastest level is wiped."""
        self.levels[period].change()
        if period is Level.CONVERSATION:
            self.interrupt(1.0)

    def interrupt(self, share: float) -> None:
        """Wipe a share 0..1 of the fastest level: another event begins."""
        self.levels[Level.TURN].fade(share)

    def flush(self) -> None:
        """End every period that has something buffered."""
        for period in self.pending():
            self.end(period)

    def pending(self) -> list[Level]:
        """Levels with something buffered, fastest first."""
        return [level for level, memory in self.levels.items() if memory.count]

    def copy(self) -> Self:
        """A continuum that changes apart from this one."""
        other = type(self).__new__(type(self))
        other.levels = {level: memory.copy() for level, memory in self.levels.items()}
        other.norms = dict(self.norms)
        return other


def _products(k: Vector, v: Vector, weight: float) -> tuple[Matrix, Matrix]:
    factor = np.float32(weight)
    # multiplied in this order the second is symmetric to the last bit, so that half of it can be saved
    return factor * np.multiply.outer(v, k), factor * np.multiply.outer(k, k)
