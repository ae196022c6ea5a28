"""The gate's parts by themselves: likeness, what is left of a memory, reasons, surprise."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memory_core.gate.likeness import (
    compare,
    differing,
    polarity_differs,
    same_subject,
    topic,
    values_by_kind,
)
from memory_core.gate.partial import remainder
from memory_core.gate.reasons import REASONS, reason_text
from memory_core.gate.surprise import surprise_of
from memory_core.perception import blend
from memory_core.types import Memory, MemoryKind, Status, Tier

AT = datetime(2026, 1, 1, tzinfo=UTC)


def memory(text: str) -> Memory:
    return Memory(
        1, text, MemoryKind.FACT, Tier.SHORT, Status.ACTIVE, 0.9, 0.5, 1.0, {}, AT, AT, None, None, ()
    )


def flat(_: str) -> float:
    return 1.0


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (
            "Desk: 1.4 m wide, 0.7 m deep, 0.74 m high.",
            "The desk is 0.72 m high now.",
            "Desk: 1.4 m wide, 0.7 m deep.",
        ),
        (
            "My train is on the 22nd, leaves York at 6:40.",
            "The train leaves York at 7:15.",
            "My train is on the 22nd.",
        ),
        ("The call is on Monday at 11:00.", "The call moved to Tuesday, 16:30.", None),
        ("I live in Bath.", "I moved to Wells.", None),
        ("My rent is 900, due on the 3rd.", "My rent is 950, due on the 5th.", None),
    ],
)
def test_what_is_left_of_a_memory(old: str, new: str, left: str | None) -> None:
    assert remainder(old, new) == left


def test_values_are_told_apart_by_kind() -> None:
    found = values_by_kind("On Monday at 9:15 bring 3 keys to +44 7700 900 123, 5 May.")
    assert found["clock"] == {"9:15"}
    assert "3" in found["number"]
    assert found["day"] == {"mon"}
    assert found["month"] == {"may"}
    assert found["contact"] == {"447700900123"}


def test_differing_values() -> None:
    assert differing("It starts at 10:30", "It starts at 10:00") == {"clock"}
    assert differing("It starts at ten", "It is blue") == set()


def test_polarity() -> None:
    assert polarity_differs("I don't eat meat", "I eat meat")
    assert polarity_differs("больше не курю", "курю трубку")
    assert not polarity_differs("I eat fish", "I eat meat")


def test_subjects() -> None:
    assert same_subject("nils", "brother nils")
    assert not same_subject("user", "brother nils")


def test_inflected_topics_meet() -> None:
    known = compare(
        "Вокал теперь по понедельникам.", memory("По четвергам занятия по вокалу."), 0.3, 0.3, flat
    )
    assert known.shared


def test_frame_words_are_no_topic() -> None:
    assert topic("I told you now that things have changed again today") == frozenset()


def test_nothing_known_means_every_bit_surprises() -> None:
    surprise = surprise_of("My aunt breeds alpacas.", [], flat)
    assert surprise.bits == pytest.approx(surprise.parts["bits_said"])
    assert surprise.parts["novelty"] == 1.0


def test_parts_of_surprise_add_up() -> None:
    known = compare("My aunt breeds alpacas.", memory("My aunt breeds goats."), 0.6, 0.5, flat)
    surprise = surprise_of("My aunt breeds alpacas.", [known], flat)
    parts = surprise.parts
    assert surprise.bits == pytest.approx(parts["bits_said"] - parts["bits_known"] - parts["bits_near"])


def test_every_reason_is_said_in_both_languages() -> None:
    for key in REASONS:
        english, russian = reason_text(key, "en"), reason_text(key, "ru")
        assert english.isascii()
        assert any("а" <= letter <= "я" for letter in russian.lower())
    assert reason_text("of a later version")


def test_every_cue_that_weighs_has_a_reason() -> None:
    seen = dict.fromkeys(blend.shipped().cues, 1.0)
    for name, weight in blend.shipped().cues.items():
        key = blend.reason({name: 1.0, "length": 1.0}, 0.5)
        assert key in REASONS, (name, weight)
    assert blend.reason(seen, 0.5) in REASONS
