"""Blocks of core memory: limits, exact replacement, errors that say what to do, undo, and forgetting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.store.blocks import BlockStore, without
from memory_core.store.matching import Needle
from tests.tools.vaults import Vault, vault


@pytest.fixture
def one(vault_folder: Path) -> Iterator[Vault]:
    with vault(vault_folder) as opened:
        yield opened


@pytest.fixture
def blocks(one: Vault) -> BlockStore:
    return BlockStore(one.db, {"user": 40, "assistant": 40}, 60)


def test_two_blocks_are_always_there_and_others_may_be_made(blocks: BlockStore) -> None:
    assert [(block.name, block.text, block.most) for block in blocks.all()] == [
        ("user", "", 40),
        ("assistant", "", 40),
    ]
    blocks.write("diet", "No nuts.")
    blocks.append("diet", "No fish.")
    assert [block.name for block in blocks.all()] == ["user", "assistant", "diet"]
    assert blocks.get("diet").text == "No nuts.\nNo fish."
    with pytest.raises(BadRequest):
        blocks.write(" ", "text")


def test_an_overflow_says_what_fits_and_changes_nothing(blocks: BlockStore) -> None:
    blocks.write("user", "x" * 40)
    with pytest.raises(BadRequest, match="holds 40 characters and this would be 3 more; shorten"):
        blocks.append("user", "ab")
    assert blocks.get("user").text == "x" * 40


def test_a_passage_is_replaced_letter_for_letter_and_only_where_it_is_clear(blocks: BlockStore) -> None:
    blocks.write("user", "tea, tea and cake")
    with pytest.raises(BadRequest, match="copy it letter for letter"):
        blocks.replace("user", "Cake", "pie")
    with pytest.raises(BadRequest, match="stands 2 times"):
        blocks.replace("user", "tea", "coffee")
    with pytest.raises(BadRequest):
        blocks.replace("user", "", "coffee")
    assert blocks.replace("user", "and cake", "and pie").text == "tea, tea and pie"
    assert blocks.replace("user", ", tea and pie", "").text == "tea"


def test_each_change_can_be_undone(one: Vault, blocks: BlockStore) -> None:
    blocks.write("user", "I drink tea.")
    blocks.write("user", "I drink coffee.")
    one.journal.undo()
    assert blocks.get("user").text == "I drink tea."
    one.journal.undo()
    assert blocks.get("user").text == ""
    one.journal.redo()
    assert blocks.get("user").text == "I drink tea."


def test_what_is_forgotten_leaves_the_blocks_and_comes_back_by_undo(one: Vault, blocks: BlockStore) -> None:
    told = one.remember("Ann lives in Riga")
    blocks.write("diet", "Ann lives in Riga. No nuts, please.")
    one.operations.forget(told.id)
    assert blocks.get("diet").text == "No nuts, please."
    one.journal.undo()
    assert blocks.get("diet").text == "Ann lives in Riga. No nuts, please."
    one.operations.forget_matching("nut")
    assert blocks.get("diet").text == "Ann lives in Riga."


@given(st.lists(st.sampled_from(["Ann lives in Riga.", "No nuts!", "Жду Грушу.", "x\n", "Riga?"])))
def test_nothing_sought_is_left_and_nothing_else_is_touched(parts: list[str]) -> None:
    text = " ".join(parts)
    left = without(text, [Needle("Riga")])
    assert "Riga" not in left
    for other in ("No nuts!", "Жду Грушу."):
        assert left.count(other) == text.count(other)
    assert without(left, [Needle("Riga")]) == left
