"""Places and parts on the disk in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def place_title(name: str) -> str:
    """A part of what is on the disk, by its key."""
    names = {
        "vault": translate("Health", "Your memories and the diary"),
        "log": translate("Health", "What was written last"),
        "backups": translate("Health", "Backups"),
        "crash reports": translate("Health", "Reports of crashes (without your words)"),
        "prompts": translate("Health", "Prompts of the voice"),
        "long-term index": translate("Health", "The index of a large memory (numbers without words)"),
        "connections": translate("Health", "The list of connections"),
        "server keys": translate("Health", "Keys by which servers know this program"),
        "cache": translate("Health", "The voice"),
        "settings": translate("Health", "Settings"),
    }
    return names.get(name, name)
