"""One contract for every vector index: exact, Chroma in memory and on the disk, and a Chroma server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network.chroma_server import ChromaServerIndex
from app.network.consent import Address
from app.network.log import NetworkLog
from memory_core.errors import VectorIndexError
from memory_core.recall.vector_index import ExactIndex
from memory_core.store.keys import PLAIN
from memory_core.types import VectorIndex
from memory_core.workers.chroma import ChromaIndex
from tests.tools.vector_engines import chroma_server, held, numbers, share_found, units

WIDTH = 32
ENGINES = ("exact", "memory", "disk", "server")


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorIndex]:
    folder: Path = tmp_path_factory.mktemp("vectors")
    if request.param == "server":
        with chroma_server(folder / "server") as (_, port):
            address = Address.parse(f"http://127.0.0.1:{port}")
            server = ChromaServerIndex(address, "mneme-contract", NetworkLog(folder, PLAIN))
            yield server
            server.close()
        return
    made: VectorIndex
    if request.param == "exact":
        made = ExactIndex(WIDTH)
    else:
        made = ChromaIndex(folder / "index" if request.param == "disk" else None)
    yield made
    made.close()


@pytest.fixture
def index(engine: VectorIndex) -> VectorIndex:
    """The engine, emptied without starting it anew."""
    engine.drop(engine.held()[0])
    return engine


def test_it_is_a_vector_index(index: VectorIndex) -> None:
    assert isinstance(index, VectorIndex)
    assert index.id


def test_nothing_is_near_in_an_empty_one(index: VectorIndex) -> None:
    assert held(index) == {}
    (found,) = index.nearest(units(1), 5)
    assert len(found.ids) == len(found.cosines) == 0


def test_ten_nearest_of_two_thousand(index: VectorIndex) -> None:
    vectors, exact = units(2000), ExactIndex(WIDTH)
    for one in (index, exact):
        for first in range(0, 2000, 500):
            one.put(numbers(500, first), vectors[first : first + 500])
    assert held(index) == held(exact)
    assert share_found(index, exact, units(100, seed=1)) >= 0.99
    (found,) = index.nearest(vectors[7:8], 3)
    assert found.ids[0] == 7
    assert found.cosines == pytest.approx(vectors[found.ids] @ vectors[7], abs=1e-5)
    assert list(found.cosines) == sorted(found.cosines, reverse=True)


def test_more_than_there_are_are_all_of_them(index: VectorIndex) -> None:
    index.put(numbers(3), units(3))
    (found,) = index.nearest(units(1, seed=2), 50)
    assert sorted(found.ids.tolist()) == [0, 1, 2]


def test_the_last_vector_put_under_an_id_counts(index: VectorIndex) -> None:
    vectors = units(20)
    index.put(numbers(10), vectors[:10])
    index.put(numbers(10), vectors[10:])
    index.put(numbers(10), vectors[10:])  # the same again changes nothing
    exact = ExactIndex(WIDTH)
    exact.put(numbers(10), vectors[10:])
    assert held(index) == held(exact)
    for at, found in enumerate(index.nearest(vectors[10:], 1)):
        assert (found.ids[0], round(float(found.cosines[0]), 4)) == (at, 1.0)


def test_what_was_dropped_is_never_near(index: VectorIndex) -> None:
    vectors = units(40)
    index.put(numbers(40), vectors)
    index.drop(np.array([3, 5, 999]))
    assert set(held(index)) == set(range(40)) - {3, 5}
    for found in index.nearest(vectors[[3, 5]], 40):
        assert not {3, 5} & set(found.ids.tolist())


def test_large_ids_come_back(index: VectorIndex) -> None:
    large = np.array([2**53 + 1, 0])
    index.put(large, units(2))
    assert set(held(index)) == set(large.tolist())
    assert index.nearest(units(2)[:1], 1)[0].ids[0] == 2**53 + 1


def test_cleared_it_is_empty_and_of_use(index: VectorIndex) -> None:
    index.put(numbers(5), units(5))
    index.clear()
    assert held(index) == {}
    index.put(numbers(5), units(5))
    assert set(held(index)) == set(range(5))


_VECTORS = units(60, seed=3)
_CHANGES = st.lists(
    st.tuples(
        st.booleans(),
        st.lists(
            st.tuples(st.integers(0, 11), st.integers(0, 59)),
            min_size=1,
            max_size=8,
            unique_by=lambda x: x[0],
        ),
    ),
    max_size=8,
)


@given(_CHANGES)
def test_any_changes_leave_what_the_exact_one_holds(
    engine: VectorIndex, changes: list[tuple[bool, list[tuple[int, int]]]]
) -> None:
    engine.drop(engine.held()[0])
    exact = ExactIndex(WIDTH)
    for puts, rows in changes:
        ids = np.array([one for one, _ in rows])
        for one in (engine, exact):
            if puts:
                one.put(ids, _VECTORS[[row for _, row in rows]])
            else:
                one.drop(ids)
    assert held(engine) == held(exact)
    assert share_found(engine, exact, _VECTORS[:5], 5) >= 0.99 or _has_ties(exact)


def _has_ties(exact: ExactIndex) -> bool:
    """Two equal vectors: which of them is nearer is anybody's guess."""
    sums = list(held(exact).values())
    return len(set(sums)) < len(sums)


def test_a_closed_one_says_so(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "index")
    index.close()
    index.close()
    with pytest.raises(VectorIndexError):
        index.nearest(units(1), 1)
    with pytest.raises(VectorIndexError):
        index.held()
