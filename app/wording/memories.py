"""Names of kinds, states and figures of memory in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from memory_core.types import MemoryKind, Status, VerdictKind

translate = QCoreApplication.translate


def kind_name(kind: str) -> str:
    """What a memory is about, in one word; ``"turn"`` is something said that was not written down."""
    names = {
        MemoryKind.FACT.value: translate("Memory", "Fact"),
        MemoryKind.PREFERENCE.value: translate("Memory", "Preference"),
        MemoryKind.PERSON.value: translate("Memory", "Person"),
        MemoryKind.PLAN.value: translate("Memory", "Plan"),
        MemoryKind.INSTRUCTION.value: translate("Memory", "Wish"),
        MemoryKind.SUMMARY.value: translate("Memory", "Summary"),
        MemoryKind.SEGMENT.value: translate("Memory", "Passage"),
        MemoryKind.SCHEMA.value: translate("Memory", "Pattern"),
        MemoryKind.PROFILE.value: translate("Memory", "Profile"),
        "turn": translate("Memory", "From the diary"),
    }
    return names.get(kind, kind)


def status_name(status: Status) -> str:
    """Where a memory stands, as the name of a list."""
    return {
        Status.ACTIVE: translate("Memory", "Remembered"),
        Status.SUPERSEDED: translate("Memory", "Replaced"),
        Status.FADED: translate("Memory", "Faded"),
        Status.FORGOTTEN: translate("Memory", "Forgotten"),
    }[status]


def verdict_name(kind: VerdictKind) -> str:
    """What happened to a statement, before its text."""
    return {
        VerdictKind.ADMIT: translate("Memory", "Noted"),
        VerdictKind.SUPERSEDE: translate("Memory", "Updated"),
        VerdictKind.REINFORCE: translate("Memory", "Already known"),
        VerdictKind.IGNORE: translate("Memory", "Not written down"),
    }[kind]


def surprise_words(bits: float) -> str:
    """How surprising it was when it was said (bits)."""
    if bits < 3.0:
        return translate("Memory", "Hardly surprising")
    if bits < 15.0:
        return translate("Memory", "Somewhat new")
    if bits < 35.0:
        return translate("Memory", "New")
    return translate("Memory", "Very new")


def importance_words(value: float) -> str:
    """How important it is (0..1)."""
    if value < 0.34:
        return translate("Memory", "An everyday detail")
    if value < 0.67:
        return translate("Memory", "Matters")
    return translate("Memory", "Matters a lot")


def confidence_words(value: float) -> str:
    """How sure memory is of it (0..1)."""
    if value < 0.5:
        return translate("Memory", "Not sure")
    if value < 0.8:
        return translate("Memory", "Fairly sure")
    return translate("Memory", "Sure")


def number(value: float, digits: int = 2) -> str:
    """A number as this language writes it."""
    return QLocale().toString(float(value), "f", digits)


def bits(value: float) -> str:
    """Surprise with its unit."""
    return translate("Memory", "{number} bits").format(number=number(value, 1))


_PARTS = {
    "dense": "meaning",
    "late": "near",
    "lexical": "same",
    "speaker": "person",
    "date": "time",
    "answer": "question",
    "naming": "name",
    "attribute": "asked",
    "session": "talk",
    "spread": "linked",
    "associative": "together",
    "standing": "noted",
    "importance": "importance",
}
"""Addends of the recall score by what they mean to a person."""


def part_name(group: str) -> str:
    """What a part of a score means, in a word or two."""
    names = {
        "meaning": translate("Score", "meaning"),
        "near": translate("Score", "words of like meaning"),
        "same": translate("Score", "same words"),
        "person": translate("Score", "who said it"),
        "time": translate("Score", "the time asked about"),
        "question": translate("Score", "follows your question"),
        "name": translate("Score", "the person or thing named"),
        "asked": translate("Score", "just what was asked for"),
        "talk": translate("Score", "the conversation it was said in"),
        "linked": translate("Score", "linked with what was found"),
        "together": translate("Score", "often needed together"),
        "noted": translate("Score", "written down"),
        "importance": translate("Score", "importance"),
    }
    return names.get(group, group)


def score_shares(parts: Mapping[str, float]) -> list[tuple[str, float]]:
    """Parts of a recall score in plain words with their share of the whole (0..1), largest first.

    Parts that mean the same to a person are added up; negative and unknown parts are left to the tooltip.
    """
    sums: dict[str, float] = {}
    for name, value in parts.items():
        group = _PARTS.get(name)
        if group is not None and value > 0:
            sums[group] = sums.get(group, 0.0) + value
    whole = sum(sums.values())
    if whole <= 0:
        return []
    ranked = sorted(sums.items(), key=lambda pair: -pair[1])
    return [(part_name(group), value / whole) for group, value in ranked if value / whole >= 0.02]
