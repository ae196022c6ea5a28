"""What a model did with a tool, in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.assistant.events import ToolUsed

translate = QCoreApplication.translate


def tool_said(used: ToolUsed) -> str:
    """What was done, as the beginning of a line; its words follow."""
    if used.failed:
        return {
            "remember": translate("Tools", "Not remembered"),
            "forget": translate("Tools", "Not forgotten"),
            "edit_core_memory": translate("Tools", "Not changed"),
        }.get(used.name, translate("Tools", "Not looked up"))
    if used.name == "remember" and not used.steps:
        return translate("Tools", "In mind already")
    return {
        "remember": translate("Tools", "Remembered"),
        "forget": translate("Tools", "Forgotten"),
        "edit_core_memory": translate("Tools", "Always in mind"),
        "search_memory": translate("Tools", "Looked through your memories"),
        "search_diary": translate("Tools", "Looked through the diary"),
    }[used.name]


def tool_words(used: ToolUsed) -> str:
    """The words that it was about: what was kept, forgotten or searched for, or why it was refused."""
    if used.failed:
        return _reason(used.result)
    if used.name in ("search_memory", "search_diary"):
        days = [used.arguments[key] for key in ("from", "to") if used.arguments.get(key)]
        words = used.arguments.get("query", "")
        return " · ".join(part for part in (words, " – ".join(dict.fromkeys(days))) if part)
    return " ".join(used.result.split())


def _reason(key: str) -> str:
    if key == "not_asked":
        return translate("Tools", "you had not asked for it")
    if key in ("not_theirs", "not_named"):
        return translate("Tools", "that was not in your own words")
    if key == "nothing":
        return translate("Tools", "there was nothing of the kind")
    if key == "too_much":
        return translate("Tools", "that would be too much at once")
    return translate("Tools", "it did not work out")
