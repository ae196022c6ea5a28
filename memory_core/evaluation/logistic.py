"""Ridge logistic regression by Newton's method, towards given weights: small data, no dependency."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fit(
    x: Floats,
    y: Floats,
    *,
    ridge: float | Floats,
    towards: Floats | None = None,
    given: Floats | None = None,
    rounds: int = 25,
) -> Floats:
    """Maximum a posteriori weights under a Gaussian prior.

    Args:
        x: ``(n, features)``.
        y: labels 0 or 1, ``(n,)``.
        ridge: precision of the prior on each weight, one for all or ``(features,)``; the intercept has none.
        towards: the prior's mean, ``(1 + features,)``, the intercept first; zeros if None.
        given: log-odds that are known and not fitted, ``(n,)``.
        rounds: Newton steps at most.

    Returns:
        ``(1 + features,)``: intercept, then weights.
    """
    design = np.column_stack([np.ones(len(x)), x])
    mean = np.zeros(design.shape[1]) if towards is None else np.asarray(towards, float)
    precision = np.concatenate([[1e-6], np.broadcast_to(np.asarray(ridge, float), (x.shape[1],))])
    offset = np.zeros(len(x)) if given is None else given
    w = mean.copy()
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(design @ w + offset, -30, 30)))
        gradient = design.T @ (p - y) + precision * (w - mean)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + np.diag(precision)
        step = np.linalg.solve(hessian + 1e-9 * np.eye(len(w)), gradient)
        w = w - step
        if np.abs(step).max() < 1e-6:
            break
    return w
