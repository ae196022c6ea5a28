"""Steps of the journal in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def step_name(name: str) -> str:
    """What was done, by the journal's message key."""
    names = {
        "step.hearing": translate("Steps", "Heard in the chat"),
        "step.admit": translate("Steps", "Written down"),
        "step.reinforce": translate("Steps", "Said again"),
        "step.supersede": translate("Steps", "Replaced by something newer"),
        "step.edit": translate("Steps", "Edited by you"),
        "step.pin": translate("Steps", "Pinned"),
        "step.unpin": translate("Steps", "Unpinned"),
        "step.forget": translate("Steps", "Forgotten"),
        "step.forget_matching": translate("Steps", "Forgotten"),
        "step.restore": translate("Steps", "Restored"),
        "step.merge": translate("Steps", "Merged with one that says the same"),
        "step.split": translate("Steps", "Split"),
        "step.suppress": translate("Steps", "Hidden in the diary"),
        "step.sleep": translate("Steps", "Slept on it"),
    }
    return names.get(name, name)
