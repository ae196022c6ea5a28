"""The journal: every change of memories and of visibility with its inverse, to be undone tomorrow too.

A step keeps, for each row it changed, the changed columns before and after (a row that was not there is
NULL). Undoing puts the columns before back, if the row still stands as the step left it; redoing is the same
the other way round. A step's children (a group: one night's sleep) are undone together.

A memory's row is never removed, because vectors and verdicts refer to it: making one is recorded as the
change of its ``gone`` column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

from memory_core.errors import BadRequest, UndoRefused
from memory_core.store.codec import Value, from_text, from_time, to_image, to_text, to_time
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.step import Image, Step, apply, follow
from memory_core.types import JournalStep

T = TypeVar("T")

USER = "user"
"""Cause of what the user did by hand."""
TEACHING = "teaching"
"""Cause of what the user taught."""
CONTEXT = "context"
"""Cause of what a long conversation's prompt needed: nobody's change, so "undo" by itself passes over it."""
TOOL = "tool"
"""Cause of what a model did with a tool, because the user had asked for it."""
_BY_HAND = frozenset({USER, TEACHING})
"""Causes of steps that end the redoing of earlier undone ones."""
_GROUP: ContextVar[int | None] = ContextVar("group", default=None)
"""The group that steps made by hand join just now."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step of a memory's life. ``before`` and ``after`` hold the memory's changed columns, times as ISO
    text; ``before`` is empty for the step that made it, both are empty if only sources or spans changed."""

    step: JournalStep
    before: Mapping[str, Value]
    after: Mapping[str, Value]


class Journal:
    """Records, lists, undoes and redoes steps."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def record(
        self,
        work: Callable[[Step], T],
        *,
        cause: str,
        name: str,
        detail: str = "",
        at: datetime | None = None,
        group: int | None = None,
    ) -> T:
        """Run ``work`` in one transaction (or inside the running one) as one undoable step.

        Args:
            work: makes its changes through the step it is given. A step without changes is not recorded.
            cause: who did it: ``USER``, ``TEACHING``, ``"hearing"``, ``"sleep"``.
            name: message key of what was done.
            detail: the message's argument.
            at: when, aware; the clock's present if None.
            group: the id that :meth:`open_group` gave, for a step of a larger one.

        Returns:
            What ``work`` returns.
        """
        when = at or self._db.clock()
        joined = _GROUP.get() if cause in _BY_HAND else None

        def run(writer: Writer) -> T:
            step = Step(writer)
            result = work(step)
            if step.changes:
                if cause in _BY_HAND:
                    writer.execute("UPDATE journal SET redo_order = NULL WHERE redo_order IS NOT NULL")
                by, parent = (TOOL, joined) if joined is not None else (cause, group)
                step.save(writer.insert("journal", {**_head(when, by, name, detail), "parent": parent}))
            return result

        return self._db.write(run)

    def open_group(self, cause: str, name: str, detail: str = "", at: datetime | None = None) -> int:
        """Begin a named group of steps that are undone together; returns its id for :meth:`record`."""
        row = _head(at or self._db.clock(), cause, name, detail)
        return self._db.write(lambda writer: writer.insert("journal", row))

    @contextmanager
    def by_tool(self, name: str, detail: str = "") -> Iterator[int]:
        """What this thread does meanwhile is one step of a tool's, if it changes anything; gives its id."""
        token = _GROUP.set(self.open_group(TOOL, name, detail))
        try:
            yield _GROUP.get() or 0
        finally:
            _GROUP.reset(token)

    def steps(self, limit: int = 100) -> list[JournalStep]:
        """The newest steps and groups first, undone ones too; empty groups are left out."""
        with self._db.read() as reader:
            rows = reader.rows(
                """SELECT * FROM journal j WHERE parent IS NULL AND (
                    EXISTS (SELECT 1 FROM journal_rows r WHERE r.step_id = j.id)
                    OR EXISTS (SELECT 1 FROM journal c WHERE c.parent = j.id))
                ORDER BY id DESC LIMIT ?""",
                (limit,),
            )
            return [_step(reader, row) for row in rows]

    def undo(self, step_id: int | None = None) -> JournalStep:
        """Take back a step or group, the newest one if none is named.

        Raises:
            UndoRefused: it is undone already, or later changes contradict it; nothing was changed.
            BadRequest: there is no such step.
        """

        def run(writer: Writer) -> JournalStep:
            row = _chosen(writer, step_id, undone=False)
            for part in reversed(_parts(writer, row["id"], undone=False)):
                _turn_back(writer, part)
                writer.execute("UPDATE journal SET undone = 1 WHERE id = ?", (part,))
            writer.execute(
                """UPDATE journal SET undone = 1,
                    redo_order = (SELECT ifnull(max(redo_order), 0) + 1 FROM journal) WHERE id = ?""",
                (row["id"],),
            )
            return _step(writer, {**row, "undone": 1})

        return self._db.write(run)

    def redo(self, step_id: int | None = None) -> JournalStep:
        """Do an undone step or group again, the one undone last if none is named.

        Raises:
            UndoRefused: there is nothing to redo, or later changes contradict it; nothing was changed.
            BadRequest: there is no such step.
        """

        def run(writer: Writer) -> JournalStep:
            row = _chosen(writer, step_id, undone=True)
            for part in _parts(writer, row["id"], undone=True):
                _turn_forward(writer, part)
                writer.execute("UPDATE journal SET undone = 0 WHERE id = ?", (part,))
            writer.execute("UPDATE journal SET undone = 0, redo_order = NULL WHERE id = ?", (row["id"],))
            return _step(writer, {**row, "undone": 0})

        return self._db.write(run)

    def history(self, memory_id: int) -> list[HistoryEntry]:
        """What happened to a memory, oldest first."""
        with self._db.read() as reader:
            rows = reader.rows(
                "SELECT DISTINCT j.* FROM journal j JOIN journal_rows r ON r.step_id = j.id "
                "WHERE r.memory_id = ? ORDER BY j.id",
                (memory_id,),
            )
            return [_entry(reader, row, memory_id) for row in rows]


def _head(at: datetime, cause: str, name: str, detail: str) -> dict[str, Value]:
    return {"at": from_time(at), "cause": cause, "name": name, "detail": from_text(detail)}


def _chosen(reader: Reader, step_id: int | None, *, undone: bool) -> dict[str, Any]:
    if step_id is None:
        row = (
            reader.row(
                """SELECT * FROM journal WHERE redo_order IS NOT NULL AND purged = 0
                ORDER BY redo_order DESC LIMIT 1"""
            )
            if undone
            else reader.row(
                """SELECT * FROM journal j WHERE parent IS NULL AND undone = 0 AND purged = 0
                AND cause != 'context' AND (
                    EXISTS (SELECT 1 FROM journal_rows r WHERE r.step_id = j.id)
                    OR EXISTS (SELECT 1 FROM journal c WHERE c.parent = j.id AND c.purged = 0))
                ORDER BY id DESC LIMIT 1"""
            )
        )
        if row is None:
            raise UndoRefused("There is nothing to redo." if undone else "There is nothing to undo.")
        return row
    row = reader.row("SELECT * FROM journal WHERE id = ?", (step_id,))
    if row is None:
        raise BadRequest(f"there is no step {step_id}")
    if row["parent"] is not None:
        raise UndoRefused("This is a part of a larger step; undo or redo that one.")
    if bool(row["undone"]) != undone:
        raise UndoRefused("This step was not undone." if undone else "This step is undone already.")
    if _is_purged(reader, row):
        raise UndoRefused(
            "What this step changed was purged for good. What it did besides can be changed by hand.",
            reason="purged",
        )
    return row


def _is_purged(reader: Reader, row: Mapping[str, Any]) -> bool:
    """Whether a purge took what a step, or every part of a larger one, changed."""
    parts = "SELECT count(*), ifnull(sum(purged), 0) FROM journal WHERE parent = ?"
    ((count, purged),) = reader.tuples(parts, (row["id"],))
    return bool(row["purged"]) or (count > 0 and count == purged)


def _parts(reader: Reader, step_id: int, *, undone: bool) -> list[int]:
    """The step itself and its children, in the order in which they were done, without purged ones."""
    children = reader.tuples(
        "SELECT id FROM journal WHERE parent = ? AND undone = ? AND purged = 0 ORDER BY id",
        (step_id, int(undone)),
    )
    return [step_id, *(child for (child,) in children)]


def _images(reader: Reader, step_id: int) -> list[tuple[str, int, Image, Image, int | None]]:
    rows = reader.tuples(
        "SELECT table_name, row_id, before, after, memory_id FROM journal_rows WHERE step_id = ? ORDER BY id",
        (step_id,),
    )
    return [
        (
            table,
            row_id,
            None if before is None else to_image(before),
            None if after is None else to_image(after),
            memory_id,
        )
        for table, row_id, before, after, memory_id in rows
    ]


def _turn_back(writer: Writer, step_id: int) -> None:
    images = _images(writer, step_id)
    for table, row_id, before, after, _ in reversed(images):
        if not apply(writer, table, row_id, target=before, expected=after):
            raise _contradiction(writer, step_id, table, row_id)
    follow(writer, images)


def _turn_forward(writer: Writer, step_id: int) -> None:
    images = _images(writer, step_id)
    for table, row_id, before, after, _ in images:
        if not apply(writer, table, row_id, target=after, expected=before):
            raise _contradiction(writer, step_id, table, row_id)
    follow(writer, images)


def _contradiction(reader: Reader, step_id: int, table: str, row_id: int) -> UndoRefused:
    later = reader.row(
        """SELECT ifnull(j.parent, j.id) AS id, j.name, j.detail
        FROM journal_rows r JOIN journal j ON j.id = r.step_id
        WHERE r.table_name = ? AND r.row_id = ? AND j.undone = 0 AND j.id != ? ORDER BY j.id DESC LIMIT 1""",
        (table, row_id, step_id),
    )
    if later is None:
        return UndoRefused("What this step changed has changed since, so it stays as it is.")
    detail = f" ({to_text(later['detail'])})" if later["detail"] else ""
    return UndoRefused(
        f"A later step, {later['name']}{detail}, changed the same; undo that one first.", later["id"]
    )


def _step(reader: Reader, row: Mapping[str, Any]) -> JournalStep:
    memories = reader.tuples(
        """SELECT DISTINCT r.memory_id FROM journal_rows r JOIN journal j ON j.id = r.step_id
        WHERE (j.id = ? OR j.parent = ?) AND r.memory_id IS NOT NULL ORDER BY r.memory_id""",
        (row["id"], row["id"]),
    )
    at = to_time(row["at"])
    if at is None:
        raise AssertionError("a step's time is never NULL")
    touched = tuple(memory_id for (memory_id,) in memories)
    return JournalStep(
        row["id"],
        at,
        row["cause"],
        row["name"],
        to_text(row["detail"]),
        bool(row["undone"]),
        touched,
        _is_purged(reader, row),
    )


def _entry(reader: Reader, row: Mapping[str, Any], memory_id: int) -> HistoryEntry:
    first: dict[str, Value] = {}
    last: dict[str, Value] = {}
    for table, row_id, before, after, _ in _images(reader, row["id"]):
        if table == "memories" and row_id == memory_id:
            first = {**(before or {}), **first}
            last = {**last, **(after or {})}
    return HistoryEntry(_step(reader, row), _shown(first), _shown(last))


def _shown(image: Mapping[str, Value]) -> Mapping[str, Value]:
    return MappingProxyType(
        {
            name: to_text(value) if isinstance(value, bytes) else value
            for name, value in image.items()
            if name not in ("folded", "gone")
        }
    )
