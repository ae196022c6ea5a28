"""How much of the old survives the new: associations A, then B, with and without weight consolidation.

Two streams of pairs through the linear memory of the continuum's slowest level. Keys are made as the
learner's are, so that subjects share some of their components; each task is about subjects of its own. A
memory learns A, consolidates, and then learns B under the penalty at several strengths. Recalled is an
association whose value lies nearest to what the key reads, among all values of its task.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from memory_core.plasticity.continuum import PACES, Level, LinearLevel, Pace
from memory_core.plasticity.ewc import GAMMA, LAMBDA, Consolidation, information
from memory_core.plasticity.neural_memory import WIDTH
from memory_core.types import Matrix, Vector

STRENGTHS = (0.0, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
"""Lambdas tried."""
_ETA = 4.0
"""Step of the bench's memory: at the slowest level's own (.1) one night writes too little to be recalled."""
_SEEDS = 8
_PAIRS = (24, 48, 96)
_OWN = 16
"""Components of the keys that a task's subjects favour."""
_LEAN = 3.0
"""How much more they have there than elsewhere."""


@dataclass(frozen=True, slots=True)
class Task:
    """Associations to learn: unit keys and values ``(n, width)``, and how much each counts ``(n,)``."""

    keys: Matrix
    values: Matrix
    weights: Vector


def task(seed: int, subject: int, count: int, width: int = WIDTH) -> Task:
    """Made-up associations.

    Args:
        seed: for the chance in them.
        subject: tasks of other subjects favour other components of the keys.
        count: how many.
        width: of keys and values.
    """
    rng = np.random.default_rng([seed, subject])
    lean = np.ones(width)
    lean[(np.arange(_OWN) + subject * _OWN) % width] = _LEAN
    keys = rng.standard_normal((count, width)) * lean
    values = rng.standard_normal((count, width))
    return Task(_units(keys), _units(values), np.ones(count, np.float32))


def consolidated(first: Task, second: Task, strength: float, eta: float = _ETA) -> Matrix:
    """Weights after the first task and then the second one under a penalty of this strength."""
    level = LinearLevel(Pace(eta, hold=max(strength, 0.0)), first.keys.shape[1])
    level.held = Consolidation.none(first.keys.shape[1], strength, GAMMA)
    for one in (first, second):
        for k, v, weight in zip(one.keys, one.values, one.weights, strict=True):
            level.observe(k, v, float(weight))
        level.change()
    return level.weights


def recalled(weights: Matrix, one: Task) -> float:
    """Share 0..1 of a task's associations that are recalled."""
    likeness = (one.keys @ weights.T) @ one.values.T
    return float((likeness.argmax(axis=1) == np.arange(len(one.keys))).mean())


def related(first: Task, second: Task) -> float:
    """Cosine 0..1 of the Fisher informations of two tasks: 0 if their keys have no component in common."""
    one, other = (information(task.keys.T @ task.keys).astype(np.float64) for task in (first, second))
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def measure(count: int, strength: float, seeds: Sequence[int] = range(_SEEDS)) -> dict[str, float]:
    """Mean recall of A before B, of A after B and of B, at one number of associations and one lambda."""
    before, after, new = [], [], []
    for seed in seeds:
        first, second = task(seed, 0, count), task(1000 + seed, 1, count)
        nothing = Task(second.keys[:0], second.values[:0], second.weights[:0])
        before.append(recalled(consolidated(first, nothing, strength), first))
        weights = consolidated(first, second, strength)
        after.append(recalled(weights, first))
        new.append(recalled(weights, second))
    return {
        "pairs": float(count),
        "lambda": strength,
        "a_before": float(np.mean(before)),
        "a_after": float(np.mean(after)),
        "b_after": float(np.mean(new)),
    }


def run() -> dict[str, Any]:
    """All figures, for printing and for a plot.

    Returns:
        ``rows`` (one for each number of associations and each lambda, recalls 0..1), ``chosen`` (the lambda
        in use), ``gamma`` and ``eta`` (the slowest level's own step).
    """
    rows = [measure(count, strength) for count in _PAIRS for strength in STRENGTHS]
    return {
        "rows": rows,
        "chosen": LAMBDA,
        "gamma": GAMMA,
        "eta": PACES[Level.SEVENTH_SLEEP].eta,
        "related": float(np.mean([related(task(s, 0, 48), task(1000 + s, 1, 48)) for s in range(_SEEDS)])),
    }


def text(figures: dict[str, Any]) -> str:
    """The figures as a table."""
    lines = [
        "Associations A, then B, in one linear memory of 64: share recalled.",
        "   pairs   lambda   A before B   A after B   B after B   mean",
    ]
    lines += [
        f"   {row['pairs']:5.0f}   {row['lambda']:6.1f}   {row['a_before']:10.3f}   {row['a_after']:9.3f}"
        f"   {row['b_after']:9.3f}   {(row['a_after'] + row['b_after']) / 2:5.3f}"
        for row in figures["rows"]
    ]
    lines.append(f"In use: lambda {figures['chosen']:g}, gamma {figures['gamma']:g}.")
    return "\n".join(lines)


def _units(rows: np.ndarray) -> Matrix:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


if __name__ == "__main__":
    found = run()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(text(found) + "\n")
