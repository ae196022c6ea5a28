"""Link: memories that came together are tied together; ties that are of no use any more come undone.

Hebb (1949), "The Organization of Behavior": what is active together is wired together. Being used in one
answer ties memories when it happens (``store/associations.py``); at night those are tied that came in one
message or in one event. That two memories name the same person needs no tie: recall reads it off their words.
A tie halves with time by itself; the night only takes away what is left of those that nothing renewed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from memory_core.sleep.stage import Night, Task, Unit
from memory_core.store.associations import TOGETHER, pairs_of, strengthen
from memory_core.store.connection import Reader
from memory_core.store.linking import of_same_segments, of_same_turns, undo_weak, weak, were_tied_at
from memory_core.store.memories import MemoryStore
from memory_core.store.nights import Nights
from memory_core.store.segments import placed_since
from memory_core.store.step import Step
from memory_core.types import DERIVED_KINDS, SleepLine, Stage, Status

LINKED = "linked"
"""What this stage's lines are called: the memory and those it was tied to."""
_MOST = 8
"""Ties that one memory gets in a night from its segment."""
_LEAST = 0.01
"""Weight under which a tie is undone: renewed never, it takes some half-lives to fall so far."""
_BATCH = 50
"""Ties taken away in one unit."""
_TIED = 8
"""Memories tied in one unit."""


class Link:
    """Ties what is new, the most important first, and undoes what has grown weak."""

    stage = Stage.LINK

    def plan(self, night: Night) -> Sequence[Unit]:
        """Units of some new or changed memories that came with others, then units of weak ties."""
        nights = Nights(night.db)
        with night.db.read() as reader:
            placed = placed_since(reader, nights.since(night.id))  # by the last night, after it had linked
        changed = sorted({*nights.changed_for(night.id), *placed})
        memories = [
            one
            for one in MemoryStore(night.db).get_many(changed)
            if one.status is Status.ACTIVE and one.kind not in DERIVED_KINDS and one.sources
        ]
        memories.sort(key=lambda one: (-one.importance, -one.surprise, one.id))
        with night.db.read() as reader:
            tied = [one.id for one in memories[: night.params.linked_most] if _others(night, reader, one.id)]
        keys = _keys("link", tied, _TIED)
        night.check()
        keys += _keys("weak", weak(night.db, night.started, _half_life(night), _LEAST), _BATCH)
        return [unit for key in keys if (unit := self.unit(night, key))]

    def unit(self, night: Night, key: str) -> Unit | None:
        """The unit of a key: some memories' ties, or some that are weak."""
        what, told = key.split(":")
        ids = [int(one) for one in told.split(",")]
        if what == "weak":
            return Task(key, lambda step: _undo(night, ids, step))
        return Task(key, lambda step: [line for one in ids for line in _tie(night, one, step)])


def _keys(what: str, ids: Sequence[int], most: int) -> list[str]:
    return [
        f"{what}:" + ",".join(str(one) for one in ids[first : first + most])
        for first in range(0, len(ids), most)
    ]


def _others(night: Night, reader: Reader, memory_id: int) -> bool:
    """Whether a memory came with others."""
    night.check()
    return bool(of_same_turns(reader, memory_id) or of_same_segments(reader, memory_id, 1))


def _tie(night: Night, memory_id: int, step: Step) -> list[SleepLine]:
    """Tie a memory to those of its messages and of its events; each two only once in a night, by the smaller
    id's unit or, if that is not new, by this one's."""
    store = MemoryStore(night.db)
    found = store.get_many([memory_id])
    if not found or found[0].status is not Status.ACTIVE:
        return []
    of_turn = of_same_turns(step.writer, memory_id)
    of_segment = [one for one in of_same_segments(step.writer, memory_id, _MOST) if one not in of_turn]
    tied: list[int] = []
    for others, amount in ((of_turn, night.params.link_turn), (of_segment, night.params.link_segment)):
        pairs = [
            pair
            for other in others
            if (pair := pairs_of([memory_id, other])[0])
            and not were_tied_at(step.writer, pair, night.started)
        ]
        strengthen(step, pairs, night.started, amount, _half_life(night), TOGETHER)
        tied += [one for pair in pairs for one in pair if one != memory_id]
    return [SleepLine(Stage.LINK, LINKED, (memory_id, *tied))] if tied else []


def _undo(night: Night, ids: Sequence[int], step: Step) -> list[SleepLine]:
    undo_weak(step, ids, night.started, _half_life(night), _LEAST)
    return []


def _half_life(night: Night) -> timedelta:
    return timedelta(days=night.params.association_half_life)
