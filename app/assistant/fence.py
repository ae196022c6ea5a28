"""Recalled memories inside a prompt: data between marks, never instructions.

The marks cannot be forged from inside: angle brackets of a memory's own text are replaced by look-alikes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.assistant import dates
from memory_core.text.language import Language
from memory_core.types import Item, Role

OPEN, CLOSE = "<memories>", "</memories>"

_BRACKETS = str.maketrans({"<": "‹", ">": "›"})
_MARK = re.compile(r"<(?=/?(?:memories|earlier|think)>)", re.IGNORECASE)


def fenced(items: Sequence[Item], language: Language) -> str:
    """The items as a block of dated lines; empty without items."""
    if not items:
        return ""
    return "\n".join((OPEN, *(_line(item, language) for item in items), CLOSE))


def disarmed(text: str) -> str:
    """A message as it goes into a prompt: written-out marks lose their bracket.

    The model's own control tokens are made plain text by the language model's chat layout.
    """
    return _MARK.sub("‹", text)


def flat(text: str) -> str:
    """Text that stands as data on a line of its own between marks."""
    return " ".join(text.translate(_BRACKETS).split())


def _line(item: Item, language: Language) -> str:
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
