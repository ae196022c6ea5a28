"""Late interaction on words: for each word of the question its best match in a document.

Khattab and Zaharia (2020), "ColBERT", on whole words instead of word pieces: mean over the question's content
words of the best cosine to any word of the document, weighted by the square root of the word's rarity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory_core.recall.table import NO_ROW, Rows, Table
from memory_core.types import Encoded, WordStates

Floats = NDArray[np.float32]
_SCALE = np.float32(1 / (127 * 127))


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Other words that may stand for some of a question's words: the best of them matches.

    ``words`` are their states, ``stands_for`` the place of the question's word that each stands for and
    ``weight`` (0..1) what a match of it is worth.
    """

    words: WordStates
    stands_for: tuple[int, ...]
    weight: tuple[float, ...]


def alternatives_of(
    words: WordStates, readings: Iterable[Encoded], alternatives: Mapping[str, Mapping[str, float]]
) -> Alternatives | None:
    """The states of words that may stand for a question's, taken from readings of it that hold them.

    Args:
        words: the question's words.
        readings: the question by other names, encoded.
        alternatives: for a stem of the question the stems that may stand for it, with their weight.
    """
    states: dict[str, NDArray[np.int8]] = {}
    for reading in readings:
        for one, state in zip(reading.words.stems, reading.words.vectors, strict=True):
            states.setdefault(one, state)
    found = [
        (other, place, weight)
        for place, one in enumerate(words.stems)
        for other, weight in alternatives.get(one, {}).items()
        if other in states
    ]
    if not found:
        return None
    others = WordStates(
        tuple(other for other, _, _ in found), np.stack([states[other] for other, _, _ in found])
    )
    return Alternatives(
        others, tuple(place for _, place, _ in found), tuple(weight for _, _, weight in found)
    )


def word_weights(table: Table, words: WordStates, others: Alternatives | None = None) -> Floats:
    """Weight of each of the question's words, ``(words,)``, summing to 1.

    A word with alternatives is as rare as the commonest of them.
    """
    same = [[stem] for stem in words.stems]
    if others is not None:
        for stem, place in zip(others.words.stems, others.stands_for, strict=True):
            same[place].append(stem)
    roots = np.sqrt(np.array([table.lexicon.idf_of(stems) for stems in same], np.float32))
    return np.asarray(roots / max(float(roots.sum()), 1e-9), np.float32)


def best_matches(table: Table, words: WordStates, rows: Rows, others: Alternatives | None = None) -> Floats:
    """Best cosine (0..1) of each of the question's words to any word of each row: ``(rows, words)``."""
    if others is not None:
        own, besides = best_matches(table, words, rows), best_matches(table, others.words, rows)
        for at, (place, weight) in enumerate(zip(others.stands_for, others.weight, strict=True)):
            own[:, place] = np.maximum(own[:, place], np.float32(weight) * besides[:, at])
        return own
    out = np.zeros((len(rows), len(words.stems)), np.float32)
    states, counts = table.states(rows)
    if len(states) and len(words.stems):
        cosines = states.astype(np.float32) @ words.vectors.T.astype(np.float32)
        filled = np.flatnonzero(counts)
        starts = np.cumsum(counts[filled]) - counts[filled]
        out[filled] = np.maximum.reduceat(cosines, starts, axis=0) * _SCALE
    return np.maximum(out, 0)


def _weighed(matches: Floats, weights: Floats) -> Floats:
    """Each row's matches, ``(rows, words)``, weighed and summed: ``(rows,)``.

    By ``dot``, not ``@``: BLAS computes in lanes beyond a short row's end, and ``@`` may take what it meets
    there for an invalid value of ours and warn of it.
    """
    return np.asarray(np.dot(matches, weights), np.float32)


def late_interaction(table: Table, words: WordStates, rows: Rows) -> Floats:
    """Late interaction of each row by itself, ``(rows,)`` in 0..1."""
    return _weighed(best_matches(table, words, rows), word_weights(table, words))


def late_in_dialogue(
    table: Table,
    words: WordStates,
    rows: Rows,
    fades: list[float],
    others: Alternatives | None = None,
) -> tuple[Floats, Floats]:
    """Late interaction of each row by itself, and with words of neighbouring turns at a discount.

    Args:
        table: the rows.
        words: the question's words.
        rows: candidates.
        fades: factor on a word found one turn away, two turns away, and so on.
        others: words that may stand for the question's.

    Returns:
        ``(rows,)`` by itself and ``(rows,)`` with neighbours, both in 0..1.
    """
    near = table.around(rows, len(fades))
    needed = np.unique(np.concatenate([rows, *(found for _, found in near)]))
    needed = needed[needed != NO_ROW]
    matches = best_matches(table, words, needed, others)
    own = matches[np.searchsorted(needed, rows)]
    wide = own
    for distance, found in near:
        there = found != NO_ROW
        borrowed = np.zeros_like(own)
        borrowed[there] = matches[np.searchsorted(needed, found[there])] * np.float32(fades[distance - 1])
        wide = np.maximum(wide, borrowed)
    weights = word_weights(table, words, others)
    return _weighed(own, weights), _weighed(wide, weights)
