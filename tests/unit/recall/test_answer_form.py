"""Texts that can by their form not answer a question, and those that can."""

from __future__ import annotations

import pytest

from memory_core.recall.answer_form import form_of


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("Which shoe size do I have?", "I take a 43 in shoes.", "I have a parrot called Kiwi."),
        ("How many cousins do I have?", "I have eleven cousins.", "My cousins live abroad."),
        ("How often do I run? How far?", "I run twice a week.", "I like running."),
        ("Сколько мне лет?", "Мне сорок два.", "Я люблю дождь."),
        ("Какой у меня размер обуви?", "Ношу 41-й.", "У меня есть попугай."),
        ("What colour is the door?", "We painted the door teal.", "The door sticks."),
        ("Какого цвета машина?", "Машина у нас тёмно-синяя, синий металлик.", "Машина в ремонте."),
    ],
)
def test_the_form_of_an_answer_is_told(question: str, yes: str, no: str) -> None:
    form = form_of(question)
    assert form is not None
    assert form(yes)
    assert not form(no)


@pytest.mark.parametrize("question", ["Where do I live?", "Who is my boss?", "Когда свадьба?", "", "☃"])
def test_other_questions_take_any_form(question: str) -> None:
    assert form_of(question) is None
