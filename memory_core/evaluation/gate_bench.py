"""``mneme bench gate``: what the gate writes down, against labels, as an attention budget, and at what cost.

Three parts: scripted lives (those that ship, or ``--lives FILE``); with ``--dialogues FILE`` the attention
budget on long dialogues; and the gate's work for one message beside a large memory against a small one.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from memory_core.evaluation import attention, lives
from memory_core.evaluation.corpus import Corpus, dialogues, shipped
from memory_core.hearing import Hearing
from memory_core.mirror import Mirror
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.keys import PLAIN
from memory_core.store.memories import NewMemory
from memory_core.store.operations import Operations
from memory_core.store.queue import Queue
from memory_core.types import Embedder, Encoded, MemoryKind, Role

DIALOGUES = "MNEME_DIALOGUES"
"""Names a file of dialogues where the switch does not."""
_CHUNK = 2000
"""Memories written in one transaction."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One message's way through the gate beside ``memories``, in milliseconds, medians of many messages.

    ``gate`` leaves out the index scan and the embedder's pass; ``ratio`` is to the smallest size's.
    """

    memories: int
    gate: float
    scan: float
    ratio: float


class _Stopwatch:
    """Stands before an object and adds up the time spent in some of its methods."""

    def __init__(self, inner: Any, watched: frozenset[str]) -> None:
        self._inner = inner
        self._watched = watched
        self.milliseconds = 0.0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name not in self._watched:
            return found

        def timed(*args: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return found(*args, **named)
            finally:
                self.milliseconds += (time.perf_counter() - began) * 1000

        return timed


@dataclass(frozen=True, slots=True)
class _Watched:
    """An index under a stopwatch, as hearing sees it."""

    index: Any


def cost(sizes: Sequence[int], params: Params, embedder: Embedder, messages: int = 60) -> list[Cost]:
    """The gate's work for the same messages beside vaults of each size, on the disk."""
    out: list[Cost] = []
    texts = [one.text for one in shipped()[0].said]
    encoded = embedder.encode(texts)
    start = datetime(2025, 1, 1, tzinfo=UTC)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            db = Database.open(Path(folder), PLAIN, lambda: start)
            try:
                _fill(db, size, texts, encoded, embedder.id, start)
                scan = _Stopwatch(Mirror(db, embedder, params).index, frozenset({"similar"}))
                passes = _Stopwatch(embedder, frozenset({"encode"}))
                hearing = Hearing(db, _Watched(scan), passes, params)
                taken = [
                    _one(db, hearing, number, texts, scan, passes, start) for number in range(2 * messages)
                ][messages:]  # the first half warms the caches
            finally:
                db.close()
            gate, scans = median(one for one, _ in taken), median(two for _, two in taken)
            out.append(Cost(size, gate, scans, gate / out[0].gate if out else 1.0))
    return out


def _one(
    db: Database,
    hearing: Hearing,
    number: int,
    texts: Sequence[str],
    scan: _Stopwatch,
    passes: _Stopwatch,
    start: datetime,
) -> tuple[float, float]:
    """Hear one message; milliseconds of the gate's own work and of the scan."""
    text = f"{texts[number % len(texts)]} Remember number {number * 7 + 3}."
    Diary(db).add(text, Role.USER, start + timedelta(days=400, hours=number), "main")
    job = Queue(db).take()
    if job is None:
        raise AssertionError("a message was queued")
    scan.milliseconds = passes.milliseconds = 0.0
    began = time.perf_counter()
    hearing.hear(job)
    whole = (time.perf_counter() - began) * 1000
    return whole - scan.milliseconds - passes.milliseconds, scan.milliseconds


def _fill(
    db: Database,
    size: int,
    texts: Sequence[str],
    encoded: Sequence[Encoded],
    embedder_id: str,
    start: datetime,
) -> None:
    """Memories made of real sentences, varied in words and vector."""
    operations, noise = Operations(db), np.random.default_rng(7)
    number = 0
    while number < size:
        chunk = min(_CHUNK, size - number)

        def run(_: Writer, first: int = number, many: int = chunk) -> None:
            for one in range(first, first + many):
                base = encoded[one % len(encoded)]
                vector = base.vector + 0.35 * _unit(noise.standard_normal(len(base.vector)))
                new = NewMemory(
                    text=f"{texts[one % len(texts)]} {one}",
                    kind=MemoryKind.FACT,
                    learnt_at=start + timedelta(minutes=one),
                )
                operations.admit(new, Encoded(_unit(vector), base.words), embedder_id)

        db.write(run)
        number += chunk


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def main(args: Sequence[str]) -> int:
    """Print the tables, or JSON with ``--json``."""
    parser = argparse.ArgumentParser(prog="mneme bench gate", description=__doc__)
    parser.add_argument("--lives", type=Path, metavar="FILE", help="scripted lives as JSON lines")
    parser.add_argument(
        "--dialogues", type=Path, metavar="FILE", help=f"long dialogues with questions (or {DIALOGUES})"
    )
    parser.add_argument("--sizes", default="1000,100000", metavar="N,N", help="memories beside the message")
    parser.add_argument("--params", type=Path, metavar="FILE", help="parameters as JSON")
    parser.add_argument("--fails", action="store_true", help="print what went wrong in the lives")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(args)
    params = Params() if given.params is None else Params.load(given.params)
    embedder = OnnxEmbedder.shipped(word_dimensions=params.word_dimensions)
    chosen = lives.shipped() if given.lives is None else lives.read_lives(given.lives)
    report = lives.run(chosen, params, embedder)
    path = given.dialogues or os.environ.get(DIALOGUES)
    heard = [attention.hear(one, params, embedder) for one in _dialogues(path)]
    kept = attention.compare(heard, weights_learnt=len(heard) > 1) if heard else []
    sizes = [int(size) for size in given.sizes.split(",") if size.strip()]
    costs = cost(sizes, params, embedder) if sizes else []
    if given.json:
        figures = {
            "lives": {**report.gate(), **{f"probes {k}": v for k, v in report.answers().items()}},
            "kept": [asdict(one) for one in kept],
            "recalled": {one.name: one.recalled for one in heard},
            "cost": [asdict(one) for one in costs],
        }
        print(json.dumps(figures, ensure_ascii=False))  # noqa: T201  what the command is for
        return 0
    lines = [*lives.lines(report), *(lives.failures(report) if given.fails else ())]
    print("\n".join([*lines, *_budget(kept, heard), *_costs(costs)]))  # noqa: T201  what the command is for
    return 0


def _dialogues(path: str | Path | None) -> list[Corpus]:
    return dialogues(Path(path)) if path else []


def _budget(kept: Sequence[attention.Kept], heard: Sequence[attention.Heard]) -> Iterable[str]:
    if not kept:
        return
    yield f"\n{'attention budget, past only':48}{'turns':>8}{'words':>8}{'evidence':>10}"
    for one in kept:
        yield f"{one.way:48}{one.turns:8.3f}{one.words:8.3f}{one.evidence:10.3f}"
    names = ("the diary", "memories alone", "the turns the gate wrote", "as many turns by chance")
    weight = [sum(one.evidence.values()) for one in heard]
    for at, name in enumerate(names):
        mean = sum(one.recalled[at] * n for one, n in zip(heard, weight, strict=True)) / max(1, sum(weight))
        yield f"R@10 from {name:38} {mean:.3f}"


def _costs(costs: Sequence[Cost]) -> Iterable[str]:
    if costs:
        yield f"\n{'memories':>10}{'gate':>12}{'index scan':>14}{'ratio':>8}"
    for one in costs:
        yield f"{one.memories:10}{one.gate:9.2f} ms{one.scan:11.2f} ms{one.ratio:8.2f}"
