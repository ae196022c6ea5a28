"""The one door through which memories change: each operation is an undoable step, or part of the caller's.

Given ``step``, an operation joins it (memory work does all of one message in one step); without, it is a step
of its own that the user caused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from memory_core.errors import BadRequest
from memory_core.store import blocks, fading, questions, reshaping, teachings
from memory_core.store.codec import Value, from_numbers, from_time, to_numbers, to_text
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.derived import source_changed
from memory_core.store.forgetting import Forgotten, forget_matching
from memory_core.store.hiding import hide, reopen
from memory_core.store.journal import TEACHING, USER, Journal
from memory_core.store.memories import MemoryStore, NewMemory, strength_columns, strength_of, text_columns
from memory_core.store.reshaping import add_sources, combined, make, row_of
from memory_core.store.standing import DERIVED
from memory_core.store.step import Step, turns_of
from memory_core.store.strength import Rating, review
from memory_core.store.teachings import Statement
from memory_core.store.text_index import TextIndex
from memory_core.store.touched import MEMORY, TURN, touch
from memory_core.types import NO_PARTS, Encoded, Lesson, Memory, MemoryKind, Question, Span, Status, Teaching

T = TypeVar("T")

_MISUNDERSTOOD = 0.5
"""What is left of the confidence in a memory that the user calls wrong, should it ever come back."""
_CORRECTED = "corrected"
"""Reason of a memory that sets right what was wrong from the start."""
_KEPT_PART = "kept_part"
"""Reason of a memory that is what a change left standing of an older one."""


class Operations:
    """Changes memories. Every method may be called inside ``Database.write`` or outside.

    All of them raise ``BadRequest`` for an unknown memory and for what its docstring says; nothing is changed
    then.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = Journal(db)
        self._memories = MemoryStore(db)
        self._index = TextIndex(db)

    def admit(
        self, new: NewMemory, encoded: Encoded, embedder_id: str, *, step: Step | None = None
    ) -> Memory:
        """Make a memory, active, with its vectors and its first FSRS state (a review rated Good when learnt).

        Raises:
            BadRequest: empty text, a naive time, or a figure outside its range.
        """
        memory_id = self._in(step, "step.admit", new.text, lambda s: make(s, new, encoded, embedder_id))
        return self._memories.get(memory_id)

    def reinforce(
        self,
        memory_id: int,
        at: datetime,
        confidence: float,
        source: Span | None = None,
        *,
        importance: float = 0.0,
        grounds: Mapping[str, float] = NO_PARTS,
        rating: Rating = Rating.EASY,
        step: Step | None = None,
    ) -> Memory:
        """The user said it again: more confidence (``1 - prod(1 - c)``), a review, one more source.

        It matters as much as it ever did: ``importance`` counts if it is the greater, and ``grounds`` (parts
        that say why it matters: "remember this") are added to the memory's own. A faded memory becomes active
        again.

        Raises:
            BadRequest: the memory is forgotten or superseded.
        """

        def run(s: Step) -> None:
            row = row_of(s, memory_id)
            if row["status"] not in (Status.ACTIVE, Status.FADED):
                raise BadRequest(f"memory {memory_id} is {row['status']} and cannot be reinforced")
            changes: dict[str, Value] = {
                "confidence": combined(row["confidence"], confidence),
                "importance": max(row["importance"], importance),
                "parts": from_numbers({**grounds, **to_numbers(row["parts"])}),
                "status": Status.ACTIVE.value,
                **strength_columns(review(strength_of(row), rating, at)),
            }
            s.update("memories", memory_id, changes, memory_id)
            add_sources(s, memory_id, [] if source is None else [source])

        self._in(step, "step.reinforce", str(memory_id), run)
        return self._memories.get(memory_id)

    def supersede(self, old_ids: Sequence[int], new_id: int, *, step: Step | None = None) -> None:
        """The new memory takes the place of old ones.

        Their validity ends where its own begins (or when it was learnt), and their source spans are
        suppressed, but for what are sources of the new one too. What the new one corrects was never right:
        for that it is a review rated Again.
        """

        def run(s: Step) -> None:
            new = row_of(s, new_id)
            begins = new["valid_from"] or new["learnt_at"]
            spare = self._sources(s, new_id)
            for old_id in old_ids:
                if old_id == new_id:
                    raise BadRequest("a memory cannot supersede itself")
                old = row_of(s, old_id)
                changes: dict[str, Value] = {
                    "status": Status.SUPERSEDED.value,
                    "superseded_by": new_id,
                    "valid_to": _end(old, begins),
                }
                if new["reason"] == _CORRECTED:
                    learnt = datetime.fromisoformat(new["learnt_at"])
                    changes |= strength_columns(review(strength_of(old), Rating.AGAIN, learnt))
                s.update("memories", old_id, changes, old_id)
                hide(s, self._sources(s, old_id), old_id, spare)

        self._in(step, "step.supersede", str(new_id), run)

    def edit(
        self,
        memory_id: int,
        *,
        text: str | None = None,
        kind: MemoryKind | None = None,
        valid_from: datetime | None = None,
        valid_to: datetime | None = None,
        event_date: datetime | None = None,
        language: str | None = None,
        encoded: Encoded | None = None,
        embedder_id: str | None = None,
        importance: float = 0.0,
        grounds: Mapping[str, float] = NO_PARTS,
        step: Step | None = None,
    ) -> Memory:
        """Change what the user corrects; what is None stays. A new text needs its vectors.

        A new text may matter more than the old one did: ``importance`` and ``grounds`` as in
        :meth:`reinforce`.

        What perception understood of an old text (attribute, value) does not outlive it. The old text is
        reviewed Again; the new one is as firm as a new memory at least, because the user has just said it.

        Raises:
            BadRequest: a text without vectors, an empty text, a naive time.
        """
        changes: dict[str, Value] = {"edited": 1}
        if text is not None:
            if encoded is None or embedder_id is None:
                raise BadRequest("an edited text needs its vectors")
            changes |= {**text_columns(text), "attribute": None, "value": None}
        if kind is not None:
            changes["kind"] = MemoryKind(kind).value
        if language is not None:
            changes["language"] = language
        times = {"valid_from": valid_from, "valid_to": valid_to, "event_date": event_date}
        changes |= {name: from_time(time) for name, time in times.items() if time is not None}
        now = self._db.clock()

        def run(s: Step) -> None:
            row = row_of(s, memory_id)
            if text is not None:
                corrected = review(strength_of(row), Rating.AGAIN, now)
                anew = review(None, Rating.GOOD, now)
                firm = replace(corrected, stability=max(corrected.stability, anew.stability))
                changes.update(strength_columns(firm))
                changes["importance"] = max(row["importance"], importance)
                changes["parts"] = from_numbers({**grounds, **to_numbers(row["parts"])})
            s.update("memories", memory_id, changes, memory_id)
            if text is not None and encoded is not None and embedder_id is not None:
                reshaping.put_vectors(s, memory_id, encoded, embedder_id)
                source_changed(s, memory_id)

        self._in(step, "step.edit", str(memory_id), run)
        return self._memories.get(memory_id)

    def pin(self, memory_id: int, pinned: bool = True, *, step: Step | None = None) -> Memory:
        """Pin a memory (it never fades), or take the pin out."""
        name = "step.pin" if pinned else "step.unpin"
        self._in(step, name, str(memory_id), lambda s: _set(s, memory_id, {"pinned": int(pinned)}))
        return self._memories.get(memory_id)

    def unpin(self, memory_id: int, *, step: Step | None = None) -> Memory:
        """Take the pin out."""
        return self.pin(memory_id, False, step=step)

    def forget(self, memory_id: int, *, step: Step | None = None) -> None:
        """Forget a memory and suppress its source spans: it is in no answer from now on."""

        def run(s: Step) -> None:
            _set(s, memory_id, {"status": Status.FORGOTTEN.value})
            hide(s, self._sources(s, memory_id), memory_id)
            blocks.forget_memory(s, to_text(row_of(s, memory_id)["text"]))

        self._in(step, "step.forget", str(memory_id), run)

    def forget_matching(self, text: str, *, step: Step | None = None) -> Forgotten:
        """Forget every memory that holds the text, in any inflected form, and suppress every turn that does.

        Raises:
            BadRequest: the text is empty.
        """
        if not text.strip():
            raise BadRequest("there is nothing to look for in an empty text")
        self._index.catch_up()

        def run(s: Step) -> Forgotten:
            self._index.catch_up()  # for what was said in the meantime
            return forget_matching(s, text)

        return self._in(step, "step.forget_matching", text, run)

    def restore(self, memory_id: int, *, step: Step | None = None) -> Memory:
        """Make a forgotten, superseded or faded memory active and open what was suppressed for it.

        One that had been superseded is valid again without an end. Bringing back what had faded is a use of
        it: a review rated Good.
        """
        now = self._db.clock()

        def run(s: Step) -> None:
            row = row_of(s, memory_id)
            changes: dict[str, Value] = {"status": Status.ACTIVE.value}
            if row["status"] == Status.FADED:
                changes |= strength_columns(review(strength_of(row), Rating.GOOD, now))
            if row["superseded_by"] is not None or row["status"] == Status.SUPERSEDED:  # by what was purged
                changes |= {"superseded_by": None, "valid_to": None}
            s.update("memories", memory_id, changes, memory_id)
            reopen(s, memory_id)

        self._in(step, "step.restore", str(memory_id), run)
        return self._memories.get(memory_id)

    def fade(self, memory_id: int, *, step: Step | None = None) -> bool:
        """Let a memory leave recall by disuse; its words in the diary stay open.

        Returns:
            False, with nothing changed, when it is not active.
        """
        return self._in(step, fading.FADE, str(memory_id), lambda s: _fade(s, memory_id))

    def let_go(self, memory_id: int, *, step: Step | None = None) -> None:
        """The user lets a memory fade now.

        Raises:
            BadRequest: it is not active.
        """

        def run(s: Step) -> None:
            if not _fade(s, memory_id):
                raise BadRequest(f"memory {memory_id} is not active and cannot fade")

        self._in(step, "step.let_go", str(memory_id), run)

    def rescue(self, memory_id: int, at: datetime, *, step: Step | None = None) -> Memory:
        """The user wants to keep a memory from fading: a review rated Easy; a faded one becomes active.

        Raises:
            BadRequest: it is forgotten or superseded.
        """

        def run(s: Step) -> None:
            row = row_of(s, memory_id)
            if row["status"] not in (Status.ACTIVE, Status.FADED):
                raise BadRequest(f"memory {memory_id} is {row['status']} and cannot be rescued")
            firmer = strength_columns(review(strength_of(row), Rating.EASY, at))
            s.update("memories", memory_id, {"status": Status.ACTIVE.value, **firmer}, memory_id)

        self._in(step, "step.rescue", str(memory_id), run)
        return self._memories.get(memory_id)

    def merge(self, keep_id: int, absorbed_ids: Sequence[int], *, step: Step | None = None) -> Memory:
        """Make one memory of several that say the same; the absorbed ones' sources go to the kept one.

        Raises:
            BadRequest: a memory is to absorb itself, or one of them is not active.
        """
        self._in(step, "step.merge", str(keep_id), lambda s: reshaping.merge(s, keep_id, absorbed_ids))
        return self._memories.get(keep_id)

    def split(
        self,
        memory_id: int,
        parts: Sequence[tuple[NewMemory, Encoded]],
        embedder_id: str,
        *,
        step: Step | None = None,
    ) -> list[Memory]:
        """Make several memories of one; a part without sources takes those of the whole.

        Raises:
            BadRequest: fewer than two parts, or one of them is not a possible memory.
        """
        made = self._in(
            step, "step.split", str(memory_id), lambda s: reshaping.split(s, memory_id, parts, embedder_id)
        )
        return self._memories.get_many(made)

    def used(self, memory_ids: Iterable[int], at: datetime) -> None:
        """An answer used these memories: each grows stronger by a review rated Good. No undo step."""

        def run(writer: Writer) -> None:
            ids = list(dict.fromkeys(memory_ids))
            for memory_id in ids:
                row = row_of(Step(writer), memory_id)
                stronger = strength_columns(review(strength_of(row), Rating.GOOD, at))
                writer.update("memories", "id", memory_id, {"used": row["used"] + 1, **stronger})
            touch(writer, MEMORY, ids)

        self._db.write(run)

    def suppress(
        self, spans: Iterable[Span], memory_id: int | None = None, *, step: Step | None = None
    ) -> None:
        """Suppress spans of the diary, for a memory or for none."""
        self._in(step, "step.suppress", "", lambda s: hide(s, spans, memory_id))

    def teach(
        self,
        turn_id: int,
        statements: Sequence[Statement],
        lesson: Lesson,
        embedder_id: str,
        *,
        step: Step | None = None,
    ) -> list[Teaching]:
        """Note a lesson about each statement of a message, in place of an earlier one, and act on it.

        ``WORTH`` makes the memory that the statement brings with it, unless an active one came of it.
        ``NOT_WORTH`` forgets the memories that came of it. So does ``WRONG``, which also halves their
        confidence and brings back what they superseded; of a memory that was said elsewhere too, it only
        takes this mention away. What an earlier lesson forgot comes back first.

        Raises:
            BadRequest: there is no statement, or its words were forgotten or replaced.
        """
        if not statements:
            raise BadRequest("there is nothing to teach about")

        at = self._db.clock()

        def run(s: Step) -> list[Teaching]:
            places = [teachings.place_of(s.writer, turn_id, one.span) for one in statements]
            # Statements may share words: what this step hides for one of them is open for the others.
            seen = [
                teachings.words_open(s.writer, place, one.text)
                for place, one in zip(places, statements, strict=True)
            ]
            return [
                self._teach(s, place, one, lesson, at, embedder_id, seen=was_open)
                for place, one, was_open in zip(places, statements, seen, strict=True)
            ]

        if step is not None:
            return run(step)
        return self._journal.record(run, cause=TEACHING, name="step.teaching", detail=lesson.value, at=at)

    def ask(self, memory_id: int, other_id: int, *, step: Step | None = None) -> Question:
        """Keep the question which of two memories that contradict each other is right; each pair once.

        Raises:
            BadRequest: both are the same memory.
        """
        return self._in(step, "step.ask", str(other_id), lambda s: questions.put(s, memory_id, other_id))

    def answer(self, question_id: int, keep: str, *, step: Step | None = None) -> None:
        """Settle a question: the later memory supersedes the earlier (``"new"``), the later one is forgotten
        (``"old"``), or both stand (``"both"``).

        Raises:
            BadRequest: another answer, an unknown question, or one that is not open.
        """

        def run(s: Step) -> None:
            question = questions.close(s, question_id, keep)
            if keep == questions.NEW:
                self.supersede([question.memory_id], question.other_id, step=s)
            elif keep == questions.OLD:
                self.forget(question.other_id, step=s)

        self._in(step, "step.answer", keep, run)

    def mark_asked(self, question_id: int) -> None:
        """Note that a question was shown. No undo step.

        Raises:
            BadRequest: there is no such question.
        """

        def run(writer: Writer) -> None:
            question = questions.one_of(writer, question_id)
            if not question.asked:
                writer.update("questions", "id", question_id, {"asked": 1})
                pair = (question.memory_id, question.other_id)
                touch(writer, MEMORY, pair)
                touch(writer, TURN, turns_of(writer, pair))

        self._db.write(run)

    def _teach(
        self,
        s: Step,
        span: Span,
        statement: Statement,
        lesson: Lesson,
        at: datetime,
        embedder_id: str,
        *,
        seen: bool,
    ) -> Teaching:
        made: int | None = None
        for former in teachings.standing_on(s.writer, span.turn_id, statement.span):
            if former.lesson is Lesson.WORTH:
                made = former.memory_id
            else:
                s.take_back(teachings.changed_by(s.writer, former.id))
            s.delete("teachings", former.id, None)
        if not seen and not teachings.words_open(s.writer, span, statement.text):
            raise BadRequest("these words were forgotten or replaced, so nothing can be taught about them")
        came = teachings.came_of(s.writer, span, statement.memory_id)
        changed: int | None = None
        if lesson is Lesson.WORTH:
            there = teachings.active_among(s.writer, came)
            if made in there:
                changed = made
            elif not there and statement.new is not None and statement.encoded is not None:
                changed = make(s, statement.new, statement.encoded, embedder_id)
        for memory_id in came if lesson is not Lesson.WORTH else ():
            if lesson is Lesson.NOT_WORTH:
                self.forget(memory_id, step=s)
            elif statement.reinforced and teachings.said_elsewhere(s.writer, memory_id, span):
                self._unsay(s, memory_id, span)
                continue
            else:
                self._misunderstood(s, memory_id)
            changed = memory_id if changed is None else changed
        return teachings.put(s, Teaching(0, span.turn_id, statement.span, lesson, at, changed))

    def _misunderstood(self, s: Step, memory_id: int) -> None:
        """Forget a memory that never was right, and let stand again what it superseded."""
        row = row_of(s, memory_id)
        replaced = teachings.replaced_by(s.writer, memory_id)
        weaker = strength_columns(review(strength_of(row), Rating.AGAIN, self._db.clock()))
        _set(s, memory_id, {"confidence": row["confidence"] * _MISUNDERSTOOD, **weaker})
        self.forget(memory_id, step=s)
        for old_id in replaced:
            self.restore(old_id, step=s)
            for part_id in teachings.kept_parts(s.writer, old_id, memory_id, _KEPT_PART):
                reshaping.absorb(s, part_id, old_id)
            if row["superseded_by"] is not None:  # something newer still holds
                self.supersede([old_id], row["superseded_by"], step=s)

    @staticmethod
    def _unsay(s: Step, memory_id: int, span: Span) -> None:
        doubt = teachings.unsaid(s, memory_id, span)
        if doubt is not None:
            confidence = row_of(s, memory_id)["confidence"]
            _set(s, memory_id, {"confidence": max(0.0, 1.0 - (1.0 - confidence) * doubt)})

    def _in(self, step: Step | None, name: str, detail: str, work: Callable[[Step], T]) -> T:
        if step is not None:
            return work(step)
        return self._journal.record(work, cause=USER, name=name, detail=detail)

    @staticmethod
    def _sources(step: Step, memory_id: int) -> list[Span]:
        """The words that go with a memory; those of a derived one belong to what it was made of."""
        rows = step.writer.tuples(
            f"""SELECT turn_id, start, stop FROM memory_sources WHERE memory_id = ?
            AND (SELECT kind FROM memories WHERE id = memory_id) NOT IN ({DERIVED}) ORDER BY id""",
            (memory_id,),
        )
        return [Span(*row) for row in rows]


def _fade(step: Step, memory_id: int) -> bool:
    active = bool(row_of(step, memory_id)["status"] == Status.ACTIVE)
    if active:
        step.update("memories", memory_id, {"status": Status.FADED.value}, memory_id)
    return active


def _set(step: Step, memory_id: int, changes: dict[str, Value]) -> None:
    row_of(step, memory_id)
    step.update("memories", memory_id, changes, memory_id)


def _end(old: dict[str, Any], begins: str) -> str:
    """Where an old memory's validity ends: where the new one begins, but within what its own times allow."""
    end = min(begins, old["valid_to"] or begins, key=datetime.fromisoformat)
    return max(end, old["valid_from"] or end, key=datetime.fromisoformat)
