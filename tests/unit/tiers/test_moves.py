"""The table of moves is the only way between the tiers, and what it says is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import memory_core
from memory_core.errors import BadRequest
from memory_core.params import Params
from memory_core.store.memories import NewMemory
from memory_core.store.step import Step
from memory_core.tiers import long_term, moves
from memory_core.types import FsrsState, MemoryKind, Span, Status, Tier
from memory_core.types import Memory as Value
from tests.tools.vaults import AT, Vault, vault

PARAMS = Params()


@pytest.fixture
def one(vault_folder: Path) -> Iterator[Vault]:
    with vault(vault_folder) as opened:
        yield opened


@pytest.mark.parametrize("source", [Tier.SHORT, Tier.MID, Tier.LONG])
@pytest.mark.parametrize("target", list(Tier))
def test_a_memory_moves_as_the_table_says_and_not_otherwise(one: Vault, source: Tier, target: Tier) -> None:
    memory = one.remember("I live in Riga")

    def put(step: Step) -> None:
        step.update("memories", memory.id, {"tier": source.value}, memory.id)

    one.journal.record(put, cause="sleep", name="step.sleep")

    def go(step: Step) -> bool:
        return moves.move(step, memory.id, target)

    if source is target or moves.allowed(source, target):
        assert one.journal.record(go, cause="sleep", name="step.sleep") is (source is not target)
        assert one.memories.get(memory.id).tier is target
        if source is not target:
            one.journal.undo()
            assert one.memories.get(memory.id).tier is source
    else:
        with pytest.raises(BadRequest):
            one.journal.record(go, cause="sleep", name="step.sleep")
        assert one.memories.get(memory.id).tier is source


def test_nothing_else_in_the_program_changes_a_tier() -> None:
    root = Path(memory_core.__file__).parent
    writing = re.compile(r"[\"']tier[\"']\s*:|SET tier|tier = '")
    found = {str(path.relative_to(root)) for path in root.rglob("*.py") if writing.search(path.read_text())}
    # The row of a new memory, a filter of the search, and the figure in the report of a night.
    assert found - {"store/memories.py", "sleep/move.py"} == {"tiers/moves.py"}


@pytest.mark.parametrize(
    ("text", "parts", "attribute", "tier"),
    [
        ("My name is Ann.", {}, "name", Tier.LONG),
        ("I am allergic to nuts.", {"cue_health": 1.0}, None, Tier.LONG),
        ("The spare key is at Tom's.", {"cue_remember": 1.0}, None, Tier.LONG),
        ("I love climbing.", {"cue_preference": 1.0}, None, Tier.SHORT),
        ("My sister Ann lives in Riga.", {"cue_kin": 1.0}, None, Tier.SHORT),
    ],
)
def test_what_says_who_the_user_is_begins_in_the_long_term(
    text: str, parts: dict[str, float], attribute: str | None, tier: Tier
) -> None:
    new = NewMemory(
        text=text, kind=MemoryKind.FACT, learnt_at=AT, parts=parts, attribute=attribute, subject="user"
    )
    assert long_term.admission(new) is tier


def memory(tier: Tier, days: float, used: int, sources: int, stability: float) -> Value:
    return Value(
        id=1,
        text="I counted eleven clouds.",
        kind=MemoryKind.FACT,
        tier=tier,
        status=Status.ACTIVE,
        confidence=0.9,
        importance=0.4,
        surprise=9.0,
        parts={},
        learnt_at=AT,
        valid_from=AT,
        valid_to=None,
        event_date=None,
        sources=tuple(Span(turn, 0, 5) for turn in range(1, sources + 1)),
        used=used,
        fsrs=FsrsState(stability, 5.0, AT - timedelta(days=days)),
    )


def test_it_moves_up_by_use_and_repetition_and_down_by_disuse() -> None:
    fresh, old = 1.0, 400.0
    for tier in (Tier.SHORT, Tier.MID):
        assert long_term.where(memory(tier, fresh, 2, 1, 3.0), AT, PARAMS) is Tier.LONG
        assert long_term.where(memory(tier, fresh, 0, 2, 3.0), AT, PARAMS) is Tier.LONG
        assert long_term.where(memory(tier, fresh, 0, 1, 3.0), AT, PARAMS) is Tier.MID
        assert long_term.where(memory(tier, fresh, 0, 1, 3.0), AT, PARAMS, hot=True) is Tier.LONG
    assert long_term.where(memory(Tier.SHORT, fresh, 0, 1, 3.0), AT, PARAMS, left=False) is Tier.SHORT
    assert long_term.where(memory(Tier.LONG, old, 9, 3, 3.0), AT, PARAMS) is Tier.MID
    assert long_term.where(memory(Tier.MID, old, 9, 3, 3.0), AT, PARAMS) is Tier.SHORT
    assert long_term.where(memory(Tier.SHORT, old, 9, 3, 3.0), AT, PARAMS) is Tier.SHORT
    pinned = replace(memory(Tier.LONG, old, 0, 1, 3.0), pinned=True)
    assert long_term.where(pinned, AT, PARAMS) is Tier.LONG


@given(
    st.sampled_from([Tier.SHORT, Tier.MID, Tier.LONG]),
    st.floats(0, 5000),
    st.integers(0, 5),
    st.integers(1, 4),
    st.floats(0.1, 2000),
    st.booleans(),
    st.booleans(),
)
def test_every_wish_is_in_the_table_and_comes_to_rest(
    tier: Tier, days: float, used: int, sources: int, stability: float, hot: bool, left: bool
) -> None:
    now = memory(tier, days, used, sources, stability)
    seen = [tier]
    for _ in range(4):
        target = long_term.where(now, AT, PARAMS, hot=hot, left=left)
        assert target is now.tier or moves.allowed(now.tier, target)
        now = replace(now, tier=target)
        seen.append(target)
    assert seen[-1] is seen[-2]  # night after night without anything happening: it stays
