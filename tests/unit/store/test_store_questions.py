"""Questions about contradictions: asked once, answered as an undoable step, gone when settled otherwise."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from memory_core.errors import BadRequest
from memory_core.store.memories import NewMemory
from memory_core.store.questions import QuestionStore
from memory_core.types import Memory, MemoryKind, Question, Span, Status
from tests.tools.vaults import AT, EMBEDDER, Vault, encoded
from tests.tools.vaults import vault as opened


def two(vault: Vault) -> tuple[Memory, Memory]:
    """Two memories that contradict each other, the second one learnt later."""
    old = vault.remember("I live in Riga", confidence=0.9)
    turn = vault.say("Perhaps I live in Oslo", at=AT + timedelta(days=2))
    new = NewMemory(
        text=turn.text,
        kind=MemoryKind.FACT,
        learnt_at=turn.at,
        valid_from=AT + timedelta(days=1),
        sources=[Span(turn.id, 0, len(turn.text))],
    )
    return old, vault.operations.admit(new, encoded(new.text), EMBEDDER)


def asked(vault: Vault) -> tuple[Memory, Memory, Question]:
    old, new = two(vault)
    return old, new, vault.operations.ask(old.id, new.id)


def waiting(vault: Vault) -> list[Question]:
    return QuestionStore(vault.db).open()


def test_a_question_is_asked_once_in_whichever_order(vault: Vault) -> None:
    old, new = two(vault)
    question = vault.operations.ask(new.id, old.id)
    assert question == Question(1, old.id, new.id, False, None)
    assert vault.operations.ask(old.id, new.id) == question
    assert waiting(vault) == [question]
    vault.journal.undo()
    assert waiting(vault) == []
    vault.journal.redo()
    assert waiting(vault) == [question]


def test_it_joins_the_step_of_what_it_is_about(vault: Vault) -> None:
    old = vault.remember("I live in Riga")
    turn = vault.say("I live in Oslo")
    new = NewMemory(text=turn.text, kind=MemoryKind.FACT, learnt_at=AT, sources=[Span(turn.id, 0, 14)])
    vault.journal.record(
        lambda step: vault.operations.ask(
            old.id, vault.operations.admit(new, encoded(new.text), EMBEDDER, step=step).id, step=step
        ),
        cause="hearing",
        name="step.hearing",
    )
    (question,) = waiting(vault)
    vault.operations.mark_asked(question.id)  # being shown contradicts no undo
    vault.journal.undo()
    assert (waiting(vault), vault.texts()) == ([], {old.text})
    vault.journal.redo()
    assert len(waiting(vault)) == 1


def test_the_new_one_is_right(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        old, new, question = asked(vault)
        start = vault.state()
        vault.operations.answer(question.id, "new")
        replaced = vault.memories.get(old.id)
        assert (replaced.status, replaced.superseded_by) == (Status.SUPERSEDED, new.id)
        assert replaced.valid_to == new.valid_from
        assert waiting(vault) == []
    with opened(vault_folder) as vault:
        step = vault.journal.undo()
        assert (step.name, step.detail, step.cause) == ("step.answer", "new", "user")
        assert (vault.state(), waiting(vault)) == (start, [question])
        vault.journal.redo()
        assert vault.texts() == {new.text}
        assert QuestionStore(vault.db).get(question.id).answer == "new"


def test_the_old_one_is_right(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        old, new, question = asked(vault)
        start = vault.state()
        vault.operations.answer(question.id, "old")
        assert (vault.texts(), vault.texts("forgotten")) == ({old.text}, {new.text})
    with opened(vault_folder) as vault:
        vault.journal.undo()
        assert (vault.state(), waiting(vault)) == (start, [question])
        vault.journal.redo()
        assert vault.texts() == {old.text}


def test_both_stand_and_it_is_never_asked_again(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        old, new, question = asked(vault)
        vault.operations.answer(question.id, "both")
        assert vault.operations.ask(old.id, new.id).answer == "both"
        assert (waiting(vault), vault.texts()) == ([], {old.text, new.text})
    with opened(vault_folder) as vault:
        vault.journal.undo()
        assert waiting(vault) == [question]
        vault.journal.redo()
        assert waiting(vault) == []


@pytest.mark.parametrize("which", [0, 1])
def test_a_question_goes_with_either_of_its_memories_and_comes_back_with_it(vault: Vault, which: int) -> None:
    *memories, question = asked(vault)
    vault.operations.forget(memories[which].id)
    assert waiting(vault) == []
    with pytest.raises(BadRequest, match="no longer"):
        vault.operations.answer(question.id, "both")
    vault.operations.restore(memories[which].id)
    assert waiting(vault) == [question]
    vault.journal.undo()
    vault.journal.undo()
    vault.operations.supersede([memories[which].id], memories[1 - which].id)
    assert waiting(vault) == []


def test_a_shown_question_stays_open(vault: Vault) -> None:
    _, _, question = asked(vault)
    steps = vault.journal.steps()
    vault.operations.mark_asked(question.id)
    vault.operations.mark_asked(question.id)
    assert [one.asked for one in waiting(vault)] == [True]
    assert vault.journal.steps() == steps
    vault.operations.answer(question.id, "both")
    vault.journal.undo()
    assert [one.asked for one in waiting(vault)] == [True]


def test_impossible_questions_and_answers_are_refused(vault: Vault) -> None:
    old, _, question = asked(vault)
    before = vault.state()
    for wrong in (
        lambda: vault.operations.ask(old.id, old.id),
        lambda: vault.operations.ask(old.id, 99),
        lambda: vault.operations.answer(question.id, "neither"),
        lambda: vault.operations.answer(99, "both"),
        lambda: vault.operations.mark_asked(99),
        lambda: QuestionStore(vault.db).get(99),
    ):
        with pytest.raises(BadRequest):
            wrong()
    vault.operations.answer(question.id, "both")
    with pytest.raises(BadRequest, match="answered"):
        vault.operations.answer(question.id, "new")
    assert vault.state() == before
