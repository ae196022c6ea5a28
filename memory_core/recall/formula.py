"""The formula: raw cosines, late interaction, BM25 and the speaker, added up; no z-scores, nothing learnt.

``score = 2 cos(q', d) + 1.25 LI + 0.6 BM + 0.15 [the only person named is the speaker]``, where ``q'`` is the
question without people's names and ``d`` a turn read in the context of the one before it, or a memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_core.params import Params
from memory_core.recall.cue import Cue
from memory_core.recall.documents import Key, Owner
from memory_core.recall.late import late_in_dialogue
from memory_core.recall.table import NO_ROW, Rows, Table
from memory_core.types import Vector, WordStates

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates by row, best first by ``score``; all arrays have one entry a candidate.

    ``dense`` is a cosine, ``late`` and ``lexical`` lie in 0..1 and count a dialogue's neighbours,
    ``late_alone`` does not; ``speaker`` is 1 where the only person named speaks.
    """

    rows: Rows
    score: Floats
    dense: Floats
    late: Floats
    late_alone: Floats
    lexical: Floats
    speaker: Floats


def _candidates(table: Table, first: Floats, eligible: NDArray[np.bool_], most: int) -> Rows:
    """The best rows by ``first`` and the best memories, each with its turns or memories."""
    found = {*_best(first, eligible, most), *_best(first, eligible & table.memories, most // 3)}
    for row in list(found):
        document = table.document(row)
        if document.memory is None:
            kin = [Key(Owner.MEMORY, one) for one in table.memories_of.get(document.key.id, ())]
        else:
            kin = [Key(Owner.TURN, span.turn_id) for span in document.memory.sources]
        found.update(row for row in map(table.row, kin) if row != NO_ROW and eligible[row])
    return np.array(sorted(found), np.intp)


def _best(first: Floats, allowed: NDArray[np.bool_], most: int) -> list[int]:
    rows = np.flatnonzero(allowed)
    if len(rows) > most:
        rows = rows[np.argpartition(-first[rows], most - 1)[:most]]
    return [int(row) for row in rows]


def score(
    table: Table, cue: Cue, vector: Vector, words: WordStates, eligible: NDArray[np.bool_], params: Params
) -> Scored:
    """Score the first ``params.candidates`` rows by dense and lexical evidence with the whole formula.

    Args:
        table: the index, held still.
        cue: the question.
        vector: its calibrated sentence vector.
        words: its word states.
        eligible: rows that may answer, ``(rows,)``.
        params: weights.
    """
    dense = table.vectors @ vector
    lexical = table.lexicon.scores(
        # A date's words mean something only to whoever used them: unknown ones must not count as missed.
        [*cue.stems, *(stem for stem in cue.date_stems if table.lexicon.frequency(stem))],
        table.lengths,
        table.alive,
        [near for _, near in table.around(params.bm25_reach)],
        params.bm25_k1,
        params.bm25_b,
    )
    first = params.weight_dense * dense + params.weight_lexical * lexical
    rows = _candidates(table, first, eligible, params.candidates)
    alone, late = late_in_dialogue(table, words, rows, [params.late_near, params.late_far])
    speaker = np.zeros(len(rows), np.float32)
    if len(cue.people) == 1:
        speaker[:] = [table.document(int(row)).speaker in cue.people for row in rows]
    total = first[rows] + params.weight_late * late + params.weight_speaker * speaker
    order = np.argsort(-total, kind="stable")
    parts = (dense[rows], late, alone, lexical[rows], speaker)
    ordered = [part[order].astype(np.float32) for part in parts]
    return Scored(rows[order], total[order].astype(np.float32), *ordered)
