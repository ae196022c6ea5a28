"""Late interaction on words: for each word of the question its best match in a document.

Khattab and Zaharia (2020), "ColBERT", on whole words instead of word pieces: mean over the question's content
words of the best cosine to any word of the document, weighted by the square root of the word's rarity.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from memory_core.recall.table import NO_ROW, Rows, Table
from memory_core.types import WordStates

Floats = NDArray[np.float32]
_SCALE = np.float32(1 / (127 * 127))


def word_weights(table: Table, words: WordStates) -> Floats:
    """Weight of each of the question's words, ``(words,)``, summing to 1."""
    roots = np.sqrt(np.array([table.lexicon.idf(stem) for stem in words.stems], np.float32))
    return np.asarray(roots / max(float(roots.sum()), 1e-9), np.float32)


def best_matches(table: Table, words: WordStates, rows: Rows) -> Floats:
    """Best cosine (0..1) of each of the question's words to any word of each row: ``(rows, words)``."""
    out = np.zeros((len(rows), len(words.stems)), np.float32)
    states, counts = table.states(rows)
    if len(states) and len(words.stems):
        cosines = states.astype(np.float32) @ words.vectors.T.astype(np.float32)
        filled = np.flatnonzero(counts)
        starts = np.cumsum(counts[filled]) - counts[filled]
        out[filled] = np.maximum.reduceat(cosines, starts, axis=0) * _SCALE
    return np.maximum(out, 0)


def late_interaction(table: Table, words: WordStates, rows: Rows) -> Floats:
    """Late interaction of each row by itself, ``(rows,)`` in 0..1."""
    return best_matches(table, words, rows) @ word_weights(table, words)


def late_in_dialogue(
    table: Table, words: WordStates, rows: Rows, fades: list[float]
) -> tuple[Floats, Floats]:
    """Late interaction of each row by itself, and with words of neighbouring turns at a discount.

    Args:
        table: the rows.
        words: the question's words.
        rows: candidates.
        fades: factor on a word found one turn away, two turns away, and so on.

    Returns:
        ``(rows,)`` by itself and ``(rows,)`` with neighbours, both in 0..1.
    """
    near = table.around(rows, len(fades))
    needed = np.unique(np.concatenate([rows, *(found for _, found in near)]))
    needed = needed[needed != NO_ROW]
    matches = best_matches(table, words, needed)
    own = matches[np.searchsorted(needed, rows)]
    wide = own
    for distance, found in near:
        there = found != NO_ROW
        borrowed = np.zeros_like(own)
        borrowed[there] = matches[np.searchsorted(needed, found[there])] * np.float32(fades[distance - 1])
        wide = np.maximum(wide, borrowed)
    weights = word_weights(table, words)
    return own @ weights, wide @ weights
