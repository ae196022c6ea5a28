"""Undo and redo: persisted, in groups, refused when later changes contradict."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from memory_core.errors import BadRequest, UndoRefused
from memory_core.store.journal import USER
from memory_core.store.step import Step
from tests.tools.vaults import AT, EMBEDDER, Vault, encoded
from tests.tools.vaults import vault as opened


def test_undo_and_redo_reach_across_restarts(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        memory = vault.remember("I live in Riga")
        vault.operations.forget(memory.id)
    with opened(vault_folder) as vault:
        step = vault.journal.undo()
        assert (step.name, step.undone, step.cause) == ("step.forget", True, USER)
        assert step.memories == (memory.id,)
        assert vault.texts() == {"I live in Riga"}
    with opened(vault_folder) as vault:
        assert vault.journal.redo().undone is False
        assert vault.texts() == set()


def test_undoing_a_memory_never_removes_its_turn(vault: Vault) -> None:
    memory = vault.remember("I live in Riga")
    vault.journal.undo()
    assert vault.memories.find(None) == []
    assert vault.index.search_memories("Riga") == []
    assert vault.vectors.load_memories(EMBEDDER).ids.size == 0
    assert [turn.text for turn in vault.diary.turns()] == ["I live in Riga"]
    vault.journal.redo()
    assert vault.memories.find() == [memory]
    assert vault.vectors.load_memories(EMBEDDER).ids.tolist() == [memory.id]


def test_several_undone_steps_are_redone_in_their_order(vault: Vault) -> None:
    for text in ("one", "two", "three"):
        vault.remember(text)
    for _ in range(3):
        vault.journal.undo()
    assert vault.texts() == set()
    assert [vault.journal.redo().detail for _ in range(3)] == ["one", "two", "three"]
    with pytest.raises(UndoRefused, match="nothing to redo"):
        vault.journal.redo()


def test_a_later_change_refuses_the_undo_with_its_name(vault: Vault) -> None:
    memory = vault.remember("I live in Riga")
    vault.operations.pin(memory.id)
    before = vault.state()
    first = vault.journal.steps()[-1]
    with pytest.raises(UndoRefused, match=r"step\.pin") as refused:
        vault.journal.undo(first.id)
    assert refused.value.later == vault.journal.steps()[0].id
    assert vault.state() == before
    vault.journal.undo()
    assert vault.journal.undo().id == first.id


def test_being_used_contradicts_no_undo_and_is_kept(vault: Vault) -> None:
    memory = vault.remember("I live in Riga")
    vault.operations.reinforce(memory.id, AT + timedelta(days=3), 0.5)
    vault.operations.used([memory.id], AT + timedelta(days=9))
    strong = vault.memories.get(memory.id).fsrs
    vault.journal.undo()
    after = vault.memories.get(memory.id)
    assert (after.confidence, after.used, after.fsrs) == (memory.confidence, 1, strong)


def test_vectors_made_anew_go_with_the_text_they_were_made_of(vault: Vault) -> None:
    memory = vault.remember("old text")
    vault.operations.edit(memory.id, text="new text", encoded=encoded("new text"), embedder_id=EMBEDDER)
    vault.vectors.put_memory(memory.id, "another", encoded("new text"))
    vault.journal.undo()
    assert vault.memories.get(memory.id).text == "old text"
    assert vault.vectors.missing_memories("another") == [memory.id]
    then = vault.vectors.load_memories(EMBEDDER).encoded(0)
    assert np.array_equal(then.words.vectors, encoded("old text").words.vectors)


def test_a_new_step_of_the_user_ends_redoing_but_memory_work_does_not(vault: Vault) -> None:
    kept, other = vault.remember("one"), vault.remember("two")
    vault.operations.forget(kept.id)
    vault.journal.undo()
    vault.journal.record(
        lambda step: vault.operations.reinforce(other.id, AT, 0.5, step=step), cause="hearing", name="heard"
    )
    again = vault.journal.redo()
    assert again.name == "step.forget"
    vault.journal.undo(again.id)
    assert vault.texts() == {"one", "two"}
    vault.operations.pin(other.id)
    with pytest.raises(UndoRefused):
        vault.journal.redo()


def test_a_group_is_undone_and_redone_whole(vault: Vault) -> None:
    first, second = vault.remember("one"), vault.remember("two")
    start = vault.state()
    group = vault.journal.open_group("sleep", "step.sleep", "night")
    assert [step.name for step in vault.journal.steps()] == ["step.admit", "step.admit"]  # still empty
    for memory in (first, second):
        vault.journal.record(
            lambda step, memory=memory: vault.operations.forget(memory.id, step=step),
            cause="sleep",
            name="step.forget",
            group=group,
        )
    night = vault.journal.steps()[0]
    assert (night.id, night.name, night.memories) == (group, "step.sleep", (first.id, second.id))
    end = vault.state()
    with pytest.raises(UndoRefused, match="larger"):
        vault.journal.undo(group + 1)
    assert vault.journal.undo().id == group
    assert vault.texts() == {"one", "two"}
    assert vault.state() == start
    vault.journal.redo(group)
    assert vault.state() == end


def test_a_group_is_undone_whole_or_not_at_all(vault: Vault) -> None:
    first, second = vault.remember("one"), vault.remember("two")
    group = vault.journal.open_group("sleep", "step.sleep")

    def forget(memory_id: int) -> None:
        vault.journal.record(
            lambda step: vault.operations.forget(memory_id, step=step), cause="sleep", name="x", group=group
        )

    forget(first.id)
    forget(second.id)
    vault.operations.restore(first.id)
    before = vault.state()
    with pytest.raises(UndoRefused):
        vault.journal.undo(group)
    assert vault.state() == before
    assert vault.journal.steps()[1].undone is False


def test_a_step_that_fails_leaves_nothing(vault: Vault) -> None:
    memory = vault.remember("one")
    before = vault.state()

    def work(step: Step) -> None:
        vault.operations.forget(memory.id, step=step)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        vault.journal.record(work, cause=USER, name="x")
    assert vault.state() == before
    assert len(vault.journal.steps()) == 1


def test_impossible_undos_are_refused(vault: Vault) -> None:
    with pytest.raises(UndoRefused, match="nothing to undo"):
        vault.journal.undo()
    with pytest.raises(BadRequest):
        vault.journal.undo(7)
    vault.remember("one")
    step = vault.journal.undo()
    with pytest.raises(UndoRefused, match="already"):
        vault.journal.undo(step.id)
    vault.journal.redo(step.id)
    with pytest.raises(UndoRefused, match="not undone"):
        vault.journal.redo(step.id)


def test_text_with_half_an_emoji_is_undone_too(vault: Vault) -> None:
    memory = vault.remember("half \ud83d")
    vault.operations.edit(memory.id, text="whole 😀", encoded=encoded("whole"), embedder_id=EMBEDDER)
    vault.journal.undo()
    assert vault.memories.get(memory.id) == memory
    assert vault.journal.history(memory.id)[0].after["text"] == "half \ud83d"
