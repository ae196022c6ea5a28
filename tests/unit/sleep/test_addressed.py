"""What the user said of themselves, said to them; nothing but the person changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.sleep.addressed import second_person


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I work as a bookbinder near the harbour.", "You work as a bookbinder near the harbour."),
        ("btw I'm allergic to walnuts!", "You're allergic to walnuts."),
        ("My sister Ann lives in Riga.", "Your sister Ann lives in Riga."),
        ("I was born in Graz and I've lived in Lund", "You were born in Graz and you've lived in Lund."),
        ("I hurt myself; mine is the red one", "You hurt yourself; yours is the red one."),
    ],
)
def test_the_person_changes(said: str, told: str) -> None:
    assert second_person(said) == told


@pytest.mark.parametrize(
    "said",
    [
        "We are going to Lisbon to see my brother.",
        "She is allergic to hazelnuts.",
        "My boss told me I should rest.",
        "I love “Imagine”.",
        "Я живу в Риге.",
        "Do I like tea?",
        "I like tea. It calms me.",
        "Call me when the oven beeps, would you?",
        "Blood type A negative.",
        "I " + "very " * 60 + "like tea.",
    ],
)
def test_what_is_less_plain_is_left_to_a_quotation(said: str) -> None:
    assert second_person(said) is None


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    told = second_person(text)
    assert told is None or (told.strip() and told[-1] == ".")
