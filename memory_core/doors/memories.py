"""What a screen or a script does with memories: find, change, forget, bring back, purge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from memory_core.clock import Clock
from memory_core.errors import BadRequest
from memory_core.forgetting.purge import Purge
from memory_core.params import Params
from memory_core.perception.perceiver import Perceiver
from memory_core.store.associations import Association, Associations
from memory_core.store.database import Database
from memory_core.store.forgetting import Forgotten
from memory_core.store.journal import HistoryEntry, Journal
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.operations import Operations
from memory_core.store.reshaping import is_ground
from memory_core.store.text_index import TextIndex
from memory_core.text.language import language
from memory_core.tiers.retention import Retention, curve, reviews_of
from memory_core.types import (
    Curve,
    Embedder,
    Fading,
    Memory,
    MemoryKind,
    PurgePlan,
    PurgeReceipt,
    Role,
    Status,
    Tier,
    Turn,
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
        params: Params,
        clock: Clock,
    ) -> None:
        self._purge = purge
        self._retention = Retention(db, params)
        self._params = params
        self._clock = clock
        self._store = MemoryStore(db)
        self._associations = Associations(db)
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
        importance, grounds = self._grounds(text)
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
            importance=importance,
            grounds=grounds,
        )
        self._changed()
        return memory

    def _grounds(self, text: str | None) -> tuple[float, dict[str, float]]:
        """How much an edited text matters and why, as if it had been said: an allergy must not fade."""
        if not text:
            return 0.0, {}
        said = Turn(0, text, Role.USER, self._clock(), "")
        candidates = Perceiver(self._params).perceive(said, [])
        grounds: dict[str, float] = {}
        for one in candidates:
            parts = {**one.parts, **{f"cue_{name}": level for name, level in one.cues.items()}}
            grounds |= {name: part for name, part in parts.items() if is_ground(name)}
        return max((one.importance for one in candidates), default=0.0), grounds

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

    def fading(self, limit: int = 100, *, protected: bool = False) -> list[Fading]:
        """Active memories by when they leave recall if nothing happens, the soonest first.

        Args:
            limit: at most so many.
            protected: whether to add, behind the others, those that never fade, with the reason.
        """
        return self._retention.soonest(self._clock(), limit, protected=protected)

    def retention(self, memory_id: int) -> Fading:
        """How a memory stands with forgetting now.

        Raises:
            BadRequest: there is no such memory.
        """
        return self._retention.of(self._store.get(memory_id), self._clock())

    def curve(self, memory_id: int, days: int = 365) -> Curve:
        """A memory's forgetting curve until ``days`` from now; see :func:`~memory_core.tiers.retention.curve`
        for what is known of its past.

        Raises:
            BadRequest: there is no such memory, or ``days`` is not positive.
        """
        if days <= 0:
            raise BadRequest("a curve goes on for a day at least")
        memory = self._store.get(memory_id)
        known = reviews_of(self._journal.history(memory_id))
        return curve(memory, known, self._clock(), days, self._params)

    def rescue(self, memory_id: int) -> Memory:
        """Keep a memory from fading, or bring a faded one back: it counts as said again just now.

        Raises:
            BadRequest: there is no such memory, or it is forgotten or superseded.
        """
        memory = self._operations.rescue(memory_id, self._clock())
        self._changed()
        return memory

    def let_go(self, memory_id: int) -> None:
        """Let a memory fade now; it stays restorable, and its words in the diary still answer.

        Raises:
            BadRequest: there is no such memory, or it is not active.
        """
        self._operations.let_go(memory_id)
        self._changed()

    def links(self, memory_id: int) -> list[Association]:
        """What a memory is linked with, the strongest first: used together with it, about the same person or
        thing, or made of it.
        """
        return self._associations.of(memory_id)

    def history(self, memory_id: int) -> list[HistoryEntry]:
        """What happened to a memory, oldest first."""
        return self._journal.history(memory_id)
