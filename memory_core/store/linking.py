"""Which memories came together, and which links between memories have grown too weak to keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from memory_core.store.associations import TOGETHER, decay
from memory_core.store.codec import from_time, to_time
from memory_core.store.connection import Reader
from memory_core.store.database import Database
from memory_core.store.step import Step
from memory_core.types import DERIVED_KINDS

_PLAIN = f"""m.status = 'active' AND m.gone IS NULL
AND m.kind NOT IN ({", ".join(f"'{kind.value}'" for kind in sorted(DERIVED_KINDS))})"""


def of_same_turns(reader: Reader, memory_id: int) -> list[int]:
    """Active memories that come from a message of this one's, by id; derived ones are in no list."""
    rows = reader.tuples(
        f"""SELECT DISTINCT o.memory_id FROM memory_sources s
        JOIN memory_sources o ON o.turn_id = s.turn_id AND o.memory_id != s.memory_id
        JOIN memories m ON m.id = o.memory_id
        WHERE s.memory_id = ? AND {_PLAIN} ORDER BY o.memory_id""",
        (memory_id,),
    )
    return [one for (one,) in rows]


def of_same_segments(reader: Reader, memory_id: int, most: int) -> list[int]:
    """Active memories that come from an event of this one's, the most important first."""
    rows = reader.tuples(
        f"""SELECT o.memory_id FROM memory_sources s
        JOIN pages p ON p.turn_id = s.turn_id AND p.segment_id IS NOT NULL
        JOIN pages q ON q.segment_id = p.segment_id
        JOIN memory_sources o ON o.turn_id = q.turn_id AND o.memory_id != s.memory_id
        JOIN memories m ON m.id = o.memory_id
        WHERE s.memory_id = ? AND {_PLAIN}
        GROUP BY o.memory_id ORDER BY m.importance DESC, o.memory_id LIMIT ?""",
        (memory_id, most),
    )
    return [one for (one,) in rows]


def were_tied_at(reader: Reader, pair: tuple[int, int], at: datetime) -> bool:
    """Whether two memories (the smaller id first) were linked last at this very time."""
    last = reader.value(
        "SELECT at FROM associations WHERE source_id = ? AND target_id = ? AND relation = ?",
        (*pair, TOGETHER),
    )
    return last is not None and last == from_time(at)


def weak(db: Database, now: datetime, half_life: timedelta, least: float) -> list[int]:
    """Rows of links by use whose weight has fallen under ``least``, by id."""
    with db.read() as reader:
        rows = reader.tuples(
            "SELECT id, weight, at FROM associations WHERE relation = ? AND at IS NOT NULL ORDER BY id",
            (TOGETHER,),
        )
        return [row_id for row_id, weight, at in rows if _now(weight, at, now, half_life) < least]


def undo_weak(step: Step, ids: Iterable[int], now: datetime, half_life: timedelta, least: float) -> int:
    """Take away those of these links that are still weak; returns how many."""
    gone = 0
    for row_id in ids:
        row = step.writer.row("SELECT source_id, weight, at FROM associations WHERE id = ?", (row_id,))
        if row is not None and _now(row["weight"], row["at"], now, half_life) < least:
            step.delete("associations", row_id, row["source_id"])
            gone += 1
    return gone


def _now(weight: float, at: str | None, now: datetime, half_life: timedelta) -> float:
    last = to_time(at)
    return weight if last is None else weight * decay(now - last, half_life)
