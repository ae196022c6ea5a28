"""Recalled memories inside a prompt: data between marks, never instructions.

The marks cannot be forged from inside: angle brackets of a memory's own text are replaced by look-alikes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.assistant import dates
from memory_core.text.language import Language
from memory_core.types import Block, Item, Role

OPEN, CLOSE = "<memories>", "</memories>"

_BRACKETS = str.maketrans({"<": "‹", ">": "›"})
_MARK = re.compile(r"<(?=/?(?:memories|earlier|core|results|think|tool_call|tool_response)\b)", re.IGNORECASE)


def fenced(items: Sequence[Item], language: Language) -> str:
    """The items as a block of dated lines; empty without items."""
    if not items:
        return ""
    return "\n".join((OPEN, *(item_line(item, language) for item in items), CLOSE))


def fenced_result(tool: str, text: str) -> str:
    """What a tool gave back, as data between marks."""
    lines = (flat(line) for line in text.splitlines() or [""])
    return "\n".join((f"<results of={flat(tool)[:40]!r}>", *lines, "</results>"))


def fenced_core(blocks: Sequence[Block]) -> str:
    """What is always in mind, one line a sentence; empty where nobody wrote anything."""
    lines = [f"- ({flat(one.name)}) {flat(line)}" for one in blocks for line in one.text.splitlines() if line]
    return "\n".join(("<core>", *lines, "</core>")) if lines else ""


def disarmed(text: str) -> str:
    """A message as it goes into a prompt: written-out marks lose their bracket.

    The model's own control tokens are made plain text by the language model's chat layout.
    """
    return _MARK.sub("‹", text)


def flat(text: str) -> str:
    """Text that stands as data on a line of its own between marks."""
    return " ".join(text.translate(_BRACKETS).split())


def item_line(item: Item, language: Language) -> str:
    """An item on a line of its own, with its date and what else qualifies it."""
    text = flat(item.text)
    notes = [dates.day(item.at, language)]
    russian = language == "ru"
    if item.role is Role.ASSISTANT:
        notes.append("ответ помощника" if russian else "the assistant's answer")
    elif item.speaker:
        notes.append(flat(item.speaker))
    if item.event_date is not None and item.event_date.date() != item.at.date():
        notes.append(f"{'о дне' if russian else 'about'} {dates.day(item.event_date, language)}")
    if item.valid_to is not None:
        notes.append(f"{'верно до' if russian else 'true until'} {dates.day(item.valid_to, language)}")
    return f"- ({'; '.join(notes)}) {text}"
