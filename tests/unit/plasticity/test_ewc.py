"""Elastic weight consolidation: its minimum, its Fisher information, and what it keeps of the old."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from memory_core.errors import BadRequest
from memory_core.evaluation.ewc_bench import Task, consolidated, recalled, related, task
from memory_core.plasticity.continuum import Level, LinearLevel, Pace
from memory_core.plasticity.ewc import Consolidation, information, learnt
from memory_core.plasticity.learner import Learner
from memory_core.types import Matrix
from tests.unit.plasticity.streams import units

WIDTH = 8
finite = st.floats(-3, 3, width=32)
matrices = arrays.arrays(np.float32, (WIDTH, WIDTH), elements=finite)


def sums(seed: int, count: int, width: int = WIDTH) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Keys and values with the sums of ``v k^T`` and ``k k^T``."""
    rng = np.random.default_rng(seed)
    keys, values = units(rng, count, width), units(rng, count, width)
    return keys, values, values.T @ keys, keys.T @ keys


def held(seed: int, strength: float = 3.0) -> Consolidation:
    return Consolidation.none(WIDTH, strength).after(sums(seed, 20)[3])


def test_the_information_is_the_mean_square_of_each_component() -> None:
    keys, _, _, gram = sums(1, 50)
    each = (keys.astype(np.float64) ** 2).mean(axis=0)
    np.testing.assert_allclose(information(gram), each / each.mean(), rtol=1e-4)
    squared_mean = keys.mean(axis=0) ** 2
    assert not np.allclose(information(gram), squared_mean / squared_mean.mean(), rtol=0.5)
    assert not information(np.zeros((WIDTH, WIDTH), np.float32)).any()


def test_the_information_is_that_of_the_loss() -> None:
    """The diagonal of the Hessian of 1/2 ||W k - v||^2, by finite differences."""
    keys, values, _, gram = sums(2, 12)
    rng = np.random.default_rng(3)
    weights = rng.standard_normal((WIDTH, WIDTH))

    def loss(at: np.ndarray) -> float:
        return float(((at @ keys.T - values.T) ** 2).sum() / 2)

    step = 1e-3
    for row, column in ((0, 0), (3, 5), (7, 2)):
        up, down = weights.copy(), weights.copy()
        up[row, column] += step
        down[row, column] -= step
        curvature = (loss(up) - 2 * loss(weights) + loss(down)) / step**2
        assert curvature == pytest.approx(float(gram[column, column]), rel=1e-2)


def test_the_penalty_has_its_gradient() -> None:
    one, rng = held(4), np.random.default_rng(5)
    weights, anchor = (rng.standard_normal((WIDTH, WIDTH)).astype(np.float32) for _ in range(2))
    assert one.penalty(anchor, anchor) == 0
    assert one.penalty(weights, anchor) > 0
    slope = one.gradient(weights, anchor)
    for at in ((0, 0), (2, 6), (7, 7)):
        up, down = weights.copy(), weights.copy()
        up[at] += 1e-2
        down[at] -= 1e-2
        rise = one.penalty(up, anchor) - one.penalty(down, anchor)
        assert rise / 2e-2 == pytest.approx(float(slope[at]), rel=1e-2, abs=1e-3)


@given(start=matrices, anchor=matrices, seed=st.integers(0, 99), strength=st.sampled_from([0.0, 0.5, 8.0]))
def test_what_is_learnt_is_the_minimum(start: Matrix, anchor: Matrix, seed: int, strength: float) -> None:
    one, eta = held(seed, strength), 0.5
    keys, values, products, gram = sums(seed + 1000, 6)

    def loss(at: Matrix) -> float:
        apart = at.astype(np.float64) @ keys.T - values.T
        moved = at.astype(np.float64) - start
        return float((apart**2).sum() / 2 + (moved**2).sum() / (2 * eta)) + one.penalty(at, anchor)

    best = learnt(start, anchor, products, gram, eta, one)
    lowest = loss(best)
    rng = np.random.default_rng(seed)
    for size in (1e-2, 1e-1):
        for _ in range(4):
            apart = size * rng.standard_normal(best.shape).astype(np.float32)
            assert loss(best + apart) >= lowest - 1e-4 * (1 + lowest)


@given(anchor=matrices, seed=st.integers(0, 99))
def test_the_stronger_the_less_moves(anchor: Matrix, seed: int) -> None:
    _, _, products, gram = sums(seed, 6)
    moved = []
    for strength in (0.0, 1.0, 10.0, 1000.0):
        one = held(seed + 1, strength)
        after = learnt(anchor, anchor, products, gram, 1.0, one)
        moved.append(float((one.fisher * (after - anchor).astype(np.float64) ** 2).sum()))
    assert all(later <= earlier + 1e-5 for earlier, later in pairwise(moved))


@given(seed=st.integers(0, 99), count=st.integers(1, 40))
def test_the_level_learns_by_it(seed: int, count: int) -> None:
    level = LinearLevel(Pace(0.5, hold=2.0), WIDTH)
    for part in (seed, seed + 1):
        keys, values, products, gram = sums(part, count)
        before, anchored = level.weights.copy(), level.held
        for k, v in zip(keys, values, strict=True):
            level.observe(k, v)
        level.change()
        expected = learnt(before, before, products, gram, 0.5, anchored)
        np.testing.assert_allclose(level.weights, expected, atol=2e-4)
        np.testing.assert_allclose(level.held.fisher, anchored.after(gram).fisher, rtol=1e-3, atol=1e-4)


def test_old_information_fades_and_never_vanishes() -> None:
    one = Consolidation.none(WIDTH, 1.0, 0.9)
    _, _, _, gram = sums(6, 30)
    means = []
    for _ in range(60):
        one = one.after(gram)
        means.append(float(one.fisher.mean()))
    assert means[0] == pytest.approx(1.0, rel=1e-4)
    assert means[-1] == pytest.approx(10.0, rel=0.02)  # 1 / (1 - gamma)
    assert (np.diff(means) > 0).all()


@pytest.mark.parametrize(("strength", "decay"), [(-1.0, 0.5), (float("nan"), 0.5), (1.0, 1.5), (1.0, -0.1)])
def test_impossible_ones_are_refused(strength: float, decay: float) -> None:
    with pytest.raises(BadRequest):
        Consolidation.none(WIDTH, strength, decay)


def test_the_state_survives_saving() -> None:
    learner = Learner()
    level = learner._continuum.levels[Level.SEVENTH_SLEEP]
    assert level.held.strength > 0
    keys, values, _, _ = sums(7, 10, 64)
    for k, v in zip(keys, values, strict=True):
        level.observe(k, v)
    level.change()
    again = Learner.load(learner.save())._continuum.levels[Level.SEVENTH_SLEEP]
    assert (again.held.fisher == level.held.fisher).all()
    assert (again.weights == level.weights).all()
    copied = level.copy()
    assert (copied.held.fisher == level.held.fisher).all()


def test_with_it_the_old_is_kept_better_and_the_new_is_learnt() -> None:
    first, second = task(1, 0, 40), task(2, 1, 40)
    plain = consolidated(first, second, 0.0)
    firm = consolidated(first, second, 3.0)
    locked = consolidated(first, second, 1000.0)
    assert recalled(firm, first) > recalled(plain, first)
    assert recalled(firm, second) > 0.8
    assert recalled(locked, first) >= recalled(firm, first)
    assert recalled(locked, second) < recalled(firm, second)


def test_what_is_important_holds_more() -> None:
    """A tenth of the first associations weigh ten times as much: they are kept better than the rest."""
    first, second = task(3, 0, 60), task(4, 1, 60)
    important = np.zeros(60, bool)
    important[:6] = True
    weights = np.where(important, 5.0, 0.5).astype(np.float32)
    after = consolidated(Task(first.keys, first.values, weights), second, 1.0)

    def error(chosen: np.ndarray) -> float:
        apart = first.keys[chosen] @ after.T - first.values[chosen]
        return float((apart**2).sum(axis=1).mean())

    assert error(important) < error(~important)


def test_tasks_share_some_of_their_keys_components() -> None:
    assert 0 < related(task(1, 0, 40), task(2, 1, 40)) < 0.9
