"""Replay: what the night goes through again, chosen by dopamine, importance, use and chance.

Experiences that brought a prediction error are replayed more (Schultz 1997 for the error; McNamara et al.
2014, "Dopaminergic neurons promote hippocampal reactivation", for replay; Schaul et al. 2016, "Prioritized
experience replay", for the sampling). Rehearsed things would grow ever more likely to be rehearsed, so each
rehearsal of the last nights lowers the odds.

A rehearsal is no review of the forgetting model: that one measures of what use a memory is to the user, and a
memory that reviews itself would never fade, however useless. What replay strengthens are the slow levels of
the continuum, which learn these messages again at the end of the night (``learn.py``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from memory_core.sleep.stage import Night, Task, Unit
from memory_core.store.memories import MemoryStore
from memory_core.store.nights import Nights
from memory_core.store.step import Step
from memory_core.types import DERIVED_KINDS, Memory, SleepLine, Stage, Status

REPLAYED = "replayed"
"""What a line of this stage is called."""
_NIGHTS = 7
"""Nights back in which rehearsals count against being rehearsed again."""
_BATCH = 32
"""Memories in one unit: going through one takes no time, a commit does."""
_USUAL = 0.5
"""Dopamine of a memory that the log holds none for."""


class Replay:
    """Chooses up to ``Params.replays`` memories to rehearse, the likeliest first."""

    stage = Stage.REPLAY

    def plan(self, night: Night) -> Sequence[Unit]:
        """Draw without replacement, weighted (Efraimidis and Spirakis 2006): the order is of ``u^(1/w)``."""
        store = MemoryStore(night.db)
        nights = Nights(night.db)
        recent = nights.rehearsals(_NIGHTS, night.id)
        chance = night.chance("replay")
        keyed: list[tuple[float, int]] = []
        for memory in store.get_many(sorted(store.all_active_ids())):
            draw = chance.random()
            if memory.kind not in DERIVED_KINDS and memory.sources:
                # ln(u) / w has the order of u^(1/w) and does not run out of digits
                keyed.append((math.log(max(draw, 1e-300)) / odds(memory, recent), memory.id))
        night.check()
        keyed.sort(key=lambda one: (-one[0], one[1]))
        drawn = [str(memory_id) for _, memory_id in keyed[: night.params.replays]]
        batches = [",".join(drawn[first : first + _BATCH]) for first in range(0, len(drawn), _BATCH)]
        return [_unit(night, f"replay:{ids}") for ids in batches]

    def unit(self, night: Night, key: str) -> Unit | None:
        """The unit of some memories."""
        return _unit(night, key)


def odds(memory: Memory, recent: Mapping[int, int]) -> float:
    """How likely a memory is to be rehearsed, > 0 (a weight, not a share).

    ``(.5 + dopamine) (.5 + importance) (1 + ln(1 + used)) / (1 + rehearsals)^2``: surprise, importance and
    use each at most treble it or so, and one rehearsal in the last nights undoes as much.
    """
    dopamine = min(1.0, max(0.0, memory.parts.get("dopamine", _USUAL)))
    use = 1.0 + math.log1p(max(0, memory.used))
    return (0.5 + dopamine) * (0.5 + memory.importance) * use / (1 + recent.get(memory.id, 0)) ** 2


def _unit(night: Night, key: str) -> Unit:
    ids = [int(one) for one in key.split(":")[1].split(",")]

    def rehearse(_: Step) -> list[SleepLine]:
        found = MemoryStore(night.db).get_many(ids)
        return [_line(memory) for memory in found if memory.status is Status.ACTIVE]

    return Task(key, rehearse)


def _line(memory: Memory) -> SleepLine:
    figures = {
        "dopamine": memory.parts.get("dopamine", _USUAL),
        "importance": memory.importance,
        "used": float(memory.used),
    }
    return SleepLine(Stage.REPLAY, REPLAYED, (memory.id,), MappingProxyType(figures))
