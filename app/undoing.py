"""Undo and redo as the window and the terminal use them: one step, what it is about, or why it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.teaching import kept
from memory_core.errors import UndoRefused
from memory_core.types import JournalStep

if TYPE_CHECKING:
    from memory_core import Engine

_REACH = 1000
"""Steps looked through for the one that is in the way."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A step with the text of the memory that it changed; empty where there is none any more."""

    step: JournalStep
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an undo or redo: the step, or why it was refused and which step is in the way.

    ``purged``: what the step changed was purged. With nothing of all that there was nothing to do.
    """

    done: Entry | None = None
    later: Entry | None = None
    purged: bool = False
    named: bool = False

    @property
    def nothing(self) -> bool:
        """There was no step to undo or redo."""
        return self.done is None and self.later is None and not self.purged and not self.named


def undo(engine: Engine, step_id: int | None = None) -> Outcome:
    """Take back a step, the last one if none is named."""
    return _tried(engine, step_id, back=True)


def redo(engine: Engine, step_id: int | None = None) -> Outcome:
    """Do a step again, the one undone last if none is named."""
    return _tried(engine, step_id, back=False)


def entries(engine: Engine, limit: int) -> tuple[Entry, ...]:
    """The newest steps first."""
    return tuple(Entry(step, _text(engine, step)) for step in engine.journal.steps(limit))


def _tried(engine: Engine, step_id: int | None, *, back: bool) -> Outcome:
    # what an undo takes away can be named only before, what it brings back only after
    before = _found(engine, step_id)
    text = "" if before is None else _text(engine, before)
    try:
        step = engine.journal.undo(step_id) if back else engine.journal.redo(step_id)
    except UndoRefused as refused:
        later = next((one for one in engine.journal.steps(_REACH) if one.id == refused.later), None)
        shown = None if later is None else Entry(later, _text(engine, later))
        return Outcome(None, shown, refused.reason == "purged", step_id is not None)
    known = text if before is not None and before.id == step.id else ""
    return Outcome(Entry(step, _text(engine, step) or known))


def _found(engine: Engine, step_id: int | None) -> JournalStep | None:
    """The step of a number, the newest that stands if none is named."""
    if step_id is None:
        return next((one for one in engine.journal.steps(50) if not one.undone and not one.purged), None)
    return next((one for one in engine.journal.steps(_REACH) if one.id == step_id), None)


def _text(engine: Engine, step: JournalStep) -> str:
    for memory_id in step.memories:
        memory = kept(engine, memory_id)
        if memory is not None:
            return memory.text
    return ""


def step_of(engine: Engine, names: Iterable[str]) -> int:
    """The number of the newest standing step of one of these names: the one just made, though the memory
    work may have made others since.
    """
    wanted = frozenset(names)
    return next(step.id for step in engine.journal.steps(50) if step.name in wanted and not step.undone)
