"""Learn the gate's weights (``assets/gate/blend.json``) from scripted lives of this project's own.

::

    python packaging/gate/fit_blend.py [--write]

Each life is lived through the engine; a message's features are those that the gate logged. A message is
worth writing if its best statement is, so the weights are fitted on the best statement of each, and the
choice of the best is made anew, a few times (multiple-instance learning). The prior is the weights set by
hand: with few hundred messages a rare cue keeps what was thought of it. Leave-one-life-out figures are
printed, then the weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the program's own gate, also where it is not installed

from memory_core.evaluation.lives import read_lives, run  # noqa: E402
from memory_core.evaluation.logistic import fit  # noqa: E402
from memory_core.models.embedder import OnnxEmbedder  # noqa: E402
from memory_core.params import Params  # noqa: E402
from memory_core.types import Verdict, VerdictKind  # noqa: E402

HERE = Path(__file__).parent
PRIOR = HERE / "prior.json"
"""The weights set by hand, in the form of the asset."""
SHIPPED = ROOT / "assets" / "gate" / "blend.json"
RIDGE = {"cues": 30.0, "memory": 10.0}
"""Precision of the prior on a weight: one over the square of how far it may be off."""
ROUNDS = 4
DECIDED = -4.0
"""Prior weight under which a cue decides alone (a question, a role play): such weights are not fitted."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Message:
    """A labelled message: its life, whether it is worth writing, and the features of each statement."""

    life: str
    worth: bool
    statements: Floats


def features(verdict: Verdict, names: Sequence[str]) -> list[float]:
    """A verdict's features in the order of ``names``."""
    found = {name.removeprefix("cue_"): value for name, value in verdict.parts.items()}
    if found.get("known_name"):
        found.pop("no_anchor", None)
    return [found.get(name, 0.0) for name in names]


def gather(names: Sequence[str]) -> list[Message]:
    """Every labelled message of the training lives."""
    embedder = OnnxEmbedder.shipped()
    out = []
    for path in sorted(HERE.glob("lives_*.jsonl")):
        for said in run(read_lives(path), Params(), embedder).said:
            table = [features(verdict, names) for verdict in said.verdicts]
            if table:
                out.append(Message(said.life, said.label is not VerdictKind.IGNORE, np.array(table, float)))
    return out


def learn(messages: Sequence[Message], prior: Floats, free: NDArray[np.bool_], ridge: Floats) -> Floats:
    """Weights, the intercept first; those that are not free stay as the prior has them."""
    w = prior.copy()
    for _ in range(ROUNDS):
        best = np.array([one.statements[int((one.statements @ w[1:]).argmax())] for one in messages])
        worth = np.array([one.worth for one in messages], float)
        fixed = best[:, ~free] @ prior[1:][~free]
        keep = fixed > DECIDED  # what a deciding cue decides says nothing about the others
        found = fit(
            best[keep][:, free],
            worth[keep],
            ridge=ridge[free],
            towards=np.concatenate([[w[0]], prior[1:][free]]),
            given=fixed[keep],
        )
        w = prior.copy()
        w[0], w[1:][free] = found[0], found[1:]
    return w


def right(messages: Sequence[Message], w: Floats) -> tuple[float, float, float]:
    """Shares: right, written though not worth it, missed though worth it."""
    wrote = np.array([(w[0] + one.statements @ w[1:]).max() >= 0 for one in messages])
    worth = np.array([one.worth for one in messages])
    return (
        float((wrote == worth).mean()),
        float((wrote & ~worth).sum() / max(1, wrote.sum())),
        float((~wrote & worth).sum() / max(1, worth.sum())),
    )


def main() -> int:
    """Print what was learnt; with ``--write`` ship it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write assets/gate/blend.json")
    given = parser.parse_args()
    prior = json.loads(PRIOR.read_text(encoding="utf-8"))
    names = [*prior["cues"], *prior["memory"]]
    ridge = np.array([RIDGE["cues"]] * len(prior["cues"]) + [RIDGE["memory"]] * len(prior["memory"]))
    start = np.array([prior["base"], *prior["cues"].values(), *prior["memory"].values()], float)
    messages = gather(names)
    free = (start[1:] > DECIDED) & np.any([np.any(one.statements != 0, axis=0) for one in messages], axis=0)
    left_out = []
    for life in sorted({one.life for one in messages}):
        w = learn([one for one in messages if one.life != life], start, free, ridge)
        left_out += [(right([one], w)[0], one) for one in messages if one.life == life]
    share = float(np.mean([one for one, _ in left_out]))
    w = learn(messages, start, free, ridge)
    for title, weights in (("by hand", start), ("learnt, on what it was learnt from", w)):
        good, junk, missed = right(messages, weights)
        sys.stdout.write(f"{title}: right {good:.3f}, junk {junk:.3f}, missed {missed:.3f}\n")
    sys.stdout.write(f"learnt, leaving one life out: right {share:.3f} of {len(messages)}\n")
    for name, old, new in sorted(
        zip(names, start[1:], w[1:], strict=True), key=lambda one: -abs(one[2] - one[1])
    ):
        if abs(new - old) >= 0.05:
            sys.stdout.write(f"{name:16} {old:6.2f} -> {new:6.2f}\n")
    if given.write:
        cues, memory = len(prior["cues"]), prior["memory"]
        shipped = {
            "version": 1,
            "base": round(float(w[0]), 3),
            "cues": dict(zip(names[:cues], w[1 : cues + 1].round(3).tolist(), strict=True)),
            "memory": dict(zip(memory, w[cues + 1 :].round(3).tolist(), strict=True)),
        }
        SHIPPED.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
