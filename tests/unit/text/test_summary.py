"""A summary of a text's own sentences: bounded, in order, and of what says most."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from memory_core.text.summary import Told, extract
from memory_core.text.words import words

TEXTS = st.lists(st.text("abc деж .!", max_size=40), max_size=12)


@given(TEXTS, st.integers(0, 40))
def test_a_summary_is_bounded_and_in_order(texts: list[str], most: int) -> None:
    told = [Told(text) for text in texts]
    chosen = extract(told, most)
    assert chosen == sorted(set(chosen))
    assert sum(len(words(texts[place])) for place in chosen) <= most
    assert extract(told, most) == chosen


def test_what_says_most_stands_and_repetition_does_not() -> None:
    told = [
        Told("Well, you know, it is what it is."),
        Told("My sister Ottilie restores harpsichords in Ghent."),
        Told("My sister Ottilie restores harpsichords."),
        Told("Дед Архип держит пасеку под Рязанью."),
    ]
    assert extract(told, 16) == [1, 3]


def test_weight_decides_between_equals() -> None:
    told = [Told("Red kites over Wales."), Told("Blue boats near Cork.", 2.0)]
    assert extract(told, 4) == [1]
