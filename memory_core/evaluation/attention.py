"""The gate as an attention budget: which half of a dialogue's turns would it keep, knowing the past only?

A score decides at once: a turn is kept if it scores above the running median of the turns before it. What is
kept is compared with keeping the longest turns and with chance, at as many turns and at as many words, by the
share of evidence of later questions that it holds.
"""

from __future__ import annotations

import bisect
import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from memory_core.engine import Engine
from memory_core.evaluation.corpus import Corpus
from memory_core.evaluation.logistic import Floats, fit
from memory_core.gate.scorers import log_odds, switched_off
from memory_core.params import Params
from memory_core.perception.blend import shipped
from memory_core.types import NO_PARTS, Embedder, Verdict, VerdictKind

HALF = 0.5
_LEAST = -20.0
"""Log-odds of a turn in which the gate saw nothing to judge."""
_ASKED = 300
_RIDGE = 100.0
_SETTLED = 20
"""Turns after which the running quantile is steered by what it has kept so far."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One turn: words, the score of its best statement, the features of all of them, and what was done."""

    id: str
    words: int
    score: float
    features: Mapping[str, float]
    wrote: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A dialogue after the gate went through it. ``evidence`` counts how many questions need each turn.

    ``recalled`` holds R@10 with the diary, from memories alone, from the turns that were written, and from a
    chance set of as many turns.
    """

    name: str
    turns: tuple[Judged, ...]
    evidence: Mapping[str, int]
    recalled: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Kept:
    """What one way of choosing kept: shares of turns, of words and of evidence."""

    way: str
    turns: float
    words: float
    evidence: float


def hear(corpus: Corpus, params: Params, embedder: Embedder) -> Heard:
    """Let the gate go through a dialogue, then ask its questions."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Engine.open(Path(folder), params=params, embedder=embedder) as engine,
    ):
        heard = [
            engine.perceive(
                one.text, at=one.at, speaker=one.speaker, conversation=one.session, external_id=one.id
            )
            for one in corpus.said
        ]
        engine.settle()
        off = switched_off(params.without)
        turns = tuple(
            _judged(said.id, said.text, one.verdicts(), off)
            for said, one in zip(corpus.said, heard, strict=True)
        )
        recalled = _recalled(engine, corpus, {one.id for one in turns if one.wrote})
    evidence: dict[str, int] = {}
    for question in corpus.questions:
        for one in question.evidence:
            evidence[one] = evidence.get(one, 0) + 1
    return Heard(corpus.name, turns, evidence, recalled)


def _judged(name: str, text: str, verdicts: Sequence[Verdict], off: frozenset[str]) -> Judged:
    statements = [_features(verdict) for verdict in verdicts]
    scores = [log_odds(one, shipped(), NO_PARTS, off) for one in statements]
    wrote = any(one.kind is not VerdictKind.IGNORE for one in verdicts)
    return Judged(
        name,
        len(text.split()),
        max(scores, default=_LEAST),
        _summed(statements, [len(one.text.split()) + 1 for one in verdicts], scores),
        wrote,
    )


def _features(verdict: Verdict) -> dict[str, float]:
    found = {key.removeprefix("cue_"): value for key, value in verdict.parts.items()}
    if found.get("known_name"):
        found.pop("no_anchor", None)
    return found


def _summed(
    statements: Sequence[Mapping[str, float]], sizes: Sequence[int], scores: Sequence[float]
) -> dict[str, float]:
    """A turn's features: the greatest of its statements', their mean by words, and how they score."""
    if not statements:
        return {"score": _LEAST}
    out = {"statements": float(len(statements)), "score": max(scores)}
    for name in {name for one in statements for name in one}:
        levels = [one.get(name, 0.0) for one in statements]
        out[f"most {name}"] = max(levels)
        out[f"mean {name}"] = float(np.average(levels, weights=sizes))
    return out


def _recalled(engine: Engine, corpus: Corpus, written: set[str]) -> tuple[float, float, float, float]:
    chance = set(random.Random(3).sample([one.id for one in corpus.said], len(written)))  # noqa: S311
    sums = np.zeros(4)
    for question in corpus.questions:
        order = _ids(engine, question.text, True)
        alone = _ids(engine, question.text, False)
        orders = (
            order,
            alone,
            [one for one in order if one in written],
            [one for one in order if one in chance],
        )
        sums += [len(question.evidence & set(found[:10])) / len(question.evidence) for found in orders]
    diary, memories, gate, random_set = sums / max(1, len(corpus.questions))
    return float(diary), float(memories), float(gate), float(random_set)


def _ids(engine: Engine, text: str, include_turns: bool) -> list[str]:
    found = engine.recall(text, limit=_ASKED, include_turns=include_turns)
    return list(dict.fromkeys(one for item in found.items for one in item.external_ids))


def running(scores: Sequence[float], share: float) -> list[bool]:
    """Keep what scores above a running quantile of everything before it.

    The quantile is steered by what was kept so far, so that a dialogue that begins with small talk still ends
    with about ``share`` of its turns.
    """
    past: list[float] = []
    kept: list[bool] = []
    for number, score in enumerate(scores):
        behind = share - sum(kept) / max(1, number)
        wanted = min(0.98, max(0.02, share + behind * min(1.0, number / _SETTLED)))
        at = int(len(past) * (1 - wanted))
        kept.append(not past or score > past[min(at, len(past) - 1)])
        bisect.insort(past, score)
    return kept


def at_words(scores: Sequence[float], words: Sequence[int], wanted: int) -> list[bool]:
    """Keep by the running quantile whose words come nearest to ``wanted``."""
    best: list[bool] = []
    for share in np.linspace(0.05, 0.95, 91):
        kept = running(scores, float(share))
        size = sum(n for n, one in zip(words, kept, strict=True) if one)
        if not best or abs(size - wanted) < abs(_size(best, words) - wanted):
            best = kept
    return best


def _size(kept: Sequence[bool], words: Sequence[int]) -> int:
    return sum(n for n, one in zip(words, kept, strict=True) if one)


def learnt(heard: Sequence[Heard]) -> list[list[float]]:
    """Scores of each dialogue by weights learnt on the others; for this figure only, never shipped."""
    names = sorted({name for one in heard for turn in one.turns for name in turn.features})
    tables = [_table(one, names) for one in heard]
    out = []
    for left, (x, _) in enumerate(tables):
        others = [table for at, table in enumerate(tables) if at != left]
        xs, ys = np.vstack([x for x, _ in others]), np.concatenate([y for _, y in others])
        mean, spread = xs.mean(axis=0), xs.std(axis=0) + 1e-6
        w = fit((xs - mean) / spread, ys, ridge=_RIDGE)
        out.append((w[0] + (x - mean) / spread @ w[1:]).tolist())
    return out


def _table(heard: Heard, names: Sequence[str]) -> tuple[Floats, Floats]:
    rows = [[turn.features.get(name, 0.0) for name in names] + [np.log1p(turn.words)] for turn in heard.turns]
    return np.array(rows, float), np.array([turn.id in heard.evidence for turn in heard.turns], float)


def compare(heard: Sequence[Heard], weights_learnt: bool) -> list[Kept]:
    """What each way of choosing keeps, over all dialogues together."""
    ways: dict[str, Callable[[int, Heard], list[bool]]] = {}
    scores = {at: [turn.score for turn in one.turns] for at, one in enumerate(heard)}
    words = {at: [turn.words for turn in one.turns] for at, one in enumerate(heard)}
    shipped_kept = {at: running(scores[at], HALF) for at in scores}
    sizes = {at: _size(shipped_kept[at], words[at]) for at in scores}
    ways["the gate, running half"] = lambda at, _: shipped_kept[at]
    if weights_learnt:
        other = dict(enumerate(learnt(heard)))
        learnt_kept = {at: running(other[at], HALF) for at in other}
        ways["weights of the other dialogues, running half"] = lambda at, _: learnt_kept[at]
    ways["the gate as it is (absolute)"] = lambda _, one: [turn.wrote for turn in one.turns]
    ways["the longest, running half"] = lambda at, _: running([float(n) for n in words[at]], HALF)
    ways["the longest, at the gate's words"] = lambda at, _: at_words(
        [float(n) for n in words[at]], words[at], sizes[at]
    )
    dice = {at: random.Random(at).choices(range(10**6), k=len(words[at])) for at in scores}  # noqa: S311
    ways["a random half"] = lambda at, _: running([float(n) for n in dice[at]], HALF)
    ways["chance, at the gate's words"] = lambda at, _: at_words(
        [float(n) for n in dice[at]], words[at], sizes[at]
    )
    return [
        _kept(way, [(one, choose(at, one)) for at, one in enumerate(heard)]) for way, choose in ways.items()
    ]


def _kept(way: str, chosen: Sequence[tuple[Heard, list[bool]]]) -> Kept:
    turns = words = evidence = all_turns = all_words = all_evidence = 0
    for heard, kept in chosen:
        for turn, one in zip(heard.turns, kept, strict=True):
            needed = heard.evidence.get(turn.id, 0)
            all_turns += 1
            all_words += turn.words
            all_evidence += needed
            if one:
                turns += 1
                words += turn.words
                evidence += needed
    return Kept(way, turns / max(1, all_turns), words / max(1, all_words), evidence / max(1, all_evidence))
