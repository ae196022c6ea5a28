"""Sensory memory: what was heard and not thought about yet. Its place is the durable queue."""

from __future__ import annotations

from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.queue import Queue
from memory_core.types import Turn


class SensoryMemory:
    """The queue seen as a tier: nothing is kept besides it, so nothing can be lost between the two."""

    def __init__(self, db: Database) -> None:
        self._queue = Queue(db)
        self._diary = Diary(db)

    def count(self) -> int:
        """Messages that wait."""
        return len(self._queue.pending())

    def turns(self) -> list[Turn]:
        """Messages that wait, the one to be heard next first."""
        return self._diary.get_many([job.turn_id for job in self._queue.pending()])
