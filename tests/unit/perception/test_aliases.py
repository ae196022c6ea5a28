"""Which names a statement gives to whom, and what is no name or somebody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.perception.aliases import (
    age_of,
    forms_of,
    heads_of,
    name_words,
    namings,
    nominative,
    role_of,
    usual_names,
)
from memory_core.text.words import stem


def told(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        ("", "", one.names) if one.role is None else (one.role.key, one.role.age, one.names)
        for one in namings(text)
    ]


@pytest.mark.parametrize(
    ("text", "role", "names"),
    [
        ("My sister Ann lives in Oslo.", "sister", ("Ann",)),
        ("my sister Ann's dog is ill", "sister", ("Ann",)),
        ("my wife is called Olesya", "wife", ("Olesya",)),
        ("Girlfriend's called Femke, she pilots ships", "girlfriend", ("Femke",)),
        ("My mum's name is Ingrid.", "mother", ("Ingrid",)),
        ("our vet, Dr Moss, is on holiday", "vet", ("Dr Moss",)),
        ("My boss is now Priscilla Grant.", "boss", ("Priscilla Grant",)),
        ("Ann is my sister.", "sister", ("Ann",)),
        ("Olesya, my wife, works nights.", "wife", ("Olesya",)),
        ("We have a collie called Finn.", "dog", ("Finn",)),
        ("our boat, the Petrel, is moored in Falmouth", "boat", ("Petrel",)),
        ("My band is called «Salt»", "band", ("Salt",)),
        ("My brother Robert is a vet, everyone calls him Bob.", "brother", ("Robert", "Bob")),
        ("My friend Alexandra (Sasha) plays the cello.", "friend", ("Alexandra", "Sasha")),
        ("My uncle Theodore, aka Teddy, sails.", "uncle", ("Theodore", "Teddy")),
        ("моя сестра Аня живёт в Осло", "sister", ("Аня",)),
        ("С моей сестрой Аней мы ездим на дачу.", "sister", ("Аня",)),
        ("сына зовут Егор", "son", ("Егор",)),
        ("сменщицу мою зовут Гузель", "colleague", ("Гузель",)),
        ("кот Персик любит рыбу", "cat", ("Персик",)),
        ("Мой начальник — Кирилл Андреевич.", "boss", ("Кирилл Андреевич",)),
        ("Олеся — моя жена", "wife", ("Олеся",)),
        ("У меня есть кот по кличке Персик", "cat", ("Персик",)),
        ("Наша лодка называется «Чайка»", "лодк", ("Чайка",)),
        ("Моя соседка Александра, для своих Саша, играет.", "neighbour", ("Александра", "Саша")),
        ("my cat зовут Bulka", "cat", ("Bulka",)),
    ],
)
def test_a_role_and_its_names(text: str, role: str, names: tuple[str, ...]) -> None:
    assert told(text) == [(role, "", names)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Robert, everyone calls him Bob, likes chess.", ("Robert", "Bob")),
        ("Bob is short for Robert.", ("Robert", "Bob")),
        ("Александра, для своих Саша, играет на скрипке", ("Александра", "Саша")),
        ("Alexandra (Sasha) plays the cello.", ("Alexandra", "Sasha")),
    ],
)
def test_two_names_of_one_person(text: str, names: tuple[str, ...]) -> None:
    assert told(text) == [("", "", names)]


@pytest.mark.parametrize(
    "text",
    [
        "My car, a red Fiesta, needs an MOT.",
        "Tom's sister Ann lives in Rome.",
        "Her sister Ann lives in Rome.",
        "My sister is Danish.",
        "My sister, Tom, and Ann went home.",
        "My mum moved to Bath in May.",
        "I saw a film called Heat.",
        "I have met Leeds (UK) people.",
        "её сестра Аня",
        "маму её зовут Ирина",
        "Меня зовут Виктор Палыч.",
        "Опять зовут на хоррор.",
        "у Маши дочка Амина",
        "MY SISTER ANN IS A NURSE",
        "",
    ],
)
def test_descriptions_and_other_peoples_people_are_no_names(text: str) -> None:
    assert namings(text) == ()


def test_age_sets_sisters_apart() -> None:
    assert told("My older sister Kate and my younger sister Ann came.") == [
        ("sister", "older", ("Kate",)),
        ("sister", "younger", ("Ann",)),
    ]
    assert told("Младшая сестра Маша учится в школе.") == [("sister", "younger", ("Маша",))]
    assert (age_of("старшего"), age_of("best"), age_of("green")) == ("older", "", None)


def test_one_role_in_two_languages_and_all_cases() -> None:
    assert {role_of(word) for word in ("sister", "сестра", "сестрой", "сестре")} == {"sister"}
    assert role_of("boats") == role_of("boat")


def test_usual_short_forms() -> None:
    assert stem("Bob") in forms_of(stem("Robert"))
    assert heads_of(stem("Саша")) == {stem("Александр")}
    assert heads_of(stem("Xanthippe")) == frozenset()
    assert usual_names("Вчера с Сашей и Bob ели в Riga") == {"Саша", "Bob"}
    assert [nominative(one) for one in ("Сашей", "Аней", "Олеся", "Егора")] == [
        "Саша",
        "Аня",
        "Олеся",
        "Егора",
    ]
    assert name_words("Dr Moss") == ("moss",)


WORDS = "my our sister Ann is called Bob (Sasha) the , — . моя сестра Аня зовут «Чайка» у кот calls him Dr"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    for one in namings(text):
        assert one.names
        assert one.role is not None or len(one.names) > 1
