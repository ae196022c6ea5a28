"""Importance and confidence of a statement, each 0..1 and each with its parts, from the cues."""

from __future__ import annotations

import re
from collections.abc import Mapping

from memory_core.types import MemoryKind

_IMPORTANCE: dict[str, float] = {
    "health": 0.9, "remember": 0.9, "instruction": 0.8, "kin": 0.75, "contact": 0.7, "slot": 0.7,
        "life_event": 0.7,
    "confirmed": 0.6, "code": 0.7, "emphasis": 0.65, "reminder": 0.65, "plan": 0.55, "date": 0.55,
        "preference": 0.55,
    "state": 0.5, "pet": 0.55, "habit": 0.5, "standing_note": 0.5,
}  # fmt: skip
_GRAVE = re.compile(
    r"\b(?:died|dead|death|funeral|cancer|born|birth|married|wedding|pregnant|allergic|anaphyla\w+|"
    r"birthday|anniversary|promise[ds]?|emergency|"
    r"die|killed|hospital)\b|(?<!\w)(?:умер\w*|скончал\w+|похорон\w*|рак|родил\w*|свадьб\w+|беремен\w+|"
    r"аллерги\w+|день рождения|дня рождения|"
    r"годовщин\w+|обещал\w*|больниц\w+|реанимац\w+|юбиле\w+)(?!\w)",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:i think|i guess|probably|maybe|perhaps|might|not sure|apparently|i believe|sort of|kind of|"
    r"allegedly|supposedly|i suppose|"
    r"rumou?r|could be)\b|(?<!\w)(?:наверн\w+|кажется|вроде|возможно|может быть|похоже|не уверен\w*|"
    r"по-моему|видимо|говорят|по слухам)(?!\w)",
    re.IGNORECASE,
)
SAID, HEDGED, QUOTED = 0.9, 2 / 3, 0.85
"""Confidence in what the user says plainly; factors on what is hedged and on what only a model picked out."""
_NOTHING = 0.35
"""Importance without any ground."""
_FURTHER = 0.02
"""What each further ground adds."""


def importance(cues: Mapping[str, float], text: str) -> dict[str, float]:
    """How much it matters, by ground: the weightiest counts, each further one adds a little.

    Returns:
        ``{"importance_GROUND": share of 0..1}``; :func:`together` adds them up.
    """
    grounds = {name: _IMPORTANCE[name] for name, level in cues.items() if level and name in _IMPORTANCE}
    if _GRAVE.search(text):
        grounds["grave"] = 0.9
    if not grounds:
        return {"importance_nothing": _NOTHING}
    first = max(grounds, key=lambda name: grounds[name])
    return {f"importance_{name}": value if name == first else _FURTHER for name, value in grounds.items()}


def together(parts: Mapping[str, float]) -> float:
    """Importance from its parts, at most 1."""
    return min(1.0, sum(parts.values()))


def confidence(text: str) -> dict[str, float]:
    """How sure a statement is: its source, how it was put ("I think", «кажется»), and who found it.

    Returns:
        ``{"confidence_NAME": factor}``; their product is the confidence. Corroboration comes when it
        is said again: ``1 - prod(1 - c_i)``.
    """
    parts = {"confidence_said": SAID}
    if _HEDGED.search(text):
        parts["confidence_hedged"] = HEDGED
    return parts


def kind(cues: Mapping[str, float], ahead: bool) -> MemoryKind:
    """What the statement is about; ``ahead`` is true when it names a day to come."""
    if cues.get("instruction"):
        return MemoryKind.INSTRUCTION
    if cues.get("reminder") or ahead or (cues.get("plan") and (cues.get("date") or cues.get("clock"))):
        return MemoryKind.PLAN
    if cues.get("preference"):
        return MemoryKind.PREFERENCE
    if cues.get("kin") or (cues.get("name_subject") and not cues.get("first_person")):
        return MemoryKind.PERSON
    return MemoryKind.FACT
