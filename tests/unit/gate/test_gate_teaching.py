"""Lessons move the gate's weights: as was taught, within bounds, and no more once they are taken back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from memory_core.gate.teaching import lesson_weights

WEIGHTS = {"kin": 1.3, "pet": 0.8, "thin": -2.0, "today": -0.9, "number": 0.5, "joke": -2.6, "scene": -9.0}
FIXED = frozenset({"scene"})
BASE = -1.9

Lesson = tuple[Mapping[str, float], float]

features = st.dictionaries(st.sampled_from([*WEIGHTS, "unheard_of"]), st.floats(0, 1), max_size=6)
lessons = st.lists(st.tuples(features, st.sampled_from([0.0, 1.0])), max_size=25)


def moved(taught: Sequence[Lesson], bound: float = 1.0, rate: float = 0.5) -> dict[str, float]:
    return lesson_weights(taught, WEIGHTS, BASE, fixed=FIXED, bound=bound, rate=rate)


def odds(levels: Mapping[str, float], deltas: Mapping[str, float]) -> float:
    return BASE + math.fsum(
        (WEIGHTS[name] + deltas.get(name, 0.0)) * level for name, level in levels.items() if name in WEIGHTS
    )


@given(lessons, st.floats(0.1, 2), st.floats(0.01, 2))
def test_no_number_of_lessons_moves_a_weight_beyond_the_bound(
    taught: list[Lesson], bound: float, rate: float
) -> None:
    deltas = moved(taught, bound, rate)
    assert all(-bound <= delta <= bound for delta in deltas.values())
    assert set(deltas) <= {*WEIGHTS} - FIXED


@given(lessons, features, st.sampled_from([0.0, 1.0]))
def test_a_lesson_moves_its_own_statement_as_taught(
    taught: list[Lesson], levels: dict[str, float], target: float
) -> None:
    before, after = moved(taught), moved([*taught, (levels, target)])
    assert (odds(levels, after) - odds(levels, before)) * (target - 0.5) >= -1e-9


@given(features, st.sampled_from([0.0, 1.0]))
def test_a_first_lesson_really_moves_it(levels: dict[str, float], target: float) -> None:
    assume(any(level > 0.1 for name, level in levels.items() if name in WEIGHTS and name not in FIXED))
    assume(abs(odds(levels, {})) < 8)
    assert (odds(levels, moved([(levels, target)])) - odds(levels, {})) * (target - 0.5) > 0


@given(lessons, st.integers(0, 24))
def test_a_lesson_taken_back_was_never_taught(taught: list[Lesson], which: int) -> None:
    assume(which < len(taught))
    kept = [*taught[:which], *taught[which + 1 :]]
    with_it = [*taught]
    del with_it[which]
    assert moved(with_it) == moved(kept)
    assert moved([]) == {}


@given(lessons)
def test_the_same_lessons_give_the_same_weights(taught: list[Lesson]) -> None:
    turned = [(dict(reversed(levels.items())), target) for levels, target in taught]
    assert moved(taught) == moved(turned)


def test_one_lesson_is_seen_on_what_is_like_it_and_not_on_the_rest() -> None:
    deltas = moved([({"kin": 1.0, "today": 1.0}, 1.0)])
    assert odds({"kin": 1.0, "today": 0.8}, deltas) - odds({"kin": 1.0, "today": 0.8}, {}) > 0.5
    assert odds({"pet": 1.0}, deltas) == odds({"pet": 1.0}, {})


def test_twenty_contradictory_lessons_do_not_turn_the_gate_upside_down() -> None:
    levels = {"kin": 1.0, "number": 1.0}
    deltas = moved([(levels, float(n % 2)) for n in range(20)])
    assert all(abs(delta) < 0.5 for delta in deltas.values())
    assert odds({"scene": 1.0}, moved([({"scene": 1.0}, 1.0)] * 20)) == odds({"scene": 1.0}, {})
