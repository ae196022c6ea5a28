"""Learn how a statement stands to a memory (``assets/gate/relation.json``) from scripted lives.

::

    python packaging/gate/fit_relation.py [--write]

Each life is lived through the engine, with what is worth writing taken from the labels, so that only
the choice between admit, reinforce and supersede is learnt. A label does not say which memory is meant;
with log-odds ``s`` and ``r`` of each pair (replaces, says again) against standing beside (0), the
chance of a label sums over memories: ``P(supersede) = sum(exp(s)) / (1 + sum(exp(s)) + sum(exp(r)))``.
Each changed or repeated statement is shown once more without its two nearest memories, labelled admit:
without what it speaks of, it is news, whatever its words announce. Six-fold figures (whole lives left
out) are printed, then the weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the program's own gate, also where it is not installed

from memory_core import hearing  # noqa: E402
from memory_core.evaluation import lives  # noqa: E402
from memory_core.gate.likeness import Known  # noqa: E402
from memory_core.gate.relation import REPEATS, REPLACES, features_of  # noqa: E402
from memory_core.gate.surprise import Surprise  # noqa: E402
from memory_core.gate.verdict import judge  # noqa: E402
from memory_core.models.embedder import OnnxEmbedder  # noqa: E402
from memory_core.params import Params  # noqa: E402
from memory_core.perception.perceiver import Perceiver  # noqa: E402
from memory_core.types import Candidate, Turn, Verdict, VerdictKind  # noqa: E402

HERE = Path(__file__).parent
SHIPPED = ROOT / "assets" / "gate" / "relation.json"
KINDS = (VerdictKind.ADMIT, VerdictKind.SUPERSEDE, VerdictKind.REINFORCE)
RIDGE = 0.7
"""Precision of the prior (zero) on each weight."""
ADMIT_COUNTS = 1.5
"""A memory hidden by mistake is worse than two that stand beside each other."""
CONTRAST_COUNTS = 0.15
"""Lives written full of different things in one frame hold more of them than a life does."""
DECIDED = {"another": -20.0}
"""Weights of "replaces" that are not learnt: of another thing in the same frame nothing is replaced."""
STEPS, RATE = 600, 0.08
FOLDS = 6
SURE = 60.0
"""Log-odds by which a label decides whether something is written."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A written statement with the features of each pair, and what it is (an index of ``KINDS``)."""

    life: str
    pairs: tuple[Mapping[str, float], ...]
    label: int
    made: bool = False
    """Whether it is one shown without its two nearest memories."""
    contrast: bool = False
    """Whether its life was written to hold different things in one frame."""


class Gathering:
    """Lives the lives and writes down every pair that the gate judged."""

    def __init__(self) -> None:
        self.cases: list[Case] = []
        self._label: VerdictKind | None = None
        self._contrasts: set[str] = set()
        self._life = ""
        self._best: Candidate | None = None

    def gather(self) -> list[Case]:
        """Every written statement of the training lives, and those made of them."""
        perceived, lived = Perceiver.perceive, lives._live

        def perceive(perceiver: Perceiver, turn: Turn, previous: Sequence[Turn]) -> list[Candidate]:
            found = perceived(perceiver, turn, previous)
            self._best = max(found, key=lambda one: one.lasting, default=None)
            return found

        def live(engine, life, step, report, at, sleep):  # type: ignore[no-untyped-def]
            if "say" in step:
                self._life = life.id
                self._label = VerdictKind(step["gate"]) if step.get("gate") else None
            if "recall" not in step and "count" not in step:
                lived(engine, life, step, report, at, sleep)

        hearing.judge, Perceiver.perceive, lives._live = self._judge, perceive, live  # type: ignore
        try:
            embedder = OnnxEmbedder.shipped()
            for path in sorted(HERE.glob("lives_*.jsonl")):
                told = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
                self._contrasts |= {one["id"] for one in told if "contrast" in one.get("skills", ())}
                lives.run(lives.read_lives(path), Params(), embedder)
        finally:
            hearing.judge, Perceiver.perceive, lives._live = judge, perceived, lived  # type: ignore
        return self.cases

    def _judge(
        self,
        candidate: Candidate,
        known: Sequence[Known],
        surprise: Surprise,
        params: Params,
        sensed: Mapping[str, float],
        *_: object,
    ) -> Verdict:
        meant = self._best is not None and candidate.span == self._best.span
        taught = {}
        if self._label is VerdictKind.IGNORE:
            taught = {"base": -SURE}
        elif self._label is not None and meant:
            taught = {"base": SURE}
        verdict = judge(candidate, known, surprise, params, sensed, taught)
        label = self._label
        if verdict.kind is VerdictKind.IGNORE or label is None or label not in KINDS or not known:
            return verdict
        if meant or label is VerdictKind.ADMIT:
            pairs = tuple(features_of(candidate, known))
            case = Case(self._life, pairs, KINDS.index(label), contrast=self._life in self._contrasts)
            self.cases.append(case)
            fewer = sorted(known, key=lambda one: -(2 * one.cosine + one.covered + one.covers))[2:]
            if case.label and fewer:
                self.cases.append(
                    replace(case, pairs=tuple(features_of(candidate, fewer)), label=0, made=True)
                )
        return verdict


def table(case: Case, names: Sequence[str]) -> Floats:
    """Pairs x features, a column of ones last."""
    return np.array([[*(pair.get(name, 0.0) for name in names), 1.0] for pair in case.pairs])


def learn(tables: Sequence[Floats], cases: Sequence[Case], names: Sequence[str]) -> Floats:
    """Weights of "replaces" and "says again", shape (2, features + 1): Adam on the penalised likelihood."""
    rows = np.vstack(tables)
    sizes = np.array([len(one) for one in tables])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(tables)), sizes)
    label = np.array([one.label for one in cases])
    counts = np.array([ADMIT_COUNTS if not one.label and not one.made else 1.0 for one in cases])
    counts *= np.array([CONTRAST_COUNTS if one.contrast else 1.0 for one in cases])
    w = np.zeros((2, rows.shape[1]))
    w[:, -1] = -3.0
    decided = [at for at, name in enumerate(names) if name in DECIDED]
    w[0, decided] = [DECIDED[names[at]] for at in decided]
    fixed = w[0, decided].copy()
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        odds = np.clip(rows @ w.T, -50, 50)
        top = np.maximum(0.0, np.maximum.reduceat(odds.max(axis=1), starts))
        each = np.exp(odds - top[of][:, None])
        sums = np.add.reduceat(each, starts, axis=0)
        total = sums.sum(axis=1) + np.exp(-top)
        gradient = each / total[of][:, None]
        for column in (0, 1):
            hit = label[of] == column + 1
            gradient[hit, column] -= each[hit, column] / sums[of][hit, column]
        slope = (gradient * counts[of][:, None]).T @ rows
        slope[:, :-1] += RIDGE * w[:, :-1]
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        pace = RATE * (1 - step / STEPS) + 0.002
        w -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
        w[0, decided] = fixed
    return w


def decide(rows: Floats, w: Floats) -> int:
    """What the weights alone say of a statement (an index of ``KINDS``)."""
    replaces, repeats = (rows @ w.T).max(axis=0)
    if replaces > REPLACES and replaces > repeats:
        return 1
    return 2 if repeats > REPEATS else 0


def main() -> int:
    """Print what was learnt; with ``--write`` ship it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write assets/gate/relation.json")
    given = parser.parse_args()
    cases = Gathering().gather()
    names = sorted({name for case in cases for pair in case.pairs for name in pair})
    tables = [table(case, names) for case in cases]
    folds = {life: at % FOLDS for at, life in enumerate(sorted({case.life for case in cases}))}
    fold = np.array([folds[case.life] for case in cases])
    seen: Counter[tuple[str, str]] = Counter()
    for out in range(FOLDS):
        kept = np.flatnonzero(fold != out)
        w = learn([tables[at] for at in kept], [cases[at] for at in kept], names)
        for at in np.flatnonzero(fold == out):
            label = "made" if cases[at].made else KINDS[cases[at].label].value
            seen[label, KINDS[decide(tables[at], w)].value] += 1
    for (label, said), count in sorted(seen.items()):
        sys.stdout.write(f"{label:10} {said:10} {count}\n")
    w = learn(tables, cases, names)
    weights: dict[str, dict[str, float]] = {}
    for part, row in zip(("replaces", "repeats"), w, strict=True):
        weights[part] = {"base": round(float(row[-1]), 2)}
        weights[part] |= {n: round(float(v), 2) for n, v in zip(names, row, strict=False) if abs(v) >= 0.02}
    text = json.dumps(weights, indent=1)
    sys.stdout.write(text + "\n")
    if given.write:
        SHIPPED.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
