"""The verdict about one candidate, given what is known: a ladder of plain rules, first match wins. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from memory_core.gate.announcing import announced, without
from memory_core.gate.aspects import apart
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
from memory_core.gate.matter import contrast, only_of_one_person
from memory_core.gate.relation import REPEATS, REPLACES, Relation, just_said, relations
from memory_core.gate.scorers import log_odds, probability, switched_off
from memory_core.gate.surprise import Surprise
from memory_core.params import Params
from memory_core.perception import blend, cues
from memory_core.text.words import words
from memory_core.types import NO_PARTS, Candidate, Memory, MemoryKind, Verdict, VerdictKind

_MOST_WORDS = 2
"""Rare words shared with one memory that count."""
_FULL_BITS = 8.0
"""Surprise in octaves (log2 of bits) that counts as a whole unit of the feature ``bits``."""
_FULL_WORD_BITS = 20.0
"""Bits for each word that count as a whole unit of ``bits_word``."""
_PLAINLY_NOTHING = 0.02
"""Probability under which the cues alone have decided."""
_MARGIN = 0.25
"""How much less sure than a memory an update may be and still replace it (confidence, 0..1)."""
_SAME_WORDS = 0.8
"""Share of a candidate's content (by rarity) in one memory over which it says nothing new."""
_TOPIC_COSINE = 0.3
"""Calibrated cosine under which two statements that share a word are not about the same thing."""
_WORDS_MEAN_SAME = 0.62
"""Late interaction over which two statements say the same in other words."""


_SAME_MATTER = 0.35
"""Calibrated cosine over which two statements are about the same thing without a word in common."""
_APART = 0.17
"""Calibrated cosine under which a shared word is chance."""
_FEW_WORDS = 1
"""Content words that a correction may have without naming what it is about."""
_FIXED = frozenset(("clock", "number", "day", "month", "contact"))
"""Kinds of values that are either the same or not."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and with which known memory."""

    kind: VerdictKind
    target: Memory | None
    reason: str


def judge(
    candidate: Candidate,
    known: Sequence[Known],
    surprise: Surprise,
    params: Params,
    sensed: Mapping[str, float] = NO_PARTS,
    taught: Mapping[str, float] = NO_PARTS,
) -> Verdict:
    """Decide about a candidate.

    Args:
        candidate: what perception found.
        known: the active memories that resemble it, any order.
        surprise: bits that these do not predict.
        params: ``lasting_floor``, ``duplicate_cosine`` and ``without`` are used.
        sensed: what learns from the stream says of the whole message: features of the scorers ``titans``,
            ``continuum``, ``modulation`` and ``model``, and whatever else the log should hold.
        taught: what the user's lessons add to the weights.

    Returns:
        A verdict whose ``memory_id`` is the known memory that it reinforces, replaces or, with the reason
        ``both_stand``, contradicts without the right to replace it (else None);
        ``parts`` holds surprise's addends, every feature of the blend (a cue as ``cue_NAME``), ``lasting``
        and what the best memory scored.
    """
    from_memory = _features(candidate, known, surprise, params)
    features = {**candidate.cues, **from_memory, **sensed}
    if from_memory.get("known_name"):
        features.pop("no_anchor", None)  # it is about somebody of the user's world after all
    lasting = probability(log_odds(features, blend.shipped(), taught, switched_off(params.without)))
    decision = _decide(candidate, known, lasting, params)
    best = max(known, key=lambda one: one.cosine, default=None)
    parts: dict[str, float] = {
        **candidate.parts,
        **sensed,
        **surprise.parts,
        **from_memory,
        "lasting": lasting,
    }
    if best is not None:
        parts |= {"nearest": best.cosine, "covered": max(one.covered for one in known)}
    parts |= {f"cue_{name}": level for name, level in candidate.cues.items()}
    target = decision.target
    confidence = candidate.confidence
    if target is not None and decision.kind is VerdictKind.REINFORCE:
        # ALGORITHMS: 1 - prod(1 - c_i)
        confidence = 1.0 - (1.0 - target.confidence) * (1.0 - candidate.confidence)
        parts["confidence_before"] = target.confidence
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


def _features(
    candidate: Candidate, known: Sequence[Known], surprise: Surprise, params: Params
) -> dict[str, float]:
    """What memory knows of a statement, as features of the blend in 0..1."""
    if candidate.lasting <= _PLAINLY_NOTHING:
        return {}  # decided by the cues: what is known cannot turn a question into a fact
    seen = {
        "novelty": surprise.parts.get("novelty", 1.0),
        "bits": min(1.5, math.log2(1.0 + surprise.bits) / _FULL_BITS),
        "bits_word": min(1.5, surprise.bits / max(1, surprise.words) / _FULL_WORD_BITS),
    }
    announced = any(candidate.cues.get(cue) for cue in ("cancel", "correction", "resume"))
    close = [one for one in known if one.shared and (announced or one.cosine >= _TOPIC_COSINE)]
    told = bool(candidate.cues.get("told"))  # in a transcript everybody is known by name
    if not told and any(names_shared(candidate.text, one.memory.text) for one in known):
        seen["known_name"] = 1.0
    elif close and not told:
        seen["known_word"] = min(_MOST_WORDS, max(len(one.shared) for one in close)) / _MOST_WORDS
    if close:
        if candidate.cues.get("still") and any(_repeats(candidate, one, params, loose=True) for one in close):
            seen["restated"] = 1.0
        if announced:
            seen["announced"] = 1.0
    return seen


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
    # In a transcript everybody speaks of the same matters day after day: there a likeness is no restatement.
    stands = [] if candidate.cues.get("told") else relations(candidate, near)
    again = max((one for one in stands if _may_repeat(candidate, one)), key=_by_repeats, default=None)
    replaced = _replaced(candidate, near, params) or _outdated(candidate, stands, again)
    if replaced is not None and not _rather_repeated(replaced, again):
        if candidate.confidence < replaced[0].memory.confidence - _MARGIN:
            return Decision(VerdictKind.ADMIT, replaced[0].memory, "both_stand")
        return Decision(VerdictKind.SUPERSEDE, replaced[0].memory, replaced[1])
    loose = bool(candidate.cues.get("still"))
    repeated = [one for one in near if _repeats(candidate, one, params, loose=loose)]
    if repeated:
        return Decision(VerdictKind.REINFORCE, max(repeated, key=_nearness).memory, "repeated")
    if again is not None:
        return Decision(VerdictKind.REINFORCE, again.one.memory, "repeated")
    return Decision(VerdictKind.ADMIT, None, candidate.reason)


def _by_repeats(stand: Relation) -> float:
    return stand.repeats


def _by_replaces(stand: Relation) -> float:
    return stand.replaces


def _may_repeat(candidate: Candidate, stand: Relation) -> bool:
    """Whether a memory says it already, by weight; another figure is said again only if the words say so."""
    if stand.repeats < REPEATS:
        return False
    said_before = announced(candidate.text) & {"again", "unchanged"}
    text, old = candidate.text, stand.one.memory.text
    if not said_before and (contrast(text, old).another or only_of_one_person(text, old)):
        return False
    return bool(said_before) or not differing(candidate.text, stand.one.memory.text) & _FIXED


def _outdated(
    candidate: Candidate, stands: Sequence[Relation], again: Relation | None
) -> tuple[Known, str] | None:
    """The memory that the candidate replaces by weight, and why. An exception for once replaces nothing."""
    said = announced(candidate.text)
    if "for_now" in said or _adds(candidate):
        return None
    touched = [
        one
        for one in stands
        if _touches(candidate, one.one) and not apart(candidate.text, one.one.memory.text)
    ]
    best = max(touched, key=_by_replaces, default=None)
    if best is None or best.replaces < REPLACES or (again is not None and again.repeats > best.replaces):
        return None
    reasons = (("corrected", "corrected"), ("revived", "resumed"), ("called_off", "cancelled"))
    return best.one, next((reason for kind, reason in reasons if kind in said), "changed")


def _touches(candidate: Candidate, one: Known) -> bool:
    """What is replaced shares a word with what replaces it, or a value of the same kind, or its matter."""
    if one.cosine < _APART:
        return False
    return bool(one.shared or differing(candidate.text, one.memory.text) or one.cosine >= _SAME_MATTER)


def _rather_repeated(replaced: tuple[Known, str], again: Relation | None) -> bool:
    """Whether the words of a change only say again what is known: "I can't have salt any more, remember"."""
    if again is None or again.one.memory.id != replaced[0].memory.id or replaced[1] != "changed":
        return False
    return again.repeats > max(again.replaces, 0.0)


def _nearness(one: Known) -> float:
    return one.cosine + one.covered + one.covers


def _replaced(candidate: Candidate, near: Sequence[Known], params: Params) -> tuple[Known, str] | None:
    """The memory that the candidate makes untrue, and why."""
    slot = _slot_conflict(candidate, near)
    if slot is not None:
        return slot, "changed"
    just = _just_corrected(candidate, near)
    if just is not None:
        return just, "corrected"
    once = "for_now" in announced(candidate.text)
    for cue, contradicts, reason in (
        ("correction", _corrects, "corrected"),
        ("resume", _resumes, "resumed"),
        ("cancel", _cancels, "cancelled"),
        ("change", _changes, "changed"),
    ):
        if candidate.cues.get(cue) and not (cue == "change" and (candidate.cues.get("still") or once)):
            hits = [
                one
                for one in near
                if _same_matter(candidate, one, cue)
                and contradicts(candidate, one)
                and not (cue == "change" and _another(candidate, one))
            ]
            if hits:
                return max(hits, key=_nearness), reason
    quiet = [one for one in near if _restated(candidate, one, params) and not _another(candidate, one)]
    return (max(quiet, key=_nearness), "changed") if quiet else None


def _just_corrected(candidate: Candidate, near: Sequence[Known]) -> Known | None:
    """What a correction without a matter of its own ("no wait, Wednesday") is about: the last thing said in
    these minutes that has another value of the same kind."""
    if "corrected" not in announced(candidate.text) or _adds(candidate):
        return None
    if len(topic(without(candidate.text, "corrected"))) > _FEW_WORDS:
        return None
    said = [
        one
        for one in near
        if just_said(candidate, one.memory) and differing(candidate.text, one.memory.text) & _FIXED
    ]
    return max(said, key=_learnt, default=None)


def _another(candidate: Candidate, one: Known) -> bool:
    """Whether the memory is about another thing in the same words, or about another side of the same life."""
    if apart(candidate.text, one.memory.text):
        return True
    return contrast(candidate.text, one.memory.text).swapped > 0.0


def _learnt(one: Known) -> int:
    return one.memory.id


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
    if brings_new(candidate.text, one.memory.text) or _another(candidate, one):
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
