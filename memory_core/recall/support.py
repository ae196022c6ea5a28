"""How well what was found supports an answer at all: the difference between knowing and guessing."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from memory_core.recall.formula import Scored
from memory_core.recall.table import Table

INTERCEPT = -3.8
WEIGHTS: Mapping[str, float] = {"dense": 7.5, "late": 4.3, "words": 0.41}
"""Logistic regression of ``packaging/recall/fit_support.py`` on this project's own facts and questions, in
which refusing what is known weighs 4.5 times what guessing weighs: a guess shows its source, a refusal
shows nothing. Shared words as such (BM25) have no weight: near misses share the name, answers the meaning.
"""

WRONG_FORM = 2.0
"""Evidence, in the regression's logits, against a text whose form cannot answer (a number asked for, none
there). Chosen coarsely: between 1.5 and 2.5 the sentences cannot tell."""

_MOST_WORDS = 4
"""Content words after which a question is long enough."""
PARAPHRASE = 0.4
"""Calibrated cosine of a question with its answer said in the same words."""


def features(
    table: Table,
    scored: Scored,
    words: int,
    form: Callable[[str], bool] | None,
    include_turns: bool = True,
) -> dict[str, float]:
    """What the one document says that speaks most for an answer, on the formula's raw scales.

    Empty when nothing may raise support.

    Args:
        table: the index, held still.
        scored: candidates.
        words: the question's content words: a question of one word is matched by anything near.
        form: the test that an answer's form must pass, None for any.
        include_turns: whether plain turns of the diary may raise support.
    """
    documents = [table.document(int(row)) for row in scored.rows]
    good = np.flatnonzero([one.supports and (include_turns or one.memory is not None) for one in documents])
    if not len(good):
        return {}
    # An attribute that perception understood is worth what a good paraphrase of the question is worth.
    dense = np.maximum(scored.dense, PARAPHRASE * scored.attribute)[good]
    late = scored.late_alone[good]
    wrong = np.array([form is not None and not form(documents[at].text) for at in good], np.float32)
    evidence = WEIGHTS["dense"] * dense + WEIGHTS["late"] * late - WRONG_FORM * wrong
    best = int(evidence.argmax())
    return {
        "dense": float(dense[best]),
        "late": float(late[best]),
        "words": float(min(words, _MOST_WORDS)),
        "wrong_form": float(wrong[best]),
    }


def support_of(found: Mapping[str, float], request: bool = False) -> float:
    """Support (0..1, .5 is where knowing begins) from ``features``; 0 when there are none.

    A request for an idea asks for no fact that could be unknown: what is known about the user colours the
    answer, so its support begins at .5.
    """
    if not found:
        return 0.0
    evidence = INTERCEPT + sum(weight * found[name] for name, weight in WEIGHTS.items())
    evidence -= WRONG_FORM * found["wrong_form"]
    value = 1 / (1 + math.exp(-evidence))
    return 0.5 + value / 2 if request else value
