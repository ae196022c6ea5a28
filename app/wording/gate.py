"""What the gate decided, what it was taught, and the figures behind it, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from app.wording.memories import bits, number
from memory_core.types import Lesson, VerdictKind

translate = QCoreApplication.translate

OUTCOMES: Mapping[VerdictKind, tuple[str, str]] = MappingProxyType(
    {
        VerdictKind.ADMIT: ("noted", "accent"),
        VerdictKind.REINFORCE: ("strengthened", "text"),
        VerdictKind.SUPERSEDE: ("replaced", "warning"),
        VerdictKind.IGNORE: ("passed", "muted"),
    }
)
"""Drawing and colour role of each decision; the drawing alone tells them apart."""

REASON_GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "questions": frozenset({"question", "recollect", "request", "forget"}),
        "passing": frozenset(
            {
                "momentary", "today", "fleeting", "weather", "venting", "chitchat", "greeting", "joke",
                "laugh", "anecdote", "thin", "passing", "shout",
            }
        ),
        "others": frozenset({"no_anchor", "scene", "foreign", "injected", "second_person", "hypothetical"}),
        "asked": frozenset({"remember", "instruction", "reminder", "confirmed", "answer", "taught"}),
        "about_you": frozenset(
            {
                "statement", "health", "contact", "kin", "life_event", "slot", "preference", "habit", "plan",
                "state", "standing_note", "pet", "whereabouts", "number", "date", "name",
            }
        ),
        "changes": frozenset(
            {
                "repeated", "changed", "corrected", "correction", "cancel", "cancelled", "resumed",
                "replaced", "both_stand", "kept_part",
            }
        ),
    }
)  # fmt: skip
"""Reasons of the gate under the headings that a person filters by."""


def reason_group_name(group: str) -> str:
    """The heading of a group of reasons."""
    return {
        "questions": translate("Gate", "Questions and tasks"),
        "passing": translate("Gate", "Things in passing"),
        "others": translate("Gate", "Not about you"),
        "asked": translate("Gate", "You asked for it"),
        "about_you": translate("Gate", "About you and your people"),
        "changes": translate("Gate", "Said again or changed"),
    }[group]


def outcome_name(kind: VerdictKind) -> str:
    """What became of a statement."""
    return {
        VerdictKind.ADMIT: translate("Gate", "Kept"),
        VerdictKind.REINFORCE: translate("Gate", "Strengthened"),
        VerdictKind.SUPERSEDE: translate("Gate", "Replaced"),
        VerdictKind.IGNORE: translate("Gate", "Let pass"),
    }[kind]


def outcome_sentence(kind: VerdictKind) -> str:
    """What became of a statement, as a sentence."""
    return {
        VerdictKind.ADMIT: translate("Gate", "I kept it in mind."),
        VerdictKind.REINFORCE: translate("Gate", "I knew it already; now I am surer."),
        VerdictKind.SUPERSEDE: translate("Gate", "It took the place of what I knew before."),
        VerdictKind.IGNORE: translate("Gate", "I let it pass: it stands in the diary only."),
    }[kind]


def lesson_wish(lesson: Lesson) -> str:
    """What the user can teach, as a button says it."""
    return {
        Lesson.WORTH: translate("Gate", "Save anyway"),
        Lesson.NOT_WORTH: translate("Gate", "Not worth remembering"),
        Lesson.WRONG: translate("Gate", "Wrong"),
    }[lesson]


def lesson_said(lesson: Lesson) -> str:
    """What the user has taught."""
    return {
        Lesson.WORTH: translate("Gate", "You taught: save such things"),
        Lesson.NOT_WORTH: translate("Gate", "You taught: not worth remembering"),
        Lesson.WRONG: translate("Gate", "You taught: this was wrong"),
    }[lesson]


def lesson_done(lesson: Lesson) -> str:
    """What the bar at the bottom says after a lesson."""
    return {
        Lesson.WORTH: translate("Gate", "Saved; I will pay attention to such things"),
        Lesson.NOT_WORTH: translate("Gate", "Forgotten; I will let such things pass"),
        Lesson.WRONG: translate("Gate", "Taken out; I had understood it wrongly"),
    }[lesson]


def surprise_degree(value: float) -> str:
    """How surprising a statement was (bits)."""
    if value < 3.0:
        return translate("Gate", "Not surprising")
    if value < 15.0:
        return translate("Gate", "A little surprising")
    if value < 35.0:
        return translate("Gate", "Quite surprising")
    return translate("Gate", "Very surprising")


def part_line(name: str, value: float) -> tuple[str, float, str] | None:
    """A figure behind a decision: its words, how full its bar is (0..1), its number; None: not for people."""
    words = {
        "bits_said": translate("Gate", "What the words carry"),
        "bits_known": translate("Gate", "Of that, word for word known"),
        "bits_near": translate("Gate", "Of that, close in meaning to what I know"),
        "novelty": translate("Gate", "Unlike anything I know"),
        "nearest": translate("Gate", "Likeness to the nearest memory"),
        "covered": translate("Gate", "Words it shares with a memory"),
        "lasting": translate("Gate", "Sounds lasting"),
        "level_conversation": translate("Gate", "New in this conversation"),
        "level_week": translate("Gate", "New this week"),
        "level_life": translate("Gate", "New in all you told me"),
        "dopamine": translate("Gate", "Unexpected"),
        "acetylcholine": translate("Gate", "New to me"),
        "noradrenaline": translate("Gate", "Something changed"),
    }.get(f"level_{name}" if name in LEVELS else name)
    if words is None:
        return None
    if name.startswith("bits_") or value > 1.0:
        return words, min(1.0, max(0.0, value) / MOST_BITS), bits(value)
    return words, min(1.0, max(0.0, value)), f"{number(value * 100, 0)} %"


MOST_BITS = 60.0
"""Bits that fill a bar."""
LEVELS = ("conversation", "week", "life")
"""Time scales; older logs name them with ``level_`` before."""
PARTS_SHOWN = (
    "conversation", "week", "life", "level_conversation", "level_week", "level_life",
    "dopamine", "acetylcholine", "noradrenaline", "bits_said", "bits_known", "bits_near",
    "novelty", "nearest", "covered", "lasting",
)  # fmt: skip
"""Figures in the order in which a person asks for them."""
