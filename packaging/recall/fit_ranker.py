"""Learn the ranker's weights (``assets/recall/ranker.json``) on this project's own dialogues and lives.

::

    python packaging/recall/fit_ranker.py --write
    python packaging/recall/fit_ranker.py --dialogues FILE --leave-out ID --pull .1 --out PARAMS  (figures)

The model is linear, so the parts of each item's score are its features. A turn that answers is to stand
before the wrong ones at a few depths: for each of these the logistic loss of the difference to the wrong turn
that stands there now (Boyd and others 2012, "Accuracy at the top"), averaged over a question's evidence.
Weights start at ``PRIOR``, set by hand from what such features are known to be worth, and are pulled back to
it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from dialogues import PEOPLE, compose  # type: ignore[import-not-found]  # noqa: E402

from memory_core.engine import Engine  # noqa: E402
from memory_core.evaluation.corpus import Corpus, dialogues  # noqa: E402
from memory_core.models.embedder import OnnxEmbedder  # noqa: E402
from memory_core.params import Params  # noqa: E402
from memory_core.recall.ranker import ADDENDS, FEATURES, written  # noqa: E402
from memory_core.types import Item  # noqa: E402

SHIPPED = ROOT / "assets" / "recall" / "ranker.json"
HELD = "lexical"
"""An addend that keeps its weight: in dialogues made of few scenes shared words mean less than elsewhere."""
PRIOR = {name: 1.0 for name in ADDENDS if name != HELD} | {
    "time_said": 0.06,
    "number_said": 0.04,
    "person_said": 0.05,
    "place_said": 0.05,
    "reason_said": 0.06,
    "words_before": 0.0,
    "asked_on": 0.0,
    "session_mass": 0.1,
}
DEEP, SHALLOW = (2, 6, 10), (0, 1, 2)
"""Depths of the wrong turns that evidence is to stand before: in dialogues; in lives, where one answers."""
FIRST = 200
"""Items of a question that are looked at."""
TEMPERATURE = 0.1
STEPS, RATE = 150, 0.015
PULL = 4.0
"""Weight of the squared distance from the prior, features standardised. These dialogues are easy and alike:
they may correct what is known of others, not replace it. A file of many real ones bears a tenth."""
DIALOGUES = 2
"""Dialogues put together in each language."""
_PROBE = 1e-6
"""Weight of each feature while features are measured: none, but not nothing."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: ``x`` (items, names) the learnt parts, ``given`` (items,) the sum of all others, and
    ``right`` (items,) what answers it."""

    x: Floats
    given: Floats
    right: NDArray[np.bool_]
    depths: tuple[int, ...]


def probing(params: Params) -> Params:
    """The formula, with every feature measured."""
    return replace(params, ranker=" ".join(f"{name}={_PROBE}" for name in FEATURES))


def asked(items: Sequence[Item], right: Sequence[bool], depths: tuple[int, ...]) -> Asked:
    """One question from the items that answered it."""
    rows = [
        [item.parts.get(name, 0.0) / (_PROBE if name in FEATURES else 1.0) for name in PRIOR]
        for item in items
    ]
    rest = [sum(part for name, part in item.parts.items() if name not in PRIOR) for item in items]
    return Asked(np.array(rows), np.array(rest), np.array(right), depths)


def of_corpus(
    corpus: Corpus, embedder: OnnxEmbedder, folder: Path, limit: int | None = None
) -> Iterator[Asked]:
    """Every question of a dialogue, heard in the vault of a folder."""
    with Engine.open(folder, params=probing(Params()), embedder=embedder) as engine:
        for one in corpus.said:
            engine.perceive(
                one.text, at=one.at, speaker=one.speaker, conversation=one.session, external_id=one.id
            )
        engine.settle()
        for question in corpus.questions[:limit]:
            shown: set[str] = set()
            items, right = [], []
            for item in engine.recall(question.text, limit=FIRST).items:
                new = set(item.external_ids) - shown
                if new:  # a memory and its turn take one place
                    items.append(item)
                    right.append(bool(new & question.evidence))
                    shown |= new
            if any(right):
                yield asked(items, right, DEEP)


class _At:
    """A clock that stands where it is put."""

    at = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def of_life(steps: Sequence[dict[str, object]], embedder: OnnxEmbedder) -> Iterator[Asked]:
    """Every question of a scripted life that something told answers."""
    clock = _At()
    with (
        tempfile.TemporaryDirectory() as folder,
        Engine.open(folder, params=probing(Params()), clock=clock, embedder=embedder) as engine,
    ):
        for step in steps:
            clock.at = datetime.fromisoformat(str(step["at"])).replace(tzinfo=UTC)
            if "say" in step:
                engine.perceive(str(step["say"]))
            elif "reply" in step:
                engine.perceive(str(step["reply"]), role="assistant")
            elif "forget" in step:
                engine.settle()
                engine.memories.forget_matching(str(step["forget"]))
            elif step.get("want") and "as_of" not in step and not step.get("derived"):
                engine.settle()
                wanted = [[one] if isinstance(one, str) else one for one in step["want"]]  # type: ignore[attr-defined]
                items = engine.recall(str(step["recall"]), limit=FIRST).items
                right = [
                    any(word.lower() in item.text.lower() for words in wanted for word in words)
                    for item in items
                ]
                if any(right) and not all(right):
                    yield asked(items, right, SHALLOW)


def own(embedder: OnnxEmbedder, vaults: Path) -> Iterator[Asked]:
    """All that this project has of its own."""
    for language in PEOPLE:
        for number in range(DIALOGUES):
            corpus = compose(language, number)
            yield from of_corpus(corpus, embedder, vaults / corpus.name)
    for path in sorted((ROOT / "packaging" / "gate").glob("lives_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from of_life(json.loads(line)["steps"], embedder)


def fit(found: Sequence[Asked], prior: dict[str, float], strength: float = PULL) -> dict[str, float]:
    """The weights, by Adam on the whole set (Kingma and Ba 2015).

    All that is not learnt gets a weight, too, by which the others are divided: the loss alone says how sharp
    the scores should be, but only their ratios make an order.
    """
    size = max(len(one.x) for one in found)
    x = np.zeros((len(found), size, 1 + len(prior)), np.float32)
    there, right = np.zeros((2, len(found), size), np.bool_)
    for at, one in enumerate(found):
        x[at, : len(one.x), 0], x[at, : len(one.x), 1:] = one.given, one.x
        there[at, : len(one.x)], right[at, : len(one.x)] = True, one.right
    spread = x[there].std(axis=0).astype(np.float64) + 1e-6
    depths = np.array([one.depths for one in found])
    start = np.array([1.0, *prior.values()]) * spread
    w, m, v = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        scores = np.where(there, x @ (w / spread).astype(np.float32), -9.0)
        slope = np.einsum("qn,qnf->f", _pull(scores, right, depths), x) / spread / len(found)
        slope = slope + 2 * strength * (w - start)
        m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope**2
        rate = RATE * (1 - step / (STEPS + 1))
        w = w - rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    learnt = w / spread
    return {name: round(float(one / learnt[0]), 4) for name, one in zip(prior, learnt[1:], strict=True)}


def _pull(scores: Floats, right: NDArray[np.bool_], depths: NDArray[np.int_]) -> Floats:
    """Gradient of the loss by the scores, (questions, items)."""
    wrong = np.where(right, -9.0, scores)
    order = np.argsort(-wrong, axis=1, kind="stable")
    rows, out = np.arange(len(scores)), np.zeros_like(scores)
    share = right / right.sum(axis=1, keepdims=True) / depths.shape[1]
    for column in depths.T:
        rival = order[rows, np.minimum(column, scores.shape[1] - 1)]
        beyond = (scores - wrong[rows, rival][:, None]) / TEMPERATURE
        miss = share / (1 + np.exp(np.clip(beyond, -50, 50)))
        out -= miss
        out[rows, rival] += miss.sum(axis=1)
    return out


def share(found: Iterable[Asked], weights: dict[str, float]) -> float:
    """Share of the evidence before the last depth, with these weights."""
    w = np.array(list(weights.values()))
    kept = []
    for one in found:
        first = np.argsort(-(one.given + one.x @ w), kind="stable")[: one.depths[-1]]
        kept.append(one.right[first].sum() / one.right.sum())
    return float(np.mean(kept))


def main() -> int:
    """Fit, and print what it brings on the material itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dialogues", type=Path, help="learn on this file of dialogues instead, for figures")
    parser.add_argument("--leave-out", default="", help="but not on the dialogue of this name")
    parser.add_argument("--pull", type=float, default=PULL, help="towards the weights set by hand")
    parser.add_argument("--vaults", type=Path, help="keep the vaults here for the next run")
    parser.add_argument("--out", type=Path, help="write a parameter file")
    parser.add_argument("--write", action="store_true", help="write assets/recall/ranker.json")
    given = parser.parse_args()
    if given.write and given.dialogues:
        parser.error("the shipped weights are learnt on this project's own material only")
    embedder = OnnxEmbedder.shipped()
    with tempfile.TemporaryDirectory() as folder:
        vaults = given.vaults or Path(folder)
        if given.dialogues:
            corpora = [one for one in dialogues(given.dialogues) if one.name != given.leave_out]
            found = [one for each in corpora for one in of_corpus(each, embedder, vaults / each.name)]
        else:
            found = list(own(embedder, vaults))
    prior = {name: float(name in ADDENDS) for name in PRIOR}
    weights = fit(found, PRIOR, given.pull)
    for name, learnt in (("formula", prior), ("prior", PRIOR), ("learnt", weights)):
        sys.stdout.write(f"{name:8} {len(found)} questions, evidence in reach {share(found, learnt):.3f}\n")
    sys.stdout.write(json.dumps(weights, indent=1) + "\n")
    if given.out:
        given.out.write_text(json.dumps({"ranker": written(weights)}, indent=1) + "\n", encoding="utf-8")
    if given.write:
        SHIPPED.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
