"""Which of the user's messages the gate has judged: what learns from the stream asks for them in order."""

from __future__ import annotations

from memory_core.store.database import Database


def heard_between(db: Database, after: int, before: int) -> list[int]:
    """Ids of the turns with verdicts, greater than ``after`` and less than ``before``, in order."""
    with db.read() as reader:
        rows = reader.tuples(
            "SELECT DISTINCT turn_id FROM verdicts WHERE turn_id > ? AND turn_id < ? ORDER BY turn_id",
            (after, before),
        )
        return [turn_id for (turn_id,) in rows]
