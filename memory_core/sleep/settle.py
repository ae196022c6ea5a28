"""Settle: of two memories that contradict each other the later one holds, where that is sure; else we ask.

The gate judged each statement by what was known when it was heard. Since then more was said: confidence grew,
messages came late, memories were merged. So what is new since the last night is judged once more, by the
gate's own rules and its relation model. A wrong replacement hides something true, so at night nobody being
there to object, the model has to be surer than in a conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from memory_core.errors import BadRequest
from memory_core.gate.likeness import Known, compare, differing, polarity_differs
from memory_core.gate.partial import remainder
from memory_core.gate.relation import relations
from memory_core.gate.surprise import surprise_of
from memory_core.gate.verdict import judge
from memory_core.sleep.stage import Night, Task, Unit
from memory_core.store.memories import MemoryStore
from memory_core.store.nights import Nights
from memory_core.store.operations import Operations
from memory_core.store.questions import QuestionStore
from memory_core.store.step import Step
from memory_core.types import (
    DERIVED_KINDS,
    Candidate,
    Memory,
    SleepLine,
    Span,
    Stage,
    Status,
    VerdictKind,
)

SETTLED, UNCERTAIN = "settled", "uncertain"
"""What this stage's lines are called: one memory took another's place, or the user will be asked."""
SURE = 1.5
"""Log-odds of "replaces" from which a later statement takes an earlier one's place without anybody asked."""
_NEAREST = 8
"""Memories that a new one is compared with."""
_CUE = "cue_"


class Settle:
    """Judges what is new once more, the most important first."""

    stage = Stage.SETTLE

    def plan(self, night: Night) -> Sequence[Unit]:
        """Pairs to settle, and questions to put or to repeat; no memory is replaced twice."""
        questions = QuestionStore(night.db)
        asked = {_pair(one.memory_id, one.other_id): one for one in questions.all()}
        keys: list[str] = []
        replaced: set[int] = set()
        for later in _new(night):
            night.check()
            found = _contradicted(night, later)
            if found is None or found[0].id in replaced or later.id in replaced:
                continue
            earlier, odds = found
            question = asked.get(_pair(earlier.id, later.id))
            if question is not None and question.answer is not None:
                continue  # the user has said how these two stand
            if odds >= SURE and remainder(earlier.text, later.text) is None:
                replaced.add(earlier.id)
                keys.append(f"settle:{earlier.id}:{later.id}")
            elif question is None:
                keys.append(f"ask:{earlier.id}:{later.id}")
        settled = {key.removeprefix("settle:") for key in keys if key.startswith("settle:")}
        for one in questions.open():
            if not one.asked and f"{one.memory_id}:{one.other_id}" not in settled:
                keys.append(f"open:{one.memory_id}:{one.other_id}")
        return [unit for key in keys if (unit := self.unit(night, key))]

    def unit(self, night: Night, key: str) -> Unit | None:
        """The unit of a key: two memories, the earlier one first."""
        what, earlier_id, later_id = key.split(":")
        pair = int(earlier_id), int(later_id)
        store, operations = MemoryStore(night.db), Operations(night.db)

        def settle(step: Step) -> list[SleepLine]:
            there = store.get_many(pair)
            if len(there) != 2 or any(one.status is not Status.ACTIVE for one in there):
                return []
            if what == "settle":
                operations.supersede(pair[:1], pair[1], step=step)
                return [SleepLine(Stage.SETTLE, SETTLED, (pair[1], pair[0]))]
            figures = MappingProxyType({"question": float(operations.ask(*pair, step=step).id)})
            return [SleepLine(Stage.SETTLE, UNCERTAIN, pair, figures)]

        return Task(key, settle)


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _new(night: Night) -> list[Memory]:
    """What may have come to contradict something: changed since the last night, the most important first."""
    changed = sorted(Nights(night.db).changed_for(night.id))
    memories = [
        one
        for one in MemoryStore(night.db).get_many(changed)
        if one.status is Status.ACTIVE and one.kind not in DERIVED_KINDS and not one.parts.get(f"{_CUE}told")
    ]
    memories.sort(key=lambda one: (-one.importance, -one.surprise, one.id))
    return memories[: night.params.settled_most]


def _contradicted(night: Night, later: Memory) -> tuple[Memory, float] | None:
    """The earlier memory that a later one replaces by the gate's rules, with the relation's log-odds."""
    table = night.mirror.vectors_of([later.id])
    if not len(table.ids):
        return None
    candidate = _candidate(later)
    index = night.mirror.index
    near = {one.memory_id: one for one in index.similar(table.encoded(0), _NEAREST + 1)}
    known = [
        compare(later.text, memory, near[memory.id].cosine, near[memory.id].late, index.idf)
        for memory in MemoryStore(night.db).get_many(sorted(near))
        if memory.id != later.id
        and memory.status is Status.ACTIVE
        and memory.kind not in DERIVED_KINDS
        and not (memory.pinned or memory.edited)
        and _is_earlier(memory, later)
    ]
    if not known:
        return None
    try:
        verdict = judge(candidate, known, surprise_of(later.text, known, index.bits), night.params)
    except BadRequest:
        return None
    if verdict.memory_id is None or not (
        verdict.kind is VerdictKind.SUPERSEDE or verdict.reason == "both_stand"
    ):
        return None
    one = next(one for one in known if one.memory.id == verdict.memory_id)
    if not _is_about_one_value(later, one.memory):
        return None
    if verdict.kind is not VerdictKind.SUPERSEDE:
        return one.memory, float("-inf")
    return one.memory, _replaces(candidate, one)


def _is_about_one_value(later: Memory, earlier: Memory) -> bool:
    """Whether both give a value of one kind, and not the same: the hour of a flight does not replace its day,
    whatever else the two sentences share."""
    if later.attribute is not None and later.attribute == earlier.attribute:
        return later.value != earlier.value
    return bool(differing(later.text, earlier.text)) or polarity_differs(later.text, earlier.text)


def _replaces(candidate: Candidate, one: Known) -> float:
    (relation,) = relations(candidate, [one])
    return relation.replaces - max(0.0, relation.repeats)


def _is_earlier(one: Memory, later: Memory) -> bool:
    """Told before, and not of a later time than what was told after it."""
    if (one.learnt_at, one.id) >= (later.learnt_at, later.id):
        return False
    return one.valid_from is None or later.valid_from is None or one.valid_from <= later.valid_from


def _candidate(memory: Memory) -> Candidate:
    """A memory as the statement it was, with the cues that the log kept."""
    cues = {name.removeprefix(_CUE): part for name, part in memory.parts.items() if name.startswith(_CUE)}
    place = memory.sources[0] if memory.sources else Span(0, 0, len(memory.text))
    return Candidate(
        text=memory.text,
        span=place,
        language=memory.language,
        kind=memory.kind,
        lasting=memory.parts.get("lasting", 1.0),
        confidence=memory.confidence,
        importance=memory.importance,
        cues=MappingProxyType(cues),
        subject=memory.subject,
        attribute=memory.attribute,
        value=memory.value,
        single_valued=memory.attribute is not None,
        supersedes_hint=any(cues.get(name) for name in ("change", "correction", "cancel", "resume")),
        cancels=bool(cues.get("cancel")),
        event_date=memory.event_date,
        valid_from=memory.valid_from,
    )
