"""Elastic weight consolidation: learn what is new without losing what the old depends on.

Kirkpatrick et al. (2017), "Overcoming catastrophic forgetting in neural networks", in the online form of
Schwarz et al. (2018), "Progress & Compress": one anchor ``w*`` and one running Fisher information::

    L = L_new + lambda/2 * sum_i F_i (w_i - w*_i)^2,      F <- F_new + gamma * F_old

For a linear memory ``v = W k`` with a Gaussian loss the Fisher information of ``W_ij`` is ``E[k_j^2]``: the
same for each row, known without a gradient, and here taken from the sum of the single pairs' ``k k^T``, never
from the square of a mean. L is quadratic then, and its minimum can be written down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from memory_core.errors import BadRequest
from memory_core.types import Matrix, Vector

LAMBDA = 1.0
"""How strongly the old holds, in pairs: a weight that the old depends on as much as on the average one gives
way as if it had been learnt from so many pairs more. Chosen with ``evaluation/ewc_bench.py``: of 96
associations, followed by 96 others, .91 are still recalled and .98 of the others, without it .14 and 1."""
GAMMA = 0.9
"""What is left of the old Fisher information at each consolidation."""


@dataclass(frozen=True, slots=True)
class Consolidation:
    """What the weights of a linear memory mean for what it has learnt.

    ``fisher`` has shape ``(width,)``, one number >= 0 for each component of the keys, 1 on average for one
    consolidation's pairs; zeros hold nothing. ``strength`` is lambda, ``decay`` is gamma in 0..1.
    """

    fisher: Vector
    strength: float = LAMBDA
    decay: float = GAMMA

    @classmethod
    def none(cls, width: int, strength: float = LAMBDA, decay: float = GAMMA) -> Consolidation:
        """Nothing was learnt yet, so nothing holds.

        Raises:
            BadRequest: lambda is negative or not finite, or gamma is outside 0..1.
        """
        if not (math.isfinite(strength) and strength >= 0 and 0 <= decay <= 1):
            raise BadRequest("a consolidation's strength must be >= 0 and its decay lie in 0..1")
        return cls(np.zeros(width, np.float32), strength, decay)

    def after(self, gram: Matrix) -> Consolidation:
        """``F <- F_new + gamma * F_old`` once pairs were learnt.

        Args:
            gram: sum of their ``weight * k k^T``, shape ``(width, width)``; important pairs weigh more.
        """
        new = information(gram)
        return replace(self, fisher=np.asarray(new + np.float32(self.decay) * self.fisher, np.float32))

    def penalty(self, weights: Matrix, anchor: Matrix) -> float:
        """``lambda/2 * sum_ij F_j (w_ij - w*_ij)^2``, >= 0."""
        apart = (weights - anchor).astype(np.float64)
        return float(self.strength / 2 * np.sum(self.fisher * apart * apart))

    def gradient(self, weights: Matrix, anchor: Matrix) -> NDArray[np.float64]:
        """Gradient of the penalty by the weights."""
        apart = (weights - anchor).astype(np.float64)
        return np.asarray(self.strength * self.fisher * apart, np.float64)

    def curvature(self) -> NDArray[np.float64]:
        """Second derivative of the penalty by a row of the weights: ``lambda * F``, a diagonal."""
        return self.strength * self.fisher.astype(np.float64)


def information(gram: Matrix) -> Vector:
    """Diagonal Fisher information of each row, ``E[k_j^2]``, scaled to 1 on average; zeros for no pairs."""
    powers = np.diag(gram).astype(np.float64)
    mean = powers.mean()
    return np.asarray(powers / mean if mean > 0 else np.zeros_like(powers), np.float32)


def learnt(
    weights: Matrix, anchor: Matrix, products: Matrix, gram: Matrix, eta: float, held: Consolidation
) -> Matrix:
    """The weights that minimise the new loss, the step's length and the penalty together.

    ``L(W) = 1/2 sum ||W k - v||^2 + 1/(2 eta) ||W - W_t||^2 + lambda/2 sum_j F_j ||W_j - W*_j||^2`` has its
    minimum at ``W = (B + W_t / eta + lambda W* F) (C + I / eta + lambda F)^-1``.

    Args:
        weights: W_t, shape ``(width, width)``.
        anchor: W*, the weights after the last consolidation.
        products: B, the sum of ``v k^T``.
        gram: C, the sum of ``k k^T``.
        eta: the step, > 0.
        held: F and lambda.
    """
    diagonal = np.full(len(gram), 1 / eta) + held.curvature()
    right = products + weights.astype(np.float64) / eta + anchor.astype(np.float64) * held.curvature()
    left = gram.astype(np.float64) + np.diag(diagonal)
    return np.asarray(np.linalg.solve(left, right.T).T, np.float32)  # the left side is symmetric
