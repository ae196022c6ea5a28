"""Lessons and questions as the window and the terminal use them: read to be shown, changed to be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from memory_core.errors import BadRequest
from memory_core.types import Lesson, Memory, Question, Span, Status, Teaching

if TYPE_CHECKING:
    from memory_core import Engine

Keep = Literal["new", "old", "both"]
"""The answer to a question: the newer statement is true now, the older one, or both are."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question with the two memories it is about."""

    question: Question
    older: Memory
    newer: Memory


def read_doubts(engine: Engine) -> tuple[Doubt, ...]:
    """The unanswered questions whose memories both stand, oldest first."""
    found = []
    for question in engine.questions.open():
        older, newer = standing(engine, question.memory_id), standing(engine, question.other_id)
        if older is not None and newer is not None:
            found.append(Doubt(question, older, newer))
    return tuple(found)


def answer(engine: Engine, question_id: int, keep: Keep) -> int:
    """Answer a question; the number of the step that takes it back.

    Raises:
        BadRequest: there is no such open question.
    """
    engine.questions.answer(question_id, keep)
    return _last_step(engine, "step.answer")


def teach(engine: Engine, turn_id: int, lesson: Lesson, span: Span | None) -> int:
    """Teach the gate about a statement; the number of the step that takes it back.

    Raises:
        BadRequest: there is no such turn, or nothing of it to teach about.
    """
    engine.gate.teach(turn_id, lesson is Lesson.WORTH, span=span, wrong=lesson is Lesson.WRONG)
    return _last_step(engine, "step.teaching")


def standing(engine: Engine, memory_id: int | None) -> Memory | None:
    """The memory if it is there and active."""
    memory = kept(engine, memory_id)
    return memory if memory is not None and memory.status is Status.ACTIVE else None


def kept(engine: Engine, memory_id: int | None) -> Memory | None:
    """The memory if it is there, wherever it stands: what was undone is not."""
    if memory_id is None:
        return None
    try:
        return engine.memories.get(memory_id)
    except BadRequest:
        return None


def lessons_of(lessons: Iterable[Teaching], turn_ids: Iterable[int]) -> dict[int, tuple[Teaching, ...]]:
    """Lessons by the turn they are about."""
    wanted = set(turn_ids)
    found: dict[int, tuple[Teaching, ...]] = {}
    for one in lessons:
        if one.turn_id in wanted:
            found[one.turn_id] = (*found.get(one.turn_id, ()), one)
    return found


def lesson_about(lessons: Sequence[Teaching], span: Span | None) -> Teaching | None:
    """The standing lesson about a statement; ``span`` None: about the message as a whole."""
    return next((one for one in reversed(lessons) if one.span == span), None)


def _last_step(engine: Engine, name: str) -> int:
    """The step just made; the memory work may have made others since."""
    return next(step.id for step in engine.journal.steps(50) if step.name == name and not step.undone)
