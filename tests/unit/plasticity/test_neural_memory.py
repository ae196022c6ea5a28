"""Titans: the gradients are right, the guard holds, and each part earns what it is there for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from memory_core.errors import BadRequest
from memory_core.plasticity.neural_memory import (
    HiddenMemory,
    LinearMemory,
    Projection,
    normalise,
    random_signs,
    silu,
)
from memory_core.types import Matrix, Vector
from tests.unit.plasticity.streams import unit, units

Memory = LinearMemory | HiddenMemory
BOTH = pytest.mark.parametrize("kind", [LinearMemory, HiddenMemory])


def trained(memory: Memory, seed: int, steps: int) -> Memory:
    rng = np.random.default_rng(seed)
    width = memory.arrays()[0].shape[1]
    for k, v in zip(units(rng, steps, width), units(rng, steps, width), strict=True):
        memory.learn(k, v)
    return memory


def slopes(memory: Memory, matrix: Matrix, k: Vector, v: Vector) -> Matrix:
    """Gradient of the loss by each entry of one of the memory's matrices, by central differences."""
    out = np.zeros_like(matrix)
    for at in np.ndindex(*matrix.shape):
        was, step = float(matrix[at]), 2e-2
        matrix[at] = was + step
        above = memory.error(k, v)
        matrix[at] = was - step
        below = memory.error(k, v)
        matrix[at] = was
        out[at] = (above - below) / (2 * step)
    return out


def test_the_gradients_are_those_of_the_loss() -> None:
    k, v = units(np.random.default_rng(2), 2, 8)
    linear, hidden = LinearMemory(8), HiddenMemory(8)
    trained(linear, 1, 30), trained(hidden, 1, 30)
    np.testing.assert_allclose(linear.gradient(k, v), slopes(linear, linear.memory, k, v), atol=1e-3)
    first, second = hidden.gradient(k, v)
    assert np.abs(first).max() > 0.01
    np.testing.assert_allclose(first, slopes(hidden, hidden.first, k, v), atol=1e-3)
    np.testing.assert_allclose(second, slopes(hidden, hidden.second, k, v), atol=1e-3)


@BOTH
def test_error_and_read_change_nothing_and_an_empty_memory_errs_by_one(kind: Callable[[], Memory]) -> None:
    memory = kind()
    k, v = units(np.random.default_rng(2), 2, 64)
    assert memory.error(k, v) == pytest.approx(1, abs=1e-5)
    trained(memory, 1, 10)
    before = [one.copy() for one in memory.arrays()]
    memory.error(k, v), memory.read(k), memory.gradient(k, v)
    for one, other in zip(before, memory.arrays(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("sizes", [(1,), (7, 5, 3), (40,)])
def test_a_chunk_is_learnt_as_its_messages_one_by_one(sizes: tuple[int, ...]) -> None:
    rng = np.random.default_rng(4)
    one_by_one, chunked = LinearMemory(16), LinearMemory(16)
    trained(one_by_one, 3, 20), trained(chunked, 3, 20)
    for size in sizes:
        keys, values = units(rng, size, 16), units(rng, size, 16)
        chunked.learn_chunk(keys, values, 0.04, 0.9, 0.01)
        for k, v in zip(keys, values, strict=True):
            one_by_one.learn(k, v, 0.04, 0.9, 0.01)
        np.testing.assert_allclose(chunked.memory, one_by_one.memory, atol=2e-5)
        np.testing.assert_allclose(chunked.momentum, one_by_one.momentum, atol=2e-5)


def test_an_empty_chunk_teaches_nothing() -> None:
    memory = LinearMemory(4)
    memory.learn_chunk(np.zeros((0, 4), np.float32), np.zeros((0, 4), np.float32))
    assert not memory.memory.any()


def rehearsed(memory: LinearMemory, theta: float) -> int:
    """How many of 60 random pairs are read back after five rehearsals."""
    rng = np.random.default_rng(6)
    keys, values = units(rng, 60, 384), units(rng, 60, 384)
    for _ in range(5):
        for k, v in zip(keys, values, strict=True):
            memory.learn(k, v, theta)
    if not np.isfinite(memory.memory).all():
        return 0
    nearest = (keys @ memory.memory.T @ values.T).argmax(axis=1)
    return int((nearest == np.arange(60)).sum())


def test_sixty_of_sixty_are_recalled_after_five_rehearsals() -> None:
    assert rehearsed(LinearMemory(384), 0.05) == 60


def test_too_large_a_step_diverges_without_the_guard_and_not_with_it() -> None:
    free, guarded = LinearMemory(384, guarded=False), LinearMemory(384)
    rehearsed(free, 0.2), rehearsed(guarded, 0.2)
    limit = 2 * np.sqrt(384)
    assert np.linalg.norm(free.memory) > 5 * limit
    assert np.linalg.norm(guarded.memory) <= limit * 1.001


VECTORS = arrays.arrays(np.float32, (2, 6), elements=st.floats(-1, 1, width=32, allow_subnormal=False)).map(
    lambda pair: np.stack([normalise(one) for one in pair]).astype(np.float32)
)


@BOTH
@given(
    pairs=st.lists(VECTORS, min_size=1, max_size=6),
    theta=st.floats(0, 5),
    eta=st.floats(0, 0.99),
    rounds=st.integers(1, 60),
)
def test_no_message_makes_a_memory_boundless(
    kind: Callable[[int], Memory], pairs: list[np.ndarray], theta: float, eta: float, rounds: int
) -> None:
    memory = kind(6)
    for at in range(rounds):
        k, v = pairs[at % len(pairs)]
        memory.learn(k, -v if at % 2 else v, theta, eta)  # contradicting itself each time
    blank = kind(6).arrays()
    for one, other in zip(memory.arrays()[: len(blank) // 2], blank, strict=False):
        assert np.linalg.norm(one - other) <= 2 * np.sqrt(6) * 1.001
    assert all(np.isfinite(one).all() for one in memory.arrays())


@BOTH
def test_momentum_writes_on_after_a_surprise(kind: Callable[[], Memory]) -> None:
    """What it buys: said once, and six other things after it, the event is known far better."""
    rng = np.random.default_rng(8)
    surprise, value = units(rng, 2, 64)
    follows = [unit(surprise + 0.3 * one) for one in units(rng, 5, 64)]
    others, their = units(rng, 6, 64), units(rng, 6, 64)

    def error_afterwards(eta: float) -> float:
        memory = kind()
        memory.learn(surprise, value, eta=eta)
        for k, v in zip(others, their, strict=True):
            memory.learn(k, v, eta=eta)
        return float(np.mean([memory.error(k, value) for k in follows]))

    with_it, without = error_afterwards(0.9), error_afterwards(0.0)
    assert without > 0.75
    assert with_it < 0.6 * without


def test_forgetting_makes_room_for_what_is_said_now() -> None:
    """What decay buys: after much that no longer holds, what is said now is read with less disturbance."""
    rng = np.random.default_rng(9)
    old, new = units(rng, 400, 64), units(rng, 10, 64)
    old_values, new_values = units(rng, 400, 64), units(rng, 10, 64)

    def error_now(alpha: float) -> float:
        memory = LinearMemory()
        for k, v in zip(old, old_values, strict=True):
            memory.learn(k, v, alpha=alpha)
        for k, v in zip(new, new_values, strict=True):
            memory.learn(k, v, alpha=alpha)
        return float(np.mean([memory.error(k, v) for k, v in zip(new, new_values, strict=True)]))

    assert error_now(0.05) < 0.8 * error_now(0.0)


def test_the_hidden_layer_learns_what_a_line_cannot() -> None:
    """What it buys: the answer depends on two things together (exclusive or)."""
    rng = np.random.default_rng(10)
    one, two, yes = np.linalg.qr(rng.standard_normal((16, 3)))[0].T.astype(np.float32)
    pairs = [(unit(a * one + b * two), a * b * yes) for a in (-1, 1) for b in (-1, 1)]

    def error_of(memory: Memory) -> float:
        for _ in range(150):
            for k, v in pairs:
                memory.learn(k, v, theta=0.03)
        return float(np.mean([memory.error(k, v) for k, v in pairs]))

    assert error_of(LinearMemory(16)) > 0.8
    assert error_of(HiddenMemory(16)) < 0.2


def test_the_hidden_layer_survives_forgetting() -> None:
    memory = trained(HiddenMemory(8), 1, 50)
    nothing = np.zeros(8, np.float32)
    for _ in range(3000):
        memory.learn(nothing, nothing, alpha=0.01)
    k, v = units(np.random.default_rng(2), 2, 8)
    assert memory.error(k, v) == pytest.approx(1, abs=1e-3), "all is forgotten"
    for _ in range(40):
        memory.learn(k, v)
    assert memory.error(k, v) < 0.1, "and it can learn again"


@BOTH
def test_a_state_that_does_not_fit_is_refused(kind: Callable[[], Memory]) -> None:
    memory = trained(kind(), 1, 3)
    good = memory.arrays()
    for bad in (good[:-1], [*good[:-1], good[-1][:3]], [*good[:-1], good[-1] * np.float32(np.nan)]):
        with pytest.raises(BadRequest):
            memory.restore(bad)


def test_projections_are_the_same_everywhere_and_keep_likeness() -> None:
    signs = random_signs(384, 64, "mneme keys 1")
    assert signs[0, :12].tolist() == [-1, 1, 1, -1, -1, 1, -1, -1, 1, -1, -1, 1]
    assert abs(float(signs.mean())) < 0.02
    rng = np.random.default_rng(11)
    projection = Projection()
    x = units(rng, 1, 384)[0]
    near, far = unit(x + 0.3 * units(rng, 1, 384)[0]), units(rng, 1, 384)[0]
    for part in (projection.key, projection.value):
        assert np.linalg.norm(part(x)) == pytest.approx(1, abs=1e-6)
        assert part(x) @ part(near) > 0.85
        assert part(x) @ part(far) < 0.5
    assert not projection.key(np.zeros(384, np.float32)).any()
    with pytest.raises(BadRequest):
        projection.key(np.zeros(12, np.float32))
    with pytest.raises(BadRequest):
        projection.value(np.full(384, np.nan, np.float32))


def test_silu_does_not_overflow() -> None:
    far = np.array([-1e30, -100, 0, 100, 1e30], np.float32)
    np.testing.assert_allclose(silu(far), [0, 0, 0, 100, 1e30], atol=1e-5)
