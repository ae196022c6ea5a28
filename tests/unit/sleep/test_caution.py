"""A night that was rolled back is not slept the same way again, and the stage at fault is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.sleep.caution import LEFT_OUT, left_out
from memory_core.store.nights import Past
from memory_core.types import NightState, Stage

CHANGING = [Stage.MERGE, Stage.SETTLE, Stage.GENERALISE, Stage.LINK, Stage.MOVE, Stage.FADE]


def nights(guilty: set[Stage], count: int) -> list[frozenset[Stage]]:
    """What each of some nights leaves out, if every night that runs one of these is rolled back."""
    past: list[Past] = []
    found = []
    for _ in range(count):
        omitted = left_out(past)
        worse = bool(guilty - omitted)
        notes = tuple(f"{LEFT_OUT}:{stage}" for stage in sorted(omitted))
        past.insert(0, Past(NightState.ROLLED_BACK if worse else NightState.DONE, notes))
        found.append(omitted)
    return found


def test_good_nights_leave_out_nothing() -> None:
    assert set(nights(set(), 20)) == {frozenset()}


def test_what_hides_memories_is_left_out_first_and_tried_one_at_a_time() -> None:
    merge, settle, fade = Stage.MERGE, Stage.SETTLE, Stage.FADE
    assert nights({settle}, 7) == [
        frozenset(),
        {merge, settle, fade},
        {settle, fade},  # merge is harmless
        {fade},  # settle is at fault
        {settle, fade},
        {settle},  # fade is harmless
        {settle},
    ]


@pytest.mark.parametrize("stage", CHANGING)
def test_the_one_at_fault_is_found_and_rests(stage: Stage) -> None:
    omitted = [frozenset(one) for one in nights({stage}, 40)[14:]]
    assert all(one <= {stage} for one in omitted)
    assert omitted.count(frozenset()) <= 4  # it is tried again now and then


@given(st.sets(st.sampled_from(CHANGING)), st.integers(1, 30))
def test_never_two_bad_nights_alike_in_a_row(guilty: set[Stage], count: int) -> None:
    found = nights(guilty, count)
    bad = [bool(guilty - one) for one in found]
    assert not any(bad[at] and bad[at + 1] and found[at] == found[at + 1] for at in range(count - 1))
    assert not any(all(bad[at : at + 3]) for at in range(count - 2))


def test_what_was_at_fault_and_is_no_more_comes_back() -> None:
    rolled, done = NightState.ROLLED_BACK, NightState.DONE
    alone = tuple(f"{LEFT_OUT}:{one}" for one in CHANGING if one is not Stage.FADE)
    past = [Past(done, (f"{LEFT_OUT}:fade",))] * 7 + [Past(rolled, alone)]
    assert left_out(past) == frozenset()  # tonight it is tried
    assert left_out([Past(done, ()), *past]) == frozenset()
