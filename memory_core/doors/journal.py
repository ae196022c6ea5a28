"""Undo and redo of every change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from memory_core.store.database import Database
from memory_core.store.journal import Journal
from memory_core.types import (
    JournalStep,
)

Changed = Callable[[], None]


class JournalDoor:
    """Undo and redo, tomorrow too."""

    def __init__(self, db: Database, changed: Changed) -> None:
        self._journal = Journal(db)
        self._changed = changed

    def steps(self, limit: int = 100) -> list[JournalStep]:
        """The newest steps first, undone ones too."""
        return self._journal.steps(limit)

    @contextmanager
    def by_tool(self, name: str, detail: str = "") -> Iterator[int]:
        """What this thread changes meanwhile is one step with the cause ``"tool"``; gives its id.

        There is no such step if nothing is changed.
        """
        with self._journal.by_tool(name, detail) as step_id:
            yield step_id

    def undo(self, step_id: int | None = None) -> JournalStep:
        """Take back a step, the newest one if none is named.

        Raises:
            UndoRefused: later changes contradict it; nothing was changed.
        """
        step = self._journal.undo(step_id)
        self._changed()
        return step

    def redo(self, step_id: int | None = None) -> JournalStep:
        """Do an undone step again, the one undone last if none is named.

        Raises:
            UndoRefused: there is nothing to redo, or later changes contradict it.
        """
        step = self._journal.redo(step_id)
        self._changed()
        return step
