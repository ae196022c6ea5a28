"""The adaptive word model: rare words surprise, words heard often do not, what is unheard leaves no trace."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from memory_core.models.word_prior import WordPrior
from memory_core.plasticity.word_model import WordModel
from memory_core.text.words import stem

PRIOR = WordPrior()
WORDS = st.lists(st.sampled_from(["cat", "кошка", "rain", "penicillin", "дождь", "x"]), max_size=12)


def model() -> WordModel:
    return WordModel(PRIOR.nats, stem)


def test_a_rare_word_carries_more_bits_than_a_common_one() -> None:
    words = model()
    assert words.bits("penicillin") > words.bits("house") > 0
    assert words.bits("аллерголог") > words.bits("дом") > 0


def test_a_word_that_the_user_keeps_saying_stops_to_surprise() -> None:
    words = model()
    before = words.bits("accordion")
    for _ in range(20):
        words.hear([stem("accordion"), stem("lesson")])
    assert words.bits("accordion") < before / 2
    assert words.bits("accordions") == words.bits("accordion") or words.bits("accordions") < before


@given(st.lists(WORDS, max_size=6), WORDS)
def test_what_is_unheard_leaves_no_trace(kept: list[list[str]], gone: list[str]) -> None:
    with_it, without = model(), model()
    for one in kept:
        with_it.hear(one)
        without.hear(one)
    with_it.hear(gone)
    with_it.unhear(gone)
    assert with_it.counted == without.counted
    assert all(math.isclose(with_it.bits(word), without.bits(word)) for word in ("cat", "дождь", "zebra"))


@given(st.text(max_size=200))
def test_any_word_has_finite_bits(word: str) -> None:
    assert 0 <= model().bits(word) < 100
