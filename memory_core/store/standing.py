"""What was made of others (summaries, segments, schemas, lines of the profile) stands only as they do.

No derived memory is active while a word that it was made of is hidden, or while a memory that it was made of
is forgotten or replaced. That is no change of its own in the journal but a function of what is open, worked
out in the same transaction as every change, so undoing a forgetting brings back both, in whatever order
things were forgotten and brought back.
"""

from __future__ import annotations

from collections.abc import Collection

from memory_core.store.connection import Reader, Writer
from memory_core.types import DERIVED_KINDS, Status

DERIVED = ", ".join(f"'{kind}'" for kind in sorted(DERIVED_KINDS))
"""The derived kinds as a list in SQL."""
DERIVED_FROM = "derived"
"""Relation of a derived memory to one that it was made of."""
HIDDEN = ":hidden"
"""What the reason of a derived memory ends with while one of its sources is hidden."""


def settle(writer: Writer, memories: Collection[int], turns: Collection[int]) -> list[int]:
    """Bring derived memories in line with what is open, after a change of these memories and turns.

    Returns:
        Ids of those whose status changed.
    """
    changed: list[int] = []
    moved, said = list(memories), list(turns)
    while moved or said:  # what was made of what was made of others goes with it
        now = _settle_once(writer, moved, said)
        changed += now
        moved, said = now, []
    return changed


def _settle_once(writer: Writer, memories: Collection[int], turns: Collection[int]) -> list[int]:
    changed = []
    for memory_id in _concerned(writer, memories, turns):
        row = writer.row("SELECT status, reason FROM memories WHERE id = ?", (memory_id,))
        if row is None:
            continue
        stands = _stands(writer, memory_id)
        if not stands and row["status"] != Status.FORGOTTEN:
            status, reason = Status.FORGOTTEN, row["reason"] + HIDDEN
        elif stands and row["status"] == Status.FORGOTTEN and row["reason"].endswith(HIDDEN):
            status, reason = Status.ACTIVE, row["reason"].removesuffix(HIDDEN)
        else:
            continue
        writer.update("memories", "id", memory_id, {"status": status.value, "reason": reason})
        changed.append(memory_id)
    return changed


def _concerned(reader: Reader, memories: Collection[int], turns: Collection[int]) -> list[int]:
    found: dict[int, None] = {}
    for memory_id in memories:
        found |= dict.fromkeys(
            one
            for (one,) in reader.tuples(
                f"""SELECT id FROM memories WHERE id = :id AND gone IS NULL AND kind IN ({DERIVED})
                UNION SELECT m.id FROM associations a JOIN memories m ON m.id = a.source_id
                WHERE a.relation = :made AND a.target_id = :id AND m.gone IS NULL
                AND m.kind IN ({DERIVED})""",
                {"id": memory_id, "made": DERIVED_FROM},
            )
        )
    for turn_id in turns:
        found |= dict.fromkeys(
            one
            for (one,) in reader.tuples(
                f"""SELECT DISTINCT m.id FROM memory_sources s JOIN memories m ON m.id = s.memory_id
                WHERE s.turn_id = ? AND m.gone IS NULL AND m.kind IN ({DERIVED})""",
                (turn_id,),
            )
        )
    return sorted(found)


def _stands(reader: Reader, memory_id: int) -> bool:
    hidden = reader.value(
        """SELECT EXISTS (SELECT 1 FROM memory_sources s JOIN spans h
            ON h.turn_id = s.turn_id AND h.start < s.stop AND h.stop > s.start
        WHERE s.memory_id = ?)""",
        (memory_id,),
    )
    if hidden:
        return False
    # What was merged or split lives on in others, which share its words.
    fallen = reader.value(
        """SELECT EXISTS (SELECT 1 FROM associations a JOIN memories m ON m.id = a.target_id
        WHERE a.source_id = ? AND a.relation = ? AND (
            m.gone = 'undone' OR (m.gone IS NULL AND m.status IN ('forgotten', 'superseded'))))""",
        (memory_id, DERIVED_FROM),
    )
    return not fallen
