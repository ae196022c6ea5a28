"""How a statement stands to a memory: it replaces it, says it again, or neither; a sum of readable features.

A change is announced by words, but which memory it is about shows only in the pair: the same topic, the same
kind of value with another value in it, a plan for a plan, what was said just before. Announcing words count
only as far as the pair is near. Each feature is 0..1 (cosines -1..1), with one weight for "replaces" and one
for "says again"; they stand in ``assets/gate/relation.json``; ``packaging/gate/fit_relation.py`` learns them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from memory_core.errors import AssetMissing
from memory_core.gate.announcing import announced
from memory_core.gate.likeness import (
    Known,
    differing,
    names_shared,
    people_differ,
    polarity_differs,
    same_subject,
    values_by_kind,
)
from memory_core.gate.matter import contrast
from memory_core.perception import cues
from memory_core.types import Candidate, Memory, MemoryKind

_JUST_NOW = timedelta(minutes=15)
_FIXED = frozenset(("clock", "number", "day", "month", "contact"))
_ALTERS = frozenset(
    ("altered", "moved", "rescheduled", "more", "ended", "called_off", "revived", "corrected", "instead")
)


REPLACES = -0.3
"""Log-odds, against standing beside each other, over which a statement replaces a memory."""
REPEATS = -0.3
"""Log-odds over which it says the memory again: a wrong repetition hides nothing that was known."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds for each feature of a pair, ``base`` among them: of replacing, and of saying again."""

    replaces: Mapping[str, float]
    repeats: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Relation:
    """A pair's log-odds of "replaces" and of "says again", each against "stands beside"."""

    one: Known
    replaces: float
    repeats: float


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with the program.

    Raises:
        AssetMissing: the file is absent or altered.
    """
    try:
        given = json.loads(resources.files("assets").joinpath("gate", "relation.json").read_text("utf-8"))
        tables = [
            MappingProxyType({name: float(weight) for name, weight in given[part].items()})
            for part in ("replaces", "repeats")
        ]
        return Weights(*tables)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ModuleNotFoundError) as error:
        raise AssetMissing(
            f"The gate's weights that came with the program are missing or altered ({error}).",
            "Your vault was not touched.",
            "Install the program again.",
        ) from error


def relations(candidate: Candidate, known: Sequence[Known]) -> list[Relation]:
    """How a statement stands to each memory, in the order of ``known``."""
    weights = shipped()
    return [
        Relation(one, _sum(weights.replaces, pair), _sum(weights.repeats, pair))
        for one, pair in zip(known, features_of(candidate, known), strict=True)
    ]


def _sum(weights: Mapping[str, float], pair: Mapping[str, float]) -> float:
    return weights.get("base", 0.0) + sum(weights.get(name, 0.0) * level for name, level in pair.items())


def _nearness(one: Known) -> float:
    return 0.5 * one.cosine + 0.25 * one.covered + 0.25 * one.covers


def _rescaled(value: float, low: float, high: float) -> float:
    return max(0.0, min(1.0, (value - low) / (high - low)))


def features_of(candidate: Candidate, known: Sequence[Known]) -> list[dict[str, float]]:
    """Features of each pair, in the order of ``known``."""
    said = announced(candidate.text) | {"corrected" for cue in ("correction",) if candidate.cues.get(cue)}
    order = sorted((_nearness(one) for one in known), reverse=True)
    newest = max((one.memory.id for one in known), default=0)
    return [_pair(candidate, one, said, order, newest) for one in known]


def _pair(
    candidate: Candidate,
    one: Known,
    said: frozenset[str],
    order: Sequence[float],
    newest: int,
) -> dict[str, float]:
    old = one.memory
    mine, theirs = values_by_kind(candidate.text), values_by_kind(old.text)
    near = _nearness(one)
    rival = order[0] if near < order[0] else (order[1] if len(order) > 1 else 0.0)
    differ = differing(candidate.text, old.text)
    fresh = {kind for kind in mine if mine[kind] - theirs[kind]}
    same = {kind for kind in mine if mine[kind] & theirs[kind]}
    planned = old.event_date is not None or old.kind is MemoryKind.PLAN
    figure = bool(differ & {"clock", "number", "contact"})
    day = "day" in differ
    date = "month" in differ or (
        candidate.event_date is not None
        and old.event_date is not None
        and candidate.event_date.date() != old.event_date.date()
    )
    word = bool(one.shared)
    about = near + 0.1 * word + 0.1 * bool(figure or day or date)
    level = _rescaled(about, 0.15, 0.5)
    corrects = "corrected" in said
    just = not corrects and just_said(candidate, old)
    fixes = corrects and just_said(candidate, old)
    told = candidate.kind is MemoryKind.INSTRUCTION and old.kind is MemoryKind.INSTRUCTION
    alters = bool(said & _ALTERS)
    changes = alters or bool(said & {"now", "new"})
    again = bool(said & {"again", "unchanged"})
    slot = bool(
        candidate.attribute
        and candidate.attribute == old.attribute
        and same_subject(old.subject, candidate.subject)
    )
    matter = contrast(candidate.text, one.memory.text)
    pair = {
        "cosine": one.cosine,
        "late": one.late,
        "covered": one.covered,
        "covers": one.covers,
        "shared": min(2, len(one.shared)) / 2,
        "word": float(word),
        "margin": _rescaled(near - rival, -0.2, 0.2),
        "name": float(names_shared(candidate.text, old.text)),
        "figure": float(figure),
        "day": float(day),
        "date": float(date),
        "place": float("name" in differ),
        "same_value": float(bool(same & _FIXED)),
        "nothing_new": float(not fresh),
        "new_figure": float(bool(fresh & _FIXED)),
        "new_name": float("name" in fresh),
        "same_kind": float(candidate.kind is old.kind),
        "plan": float(planned) * level,
        "slot": float(slot and candidate.value != old.value),
        "slot_same": float(slot and candidate.value == old.value),
        "polarity": float(polarity_differs(candidate.text, old.text)),
        "others": float(people_differ(candidate, old)),
        "just_now": float(just),
        "before": float(just and old.id == newest),
        "told": float(told) * level,
        # what it is about: another thing in the same frame is neither news of it nor a repetition
        "another": float(matter.another and not corrects and not (alters and matter.theme)),
    }
    for kind in said:
        pair[f"says_{kind}"] = level
    if changes:
        pair |= {
            "change": level,
            "change_word": level * word,
            "change_figure": level * figure,
            "change_day": level * day,
            "change_date": level * date,
            "change_place": level * pair["place"],
            "change_slot": pair["slot"],
            "change_margin": level * pair["margin"],
            "change_nothing_new": level * pair["nothing_new"],
            "change_same": level * pair["nothing_new"] * pair["same_value"],
            "change_again": level * again,
            "change_known": level * max(one.covered, one.covers),
        }
    if said & {"ended", "called_off"}:
        pair |= {
            "ended_word": level * word,
            "ended_name": level * pair["name"],
            "off_plan": level * float("called_off" in said and planned),
        }
    if said & {"rescheduled", "moved"}:
        pair["moved_plan"] = level * planned
    if fixes:
        pair |= {
            "fixes": level,
            "fixes_value": float(figure or day or date),
            "fixes_last": float(old.id == newest),
        }
    if "revived" in said:
        pair["revived_plan"] = level * float(planned or cues.has("cancel", cues.fold(old.text)))
    if again:
        pair |= {
            "again_near": max(0.0, one.cosine),
            "again_word": level * word,
            "again_nothing_new": level * pair["nothing_new"],
            "again_told": level * told,
        }
    pair["same_word"] = pair["same_value"] * word
    pair["nothing_near"] = pair["nothing_new"] * max(0.0, one.cosine)
    pair["figure_near"] = pair["figure"] * max(0.0, one.cosine)
    pair["figure_covers"] = pair["figure"] * one.covers
    return {name: value for name, value in pair.items() if value}


def just_said(candidate: Candidate, old: Memory) -> bool:
    """Whether the memory was learnt a few minutes before the statement."""
    said = candidate.valid_from
    return said is not None and timedelta(0) <= said - old.learnt_at <= _JUST_NOW
