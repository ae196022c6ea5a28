"""Killed in the middle of anything, the vault opens whole, with all that was acknowledged.

The long form, with a table of figures: ``python -m tests.fault.campaign --kills 1000``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from tests.fault.campaign import Campaign, table
from tests.fault.ledger import Ledger, Lost, examine
from tests.fault.work import Life
from tests.tools.disk import built
from tests.tools.nursery import Nursery
from tests.tools.quick_embedder import QuickEmbedder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="children are copied with fork")


@pytest.fixture
def ledger(vault_folder: Path) -> Ledger:
    """What a vault holds in which something was said, edited, forgotten, undone and copied."""
    lines: list[dict[str, object]] = []
    task = {"seed": 5}
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()) as engine:
        life = Life(engine, task, lambda line: lines.append(dict(line)))
        for name in (
            "hearing",
            "hearing",
            "hearing",
            "settling",
            "editing",
            "forgetting",
            "undoing",
            "backup",
        ):
            life.do(name)
    ledger = Ledger()
    ledger.take(lines)
    assert ledger.turns
    assert ledger.backups
    return ledger


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_process_leaves_a_whole_vault(tmp_path: Path, seed: int) -> None:
    library = built(tmp_path)
    with Nursery("tests.fault.work", library) as nursery:
        result = Campaign(seed, tmp_path, nursery, disk=True).run(15)
    assert result.problems == [], table(result)
    assert result.kills == 15


def test_without_a_compiler_kills_fall_by_steps_and_by_the_clock(tmp_path: Path) -> None:
    with Nursery("tests.fault.work") as nursery:
        result = Campaign(3, tmp_path, nursery, disk=False).run(3)
    assert result.problems == []
    assert not result.by["call"]


def test_the_examination_passes_a_whole_vault(vault_folder: Path, ledger: Ledger) -> None:
    found = examine(vault_folder, PLAIN, ledger, "quick")
    assert (found.turns, found.repaired, found.leftovers) == (3, False, 0)


def test_the_examination_sees_a_lost_message(vault_folder: Path, ledger: Ledger) -> None:
    ledger.turns[99] = "I was acknowledged."
    with pytest.raises(Lost, match="99"):
        examine(vault_folder, PLAIN, ledger, "quick")


def test_the_examination_sees_an_altered_message(vault_folder: Path, ledger: Ledger) -> None:
    ledger.turns[1] = "I said something else."
    with pytest.raises(Lost, match="message 1"):
        examine(vault_folder, PLAIN, ledger, "quick")


def test_the_examination_sees_a_change_that_did_not_last(vault_folder: Path, ledger: Ledger) -> None:
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()) as engine:
        memory = engine.memories.find()[0]
    ledger.facts[memory.id] = [memory.text, not memory.pinned, False]
    with pytest.raises(Lost, match=f"memory {memory.id}"):
        examine(vault_folder, PLAIN, ledger, "quick")


def test_the_examination_sees_a_lost_backup(vault_folder: Path, ledger: Ledger) -> None:
    for path in ledger.backups:
        Path(path).unlink()
    with pytest.raises(Lost, match="the copy"):
        examine(vault_folder, PLAIN, ledger, "quick")


def test_the_examination_sees_words_that_came_back(vault_folder: Path, ledger: Ledger) -> None:
    word = ledger.turns[1].split()[0]
    ledger.gone.add(word)
    with pytest.raises(Lost, match="purged"):
        examine(vault_folder, PLAIN, ledger, "quick")
