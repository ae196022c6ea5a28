"""Topics of what is known about the user, and blocks of core memory, in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def topic_name(topic: str) -> str:
    """What a part of the profile is about."""
    names = {
        "name": translate("Profile", "Who you are"),
        "home": translate("Profile", "Where you live and how to reach you"),
        "work": translate("Profile", "Work"),
        "people": translate("Profile", "People close to you"),
        "likes": translate("Profile", "What you like"),
        "health": translate("Profile", "Health"),
        "plans": translate("Profile", "Plans"),
        "habits": translate("Profile", "Habits"),
        "wishes": translate("Profile", "What you asked of me"),
        "other": translate("Profile", "And besides"),
    }
    return names.get(topic, topic)


def block_name(name: str) -> str:
    """A block of core memory."""
    names = {
        "user": translate("Profile", "About you, always in mind"),
        "assistant": translate("Profile", "How I am to be"),
    }
    return names.get(name, name)


def block_told(name: str) -> str:
    """What a block is for."""
    names = {
        "user": translate(
            "Profile", "I have this before me in every answer. Write what I should never miss."
        ),
        "assistant": translate(
            "Profile", "For example: “Be brief, and call me Ada.” I have this before me in every answer."
        ),
    }
    return names.get(name, "")


def room_left(length: int, most: int) -> str:
    """How many characters still fit."""
    left = most - length
    if left < 0:
        over = -left
        return translate("Profile", "%n characters too many", "", over)
    return translate("Profile", "room for %n more characters", "", left)
