"""One sleep: the stages in their order, as one undoable step, stopping when the user comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from memory_core.clock import Clock
from memory_core.mirror import Mirror
from memory_core.params import Params
from memory_core.sleep.merge import Duplicate, duplicates
from memory_core.store.database import Database
from memory_core.store.journal import Journal
from memory_core.store.memories import MemoryStore
from memory_core.store.operations import Operations
from memory_core.store.step import Step
from memory_core.types import Encoded, SleepLine, SleepReport, Stage

CAUSE = "sleep"
Progress = Callable[[str, float], bool]
"""Told the stage's name and the share done (0..1); returns False to stop."""


class Sleep:
    """Runs a night over a vault."""

    def __init__(self, db: Database, mirror: Mirror, params: Params, clock: Clock) -> None:
        self._mirror = mirror
        self._params = params
        self._clock = clock
        self._journal = Journal(db)
        self._operations = Operations(db)
        self._memories = MemoryStore(db)

    def run(self, deadline: datetime | None = None, progress: Progress | None = None) -> SleepReport:
        """Sleep until done, until ``deadline`` (aware) or until ``progress`` says no.

        Every merge is a step of its own inside the night's one step, so a stop or a kill between two of them
        leaves whole memories.
        """
        started = self._clock()
        pairs = self._find()
        merged: list[tuple[int, int]] = []
        group: int | None = None
        for done, pair in enumerate(pairs):
            late = deadline is not None and self._clock() >= deadline
            if late or (progress is not None and not progress("merge", done / len(pairs))):
                break
            if group is None:
                group = self._journal.open_group(CAUSE, "step.sleep", at=started)
            self._merge(pair, group)
            merged.append((pair.keep.id, pair.absorb.id))
        lines = tuple(SleepLine(Stage.MERGE, "merged", pair) for pair in merged)
        return SleepReport(started, self._clock(), lines, step_id=group)

    def _find(self) -> list[Duplicate]:
        ids = self._memories.all_active_ids()
        memories = self._memories.get_many(ids)
        table = self._mirror.vectors_of(ids)
        position = {int(one): at for at, one in enumerate(table.ids)}

        def encoded(memory_id: int) -> Encoded | None:
            return table.encoded(position[memory_id]) if memory_id in position else None

        return duplicates(memories, encoded, self._mirror.index, self._params)

    def _merge(self, pair: Duplicate, group: int) -> None:
        def work(step: Step) -> None:
            self._operations.merge(pair.keep.id, [pair.absorb.id], step=step)

        self._journal.record(work, cause=CAUSE, name="step.merge", detail=pair.keep.text, group=group)
