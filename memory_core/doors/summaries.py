"""What stands in a prompt for the beginning of a long conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from memory_core.store.database import Database
from memory_core.store.memories import NewMemory
from memory_core.store.summaries import SummaryStore
from memory_core.text.language import language
from memory_core.types import Embedder, MemoryKind, Span, Summary

Changed = Callable[[], None]


class SummariesDoor:
    """Keeps the summaries of conversations; a summary goes with the first of its words that is hidden."""

    def __init__(self, db: Database, embedder: Callable[[], Embedder], changed: Changed) -> None:
        self._store = SummaryStore(db)
        self._clock = db.clock
        self._embedder = embedder
        self._changed = changed

    def of(self, conversation: str) -> Summary | None:
        """The standing summary of a conversation's beginning; None if there is none."""
        return self._store.of(conversation)

    def stands(self, memory_id: int) -> bool:
        """Whether a summary still is what stands in for its turns."""
        return self._store.stands(memory_id)

    def write(self, conversation: str, upto: int, text: str, sources: Sequence[Span]) -> Summary:
        """Keep a summary of a conversation's turns up to one, in place of an earlier one.

        Args:
            conversation: whose.
            upto: the last turn that it stands in for.
            text: what the prompt will show.
            sources: the words that it was made of.

        Raises:
            BadRequest: empty text, no sources, or words among them that are hidden by now.
        """
        embedder = self._embedder()
        new = NewMemory(
            text=text,
            kind=MemoryKind.SUMMARY,
            learnt_at=self._clock(),
            sources=tuple(sources),
            language=language(text),
            reason="context",
        )
        made = self._store.write(conversation, upto, new, embedder.encode([text])[0], embedder.id)
        self._changed()
        return made
