"""Which of the two languages a text is in, by its letters: no model, no word list, right for one word too."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["en", "ru"]

_CYRILLIC = re.compile("[\u0400-\u052f]")
_MIXED_SHARE = 0.2
"""The rarer script's share of the letters (0..1) that makes a text mixed: a brand name is not enough."""


def _letters(text: str) -> tuple[int, int]:
    """Cyrillic letters and other letters of a text."""
    cyrillic = len(_CYRILLIC.findall(text))
    return cyrillic, sum(char.isalpha() for char in text) - cyrillic


def language(text: str) -> Language:
    """``"ru"`` when more than half of the letters are Cyrillic, else ``"en"`` (no letters: ``"en"`` too)."""
    cyrillic, other = _letters(text)
    return "ru" if cyrillic > other else "en"


def is_mixed(text: str) -> bool:
    """Whether both scripts hold a fair share (a fifth or more) of the letters."""
    cyrillic, other = _letters(text)
    return min(cyrillic, other) > 0 and min(cyrillic, other) >= _MIXED_SHARE * (cyrillic + other)
