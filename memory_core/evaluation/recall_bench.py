"""``mneme bench recall``: how much of the evidence is found, against the baselines of the same run.

R@k is the share of a question's evidence among the first k things said, averaged over the questions that have
evidence. For questions about what was never said, "refused" is the share with support under the floor.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from memory_core.engine import Engine
from memory_core.evaluation.baselines import Ranker, bm25, dense
from memory_core.evaluation.corpus import Corpus, dialogues, shipped
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.types import Item

_BUDGET = 1000
"""Tokens of the packed evidence figure."""
_ASKED = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the means over ``questions`` of R at the corpus's three depths."""

    method: str
    group: str
    questions: int
    found: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of one run. ``packed`` is the share of evidence inside a budget of 1,000 tokens."""

    depths: tuple[int, int, int]
    rows: tuple[Row, ...]
    packed: float
    known: float
    """Share of answerable questions with support at or over the floor."""
    refused: float | None
    """Share of questions about what was never said with support under the floor; None without such."""


def measure(corpora: Sequence[Corpus], params: Params) -> Report:
    """Hear each corpus in a vault of its own and ask its questions, all methods on the same texts."""
    embedder = OnnxEmbedder.shipped(word_dimensions=params.word_dimensions)
    found: defaultdict[tuple[str, str], list[tuple[float, ...]]] = defaultdict(list)
    packed: list[float] = []
    known: list[bool] = []
    refused: list[bool] = []
    depths = corpora[0].depths
    for corpus in corpora:
        rankers = {"dense alone": dense(corpus.said, embedder), "BM25 alone": bm25(corpus.said, params)}
        with (
            tempfile.TemporaryDirectory() as folder,
            Engine.open(folder, params=params, embedder=embedder) as engine,
        ):
            _hear(engine, corpus)
            for asked in corpus.questions:
                answer = engine.recall(asked.text, limit=_ASKED)
                if not asked.evidence:
                    refused.append(answer.support < params.support_floor)
                    continue
                known.append(answer.support >= params.support_floor)
                orders = {"Mneme": _order(answer.items), **_orders(rankers, asked.text)}
                for method, order in orders.items():
                    shares = tuple(len(asked.evidence & set(order[:k])) / len(asked.evidence) for k in depths)
                    found[method, "all"].append(shares)
                    found[method, asked.group].append(shares)
                inside = engine.recall(asked.text, limit=_ASKED, token_budget=_BUDGET).items
                packed.append(len(asked.evidence & set(_order(inside))) / len(asked.evidence))
    rows = tuple(
        Row(method, group, len(shares), (_mean(shares, 0), _mean(shares, 1), _mean(shares, 2)))
        for (method, group), shares in sorted(
            found.items(), key=lambda item: (item[0][1] != "all", item[0][1])
        )
    )
    return Report(depths, rows, fmean(packed), fmean(known), fmean(refused) if refused else None)


def main(args: Sequence[str]) -> int:
    """Print the table, or JSON with ``--json``."""
    parser = argparse.ArgumentParser(prog="mneme bench recall", description=__doc__)
    parser.add_argument(
        "--file", type=Path, metavar="FILE", help="a file of dialogues with questions and evidence"
    )
    parser.add_argument("--params", type=Path, metavar="FILE", help="parameters as JSON")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(args)
    corpora = shipped() if given.file is None else dialogues(given.file)
    report = measure(corpora, Params() if given.params is None else Params.load(given.params))
    print(_json(report) if given.json else "\n".join(_table(report)))  # noqa: T201  what the command is for
    return 0


def _hear(engine: Engine, corpus: Corpus) -> None:
    for one in corpus.said:
        engine.perceive(
            one.text, at=one.at, speaker=one.speaker, conversation=one.session, external_id=one.id
        )
    engine.settle()


def _order(items: Iterable[Item]) -> list[str]:
    return list(dict.fromkeys(one for item in items for one in item.external_ids))


def _orders(rankers: dict[str, Ranker], question: str) -> dict[str, list[str]]:
    return {name: ranker(question) for name, ranker in rankers.items()}


def _mean(shares: Sequence[tuple[float, ...]], at: int) -> float:
    return fmean(one[at] for one in shares)


def _table(report: Report) -> Iterable[str]:
    yield f"{'':14}{'questions':24}{'n':>5}" + "".join(f"{f'R@{k}':>8}" for k in report.depths)
    for row in report.rows:
        yield f"{row.method:14}{row.group:24}{row.questions:5}" + "".join(
            f"{share:8.3f}" for share in row.found
        )
    yield f"evidence within {_BUDGET} tokens {report.packed:.3f}"
    yield f"answerable questions with enough support {report.known:.3f}"
    if report.refused is not None:
        yield f"questions about what was never said, refused {report.refused:.3f}"


def _json(report: Report) -> str:
    rows = [
        {"method": row.method, "questions": row.group, "n": row.questions}
        | {f"R@{k}": round(share, 4) for k, share in zip(report.depths, row.found, strict=True)}
        for row in report.rows
    ]
    figures = {"packed": report.packed, "known": report.known, "refused": report.refused}
    return json.dumps({"rows": rows, **figures}, ensure_ascii=False)
