"""The gate's scorers by name: which figures belong to which, so that each can be switched off and measured.

A statement's log-odds of being worth keeping are ``base + sum(weight * feature)`` over all features of all
scorers. ``Params.without`` names scorers to leave out; ``mneme bench ablate`` does so one by one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from memory_core.errors import BadRequest
from memory_core.params import SYSTEMS
from memory_core.perception.blend import Blend


@dataclass(frozen=True, slots=True)
class Scorer:
    """A named group of features. ``principle`` says what it stands for."""

    name: str
    features: tuple[str, ...]
    principle: str


SCORERS = (
    Scorer(
        "asked",
        ("remember", "instruction", "reminder", "confirmed", "answer", "correction", "answers"),
        "the user's own wish, and what a question called for",
    ),
    Scorer(
        "whose",
        ("first_person", "possessive", "kin", "pet", "name", "name_subject", "second_person", "no_anchor"),
        "whose life it is about (selective attention)",
    ),
    Scorer(
        "told",
        (
            "state", "habit", "preference", "life_event", "event", "plan", "health", "slot", "change",
            "still", "cancel", "resume", "emphasis", "standing_note", "whereabouts", "when", "appointment",
            "presupposed",
        ),
        "what it tells",
    ),
    Scorer(
        "form",
        ("number", "measure", "clock", "date", "contact", "code", "length", "aside", "thin"),
        "figures, dates, contacts and length",
    ),
    Scorer(
        "manner",
        (
            "laugh", "joke", "retracted", "anecdote",
            "venting", "momentary", "weather", "today", "fleeting", "conditional",
            "chitchat", "hypothetical", "scene", "injected", "question", "request", "forget", "foreign",
            "greeting", "recollect", "shout",
        ),
        "how it is meant: questions, play, moods and other people's words are no facts",
    ),
    Scorer("known", ("known_name", "known_word", "restated", "announced"), "what memory knows of it"),
    Scorer("novelty", ("novelty",), "distance to the nearest memory (acetylcholine's raw signal)"),
    Scorer("surprisal", ("bits", "bits_word"), "bits under the adaptive word model of all that was said"),
    Scorer("titans", ("titans",), "loss of a neural memory with momentum and forgetting (Titans)"),
    Scorer("continuum", ("conversation", "week", "life"), "which of time scales is surprised (HOPE)"),
    Scorer("modulation", ("aroused",), "unexpected surprise lowers the threshold a while (noradrenaline)"),
    Scorer("model", ("model_bits", "extracted"), "what a language model would keep, where one is loaded"),
    Scorer("teaching", (), "what the user taught the gate"),
)  # fmt: skip
NAMES = frozenset(scorer.name for scorer in SCORERS)
OF_FEATURE = {feature: scorer.name for scorer in SCORERS for feature in scorer.features}
NEVER_TAUGHT = frozenset(
    ("scene", "injected", "question", "forget", "hypothetical", "recollect", "foreign", "request")
)
"""Features that a lesson never moves: what is not meant as a fact does not become one by a wish."""


def switched_off(without: str) -> frozenset[str]:
    """Names in a comma-separated list.

    Raises:
        BadRequest: there is no such scorer.
    """
    names = frozenset(name.strip() for name in without.split(",") if name.strip())
    if unknown := names - NAMES - SYSTEMS:
        known = ", ".join(sorted(NAMES | SYSTEMS))
        raise BadRequest(f"no scorer is called {', '.join(sorted(unknown))}; there are {known}")
    return names


def log_odds(
    features: Mapping[str, float], blend: Blend, taught: Mapping[str, float], off: frozenset[str]
) -> float:
    """Log-odds that a statement is worth keeping.

    Args:
        features: cues and what memory knows, by name.
        blend: the shipped weights.
        taught: what the user's lessons add to the weights (``base`` included).
        off: scorers to leave out.
    """
    if "teaching" in off:
        taught = {}
    total = blend.base + taught.get("base", 0.0)
    for name, level in features.items():
        if level and OF_FEATURE.get(name) not in off:
            weight = blend.cues.get(name, blend.memory.get(name, 0.0))
            total += (weight + taught.get(name, 0.0)) * level
    return total


def probability(odds: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
