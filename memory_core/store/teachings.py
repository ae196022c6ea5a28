"""What the user taught about the gate's verdicts: standing lessons, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from memory_core.errors import BadRequest
from memory_core.store.codec import Value, from_time, to_image, to_numbers, to_time
from memory_core.store.connection import Reader
from memory_core.store.database import Database
from memory_core.store.gate_log import is_open, message_of
from memory_core.store.memories import NewMemory
from memory_core.store.standing import DERIVED
from memory_core.store.step import Change, Step
from memory_core.types import Encoded, Lesson, Span, Status, Teaching

CUE = "cue_"
"""What the names of perception's cues begin with among a verdict's parts."""
TARGETS: Mapping[Lesson, float] = {Lesson.WORTH: 1.0, Lesson.NOT_WORTH: 0.0}
"""What a lesson says about worth; that something was misunderstood says nothing about it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that a lesson is about.

    ``span`` is None for the message as a whole. ``memory_id`` is the memory that its verdict names, and
    ``reinforced`` tells that it only said again what that memory held. ``new`` with its vectors is the memory
    to be made if it is worth remembering and none came of it.
    """

    span: Span | None
    text: str
    memory_id: int | None = None
    reinforced: bool = False
    new: NewMemory | None = None
    encoded: Encoded | None = None


class TeachingStore:
    """Reads the standing lessons. They are taught through ``operations``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def standing(self, turn_id: int | None = None) -> list[Teaching]:
        """Standing lessons, oldest first; of one turn if it is named."""
        with self._db.read() as reader:
            rows = reader.rows(
                "SELECT * FROM teachings WHERE ? IS NULL OR turn_id = ? ORDER BY id", (turn_id, turn_id)
            )
        return [teaching_of(row) for row in rows]

    def lessons_with_features(self) -> list[tuple[Mapping[str, float], float]]:
        """For each standing lesson about worth, oldest first, its statement's cues and the target.

        Cues are levels in 0..1 by their names, as the verdict kept them; the target is 1 for what is worth
        remembering and 0 for what is not. Lessons about what the gate has not judged are left out.
        """
        with self._db.read() as reader:
            rows = list(
                reader.tuples(
                    """SELECT g.lesson, (
                        SELECT v.parts FROM verdicts v
                        WHERE v.turn_id = g.turn_id AND v.start IS g.start AND v.stop IS g.stop
                        ORDER BY v.id DESC LIMIT 1)
                    FROM teachings g ORDER BY g.id"""
                )
            )
        return [
            (_cues(to_numbers(parts)), TARGETS[Lesson(lesson)])
            for lesson, parts in rows
            if parts is not None and Lesson(lesson) in TARGETS
        ]


def teaching_of(row: Mapping[str, Any]) -> Teaching:
    """A lesson's row as its value."""
    at = to_time(row["at"])
    if at is None:
        raise AssertionError("a lesson's time is never NULL")
    span = None if row["start"] is None else Span(row["turn_id"], row["start"], row["stop"])
    return Teaching(row["id"], row["turn_id"], span, Lesson(row["lesson"]), at, row["memory_id"])


def put(step: Step, teaching: Teaching) -> Teaching:
    """Insert a lesson (its id is ignored) and return it with the id it got."""
    start, stop = (None, None) if teaching.span is None else (teaching.span.start, teaching.span.end)
    row: dict[str, Value] = {
        "turn_id": teaching.turn_id,
        "start": start,
        "stop": stop,
        "lesson": teaching.lesson.value,
        "at": from_time(teaching.at),
        "memory_id": teaching.memory_id,
    }
    return teaching_of({**row, "id": step.insert("teachings", row, None)})


def standing_on(reader: Reader, turn_id: int, span: Span | None) -> list[Teaching]:
    """The lesson that stands about a statement, if one does."""
    start, stop = (None, None) if span is None else (span.start, span.end)
    rows = reader.rows(
        "SELECT * FROM teachings WHERE turn_id = ? AND start IS ? AND stop IS ? ORDER BY id",
        (turn_id, start, stop),
    )
    return [teaching_of(row) for row in rows]


def place_of(reader: Reader, turn_id: int, span: Span | None) -> Span:
    """Where a statement's words stand: a message as a whole is all of its text.

    Raises:
        BadRequest: the span is no part of the turn.
    """
    length = len(message_of(reader, turn_id))
    place = span or Span(turn_id, 0, length)
    if place.turn_id != turn_id or not 0 <= place.start < place.end <= length:
        raise BadRequest(f"{place} is not a part of turn {turn_id}")
    return place


def words_open(reader: Reader, place: Span, text: str) -> bool:
    """Whether the words of a statement may be seen."""
    message = message_of(reader, place.turn_id)
    return is_open(reader, place.turn_id, message, (place.start, place.end), text)


def came_of(reader: Reader, span: Span, memory_id: int | None) -> list[int]:
    """Memories that come of a statement and are not forgotten, oldest first.

    Args:
        reader: the snapshot to look in.
        span: where the statement stands.
        memory_id: the memory that its verdict names, if any.
    """
    found = reader.tuples(
        f"""SELECT id FROM memories WHERE gone IS NULL AND status != 'forgotten' AND kind NOT IN ({DERIVED})
        AND (id = ? OR id IN (
                SELECT memory_id FROM memory_sources WHERE turn_id = ? AND start = ? AND stop = ?))
        ORDER BY id""",
        (memory_id, span.turn_id, span.start, span.end),
    )
    return [one for (one,) in found]


def active_among(reader: Reader, memory_ids: Iterable[int]) -> list[int]:
    """Those of these memories that are active."""
    status = "SELECT status FROM memories WHERE id = ? AND gone IS NULL"
    return [one for one in memory_ids if reader.value(status, (one,)) == Status.ACTIVE]


def changed_by(reader: Reader, teaching_id: int) -> list[Change]:
    """What a lesson changed besides itself, oldest first.

    They stand in the journal right before the lesson's own row: before them comes the row of the statement
    taught before in the same step, or of the earlier lesson, whose changes were taken back first.
    """
    own = reader.row(
        """SELECT id, step_id FROM journal_rows
        WHERE table_name = 'teachings' AND row_id = ? AND before IS NULL""",
        (teaching_id,),
    )
    if own is None:
        return []
    rows = reader.tuples(
        """SELECT table_name, row_id, before, after, memory_id FROM journal_rows
        WHERE step_id = :step_id AND id < :id AND table_name != 'teachings' AND id > ifnull((
            SELECT max(id) FROM journal_rows
            WHERE step_id = :step_id AND id < :id AND table_name = 'teachings'), 0)
        ORDER BY id""",
        own,
    )
    return [
        Change(table, row_id, before and to_image(before), after and to_image(after), memory_id)
        for table, row_id, before, after, memory_id in rows
    ]


def replaced_by(reader: Reader, memory_id: int) -> list[int]:
    """Memories that this one superseded."""
    found = reader.tuples(
        """SELECT id FROM memories WHERE superseded_by = ? AND gone IS NULL AND status = 'superseded'
        ORDER BY id""",
        (memory_id,),
    )
    return [one for (one,) in found]


def kept_parts(reader: Reader, old_id: int, new_id: int, reason: str) -> list[int]:
    """Active memories made together with a new one, of what it left standing of the old one."""
    found = reader.tuples(
        """SELECT m.id FROM memories m
        WHERE m.reason = :reason AND m.status = 'active' AND m.gone IS NULL AND m.id IN (
            SELECT row_id FROM journal_rows WHERE table_name = 'memories' AND step_id = (
                SELECT step_id FROM journal_rows WHERE table_name = 'memories' AND row_id = :new
                ORDER BY id LIMIT 1))
        AND EXISTS (
            SELECT 1 FROM memory_sources a JOIN memory_sources b USING (turn_id, start, stop)
            WHERE a.memory_id = m.id AND b.memory_id = :old)
        ORDER BY m.id""",
        {"reason": reason, "new": new_id, "old": old_id},
    )
    return [one for (one,) in found]


def said_elsewhere(reader: Reader, memory_id: int, span: Span) -> bool:
    """Whether a memory has a source besides this one."""
    return bool(
        reader.value(
            """SELECT EXISTS (SELECT 1 FROM memory_sources
            WHERE memory_id = ? AND NOT (turn_id = ? AND start = ? AND stop = ?))""",
            (memory_id, span.turn_id, span.start, span.end),
        )
    )


def unsaid(step: Step, memory_id: int, span: Span) -> float | None:
    """Take a source away from a memory.

    Returns:
        By what the memory's doubt (1 - confidence) is to be multiplied for that mention never to have been:
        ``(1 - before) / (1 - after)`` of the confidences around it; None where the journal does not tell.
    """
    found = step.writer.row(
        "SELECT id FROM memory_sources WHERE memory_id = ? AND turn_id = ? AND start = ? AND stop = ?",
        (memory_id, span.turn_id, span.start, span.end),
    )
    if found is None:
        return None
    mention = step.writer.row(
        """SELECT m.before, m.after FROM journal_rows s JOIN journal_rows m
            ON m.step_id = s.step_id AND m.table_name = 'memories' AND m.row_id = ?
        WHERE s.table_name = 'memory_sources' AND s.row_id = ? AND s.before IS NULL ORDER BY s.id LIMIT 1""",
        (memory_id, found["id"]),
    )
    step.delete("memory_sources", found["id"], memory_id)
    if mention is None:
        return None
    before = to_image(mention["before"]).get("confidence")
    after = to_image(mention["after"]).get("confidence")
    if not (isinstance(before, float) and isinstance(after, float) and after < 1.0):
        return None
    return (1.0 - before) / (1.0 - after)


def _cues(parts: Mapping[str, float]) -> Mapping[str, float]:
    return {name.removeprefix(CUE): level for name, level in parts.items() if name.startswith(CUE)}
