"""Links between memories grow with use, weaken with time, and go with what is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.store.associations import (
    DERIVED,
    TOGETHER,
    Association,
    Associations,
    decay,
    pairs_of,
    strengthen,
)
from memory_core.store.touched import mark, since
from tests.tools.vaults import AT, Vault

HALF_LIFE = timedelta(days=60)


def grow(vault: Vault, pairs: list[tuple[int, int]], at: datetime = AT, amount: float = 0.2) -> None:
    vault.db.write(lambda writer: strengthen(writer, pairs, at, amount, HALF_LIFE))


@pytest.fixture
def three(vault: Vault) -> list[int]:
    """Three memories."""
    return [vault.remember(text).id for text in ("Ann plays chess.", "Ann lives in Riga.", "I like tea.")]


def test_use_takes_a_share_of_what_is_missing(vault: Vault, three: list[int]) -> None:
    first, second, _ = three
    for expected in (0.2, 0.36, 0.488):
        grow(vault, [(second, first)])
        (link,) = Associations(vault.db).of(first)
        assert link == Association(first, second, TOGETHER, link.weight, AT)
        assert link.weight == pytest.approx(expected)
    assert link.other(first) == second
    assert link.other(second) == first


def test_a_link_halves_with_time_and_grows_from_what_is_left(vault: Vault, three: list[int]) -> None:
    first, second, _ = three
    grow(vault, [(first, second)], amount=0.8)
    (link,) = Associations(vault.db).of(first)
    assert link.weight_at(AT + HALF_LIFE, HALF_LIFE) == pytest.approx(0.4)
    assert link.weight_at(AT - HALF_LIFE, HALF_LIFE) == pytest.approx(0.8)
    grow(vault, [(first, second)], at=AT + HALF_LIFE, amount=0.5)
    (link,) = Associations(vault.db).of(first)
    assert link.weight == pytest.approx(0.7)
    assert link.at == AT + HALF_LIFE


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(-400, 400)), max_size=30))
def test_a_weight_never_leaves_its_bounds(uses: list[tuple[float, int]]) -> None:
    weight = 0.0
    for amount, days in uses:
        weight *= decay(timedelta(days=days), HALF_LIFE)
        weight += amount * (1 - weight)
        assert 0.0 <= weight <= 1.0


def test_links_of_an_answer_are_those_between_its_best_memories(vault: Vault, three: list[int]) -> None:
    grow(vault, pairs_of([three[2], three[0], three[1], three[0]]))
    found = Associations(vault.db)
    assert {(one.source_id, one.target_id) for one in found.all()} == {
        (three[0], three[1]),
        (three[0], three[2]),
        (three[1], three[2]),
    }
    assert len(found.among(three[:2])) == 1
    assert len(found.of(three[0])) == 2
    assert len(pairs_of(range(100))) == 28


def test_a_memory_is_not_linked_with_itself(vault: Vault, three: list[int]) -> None:
    grow(vault, [(three[0], three[0])])
    assert Associations(vault.db).all() == []


def test_growing_is_told_to_other_processes(vault: Vault, three: list[int]) -> None:
    before = mark(vault.db)
    grow(vault, [(three[0], three[1])])
    assert since(vault.db, before)[0].memories == (three[0], three[1])


def test_links_of_forgotten_memories_are_not_shown_and_come_back(vault: Vault, three: list[int]) -> None:
    grow(vault, [(three[0], three[1])])
    vault.operations.forget(three[1])
    assert Associations(vault.db).of(three[0]) == []
    vault.operations.restore(three[1])
    assert len(Associations(vault.db).of(three[0])) == 1


def test_inside_a_step_it_is_undone_with_it_and_later_use_is_no_contradiction(
    vault: Vault, three: list[int]
) -> None:
    first, second, third = three
    vault.journal.record(
        lambda step: strengthen(step, [(second, first)], AT, 1.0, HALF_LIFE, DERIVED),
        cause="user",
        name="step.link",
        detail="",
    )
    vault.journal.record(
        lambda step: strengthen(step, [(third, first)], AT, 0.5, HALF_LIFE),
        cause="user",
        name="step.link",
        detail="",
    )
    grow(vault, [(first, third)], at=AT + timedelta(days=1))
    vault.journal.undo()
    assert [one.relation for one in Associations(vault.db).of(first)] == [DERIVED]
    vault.journal.undo()
    assert Associations(vault.db).all() == []
    vault.journal.redo()
    (link,) = Associations(vault.db).all()
    assert (link.source_id, link.target_id, link.relation) == (second, first, DERIVED)


def test_impossible_growth_is_refused(vault: Vault, three: list[int]) -> None:
    with pytest.raises(BadRequest):
        grow(vault, [(three[0], three[1])], amount=1.5)
    with pytest.raises(BadRequest):
        grow(vault, [(three[0], three[1])], at=datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(BadRequest):
        vault.db.write(lambda w: strengthen(w, [(1, 2)], datetime.now(UTC), 0.1, HALF_LIFE, "liked"))
    assert Associations(vault.db).all() == []
