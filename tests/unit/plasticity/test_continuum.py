"""The continuum: the delta rule for whole periods, levels that stay bounded, errors that tell the news."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from memory_core.plasticity.continuum import KNOWN_BY, Continuum, Level, LinearLevel, Pace, Scope
from memory_core.plasticity.neural_memory import normalise
from memory_core.types import Matrix
from tests.unit.plasticity.streams import units


def filled(width: int, eta: float, seed: int = 1) -> LinearLevel:
    """A level that has learnt something already."""
    level = LinearLevel(Pace(eta), width)
    observe(level, *pairs(seed, 10, width))
    level.change()
    return level


def pairs(seed: int, count: int, width: int) -> tuple[Matrix, Matrix]:
    rng = np.random.default_rng(seed)
    return units(rng, count, width), units(rng, count, width)


def observe(level: LinearLevel, keys: Matrix, values: Matrix) -> None:
    for k, v in zip(keys, values, strict=True):
        level.observe(k, v)


def test_the_buffer_is_the_gradient_of_the_losses_summed() -> None:
    level, (keys, values) = filled(8, 1.0), pairs(2, 5, 8)
    observe(level, keys, values)

    def loss() -> float:
        return sum(level.error(k, v) for k, v in zip(keys, values, strict=True)) / 2

    slopes = np.zeros_like(level.weights)
    for at in np.ndindex(*level.weights.shape):
        was = float(level.weights[at])
        level.weights[at] = was + 0.05
        above = loss()
        level.weights[at] = was - 0.05
        slopes[at] = (above - loss()) / 0.1
        level.weights[at] = was
    np.testing.assert_allclose(level.gradient(), slopes, atol=1e-3)
    each = [np.outer(level.weights @ k - v, k) for k, v in zip(keys, values, strict=True)]
    np.testing.assert_allclose(level.gradient(), np.sum(each, axis=0), atol=1e-5)


@pytest.mark.parametrize("eta", [0.1, 1.0, 4.0])
def test_one_pair_is_learnt_by_the_delta_rule(eta: float) -> None:
    level, (keys, values) = filled(8, eta), pairs(2, 1, 8)
    w, k, v, e = level.weights.copy(), keys[0], values[0], eta / (1 + eta)
    expected = w @ (np.eye(8) - e * np.outer(k, k)) + e * np.outer(v, k)
    before = level.error(k, v)
    level.observe(k, v)
    level.change()
    np.testing.assert_allclose(level.weights, expected, atol=1e-5)
    assert level.error(k, v) == pytest.approx(before / (1 + eta) ** 2, rel=1e-3)


def test_a_period_is_the_minimum_it_is_derived_from() -> None:
    """Less than any other change near it: 1/2 sum ||W k - v||^2 + 1/(2 eta) ||W - W_t||^2."""
    level, (keys, values) = filled(8, 0.7), pairs(2, 6, 8)
    was = level.weights.copy()
    observe(level, keys, values)
    level.change()

    def objective(w: np.ndarray) -> float:
        fit = ((keys.astype(float) @ w.T - values) ** 2).sum() / 2
        return float(fit + ((w - was) ** 2).sum() / (2 * 0.7))

    rng = np.random.default_rng(3)
    best = objective(level.weights)
    for scale in (0.3, 0.03):
        for _ in range(20):
            assert objective(level.weights + scale * rng.standard_normal((8, 8))) > best


def test_a_chunk_is_learnt_as_its_pairs_one_by_one_when_they_do_not_meet() -> None:
    rng = np.random.default_rng(4)
    keys = np.linalg.qr(rng.standard_normal((8, 5)))[0].T.astype(np.float32)
    values = units(rng, 5, 8)
    chunked, one_by_one = filled(8, 0.5), filled(8, 0.5)
    observe(chunked, keys, values)
    chunked.change()
    for k, v in zip(keys, values, strict=True):
        one_by_one.observe(k, v)
        one_by_one.change()
    np.testing.assert_allclose(chunked.weights, one_by_one.weights, atol=1e-5)


def test_the_order_within_a_period_and_splitting_a_weight_do_not_matter() -> None:
    keys, values = pairs(5, 6, 8)
    one, other = filled(8, 0.5), filled(8, 0.5)
    observe(one, keys, values)
    for k, v in zip(keys[::-1], values[::-1], strict=True):
        other.observe(k, v, 0.25)
        other.observe(k, v, 0.75)
    one.change()
    other.change()
    np.testing.assert_allclose(one.weights, other.weights, atol=1e-5)


def test_many_alike_do_not_overshoot_where_a_plain_sum_would() -> None:
    """What the normalisation buys: a hundred times the same in one conversation."""
    k, v = (one[0] for one in pairs(6, 1, 8))
    level = LinearLevel(Pace(1.0), 8)
    for _ in range(100):
        level.observe(k, v)
    plain = level.weights - level.gradient()
    level.change()
    assert np.linalg.norm(plain @ k - v) > 50
    assert level.error(k, v) < 1e-3


def test_what_is_not_repeated_is_half_forgotten_after_the_half_life() -> None:
    k, v = (one[0] for one in pairs(7, 1, 8))
    level = LinearLevel(Pace(1.0, half_life=5), 8)
    level.observe(k, v)
    level.change()
    learnt = float(v @ (level.weights @ k))
    for _ in range(5):
        level.change()
    assert float(v @ (level.weights @ k)) == pytest.approx(learnt / 2, rel=1e-4)


VECTORS = arrays.arrays(np.float32, (2, 6), elements=st.floats(-1, 1, width=32, allow_subnormal=False)).map(
    lambda pair: np.stack([normalise(one) for one in pair]).astype(np.float32)
)


@given(
    said=st.lists(VECTORS, min_size=1, max_size=6),
    eta=st.floats(1e-3, 1e4),
    rounds=st.integers(1, 80),
    period=st.integers(1, 9),
    weight=st.floats(0.25, 1.5),
)
def test_no_message_makes_a_level_boundless(
    said: list[np.ndarray], eta: float, rounds: int, period: int, weight: float
) -> None:
    level = LinearLevel(Pace(eta), 6)
    for at in range(rounds):
        k, v = said[at % len(said)]
        level.observe(k, -v if at % 2 else v, weight)
        if at % period == 0:
            level.change()
        assert np.isfinite(level.weights).all()
        assert np.linalg.norm(level.weights) <= 2 * np.sqrt(6) * 1.001


def told(continuum: Continuum, topic: int, times: int = 3) -> None:
    keys, values = pairs(100 + topic, 1, 64)
    for _ in range(times):
        continuum.observe(keys[0], values[0])
        continuum.end(Level.TURN)


def errors_of(continuum: Continuum, topic: int) -> dict[Scope, float]:
    keys, values = pairs(100 + topic, 1, 64)
    return dict(continuum.errors(keys[0], values[0]))


def test_each_level_changes_at_the_end_of_its_own_period_only() -> None:
    continuum = Continuum()
    told(continuum, 1)
    for period in (Level.CONVERSATION, Level.SLEEP, Level.SEVENTH_SLEEP):
        assert period in continuum.pending()
        assert not continuum.levels[period].weights.any()
        continuum.end(period)
        assert period not in continuum.pending()
        assert continuum.levels[period].weights.any()


def test_what_was_said_is_known_in_wider_and_wider_scopes() -> None:
    continuum = Continuum()
    assert errors_of(continuum, 1)[Scope.LIFE] == pytest.approx(1, abs=1e-5)
    told(continuum, 1)
    assert errors_of(continuum, 1)[Scope.CONVERSATION] < 0.1
    continuum.end(Level.CONVERSATION)
    after = errors_of(continuum, 1)
    assert after[Scope.CONVERSATION] == pytest.approx(1, abs=1e-5)
    assert after[Scope.WEEK] < 0.3
    continuum.end(Level.SEVENTH_SLEEP)
    for _ in range(30):
        continuum.end(Level.CONVERSATION)
        continuum.end(Level.SLEEP)
    later = errors_of(continuum, 1)
    assert later[Scope.WEEK] > 0.5
    assert later[Scope.LIFE] < later[Scope.WEEK]


def test_a_wider_scope_never_knows_less() -> None:
    rng = np.random.default_rng(8)
    continuum = Continuum()
    for at in range(60):
        told(continuum, int(rng.integers(20)), 1)
        if at % 4 == 0:
            continuum.end(list(Level)[int(rng.integers(4))])
        errors = errors_of(continuum, int(rng.integers(20)))
        assert errors[Scope.LIFE] <= errors[Scope.WEEK] <= errors[Scope.CONVERSATION]
    assert all(set(KNOWN_BY[Scope.CONVERSATION]) <= set(known) for known in KNOWN_BY.values())


def test_news_is_the_widest_scope_that_is_surprised() -> None:
    continuum = Continuum()
    usual = {scope: norm.mean for scope, norm in continuum.norms.items()}
    assert continuum.news(usual) is None
    high = {scope: norm.mean + 2 * norm.spread for scope, norm in continuum.norms.items()}
    assert continuum.news(usual | {Scope.CONVERSATION: high[Scope.CONVERSATION]}) is Scope.CONVERSATION
    assert continuum.news(high | {Scope.LIFE: usual[Scope.LIFE]}) is Scope.WEEK
    assert continuum.news(high) is Scope.LIFE
    assert all(share > 0.9 for share in continuum.shares(high).values())


def test_flush_ends_every_period_that_has_begun() -> None:
    continuum = Continuum()
    told(continuum, 1)
    continuum.flush()
    assert continuum.pending() == []
    assert errors_of(continuum, 1)[Scope.WEEK] < 0.3
    before = [memory.weights.copy() for memory in continuum.levels.values()]
    continuum.flush()
    for one, memory in zip(before, continuum.levels.values(), strict=True):
        np.testing.assert_array_equal(one, memory.weights)


def test_a_copy_goes_its_own_way() -> None:
    continuum = Continuum()
    told(continuum, 1)
    copy, before = continuum.copy(), errors_of(continuum, 1)
    told(copy, 2)
    copy.end(Level.CONVERSATION)
    copy.interrupt(1.0)
    assert errors_of(continuum, 1) == before
    assert [memory.count for memory in continuum.levels.values()] == [0, 3, 3, 3]
