"""The queue's work for one message: perception, what is known, the gate, the store. One job, one transaction.

Everything that takes time (reading, encoding, deciding) happens before the write transaction; in it the
turn's vectors, the verdicts, the memories with their sources and the job's end are committed together. Killed
at any instant before that, the job is still in the queue and is done again from the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from memory_core.gate.likeness import Known, compare
from memory_core.gate.partial import remainder
from memory_core.gate.surprise import surprise_of
from memory_core.gate.verdict import judge
from memory_core.params import Params
from memory_core.perception.perceiver import Perceiver
from memory_core.recall.dialogue import context_of, continues
from memory_core.recall.index import Index
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.gate_log import GateLog
from memory_core.store.journal import Journal
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.operations import Operations
from memory_core.store.queue import Job, Queue
from memory_core.store.step import Step
from memory_core.store.touched import TURN, touch
from memory_core.store.vectors import VectorStore
from memory_core.types import (
    Candidate,
    Changes,
    Embedder,
    Encoded,
    Memory,
    Span,
    Turn,
    Verdict,
    VerdictKind,
)

_REACH = 40
"""Turns of the conversation that perception may look back on (a role play, a question asked)."""
_SIMILAR = 12
"""Memories by meaning that a candidate is compared with."""
_BY_WORDS = 12
"""Memories by shared rare words that it is compared with besides."""


class Sight(Protocol):
    """What hearing needs of the index's keeper."""

    @property
    def index(self) -> Index:
        """Everything that can be recalled."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A candidate with its verdict and, if it makes or changes a memory, what is written for it."""

    candidate: Candidate
    verdict: Verdict
    encoded: Encoded | None
    rest: tuple[str, Encoded, Memory] | None = None
    """What stays true of a memory replaced in part: text, vectors, and the memory it comes from."""


class Hearing:
    """Does one job after the other, in the order of the queue; called on the memory lane's thread only.

    The index is brought up to date by its keeper after each commit; this class only reads it.
    """

    def __init__(self, db: Database, sight: Sight, embedder: Embedder, params: Params) -> None:
        self._db = db
        self._index = sight.index
        self._embedder = embedder
        self._params = params
        self._perceiver = Perceiver(params)
        self._diary = Diary(db)
        self._memories = MemoryStore(db)
        self._vectors = VectorStore(db)
        self._journal = Journal(db)
        self._operations = Operations(db)
        self._gate_log = GateLog(db)
        self._queue = Queue(db)

    def hear(self, job: Job) -> Changes:
        """Do one job: perceive its turn, judge its candidates and commit the result.

        Returns:
            What the commit touched.

        Raises:
            BadRequest: another process has done the job; nothing was written.
            VaultError: one of its kinds; nothing was written, the job is still in the queue.
        """
        turn = self._diary.get(job.turn_id)
        before = [
            one for one in self._diary.neighbours(turn.id, _REACH) if (one.at, one.id) < (turn.at, turn.id)
        ]
        visible = self._diary.visible_text(turn)
        # Words hidden before memory work came to them (a forget was quicker) are heard no more.
        candidates = self._perceiver.perceive(turn, before) if visible == turn.text else []
        own, encoded = self._encode(turn, before, visible, candidates)
        named = turn.speaker is not None
        judged = [self._judge(one, vectors, named) for one, vectors in zip(candidates, encoded, strict=True)]
        judged = _once_each(judged)

        def commit(_: Writer) -> tuple[int, ...]:
            return self._write(turn, job, own, judged)

        memories = self._db.write(commit)
        return Changes(turns=(turn.id,), memories=memories, verdicts_of=(turn.id,) if judged else ())

    # before the transaction

    def _encode(
        self, turn: Turn, before: Sequence[Turn], visible: str, candidates: Sequence[Candidate]
    ) -> tuple[Encoded | None, list[Encoded | None]]:
        """The turn in its dialogue's context, and the candidates that need comparing, in one batch."""
        if not visible.strip():
            return None, [None] * len(candidates)
        last = before[-1] if before and continues(before[-1], turn) else None
        context = context_of(turn, last, self._diary.visible_text(last) if last else "")
        wanted = [at for at, one in enumerate(candidates) if _worth_comparing(one)]
        texts = [visible, *(candidates[at].text for at in wanted)]
        vectors = self._embedder.encode(texts, contexts=[context, *("" for _ in wanted)])
        by_place = dict(zip(wanted, vectors[1:], strict=True))
        return vectors[0], [by_place.get(at) for at in range(len(candidates))]

    def _judge(self, candidate: Candidate, encoded: Encoded | None, named: bool) -> _Judged:
        known = self._known(candidate, encoded) if encoded is not None else []
        surprise = surprise_of(candidate.text, known, self._index.idf)
        verdict = judge(candidate, known, surprise, self._params)
        if named and verdict.kind is VerdictKind.SUPERSEDE and not candidate.single_valued:
            # Between named people a likeness cannot tell news from another event of the same sort, and what
            # is replaced is hidden: only an attribute with one value is believed to have changed.
            verdict = replace(verdict, kind=VerdictKind.ADMIT, memory_id=None, reason=candidate.reason)
        rest = None
        if verdict.kind is VerdictKind.SUPERSEDE:
            old = next(one.memory for one in known if one.memory.id == verdict.memory_id)
            left = remainder(old.text, candidate.text) if not candidate.cancels else None
            if left is not None:
                rest = (left, self._embedder.encode([left])[0], old)
        return _Judged(candidate, verdict, encoded, rest)

    def _known(self, candidate: Candidate, encoded: Encoded) -> list[Known]:
        """Active memories near by meaning, and those that share a rare word."""
        near = {one.memory_id: one for one in self._index.similar(encoded, _SIMILAR + _BY_WORDS)}
        return [
            compare(candidate.text, memory, near[memory.id].cosine, near[memory.id].late, self._index.idf)
            for memory in self._memories.get_many(list(near))
        ]

    # inside the transaction

    def _write(self, turn: Turn, job: Job, own: Encoded | None, judged: Sequence[_Judged]) -> tuple[int, ...]:
        touched: list[int] = []
        verdicts: list[Verdict] = []

        def work(step: Step) -> None:
            for one in judged:
                verdict, memories = self._settle(turn, one, step)
                verdicts.append(verdict)
                touched.extend(memories)
            touch(step.writer, TURN, [turn.id])

        self._journal.record(work, cause="hearing", name="step.hearing", detail=turn.text[:80], at=turn.at)
        if own is not None:
            self._vectors.put_turn(turn.id, self._embedder.id, own)
        if verdicts:
            self._gate_log.add(turn.id, verdicts)
        self._queue.done(job.id)
        return tuple(dict.fromkeys(touched))

    def _settle(self, turn: Turn, one: _Judged, step: Step) -> tuple[Verdict, list[int]]:
        """Carry one verdict out; the verdict returned names the memory that holds the statement now."""
        verdict, candidate = one.verdict, one.candidate
        if verdict.kind is VerdictKind.REINFORCE and verdict.memory_id is not None:
            self._operations.reinforce(
                verdict.memory_id, turn.at, candidate.confidence, candidate.span, step=step
            )
            return verdict, [verdict.memory_id]
        if verdict.kind not in (VerdictKind.ADMIT, VerdictKind.SUPERSEDE) or one.encoded is None:
            return verdict, []
        new = _new_memory(turn, candidate, verdict)
        memory = self._operations.admit(new, one.encoded, self._embedder.id, step=step)
        touched = [memory.id]
        if verdict.kind is VerdictKind.SUPERSEDE and verdict.memory_id is not None:
            self._operations.supersede([verdict.memory_id], memory.id, step=step)
            touched.append(verdict.memory_id)
            if one.rest is not None:
                text, encoded, old = one.rest
                kept = self._operations.admit(_rest_of(old, text), encoded, self._embedder.id, step=step)
                touched.append(kept.id)
        return replace(verdict, memory_id=memory.id), touched


def _worth_comparing(candidate: Candidate) -> bool:
    """What is plainly no statement is not encoded: the gate decides by the cues alone."""
    return candidate.lasting >= 0.02 or bool(candidate.cues.get("recollect"))


def _once_each(judged: Sequence[_Judged]) -> list[_Judged]:
    """One message replaces a memory once: what would replace it a second time stands beside the first."""
    replaced: set[int] = set()
    out = []
    for one in judged:
        target = one.verdict.memory_id
        if one.verdict.kind is VerdictKind.SUPERSEDE and target in replaced:
            beside = replace(one.verdict, kind=VerdictKind.ADMIT, memory_id=None)
            out.append(replace(one, verdict=beside, rest=None))
            continue
        if one.verdict.kind is VerdictKind.SUPERSEDE and target is not None:
            replaced.add(target)
        out.append(one)
    # A memory that this message replaces cannot also be reinforced by it.
    return [
        replace(one, verdict=replace(one.verdict, kind=VerdictKind.IGNORE, memory_id=None, reason="replaced"))
        if one.verdict.kind is VerdictKind.REINFORCE and one.verdict.memory_id in replaced
        else one
        for one in out
    ]


def _new_memory(turn: Turn, candidate: Candidate, verdict: Verdict) -> NewMemory:
    return NewMemory(
        text=candidate.text,
        kind=candidate.kind,
        learnt_at=turn.at,
        sources=(Span(turn.id, candidate.span.start, candidate.span.end),),
        confidence=candidate.confidence,
        importance=candidate.importance,
        surprise=verdict.surprise,
        parts=verdict.parts,
        valid_from=candidate.valid_from or turn.at,
        event_date=candidate.event_date,
        language=candidate.language,
        subject=candidate.subject,
        attribute=candidate.attribute,
        value=candidate.value,
        reason=verdict.reason,
    )


def _rest_of(old: Memory, text: str) -> NewMemory:
    """What stays true of a memory replaced in part, with the old one's sources and figures."""
    return NewMemory(
        text=text,
        kind=old.kind,
        learnt_at=old.learnt_at,
        sources=old.sources,
        tier=old.tier,
        confidence=old.confidence,
        importance=old.importance,
        surprise=old.surprise,
        parts=old.parts,
        valid_from=old.valid_from,
        event_date=old.event_date,
        language=old.language,
        subject=old.subject,
        pinned=old.pinned,
        reason="kept_part",
    )
