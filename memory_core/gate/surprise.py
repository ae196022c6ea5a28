"""Surprise in bits: what of a statement the memory did not predict.

Each content stem carries ``idf / ln 2`` bits, its self-information under a word model that is all documents
heard so far (Robertson and Spaerck Jones: the negative log of the share of documents that hold it). A stem
that stands in the nearest memory is predicted; of the others it predicts the part that its meaning covers::

    surprise = sum over unpredicted stems of bits(stem) * (1 - predicted)
    predicted = max(0, cosine of the nearest memory)
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from memory_core.gate.likeness import Idf, Known
from memory_core.text.words import terms

_MOST_STEMS = 60
"""A very long statement does not surprise without bound."""


@dataclass(frozen=True, slots=True)
class Surprise:
    """``bits`` (>= 0) with its parts: ``bits_said`` carried, ``bits_known`` found in the nearest memory,
    ``bits_near`` covered by its meaning, ``novelty`` = 1 - best calibrated cosine (0..1)."""

    bits: float
    parts: Mapping[str, float]


def surprise_of(text: str, known: Sequence[Known], idf: Idf) -> Surprise:
    """Bits of ``text`` that what is known does not predict."""
    stems = list(dict.fromkeys(terms(text)))[:_MOST_STEMS]
    bits = {stem: max(0.0, idf(stem)) / math.log(2) for stem in stems}
    nearest = max(known, key=lambda one: one.cosine, default=None)
    there = set(terms(nearest.memory.text)) if nearest else set()
    said = sum(bits.values())
    found = sum(value for stem, value in bits.items() if stem in there)
    covered = max(0.0, min(1.0, nearest.cosine)) if nearest else 0.0
    near = (said - found) * covered
    parts = {"bits_said": said, "bits_known": found, "bits_near": near, "novelty": 1.0 - covered}
    return Surprise(max(0.0, said - found - near), MappingProxyType(parts))
