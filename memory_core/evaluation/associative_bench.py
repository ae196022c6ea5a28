"""``mneme bench associative``: what the associative memory costs and recalls, and what hops gain.

A write and a read are timed one by one at each size: the ratio of the largest size to the smallest says
whether the cost grows with what is stored. Recall is the share of keys whose completion is nearest to the
value that was stored last. Keys and values are random directions: the hardest case, nothing can be guessed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from memory_core.evaluation.hops import hits, worlds
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.plasticity.associative import WIDTH, AssociativeMemory
from memory_core.text.language import language
from memory_core.types import Matrix

VALUES = 384
"""Numbers in a value: a sentence vector's."""
SIZES = (1_000, 10_000, 100_000, 1_000_000)
LOADS = (100, 200, 400, 800, 1_600)
"""Pairs in one matrix."""
RULES = {"delta": (True, True), "delta, no gamma": (False, True), "sum": (False, False)}
"""Name of a rule: whether gamma corrects, whether what is there is taken away."""
SYSTEMS = ("spread", "associative")
_TIMED = 300
_BATCH = 10_000


def run(sizes: Sequence[int] = SIZES, loads: Sequence[int] = LOADS, *, hops: bool = True) -> dict[str, Any]:
    """All figures, ready for JSON.

    Args:
        sizes: pairs stored, at which a write and a read are timed.
        loads: pairs in one matrix, at which recall is measured.
        hops: whether to ask the little worlds too, which needs the embedder.

    Returns:
        ``cost``: for each size the median ``write`` and ``read`` in microseconds and the ``bytes`` held;
        ``ratio``: the largest size's over the smallest's; ``recall`` and ``rewritten``: for each rule the
        share (0..1) at each load; ``hops``: with each system left out, the shares of right answers by
        language, for worlds the rules were made with (seen) and those written after them (unseen).
    """
    cost = _cost(sorted(sizes))
    out: dict[str, Any] = {
        "cost": cost,
        "ratio": {name: cost[-1][name] / cost[0][name] for name in ("write", "read")},
        "loads": list(loads),
        "recall": {},
        "rewritten": {},
    }
    for name, (corrects, delta) in RULES.items():
        shares = [_recall(load, corrects=corrects, delta=delta) for load in loads]
        out["recall"][name] = [kept for kept, _ in shares]
        out["rewritten"][name] = [new for _, new in shares]
    if hops:
        out["hops"] = _hops()
    return out


def main(args: Sequence[str]) -> int:
    """Print the figures, or JSON with ``--json``."""
    parser = argparse.ArgumentParser(prog="mneme bench associative", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--loads", type=int, nargs="+", default=list(LOADS), metavar="N")
    parser.add_argument("--no-hops", action="store_true", help="leave the little worlds out")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(args)
    found = run(given.sizes, given.loads, hops=not given.no_hops)
    print(json.dumps(found, indent=1) if given.json else "\n".join(lines(found)))  # noqa: T201  its purpose
    return 0


def lines(found: dict[str, Any]) -> list[str]:
    """The figures as a table."""
    out = [f"{'pairs':>10}{'write':>12}{'read':>12}{'held':>12}"]
    out += [
        f"{one['pairs']:10}{one['write']:9.0f} us{one['read']:9.0f} us{one['bytes'] / 2**20:9.1f} MB"
        for one in found["cost"]
    ]
    out.append(f"{'ratio':>10}{found['ratio']['write']:12.2f}{found['ratio']['read']:12.2f}")
    out += ["", f"{'pairs in one matrix':30}" + "".join(f"{load:>8}" for load in found["loads"])]
    for what in ("recall", "rewritten"):
        for name, shares in found[what].items():
            out.append(f"{what + ', ' + name:30}" + "".join(f"{share:8.2f}" for share in shares))
    if "hops" in found:
        out += ["", f"{'statements put together':30}{'first':>8}{'third':>8}{'n':>6}"]
        for without, rows in found["hops"].items():
            for kind, one in rows.items():
                label = f"{kind}, {'all on' if not without else 'without ' + without}"
                out.append(f"{label:45}{one['first']:8.2f}{one['third']:8.2f}{one['questions']:6}")
    return out


def _cost(sizes: Sequence[int]) -> list[dict[str, float]]:
    memory = AssociativeMemory(VALUES)
    chance = np.random.default_rng(1)
    out = []
    for size in sizes:
        while (left := size - len(memory)) > 0:
            count = min(left, _BATCH)
            memory.write_many(_units(chance, count, WIDTH), _units(chance, count, VALUES))
        keys, values = _units(chance, _TIMED, WIDTH), _units(chance, _TIMED, VALUES)
        trial = AssociativeMemory.load(memory.save())
        write = _median(lambda at, t=trial, k=keys, v=values: t.write(k[at], v[at]))  # type: ignore[misc]
        read = _median(lambda at, k=keys: memory.read(k[at]))  # type: ignore[misc]
        out.append({"pairs": size, "write": write, "read": read, "bytes": memory.nbytes})
    return out


def _recall(load: int, *, corrects: bool, delta: bool) -> tuple[float, float]:
    """Share of keys that complete to their value; and of the half that was rewritten, to the new one."""
    chance = np.random.default_rng(load)
    keys, values = _units(chance, load, WIDTH), _units(chance, load, VALUES)
    memory = AssociativeMemory(VALUES, 1, corrects=corrects, delta=delta)
    memory.write_many(keys, values)
    kept = _share(memory, keys, values, 0)
    half = load // 2
    newer = _units(chance, half, VALUES)
    memory.write_many(keys[:half], newer)
    return kept, _share(memory, keys[:half], np.concatenate([values, newer]), load)


def _share(memory: AssociativeMemory, keys: Matrix, among: Matrix, first: int) -> float:
    found = np.stack([memory.read(key).value for key in keys])
    nearest = np.argmax(found @ among.T, axis=1)
    return float((nearest == first + np.arange(len(keys))).mean())


def _hops() -> dict[str, dict[str, dict[str, float]]]:
    embedder = OnnxEmbedder.shipped()
    out: dict[str, dict[str, dict[str, float]]] = {}
    for without in (",".join(SYSTEMS), *SYSTEMS, ""):
        params = Params(without=without)
        rows: dict[str, dict[str, float]] = {}
        for spoken in ("en", "ru"):
            for unseen in (False, True):
                some = [one for one in worlds() if one.unseen == unseen and language(one.question) == spoken]
                found = hits(embedder, params, some)
                rows[f"{spoken}, {'unseen' if unseen else 'seen'}"] = {
                    "questions": found.questions,
                    "first": found.first,
                    "third": found.third,
                }
        out[without] = rows
    return out


def _units(chance: np.random.Generator, count: int, width: int) -> Matrix:
    drawn = chance.standard_normal((count, width)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def _median(work: Callable[[int], object]) -> float:
    """Microseconds of the middle one of many calls."""
    taken = []
    for at in range(_TIMED):
        began = time.perf_counter()
        work(at)
        taken.append(1e6 * (time.perf_counter() - began))
    return float(np.median(taken))
