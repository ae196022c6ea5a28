"""The tiers as a screen sees them, over a real engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest
from memory_core.params import Params
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.tiers.sensory import SensoryMemory
from memory_core.types import Tier
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.set_clock import SetClock
from tests.tools.vaults import AT


@pytest.fixture
def engine(vault_folder: Path, clock: SetClock) -> Iterator[Engine]:
    params = Params(working_turns=3, short_pages=2, block_letters=50)
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=QuickEmbedder(), params=params) as opened:
        yield opened


def test_an_empty_memory_has_empty_tiers(engine: Engine) -> None:
    assert dict(engine.tiers.overview()) == dict.fromkeys(Tier, 0)
    assert (engine.tiers.pages(), engine.tiers.segments(), engine.tiers.profile()) == ([], [], [])
    assert engine.tiers.in_mind() == []
    assert [block.text for block in engine.tiers.blocks()] == ["", ""]


def test_no_tier_holds_more_than_it_can(engine: Engine) -> None:
    for at in range(6):
        engine.perceive(f"I saw {at} owls near Riga.", at=AT + timedelta(minutes=at))
    engine.settle()
    overview = engine.tiers.overview()
    assert (overview[Tier.SENSORY], overview[Tier.WORKING], overview[Tier.SHORT]) == (0, 3, 2)
    assert [engine.tiers.capacity(tier) for tier in Tier] == [0, 3, 2, 200, 0]
    assert [turn.id for turn in engine.tiers.in_mind()] == [4, 5, 6]
    assert [page.turn_id for page in engine.tiers.pages()] == [5, 6]
    assert engine.tiers.waiting() == []


def test_what_waits_to_be_heard_is_sensory_memory(vault_folder: Path) -> None:
    with Database.open(vault_folder, PLAIN, SetClock()) as db:
        turn = Diary(db).add("I live in Riga.", "user", AT)
        sensory = SensoryMemory(db)
        assert (sensory.count(), sensory.turns()) == (1, [turn])


def test_blocks_are_changed_told_and_undone(engine: Engine) -> None:
    engine.tiers.write_block("user", "Likes tea.")
    engine.tiers.append_block("user", "Lives in Riga.")
    assert engine.tiers.replace_in_block("user", "tea", "coffee").text == "Likes coffee.\nLives in Riga."
    with pytest.raises(BadRequest, match="50 characters"):
        engine.tiers.append_block("user", "x" * 50)
    assert engine.journal.steps()[0].name == "step.block"
    engine.journal.undo()
    assert engine.tiers.blocks()[0].text == "Likes tea.\nLives in Riga."


def test_heard_again_after_a_restart_a_turn_is_on_one_page(engine: Engine) -> None:
    engine.perceive("I live in Riga.", at=AT, external_id="a")
    engine.perceive("I live in Riga.", at=AT, external_id="a")
    engine.perceive("Noted.", "assistant", at=AT + timedelta(seconds=9))
    engine.perceive("And what else?", "assistant", at=AT + timedelta(seconds=19))
    engine.settle()
    assert [(page.turn_id, page.last_turn_id) for page in engine.tiers.pages()] == [(1, 3)]
