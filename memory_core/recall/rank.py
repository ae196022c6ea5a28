"""What the formula cannot see: dates, whole sessions, and how a turn is said.

Each addend has a reason of its own. The round weights of ``Params`` were chosen by hand on a coarse grid and
lie on a plateau; the ranker (``ranker.py``) weighs some of them anew and adds features of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_core.params import Params
from memory_core.recall.cue import Cue
from memory_core.recall.dates import fit
from memory_core.recall.documents import Document, Key, Owner
from memory_core.recall.formula import Scored
from memory_core.recall.moment import told_on
from memory_core.recall.ranker import View, measured, numbered_sessions, weights_of
from memory_core.recall.table import NO_ROW, Rows, Table
from memory_core.text.words import terms
from memory_core.types import Role, Status

Floats = NDArray[np.float32]
STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates by row with their final score and its addends, each ``(candidates,)``; best first."""

    rows: Rows
    score: Floats
    parts: dict[str, Floats]


def rank(table: Table, cue: Cue, scored: Scored, params: Params) -> Ranked:
    """Add to the formula's score what dates, sessions, manner and the ranker's features say.

    Raises:
        BadRequest: ``params.ranker`` is no list of weights.
    """
    documents = [table.document(int(row)) for row in scored.rows]
    sessions = numbered_sessions(table, documents)
    weights = weights_of(params)
    parts = {
        "dense": params.weight_dense * scored.dense,
        "late": scored.weight_late * scored.late,
        "lexical": params.weight_lexical * scored.lexical,
        "speaker": params.weight_speaker * scored.speaker,
        "attribute": params.weight_attribute * scored.attribute,
        "naming": params.weight_dense * scored.naming,
        "spread": params.weight_spread * scored.spread,
        "associative": params.weight_associative * scored.associative,
        "date": params.weight_date * _dates(cue, documents),
        "answer": params.weight_answer * _answers(table, scored, documents),
        "session": params.weight_session * _sessions(scored, sessions),
        "manner": _manner(cue, documents, params),
        STANDING: _standing(table, documents, params),
    }
    for name in parts.keys() & weights.keys():
        parts[name] = np.float32(weights[name]) * parts[name]
    found = measured(View(table, cue, scored, documents, sessions), weights)
    parts |= {name: np.float32(weights[name]) * values for name, values in found.items()}
    total = np.stack(list(parts.values())).sum(axis=0)
    order = np.argsort(-total, kind="stable")
    return Ranked(scored.rows[order], total[order], {name: part[order] for name, part in parts.items()})


def _dates(cue: Cue, documents: list[Document]) -> Floats:
    """How well each document's dates fit the dates that the question names."""
    if not cue.dates:
        return np.zeros(len(documents), np.float32)
    return np.array([max(fit(cue.dates, at.date()) for at in told_on(one)) for one in documents], np.float32)


def _answers(table: Table, scored: Scored, documents: list[Document]) -> Floats:
    """A turn that follows a matching question answers it, though the words stand in the question (0..1)."""
    out = np.zeros(len(documents), np.float32)
    if not len(out):
        return out
    place = {int(row): i for i, row in enumerate(scored.rows)}
    middle, best = float(np.median(scored.score)), float(scored.score.max())
    for i, before in enumerate(table.before[scored.rows]):
        asked = place.get(int(before), NO_ROW)
        if asked != NO_ROW and documents[asked].asks:
            out[i] = max(0.0, (float(scored.score[asked]) - middle) / max(best - middle, 1e-6))
    return out


def _sessions(scored: Scored, sessions: NDArray[np.intp]) -> Floats:
    """How far the best of a document's session stays behind the best of all (0 or less)."""
    if not len(sessions):
        return np.zeros(0, np.float32)
    best = np.full(int(sessions.max()) + 1, -np.inf, np.float32)
    np.maximum.at(best, sessions, scored.score)
    return np.asarray(best[sessions] - best.max(), np.float32)


def _manner(cue: Cue, documents: list[Document], params: Params) -> Floats:
    """Questions, words to the listener, the assistant's words and small talk tell little (0 or less).

    A question asked before tells nothing at all, however well it fits; nor does the user's own question to
    the assistant in which there was nothing to remember. In a dialogue between people questions tell more.
    """
    asked = set(terms(cue.text))
    return np.array(
        [
            -params.cost_asking * one.asks
            - params.cost_addressing * one.addressing
            - params.cost_assistant * (one.role is not Role.USER)
            - params.cost_assistant_asking * (one.role is not Role.USER and one.asks)
            - params.cost_ignored * (not one.supports)
            - params.cost_wondering * (one.asks and not one.supports and one.speaker is None)
            - params.cost_asked_again * (one.asks and one.memory is None and asked.issuperset(one.stems))
            for one in documents
        ],
        np.float32,
    )


def _standing(table: Table, documents: list[Document], params: Params) -> Floats:
    """Active memories stand a little above plain turns; a faded memory's turn below all that is active."""
    out = np.zeros(len(documents), np.float32)
    for i, document in enumerate(documents):
        if document.memory is not None:
            out[i] = params.weight_memory
            continue
        standing = {_status(table, one) for one in table.memories_of.get(document.key.id, ())}
        if Status.FADED in standing and Status.ACTIVE not in standing:
            out[i] = -params.cost_faded
    return out


def _status(table: Table, memory_id: int) -> Status | None:
    row = table.row(Key(Owner.MEMORY, memory_id))
    memory = None if row == NO_ROW else table.document(row).memory
    return None if memory is None else memory.status
