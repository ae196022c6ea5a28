"""Learn: the slow levels of the continuum take the day in, what was rehearsed once more, under consolidation.

One unit: the change of a level is a few systems of 64 equations. The learner's state, the night's place in
the order of what was heard, and what it rehearsed are committed together, so that learning anew from the
diary passes through the same nights (``learning.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import MappingProxyType

from memory_core.sleep.replay import REPLAYED
from memory_core.sleep.stage import Night, Unit
from memory_core.store.memories import MemoryStore
from memory_core.store.nights import Nights
from memory_core.store.step import Step
from memory_core.types import SleepLine, Stage

LEARNT = "learnt"
"""What this stage's line is called."""
_KEY = "learn"


class Learn:
    """The one unit of the night that learns."""

    stage = Stage.LEARN

    def plan(self, night: Night) -> Sequence[Unit]:
        """Always one unit: the day is over even if nothing was rehearsed."""
        return [_Learning(night)]

    def unit(self, night: Night, key: str) -> Unit | None:
        """The same."""
        return _Learning(night) if key == _KEY else None


class _Learning:
    """Holds the learner still around its transaction, and has it sleep inside it."""

    key = _KEY

    def __init__(self, night: Night) -> None:
        self._night = night

    def held(self) -> AbstractContextManager[None]:
        """Around the transaction: nobody learns in between."""
        return self._night.learning.held()

    def undone(self) -> None:
        """The transaction failed, so what was learnt in it is not kept."""
        self._night.learning.reload()

    def do(self, step: Step) -> list[SleepLine]:  # noqa: ARG002  the learner is no row to be undone
        """Rehearse and sleep. Undoing the night is noticed by the learner itself."""
        night = self._night
        slept = night.learning.slept(night.id, self._rehearsed(), night.started)
        figures = {
            "messages": float(slept.rehearsed),
            "error_before": slept.error_before,
            "error_after": slept.error_after,
        }
        return [SleepLine(Stage.LEARN, LEARNT, (), MappingProxyType(figures))]

    def _rehearsed(self) -> list[tuple[int, float]]:
        """Turns behind what was replayed, weighted by importance: (turn, weight), each turn once."""
        night = self._night
        ids = [
            memory_id
            for line in Nights(night.db).lines(night.id, Stage.REPLAY)
            if line.what == REPLAYED
            for memory_id in line.memories
        ]
        weights: dict[int, float] = {}
        for memory in MemoryStore(night.db).get_many(list(dict.fromkeys(ids))):
            if memory.sources and memory.importance > 0:
                turn_id = memory.sources[0].turn_id
                weights[turn_id] = max(weights.get(turn_id, 0.0), memory.importance)
        return sorted(weights.items())
