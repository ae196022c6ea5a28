"""What the gate decided about each message, with its reasons, and what of it may still be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from memory_core.store.codec import Value, fold, from_numbers, from_text, moment, to_numbers, to_text
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.visibility import Range, cut, hidden_in
from memory_core.text.words import words
from memory_core.types import Lesson, Span, Verdict, VerdictKind

_PAGE = 200
"""Verdicts read at a time while a filter looks through their texts."""
_NO_ID = 2**63 - 1
"""No row has so large an id."""
_REACH = 6
"""Turns before a message from which its statement may have been put together ("Yes, that's right.")."""


@dataclass(frozen=True, slots=True)
class LoggedVerdict:
    """A verdict with the message it is about.

    ``id`` is the verdict's own, growing with time; ``lesson`` is the standing teaching about its statement.
    With ``hidden`` the words it is about were forgotten or replaced, and its text is empty.
    """

    turn_id: int
    at: datetime
    verdict: Verdict
    id: int
    lesson: Lesson | None = None
    hidden: bool = False


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

    def note(self, turn_id: int, figures: Mapping[str, float]) -> None:
        """Add figures to the parts of a message's verdicts that wrote something."""

        def put(writer: Writer) -> None:
            for row in writer.rows(
                "SELECT id, parts FROM verdicts WHERE turn_id = ? AND kind != 'ignore'", (turn_id,)
            ):
                parts = {**to_numbers(row["parts"]), **figures}
                writer.update("verdicts", "id", row["id"], {"parts": from_numbers(parts)})

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

    def log(
        self,
        limit: int = 100,
        kinds: Iterable[VerdictKind] | None = None,
        *,
        containing: str | None = None,
        before: int | None = None,
        reasons: Iterable[str] | None = None,
        taught: bool | None = None,
    ) -> list[LoggedVerdict]:
        """The newest verdicts first that fit every filter given.

        Args:
            limit: at most so many.
            kinds: only verdicts of these kinds.
            containing: only verdicts whose text may be shown and holds this, whatever the case, ё as е.
            before: only verdicts with a smaller id: the next page begins at the last one's.
            reasons: only verdicts with one of these reason keys.
            taught: True for those with a standing lesson, False for those without.
        """
        clauses, arguments = ["TRUE"], list[Value]()
        for column, wanted in (("v.kind", None if kinds is None else [*kinds]), ("v.reason", reasons)):
            if wanted is not None:
                chosen = [str(one) for one in wanted]
                clauses.append(f"{column} IN ({', '.join('?' * len(chosen))})")
                arguments.extend(chosen)
        if taught is not None:
            clauses.append("lesson IS NOT NULL" if taught else "lesson IS NULL")
        needle = fold(containing or "")
        found: list[LoggedVerdict] = []
        with self._db.read() as reader:
            turn_id, message = 0, ""
            for row in _newest_first(reader, clauses, arguments, before):
                if len(found) >= limit:
                    break
                if row["turn_id"] != turn_id:  # a message may be as long as a book: it is read once
                    turn_id, message = row["turn_id"], message_of(reader, row["turn_id"])
                text = to_text(row["text"])
                shown = is_open(reader, turn_id, message, _range(row, message), text)
                if not needle or (shown and needle in fold(text)):
                    found.append(_logged(row, shown=shown))
        return found


def _newest_first(
    reader: Reader, clauses: Sequence[str], arguments: Sequence[Value], before: int | None
) -> Iterator[dict[str, Any]]:
    """Verdicts with their turn's time and their lesson, page by page."""
    while True:
        rows = reader.rows(
            f"""SELECT v.*, t.at_utc, t.at_offset, (
                    SELECT lesson FROM teachings g
                    WHERE g.turn_id = v.turn_id AND g.start IS v.start AND g.stop IS v.stop
                    ORDER BY g.id DESC LIMIT 1) AS lesson
            FROM verdicts v JOIN turns t ON t.id = v.turn_id
            WHERE v.id < ? AND {" AND ".join(clauses)} ORDER BY v.id DESC LIMIT {_PAGE}""",
            (_NO_ID if before is None else before, *arguments),
        )
        yield from rows
        if len(rows) < _PAGE:
            return
        before = rows[-1]["id"]


def message_of(reader: Reader, turn_id: int) -> str:
    """A turn's whole text, hidden words too."""
    return to_text(reader.value("SELECT text FROM turns WHERE id = ?", (turn_id,)))


def is_open(reader: Reader, turn_id: int, message: str, here: Range, text: str) -> bool:
    """Whether the words of a statement may be seen.

    Args:
        reader: the snapshot to look in.
        turn_id: the message that made the statement.
        message: its whole text.
        here: where the statement stands in it.
        text: the statement. One that was put together from what was said before ("Yes, that's right.") may be
            seen as long as each of its words still stands open there.
    """
    hidden = hidden_in(reader, turn_id)
    if any(begin < here[1] and here[0] < end for begin, end in hidden):
        return False
    if text in message[here[0] : here[1]]:
        return True
    said = set(words(cut(message, hidden)))
    before = reader.tuples(
        """SELECT e.id, e.text FROM turns e JOIN turns t ON t.conversation = e.conversation
        WHERE t.id = ? AND (e.at_utc, e.id) < (t.at_utc, t.id) ORDER BY e.at_utc DESC, e.id DESC LIMIT ?""",
        (turn_id, _REACH),
    )
    for earlier_id, earlier in list(before):
        said |= set(words(cut(to_text(earlier), hidden_in(reader, earlier_id))))
    return set(words(text)) <= said


def _range(row: Mapping[str, Any], message: str) -> Range:
    return (0, len(message)) if row["start"] is None else (row["start"], row["stop"])


def _logged(row: dict[str, Any], *, shown: bool) -> LoggedVerdict:
    verdict = _verdict(row)
    return LoggedVerdict(
        row["turn_id"],
        moment(row["at_utc"], row["at_offset"]),
        verdict if shown else replace(verdict, text=""),
        row["id"],
        None if row["lesson"] is None else Lesson(row["lesson"]),
        not shown,
    )


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
