"""Memories as rows, and finding them. Every change of a memory goes through ``operations``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import Any

from memory_core.errors import BadRequest
from memory_core.store.codec import (
    Value,
    fold,
    from_numbers,
    from_optional,
    from_text,
    from_time,
    to_numbers,
    to_optional,
    to_text,
    to_time,
)
from memory_core.store.connection import Reader
from memory_core.store.database import Database
from memory_core.store.standing import DERIVED
from memory_core.store.vectors import VectorStore, VectorTable
from memory_core.types import (
    DERIVED_KINDS,
    NO_PARTS,
    FsrsState,
    Memory,
    MemoryKind,
    Span,
    Status,
    Tier,
)

_CHUNK = 500
"""Ids in one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMemory:
    """A memory to be made; the fields mean what they mean in :class:`~memory_core.types.Memory`."""

    text: str
    kind: MemoryKind
    learnt_at: datetime
    sources: Sequence[Span] = ()
    tier: Tier = Tier.SHORT
    confidence: float = 0.5
    importance: float = 0.5
    surprise: float = 0.0
    parts: Mapping[str, float] = field(default_factory=lambda: NO_PARTS)
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    event_date: datetime | None = None
    language: str = "en"
    subject: str | None = None
    attribute: str | None = None
    value: str | None = None
    pinned: bool = False
    reason: str = ""
    strength: float = 1.0
    """Factor on the stability that a new memory has: surprise and importance write firmly."""


def text_columns(text: str) -> dict[str, Value]:
    """A memory's text and its folded form, by which ``containing`` finds it.

    Raises:
        BadRequest: the text is empty.
    """
    if not text.strip():
        raise BadRequest("a memory's text must not be empty")
    return {"text": from_text(text), "folded": fold(text)}


def strength_columns(state: FsrsState | None) -> dict[str, Value]:
    """FSRS state as columns."""
    if state is None:
        return {"stability": None, "difficulty": None, "last_review": None}
    return {
        "stability": state.stability,
        "difficulty": state.difficulty,
        "last_review": from_time(state.last_review),
    }


def new_columns(new: NewMemory, strength: FsrsState) -> dict[str, Value]:
    """A new memory's row, active.

    Raises:
        BadRequest: empty text, a naive time, or a figure outside its range.
    """
    if not (0.0 <= new.confidence <= 1.0 and 0.0 <= new.importance <= 1.0 and isfinite(new.surprise)):
        raise BadRequest("confidence and importance must lie in 0..1, and surprise must be finite")
    return {
        **text_columns(new.text),
        "kind": new.kind.value,
        "tier": new.tier.value,
        "status": Status.ACTIVE.value,
        "gone": None,
        "confidence": new.confidence,
        "importance": new.importance,
        "surprise": new.surprise,
        "parts": from_numbers(new.parts),
        "learnt_at": from_time(new.learnt_at),
        "valid_from": from_time(new.valid_from),
        "valid_to": from_time(new.valid_to),
        "event_date": from_time(new.event_date),
        "language": new.language,
        "subject": from_optional(new.subject),
        "attribute": from_optional(new.attribute),
        "value": from_optional(new.value),
        "pinned": int(new.pinned),
        "edited": 0,
        "used": 0,
        "superseded_by": None,
        "reason": new.reason,
        **strength_columns(strength),
    }


def strength_of(row: Mapping[str, Any]) -> FsrsState | None:
    """FSRS state of a row."""
    last = to_time(row["last_review"])
    return None if last is None else FsrsState(row["stability"], row["difficulty"], last)


def _memory(row: Mapping[str, Any], sources: tuple[Span, ...]) -> Memory:
    learnt_at = to_time(row["learnt_at"])
    if learnt_at is None:
        raise AssertionError("learnt_at is never NULL")
    return Memory(
        id=row["id"],
        text=to_text(row["text"]),
        kind=MemoryKind(row["kind"]),
        tier=Tier(row["tier"]),
        status=Status(row["status"]),
        confidence=row["confidence"],
        importance=row["importance"],
        surprise=row["surprise"],
        parts=to_numbers(row["parts"]),
        learnt_at=learnt_at,
        valid_from=to_time(row["valid_from"]),
        valid_to=to_time(row["valid_to"]),
        event_date=to_time(row["event_date"]),
        sources=sources,
        language=row["language"],
        subject=to_optional(row["subject"]),
        attribute=to_optional(row["attribute"]),
        value=to_optional(row["value"]),
        pinned=bool(row["pinned"]),
        edited=bool(row["edited"]),
        used=row["used"],
        superseded_by=row["superseded_by"],
        reason=row["reason"],
        fsrs=strength_of(row),
    )


def _with_sources(reader: Reader, rows: Sequence[Mapping[str, Any]]) -> list[Memory]:
    sources: dict[int, list[Span]] = {row["id"]: [] for row in rows}
    ids = list(sources)
    for first in range(0, len(ids), _CHUNK):
        some = ids[first : first + _CHUNK]
        found = reader.tuples(
            f"""SELECT memory_id, turn_id, start, stop FROM memory_sources
            WHERE memory_id IN ({", ".join("?" * len(some))}) ORDER BY id""",
            some,
        )
        for memory_id, turn_id, start, stop in found:
            sources[memory_id].append(Span(turn_id, start, stop))
    return [_memory(row, tuple(sources[row["id"]])) for row in rows]


class MemoryStore:
    """Finds memories. Those gone for good (undone, merged away, split) are in no list."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._vectors = VectorStore(db)

    def get(self, memory_id: int) -> Memory:
        """One memory, merged and split ones too.

        Raises:
            BadRequest: there is no such memory, or its creation was undone.
        """
        found = self.get_many([memory_id])
        if not found:
            raise BadRequest(f"there is no memory {memory_id}")
        return found[0]

    def get_many(self, memory_ids: Sequence[int]) -> list[Memory]:
        """Memories in the order of their ids given; unknown and undone ones are left out."""
        rows: dict[int, dict[str, Any]] = {}
        with self._db.read() as reader:
            for first in range(0, len(memory_ids), _CHUNK):
                some = memory_ids[first : first + _CHUNK]
                marks = ", ".join("?" * len(some))
                for row in reader.rows(
                    f"SELECT * FROM memories WHERE id IN ({marks}) AND gone IS NOT 'undone'", some
                ):
                    rows[row["id"]] = row
            return _with_sources(reader, [rows[one] for one in memory_ids if one in rows])

    def find(
        self,
        status: Status | str | None = Status.ACTIVE,
        containing: str | None = None,
        tier: Tier | str | None = None,
        kind: MemoryKind | str | None = None,
        limit: int | None = None,
    ) -> list[Memory]:
        """Memories that fit, the newest first.

        Args:
            status: one status, or None for all.
            containing: text that stands in the memory's, whatever the case, ё as е.
            tier: one tier.
            kind: one kind; without it, summaries, segments, schemas and profiles are left out.
            limit: at most so many.

        Raises:
            BadRequest: an unknown status, tier or kind.
        """
        clauses, arguments = ["gone IS NULL"], list[Value]()
        try:
            chosen = {
                "status": None if status is None else Status(status).value,
                "tier": None if tier is None else Tier(tier).value,
                "kind": None if kind is None else MemoryKind(kind).value,
            }
        except ValueError as error:
            raise BadRequest(str(error)) from error
        for column, value in chosen.items():
            if value is not None:
                clauses.append(f"{column} = ?")
                arguments.append(value)
        if kind is None:
            clauses.append(f"kind NOT IN ({', '.join('?' * len(DERIVED_KINDS))})")
            arguments.extend(sorted(DERIVED_KINDS))
        if containing:
            clauses.append("instr(folded, ?) > 0")
            arguments.append(fold(containing))
        arguments.append(-1 if limit is None else limit)
        with self._db.read() as reader:
            rows = reader.rows(
                f"SELECT * FROM memories WHERE {' AND '.join(clauses)} ORDER BY id DESC LIMIT ?", arguments
            )
            return _with_sources(reader, rows)

    def all_active_ids(self) -> list[int]:
        """Ids of active memories of every kind, oldest first."""
        with self._db.read() as reader:
            found = reader.tuples(
                "SELECT id FROM memories WHERE status = 'active' AND gone IS NULL ORDER BY id"
            )
            return [memory_id for (memory_id,) in found]

    def count(self, status: Status = Status.ACTIVE) -> int:
        """How many memories of every kind have this status."""
        with self._db.read() as reader:
            counted = "SELECT count(*) FROM memories WHERE status = ? AND gone IS NULL"
            return int(reader.value(counted, (status.value,)))

    def sources(self, memory_id: int) -> tuple[Span, ...]:
        """Where a memory comes from."""
        return self.get(memory_id).sources

    def of_turn(self, turn_id: int) -> list[Memory]:
        """Memories with a source in this turn, oldest first; what was made of others is left out."""
        with self._db.read() as reader:
            found = reader.tuples(
                f"""SELECT DISTINCT s.memory_id FROM memory_sources s JOIN memories m ON m.id = s.memory_id
                WHERE s.turn_id = ? AND m.gone IS NULL AND m.kind NOT IN ({DERIVED}) ORDER BY s.memory_id""",
                (turn_id,),
            )
            return self.get_many([memory_id for (memory_id,) in found])

    def vectors(self, embedder_id: str, memory_ids: Sequence[int] | None = None) -> VectorTable:
        """Vectors of all memories that can be recalled, or of those named."""
        return self._vectors.load_memories(embedder_id, memory_ids)
