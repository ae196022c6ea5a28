"""What the user's lessons add to the gate's weights: a small, bounded step for each, never a turn. Pure.

Each lesson is a few steps of online logistic regression on its statement's features, normalised by their
length (normalised least mean squares, Nagumo and Noda 1967, with a logistic output) and pulled towards no
change at all::

    p     = 1 / (1 + exp(-(base + sum((weight + delta) * x))))
    delta = clip(delta + rate * ((target - p) * x / max(1, |x|^2) - pull * delta), -bound, bound)

So one lesson moves what is like its statement, a second one moves it less, and no number of them moves a
weight by more than the bound.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Lessons = Sequence[tuple[Mapping[str, float], float]]
"""For each lesson, oldest first, its statement's features (levels in 0..1 by name) and the target (0..1)."""

_STEPS = 3
"""Steps for each lesson."""
_PULL = 0.02
"""Share of a change that one step at rate 1 takes back, where a lesson speaks of it."""


def lesson_weights(
    lessons: Lessons,
    weights: Mapping[str, float],
    base: float,
    *,
    fixed: frozenset[str],
    bound: float = 1.0,
    rate: float = 0.5,
) -> dict[str, float]:
    """Fold the standing lessons into changes of weights; the same lessons give the same changes.

    Args:
        lessons: the standing ones. A feature without a weight is passed over.
        weights: the shipped weights by feature.
        base: the shipped log-odds of a statement without features; no lesson moves it.
        fixed: features that no lesson moves, because each of them decides alone.
        bound: how far a weight may move at most, in log-odds.
        rate: length of a step.

    Returns:
        What to add to the weights, by feature; a weight that no lesson moved is not there. A lesson that is
        folded in last never moves its own statement against what it teaches.
    """
    moved: dict[str, float] = {}
    for features, target in lessons:
        levels = {name: features[name] for name in sorted(features) if features[name] and name in weights}
        free = [name for name in levels if name not in fixed]
        for _ in range(_STEPS):
            fresh = _step(levels, free, target, moved, weights, base, bound, rate)
            gained = math.fsum((fresh[name] - moved.get(name, 0.0)) * levels[name] for name in free)
            if gained * (target - 0.5) <= 0.0:
                break  # the pull outweighs what is left to learn, or the bound is reached
            moved |= fresh
    return moved


def _step(
    levels: Mapping[str, float],
    free: Sequence[str],
    target: float,
    moved: Mapping[str, float],
    weights: Mapping[str, float],
    base: float,
    bound: float,
    rate: float,
) -> dict[str, float]:
    """The changes of the free features after one step."""
    odds = base + math.fsum((weights[name] + moved.get(name, 0.0)) * level for name, level in levels.items())
    error = target - 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, odds))))
    length = max(1.0, math.fsum(levels[name] ** 2 for name in free))
    fresh = {}
    for name in free:
        before = moved.get(name, 0.0)
        after = before + rate * (error * levels[name] / length - _PULL * before)
        fresh[name] = max(-bound, min(bound, after))
    return fresh
