"""Which parts of the diary may be seen: everything but the spans that were suppressed or redacted.

Spans may overlap: a sentence hidden for two memories opens again only when both are restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from memory_core.store.connection import Reader
from memory_core.store.database import Database
from memory_core.types import Span, Turn, Visibility

Range = tuple[int, int]
"""Half-open, in code points of one turn's text."""


@dataclass(frozen=True, slots=True)
class HiddenSpan:
    """A span that is not open. ``memory_id`` is the memory it was hidden for, if it was for one."""

    id: int
    span: Span
    state: Visibility
    memory_id: int | None


def open_ranges(length: int, hidden: Iterable[Range]) -> list[Range]:
    """What is left of ``[0, length)`` without the hidden ranges, in order; hidden ones may overlap."""
    left: list[Range] = []
    at = 0
    for start, stop in sorted(hidden):
        if min(start, length) > at:
            left.append((at, min(start, length)))
        at = max(at, stop)
        if at >= length:
            return left
    if at < length:
        left.append((at, length))
    return left


def cut(text: str, hidden: Sequence[Range]) -> str:
    """The text without its hidden ranges; empty when no letter or digit is left.

    Where something was cut out, its neighbours stay apart by white space, so that no new word arises.
    """
    if not hidden:
        return text
    pieces = [text[start:stop] for start, stop in open_ranges(len(text), hidden)]
    joined = ""
    for piece in pieces:
        apart = joined and not joined[-1].isspace() and not piece[0].isspace()
        joined += (" " if apart else "") + piece
    return joined.strip() if any(letter.isalnum() for letter in joined) else ""


def hidden_in(reader: Reader, turn_id: int) -> list[Range]:
    """Hidden ranges of one turn."""
    return [
        (start, stop)
        for start, stop in reader.tuples("SELECT start, stop FROM spans WHERE turn_id = ?", (turn_id,))
    ]


class VisibilityStore:
    """Reads what is hidden. Hiding and reopening are undoable operations (see ``operations``)."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def spans_of(self, turn_id: int) -> list[HiddenSpan]:
        """The turn's hidden spans by their start."""
        with self._db.read() as reader:
            rows = reader.rows("SELECT * FROM spans WHERE turn_id = ? ORDER BY start, stop, id", (turn_id,))
        return [_hidden(row) for row in rows]

    def hidden(self) -> dict[int, list[Range]]:
        """Every hidden range by its turn's id, for building an index over the whole diary."""
        found: dict[int, list[Range]] = {}
        with self._db.read() as reader:
            for turn_id, start, stop in reader.tuples("SELECT turn_id, start, stop FROM spans"):
                found.setdefault(turn_id, []).append((start, stop))
        return found

    def open_ranges(self, turn: Turn) -> list[Range]:
        """The turn's open ranges."""
        with self._db.read() as reader:
            return open_ranges(len(turn.text), hidden_in(reader, turn.id))

    def visible_text(self, turn: Turn) -> str:
        """The turn's text without what is hidden; empty when nothing is left."""
        with self._db.read() as reader:
            return cut(turn.text, hidden_in(reader, turn.id))

    def visible_texts(self, turns: Sequence[Turn]) -> list[str]:
        """:meth:`visible_text` of many turns, from one look at the table."""
        hidden = self.hidden()
        return [cut(turn.text, hidden.get(turn.id, ())) for turn in turns]


def _hidden(row: dict[str, Any]) -> HiddenSpan:
    span = Span(row["turn_id"], row["start"], row["stop"])
    return HiddenSpan(row["id"], span, Visibility(row["state"]), row["memory_id"])
