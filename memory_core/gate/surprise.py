"""Surprise in bits: what of a statement the memory did not predict.

Each content word carries its self-information under the adaptive model of all that this user has said
(``plasticity/word_model.py``). A word that stands in the nearest memory is predicted; of the others that
memory predicts the part that its meaning covers::

    surprise = sum over unpredicted words of bits(word) * (1 - predicted)
    predicted = max(0, cosine of the nearest memory)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from memory_core.gate.likeness import Known
from memory_core.text.words import STOP, normalise, stem, terms, words

_MOST_STEMS = 60
"""A very long statement does not surprise without bound."""


@dataclass(frozen=True, slots=True)
class Surprise:
    """``bits`` (>= 0) over ``words`` different content words, with its parts: ``bits_said`` carried,
    ``bits_known`` found in the nearest memory, ``bits_near`` covered by its meaning, ``novelty`` = 1 - best
    calibrated cosine (0..1)."""

    bits: float
    words: int
    parts: Mapping[str, float]


def surprise_of(text: str, known: Sequence[Known], bits: Callable[[str], float]) -> Surprise:
    """Bits of ``text`` that what is known does not predict.

    Args:
        text: a statement.
        known: memories that resemble it.
        bits: self-information of one word, in bits.
    """
    said: dict[str, float] = {}
    for word in words(text):
        if normalise(word) not in STOP and len(said) < _MOST_STEMS:
            said.setdefault(stem(word), bits(word))
    nearest = max(known, key=lambda one: one.cosine, default=None)
    there = set(terms(nearest.memory.text)) if nearest else set()
    total = sum(said.values())
    found = sum(value for root, value in said.items() if root in there)
    covered = max(0.0, min(1.0, nearest.cosine)) if nearest else 0.0
    near = (total - found) * covered
    parts = {"bits_said": total, "bits_known": found, "bits_near": near, "novelty": 1.0 - covered}
    return Surprise(max(0.0, total - found - near), len(said), MappingProxyType(parts))
