"""The engine's side doors: what a screen or a script does with memories, diary, journal, gate and vault.

Each change goes through the store's journal, then brings the index up to date before it returns: what was
forgotten is out of the next answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from memory_core.clock import Clock
from memory_core.errors import BadRequest
from memory_core.forgetting.purge import Purge
from memory_core.mirror import Mirror
from memory_core.params import Params
from memory_core.perception.perceiver import Perceiver
from memory_core.sleep.cycle import Progress, Sleep
from memory_core.store import backup, opening
from memory_core.store.check import CheckReport, check
from memory_core.store.database import Database
from memory_core.store.diary import Conversation, Diary
from memory_core.store.forgetting import Forgotten
from memory_core.store.gate_log import GateLog, LoggedVerdict
from memory_core.store.journal import HistoryEntry, Journal
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.operations import Operations
from memory_core.store.questions import QuestionStore
from memory_core.store.queue import Queue
from memory_core.store.teachings import Statement, TeachingStore
from memory_core.store.text_index import TextIndex
from memory_core.store.traces import Clean, Traces
from memory_core.store.visibility import HiddenSpan, VisibilityStore
from memory_core.text.language import language
from memory_core.types import (
    NO_PARTS,
    BackupInfo,
    Embedder,
    JournalStep,
    Lesson,
    Memory,
    MemoryKind,
    PurgePlan,
    PurgeReceipt,
    Question,
    Role,
    SleepReport,
    Span,
    Status,
    Teaching,
    Tier,
    Trace,
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


class MemoriesDoor:
    """Finds memories and changes them; every change but a purge can be undone."""

    def __init__(
        self,
        db: Database,
        operations: Operations,
        embedder: Callable[[], Embedder],
        changed: Changed,
        purge: Purge,
    ) -> None:
        self._purge = purge
        self._store = MemoryStore(db)
        self._operations = operations
        self._journal = Journal(db)
        self._search = TextIndex(db)
        self._embedder = embedder
        self._changed = changed

    def find(
        self,
        status: Status | str | None = Status.ACTIVE,
        containing: str | None = None,
        tier: Tier | str | None = None,
        kind: MemoryKind | str | None = None,
        limit: int | None = None,
    ) -> list[Memory]:
        """Memories that fit, the newest first; see :meth:`MemoryStore.find`."""
        return self._store.find(status, containing, tier, kind, limit)

    def search(
        self, text: str, limit: int = 50, statuses: Sequence[Status] = (Status.ACTIVE,)
    ) -> list[Memory]:
        """Memories that hold every word of ``text`` in any form, best first: a search box's search."""
        return self._store.get_many(self._search.search_memories(text, limit, statuses))

    def get(self, memory_id: int) -> Memory:
        """One memory.

        Raises:
            BadRequest: there is no such memory.
        """
        return self._store.get(memory_id)

    def of_turn(self, turn_id: int) -> list[Memory]:
        """Memories that come from this turn."""
        return self._store.of_turn(turn_id)

    def edit(
        self,
        memory_id: int,
        text: str | None = None,
        kind: MemoryKind | None = None,
        valid_from: datetime | None = None,
        valid_to: datetime | None = None,
        event_date: datetime | None = None,
    ) -> Memory:
        """Change what the user corrects; what is None stays.

        Raises:
            BadRequest: there is no such memory, or the text is empty.
        """
        encoded = None if text is None else self._embedder().encode([text])[0]
        memory = self._operations.edit(
            memory_id,
            text=text,
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
            event_date=event_date,
            language=None if text is None else language(text),
            encoded=encoded,
            embedder_id=None if text is None else self._embedder().id,
        )
        self._changed()
        return memory

    def pin(self, memory_id: int, pinned: bool = True) -> Memory:
        """Pin a memory so that it never fades, or take the pin out."""
        memory = self._operations.pin(memory_id, pinned)
        self._changed()
        return memory

    def forget(self, memory_id: int) -> None:
        """Take a memory and the words it came from out of every answer; it stays restorable."""
        self._operations.forget(memory_id)
        self._changed()

    def forget_matching(self, text: str) -> Forgotten:
        """Forget every memory that holds the text and suppress every turn that does, in any
        inflected form.
        """
        forgotten = self._operations.forget_matching(text)
        self._changed()
        return forgotten

    def purge_plan(self, memory_ids: int | Sequence[int]) -> PurgePlan:
        """What :meth:`purge` would remove for good.

        Raises:
            BadRequest: there is no such memory.
        """
        return self._purge.plan_memories([memory_ids] if isinstance(memory_ids, int) else memory_ids)

    def purge(self, memory_ids: int | Sequence[int]) -> PurgeReceipt:
        """Remove memories for good, with what derives from them and the words of the diary they came from.

        Raises:
            BadRequest: there is no such memory.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._purge.memories([memory_ids] if isinstance(memory_ids, int) else memory_ids)

    def purge_matching_plan(self, text: str) -> PurgePlan:
        """What :meth:`purge_matching` would remove for good.

        Raises:
            BadRequest: the text is empty.
        """
        return self._purge.plan_matching(text)

    def purge_matching(self, text: str) -> PurgeReceipt:
        """Remove for good every memory and every message that holds the text, in any inflected form.

        Raises:
            BadRequest: the text is empty.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._purge.matching(text)

    def restore(self, memory_id: int) -> Memory:
        """Bring a forgotten, superseded or faded memory back."""
        memory = self._operations.restore(memory_id)
        self._changed()
        return memory

    def merge(self, keep_id: int, absorbed_ids: Sequence[int]) -> Memory:
        """Make one memory of several that say the same."""
        memory = self._operations.merge(keep_id, absorbed_ids)
        self._changed()
        return memory

    def split(self, memory_id: int, texts: Sequence[str]) -> list[Memory]:
        """Make several memories of one, each with the sources of the whole.

        Raises:
            BadRequest: fewer than two texts, or an empty one.
        """
        whole = self._store.get(memory_id)
        embedder = self._embedder()
        parts = [
            NewMemory(
                text=text,
                kind=whole.kind,
                learnt_at=whole.learnt_at,
                sources=whole.sources,
                tier=whole.tier,
                confidence=whole.confidence,
                importance=whole.importance,
                surprise=whole.surprise,
                parts=whole.parts,
                valid_from=whole.valid_from,
                valid_to=whole.valid_to,
                event_date=whole.event_date,
                language=language(text),
                subject=whole.subject,
                pinned=whole.pinned,
                reason=whole.reason,
            )
            for text in texts
        ]
        encoded = embedder.encode(list(texts))
        made = self._operations.split(memory_id, list(zip(parts, encoded, strict=True)), embedder.id)
        self._changed()
        return made

    def history(self, memory_id: int) -> list[HistoryEntry]:
        """What happened to a memory, oldest first."""
        return self._journal.history(memory_id)


class DiaryDoor:
    """Reads the diary, verbatim or as far as it may be seen, and names conversations."""

    def __init__(self, db: Database, changed: Changed, purge: Purge) -> None:
        self._purge = purge
        self._diary = Diary(db)
        self._visibility = VisibilityStore(db)
        self._changed = changed

    def turns(self, conversation: str | None = None, limit: int | None = None) -> list[Turn]:
        """Turns, oldest first."""
        return self._diary.turns(conversation, limit)

    def recent(self, conversation: str | None = None, limit: int = 50) -> list[Turn]:
        """The last turns, oldest first."""
        return self._diary.recent(conversation, limit)

    def get(self, turn_id: int) -> Turn:
        """One turn.

        Raises:
            BadRequest: there is no such turn.
        """
        return self._diary.get(turn_id)

    def visible_text(self, turn: Turn) -> str:
        """A turn's text without what is suppressed or redacted; empty when nothing is left."""
        return self._diary.visible_text(turn)

    def hidden(self, turn_id: int) -> list[HiddenSpan]:
        """The turn's hidden spans."""
        return self._visibility.spans_of(turn_id)

    def search(self, text: str, limit: int = 50) -> list[Turn]:
        """Turns whose visible text holds every word of ``text`` in any form, best first."""
        return self._diary.search(text, limit)

    def purge_plan(self, turn_id: int) -> PurgePlan:
        """What :meth:`purge` would remove for good.

        Raises:
            BadRequest: there is no such turn.
        """
        return self._purge.plan_turn(turn_id)

    def purge(self, turn_id: int) -> PurgeReceipt:
        """Remove a whole message for good, with the memories that came of it.

        Raises:
            BadRequest: there is no such turn.
            VaultError: one of its kinds; nothing was removed.
        """
        return self._purge.turn(turn_id)

    def conversations(self) -> list[Conversation]:
        """Every conversation, the one spoken in last first."""
        return self._diary.conversations()

    def rename_conversation(self, conversation: str, title: str) -> None:
        """Give a conversation a title; an empty one takes it back."""
        self._diary.rename_conversation(conversation, title)
        self._changed()

    def archive_conversation(self, conversation: str, archived: bool = True) -> None:
        """Put a conversation away, or take it out again; its turns stay in memory."""
        self._diary.archive_conversation(conversation, archived)
        self._changed()


class JournalDoor:
    """Undo and redo, tomorrow too."""

    def __init__(self, db: Database, changed: Changed) -> None:
        self._journal = Journal(db)
        self._changed = changed

    def steps(self, limit: int = 100) -> list[JournalStep]:
        """The newest steps first, undone ones too."""
        return self._journal.steps(limit)

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


class VaultDoor:
    """The vault as a file: copies, health, figures, and the places that hold what derives from the user."""

    def __init__(self, db: Database, rebuild: Callable[[], None], traces: Traces, purge: Purge) -> None:
        self._db = db
        self._rebuild = rebuild
        self._traces = traces
        self._purge = purge

    @property
    def path(self) -> Path:
        """The database file."""
        return self._db.path

    def backup(self, target: str | Path | None = None) -> Path:
        """Write a verified copy under the same key while the vault stays open.

        Args:
            target: a file; or a folder, where a dated name is chosen; None for the vault's own folder.
        """
        return backup.backup(self._db, opening.backups(self._db.path) if target is None else Path(target))

    def backups(self) -> list[BackupInfo]:
        """Copies of the vault, the newest first, and whether they hold what was purged from it."""
        return backup.listed(self._db)

    def thin(self) -> list[Path]:
        """Remove old copies from the vault's own folder: see :func:`memory_core.store.backup.thin`."""
        return backup.thin(self._db)

    def rewrite_backups(self, of: PurgeReceipt | Sequence[str | Path]) -> list[Path]:
        """Purge from copies what was purged from the vault.

        Args:
            of: a receipt, for the copies that it left; or the copies themselves.

        Returns:
            The copies that held something and were written anew.
        """
        if isinstance(of, PurgeReceipt):
            return backup.rewrite(self._db, of.backups_left, of.words)
        return backup.rewrite(self._db, [Path(one) for one in of])

    def traces(self) -> list[Trace]:
        """Every file and folder that holds what derives from the user."""
        return self._traces.listed()

    def register(
        self,
        name: str,
        paths: Path | Callable[[], Iterable[Path]],
        purge: Clean,
        *,
        kind: str = "",
        encrypted: bool = False,
    ) -> None:
        """Add a place of the program's own that a purge has to clean: see :meth:`Traces.register`."""
        self._traces.register(name, paths, purge, kind=kind, encrypted=encrypted)

    def finish_purge(self) -> tuple[str, ...]:
        """Wipe what a purge had to leave; returns what is still left (see ``PurgeReceipt.unfinished``)."""
        return self._purge.finish()

    def check(self, repair: bool = False) -> CheckReport:
        """Look over the file and what is derived in it; with ``repair`` mend it, after a backup."""
        return check(self._db, repair)

    def rebuild_indexes(self) -> None:
        """Drop the text index and the index in RAM and make them anew from the vault."""
        TextIndex(self._db).rebuild()
        self._rebuild()

    def statistics(self) -> dict[str, int]:
        """Counts of turns, memories by status, waiting and parked jobs; ``bytes`` is the file's size."""
        store, queue = MemoryStore(self._db), Queue(self._db)
        return {
            "turns": Diary(self._db).count(),
            **{status.value: store.count(status) for status in Status},
            "waiting": len(queue.pending()),
            "parked": len(queue.parked()),
            "bytes": self._db.path.stat().st_size,
        }
