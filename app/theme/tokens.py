"""Design tokens: every colour by its role, and every text size by its role."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, Self

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours of one scheme as ``#RRGGBB``, named by what they are for."""

    window: str
    sidebar: str
    surface: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    bubble: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    highlight: str
    shadow: str

    @classmethod
    def of(cls, scheme: Scheme) -> Self:
        """Read a scheme shipped in ``assets/themes``."""
        return cls(**json.loads((files("assets") / "themes" / f"{scheme}.json").read_text(encoding="utf-8")))


SIZES = {"tiny": 11, "small": 12, "body": 14, "reading": 15, "title": 18, "display": 26}
"""Text sizes in pixels at zoom 1.0."""

ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6)
"""Steps of the text size."""


def luminance(colour: str) -> float:
    """Relative luminance 0..1 of ``#RRGGBB`` (WCAG 2.2, "relative luminance")."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio 1..21 of two colours (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
