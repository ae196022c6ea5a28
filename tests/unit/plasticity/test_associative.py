"""The associative memory: what it recalls at which load, that it is bounded, and that it keeps as bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.plasticity.associative import (
    MOST,
    SHARDS,
    WIDTH,
    AssociativeMemory,
    features,
    name_vector,
    projection,
)
from memory_core.types import Matrix

VALUES = 384


def units(count: int, width: int, seed: int) -> Matrix:
    """Random directions."""
    drawn = np.random.default_rng(seed).standard_normal((count, width))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def recalled(memory: AssociativeMemory, keys: Matrix, among: Matrix, right: range) -> float:
    """Share of keys whose completion is nearest to the right value."""
    found = np.stack([memory.read(key).value for key in keys])
    return float((np.argmax(found @ among.T, axis=1) == np.array(right)).mean())


@pytest.mark.parametrize(("pairs", "least", "most"), [(200, 0.97, 1.0), (400, 0.9, 1.0), (800, 0.65, 0.85)])
def test_one_matrix_recalls_less_the_more_it_holds(pairs: int, least: float, most: float) -> None:
    keys, values = units(pairs, WIDTH, 1), units(pairs, VALUES, 2)
    memory = AssociativeMemory(VALUES, 1)
    memory.write_many(keys, values)
    assert least <= recalled(memory, keys, values, range(pairs)) <= most


def test_without_gamma_a_full_matrix_recalls_more() -> None:
    keys, values = units(800, WIDTH, 1), units(800, VALUES, 2)
    memory = AssociativeMemory(VALUES, 1, corrects=False)
    memory.write_many(keys, values)
    assert recalled(memory, keys, values, range(800)) > 0.95


def test_a_rewritten_key_returns_the_new_value_where_a_sum_returns_either() -> None:
    keys, values, newer = units(400, WIDTH, 3), units(400, VALUES, 4), units(200, VALUES, 5)
    among, right = np.concatenate([values, newer]), range(400, 600)
    shares = {}
    for delta in (True, False):
        memory = AssociativeMemory(VALUES, 1, delta=delta)
        memory.write_many(keys, values)
        memory.write_many(keys[:200], newer)
        shares[delta] = recalled(memory, keys[:200], among, right)
    assert shares[True] >= 0.97
    assert shares[False] < 0.7


def test_many_at_once_are_one_after_the_other() -> None:
    keys, values = units(300, WIDTH, 6), units(300, VALUES, 7)
    keys[250:] = keys[:50]  # rewritten inside a chunk's reach and outside of it
    once, each = AssociativeMemory(VALUES, 2), AssociativeMemory(VALUES, 2)
    once.write_many(keys, values, 0.8)
    for key, value in zip(keys, values, strict=True):
        each.write(key, value, 0.8)
    for cue in units(40, WIDTH, 8):
        a, b = once.read(cue), each.read(cue)
        assert a.familiarity == pytest.approx(b.familiarity, abs=1e-4)
        np.testing.assert_allclose(a.value, b.value, atol=2e-3)


def test_it_never_grows_beyond_its_matrices_and_a_cue_touches_two() -> None:
    memory = AssociativeMemory(8)
    sizes = []
    for part in range(3):
        memory.write_many(units(2000, WIDTH, part), units(2000, 8, part + 9))
        sizes.append(memory.nbytes)
    assert sizes[-1] == sizes[-2] <= SHARDS * 4 * (384 * 8 + 384)
    assert len(memory) == 6000
    routes = memory.routes(units(500, WIDTH, 20))
    assert routes.shape == (500, 2)
    assert (routes[:, 0] != routes[:, 1]).all()
    assert routes.min() >= 0
    assert routes.max() < SHARDS


def test_a_cue_near_the_border_is_answered_by_the_matrix_behind_it() -> None:
    memory = AssociativeMemory(VALUES)
    keys, values = units(400, WIDTH, 30), units(400, VALUES, 31)
    memory.write_many(keys, values)
    noise = 0.05 * units(400, WIDTH, 32)
    moved = keys + noise
    crossed = memory.routes(keys)[:, 0] != memory.routes(moved)[:, 0]
    assert crossed.sum() > 10
    found = np.stack([memory.read(cue).value for cue in moved[crossed]])
    right = np.argmax(found @ values.T, axis=1) == np.flatnonzero(crossed)
    assert right.mean() > 0.8


def test_a_route_of_its_own_chooses_the_matrix() -> None:
    memory = AssociativeMemory(VALUES)
    key, value = units(1, WIDTH, 40)[0], units(1, VALUES, 41)[0]
    memory.write(key, value, route=name_vector("ann"))
    assert memory.written(int(memory.routes(name_vector("ann")[None])[0, 0])) == 1
    assert memory.read(key, route=name_vector("ann")).value @ value > 0.99
    assert memory.read(key, route=name_vector("ann"), closed=lambda _: True).familiarity == 0


def test_what_was_never_written_is_unknown() -> None:
    memory = AssociativeMemory(VALUES)
    cue = units(1, WIDTH, 50)[0]
    assert memory.read(cue).familiarity == 0
    assert not memory.read(cue).value.any()
    memory.write(cue, units(1, VALUES, 51)[0])
    assert memory.read(np.zeros(WIDTH, np.float32)).familiarity == 0


def test_a_cleared_matrix_knows_nothing() -> None:
    memory = AssociativeMemory(VALUES, 1)
    key = units(1, WIDTH, 52)[0]
    memory.write(key, units(1, VALUES, 53)[0])
    memory.clear(0)
    assert memory.read(key).familiarity == 0
    assert memory.nbytes == 0


def test_the_same_state_is_the_same_bytes_and_goes_on_alike() -> None:
    memory = AssociativeMemory(32, 4, corrects=False)
    memory.write_many(units(50, WIDTH, 60), units(50, 32, 61))
    data = memory.save()
    assert memory.save() == data
    again = AssociativeMemory.load(data)
    assert again.save() == data
    for one in (memory, again):
        one.write_many(units(5, WIDTH, 62), units(5, 32, 63))
    assert again.save() == memory.save()


def test_damaged_bytes_are_refused() -> None:
    memory = AssociativeMemory(16, 2)
    memory.write(units(1, WIDTH, 70)[0], units(1, 16, 71)[0])
    data = memory.save()
    for bad in (b"", data[:-1], data[:50] + bytes([data[50] ^ 1]) + data[51:], b"X" + data[1:]):
        with pytest.raises(BadRequest):
            AssociativeMemory.load(bad)


def test_impossible_pairs_are_refused_and_change_nothing() -> None:
    memory = AssociativeMemory(16, 2)
    key, value = units(1, WIDTH, 80)[0], units(1, 16, 81)[0]
    with pytest.raises(BadRequest):
        memory.write(key[:5], value)
    with pytest.raises(BadRequest):
        memory.write(key, value * np.float32("nan"))
    with pytest.raises(BadRequest):
        memory.write(key, value, 1.5)
    with pytest.raises(BadRequest):
        AssociativeMemory(16, 3)
    assert len(memory) == 0


def test_features_have_length_one_and_projections_keep_likeness() -> None:
    phi = features(units(20, WIDTH, 90) * 7)
    np.testing.assert_allclose(np.linalg.norm(phi, axis=1), 1, atol=1e-5)
    assert (phi >= 0).all()
    assert projection(384).shape == (384, WIDTH)
    np.testing.assert_allclose(projection(384).T @ projection(384), np.eye(WIDTH), atol=1e-5)
    assert name_vector("ann") @ name_vector("ann") == pytest.approx(1, abs=1e-5)


@settings(max_examples=20)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=120),
    st.floats(0.0, 1.0),
    st.booleans(),
    st.booleans(),
)
def test_whatever_is_written_a_read_is_finite_and_bounded(
    numbers: list[int], beta: float, corrects: bool, delta: bool
) -> None:
    keys, values = units(10, WIDTH, 100), units(10, 24, 101)
    keys[3] = 0
    keys[4] = keys[5] * 1e-3
    memory = AssociativeMemory(24, 2, corrects=corrects, delta=delta)
    memory.write_many(keys[numbers], values[numbers[::-1]], beta)
    for key in (*keys, *units(5, WIDTH, 102)):
        found = memory.read(key)
        assert np.isfinite(found.value).all()
        assert np.linalg.norm(found.value) <= MOST + 1e-3
        assert 0.0 <= found.familiarity <= 1.0
