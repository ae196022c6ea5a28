"""Summaries of what a conversation's window of context has let go of, each a memory with its sources.

A summary is no statement of the user's: it is in no recall, it stands in for old messages in a prompt. It
goes with the first of its source words that is hidden.
"""

from __future__ import annotations

from dataclasses import replace

from memory_core.errors import BadRequest
from memory_core.store import reshaping
from memory_core.store.database import Database
from memory_core.store.journal import CONTEXT, Journal
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.step import Step
from memory_core.types import Encoded, MemoryKind, Summary

_UPTO = "upto"
"""The attribute whose value is the last turn that a summary stands in for."""
_STANDS = """m.kind = 'summary' AND m.status = 'active' AND m.gone IS NULL AND NOT EXISTS (
    SELECT 1 FROM memory_sources o JOIN spans h
    ON h.turn_id = o.turn_id AND h.start < o.stop AND h.stop > o.start WHERE o.memory_id = m.id)"""


class SummaryStore:
    """Keeps the newest summary of each conversation."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = Journal(db)
        self._memories = MemoryStore(db)

    def of(self, conversation: str) -> Summary | None:
        """The standing summary of a conversation's beginning; None if there is none."""
        with self._db.read() as reader:
            found = reader.value(
                f"SELECT max(m.id) FROM memories m WHERE {_STANDS} AND m.subject = ? AND m.attribute = ?",
                (conversation, _UPTO),
            )
        return None if found is None else self._summary(int(found))

    def stands(self, memory_id: int) -> bool:
        """Whether a summary still stands for its turns: nobody replaced it, and no word of it was hidden."""
        with self._db.read() as reader:
            return bool(reader.value(f"SELECT 1 FROM memories m WHERE {_STANDS} AND m.id = ?", (memory_id,)))

    def write(
        self, conversation: str, upto: int, new: NewMemory, encoded: Encoded, embedder_id: str
    ) -> Summary:
        """Keep a summary of all turns of a conversation up to one, in place of an earlier one.

        Raises:
            BadRequest: empty text, no sources, or words among them that are hidden by now.
        """
        former = self.of(conversation)
        placed = replace(new, subject=conversation, attribute=_UPTO, value=str(upto))

        def run(step: Step) -> int:
            for span in new.sources:
                hidden = step.writer.value(
                    "SELECT 1 FROM spans WHERE turn_id = ? AND start < ? AND stop > ?",
                    (span.turn_id, span.end, span.start),
                )
                if hidden:
                    raise BadRequest("a summary must not hold what was hidden")
            made = reshaping.make(step, placed, encoded, embedder_id)
            if former is not None and self.stands(former.memory.id):
                reshaping.absorb(step, former.memory.id, made)
            return made

        if not new.sources or new.kind is not MemoryKind.SUMMARY:
            raise BadRequest("a summary needs its kind and its sources")
        made = self._journal.record(run, cause=CONTEXT, name="step.summary", detail="")
        return self._summary(made)

    def _summary(self, memory_id: int) -> Summary:
        memory = self._memories.get(memory_id)
        return Summary(memory, memory.subject or "", int(memory.value or 0))
