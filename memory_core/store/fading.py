"""What the vault knows about memories that may fade: which to look at, and which the user wants kept."""

from __future__ import annotations

from datetime import UTC, datetime

from memory_core.store.codec import to_text
from memory_core.store.connection import Reader
from memory_core.types import MemoryKind

FADE = "step.fade"
"""Name of the step by which a memory fades."""
_KINDS = ", ".join(f"'{kind.value}'" for kind in (MemoryKind.SUMMARY, MemoryKind.SEGMENT, MemoryKind.PROFILE))


def candidates(reader: Reader, at: datetime, days: float) -> list[int]:
    """Active memories not pinned whose last review lies more than ``days`` times their stability back.

    Args:
        reader: the vault.
        at: the present, aware.
        days: days for each day of stability.
    """
    found = reader.tuples(
        f"""SELECT id FROM memories WHERE status = 'active' AND gone IS NULL AND pinned = 0
        AND kind NOT IN ({_KINDS})
        AND julianday(?) - julianday(ifnull(last_review, learnt_at)) > ? * ifnull(stability, 0)
        ORDER BY id""",
        (at.astimezone(UTC).isoformat(), days),
    )
    return [memory_id for (memory_id,) in found]


def count_active(reader: Reader) -> int:
    """Active memories that are not kept apart from recall."""
    return int(
        reader.value(
            f"""SELECT count(*) FROM memories
            WHERE status = 'active' AND gone IS NULL AND kind NOT IN ({_KINDS})"""
        )
    )


def taken_back(reader: Reader) -> frozenset[int]:
    """Memories whose fading the user undid, and that had no use since: it would only fade again.

    A night that took itself back (recall had got worse) is no wish of the user's.
    """
    found = reader.tuples(
        """SELECT DISTINCT r.memory_id FROM journal_rows r
        JOIN journal j ON j.id = r.step_id
        JOIN memories m ON m.id = r.memory_id
        WHERE j.undone = 1 AND r.table_name = 'memories' AND m.status = 'active'
        AND json_extract(r.after, '$.status') = 'faded'
        AND julianday(ifnull(m.last_review, m.learnt_at)) <= julianday(j.at)
        AND NOT EXISTS (
            SELECT 1 FROM sleeps s WHERE s.state = 'rolled_back' AND s.step_id IN (j.id, j.parent))"""
    )
    return frozenset(memory_id for (memory_id,) in found)


def texts_about_kin(reader: Reader) -> list[str]:
    """Texts of active memories in which the gate saw a person of the user's life."""
    found = reader.tuples(
        """SELECT text FROM memories WHERE status = 'active' AND gone IS NULL
        AND instr(parts, '"cue_kin"') > 0 ORDER BY id"""
    )
    return [to_text(text) for (text,) in found]
