"""``mneme bench ablate``: what each part is worth, measured by leaving it out.

The same scripted lives are lived once with everything and once without each part; the table prints what the
gate did and what the answers were. A part that earns nothing is published as such.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from memory_core.errors import BadRequest
from memory_core.evaluation import lives
from memory_core.gate.scorers import SCORERS
from memory_core.models.embedder import OnnxEmbedder
from memory_core.models.language_model import LanguageModel
from memory_core.models.starter import FILE_NAME, starter_adapter
from memory_core.params import SYSTEMS, Params
from memory_core.types import Embedder, LanguageModelLike

EVERYTHING = "everything"
_PRINCIPLES = {
    "ranker": "what dates, sessions and the kind of question say of a candidate",
    "spread": "spreading activation over names and links",
    "associative": "pattern completion by associative memories (ARMT)",
    "sleep": "consolidation: all that a night does",
    "replay": "rehearsal of what surprised and what is warm",
    "merge": "compaction: what says the same becomes one",
    "settle": "contradictions are settled once more is known",
    "generalise": "repeated episodes become schemas and a profile",
    "link": "used together, linked stronger (Hebb)",
    "move": "several time scales: tiers, segments with heat (MemoryOS)",
    "fade": "adaptive retention (FSRS)",
    "learn": "slow levels under elastic weight consolidation",
}
"""What ``Params.without`` may name besides the gate's scorers, and the principle behind it."""
_WITH_A_MODEL = {
    "extraction": "second thoughts: what a language model would keep besides",
    "rerank": "the likelihood of the question after each memory (Ponte and Croft)",
    "extraction,rerank": "both; what is left of the model is its surprise",
}
"""The same for what a language model does, where one is given."""
_PATIENT = 60.0
"""Seconds that a re-ranked answer may take here: its worth is measured, not the machine's speed."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be left out: its name, the principle behind it, and the parameters without it."""

    name: str
    principle: str
    without: Params


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one run: shares of 0..1, and milliseconds for each message with all its memory work."""

    without: str
    gate: dict[str, float]
    answers: dict[str, float]
    milliseconds: float


def parts(params: Params, *, with_model: bool = False) -> list[Part]:
    """Everything that can be left out, with the parameters to do so; a model's work where there is one."""
    if with_model:
        params = _at_work(params)
    off = [name for name in params.without.split(",") if name]
    out = [
        Part(scorer.name, scorer.principle, replace(params, without=",".join([*off, scorer.name])))
        for scorer in SCORERS
        if scorer.features
    ]
    return [
        *out,
        Part(
            "late interaction",
            "pattern completion on words (ColBERT)",
            replace(params, weight_late=0.0, weight_late_word=0.0),
        ),
        Part("BM25", "shared rare words", replace(params, weight_lexical=0.0)),
        Part("dense", "likeness of meaning", replace(params, weight_dense=0.0)),
        Part("expected", "where answers to a kind of question lie", replace(params, weight_expected=0.0)),
        Part("attributes", "an attribute understood is found", replace(params, weight_attribute=0.0)),
        *(
            Part(name, principle, replace(params, without=",".join([*off, name])))
            for name, principle in _PRINCIPLES.items()
            if name in SYSTEMS
        ),
        *(
            Part(name, principle, replace(params, without=",".join([*off, name])))
            for name, principle in _WITH_A_MODEL.items()
            if with_model
        ),
    ]


def _at_work(params: Params) -> Params:
    """All that a model can do switched on, for a base model too, with the time it takes."""
    return replace(params, rerank_seconds=_PATIENT, extract_with_base_models=1)


def measure(
    chosen: Sequence[lives.Life],
    params: Params,
    wanted: Sequence[str],
    embedder: Embedder,
    model: LanguageModelLike | None = None,
) -> Iterator[Row]:
    """One row for everything, then one for each part left out.

    Raises:
        BadRequest: there is no such part.
    """
    there = parts(params, with_model=model is not None)
    if unknown := set(wanted) - {one.name for one in there}:
        raise BadRequest(
            f"there is no {', '.join(sorted(unknown))}; there are {', '.join(o.name for o in there)}"
        )
    whole = params if model is None else _at_work(params)
    yield _row(EVERYTHING, chosen, whole, embedder, model)
    for part in there:
        if not wanted or part.name in wanted:
            yield _row(part.name, chosen, part.without, embedder, model)


def _row(
    name: str,
    chosen: Sequence[lives.Life],
    params: Params,
    embedder: Embedder,
    model: LanguageModelLike | None,
) -> Row:
    report = lives.run(chosen, params, embedder, model=model)
    return Row(name, report.gate(), report.answers(), 1000 * report.seconds / max(1, len(report.said)))


def main(args: Sequence[str]) -> int:
    """Print the table as it grows, or JSON with ``--json``."""
    parser = argparse.ArgumentParser(prog="mneme bench ablate", description=__doc__)
    parser.add_argument("--lives", type=Path, metavar="FILE", help="scripted lives as JSON lines")
    parser.add_argument(
        "--only", action="append", default=[], metavar="PART", help="leave out this part only"
    )
    parser.add_argument("--params", type=Path, metavar="FILE", help="parameters as JSON")
    parser.add_argument(
        "--model", type=Path, metavar="FILE", help="a GGUF; the starter voice's own is used with its adapter"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(args)
    params = Params() if given.params is None else Params.load(given.params)
    embedder = OnnxEmbedder.shipped(word_dimensions=params.word_dimensions)
    chosen = lives.shipped() if given.lives is None else lives.read_lives(given.lives)
    with _opened(given.model) as model:
        rows = measure(chosen, params, given.only, embedder, model)
        if given.json:
            print(json.dumps([asdict(row) for row in rows]))  # noqa: T201  what the command is for
            return 0
        for line in _table(rows):
            print(line, flush=True)  # noqa: T201  what the command is for
    return 0


@contextmanager
def _opened(path: Path | None) -> Iterator[LanguageModelLike | None]:
    """The model of a file, if one is named."""
    if path is None:
        yield None
        return
    adapter = starter_adapter() if path.name == FILE_NAME else None
    with LanguageModel.open(path, adapter=adapter) as model:
        yield model


def _table(rows: Iterable[Row]) -> Iterator[str]:
    first: Row | None = None
    for row in rows:
        figures = {**row.gate, **row.answers}
        if first is None:
            first = row
            yield f"{'without':20}" + "".join(f"{name:>16}" for name in figures) + f"{'ms a message':>14}"
        whole = {**first.gate, **first.answers}
        cells = (
            f"{value:16.3f}" if row is first else f"{value:8.3f} {value - whole[name]:+.3f} "
            for name, value in figures.items()
        )
        yield f"{row.without:20}" + "".join(cells) + f"{row.milliseconds:14.1f}"
