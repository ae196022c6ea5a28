"""What the gate decided about each message, with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from memory_core.store.codec import from_numbers, from_text, moment, to_numbers, to_text
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.types import Span, Verdict, VerdictKind


@dataclass(frozen=True, slots=True)
class LoggedVerdict:
    """A verdict with the message it is about."""

    turn_id: int
    at: datetime
    verdict: Verdict


class GateLog:
    """Keeps verdicts. They are a record of what was decided, so an undo leaves them as they are."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, turn_id: int, verdicts: Sequence[Verdict]) -> None:
        """Keep a message's verdicts, in order."""

        def put(writer: Writer) -> None:
            for verdict in verdicts:
                writer.insert(
                    "verdicts",
                    {
                        "turn_id": turn_id,
                        "kind": verdict.kind.value,
                        "memory_id": verdict.memory_id,
                        "text": from_text(verdict.text),
                        "start": None if verdict.span is None else verdict.span.start,
                        "stop": None if verdict.span is None else verdict.span.end,
                        "surprise": verdict.surprise,
                        "parts": from_numbers(verdict.parts),
                        "confidence": verdict.confidence,
                        "importance": verdict.importance,
                        "reason": verdict.reason,
                    },
                )

        self._db.write(put)

    def of(self, turn_id: int) -> tuple[Verdict, ...]:
        """A message's verdicts, in order; none while it is still in the queue."""
        with self._db.read() as reader:
            rows = reader.rows("SELECT * FROM verdicts WHERE turn_id = ? ORDER BY id", (turn_id,))
        return tuple(_verdict(row) for row in rows)

    def turns_that_wrote(self) -> set[int]:
        """Turns of which the gate wrote something: those with a verdict other than ``ignore``."""
        with self._db.read() as reader:
            found = reader.tuples("SELECT DISTINCT turn_id FROM verdicts WHERE kind != 'ignore'")
            return {turn_id for (turn_id,) in found}

    def log(self, limit: int = 100, kinds: Iterable[VerdictKind] | None = None) -> list[LoggedVerdict]:
        """The newest verdicts first, of these kinds if given."""
        wanted = list(VerdictKind) if kinds is None else list(kinds)
        marks = ", ".join("?" * len(wanted))
        with self._db.read() as reader:
            rows = reader.rows(
                f"""SELECT v.*, t.at_utc, t.at_offset FROM verdicts v JOIN turns t ON t.id = v.turn_id
                WHERE v.kind IN ({marks}) ORDER BY v.id DESC LIMIT ?""",
                (*(kind.value for kind in wanted), limit),
            )
        return [
            LoggedVerdict(row["turn_id"], moment(row["at_utc"], row["at_offset"]), _verdict(row))
            for row in rows
        ]


def _verdict(row: dict[str, Any]) -> Verdict:
    span = None if row["start"] is None else Span(row["turn_id"], row["start"], row["stop"])
    return Verdict(
        VerdictKind(row["kind"]),
        row["memory_id"],
        to_text(row["text"]),
        span,
        row["surprise"],
        to_numbers(row["parts"]),
        row["confidence"],
        row["importance"],
        row["reason"],
    )
