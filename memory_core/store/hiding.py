"""Suppressing spans of the diary and opening them again, as parts of undoable steps."""

from __future__ import annotations

from collections.abc import Iterable

from memory_core.errors import BadRequest
from memory_core.store.codec import Value
from memory_core.store.echoes import echoes
from memory_core.store.step import Step
from memory_core.store.visibility import open_ranges
from memory_core.types import Span, Visibility


def hide(step: Step, spans: Iterable[Span], memory_id: int | None, spare: Iterable[Span] = ()) -> None:
    """Suppress spans, for the sake of a memory or of none; a span hidden for it already is left as it is.

    With a memory goes what the assistant quoted of it.

    Args:
        step: the step that hides.
        spans: what to suppress.
        memory_id: the memory whose sources they are; :func:`reopen` goes by it.
        spare: spans that stay open (the sources of the memory that takes the other's place).

    Raises:
        BadRequest: a span reaches outside its turn's text.
    """
    kept = list(spare)
    found = list(spans)
    if memory_id is not None:
        found += echoes(step.writer, memory_id, found)
    for span in found:
        # A text has at most as many code points as bytes: a cheap bound, without reading a long text.
        bytes_of = "SELECT length(CAST(text AS BLOB)) FROM turns WHERE id = ?"
        length = step.writer.value(bytes_of, (span.turn_id,))
        if length is None or not 0 <= span.start < span.end <= length:
            raise BadRequest(f"{span} is not a part of a turn")
        spared = [
            (one.start - span.start, one.end - span.start) for one in kept if one.turn_id == span.turn_id
        ]
        for start, stop in open_ranges(span.end - span.start, spared):
            row: dict[str, Value] = {
                "turn_id": span.turn_id,
                "start": span.start + start,
                "stop": span.start + stop,
                "state": Visibility.SUPPRESSED.value,
                "memory_id": memory_id,
            }
            known = step.writer.value(
                """SELECT 1 FROM spans WHERE turn_id = :turn_id AND start = :start AND stop = :stop
                AND state = :state AND memory_id IS :memory_id""",
                row,
            )
            if not known:
                step.insert("spans", row, memory_id)


def reopen(step: Step, memory_id: int) -> None:
    """Open what was suppressed for a memory; what is hidden for another one, or redacted, stays hidden."""
    found = step.writer.tuples(
        "SELECT id FROM spans WHERE memory_id = ? AND state = ?", (memory_id, Visibility.SUPPRESSED.value)
    )
    for (span_id,) in list(found):
        step.delete("spans", span_id, memory_id)
