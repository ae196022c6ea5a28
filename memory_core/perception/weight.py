"""Importance and confidence of a statement, each 0..1, from the cues."""

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
SAID, HEDGED = 0.9, 0.6


def importance(cues: Mapping[str, float], text: str) -> float:
    """How much it matters: the weightiest ground, a little more for each further one, at most 1."""
    grounds = sorted(
        (_IMPORTANCE[name] for name, level in cues.items() if level and name in _IMPORTANCE), reverse=True
    )
    base = grounds[0] if grounds else 0.35
    if _GRAVE.search(text):
        base = max(base, 0.9)
    return min(1.0, base + 0.02 * max(0, len(grounds) - 1))


def confidence(text: str) -> float:
    """How sure the user was: said plainly, or hedged ("I think", «кажется»)."""
    return HEDGED if _HEDGED.search(text) else SAID


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
