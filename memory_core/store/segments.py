"""Pages and segments as rows: which exchanges there are, which make a segment, how often it was visited.

A page holds ids only, so it needs no step of its own when it is heard; which segment it joins is a change
that can be undone. Visits and their time drift, as being used does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from memory_core.store.codec import Value, from_text, from_time, to_text, to_time
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.standing import DERIVED_FROM, HIDDEN
from memory_core.store.step import Step
from memory_core.store.touched import MEMORY, touch
from memory_core.store.visibility import Range, hidden_in, open_ranges
from memory_core.types import Page, Role, Turn, Vector


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """What a segment (a memory of that kind) needs besides; ``pages`` counts those since its promotion."""

    memory_id: int
    visits: int
    pages: int
    last_visit: datetime
    ended: bool


def add_turn(writer: Writer, turn: Turn, *, boundary: bool) -> None:
    """Put a turn that was heard on a page: the user's on a new one, the assistant's on the one it answers.

    Done again for the same turn it changes nothing. What the assistant says before anybody else is on none.
    """
    if turn.role is Role.USER:
        writer.execute(
            """INSERT OR IGNORE INTO pages (turn_id, last_turn_id, conversation, at, boundary)
            VALUES (?, ?, ?, ?, ?)""",
            (turn.id, turn.id, from_text(turn.conversation), from_time(turn.at), int(boundary)),
        )
    elif turn.role is Role.ASSISTANT:
        writer.execute(
            """UPDATE pages SET last_turn_id = :turn WHERE last_turn_id < :turn AND id = (
                SELECT id FROM pages WHERE turn_id < :turn AND conversation = :conversation
                ORDER BY turn_id DESC LIMIT 1)""",
            {"turn": turn.id, "conversation": from_text(turn.conversation)},
        )


def visit(writer: Writer, turn_ids: Collection[int], at: datetime) -> list[int]:
    """Count a visit of the segments that these turns stand in, each once; returns the segments."""
    found: dict[int, None] = {}
    for turn_id in turn_ids:
        found |= dict.fromkeys(
            one
            for (one,) in writer.tuples(
                """SELECT p.segment_id FROM turns t JOIN pages p ON p.conversation = t.conversation
                WHERE t.id = :turn AND p.turn_id <= :turn AND p.last_turn_id >= :turn
                AND p.segment_id IS NOT NULL""",
                {"turn": turn_id},
            )
        )
    for memory_id in found:
        writer.execute(
            "UPDATE segments SET visits = visits + 1, last_visit = ? WHERE memory_id = ?",
            (from_time(at), memory_id),
        )
    touch(writer, MEMORY, found)
    return list(found)


def newest_pages(reader: Reader, limit: int) -> list[Page]:
    """The newest pages that are in no segment, oldest first."""
    rows = reader.rows("SELECT * FROM pages WHERE segment_id IS NULL ORDER BY turn_id DESC LIMIT ?", (limit,))
    return [_page(row) for row in reversed(rows)]


def leaving_pages(reader: Reader, kept: int) -> list[Page]:
    """Pages in no segment beyond the newest ``kept`` ones, oldest first."""
    rows = reader.rows(
        "SELECT * FROM pages WHERE segment_id IS NULL ORDER BY turn_id DESC LIMIT -1 OFFSET ?", (kept,)
    )
    return [_page(row) for row in reversed(rows)]


def page(reader: Reader, page_id: int) -> Page | None:
    """One page."""
    row = reader.row("SELECT * FROM pages WHERE id = ?", (page_id,))
    return None if row is None else _page(row)


def pages_of(reader: Reader, segment_id: int, limit: int = -1) -> list[Page]:
    """A segment's newest pages, oldest first."""
    rows = reader.rows(
        "SELECT * FROM pages WHERE segment_id = ? ORDER BY turn_id DESC LIMIT ?", (segment_id, limit)
    )
    return [_page(row) for row in reversed(rows)]


def join(step: Step, page_id: int, segment_id: int) -> None:
    """Put a page into a segment; a page is in one segment at most.

    Raises:
        AssertionError: it is in another one already.
    """
    there = step.writer.value("SELECT segment_id FROM pages WHERE id = ?", (page_id,))
    if there is not None and there != segment_id:
        raise AssertionError(f"page {page_id} is in segment {there}")
    step.update("pages", page_id, {"segment_id": segment_id}, segment_id)


def begin(step: Step, memory_id: int, pages: int, at: datetime, *, ended: bool) -> None:
    """Give a memory of the kind segment what it needs for its heat: its pages, and when the last was said."""
    row: dict[str, Value] = {
        "memory_id": memory_id, "visits": 0, "pages": pages, "last_visit": from_time(at), "ended": int(ended),
    }  # fmt: skip
    step.insert("segments", row, memory_id)


def count_pages(step: Step, memory_id: int, pages: int, at: datetime) -> None:
    """Pages joined: the segment is warmer by each, and was last visited then."""
    row = _row(step.writer, memory_id)
    columns: dict[str, Value] = {"pages": row.pages + pages}
    if at > row.last_visit:
        columns["last_visit"] = from_time(at)
    step.update("segments", memory_id, columns, memory_id)


def end(step: Step, memory_id: int) -> None:
    """No page joins it any more: its event is over."""
    step.update("segments", memory_id, {"ended": 1}, memory_id)


def reset_pages(step: Step, memory_id: int) -> None:
    """Begin to count pages anew, after a promotion."""
    step.update("segments", memory_id, {"pages": 0}, memory_id)


def replace(step: Step, old_id: int, new_id: int) -> None:
    """Let a segment made anew take over another one's pages, visits and end."""
    old = step.writer.row("SELECT * FROM segments WHERE memory_id = ?", (old_id,)) or {}
    step.insert("segments", {**old, "memory_id": new_id}, new_id)
    found = step.writer.tuples("SELECT id FROM pages WHERE segment_id = ? ORDER BY id", (old_id,))
    for (page_id,) in list(found):
        step.update("pages", page_id, {"segment_id": new_id}, new_id)


def standing(reader: Reader) -> list[SegmentRow]:
    """The segments of the mid term, oldest first."""
    return _rows(reader, "m.status = 'active' AND m.gone IS NULL")


def hidden(reader: Reader) -> list[int]:
    """Segments that went because words of theirs were hidden, and still have pages."""
    found = reader.tuples(
        """SELECT s.memory_id FROM segments s JOIN memories m ON m.id = s.memory_id
        WHERE m.gone IS NULL AND m.status = 'forgotten' AND m.reason LIKE '%' || ?
        AND EXISTS (SELECT 1 FROM pages p WHERE p.segment_id = s.memory_id) ORDER BY s.memory_id""",
        (HIDDEN,),
    )
    return [memory_id for (memory_id,) in found]


def open_in(reader: Reader, conversation: str) -> list[SegmentRow]:
    """Segments of a conversation that pages may still join, oldest first."""
    return _rows(
        reader,
        """m.status = 'active' AND m.gone IS NULL AND s.ended = 0 AND EXISTS (
            SELECT 1 FROM pages p WHERE p.segment_id = s.memory_id AND p.conversation = ?)""",
        (from_text(conversation),),
    )


def open_text(reader: Reader, turn_id: int, most: int) -> tuple[str, list[Range]]:
    """The first ``most`` characters of a turn's text, and the ranges of it that may be seen."""
    found = reader.value("SELECT text FROM turns WHERE id = ?", (turn_id,))
    text = "" if found is None else to_text(found)[:most]
    return text, open_ranges(len(text), hidden_in(reader, turn_id))


def vector_of(reader: Reader, turn_id: int, embedder_id: str) -> Vector | None:
    """A turn's raw vector; None while it has none of this embedder."""
    found = reader.value(
        "SELECT vector FROM turn_vectors WHERE turn_id = ? AND embedder = ?", (turn_id, embedder_id)
    )
    return None if found is None else np.frombuffer(found, np.float16).astype(np.float32)


def placed_since(reader: Reader, step: int) -> list[int]:
    """Memories of what was said on pages that joined a segment after a step of the journal."""
    found = reader.tuples(
        """SELECT DISTINCT s.memory_id FROM journal_rows r
        JOIN pages p ON p.id = r.row_id AND p.segment_id IS NOT NULL
        JOIN memory_sources s ON s.turn_id = p.turn_id
        WHERE r.step_id > ? AND r.table_name = 'pages' ORDER BY s.memory_id""",
        (step,),
    )
    return [memory_id for (memory_id,) in found]


def promoted(reader: Reader, turn_ids: Collection[int]) -> bool:
    """Whether a segment that holds one of these turns was promoted: it has a summary that stands."""
    return any(
        reader.value(
            """SELECT 1 FROM pages p JOIN associations a ON a.target_id = p.segment_id
            JOIN memories m ON m.id = a.source_id
            WHERE p.turn_id = ? AND a.relation = ? AND m.kind = 'summary'
            AND m.status = 'active' AND m.gone IS NULL""",
            (turn_id, DERIVED_FROM),
        )
        for turn_id in turn_ids
    )


def promoted_turns(reader: Reader) -> set[int]:
    """The users' turns of all pages of which :func:`promoted` is true."""
    found = reader.tuples(
        """SELECT p.turn_id FROM memories m JOIN associations a ON a.source_id = m.id AND a.relation = ?
        JOIN pages p ON p.segment_id = a.target_id
        WHERE m.kind = 'summary' AND m.status = 'active' AND m.gone IS NULL""",
        (DERIVED_FROM,),
    )
    return {turn_id for (turn_id,) in found}


def short_term_turns(reader: Reader) -> set[int]:
    """The users' turns of all pages of which :func:`in_short_term` is true."""
    return {turn_id for (turn_id,) in reader.tuples("SELECT turn_id FROM pages WHERE segment_id IS NULL")}


def in_short_term(reader: Reader, turn_ids: Collection[int]) -> bool:
    """Whether a page of one of these turns is in no segment yet."""
    return any(
        reader.value("SELECT 1 FROM pages WHERE turn_id = ? AND segment_id IS NULL", (turn_id,))
        for turn_id in turn_ids
    )


def one(reader: Reader, memory_id: int) -> SegmentRow | None:
    """One segment, whatever its state."""
    found = _rows(reader, "s.memory_id = ?", (memory_id,))
    return found[0] if found else None


def _row(reader: Reader, memory_id: int) -> SegmentRow:
    found = one(reader, memory_id)
    if found is None:
        raise AssertionError(f"memory {memory_id} is no segment")
    return found


def _rows(reader: Reader, where: str, arguments: Sequence[Value] = ()) -> list[SegmentRow]:
    rows = reader.rows(
        f"""SELECT s.* FROM segments s JOIN memories m ON m.id = s.memory_id
        WHERE {where} ORDER BY s.memory_id""",
        arguments,
    )
    return [_segment(row) for row in rows]


def _segment(row: dict[str, Any]) -> SegmentRow:
    return SegmentRow(
        row["memory_id"], row["visits"], row["pages"], _time(row["last_visit"]), bool(row["ended"])
    )


def _page(row: dict[str, Any]) -> Page:
    return Page(
        row["id"],
        row["turn_id"],
        row["last_turn_id"],
        to_text(row["conversation"]),
        _time(row["at"]),
        bool(row["boundary"]),
        row["segment_id"],
    )


def _time(value: str) -> datetime:
    at = to_time(value)
    if at is None:
        raise AssertionError("the time is never NULL")
    return at


class PageStore:
    """The pages as a room above reads them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def newest(self, limit: int) -> list[Page]:
        """The newest pages that are in no segment, oldest first."""
        with self._db.read() as reader:
            return newest_pages(reader, limit)

    def leaving(self, kept: int) -> list[Page]:
        """Pages in no segment beyond the newest ``kept`` ones, oldest first."""
        with self._db.read() as reader:
            return leaving_pages(reader, kept)

    def segments(self) -> list[SegmentRow]:
        """The segments of the mid term, oldest first."""
        with self._db.read() as reader:
            return standing(reader)

    def visited(self, turn_ids: Collection[int], at: datetime) -> list[int]:
        """Count a visit of the segments that these turns stand in. No undo step."""
        return self._db.write(lambda writer: visit(writer, turn_ids, at))

    def of(self, segment_id: int) -> list[Page]:
        """A segment's pages, oldest first."""
        with self._db.read() as reader:
            return pages_of(reader, segment_id)

    def count(self, segment_id: int) -> int:
        """How many pages a segment has, all told."""
        with self._db.read() as reader:
            return int(reader.value("SELECT count(*) FROM pages WHERE segment_id = ?", (segment_id,)))
