"""What the user told day by day, as far as it may be seen: what the night looks through for what repeats."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from memory_core.store.codec import instant, moment, to_numbers, to_text
from memory_core.store.connection import Reader
from memory_core.types import Span, Status


@dataclass(frozen=True, slots=True)
class Episode:
    """A statement that the gate judged. ``raw`` is its message's vector as stored; ``memory_id`` the active
    memory that holds it, if one does.
    """

    span: Span
    at: datetime
    text: str
    parts: Mapping[str, float]
    memory_id: int | None
    raw: NDArray[np.float16]


def episodes(
    reader: Reader, embedder_id: str, since: datetime, until: datetime, passing: Collection[str], limit: int
) -> list[Episode]:
    """Statements of the user's, the newest first: what the gate wrote, and what it let pass for one of the
    reasons ``passing``. What people with a name of their own said is left out, and what is hidden.
    """
    marks = ", ".join("?" * len(passing))
    rows = reader.rows(
        f"""SELECT v.turn_id, v.start, v.stop, v.parts, v.memory_id, t.text, t.at_utc, t.at_offset,
            e.vector, m.status, m.gone
        FROM verdicts v JOIN turns t ON t.id = v.turn_id
        JOIN turn_vectors e ON e.turn_id = t.id AND e.embedder = ?
        LEFT JOIN memories m ON m.id = v.memory_id
        WHERE v.start IS NOT NULL AND t.role = 'user' AND t.speaker IS NULL AND t.at_utc BETWEEN ? AND ?
        AND (v.kind != 'ignore' OR v.reason IN ({marks}))
        AND NOT EXISTS (
            SELECT 1 FROM spans s WHERE s.turn_id = v.turn_id AND s.start < v.stop AND s.stop > v.start)
        ORDER BY t.at_utc DESC, v.id DESC LIMIT ?""",
        (embedder_id, instant(since)[0], instant(until)[0], *passing, limit),
    )
    return [
        Episode(
            Span(row["turn_id"], row["start"], row["stop"]),
            moment(row["at_utc"], row["at_offset"]),
            to_text(row["text"])[row["start"] : row["stop"]],
            to_numbers(row["parts"]),
            row["memory_id"] if row["status"] == Status.ACTIVE and row["gone"] is None else None,
            np.frombuffer(row["vector"], np.float16),
        )
        for row in rows
    ]


def of_named_speakers(reader: Reader) -> frozenset[int]:
    """Memories of what people with a name of their own said."""
    found = reader.tuples(
        """SELECT DISTINCT s.memory_id FROM memory_sources s JOIN turns t ON t.id = s.turn_id
        WHERE t.speaker IS NOT NULL"""
    )
    return frozenset(memory_id for (memory_id,) in found)


def said(reader: Reader, span: Span) -> str:
    """The words of a span, whatever their state; empty for an unknown turn."""
    text = reader.value("SELECT text FROM turns WHERE id = ?", (span.turn_id,))
    return "" if text is None else to_text(text)[span.start : span.end]
