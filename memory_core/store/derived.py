"""Making and renewing what derives from other memories and turns: summaries, segments, schemas, the profile.

Whether such a memory stands is worked out after every change (``standing``). It says again what others say,
which answer themselves: it is in no recall, and so it has no vectors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from memory_core.store.codec import Value, from_text, to_text
from memory_core.store.connection import Reader
from memory_core.store.memories import NewMemory, text_columns
from memory_core.store.reshaping import add_sources, make_bare, row_of
from memory_core.store.standing import DERIVED, DERIVED_FROM, HIDDEN
from memory_core.store.step import Step
from memory_core.types import MemoryKind, Span, Status

RENEWED = "renewed"
"""Reason of a derived memory that another one, made anew, has replaced: it never comes back."""
CHANGED = "source_changed"
"""Reason of one that went because a memory that it was made of says something else now."""


def put(step: Step, new: NewMemory, memories: Iterable[int]) -> int:
    """Make a derived memory with its source memories; returns its id.

    Raises:
        BadRequest: empty text, a naive time, or a figure outside its range.
    """
    memory_id = make_bare(step, new)
    link(step, memory_id, memories)
    return memory_id


def link(step: Step, memory_id: int, memories: Iterable[int]) -> None:
    """Note which memories a derived one was made of; those noted already are left as they are."""
    for source in memories:
        pair: dict[str, Value] = {"source_id": memory_id, "target_id": source, "relation": DERIVED_FROM}
        known = step.writer.value(
            """SELECT 1 FROM associations WHERE source_id = :source_id AND target_id = :target_id
            AND relation = :relation""",
            pair,
        )
        if not known:
            step.insert("associations", {**pair, "weight": 1.0, "at": None}, memory_id)


def grow(
    step: Step,
    memory_id: int,
    text: str,
    sources: Iterable[Span],
    memories: Iterable[int],
) -> None:
    """Give a derived memory that stands a new text. Sources are added and never taken away, so that a purge
    of any of them finds the texts before it too.
    """
    row_of(step, memory_id)
    step.update("memories", memory_id, text_columns(text), memory_id)
    add_sources(step, memory_id, sources)
    link(step, memory_id, memories)


def retire(step: Step, memory_id: int) -> None:
    """Take a derived memory out for good: another one, or none, stands in its place."""
    step.update("memories", memory_id, {"status": Status.FORGOTTEN.value, "reason": RENEWED}, memory_id)


def source_changed(step: Step, memory_id: int) -> None:
    """A memory says something else now: what was made of it goes, but for what the user has edited."""
    found = step.writer.tuples(
        f"""SELECT m.id FROM associations a JOIN memories m ON m.id = a.source_id
        WHERE a.relation = ? AND a.target_id = ? AND m.gone IS NULL AND m.status != 'forgotten'
        AND m.edited = 0 AND m.kind IN ({DERIVED})""",
        (DERIVED_FROM, memory_id),
    )
    gone: Mapping[str, Value] = {"status": Status.FORGOTTEN.value, "reason": CHANGED}
    for (derived_id,) in list(found):
        step.update("memories", derived_id, gone, derived_id)


def made_of(reader: Reader, memory_ids: Collection[int], *, gone: bool = False) -> list[int]:
    """Derived memories, in whatever state, that were made of one of these; ``gone``: undone ones too."""
    return [
        derived_id
        for memory_id in memory_ids
        for (derived_id,) in reader.tuples(
            f"""SELECT a.source_id FROM associations a JOIN memories m ON m.id = a.source_id
            WHERE a.relation = ? AND a.target_id = ? AND (? OR m.gone IS NULL) AND m.kind IN ({DERIVED})""",
            (DERIVED_FROM, memory_id, gone),
        )
    ]


def sources_of(reader: Reader, memory_id: int) -> list[int]:
    """The memories that a derived one was made of, oldest first."""
    found = reader.tuples(
        "SELECT target_id FROM associations WHERE source_id = ? AND relation = ? ORDER BY target_id",
        (memory_id, DERIVED_FROM),
    )
    return [target for (target,) in found]


def spans_of(reader: Reader, memory_id: int) -> set[Span]:
    """The places in the diary that a memory was made of."""
    rows = reader.tuples("SELECT turn_id, start, stop FROM memory_sources WHERE memory_id = ?", (memory_id,))
    return {Span(*row) for row in rows}


def open_spans(reader: Reader, spans: Sequence[Span]) -> bool:
    """Whether every word of these spans may be seen."""
    return not any(
        reader.value(
            "SELECT 1 FROM spans WHERE turn_id = ? AND start < ? AND stop > ?",
            (span.turn_id, span.end, span.start),
        )
        for span in spans
    )


def named(reader: Reader, kind: MemoryKind, subject: str, reason: str) -> tuple[int | None, list[int], bool]:
    """Derived memories of a kind about one subject.

    Args:
        reader: the vault.
        kind: a derived kind.
        subject: what they are about.
        reason: with which they are made; one that has it still and does not stand was taken out by hand.

    Returns:
        The one that stands, those that went because a source was hidden, and whether the user took one out.
    """
    rows = reader.rows(
        """SELECT id, status, reason FROM memories WHERE kind = ? AND subject = ? AND gone IS NULL
        ORDER BY id""",
        (kind.value, from_text(subject)),
    )
    standing = [row["id"] for row in rows if row["status"] == Status.ACTIVE]
    hidden = [row["id"] for row in rows if row["reason"].endswith(HIDDEN)]
    unwanted = any(row["status"] != Status.ACTIVE and row["reason"] == reason for row in rows)
    return (standing[-1] if standing else None), hidden, unwanted


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line of the profile and one memory that it was made of; ``unwanted``: the user took it out."""

    id: int
    source: int
    text: str
    stands: bool
    edited: bool
    unwanted: bool


def profile_lines(reader: Reader, reason: str) -> list[KnownLine]:
    """The lines of the profile there ever were, oldest first, once for each source.

    Args:
        reader: the vault.
        reason: with which they are made.
    """
    rows = reader.rows(
        """SELECT m.id, m.text, m.status, m.edited, m.reason, a.target_id FROM memories m
        JOIN associations a ON a.source_id = m.id AND a.relation = ?
        WHERE m.kind = 'profile' AND m.gone IS NULL ORDER BY m.id""",
        (DERIVED_FROM,),
    )
    return [
        KnownLine(
            row["id"],
            row["target_id"],
            to_text(row["text"]),
            row["status"] == Status.ACTIVE,
            bool(row["edited"]),
            row["status"] != Status.ACTIVE and row["reason"] == reason,
        )
        for row in rows
    ]
