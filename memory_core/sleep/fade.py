"""Fade: what was of no use for long leaves recall, the most faded first; its words in the diary stay open.

Retrievability is FSRS's (``store/strength.py``); what may never fade is decided in ``tiers/grounds.py``. A
faded memory can be restored or rescued, becomes active again when the user says it again, and is gone for
good only by a purge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memory_core.sleep.stage import Night, Unit
from memory_core.store.memories import MemoryStore
from memory_core.store.operations import Operations
from memory_core.store.step import Step
from memory_core.tiers.retention import Retention, standing
from memory_core.types import SleepLine, Stage


@dataclass(frozen=True, slots=True)
class _Fade:
    """Let one memory fade, if it still is to."""

    memory_id: int
    night: Night
    close_names: frozenset[str]

    @property
    def key(self) -> str:
        """``fade:`` and the memory."""
        return f"fade:{self.memory_id}"

    def do(self, step: Step) -> list[SleepLine]:
        """Look again, because the night's other stages or the user may have used, pinned or merged it."""
        night = self.night
        found = MemoryStore(night.db).get_many([self.memory_id])
        if not found:
            return []
        now = standing(found[0], night.started, night.params, self.close_names)
        if now.fades_at is None or now.fades_at > night.started:
            return []
        if not Operations(night.db).fade(self.memory_id, step=step):
            return []
        return [
            SleepLine(
                Stage.FADE, "faded", (self.memory_id,), {"retrievability": round(now.retrievability, 4)}
            )
        ]


class Fade:
    """The night's stage of forgetting."""

    stage = Stage.FADE

    def plan(self, night: Night) -> Sequence[Unit]:
        """One unit for each memory under its floor, the most faded first, no more than a night may take."""
        if night.params.lacks("fade"):
            return []
        retention = Retention(night.db, night.params)
        due = retention.due(night.started)
        night.check()
        close = retention.close_names()
        return [_Fade(one.memory.id, night, close) for one in due]
