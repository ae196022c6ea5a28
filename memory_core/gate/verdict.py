"""The verdict about one candidate, given what is known: a ladder of plain rules, first match wins. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from memory_core.gate.likeness import (
    Known,
    brings_new,
    differing,
    focus,
    names_shared,
    people_differ,
    polarity_differs,
    same_subject,
    topic,
)
from memory_core.gate.surprise import Surprise
from memory_core.params import Params
from memory_core.perception import blend, cues
from memory_core.text.words import words
from memory_core.types import Candidate, Memory, MemoryKind, Verdict, VerdictKind

_RARE = 0.6
"""What a name or rare word shared with an active memory adds to the log-odds that a statement lasts."""
_KNOWN_NAME = 1.5
"""What a name that an active memory holds adds instead."""
_REPEATS = 1.2
"""What "still" or "as I said" adds when a memory says the same."""
_MARGIN = 0.25
"""How much less sure than a memory an update may be and still replace it (confidence, 0..1)."""
_SAME_WORDS = 0.8
"""Share of a candidate's content (by rarity) in one memory over which it says nothing new."""
_TOPIC_COSINE = 0.3
"""Calibrated cosine under which two statements that share a word are not about the same thing."""
_WORDS_MEAN_SAME = 0.62
"""Late interaction over which two statements say the same in other words."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and with which known memory."""

    kind: VerdictKind
    target: Memory | None
    reason: str


def judge(candidate: Candidate, known: Sequence[Known], surprise: Surprise, params: Params) -> Verdict:
    """Decide about a candidate.

    Args:
        candidate: what perception found.
        known: the active memories that resemble it, any order.
        surprise: bits that these do not predict.
        params: ``lasting_floor`` and ``duplicate_cosine`` are used.

    Returns:
        A verdict whose ``memory_id`` is the known memory that it reinforces or replaces (else None);
        ``parts`` holds surprise's addends, ``lasting`` and what the best memory scored.
    """
    lasting = _lasting(candidate, known, params)
    decision = _decide(candidate, known, lasting, params)
    best = max(known, key=lambda one: one.cosine, default=None)
    parts: dict[str, float] = {**surprise.parts, "lasting": lasting}
    if best is not None:
        parts |= {"nearest": best.cosine, "covered": max(one.covered for one in known)}
    parts |= {f"cue_{name}": level for name, level in candidate.cues.items()}
    target = decision.target
    confidence = candidate.confidence
    if target is not None and decision.kind is VerdictKind.REINFORCE:
        confidence = 1.0 - (1.0 - target.confidence) * (
            1.0 - candidate.confidence
        )  # ALGORITHMS: 1 - prod(1 - c_i)
    return Verdict(
        decision.kind,
        target.id if target else None,
        candidate.text,
        candidate.span,
        surprise.bits,
        _frozen(parts),
        confidence,
        candidate.importance,
        decision.reason,
    )


def _frozen(parts: dict[str, float]) -> Mapping[str, float]:
    return MappingProxyType({name: round(value, 4) for name, value in parts.items()})


def _logit(p: float) -> float:
    p = min(max(p, 1e-6), 1.0 - 1e-6)
    return math.log(p / (1.0 - p))


def _lasting(candidate: Candidate, known: Sequence[Known], params: Params) -> float:
    """Perception's ``lasting``, raised when the statement speaks of what is known already."""
    if not 0.02 < candidate.lasting < params.lasting_floor:
        return candidate.lasting  # decided either way; what is known cannot turn a question into a fact
    logit = _logit(candidate.lasting)
    announced = any(candidate.cues.get(cue) for cue in ("cancel", "correction", "resume"))
    close = [one for one in known if one.shared and (announced or one.cosine >= _TOPIC_COSINE)]
    told = bool(candidate.cues.get("told"))  # in a transcript everybody is known by name
    if not told and any(names_shared(candidate.text, one.memory.text) for one in known):
        # Somebody it knows already: the statement is about the user's world after all.
        logit += _KNOWN_NAME - blend.WEIGHTS["no_anchor"] * candidate.cues.get("no_anchor", 0.0)
    elif close and not told:
        logit += _RARE * min(2, max(len(one.shared) for one in close))
    if close:
        if candidate.cues.get("still") and any(_repeats(candidate, one, params, loose=True) for one in close):
            logit += _REPEATS
        if announced:
            logit += _REPEATS
    return 1.0 / (1.0 + math.exp(-logit))


def _decide(candidate: Candidate, known: Sequence[Known], lasting: float, params: Params) -> Decision:
    if candidate.cues.get("recollect"):
        # "Did I ever mention that ...?" states what follows only if it is known.
        told = [one for one in known if _repeats(candidate, one, params, loose=False)]
        if told:
            return Decision(VerdictKind.REINFORCE, max(told, key=_nearness).memory, "repeated")
        return Decision(VerdictKind.IGNORE, None, "question")
    if lasting < params.lasting_floor:
        return Decision(VerdictKind.IGNORE, None, candidate.reason)
    near = [one for one in known if not people_differ(candidate, one.memory)]
    replaced = _replaced(candidate, near, params)
    if replaced is not None:
        if candidate.confidence < replaced[0].memory.confidence - _MARGIN:
            return Decision(VerdictKind.ADMIT, None, "both_stand")
        return Decision(VerdictKind.SUPERSEDE, replaced[0].memory, replaced[1])
    loose = bool(candidate.cues.get("still"))
    repeated = [one for one in near if _repeats(candidate, one, params, loose=loose)]
    if repeated:
        return Decision(VerdictKind.REINFORCE, max(repeated, key=_nearness).memory, "repeated")
    return Decision(VerdictKind.ADMIT, None, candidate.reason)


def _nearness(one: Known) -> float:
    return one.cosine + one.covered + one.covers


def _replaced(candidate: Candidate, near: Sequence[Known], params: Params) -> tuple[Known, str] | None:
    """The memory that the candidate makes untrue, and why."""
    slot = _slot_conflict(candidate, near)
    if slot is not None:
        return slot, "changed"
    for cue, contradicts, reason in (
        ("correction", _corrects, "corrected"),
        ("resume", _resumes, "resumed"),
        ("cancel", _cancels, "cancelled"),
        ("change", _changes, "changed"),
    ):
        if candidate.cues.get(cue) and not (candidate.cues.get("still") and cue == "change"):
            hits = [one for one in near if _same_matter(candidate, one, cue) and contradicts(candidate, one)]
            if hits:
                return max(hits, key=_nearness), reason
    quiet = [one for one in near if _restated(candidate, one, params)]
    return (max(quiet, key=_nearness), "changed") if quiet else None


def _slot_conflict(candidate: Candidate, near: Sequence[Known]) -> Known | None:
    if not (candidate.single_valued and candidate.attribute and candidate.value) or _adds(candidate):
        return None
    same = [
        one
        for one in near
        if one.memory.attribute == candidate.attribute
        and same_subject(one.memory.subject, candidate.subject)
        and one.memory.value
        and not _same_value(one.memory.value, candidate.value)
    ]
    return max(same, key=_nearness, default=None)


def _same_value(old: str, new: str) -> bool:
    a, b = topic(old) or frozenset(words(old)), topic(new) or frozenset(words(new))
    return a <= b or b <= a


def _adds(candidate: Candidate) -> bool:
    """ "I also work at ..." stands beside what is known."""
    text = f" {cues.fold(candidate.text).lower()} "
    return any(
        word in text
        for word in (
            " also ",
            " too ",
            " as well",
            " second ",
            " another ",
            " еще ",
            " также ",
            " вторая ",
            " второй ",
        )
    )


def _same_matter(candidate: Candidate, one: Known, cue: str) -> bool:
    """Whether what the cue announces (a change, a cancellation) is about the memory."""
    if not one.shared:
        return False
    if one.cosine >= _TOPIC_COSINE or one.covered >= 0.35:
        return True
    if (
        candidate.kind is MemoryKind.INSTRUCTION
        and one.memory.kind is MemoryKind.INSTRUCTION
        and one.cosine >= 0.2
    ):
        return True
    said = focus(candidate.text, cue)
    hit = said & topic(one.memory.text)
    if cue in ("cancel", "resume") and _planned(one.memory) and hit:
        return True
    return len(hit) * 2 >= len(said) and bool(hit)


def _planned(memory: Memory) -> bool:
    return memory.kind is MemoryKind.PLAN or cues.has("plan", cues.fold(memory.text))


def _corrects(candidate: Candidate, one: Known) -> bool:
    return bool(differing(candidate.text, one.memory.text)) or (
        polarity_differs(candidate.text, one.memory.text) and one.covered >= 0.4
    )


def _resumes(_: Candidate, one: Known) -> bool:
    return cues.has("cancel", cues.fold(one.memory.text)) or _planned(one.memory)


def _cancels(_: Candidate, one: Known) -> bool:
    return _planned(one.memory) or one.covered >= 0.3


def _changes(candidate: Candidate, one: Known) -> bool:
    """A change needs something that changed: a value, a denial, or one instruction in place of another."""
    if differing(candidate.text, one.memory.text) - {"name"}:
        return True
    if candidate.kind is MemoryKind.INSTRUCTION and one.memory.kind is MemoryKind.INSTRUCTION:
        return True
    ended = cues.has("ended", cues.fold(candidate.text))
    if ended and focus(candidate.text, "ended") & topic(one.memory.text):
        return True
    if polarity_differs(candidate.text, one.memory.text) and (ended or one.covered >= 0.4):
        return True
    replaced = cues.has("replaced", cues.fold(candidate.text))
    return replaced and ("name" in differing(candidate.text, one.memory.text) or len(one.shared) >= 2)


def _repeats(candidate: Candidate, one: Known, params: Params, *, loose: bool) -> bool:
    """Whether the memory says it already; ``loose`` when the user says that it was said before."""
    if polarity_differs(candidate.text, one.memory.text) and not loose:
        return False
    if differing(candidate.text, one.memory.text):
        return False
    if loose:
        return bool(one.shared) and (one.cosine >= 0.3 or one.covered >= 0.33)
    if brings_new(candidate.text, one.memory.text):
        return False
    if one.covered >= _SAME_WORDS and one.shared:
        return True
    return one.cosine >= params.duplicate_cosine or (
        one.cosine >= 0.5 and one.late >= _WORDS_MEAN_SAME and one.covered >= 0.4
    )


def _restated(candidate: Candidate, one: Known, params: Params) -> bool:
    """The same sentence with another value and no day of its own: "My shift starts at 5:00", "... at
    4:30"."""
    if candidate.event_date is not None or one.memory.event_date is not None or _adds(candidate):
        return False
    kinds = differing(candidate.text, one.memory.text)
    return (
        bool(kinds & {"clock", "number"})
        and "name" not in kinds
        and one.covered >= 0.85
        and one.covers >= 0.6
        and one.cosine >= params.duplicate_cosine
    )
