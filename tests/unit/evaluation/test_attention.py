"""The attention budget keeps the share it was given, and the fit finds what made the data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.evaluation.attention import Heard, Judged, at_words, compare, running
from memory_core.evaluation.logistic import fit


@given(st.lists(st.floats(-50, 50), min_size=200, max_size=400, unique=True))
def test_a_running_quantile_keeps_about_half(scores: list[float]) -> None:
    assert sum(running(scores, 0.5)) == pytest.approx(len(scores) / 2, rel=0.15)


def test_what_comes_later_never_changes_what_was_kept() -> None:
    scores = [float(x) for x in np.random.default_rng(1).normal(size=100)]
    assert running(scores[:60], 0.5) == running(scores, 0.5)[:60]


def test_a_dialogue_that_warms_up_still_ends_at_the_budget() -> None:
    chance = np.random.default_rng(5)
    warming = [float(x) for x in [*chance.normal(0, 1, 100), *chance.normal(4, 1, 300)]]
    assert sum(running(warming, 0.5)) / 400 == pytest.approx(0.5, abs=0.12)


def test_as_many_words_are_kept_as_wanted() -> None:
    chance = np.random.default_rng(2)
    words = [int(n) for n in chance.integers(1, 40, 400)]
    kept = at_words([float(x) for x in chance.normal(size=400)], words, 3000)
    assert sum(n for n, one in zip(words, kept, strict=True) if one) == pytest.approx(3000, rel=0.1)


def test_a_score_that_knows_beats_length_and_chance() -> None:
    chance = np.random.default_rng(3)
    turns, evidence = [], {}
    for number in range(300):
        told = bool(chance.random() < 0.3)
        turns.append(
            Judged(f"t{number}", int(chance.integers(3, 30)), float(told) + 0.1 * chance.random(), {}, told)
        )
        if told:
            evidence[f"t{number}"] = 1
    kept = {one.way: one for one in compare([Heard("made up", tuple(turns), evidence, (0, 0, 0, 0))], False)}
    assert kept["the gate, running half"].evidence > 0.9
    assert kept["the gate, running half"].evidence > kept["the longest, at the gate's words"].evidence + 0.2
    assert kept["a random half"].evidence == pytest.approx(0.5, abs=0.12)


def test_the_fit_finds_the_weights_that_made_the_data() -> None:
    chance = np.random.default_rng(4)
    x = chance.normal(size=(4000, 3))
    y = (chance.random(4000) < 1 / (1 + np.exp(-(0.5 + x @ [2.0, -1.0, 0.0])))).astype(float)
    assert fit(x, y, ridge=0.1) == pytest.approx([0.5, 2.0, -1.0, 0.0], abs=0.2)
    assert fit(x, y, ridge=1e9, towards=np.array([0.0, 1.0, 1.0, 1.0]))[1:] == pytest.approx(
        [1, 1, 1], abs=0.01
    )
