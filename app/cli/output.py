"""What the commands print, as JSON for scripts and as lines for people. The JSON's names are stable.

Times are ISO 8601 with their offset; a value that is not known is null. A memory is ``{id, text, kind, tier,
status, confidence, importance, surprise, parts, learnt_at, valid_from, valid_to, event_date, language,
subject, attribute, value, pinned, used, superseded_by, reason, sources}``; an item of a recall ``{id, text,
kind, score, parts, tier, memory_id, sources, external_ids, at, valid_from, valid_to, event_date, speaker,
role}``; a verdict ``{kind, memory_id, text, span, surprise, parts, confidence, importance, reason}``; a
decision of the gate ``{id, turn_id, at, verdict, lesson, hidden}``; a lesson ``{id, turn_id, span, lesson,
at, memory_id}``; a night and what fades as ``night_commands`` says; a source or span ``{turn_id, start,
end}``.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from app.assistant import dates
from memory_core.text.language import Language
from memory_core.types import Item, Memory

_LEFT_OUT = frozenset({"fsrs", "edited"})


def as_json(value: Any) -> Any:
    """Any of the memory's values as plain JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            entry.name: as_json(getattr(value, entry.name))
            for entry in fields(value)
            if entry.name not in _LEFT_OUT
        }
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_json(one) for one in value]
    if hasattr(value, "items"):
        return {str(name): as_json(one) for name, one in value.items()}
    return value


def print_json(value: Any, *, one_line: bool = False) -> None:
    """Print a value as JSON on standard output, at once."""
    print(json.dumps(as_json(value), ensure_ascii=False, indent=None if one_line else 1), flush=True)


def memory_line(memory: Memory, language: Language) -> str:
    """A memory as a line: its number, what it says, when it was said."""
    return f"{memory.id:>5}  {' '.join(memory.text.split())}  ({dates.day(memory.learnt_at, language)})"


def item_line(item: Item, language: Language) -> str:
    """An item of a recall as a line: its score, what it says, when it was said and the memory's number."""
    number = "" if item.memory_id is None else f", {item.memory_id}"
    return f"{item.score:6.2f}  {' '.join(item.text.split())}  ({dates.day(item.at, language)}{number})"
