"""Making memories, and making one of several or several of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from memory_core.errors import BadRequest
from memory_core.store.codec import Value, from_numbers, to_numbers
from memory_core.store.memories import NewMemory, new_columns, strength_columns, strength_of
from memory_core.store.step import Step
from memory_core.store.strength import Rating, review
from memory_core.store.vectors import columns
from memory_core.types import Encoded, Span, Status

_STRENGTH = ("stability", "difficulty", "last_review")


_GROUNDS = frozenset(
    {"cue_remember", "cue_instruction", "cue_standing_note", "cue_health", "cue_kin", "cue_habit"}
)


def is_ground(part: str) -> bool:
    """Whether one of a memory's parts says why it matters: such a part is true of what says the same, too."""
    return part.startswith("importance_") or part in _GROUNDS


def row_of(step: Step, memory_id: int) -> dict[str, Any]:
    """A memory's row.

    Raises:
        BadRequest: there is no such memory, or it is gone.
    """
    row = step.writer.row("SELECT * FROM memories WHERE id = ? AND gone IS NULL", (memory_id,))
    if row is None:
        raise BadRequest(f"there is no memory {memory_id}")
    return row


def combined(*confidences: float) -> float:
    """Confidence after independent mentions: ``1 - prod(1 - c_i)``.

    Raises:
        BadRequest: a confidence outside 0..1.
    """
    doubt = 1.0
    for confidence in confidences:
        if not 0.0 <= confidence <= 1.0:
            raise BadRequest("confidence must lie in 0..1")
        doubt *= 1.0 - confidence
    return 1.0 - doubt


def make(step: Step, new: NewMemory, encoded: Encoded, embedder_id: str) -> int:
    """Insert a memory with its sources and vectors; returns its id.

    Raises:
        BadRequest: empty text, a naive time, or a figure outside its range.
    """
    memory_id = make_bare(step, new)
    # Vectors belong to the memory's row, which an undo keeps: they need no image of their own.
    step.writer.insert("memory_vectors", {"memory_id": memory_id, **columns(encoded, embedder_id)})
    return memory_id


def make_bare(step: Step, new: NewMemory) -> int:
    """Insert a memory that is in no recall, so without vectors; returns its id.

    Raises:
        BadRequest: empty text, a naive time, or a figure outside its range.
    """
    first = review(None, Rating.GOOD, new.learnt_at)
    firm = replace(first, stability=first.stability * new.strength)
    memory_id = step.make_memory(new_columns(new, firm))
    add_sources(step, memory_id, new.sources)
    return memory_id


def put_vectors(step: Step, memory_id: int, encoded: Encoded, embedder_id: str) -> None:
    """Give a memory the vectors of its new text, as whole rows: an undo must see which embedder made them."""
    if step.writer.value("SELECT 1 FROM memory_vectors WHERE memory_id = ?", (memory_id,)):
        step.delete("memory_vectors", memory_id, memory_id)
    step.insert("memory_vectors", {"memory_id": memory_id, **columns(encoded, embedder_id)}, memory_id)


def add_sources(step: Step, memory_id: int, spans: Iterable[Span]) -> None:
    """Give a memory more sources; those it has already are left as they are."""
    for span in spans:
        row: dict[str, Value] = {
            "memory_id": memory_id,
            "turn_id": span.turn_id,
            "start": span.start,
            "stop": span.end,
        }
        known = step.writer.value(
            """SELECT 1 FROM memory_sources WHERE memory_id = :memory_id AND turn_id = :turn_id
            AND start = :start AND stop = :stop""",
            row,
        )
        if not known:
            step.insert("memory_sources", row, memory_id)


def merge(step: Step, keep_id: int, absorbed_ids: Sequence[int]) -> None:
    """Make one memory of several; the absorbed rows stay, superseded by the kept one and out of all lists."""
    if keep_id in absorbed_ids:
        raise BadRequest("a memory cannot absorb itself")
    rows = [row_of(step, memory_id) for memory_id in (keep_id, *absorbed_ids)]
    if any(row["status"] != Status.ACTIVE for row in rows):
        raise BadRequest("only active memories can be merged")
    for row in rows[1:]:
        absorbed = _replaced("merged", keep_id)
        step.update("memories", row["id"], absorbed, row["id"])
        sources = step.writer.tuples(
            "SELECT turn_id, start, stop FROM memory_sources WHERE memory_id = ? ORDER BY id", (row["id"],)
        )
        add_sources(step, keep_id, [Span(*source) for source in sources])
    # Why one of them matters ("remember this", an illness) is why the whole does.
    grounds = {
        name: part for row in rows[1:] for name, part in to_numbers(row["parts"]).items() if is_ground(name)
    }
    kept: dict[str, Value] = {
        "parts": from_numbers({**grounds, **to_numbers(rows[0]["parts"])}),
        "confidence": combined(*(row["confidence"] for row in rows)),
        "importance": max(row["importance"] for row in rows),
        "pinned": max(row["pinned"] for row in rows),
        "used": sum(row["used"] for row in rows),
        **_firmest(rows),
    }
    step.update("memories", keep_id, kept, keep_id)


def _firmest(rows: Sequence[dict[str, Any]]) -> dict[str, Value]:
    """FSRS state of one memory made of several: as firm as the firmest, reviewed when the last one was."""
    states = [state for row in rows if (state := strength_of(row)) is not None]
    if not states:
        return {}
    firmest = max(states, key=lambda state: state.stability)
    last = max(state.last_review for state in states)
    return strength_columns(replace(firmest, last_review=last))


def split(
    step: Step, memory_id: int, parts: Sequence[tuple[NewMemory, Encoded]], embedder_id: str
) -> list[int]:
    """Make several memories of one; the whole's row stays, superseded by the first and out of all lists."""
    if len(parts) < 2:
        raise BadRequest("a memory is split into two parts at least")
    whole = row_of(step, memory_id)
    sources = [
        Span(*source)
        for source in step.writer.tuples(
            "SELECT turn_id, start, stop FROM memory_sources WHERE memory_id = ? ORDER BY id", (memory_id,)
        )
    ]
    made = []
    for new, encoded in parts:
        part_id = make(step, new, encoded, embedder_id)
        if not new.sources:
            add_sources(step, part_id, sources)
        # What was firm as a whole is as firm in parts.
        step.update("memories", part_id, {name: whole[name] for name in _STRENGTH}, part_id)
        made.append(part_id)
    step.update("memories", memory_id, _replaced("split", made[0]), memory_id)
    return made


def absorb(step: Step, absorbed_id: int, keep_id: int) -> None:
    """Take a memory out of all lists because another one says it whole; that one stays as it is."""
    step.update("memories", absorbed_id, _replaced("merged", keep_id), absorbed_id)


def _replaced(why: str, by: int) -> dict[str, Value]:
    return {"status": Status.SUPERSEDED.value, "superseded_by": by, "gone": why}
