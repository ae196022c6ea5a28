"""Whatever is said: perception and the gate answer, point at real words, and decide the same way twice."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from memory_core.gate.likeness import compare
from memory_core.gate.partial import remainder
from memory_core.gate.surprise import surprise_of
from memory_core.gate.verdict import judge
from memory_core.params import Params
from memory_core.perception.off_record import off_record
from memory_core.perception.perceiver import Perceiver
from memory_core.perception.questions import is_question
from memory_core.text.sentences import sentences
from memory_core.types import Memory, MemoryKind, Role, Status, Tier, Turn, VerdictKind

AT = datetime(2026, 5, 6, 12, 0, tzinfo=UTC)
PARAMS = Params()
WORDS = """
    I my we you he not now no any more moved to Oslo live in work at Acme call me Bo? yes. remember
    this: never!
    "a quote"
    on Friday the 31st at 4:30 31 February 12 years ``` > lol if were - Dear Sir, x@y.example
    я не живу в Риге больше теперь у меня аллергия? завтра в 25:70 «Ё» через три дня позавчера перенесли на
    среду ой, 42 ...
"""
PIECES = st.sampled_from([*WORDS.split(), "\n\n"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


def turn(text: str) -> Turn:
    return Turn(7, text, Role.USER, AT, "main")


def memory(text: str, confidence: float) -> Memory:
    return Memory(
        3, text, MemoryKind.FACT, Tier.SHORT, Status.ACTIVE, confidence, 0.5, 1.0, {}, AT, AT, None, None, ()
    )


@given(TEXTS)
def test_sentences_cover_every_word_once(text: str) -> None:
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert "".join(inside.split()) == "".join(text.split())


@given(TEXTS, TEXTS)
def test_candidates_point_at_real_words(text: str, before: str) -> None:
    previous = Turn(6, before, Role.USER, AT, "main")
    for one in Perceiver(PARAMS).perceive(turn(text), [previous]):
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert 0.0 <= one.lasting <= 1.0
        assert 0.0 <= one.confidence <= 1.0
        assert 0.0 <= one.importance <= 1.0
        assert one.event_date is None or one.event_date.tzinfo is not None


@given(TEXTS)
def test_the_doors_answer_for_any_text(text: str) -> None:
    assert off_record(text) in (True, False)
    assert is_question(text) in (True, False)


@given(TEXTS, TEXTS, st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_verdict_is_sound(text: str, old: str, cosine: float, late: float, confidence: float) -> None:
    for candidate in Perceiver(PARAMS).perceive(turn(text), []):
        known = [compare(candidate.text, memory(old or "?", confidence), cosine, late, lambda _: 1.0)]
        surprise = surprise_of(candidate.text, known, lambda _: 1.0)
        verdict = judge(candidate, known, surprise, PARAMS)
        assert verdict == judge(candidate, known, surprise, PARAMS)
        assert verdict.surprise >= 0.0
        assert (verdict.memory_id is not None) == (
            verdict.kind in (VerdictKind.REINFORCE, VerdictKind.SUPERSEDE)
        )
        if verdict.kind is VerdictKind.REINFORCE:
            assert verdict.confidence >= candidate.confidence
        if verdict.kind is VerdictKind.SUPERSEDE:
            assert candidate.confidence >= confidence - 0.25 - 1e-9
        if candidate.lasting < 0.02 and not candidate.cues.get("recollect"):
            assert verdict.kind is VerdictKind.IGNORE


@given(TEXTS, TEXTS)
def test_what_is_left_is_shorter(old: str, new: str) -> None:
    left = remainder(old, new)
    assert left is None or (left.strip() and len(left) <= len(old) + 2)
