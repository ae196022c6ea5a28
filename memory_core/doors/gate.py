"""What the gate decided and why, and what the user taught it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from memory_core.errors import BadRequest
from memory_core.params import Params
from memory_core.perception.perceiver import Perceiver
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.gate_log import GateLog, LoggedVerdict
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.operations import Operations
from memory_core.store.queue import Queue
from memory_core.store.teachings import Statement, TeachingStore
from memory_core.text.language import language
from memory_core.types import (
    NO_PARTS,
    Embedder,
    Lesson,
    MemoryKind,
    Role,
    Span,
    Status,
    Teaching,
    Turn,
    Verdict,
    VerdictKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Changed = Callable[[], None]

_REACH = 40
"""Turns of the conversation that perception may look back on when it reads a taught statement again."""
_TAUGHT_CONFIDENCE = 0.9
"""Confidence in what the user wants remembered: as sure as a plain statement."""


class GateDoor:
    """What the gate decided, why, and what the user taught it about that; every lesson can be undone."""

    def __init__(
        self,
        db: Database,
        operations: Operations,
        embedder: Callable[[], Embedder],
        changed: Changed,
        params: Params,
    ) -> None:
        self._log = GateLog(db)
        self._diary = Diary(db)
        self._memories = MemoryStore(db)
        self._queue = Queue(db)
        self._teachings = TeachingStore(db)
        self._operations = operations
        self._embedder = embedder
        self._changed = changed
        self._perceiver = Perceiver(params)

    def log(
        self,
        limit: int = 100,
        kinds: Iterable[VerdictKind] | None = None,
        *,
        containing: str | None = None,
        before: int | None = None,
        reasons: Iterable[str] | None = None,
        taught: bool | None = None,
    ) -> list[LoggedVerdict]:
        """The newest verdicts first that fit every filter given; see :meth:`GateLog.log`.

        A verdict whose words were forgotten or replaced is there without its text, as ``hidden``.
        """
        return self._log.log(
            limit, kinds, containing=containing, before=before, reasons=reasons, taught=taught
        )

    def of(self, turn_id: int) -> tuple[Verdict, ...]:
        """A message's verdicts; none while it is still in the queue."""
        return self._log.of(turn_id)

    def lessons(self) -> list[Teaching]:
        """The standing lessons, oldest first."""
        return self._teachings.standing()

    def teach(
        self, turn_id: int, worth: bool = True, *, span: Span | None = None, wrong: bool = False
    ) -> Teaching:
        """Teach the gate about a statement; one undoable step, in place of an earlier lesson about the same.

        Args:
            turn_id: the message of the user's that made it.
            worth: True makes a memory of what was let pass; False forgets the memory that came of it.
            span: where the statement stands; the one the gate judged that shares most with it is meant. None
                means the best statement that was let pass (``worth``), or each that wrote something; and for
                one who thinks again, each that was taught otherwise before.
            wrong: it was misunderstood: the memory is forgotten and what it superseded comes back. ``worth``
                says nothing then.

        Returns:
            The lesson; of several, the one about the statement that looked most lasting.

        Raises:
            BadRequest: there is no such turn, it is not the user's or still in the queue, the span holds
                none of its words, or they were forgotten or replaced.
        """
        turn = self._diary.get(turn_id)
        if turn.role is not Role.USER:
            raise BadRequest("only what the user said can be taught about")
        if self._queue.pending(turn_id):
            raise BadRequest("the message has not been thought about yet")
        lesson = Lesson.WRONG if wrong else Lesson.WORTH if worth else Lesson.NOT_WORTH
        verdicts = sorted(self._log.of(turn_id), key=lambda one: -one.parts.get("lasting", 0.0))
        meant = [_nearest(verdicts, span)] if span is not None else self._meant(turn_id, verdicts, lesson)
        by_place: dict[Span | None, Verdict | None] = {}
        for one in meant:
            by_place.setdefault(None if one is None else one.span, one)
        statements = [
            self._statement(turn, one, span, made=lesson is Lesson.WORTH) for one in by_place.values()
        ]
        taught = self._operations.teach(turn_id, statements, lesson, self._embedder().id)
        self._changed()
        return taught[0]

    def _meant(self, turn_id: int, verdicts: Sequence[Verdict], lesson: Lesson) -> Sequence[Verdict | None]:
        """Verdicts about the statements that a lesson about a whole message means, in the order given.

        None stands for a message of which the gate has judged nothing.
        """
        lessons = {one.span: one for one in self._teachings.standing(turn_id)}
        if lesson is Lesson.WORTH:
            regretted = [
                one for one in verdicts if one.span in lessons and lessons[one.span].lesson is not lesson
            ]
            let_pass = [one for one in verdicts if one.kind is VerdictKind.IGNORE]
            return regretted or [next(iter(let_pass or verdicts), None)]
        there = {
            memory.id
            for memory in self._memories.of_turn(turn_id)
            if memory.status in (Status.ACTIVE, Status.FADED)
        }
        wrote = [
            one
            for one in verdicts
            if one.memory_id in there or (one.span in lessons and lessons[one.span].memory_id is not None)
        ]
        return wrote or [next(iter(verdicts), None)]

    def _statement(self, turn: Turn, verdict: Verdict | None, span: Span | None, *, made: bool) -> Statement:
        """What a lesson is about, with the memory to make of it if one is to be ``made``."""
        if verdict is not None:
            text, place = verdict.text, verdict.span
        else:
            place = span or Span(turn.id, 0, len(turn.text))
            text = turn.text[max(0, place.start) : max(0, place.end)]
        if not text.strip():
            raise BadRequest("there are no words to teach about")
        known = None if verdict is None else verdict.memory_id
        again = verdict is not None and verdict.kind is VerdictKind.REINFORCE
        if not made:
            return Statement(place, text, known, again)
        new = self._new_memory(turn, text.strip(), place or Span(turn.id, 0, len(turn.text)), verdict)
        return Statement(place, text, known, again, new, self._embedder().encode([new.text])[0])

    def _new_memory(self, turn: Turn, text: str, source: Span, verdict: Verdict | None) -> NewMemory:
        before = [
            one for one in self._diary.neighbours(turn.id, _REACH) if (one.at, one.id) < (turn.at, turn.id)
        ]
        candidates = self._perceiver.perceive(turn, before)
        understood = next((one for one in candidates if one.span == source and one.text == text), None)
        new = NewMemory(
            text=text,
            kind=MemoryKind.FACT,
            learnt_at=turn.at,
            sources=(source,),
            confidence=_TAUGHT_CONFIDENCE,
            importance=0.5 if verdict is None else verdict.importance,
            surprise=0.0 if verdict is None else verdict.surprise,
            parts=NO_PARTS if verdict is None else verdict.parts,
            valid_from=turn.at,
            language=language(text),
            reason="taught",
        )
        if understood is None:
            return new
        return replace(
            new,
            kind=understood.kind,
            valid_from=understood.valid_from or turn.at,
            event_date=understood.event_date,
            subject=understood.subject,
            attribute=understood.attribute,
            value=understood.value,
        )


def _nearest(verdicts: Sequence[Verdict], span: Span) -> Verdict | None:
    """The verdict that shares most with a span; None if the gate has not judged any of its words."""
    best = max(verdicts, key=lambda one: _overlap(one.span, span), default=None)
    return best if best is not None and _overlap(best.span, span) > 0 else None


def _overlap(one: Span | None, other: Span) -> float:
    """How much two spans share, as the share of both together; a message as a whole shares a little."""
    if one is None:
        return 1e-9
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, max(one.end, other.end) - min(one.start, other.start))
