"""Questions about memories that contradict each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from memory_core.store.database import Database
from memory_core.store.operations import Operations
from memory_core.store.questions import QuestionStore
from memory_core.types import (
    Question,
)

Changed = Callable[[], None]


class QuestionsDoor:
    """Questions about memories that contradict each other, for the user to answer."""

    def __init__(self, db: Database, operations: Operations, changed: Changed) -> None:
        self._questions = QuestionStore(db)
        self._operations = operations
        self._changed = changed

    def open(self) -> list[Question]:
        """Unanswered questions, oldest first; one about a memory that is no longer active has gone."""
        return self._questions.open()

    def answer(self, question_id: int, keep: Literal["new", "old", "both"]) -> None:
        """Settle a question, as one undoable step.

        Args:
            question_id: an open question.
            keep: ``"new"``: the later memory supersedes the earlier one; ``"old"``: the later one is
                forgotten; ``"both"``: both stand, and it is never asked again.

        Raises:
            BadRequest: another answer, or the question is not open.
        """
        self._operations.answer(question_id, keep)
        self._changed()

    def mark_asked(self, question_id: int) -> None:
        """Note that the question was shown; it stays open. No undo step.

        Raises:
            BadRequest: there is no such question.
        """
        self._operations.mark_asked(question_id)
        self._changed()
