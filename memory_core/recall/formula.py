"""The formula: raw cosines, late interaction, BM25 and the speaker, added up; no z-scores, nothing learnt.

``score = 2 cos(q', d) + min(1.25, words / 4) LI + 0.6 BM + 0.25 [the only person named is the speaker]``.
``q'`` is the question without people's names and dates, drawn towards where its answers lie; ``d`` is a
turn read in the context of the one before it, or a memory; ``words`` are the question's content words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_core.params import Params
from memory_core.recall.cue import Cue
from memory_core.recall.documents import Document, Key, Owner
from memory_core.recall.late import Alternatives, late_in_dialogue
from memory_core.recall.lexicon import NO_ALTERNATIVES
from memory_core.recall.spread import reach
from memory_core.recall.table import NO_ROW, Rows, Table
from memory_core.types import Expected, Matrix, WordStates

Floats = NDArray[np.float32]

OWN = (None, "user")
"""Subjects of memories about the user."""
KIND_OF = {
    "home": "home",
    "employer": "employer",
    "job": "job",
    "name": "name",
    "address as": "name",
    "birthday": "age",
    "partner": "partner",
}
"""Attributes that questions ask for without naming them, and the kind of such questions."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates by row, best first by ``score``; all arrays have one entry a candidate.

    ``dense`` is a cosine, ``late`` and ``lexical`` lie in 0..1 and count a dialogue's neighbours,
    ``late_alone`` does not; ``speaker`` is 1 where the only person named speaks. ``attribute`` is how
    sure the question is to ask for the attribute that a memory gives (0..1). ``naming`` is 0 or less: a
    text that holds two names of somebody ("My sister is called Ann") resembles the question by either, so
    only the reading that it resembles less counts for its place. ``spread`` and ``associative`` (0..1) are
    what the question's names lead to it by (``spread.Reached``). ``weight_late`` is what ``late`` weighs
    for this question.
    """

    rows: Rows
    score: Floats
    dense: Floats
    late: Floats
    late_alone: Floats
    lexical: Floats
    speaker: Floats
    attribute: Floats
    naming: Floats
    spread: Floats
    associative: Floats
    weight_late: float


@dataclass(frozen=True, slots=True)
class Renamed:
    """A question by other names of those that it names.

    ``vectors`` are its readings, calibrated, drawn towards where answers lie and weighted; ``alternatives``
    maps a stem of the question to the stems that may stand for it with their weight, ``words`` holds their
    states as far as a reading has them.
    """

    vectors: Matrix
    alternatives: Mapping[str, Mapping[str, float]]
    words: Alternatives | None

    def both(self, stems: Collection[str]) -> bool:
        """Whether a text holds a name that the question says and another one for the same."""
        said = set(stems)
        return any(one in said and not said.isdisjoint(others) for one, others in self.alternatives.items())


def _candidates(table: Table, first: Floats, eligible: NDArray[np.bool_], most: int) -> Rows:
    """The best rows by ``first`` and the best memories, each with its turns or memories."""
    found = set(_best(first, eligible, most))
    if sum(bool(table.memories[row]) for row in found) < most // 3:
        found.update(_best(first, eligible & table.memories, most // 3))
    for row in list(found):
        found.update(one for one in _kin(table, row) if eligible[one])
    return np.array(sorted(found), np.intp)


def _best(first: Floats, allowed: NDArray[np.bool_], most: int) -> list[int]:
    rows = np.flatnonzero(allowed)
    if len(rows) > most:
        rows = rows[np.argpartition(-first[rows], most - 1)[:most]]
    return [int(row) for row in rows]


def _cosines(table: Table, vectors: Matrix, among: Rows | None) -> Floats:
    """The best cosine of each row with any of the vectors; -1 for rows that are not ``among`` those asked."""
    if among is None:
        return np.asarray(np.max([table.vectors @ vector for vector in vectors], axis=0), np.float32)
    out = np.full(len(table.vectors), -1, np.float32)
    out[among] = np.max(vectors @ table.vectors[among].T, axis=0)
    return out


def _among(
    table: Table, near: Collection[Key], lexical: Floats, eligible: NDArray[np.bool_], most: int
) -> Rows | None:
    """Rows that can be candidates: the nearest, those that share the most with the question's words, and the
    memories or turns of either. None when too few of the nearest may answer, so that some may be missing.
    """
    nearest = {row for row in map(table.row, near) if row != NO_ROW and eligible[row]}
    if 2 * len(nearest) < most:
        return None
    found = nearest.union(_best(lexical, eligible & (lexical > 0), most))
    for row in list(found):
        found.update(one for one in _kin(table, row) if eligible[one])
    return np.array(sorted(found), np.intp)


def _kin(table: Table, row: int) -> Iterator[int]:
    """Rows of a turn's memories, or of a memory's turns."""
    document = table.document(row)
    if document.memory is None:
        kin = [Key(Owner.MEMORY, one) for one in table.memories_of.get(document.key.id, ())]
    else:
        kin = [Key(Owner.TURN, span.turn_id) for span in document.memory.sources]
    return (row for row in map(table.row, kin) if row != NO_ROW)


def _tells(document: Document, expected: Expected) -> float:
    """How sure a question about the user asks for the attribute that a memory gives (0..1)."""
    memory = document.memory
    if memory is None or memory.attribute is None or memory.subject not in OWN:
        return 0.0
    return expected.nearness if KIND_OF.get(memory.attribute) == expected.kind else 0.0


def score(
    table: Table,
    cue: Cue,
    vectors: Matrix,
    words: WordStates,
    expected: Expected,
    eligible: NDArray[np.bool_],
    params: Params,
    renamed: Renamed | None = None,
    near: Collection[Key] | None = None,
) -> Scored:
    """Score the first ``params.candidates`` rows by dense and lexical evidence with the whole formula.

    Args:
        table: the index, held still.
        cue: the question.
        vectors: calibrated sentence vectors of its readings, drawn towards where answers lie; the best
            counts.
        words: its word states.
        expected: the kind of answer that it expects.
        eligible: rows that may answer, ``(rows,)``.
        params: weights.
        renamed: the question by other names of those that it names, if they have any.
        near: what an approximate index holds to be nearest to any of the readings; None, or too few of them
            that may answer, and all rows are looked at.
    """
    lexical = table.lexicon.scores(
        # A date's words mean something only to whoever used them: unknown ones must not count as missed.
        [*cue.stems, *(stem for stem in cue.date_stems if table.lexicon.frequency(stem))],
        table.lengths,
        table.alive,
        lambda rows: [near for _, near in table.around(rows, params.bm25_reach)],
        params.bm25_k1,
        params.bm25_b,
        NO_ALTERNATIVES if renamed is None else renamed.alternatives,
    )
    allowed = eligible
    among = None if near is None else _among(table, near, lexical, eligible, params.candidates)
    if among is not None:
        looked_at = np.zeros_like(eligible)
        looked_at[among] = True
        eligible = eligible & looked_at
    own = _cosines(table, vectors, among)
    other = own if renamed is None else _cosines(table, renamed.vectors, among)
    dense = np.maximum(own, other)
    first = params.weight_dense * dense + params.weight_lexical * lexical
    rows = _candidates(table, first, eligible, params.candidates)
    readings = vectors if renamed is None else np.concatenate([vectors, renamed.vectors])

    def fit(some: Rows) -> Floats:
        cosines = np.max(readings @ table.vectors[some].T, axis=0)
        return np.asarray(params.weight_dense * cosines + params.weight_lexical * lexical[some], np.float32)

    reached = reach(table, cue.text, vectors[0], rows, fit, allowed, params)
    besides = np.setdiff1d(reached.rows, rows)
    if among is not None and len(besides):  # nobody has looked at them yet
        own[besides] = _cosines(table, vectors, besides)[besides]
        if renamed is not None:
            other[besides] = _cosines(table, renamed.vectors, besides)[besides]
        dense[besides] = np.maximum(own[besides], other[besides])
        first[besides] = fit(besides)
    rows = np.union1d(rows, besides).astype(np.intp)
    spreading, associative = reached.parts(rows)
    others = None if renamed is None else renamed.words
    alone, late = late_in_dialogue(table, words, rows, [params.late_near, params.late_far], others)
    naming = np.zeros(len(rows), np.float32)
    if renamed is not None:
        both = np.array([renamed.both(table.document(int(row)).stems) for row in rows], np.bool_)
        naming = np.where(both, np.minimum(own, other)[rows] - dense[rows], 0).astype(np.float32)
    speaker = np.zeros(len(rows), np.float32)
    if len(cue.people) == 1:
        speaker[:] = [table.document(int(row)).speaker in cue.people for row in rows]
    weight_late = min(params.weight_late, params.weight_late_word * len(words.stems))
    attribute = np.array([_tells(table.document(int(row)), expected) for row in rows], np.float32)
    total = first[rows] + weight_late * late + params.weight_speaker * speaker
    total = total + params.weight_attribute * attribute + params.weight_dense * naming
    total = total + params.weight_spread * spreading + params.weight_associative * associative
    order = np.argsort(-total, kind="stable")
    return Scored(
        rows=rows[order],
        score=total[order].astype(np.float32),
        dense=dense[rows][order],
        late=late[order],
        late_alone=alone[order],
        lexical=lexical[rows][order],
        speaker=speaker[order],
        attribute=attribute[order],
        naming=naming[order],
        spread=spreading[order].astype(np.float32),
        associative=associative[order].astype(np.float32),
        weight_late=weight_late,
    )
