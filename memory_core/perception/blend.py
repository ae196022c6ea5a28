"""How cues add up to "this lasts": a logistic blend with one weight for each cue, all of them readable.

``lasting = 1 / (1 + exp(-(BASE + sum(weight * cue))))``. Cues are 0..1. The weights are set by hand: a cue
that alone must decide ("remember this", a hypothetical) weighs more than everything that may stand against
it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

BASE = -1.9

WEIGHTS: dict[str, float] = {
    # asked for
    "remember": 4.5, "instruction": 4.0, "reminder": 4.0, "confirmed": 6.0, "answer": 3.5, "correction": 1.2,
    # whose it is
    "first_person": 1.0, "possessive": 0.4, "kin": 1.3, "pet": 0.8, "name": 0.9, "name_subject": 0.9,
    # what it tells
    "state": 1.5, "habit": 1.2, "preference": 1.1, "life_event": 1.4, "event": 0.6, "plan": 0.7,
    "health": 1.4,
    "slot": 1.6, "change": 0.5, "still": 0.7, "cancel": 1.6, "resume": 1.2, "emphasis": 0.9,
    "standing_note": 1.8,
    "number": 0.5, "measure": 1.4, "aside": -1.8, "clock": 0.7, "when": 0.5, "whereabouts": 1.2,
        "appointment": 0.5, "date": 0.9, "contact": 2.2, "code": 0.9, "length": 1.2, "answers": 0.7,
    # what it is not
    "second_person": -1.1, "laugh": -1.5, "joke": -2.6, "anecdote": -2.0, "venting": -1.5, "momentary": -2.0,
        "weather": -1.3, "today": -0.9, "fleeting": -1.2, "conditional": -0.7,
    "chitchat": -2.0, "no_anchor": -1.4, "thin": -2.0, "hypothetical": -7.0, "scene": -9.0, "injected": -9.0,
    "question": -9.0, "request": -6.0, "forget": -9.0, "foreign": -2.5, "greeting": -1.0, "recollect": -6.0,
        "shout": -1.0,
}  # fmt: skip


def addends(cues: Mapping[str, float]) -> dict[str, float]:
    """What each cue adds to the log-odds, those of weight zero left out."""
    return {name: WEIGHTS[name] * level for name, level in cues.items() if level and name in WEIGHTS}


def lasting(cues: Mapping[str, float]) -> float:
    """Odds of a lasting statement as a probability in 0..1."""
    return 1.0 / (1.0 + math.exp(-(BASE + sum(addends(cues).values()))))


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
