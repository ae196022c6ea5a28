"""What the assistant repeated is hidden with the memory that it repeated, and comes back with it."""

from __future__ import annotations

import pytest

from memory_core.types import Memory, Role, Turn
from tests.tools.vaults import AT, Vault

PARROT = "My parrot is called Kiwi. She sings in the morning."
ECHOES = (
    "I will keep in mind: “My parrot is called Kiwi. She sings in the morning.”",
    "You told me: *my parrot is called Kiwi*! Does she still sing?",
)
OTHERS = ("Is your parrot well?", "Kiwi is a fruit, too.", "She sings, I know.")


def answers(vault: Vault, *texts: str) -> list[Turn]:
    return [vault.diary.add(text, Role.ASSISTANT, AT) for text in texts]


def seen(vault: Vault, turns: list[Turn]) -> list[str]:
    return [vault.visibility.visible_text(turn) for turn in turns]


@pytest.mark.parametrize("indexed", [True, False])
def test_quotations_of_what_is_forgotten_are_hidden_until_it_comes_back(vault: Vault, indexed: bool) -> None:
    memory = vault.remember(PARROT)
    echoed, others = answers(vault, *ECHOES), answers(vault, *OTHERS)
    own = vault.say("Did I say that my parrot is called Kiwi?")
    if indexed:
        vault.index.catch_up()
    before = vault.state() if indexed else None
    vault.operations.forget(memory.id)
    assert seen(vault, echoed) == ["I will keep in mind: “ .”", "You told me: * *! Does she still sing?"]
    assert seen(vault, [*others, own]) == [*OTHERS, own.text]
    assert vault.index.search_turns("called Kiwi") == [own.id]
    vault.journal.undo()
    assert seen(vault, echoed) == list(ECHOES)
    if before is not None:
        assert vault.state() == before
    vault.journal.redo()
    vault.operations.restore(memory.id)
    assert seen(vault, echoed) == list(ECHOES)


def test_what_is_replaced_is_hidden_in_answers_too(vault: Vault) -> None:
    old = vault.remember(PARROT)
    echoed = answers(vault, *ECHOES)
    new = vault.remember("My parrot is now called Mango.")
    fresh = answers(vault, "I have brought it up to date: “My parrot is now called Mango.”")
    vault.operations.supersede([old.id], new.id)
    assert "Kiwi" not in "".join(seen(vault, echoed))
    assert seen(vault, fresh) == [fresh[0].text]


def test_all_that_holds_a_word_is_forgotten_with_its_quotations(vault: Vault) -> None:
    vault.remember("Моя сестра Аня живёт в Риге. Она поёт в хоре по вечерам.")
    echoed = answers(vault, "Вы говорили: «Она поёт в хоре по вечерам.»")
    vault.operations.forget_matching("Аня")
    assert "хоре" not in seen(vault, echoed)[0]


@pytest.mark.parametrize("text", ["Kiwi", "to be or not", "🙂"])
def test_words_that_may_stand_anywhere_hide_nothing(vault: Vault, text: str) -> None:
    memory: Memory = vault.remember(text)
    echoed = answers(vault, f"Let me see: {text} it is")
    vault.operations.forget(memory.id)
    assert seen(vault, echoed) == [f"Let me see: {text} it is"]
