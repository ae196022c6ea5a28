"""``mneme bench latency``: recall as the memory grows, and a message's way to the disk.

Recall is compared with the least that any dense search must do: encode the question once and multiply it with
all vectors in NumPy. ``perceive`` is compared with a bare SQLCipher commit of the same row on the same disk
with the same ``synchronous=FULL``. Both sides of a ratio are measured in turns in one run.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from memory_core.engine import Engine
from memory_core.evaluation.corpus import shipped
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.recall.index import Index
from memory_core.recall.recall import Recall
from memory_core.store.keys import Key
from memory_core.store.sqlcipher import connect
from memory_core.text.language import language
from memory_core.types import NO_PARTS, Encoded, Memory, MemoryKind, Status, Tier, WordStates

_START = datetime(2025, 1, 1, tzinfo=UTC)
_SOUND = 0.35
"""Length of the random direction added to a sentence's vector, so that no two memories are the same."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Recall at one size, in milliseconds; ``ratio`` of the 95th percentiles."""

    memories: int
    p50: float
    p95: float
    bare_p95: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Commit:
    """A message until it is durable, in milliseconds; ratios of medians and of 95th percentiles."""

    p50: float
    p95: float
    bare_p50: float
    bare_p95: float
    ratio_p50: float
    ratio_p95: float


def recall_growth(sizes: Sequence[int], questions: int, params: Params) -> list[Growth]:
    """Recall over made-up memories: real sentences of the shipped set, varied in vector and words."""
    embedder = OnnxEmbedder.shipped(word_dimensions=params.word_dimensions)
    corpus = shipped()[0]
    texts = [one.text for one in corpus.said]
    encoded = embedder.encode(texts)
    index, recall = Index(params, embedder), None
    chance, noise = random.Random(7), np.random.default_rng(7)  # noqa: S311  made-up data
    out = []
    for size in sizes:
        while len(index) < size:
            number = len(index)
            index.put_memory(*_memory(number, texts, encoded, chance, noise))
        recall = Recall(index, embedder, params)
        while index.associate():
            pass
        with index.reading() as table:
            matrix = np.array(table.vectors)
        asked = [question.text for question in corpus.questions][:questions]
        bare = _timed(lambda text, m=matrix: _bare(embedder, m, text), asked)  # type: ignore[misc]
        ours = _timed(recall, asked)
        out.append(
            Growth(size, _at(ours, 0.5), _at(ours, 0.95), _at(bare, 0.95), _at(ours, 0.95) / _at(bare, 0.95))
        )
    return out


def commits(messages: int, folder: Path) -> Commit:
    """``perceive`` and a bare commit of the same row, in turns, on the disk of ``folder``."""
    key = Key(bytes(range(32)))
    ours, bare = [], []
    with tempfile.TemporaryDirectory(dir=folder) as place:
        raw = connect(Path(place) / "bare.db", key, busy_seconds=10.0)
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE turns (id INTEGER PRIMARY KEY, text, role, at, conversation)")
        with Engine.open(Path(place) / "vault", key=key) as engine:
            engine.settle()
            for number in range(messages):
                text = f"On day {number} I walked {number % 13} miles along the river and met nobody."
                at = _START + timedelta(minutes=number)
                began = time.perf_counter()
                engine.perceive(text, at=at)
                ours.append(time.perf_counter() - began)
                engine.settle()  # the memory work is not part of the message's way to the disk
                began = time.perf_counter()
                raw.execute("BEGIN IMMEDIATE")
                row = (text, "user", at.isoformat(), "main")
                raw.execute("INSERT INTO turns (text, role, at, conversation) VALUES (?, ?, ?, ?)", row)
                raw.execute("COMMIT")
                bare.append(time.perf_counter() - began)
        raw.close()
    a, b = [1000 * one for one in ours], [1000 * one for one in bare]
    p50, p95, bare_p50, bare_p95 = _at(a, 0.5), _at(a, 0.95), _at(b, 0.5), _at(b, 0.95)
    return Commit(p50, p95, bare_p50, bare_p95, p50 / bare_p50, p95 / bare_p95)


def main(args: Sequence[str]) -> int:
    """Print both tables, or JSON with ``--json``."""
    parser = argparse.ArgumentParser(prog="mneme bench latency", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000], metavar="N")
    parser.add_argument(
        "--questions", type=int, default=100, metavar="N", help="questions asked at each size"
    )
    parser.add_argument("--messages", type=int, default=200, metavar="N", help="messages heard")
    parser.add_argument(
        "--folder", type=Path, default=Path(), metavar="FOLDER", help="a folder on the disk to measure"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(args)
    growth = recall_growth(sorted(given.sizes), given.questions, Params())
    commit = commits(given.messages, given.folder)
    if given.json:
        lines = [json.dumps({"recall": [asdict(one) for one in growth], "perceive": asdict(commit)})]
    else:
        lines = [f"{'memories':>10}{'recall p50':>12}{'p95':>9}{'encode + scan p95':>19}{'ratio':>8}"]
        lines += [
            f"{one.memories:10}{one.p50:9.1f} ms{one.p95:6.1f} ms{one.bare_p95:16.1f} ms{one.ratio:8.2f}"
            for one in growth
        ]
        lines += [
            "",
            f"perceive until durable: p50 {commit.p50:.2f} ms, p95 {commit.p95:.2f} ms",
            f"bare SQLCipher commit:  p50 {commit.bare_p50:.2f} ms, p95 {commit.bare_p95:.2f} ms",
            f"ratio:                  p50 {commit.ratio_p50:.2f}, p95 {commit.ratio_p95:.2f}",
        ]
    print("\n".join(lines))  # noqa: T201  what the command is for
    return 0


def _memory(
    number: int,
    texts: Sequence[str],
    encoded: Sequence[Encoded],
    chance: random.Random,
    noise: np.random.Generator,
) -> tuple[Memory, Encoded]:
    one, other = chance.randrange(len(texts)), chance.randrange(len(texts))
    words = texts[other].split()
    text = f"{texts[one]} {' '.join(chance.sample(words, min(4, len(words))))} {number}"
    vector = encoded[one].vector + _SOUND * _unit(noise.standard_normal(len(encoded[one].vector)))
    states = encoded[one].words
    memory = Memory(
        id=number + 1,
        text=text,
        kind=MemoryKind.FACT,
        tier=Tier.SHORT,
        status=Status.ACTIVE,
        confidence=0.9,
        importance=0.5,
        surprise=1.0,
        parts=NO_PARTS,
        learnt_at=_START + timedelta(minutes=number),
        valid_from=None,
        valid_to=None,
        event_date=None,
        sources=(),
        language=language(text),
    )
    return memory, Encoded(_unit(vector), WordStates(states.stems, states.vectors))


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


def _bare(embedder: OnnxEmbedder, matrix: np.ndarray, text: str) -> list[int]:
    vector = embedder.encode([text], question=True)[0].vector
    scores = matrix @ embedder.calibrate(vector[None], [language(text)], question=True)[0]
    best = np.argpartition(-scores, 10)[:10]
    return [int(row) for row in best[np.argsort(-scores[best])]]


def _timed(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds of each call, after one that warms the caches."""
    work(texts[0])
    taken = []
    for text in texts:
        began = time.perf_counter()
        work(text)
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def _at(values: Sequence[float], share: float) -> float:
    return float(np.quantile(np.asarray(values), share))
