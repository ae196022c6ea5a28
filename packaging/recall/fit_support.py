"""Fit the weights of ``memory_core/recall/support.py`` on this project's own sentences and scripted lives.

::

    python packaging/recall/fit_support.py

Vaults of one language, whole and in small random parts (a young vault must be able to say that it does not
know as well as an old one); each is asked what it knows, what the other parts know, and near misses. Then the
scripted lives of ``packaging/gate``: a vault of what each tells, asked what it was told and what it was not.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the program's own recall, also where it is not installed

from memory_core.models.embedder import OnnxEmbedder  # noqa: E402
from memory_core.params import Params  # noqa: E402
from memory_core.recall.index import Index  # noqa: E402
from memory_core.recall.recall import Recall  # noqa: E402
from memory_core.recall.support import WEIGHTS, WRONG_FORM  # noqa: E402
from memory_core.text.language import language  # noqa: E402
from memory_core.types import Memory, MemoryKind, Status, Tier  # noqa: E402

PARTS, PART_SIZE, STRANGE = 6, 8, 10
"""Small vaults for each language, facts in each, and questions to each that it cannot answer."""
COST_OF_REFUSING = 4.5
RIDGE = 1.0
AT = datetime(2025, 1, 1, tzinfo=UTC)

Example = tuple[bool, list[float], float]
"""Whether it can be answered, its features, and evidence that is given and not fitted."""


def vault(embedder: OnnxEmbedder, facts: Sequence[str]) -> Recall:
    """Recall over memories of these facts."""
    index = Index(Params(), embedder)
    for number, (text, encoded) in enumerate(zip(facts, embedder.encode(facts), strict=True), start=1):
        memory = Memory(
            id=number,
            text=text,
            kind=MemoryKind.FACT,
            tier=Tier.SHORT,
            status=Status.ACTIVE,
            confidence=0.9,
            importance=0.5,
            surprise=10.0,
            parts={},
            learnt_at=AT,
            valid_from=None,
            valid_to=None,
            event_date=None,
            sources=(),
            language=language(text),
        )
        index.put_memory(memory, encoded)
    return Recall(index, embedder, Params())


def examples(embedder: OnnxEmbedder) -> Iterator[Example]:
    """Every question to every vault."""
    data = json.loads(Path(__file__).with_name("support.json").read_text(encoding="utf-8"))
    draw = random.Random(1)  # noqa: S311 - reproducible on purpose
    for spoken in ("en", "ru"):
        facts = [text for text in data["facts"] if language(text) == spoken]
        known = {
            one["question"]: data["facts"][one["fact"]]
            for one in data["known"]
            if data["facts"][one["fact"]] in facts
        }
        unknown = [text for text in data["unknown"] if language(text) == spoken]
        yield from ask(vault(embedder, facts), list(known), unknown)
        for _ in range(PARTS):
            part = draw.sample(facts, PART_SIZE)
            mine = [question for question, fact in known.items() if fact in part]
            others = [question for question, fact in known.items() if fact not in part]
            strange = draw.sample(others, STRANGE * 2 // 5) + draw.sample(unknown, STRANGE * 3 // 5)
            yield from ask(vault(embedder, part), mine, strange)


def lives(embedder: OnnxEmbedder) -> Iterator[Example]:
    """Every question to a vault of what a life tells, whatever the gate would make of it."""
    for path in sorted((ROOT / "packaging" / "gate").glob("lives_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            steps = json.loads(line)["steps"]
            told = [step["say"] for step in steps if step.get("gate", "ignore") != "ignore"]
            asked = [step for step in steps if "recall" in step and "as_of" not in step]
            known = [step["recall"] for step in asked if step.get("want") and not step.get("derived")]
            unknown = [step["recall"] for step in asked if step.get("abstain")]
            yield from ask(vault(embedder, told), known, unknown)


def ask(recall: Recall, known: Sequence[str], unknown: Sequence[str]) -> Iterator[Example]:
    """Features of what a vault knows and of what it does not."""
    for answerable, questions in ((True, known), (False, unknown)):
        for question in questions:
            parts = recall(question, limit=1).parts
            yield answerable, [parts[name] for name in WEIGHTS], -WRONG_FORM * parts["wrong_form"]


def fit(found: Sequence[Example]) -> NDArray[np.float64]:
    """Weighted ridge logistic regression by Newton's method: intercept, then one weight a feature."""
    x = np.array([features for _, features, _ in found])
    y = np.array([answerable for answerable, _, _ in found], float)
    given = np.array([offset for _, _, offset in found])
    mean, spread = x.mean(axis=0), x.std(axis=0)
    design = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    balance = np.where(y == 1, COST_OF_REFUSING / y.sum(), 1 / (1 - y).sum())
    balance *= len(y) / balance.sum()
    ridge = np.diag([0.0] + [RIDGE] * x.shape[1])
    w = np.zeros(design.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-design @ w - given))
        gradient = design.T @ (balance * (p - y)) + ridge @ w
        hessian = (design * (balance * p * (1 - p))[:, None]).T @ design + ridge
        w -= np.linalg.solve(hessian, gradient)
    slopes = w[1:] / spread
    return np.concatenate([[w[0] - slopes @ mean], slopes])


def main() -> int:
    """Print the weights, and what they do on the sentences that they were fitted on."""
    embedder = OnnxEmbedder.shipped()
    found = [*examples(embedder), *lives(embedder)]
    weights = fit(found)
    sys.stdout.write(f"INTERCEPT = {weights[0]:.2f}\n")
    for name, weight in zip(WEIGHTS, weights[1:], strict=True):
        sys.stdout.write(f"{name}: {weight:.2f}\n")
    sure = np.array([weights[0] + weights[1:] @ features + offset >= 0 for _, features, offset in found])
    known = np.array([answerable for answerable, _, _ in found])
    sys.stdout.write(
        f"known and answered {sure[known].mean():.2f}, unknown and refused {(~sure[~known]).mean():.2f}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
