"""What a screen or a script does with memories: find, change, forget, bring back, purge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from memory_core.forgetting.purge import Purge
from memory_core.store.database import Database
from memory_core.store.forgetting import Forgotten
from memory_core.store.journal import HistoryEntry, Journal
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.operations import Operations
from memory_core.store.text_index import TextIndex
from memory_core.text.language import language
from memory_core.types import (
    Embedder,
    Memory,
    MemoryKind,
    PurgePlan,
    PurgeReceipt,
    Status,
    Tier,
)

Changed = Callable[[], None]


class MemoriesDoor:
    """Finds memories and changes them; every change but a purge can be undone."""

    def __init__(
        self,
        db: Database,
        operations: Operations,
        embedder: Callable[[], Embedder],
        changed: Changed,
        purge: Purge,
    ) -> None:
        self._purge = purge
        self._store = MemoryStore(db)
        self._operations = operations
        self._journal = Journal(db)
        self._search = TextIndex(db)
        self._embedder = embedder
        self._changed = changed

    def find(
        self,
        status: Status | str | None = Status.ACTIVE,
        containing: str | None = None,
        tier: Tier | str | None = None,
        kind: MemoryKind | str | None = None,
        limit: int | None = None,
    ) -> list[Memory]:
        """Memories that fit, the newest first; see :meth:`MemoryStore.find`."""
        return self._store.find(status, containing, tier, kind, limit)

    def search(
        self, text: str, limit: int = 50, statuses: Sequence[Status] = (Status.ACTIVE,)
    ) -> list[Memory]:
        """Memories that hold every word of ``text`` in any form, best first: a search box's search."""
        return self._store.get_many(self._search.search_memories(text, limit, statuses))

    def get(self, memory_id: int) -> Memory:
        """One memory.

        Raises:
            BadRequest: there is no such memory.
        """
        return self._store.get(memory_id)

    def of_turn(self, turn_id: int) -> list[Memory]:
        """Memories that come from this turn."""
        return self._store.of_turn(turn_id)

    def edit(
        self,
        memory_id: int,
        text: str | None = None,
        kind: MemoryKind | None = None,
        valid_from: datetime | None = None,
        valid_to: datetime | None = None,
        event_date: datetime | None = None,
    ) -> Memory:
        """Change what the user corrects; what is None stays.

        Raises:
            BadRequest: there is no such memory, or the text is empty.
        """
        encoded = None if text is None else self._embedder().encode([text])[0]
        memory = self._operations.edit(
            memory_id,
            text=text,
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
            event_date=event_date,
            language=None if text is None else language(text),
            encoded=encoded,
            embedder_id=None if text is None else self._embedder().id,
        )
        self._changed()
        return memory

    def pin(self, memory_id: int, pinned: bool = True) -> Memory:
        """Pin a memory so that it never fades, or take the pin out."""
        memory = self._operations.pin(memory_id, pinned)
        self._changed()
        return memory

    def forget(self, memory_id: int) -> None:
        """Take a memory and the words it came from out of every answer; it stays restorable."""
        self._operations.forget(memory_id)
        self._changed()

    def forget_matching(self, text: str) -> Forgotten:
        """Forget every memory that holds the text and suppress every turn that does, in any
        inflected form.
        """
        forgotten = self._operations.forget_matching(text)
        self._changed()
        return forgotten

    def purge_plan(self, memory_ids: int | Sequence[int]) -> PurgePlan:
        """What :meth:`purge` would remove for good.

        Raises:
            BadRequest: there is no such memory.
        """
        return self._purge.plan_memories([memory_ids] if isinstance(memory_ids, int) else memory_ids)

    def purge(self, memory_ids: int | Sequence[int]) -> PurgeReceipt:
        """Remove memories for good, with what derives from them and the words of the diary they came from.

        Raises:
            BadRequest: there is no such memory.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._purge.memories([memory_ids] if isinstance(memory_ids, int) else memory_ids)

    def purge_matching_plan(self, text: str) -> PurgePlan:
        """What :meth:`purge_matching` would remove for good.

        Raises:
            BadRequest: the text is empty.
        """
        return self._purge.plan_matching(text)

    def purge_matching(self, text: str) -> PurgeReceipt:
        """Remove for good every memory and every message that holds the text, in any inflected form.

        Raises:
            BadRequest: the text is empty.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._purge.matching(text)

    def restore(self, memory_id: int) -> Memory:
        """Bring a forgotten, superseded or faded memory back."""
        memory = self._operations.restore(memory_id)
        self._changed()
        return memory

    def merge(self, keep_id: int, absorbed_ids: Sequence[int]) -> Memory:
        """Make one memory of several that say the same."""
        memory = self._operations.merge(keep_id, absorbed_ids)
        self._changed()
        return memory

    def split(self, memory_id: int, texts: Sequence[str]) -> list[Memory]:
        """Make several memories of one, each with the sources of the whole.

        Raises:
            BadRequest: fewer than two texts, or an empty one.
        """
        whole = self._store.get(memory_id)
        embedder = self._embedder()
        parts = [
            NewMemory(
                text=text,
                kind=whole.kind,
                learnt_at=whole.learnt_at,
                sources=whole.sources,
                tier=whole.tier,
                confidence=whole.confidence,
                importance=whole.importance,
                surprise=whole.surprise,
                parts=whole.parts,
                valid_from=whole.valid_from,
                valid_to=whole.valid_to,
                event_date=whole.event_date,
                language=language(text),
                subject=whole.subject,
                pinned=whole.pinned,
                reason=whole.reason,
            )
            for text in texts
        ]
        encoded = embedder.encode(list(texts))
        made = self._operations.split(memory_id, list(zip(parts, encoded, strict=True)), embedder.id)
        self._changed()
        return made

    def history(self, memory_id: int) -> list[HistoryEntry]:
        """What happened to a memory, oldest first."""
        return self._journal.history(memory_id)
