"""How cues add up to "this lasts": a logistic blend with one weight for each cue, all of them readable.

``lasting = 1 / (1 + exp(-(base + sum(weight * cue))))``. Cues are 0..1. The weights stand in
``assets/gate/blend.json``; ``packaging/gate/fit_blend.py`` learns them from scripted lives of this project's
own, beginning at weights set by hand: a cue that alone must decide ("remember this", a hypothetical) weighs
more than everything that may stand against it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from memory_core.errors import AssetMissing


@dataclass(frozen=True, slots=True)
class Blend:
    """The shipped weights: log-odds ``base``, a weight for each cue and for each thing that memory knows."""

    base: float
    cues: Mapping[str, float]
    memory: Mapping[str, float]


@lru_cache(maxsize=1)
def shipped() -> Blend:
    """The weights that come with the program.

    Raises:
        AssetMissing: the file is absent or altered.
    """
    try:
        text = resources.files("assets").joinpath("gate", "blend.json").read_text("utf-8")
        given = json.loads(text)
        return Blend(
            float(given["base"]),
            MappingProxyType({name: float(weight) for name, weight in given["cues"].items()}),
            MappingProxyType({name: float(weight) for name, weight in given["memory"].items()}),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ModuleNotFoundError) as error:
        raise AssetMissing(
            f"The gate's weights that came with the program are missing or altered ({error}).",
            "Your vault was not touched.",
            "Install the program again.",
        ) from error


def addends(cues: Mapping[str, float]) -> dict[str, float]:
    """What each cue adds to the log-odds, those of weight zero left out."""
    weights = shipped().cues
    return {name: weights[name] * level for name, level in cues.items() if level and name in weights}


def lasting(cues: Mapping[str, float]) -> float:
    """Odds of a lasting statement by its cues alone, as a probability in 0..1."""
    return 1.0 / (1.0 + math.exp(-(shipped().base + sum(addends(cues).values()))))


_TALK = ("scene", "injected", "foreign", "question", "recollect", "forget", "request", "hypothetical",
    "joke", "laugh",
         "anecdote", "momentary", "today", "fleeting", "weather", "venting", "chitchat", "thin",
         "no_anchor")  # fmt: skip
_GROUNDS = ("remember", "confirmed", "answer", "correction", "instruction", "reminder", "health", "cancel",
    "contact", "kin",
            "life_event", "slot", "preference", "habit", "plan", "state", "standing_note", "pet",
                "whereabouts", "number", "date", "name")  # fmt: skip


def reason(cues: Mapping[str, float], floor: float) -> str:
    """The key of the cue that decided: what lasts has a first ground, the rest a heaviest objection."""
    if lasting(cues) >= floor:
        return next((name for name in _GROUNDS if cues.get(name)), "statement")
    against = {name: value for name, value in addends(cues).items() if value < 0 and name in _TALK}
    return min(against, key=lambda name: against[name]) if against else "passing"
