"""Segments: which page joins which, when one ends, how hot it is, and who leaves."""

from __future__ import annotations

import math
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.params import Params
from memory_core.plasticity.learner import GAP
from memory_core.store.segments import SegmentRow
from memory_core.tiers import mid_term
from memory_core.tiers.mid_term import Gist, OpenSegment
from memory_core.types import Page
from tests.tools.vaults import AT

PARAMS = Params()
X, Y = np.eye(2, dtype=np.float32)


def gist(vector: np.ndarray, *words: str) -> Gist:
    return Gist(vector, frozenset(words))


def page(minutes: float = 0.0, boundary: bool = False) -> Page:
    return Page(1, 1, 1, "main", AT + timedelta(minutes=minutes), boundary, None)


def row(
    memory_id: int = 1, visits: int = 0, pages: int = 0, hours: float = 0.0, ended: bool = False
) -> SegmentRow:
    return SegmentRow(memory_id, visits, pages, AT - timedelta(hours=hours), ended)


def test_likeness_is_cosine_plus_jaccard() -> None:
    half = ((X + Y) / math.sqrt(2)).astype(np.float32)
    assert mid_term.likeness(gist(X, "run", "knee"), gist(half, "run", "shoe")) == pytest.approx(
        math.sqrt(0.5) + 1 / 3, abs=1e-6
    )
    assert mid_term.jaccard([], []) == 0.0


def test_a_page_joins_the_one_that_fits_best_or_none() -> None:
    far = OpenSegment(1, gist(Y, "tax"), AT)
    near = OpenSegment(2, gist(X, "knee"), AT)
    nearer = OpenSegment(3, gist(X, "run"), AT)
    assert mid_term.choose(gist(X, "run"), [far, near, nearer], PARAMS) == 3
    assert mid_term.choose(gist(X, "shoe"), [near, nearer], PARAMS) == 2  # the older of two alike
    assert mid_term.choose(gist(-Y, "sea"), [far, near], PARAMS) is None
    assert mid_term.choose(gist(X), [], PARAMS) is None


def test_what_is_said_next_to_each_other_belongs_together() -> None:
    quarter = np.array([0.25, math.sqrt(1 - 0.25**2)], np.float32)
    one, other = OpenSegment(1, gist(X), AT), OpenSegment(2, gist(X), AT)
    assert mid_term.choose(gist(quarter), [one, other], PARAMS) is None
    assert mid_term.choose(gist(quarter), [one, other], PARAMS, latest=2) == 2
    assert mid_term.choose(gist(Y), [one, other], PARAMS, latest=2) is None  # about something else


def test_a_surprise_or_a_long_silence_ends_a_segment() -> None:
    one = OpenSegment(1, gist(X), AT)
    assert not mid_term.ends(one, page(5))
    assert mid_term.ends(one, page(5, boundary=True))
    assert mid_term.ends(one, page(GAP / timedelta(minutes=1) + 1))
    assert mid_term.is_over(AT, AT + 2 * GAP)
    assert not mid_term.is_over(AT, AT + GAP / 2)


def test_heat_is_visits_and_pages_and_recency() -> None:
    assert mid_term.heat(row(visits=2, pages=3), AT, PARAMS) == pytest.approx(6.0)
    assert mid_term.heat(row(hours=24), AT, PARAMS) == pytest.approx(math.exp(-1))
    assert mid_term.heat(row(hours=-5), AT, PARAMS) == 1.0  # a visit after the night began
    assert mid_term.is_hot(row(pages=4), AT, PARAMS)
    assert not mid_term.is_hot(row(pages=3), AT, PARAMS)
    assert not mid_term.is_hot(row(visits=9), AT, PARAMS)  # nothing new since its promotion


def test_the_coldest_leave_not_the_least_used() -> None:
    small = Params(mid_segments=2)
    rows = [row(1, visits=3, hours=999), row(2, hours=1), row(3, visits=1, hours=999)]
    assert [one.memory_id for one in mid_term.coldest(rows, AT, small)] == [2]
    rows = [row(1, visits=1, hours=999), row(2, visits=1, hours=0), row(3, visits=1, hours=500)]
    assert [one.memory_id for one in mid_term.coldest(rows, AT, small)] == [1]
    assert mid_term.coldest(rows[:2], AT, small) == []


@given(
    st.lists(
        st.builds(
            row, st.integers(1, 99), st.integers(0, 9), st.integers(0, 9), st.floats(0, 1e4), st.booleans()
        ),
        unique_by=lambda one: one.memory_id,
        max_size=30,
    ),
    st.integers(1, 20),
)
def test_never_more_than_the_capacity_and_nobody_warmer_leaves(rows: list[SegmentRow], most: int) -> None:
    params = Params(mid_segments=most)
    gone = mid_term.coldest(rows, AT, params)
    left = [one for one in rows if one not in gone]
    assert len(left) == min(len(rows), most)
    warmth = [mid_term.heat(one, AT, params) for one in left]
    assert not gone or max(mid_term.heat(one, AT, params) for one in gone) <= min(warmth, default=math.inf)


def test_a_gist_keeps_what_several_pages_share() -> None:
    with pytest.raises(ValueError, match="pages"):
        mid_term.gist_of([])
    one = mid_term.gist_of([gist(X, "run", "knee"), gist(Y, "run")])
    assert one.keywords == {"run", "knee"}
    assert float(np.linalg.norm(one.vector)) == pytest.approx(1.0)
    many = mid_term.gist_of([gist(X, "run", "a"), gist(X, "run", "b"), gist(X, "run", "c"), gist(X, "d")])
    assert many.keywords == {"run"}
