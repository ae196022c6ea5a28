"""How well what was found supports an answer at all: the difference between knowing and guessing."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from memory_core.recall.formula import Scored
from memory_core.recall.table import Table

INTERCEPT = -3.07
WEIGHTS: Mapping[str, float] = {"late": 0.2, "dense": 11.9, "lexical": 5.4}
"""Logistic regression of ``packaging/recall/fit_support.py`` on this project's own facts and questions, in
which refusing what is known weighs five times what guessing weighs: a guess shows its source, a refusal
shows nothing.
"""


PARAPHRASE = 0.4
"""Calibrated cosine of a question with its answer said in the same words."""


def features(table: Table, scored: Scored, include_turns: bool = True) -> dict[str, float]:
    """The best that any document that may raise support says, on the formula's raw scales.

    Late interaction counts a document's own words only: what a neighbour asked is not known. Empty when
    nothing may raise support.
    """
    documents = [table.document(int(row)) for row in scored.rows]
    good = np.flatnonzero([one.supports and (include_turns or one.memory is not None) for one in documents])
    if not len(good):
        return {}
    # An attribute that perception understood is worth what a good paraphrase of the question is worth.
    dense = np.maximum(scored.dense, PARAPHRASE * scored.attribute)
    return {
        "late": float(scored.late_alone[good].max()),
        "dense": float(dense[good].max()),
        "lexical": float(scored.lexical[good].max()),
    }


def support_of(found: Mapping[str, float], request: bool = False) -> float:
    """Support (0..1, .5 is where knowing begins) from ``features``; 0 when there are none.

    A request for an idea asks for no fact that could be unknown: what is known about the user colours the
    answer, so its support begins at .5.
    """
    if not found:
        return 0.0
    evidence = INTERCEPT + sum(weight * found[name] for name, weight in WEIGHTS.items())
    value = 1 / (1 + math.exp(-evidence))
    return 0.5 + value / 2 if request else value
