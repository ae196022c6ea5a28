"""Conversations are renamed, pinned, deleted and undone; a message is said again; drafts stay."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memory_core.errors import BadRequest
from memory_core.store.hiding import hide
from memory_core.store.memories import NewMemory
from memory_core.store.step import Step
from memory_core.types import MemoryKind, Role, Span, Turn
from tests.tools.vaults import AT, EMBEDDER, Vault, encoded


def heard(vault: Vault, turn: Turn, statement: str) -> int:
    """Remember a statement of a message as hearing does."""
    start = turn.text.index(statement)
    new = NewMemory(
        text=statement,
        kind=MemoryKind.FACT,
        learnt_at=AT,
        confidence=0.5,
        sources=[Span(turn.id, start, start + len(statement))],
    )
    return vault.journal.record(
        lambda step: vault.operations.admit(new, encoded(statement), EMBEDDER, step=step).id,
        cause="hearing",
        name="step.hearing",
    )


def said(vault: Vault, conversation: str = "main") -> list[str]:
    """What the chat shows."""
    turns = vault.diary.recent(conversation, 100, replaced=False)
    return [vault.diary.visible_text(turn) for turn in turns]


def test_names_and_pins_are_steps(vault: Vault) -> None:
    vault.say("My boat is called Siskin")
    vault.chats.rename("main", "Boats")
    vault.chats.pin("main", True)
    (main,) = vault.diary.conversations()
    assert (main.title, main.own, main.pinned) == ("Boats", True, True)
    assert [step.name for step in vault.journal.steps()] == ["step.pin_chat", "step.rename_chat"]
    vault.journal.undo()
    vault.journal.undo()
    (main,) = vault.diary.conversations()
    assert (main.title, main.own, main.pinned) == ("My boat is called Siskin", False, False)
    vault.journal.redo()
    assert vault.diary.conversations()[0].title == "Boats"
    with pytest.raises(BadRequest):
        vault.chats.pin("nowhere", True)


def test_a_given_title_yields_to_the_users_and_to_forgetting(vault: Vault) -> None:
    turn = vault.say("My boat is called Siskin")
    assert vault.chats.name("main", "A boat called Siskin")
    assert vault.diary.conversations()[0].title == "A boat called Siskin"
    vault.operations.suppress([Span(turn.id, 0, len(turn.text))])
    assert vault.diary.conversations()[0].title == ""
    vault.chats.rename("main", "Mine")
    assert not vault.chats.name("main", "Another")
    assert vault.diary.conversations()[0].title == "Mine"
    with pytest.raises(BadRequest):
        vault.chats.name("nowhere", "x")


@pytest.mark.parametrize("forget", [False, True])
def test_a_deleted_conversation_is_nowhere_until_it_is_undone(vault: Vault, forget: bool) -> None:
    memory = vault.remember("My boat is called Siskin")
    vault.diary.add("A fine name.", Role.ASSISTANT, AT)
    vault.say("Hello", "other")
    shared = vault.remember("I keep bees")
    vault.operations.reinforce(shared.id, AT, 0.5, Span(vault.say("I keep bees", "other").id, 0, 11))
    vault.index.catch_up()
    before, listed = vault.state(), vault.diary.conversations()
    assert vault.chats.delete("main", forget=forget) == int(forget)
    assert [one.id for one in vault.diary.conversations()] == ["other"]
    assert vault.diary.search("Siskin") == []
    assert said(vault) == ["", "", ""]
    texts = {"I keep bees"} if forget else {"I keep bees", memory.text}
    assert vault.texts() == texts
    step = vault.journal.undo()
    assert step.name == "step.delete_chat"
    assert (vault.state(), vault.diary.conversations()) == (before, listed)
    with pytest.raises(BadRequest):
        vault.chats.delete("nowhere", forget=False)


def test_a_message_said_again_takes_its_memory_back(vault: Vault) -> None:
    vault.say("Hello")
    turn = vault.say("I live in Riga. I keep bees.", at=AT + timedelta(minutes=1))
    vault.diary.add("You live in Riga.", Role.ASSISTANT, AT + timedelta(minutes=2))
    later = vault.say("My cat is Moss", at=AT + timedelta(minutes=3))
    heard(vault, turn, "I live in Riga.")
    heard(vault, turn, "I keep bees.")
    heard(vault, later, "My cat is Moss")
    vault.index.catch_up()
    before = vault.state()
    left = vault.chats.replace(turn.id, "I live in Tartu and I keep bees!")
    assert left == (turn.id, turn.id + 1, later.id)
    assert vault.texts() == {"I keep bees.", "My cat is Moss"}
    assert said(vault) == ["Hello"]
    assert [one.id for one in vault.diary.search("Riga")] == []
    assert vault.diary.search("bees") == [turn]  # what is repeated stays open with its memory
    assert vault.diary.visible_text(later) == "My cat is Moss"
    assert len(vault.diary.turns()) == 4
    with pytest.raises(BadRequest):
        vault.chats.replace(turn.id, "again")
    with pytest.raises(BadRequest):
        vault.chats.replace(turn.id + 1, "an answer")
    assert vault.journal.undo().name == "step.resend"
    assert vault.state() == before
    assert len(said(vault)) == 4


def test_what_a_replaced_message_had_superseded_stands_again(vault: Vault) -> None:
    old = vault.remember("I live in Riga")
    turn = vault.say("I live in Tartu", at=AT + timedelta(minutes=1))
    new = NewMemory(
        text=turn.text,
        kind=MemoryKind.FACT,
        learnt_at=AT,
        confidence=0.5,
        sources=[Span(turn.id, 0, len(turn.text))],
    )

    def work(step: Step) -> None:
        memory = vault.operations.admit(new, encoded(turn.text), EMBEDDER, step=step)
        vault.operations.supersede([old.id], memory.id, step=step)

    vault.journal.record(work, cause="hearing", name="step.hearing")
    assert vault.texts() == {"I live in Tartu"}
    vault.chats.replace(turn.id, "How are you?")
    assert vault.texts() == {"I live in Riga"}
    assert said(vault) == ["I live in Riga"]


def test_a_message_hidden_before_it_was_said_again_comes_back_hidden(vault: Vault) -> None:
    turn = vault.say("I live in Riga")
    vault.journal.record(
        lambda step: hide(step, [Span(turn.id, 0, 14)], None), cause="user", name="step.suppress"
    )
    vault.chats.replace(turn.id, "Hello")
    vault.journal.undo()
    assert said(vault) == [""]


def test_an_outline_of_what_the_chat_shows(vault: Vault) -> None:
    turns = [vault.say("x" * number, at=AT + timedelta(minutes=number)) for number in range(1, 5)]
    vault.say("elsewhere", "other")
    vault.chats.replace(turns[2].id, "otherwise")
    assert [(one.turn_id, one.at, one.length) for one in vault.diary.outline("main")] == [
        (turn.id, turn.at, len(turn.text)) for turn in turns[:2]
    ]


def test_drafts_are_kept_until_they_are_empty(vault: Vault) -> None:
    assert vault.drafts.get("main") == ""
    vault.drafts.put("main", "Dear")
    vault.drafts.put("main", "Dear \ud800 Ann")
    vault.drafts.put("new", "Hi")
    vault.say("x")
    assert (vault.drafts.get("main"), vault.drafts.unsent()) == ("Dear \ud800 Ann", "new")
    vault.drafts.put("new", " \n")
    assert (vault.drafts.get("new"), vault.drafts.unsent()) == ("", None)
