"""How freely a model chooses its words, as three choices that a person understands."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from memory_core.types import Sampling


class Preset(StrEnum):
    """What the user chose; the values stand in the settings."""

    EXACT = "exact"
    """Keeps to the likeliest words: for facts, figures and code."""
    BALANCED = "balanced"
    """For talk of every day."""
    CREATIVE = "creative"
    """Takes unlikely words too: for ideas and stories."""


_SAMPLING = MappingProxyType(
    {
        Preset.EXACT: Sampling(temperature=0.15, top_p=0.8, top_k=20),
        Preset.BALANCED: Sampling(temperature=0.6, top_p=0.9, top_k=40),
        Preset.CREATIVE: Sampling(temperature=1.0, top_p=0.97, top_k=100),
    }
)
_AGAIN = 0.3
"""Added to the temperature for another try: the same words would come again."""


def sampling(preset: Preset, max_tokens: int, *, again: bool = False) -> Sampling:
    """How to choose the tokens of an answer; ``again`` for another try at the same message."""
    chosen = _SAMPLING[preset]
    warmer = chosen.temperature + _AGAIN if again else chosen.temperature
    return replace(chosen, max_tokens=max_tokens, temperature=warmer)
