"""Questions about memories that contradict each other, for the user to say which is right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from memory_core.errors import BadRequest
from memory_core.store.connection import Reader
from memory_core.store.database import Database
from memory_core.store.reshaping import row_of
from memory_core.store.step import Step
from memory_core.types import Question

NEW, OLD, BOTH = "new", "old", "both"
"""Answers: the later memory is right, the earlier one is, both are."""

_OPEN = """q.answer IS NULL AND 2 = (
    SELECT count(*) FROM memories m
    WHERE m.id IN (q.memory_id, q.other_id) AND m.status = 'active' AND m.gone IS NULL)"""
"""A question about a memory that is no longer active has settled itself."""


class QuestionStore:
    """Reads the questions. They are asked and answered through ``operations``."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open(self) -> list[Question]:
        """Unanswered questions whose memories are both active, oldest first."""
        with self._db.read() as reader:
            rows = reader.rows(f"SELECT q.* FROM questions q WHERE {_OPEN} ORDER BY q.id")
        return [question_of(row) for row in rows]

    def all(self) -> list[Question]:
        """Every question that was ever put, oldest first."""
        with self._db.read() as reader:
            return [question_of(row) for row in reader.rows("SELECT q.* FROM questions q ORDER BY q.id")]

    def get(self, question_id: int) -> Question:
        """One question, answered or not.

        Raises:
            BadRequest: there is no such question.
        """
        with self._db.read() as reader:
            return one_of(reader, question_id)


def question_of(row: Mapping[str, Any]) -> Question:
    """A question's row as its value."""
    return Question(row["id"], row["memory_id"], row["other_id"], bool(row["asked"]), row["answer"])


def one_of(reader: Reader, question_id: int) -> Question:
    """One question, as the reader's snapshot has it.

    Raises:
        BadRequest: there is no such question.
    """
    row = reader.row("SELECT * FROM questions WHERE id = ?", (question_id,))
    if row is None:
        raise BadRequest(f"there is no question {question_id}")
    return question_of(row)


def put(step: Step, memory_id: int, other_id: int) -> Question:
    """Ask about two memories, once: a question about the same two, answered or not, is that question.

    Raises:
        BadRequest: there is no such memory, or both are the same.
    """
    if memory_id == other_id:
        raise BadRequest("a memory cannot contradict itself")
    rows = [row_of(step, one) for one in (memory_id, other_id)]
    older, newer = sorted(rows, key=lambda row: (datetime.fromisoformat(row["learnt_at"]), row["id"]))
    pair = {"memory_id": older["id"], "other_id": newer["id"]}
    known = step.writer.row(
        """SELECT * FROM questions WHERE (memory_id, other_id) IN (
            VALUES (:memory_id, :other_id), (:other_id, :memory_id)) ORDER BY id""",
        pair,
    )
    if known is not None:
        return question_of(known)
    asked = step.insert("questions", {**pair, "asked": 0, "answer": None}, None)
    return one_of(step.writer, asked)


def close(step: Step, question_id: int, answer: str) -> Question:
    """Note the answer to an open question.

    Raises:
        BadRequest: no such answer, no such question, or it is answered or has settled itself.
    """
    if answer not in (NEW, OLD, BOTH):
        raise BadRequest(f"an answer is {NEW!r}, {OLD!r} or {BOTH!r}, not {answer!r}")
    question = one_of(step.writer, question_id)
    if not step.writer.value(f"SELECT 1 FROM questions q WHERE q.id = ? AND {_OPEN}", (question_id,)):
        raise BadRequest(f"question {question_id} is answered, or one of its memories is no longer there")
    step.update("questions", question_id, {"answer": answer}, None)
    return question
