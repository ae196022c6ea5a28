"""Merge: memories that say the same become one, which keeps every source (compaction and integration)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from memory_core.gate.likeness import compare, differing, polarity_differs
from memory_core.params import Params
from memory_core.recall.index import Index
from memory_core.sleep.stage import Night, Task, Unit
from memory_core.store.memories import MemoryStore
from memory_core.store.nights import Nights
from memory_core.store.operations import Operations
from memory_core.store.step import Step
from memory_core.types import DERIVED_KINDS, Encoded, Memory, SleepLine, Stage, Status

MERGED = "merged"
"""What this stage's lines are called: the memory that stays, and the one that went into it."""
_SAME_WORDS = 0.75
"""Share of each one's content words (weighted by rarity) that the other must hold too."""
_NEIGHBOURS = 4


class Merge:
    """Merges what says the same, the most important first."""

    stage = Stage.MERGE

    def plan(self, night: Night) -> Sequence[Unit]:
        """Pairs of which one is new or changed since the last night: the others were compared before."""
        nights = Nights(night.db)
        fresh = nights.changed_for(night.id) if nights.since(night.id) else None
        store = MemoryStore(night.db)
        memories = [one for one in store.get_many(store.all_active_ids()) if one.kind not in DERIVED_KINDS]
        wanted = [one for one in memories if fresh is None or one.id in fresh]
        table = night.mirror.vectors_of([one.id for one in wanted])
        position = {int(one): at for at, one in enumerate(table.ids)}

        def encoded(memory_id: int) -> Encoded | None:
            return table.encoded(position[memory_id]) if memory_id in position else None

        found = duplicates(memories, encoded, night.mirror.index, night.params, night.check)
        found.sort(key=lambda pair: (-pair.keep.importance, -pair.keep.surprise, pair.keep.id))
        keys = [f"merge:{pair.keep.id}:{pair.absorb.id}" for pair in found]
        return [unit for key in keys if (unit := self.unit(night, key))]

    def unit(self, night: Night, key: str) -> Unit | None:
        """The unit of a pair: what stays and what goes into it."""
        _, keep_id, absorb_id = key.split(":")
        pair = int(keep_id), int(absorb_id)

        def merge(step: Step) -> list[SleepLine]:
            there = MemoryStore(night.db).get_many(pair)
            if len(there) != 2 or any(one.status is not Status.ACTIVE for one in there):
                return []
            Operations(night.db).merge(pair[0], pair[1:], step=step)
            return [SleepLine(Stage.MERGE, MERGED, pair)]

        return Task(key, merge)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two active memories that say the same; ``keep`` takes over the sources of ``absorb``."""

    keep: Memory
    absorb: Memory


def duplicates(
    memories: Sequence[Memory],
    encoded: Callable[[int], Encoded | None],
    index: Index,
    params: Params,
    check: Callable[[], None] = lambda: None,
) -> list[Duplicate]:
    """Pairs to merge; each memory stands in at most one of them.

    Meaning alone cannot tell a repetition from a change of mind (their cosines overlap), so both must also
    share their words, name the same people and hold the same numbers, days and names, with the same
    polarity.

    Args:
        memories: active memories, the oldest first.
        encoded: a memory's stored vectors.
        index: tells what resembles what.
        params: ``duplicate_cosine`` is used.
        check: called between two memories; raises to stop.
    """
    by_id = {memory.id: memory for memory in memories}
    taken: set[int] = set()
    found: list[Duplicate] = []
    for memory in memories:
        check()
        own = encoded(memory.id)
        if own is None or memory.id in taken:
            continue
        for near in index.similar(own, _NEIGHBOURS + 1):
            other = by_id.get(near.memory_id)
            if (
                other is None
                or other.id == memory.id
                or other.id in taken
                or near.cosine < params.duplicate_cosine
            ):
                continue
            if _same(memory, other, near.cosine, near.late, index):
                keep, absorb = _order(memory, other)
                taken |= {keep.id, absorb.id}
                found.append(Duplicate(keep, absorb))
                break
    return found


def _same(one: Memory, other: Memory, cosine: float, late: float, index: Index) -> bool:
    if one.kind is not other.kind or one.subject != other.subject or one.attribute != other.attribute:
        return False
    if one.event_date != other.event_date:
        return False
    if (
        differing(one.text, other.text)
        or differing(other.text, one.text)
        or polarity_differs(one.text, other.text)
    ):
        return False
    likeness = compare(one.text, other, cosine, late, index.idf)
    return min(likeness.covered, likeness.covers) >= _SAME_WORDS


def _order(one: Memory, other: Memory) -> tuple[Memory, Memory]:
    """What the user touched stays, then the surer, then the fuller, then the older."""

    def worth(memory: Memory) -> tuple[bool, bool, float, int, int]:
        return memory.pinned, memory.edited, memory.confidence, len(memory.text), -memory.id

    return (one, other) if worth(one) >= worth(other) else (other, one)
