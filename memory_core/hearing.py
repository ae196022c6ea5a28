"""The queue's work for one message: perception, what is known, the gate, the store. One job, one transaction.

Everything that takes time (reading, encoding, deciding) happens before the write transaction; in it the
turn's vectors, the verdicts, the memories with their sources and the job's end are committed together. Killed
at any instant before that, the job is still in the queue and is done again from the start.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from memory_core.gate.likeness import Known, compare
from memory_core.gate.partial import remainder
from memory_core.gate.scorers import NEVER_TAUGHT
from memory_core.gate.surprise import Surprise, surprise_of
from memory_core.gate.teaching import lesson_weights
from memory_core.gate.verdict import judge
from memory_core.learning import BITS, NOVELTY, Learning
from memory_core.params import Params
from memory_core.perception import blend
from memory_core.perception.perceiver import Perceiver
from memory_core.plasticity.modulation import Modulators, write_strength
from memory_core.recall.dialogue import context_of, continues
from memory_core.recall.index import Index
from memory_core.store import segments
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.gate_log import GateLog
from memory_core.store.journal import Journal
from memory_core.store.memories import MemoryStore, NewMemory
from memory_core.store.operations import Operations
from memory_core.store.queue import HEAR, REFLECT, Job, Queue
from memory_core.store.reshaping import is_ground
from memory_core.store.step import Step
from memory_core.store.teachings import TeachingStore
from memory_core.store.touched import TURN, touch
from memory_core.store.vectors import VectorStore
from memory_core.tiers.long_term import admission
from memory_core.tiers.retention import firmness
from memory_core.types import (
    NO_PARTS,
    Candidate,
    Changes,
    Embedder,
    Encoded,
    Memory,
    Role,
    Span,
    Status,
    Turn,
    Verdict,
    VerdictKind,
)

_REACH = 40
"""Turns of the conversation that perception may look back on (a role play, a question asked)."""
_NEAREST = 24
"""Memories that a candidate is compared with."""
_JUST_SAID = 4
"""Turns back whose memories it is compared with besides."""


class Sight(Protocol):
    """What hearing needs of the index's keeper."""

    @property
    def index(self) -> Index:
        """Everything that can be recalled."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what is known of it and how much of it is news."""

    candidate: Candidate
    encoded: Encoded | None
    known: tuple[Known, ...]
    surprise: Surprise


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
        self.reflects = False
        """Whether second thoughts with a language model follow (``reflection.py``)."""
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
        self._teachings = TeachingStore(db)
        self._queue = Queue(db)
        self._learning = Learning(db, embedder)

    @property
    def learning(self) -> Learning:
        """What learns from the stream of messages."""
        return self._learning

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
        own, encoded = self._encode(turn, before, self._readable(turn), candidates)
        recent = self._recent(before)
        weighed = [self.weigh(one, vectors, recent) for one, vectors in zip(candidates, encoded, strict=True)]
        sensed = self._sense(turn, own, weighed)
        judged = _once_each([self._judge(one, sensed, turn) for one in weighed])

        def commit(writer: Writer) -> tuple[int, ...]:
            segments.add_turn(writer, turn, boundary=sensed.get("noradrenaline", 0.0) > 0.5)
            return self._write(turn, job, own, judged)

        memories = self._db.write(commit)
        return Changes(turns=(turn.id,), memories=memories, verdicts_of=(turn.id,) if judged else ())

    def add(
        self,
        turn: Turn,
        job: Job,
        quotes: Sequence[tuple[int, int]],
        figures: Mapping[str, float],
        failures: Sequence[str],
    ) -> Changes:
        """Judge what a language model would keep besides, and commit it with the end of its job.

        Args:
            turn: the message, judged before.
            job: the reflection's job.
            quotes: ranges of the message's text.
            figures: added to the parts of what was written before.
            failures: reasons for which the model gave nothing; each becomes a line of the gate's log.
        """
        before = [
            one for one in self._diary.neighbours(turn.id, _REACH) if (one.at, one.id) < (turn.at, turn.id)
        ]
        candidates = [self._perceiver.quoted(turn, start, end, before) for start, end in quotes]
        encoded = self._embedder.encode([one.text for one in candidates]) if candidates else []
        weighed = [self.weigh(one, vectors) for one, vectors in zip(candidates, encoded, strict=True)]
        judged = _once_each([self._judge(one, figures, turn) for one in weighed])
        failed = [
            Verdict(VerdictKind.IGNORE, None, "", None, 0.0, NO_PARTS, 0.0, 0.0, reason)
            for reason in failures
        ]

        def commit(_: Writer) -> tuple[int, ...]:
            if figures:
                self._gate_log.note(turn.id, figures)
            if failed:
                self._gate_log.add(turn.id, failed)
            return self._write(turn, job, None, judged)

        memories = self._db.write(commit)
        return Changes(turns=(turn.id,), memories=memories, verdicts_of=(turn.id,))

    # before the transaction

    def _encode(
        self, turn: Turn, before: Sequence[Turn], visible: str, candidates: Sequence[Candidate]
    ) -> tuple[Encoded | None, list[Encoded | None]]:
        """The turn in its dialogue's context, and the candidates that need comparing, in one batch."""
        if not visible.strip():
            return None, [None] * len(candidates)
        last = before[-1] if before and continues(before[-1], turn) else None
        context = context_of(turn, last, self._readable(last) if last else "")
        wanted = [at for at, one in enumerate(candidates) if _worth_comparing(one)]
        texts = [visible, *(candidates[at].text for at in wanted)]
        vectors = self._embedder.encode(texts, contexts=[context, *("" for _ in wanted)])
        by_place = dict(zip(wanted, vectors[1:], strict=True))
        return vectors[0], [by_place.get(at) for at in range(len(candidates))]

    def _readable(self, turn: Turn) -> str:
        """What may be seen of a turn; a message as long as a book is understood by its beginning."""
        return self._diary.visible_text(turn)[: self._params.max_message_chars]

    def weigh(self, candidate: Candidate, encoded: Encoded | None, recent: Collection[int] = ()) -> Weighed:
        """Compare a candidate with what is known.

        Args:
            candidate: the statement.
            encoded: its vectors; None for what is plainly no statement.
            recent: memories of what was just said, which "no, Friday" may correct without sharing a word.
        """
        known = self._known(candidate, encoded, recent) if encoded is not None else []
        return Weighed(candidate, encoded, tuple(known), surprise_of(candidate.text, known, self._index.bits))

    def _sense(self, turn: Turn, own: Encoded | None, weighed: Sequence[Weighed]) -> Mapping[str, float]:
        """How the whole message strikes what learns from the stream, which then learns from it."""
        compared = [one for one in weighed if one.encoded is not None]
        if own is None or not compared:
            return NO_PARTS
        bits = max(one.surprise.bits for one in compared)
        novelty = max(one.surprise.parts["novelty"] for one in compared)
        sensed = self._learning.learn(turn, own, bits, novelty)
        return {**sensed.features(), BITS: bits, NOVELTY: novelty}

    def _judge(self, weighed: Weighed, sensed: Mapping[str, float], turn: Turn) -> _Judged:
        candidate, known = weighed.candidate, weighed.known
        verdict = judge(candidate, known, weighed.surprise, self._params, sensed, self._taught())
        # Between named people a likeness cannot tell news from another event of the same sort, and what is
        # replaced is hidden: only an attribute with one value is believed to have changed. And a message that
        # comes late (from an import, say) is no news to what was told after it; the night settles the two.
        doubtful = turn.speaker is not None and not candidate.single_valued
        if verdict.kind is VerdictKind.SUPERSEDE and (doubtful or _told_after(known, verdict, turn)):
            verdict = replace(verdict, kind=VerdictKind.ADMIT, memory_id=None, reason=candidate.reason)
        rest = None
        if verdict.kind is VerdictKind.SUPERSEDE:
            old = next(one.memory for one in known if one.memory.id == verdict.memory_id)
            left = remainder(old.text, candidate.text) if not candidate.cancels else None
            if left is not None:
                rest = (left, self._embedder.encode([left])[0], old)
        return _Judged(candidate, verdict, weighed.encoded, rest)

    def _taught(self) -> Mapping[str, float]:
        """What the user's lessons add to the gate's weights."""
        lessons = self._teachings.lessons_with_features()
        if not lessons:
            return NO_PARTS
        shipped = blend.shipped()
        return lesson_weights(lessons, shipped.cues, shipped.base, fixed=NEVER_TAUGHT)

    def _recent(self, before: Sequence[Turn]) -> list[int]:
        """Active memories of the last few turns of the conversation."""
        return [
            memory.id
            for turn in before[-_JUST_SAID:]
            for memory in self._memories.of_turn(turn.id)
            if memory.status is Status.ACTIVE
        ]

    def _known(self, candidate: Candidate, encoded: Encoded, recent: Collection[int]) -> list[Known]:
        """Active memories near by meaning, and those of what was just said."""
        similar = self._index.similar(encoded, _NEAREST, recent)
        near = {one.memory_id: one for one in similar}
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
        self._learning.checkpoint(turn.at)
        self._queue.done(job.id)
        if self.reflects and turn.role is Role.USER and job.kind == HEAR:
            self._queue.add(REFLECT, turn.id)
        return tuple(dict.fromkeys(touched))

    def _settle(self, turn: Turn, one: _Judged, step: Step) -> tuple[Verdict, list[int]]:
        """Carry one verdict out; the verdict returned names the memory that holds the statement now."""
        verdict, candidate = one.verdict, one.candidate
        if verdict.kind is VerdictKind.REINFORCE and verdict.memory_id is not None:
            self._operations.reinforce(
                verdict.memory_id,
                turn.at,
                candidate.confidence,
                candidate.span,
                importance=candidate.importance,
                grounds=_grounds(verdict),
                step=step,
            )
            return verdict, [verdict.memory_id]
        if verdict.kind not in (VerdictKind.ADMIT, VerdictKind.SUPERSEDE) or one.encoded is None:
            return verdict, []
        new = _new_memory(turn, candidate, verdict, self._params)
        contradicted = verdict.memory_id if verdict.kind is VerdictKind.ADMIT else None
        new = replace(new, tier=admission(new))
        memory = self._operations.admit(new, one.encoded, self._embedder.id, step=step)
        touched = [memory.id]
        if contradicted is not None:
            self._operations.ask(contradicted, memory.id, step=step)
            touched.append(contradicted)
        if verdict.kind is VerdictKind.SUPERSEDE and verdict.memory_id is not None:
            self._operations.supersede([verdict.memory_id], memory.id, step=step)
            touched.append(verdict.memory_id)
            if one.rest is not None:
                text, encoded, old = one.rest
                kept = self._operations.admit(
                    _rest_of(old, text, self._params), encoded, self._embedder.id, step=step
                )
                touched.append(kept.id)
        return replace(verdict, memory_id=memory.id), touched


def _worth_comparing(candidate: Candidate) -> bool:
    """What is plainly no statement is not encoded: the gate decides by the cues alone."""
    return candidate.lasting >= 0.02 or bool(candidate.cues.get("recollect"))


def _told_after(known: Sequence[Known], verdict: Verdict, turn: Turn) -> bool:
    """Whether what a verdict would replace was told after the message."""
    return any(one.memory.id == verdict.memory_id and one.memory.learnt_at > turn.at for one in known)


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


def _new_memory(turn: Turn, candidate: Candidate, verdict: Verdict, params: Params) -> NewMemory:
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
        strength=_strength(verdict, params),
    )


def _strength(verdict: Verdict, params: Params) -> float:
    """How firmly a new memory is written: 1 for the usual message of middling importance."""
    dopamine = verdict.parts.get("dopamine", 0.5)
    return firmness(verdict.importance, write_strength(Modulators(dopamine, 0.5, 0.5)), params)


def _grounds(verdict: Verdict) -> Mapping[str, float]:
    """Why a statement matters: what a memory takes over of one that says it again."""
    return {name: part for name, part in verdict.parts.items() if is_ground(name)}


def _rest_of(old: Memory, text: str, params: Params) -> NewMemory:
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
        strength=firmness(old.importance, 1.0, params),
    )
