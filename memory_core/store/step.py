"""One undoable step: changes of rows with their images before and after, and how an image is put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memory_core.store.codec import Value, from_image, to_text
from memory_core.store.connection import Writer
from memory_core.store.standing import settle
from memory_core.store.text_index import refresh_memories, refresh_turns
from memory_core.store.touched import CONVERSATION, MEMORY, TURN, touch
from memory_core.store.vectors import drop_turns
from memory_core.types import DERIVED_KINDS

Image = Mapping[str, Value] | None
"""Columns of a row; None if the row was not there."""

KEYS = {
    "memories": "id",
    "memory_sources": "id",
    "memory_vectors": "memory_id",
    "spans": "id",
    "teachings": "id",
    "questions": "id",
    "associations": "id",
    "pages": "id",
    "segments": "memory_id",
    "blocks": "id",
    "conversations": "number",
    "replaced": "id",
}
"""Tables that steps change, with their key columns."""

DRIFTING = frozenset(
    {"used", "stability", "difficulty", "last_review", "asked", "weight", "at", "visits", "last_visit"}
)
"""Columns that change without a step, of memories by being used and of questions by being shown: they never
contradict an undo, and what was added since stays."""

RULED = frozenset({"status", "reason"})
"""Columns that of derived memories follow from what is open (``standing``): no contradiction either."""
_STANDING = frozenset({"status", "gone"})
"""Columns of a memory on which it depends whether what was made of it stands."""

_UNMADE: Mapping[str, Value] = {"gone": "undone"}


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change; ``memory_id`` is the memory it belongs to, if to one."""

    table: str
    row_id: int
    before: Image
    after: Image
    memory_id: int | None


class Step:
    """Collects the changes made through it. Only ``Journal.record`` makes one; ``writer`` is for reading."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.changes: list[Change] = []

    def make_memory(self, row: Mapping[str, Value]) -> int:
        """Insert a memory's row and return its id."""
        memory_id = self.writer.insert("memories", row)
        self.changes.append(Change("memories", memory_id, _UNMADE, dict(row), memory_id))
        return memory_id

    def insert(self, table: str, row: Mapping[str, Value], memory_id: int | None) -> int:
        """Insert a row and return its id."""
        row_id = self.writer.insert(table, row)
        key = KEYS[table]
        self.changes.append(Change(table, row_id, None, {key: row_id, **row}, memory_id))
        return row_id

    def update(self, table: str, row_id: int, columns: Mapping[str, Value], memory_id: int | None) -> None:
        """Set columns of a row that is there; columns that keep their value are not recorded."""
        current = _current(self.writer, table, row_id)
        if current is None:
            raise AssertionError(f"no row {row_id} in {table}")
        changed = {name: value for name, value in columns.items() if current[name] != value}
        if changed:
            self.writer.update(table, KEYS[table], row_id, changed)
            before = {name: current[name] for name in changed}
            self.changes.append(Change(table, row_id, before, changed, memory_id))

    def delete(self, table: str, row_id: int, memory_id: int | None) -> None:
        """Remove a row that is there."""
        current = _current(self.writer, table, row_id)
        self.writer.execute(f"DELETE FROM {table} WHERE {KEYS[table]} = ?", (row_id,))
        self.changes.append(Change(table, row_id, current, None, memory_id))

    def take_back(self, changes: Sequence[Change]) -> None:
        """Undo changes of an earlier step inside this one; a row that has changed since stays as it is.

        What drifts (being used) stays too.
        """
        for one in reversed(changes):
            current = _current(self.writer, one.table, one.row_id)
            if one.after is None:
                if current is None and one.before is not None:
                    self.insert(one.table, one.before, one.memory_id)
            elif _fits(current, one.after):
                if one.before is None:
                    self.delete(one.table, one.row_id, one.memory_id)
                else:
                    columns = {name: value for name, value in one.before.items() if name not in DRIFTING}
                    self.update(one.table, one.row_id, columns, one.memory_id)

    def save(self, step_id: int) -> None:
        """Write the changes under the step's id and bring what derives from them up to date."""
        for change in self.changes:
            self.writer.insert(
                "journal_rows",
                {
                    "step_id": step_id,
                    "table_name": change.table,
                    "row_id": change.row_id,
                    "memory_id": change.memory_id,
                    "before": None if change.before is None else from_image(change.before),
                    "after": None if change.after is None else from_image(change.after),
                },
            )
        follow(
            self.writer,
            [(one.table, one.row_id, one.before, one.after, one.memory_id) for one in self.changes],
        )


def follow(writer: Writer, changes: Iterable[tuple[str, int, Image, Image, int | None]]) -> None:
    """Bring the text index, the vectors and the list of what changed up to date with changed rows."""
    memories: dict[int, None] = {}
    turns: dict[int, None] = {}
    judged: dict[int, None] = {}
    asked: dict[int, None] = {}
    moved: dict[int, None] = {}
    chats: dict[int, None] = {}
    for table, row_id, before, after, memory_id in changes:
        if memory_id is not None:
            memories[memory_id] = None
        if table == "memories" and _STANDING & {*(before or {}), *(after or {})}:
            moved[row_id] = None
        if table == "spans":
            turns[_named("turn_id", before or after)] = None
        elif table == "teachings":
            judged[_named("turn_id", before or after)] = None
        elif table == "questions":
            pair = _current(writer, table, row_id) or before or after
            asked |= dict.fromkeys(_named(name, pair) for name in ("memory_id", "other_id"))
        elif table == "replaced":
            judged[_named("turn_id", before or after)] = None
        elif table == "conversations":
            chats[row_id] = None
    memories |= dict.fromkeys(settle(writer, moved, turns))
    refresh_memories(writer, memories)
    refresh_turns(writer, turns)
    drop_turns(writer, turns)
    touch(writer, MEMORY, memories | asked)
    touch(writer, TURN, turns | judged | dict.fromkeys(turns_of(writer, asked)))
    forget_titles(writer, turns)
    for number in chats:
        names = writer.tuples("SELECT id FROM conversations WHERE number = ?", (number,))
        touch(writer, CONVERSATION, [to_text(name) for (name,) in list(names)])


def forget_titles(writer: Writer, turns: Iterable[int]) -> None:
    """Drop titles that a model gave to the conversations of these turns: one may say what was hidden."""
    for turn_id in turns:
        writer.execute(
            """UPDATE conversations SET named = NULL
            WHERE named IS NOT NULL AND id = (SELECT conversation FROM turns WHERE id = ?)""",
            (turn_id,),
        )


def turns_of(writer: Writer, memory_ids: Iterable[int]) -> list[int]:
    """Turns that memories come from."""
    return [
        turn_id
        for memory_id in memory_ids
        for (turn_id,) in writer.tuples(
            "SELECT DISTINCT turn_id FROM memory_sources WHERE memory_id = ?", (memory_id,)
        )
    ]


def _named(column: str, image: Image) -> int:
    value = (image or {}).get(column)
    if not isinstance(value, int):
        raise AssertionError(f"a row's image holds its {column}")
    return value


def apply(writer: Writer, table: str, row_id: int, *, target: Image, expected: Image) -> bool:
    """Bring a row from one image to the other.

    Returns:
        False, with nothing changed, when the row does not stand as ``expected``.
    """
    current = _current(writer, table, row_id)
    if table == "memory_vectors" and current != expected:
        # Made anew since, by another embedder: they are of the text that is being replaced, so they go.
        writer.execute("DELETE FROM memory_vectors WHERE memory_id = ?", (row_id,))
        current = expected = None
        if target is None:
            return True
    if expected is None or target is None:
        if (current is None) != (expected is None) or (expected is not None and not _fits(current, expected)):
            return False
        if target is None:
            writer.execute(f"DELETE FROM {table} WHERE {KEYS[table]} = ?", (row_id,))
        else:
            writer.insert(table, target)
        return True
    if current is None or not _fits(current, expected):
        return False
    drifted = any(name not in expected or current[name] != expected[name] for name in DRIFTING & {*target})
    columns = {name: value for name, value in target.items() if not (drifted and name in DRIFTING)}
    if columns:
        writer.update(table, KEYS[table], row_id, columns)
    return True


def _fits(current: Image, expected: Mapping[str, Value]) -> bool:
    if current is None:
        return False
    loose = DRIFTING | RULED if current.get("kind") in DERIVED_KINDS else DRIFTING
    return all(current[name] == value for name, value in expected.items() if name not in loose)


def _current(writer: Writer, table: str, row_id: int) -> dict[str, Value] | None:
    return writer.row(f"SELECT * FROM {table} WHERE {KEYS[table]} = ?", (row_id,))
