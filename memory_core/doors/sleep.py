"""Letting the memory sleep, and what its nights did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from memory_core.clock import Clock
from memory_core.mirror import Mirror
from memory_core.params import Params
from memory_core.sleep.cycle import Progress, Sleep
from memory_core.store.database import Database
from memory_core.types import (
    SleepReport,
)

Changed = Callable[[], None]


class SleepDoor:
    """Lets the memory sleep."""

    def __init__(
        self,
        db: Database,
        mirror: Callable[[], Mirror],
        settle: Changed,
        changed: Changed,
        params: Params,
        clock: Clock,
    ) -> None:
        self._db = db
        self._mirror = mirror
        self._settle = settle
        self._changed = changed
        self._params = params
        self._clock = clock

    def run(self, deadline: datetime | None = None, progress: Progress | None = None) -> SleepReport:
        """Merge what says the same, as one undoable step; waits for the memory work before it.

        Args:
            deadline: aware time at which to stop between two merges.
            progress: told the stage and the share done; returns False to stop.
        """
        self._settle()
        report = Sleep(self._db, self._mirror(), self._params, self._clock).run(deadline, progress)
        self._changed()
        return report
