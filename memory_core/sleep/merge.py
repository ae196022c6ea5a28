"""Merge: memories that say the same become one, which keeps every source (compaction and integration)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from memory_core.gate.likeness import compare, differing, polarity_differs
from memory_core.params import Params
from memory_core.recall.index import Index
from memory_core.types import Encoded, Memory

_SAME_WORDS = 0.75
"""Share of each one's content words (weighted by rarity) that the other must hold too."""
_NEIGHBOURS = 4


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
    """
    by_id = {memory.id: memory for memory in memories}
    taken: set[int] = set()
    found: list[Duplicate] = []
    for memory in memories:
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
