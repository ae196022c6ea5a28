"""Forgetting everything about someone or something, in any inflected form."""

from __future__ import annotations

import pytest

from memory_core.errors import BadRequest
from memory_core.store.matching import Needle, bases
from tests.tools.vaults import Vault


@pytest.mark.parametrize(
    "forms",
    [
        "Маша Маши Маше Машу Машей Машею",
        "Андрей Андрея Андрею Андреем Андрее",
        "Павел Павла Павлу Павлом Павле",
        "Лев Льва Льву Львом Льве",
        "палец пальца пальцем",
        "Игорь Игоря Игорю Игорем Игоре",
        "Илья Ильи Илье Илью Ильёй",
        "Мария Марии Марию Марией",
        "Яна Яны Яне Яну Яной",
        "Пётр Петра Петру Петром Петре",
        "Юлий Юлия Юлию Юлием",
        "Иванова Ивановой Иванову",
        "Достоевский Достоевского Достоевскому Достоевским",
        "мать матери матерью",
        "кот кота коту котом коты котов котами",
        "Ann Ann's ANN",
        "city cities",
    ],
)
def test_every_form_finds_every_other(forms: str) -> None:
    for one in forms.split():
        for other in forms.split():
            assert Needle(one).within(f"Вчера {other}, и завтра."), (one, other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Олег", "Ольга"),
        ("Ann", "planning an annual meeting"),
        ("Марина", "Мария"),
        ("кот", "который"),
        ("дом", "домино"),
        ("Анна", "Антон"),
        ("Riga", "rigatoni"),
        ("New York", "a new car from York"),
    ],
)
def test_other_words_are_left_alone(text: str, other: str) -> None:
    assert not Needle(text).within(other)


def test_bases_hold_the_stem() -> None:
    assert "гитар" in bases("гитару")


def test_memories_and_turns_that_hold_it_are_gone_in_one_step(vault: Vault) -> None:
    nurse = vault.remember("Андрей работает в больнице")
    city = vault.remember("Я переехал в Ригу")
    told = vault.say("Вчера видел Андрея в парке. Было тепло.")
    reply = vault.diary.add("Андрею привет!", "assistant", told.at)
    forgotten = vault.operations.forget_matching("андреем")
    assert forgotten.memories == (nurse.id,)
    assert set(forgotten.turns) == {nurse.sources[0].turn_id, told.id, reply.id}
    assert vault.texts() == {city.text}
    assert vault.diary.visible_text(told) == ""
    assert vault.diary.search("Андрей") == vault.diary.search("тепло") == []
    assert vault.index.search_memories("Андрей") == []
    vault.journal.undo()
    assert vault.texts() == {city.text, nurse.text}
    assert set(vault.diary.search("Андрей")) == {told, reply, vault.diary.get(nurse.sources[0].turn_id)}


def test_several_words_are_looked_for_side_by_side(vault: Vault) -> None:
    vault.remember("We flew to New York in May")
    vault.remember("My new car is from York")
    assert len(vault.operations.forget_matching("new york").memories) == 1
    assert vault.texts() == {"My new car is from York"}


def test_a_text_without_words_is_looked_for_as_it_is(vault: Vault) -> None:
    vault.remember("Party 🎉 on Friday")
    vault.remember("Party on Saturday")
    vault.operations.forget_matching("🎉")
    assert vault.texts() == {"Party on Saturday"}


def test_superseded_memories_are_forgotten_too(vault: Vault) -> None:
    old, new = vault.remember("I live in Riga"), vault.remember("I live in Oslo")
    vault.operations.supersede([old.id], new.id)
    vault.operations.forget_matching("riga")
    assert vault.texts("superseded") == set()
    assert vault.texts("forgotten") == {old.text}


def test_nothing_to_look_for_is_refused(vault: Vault) -> None:
    with pytest.raises(BadRequest):
        vault.operations.forget_matching(" \n")


def test_what_nobody_said_is_no_step(vault: Vault) -> None:
    vault.remember("I live in Riga")
    assert vault.operations.forget_matching("Lisbon").memories == ()
    assert [step.name for step in vault.journal.steps()] == ["step.admit"]
