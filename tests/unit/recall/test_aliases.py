"""One person or thing under several names: the table, and questions by one name answered by another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.recall.aliases import NOTHING, STRONG, WEAK, Aliases
from memory_core.recall.recall import Recall
from memory_core.types import Status
from tests.tools.diaries import HashEmbedder, Shelf, memory

OTHERS = (
    "I'm allergic to walnuts.",
    "The car needs new brakes.",
    "My piano lesson is on Tuesdays.",
    "Our holiday in Portugal begins on 3 June.",
    "Tom from the office moved to Bergen.",
    "По вторникам я хожу в бассейн.",
    "Коллега Игорь переехал в Казань.",
)


def known(*texts: str, speaker: str | None = None) -> Aliases:
    aliases = Aliases()
    for number, text in enumerate(texts, start=1):
        aliases.add(number, text, speaker)
    return aliases


def stems_for(aliases: Aliases, question: str) -> dict[str, set[str]]:
    return {stem: set(others) for stem, others in aliases.expand(question).alternatives.items()}


@pytest.mark.parametrize(
    ("facts", "question", "answer"),
    [
        (("My sister Ann is a nurse.",), "Where does my sister live?", "Ann moved to Oslo."),
        (("My sister Ann is a nurse.",), "What does Ann not like to eat?", "My sister hates coriander."),
        (
            ("Our vet, Dr Moss, is on holiday.",),
            "What is the vet's address?",
            "Dr Moss is on Mill Street now.",
        ),
        (("Our boat, the Petrel, is 9 metres long.",), "Where is our boat?", "The Petrel is in Falmouth."),
        (("My wife is called Olesya.",), "When was my wife born?", "Olesya's birthday is on 30 August."),
        (("My dog Rex is a beagle.",), "What scares the dog?", "Rex is afraid of thunder."),
        (("My brother Robert lives in Leeds.",), "What does Robert do for work?", "Bob drives a tram."),
        (("У жены Насти целиакия.",), "Где работает жена?", "Настя устроилась в музей."),
        (("Сына зовут Егор.",), "В каком классе мой сын?", "Егор пошёл в первый класс."),
        (("Кот Персик любит рыбу.",), "Что лечили коту?", "Персику удалили зуб в марте."),
    ],
)
def test_what_was_said_under_another_name_answers(
    shelf: Shelf, recall: Recall, facts: tuple[str, ...], question: str, answer: str
) -> None:
    texts = (*facts, answer, *OTHERS)
    shelf.know(*(memory(number, text) for number, text in enumerate(texts, start=1)))
    found = recall(question)
    assert found.items[0].text == answer
    assert found.support >= Params().support_floor


def test_a_naming_still_answers_what_it_says_itself(shelf: Shelf, recall: Recall) -> None:
    texts = ("My sister is called Ann.", "Ann moved to Oslo.", "My sister hates coriander.", *OTHERS)
    shelf.know(*(memory(number, text) for number, text in enumerate(texts, start=1)))
    assert recall("What is my sister's name?").items[0].text == texts[0]
    assert recall("Who is Ann?").items[0].text == texts[0]
    assert recall("Where does Ann live?").items[0].text == texts[1]


def test_an_item_adds_up_with_other_names(shelf: Shelf, recall: Recall) -> None:
    shelf.know(memory(1, "My sister Ann is a nurse."), memory(2, "Ann moved to Oslo."))
    for item in recall("Where does my sister live?").items:
        assert item.score == pytest.approx(sum(item.parts.values()), abs=1e-4)


def test_a_forgotten_naming_takes_the_alias_along(shelf: Shelf) -> None:
    naming = memory(1, "My sister Ann is a nurse.")
    shelf.know(naming, memory(2, "Ann moved to Oslo."))
    with shelf.index.reading() as table:
        assert table.aliases.expand("Where does my sister live?") != NOTHING
        for status in (Status.FORGOTTEN, Status.SUPERSEDED, Status.FADED):
            shelf.know(naming)
            assert table.aliases.entities()
            shelf.know(memory(1, naming.text, status=status))
            assert table.aliases.entities() == ()
            assert table.aliases.expand("Where does my sister live?") == NOTHING
        shelf.know(naming)
        shelf.index.drop_memory(1)
        assert table.aliases.entities() == ()


def test_another_name_weighs_a_little_less_and_a_guessed_one_less_still() -> None:
    aliases = known("My brother Robert lives in Leeds.", "Bob drives a tram.")
    found = aliases.expand("What does Robert do for work?")
    assert found.readings == (
        ("What does my brother do for work?", STRONG),
        ("What does Bob do for work?", WEAK),
    )
    assert found.alternatives["robert"]["brother"] == STRONG
    assert found.alternatives["robert"]["bob"] == WEAK
    assert aliases.expand("What is Robert's job?").readings[0][0] == "What is my brother's job?"


def test_names_of_the_same_person_are_joined_from_several_memories() -> None:
    aliases = known("My brother Robert is a vet.", "Robert, everyone calls him Bob, likes chess.")
    assert len(aliases.entities()) == 1
    assert stems_for(aliases, "Where does my brother live?") == {"brother": {"robert", "bob"}}
    girlfriend = known("My girlfriend Femke sails.", "My wife Femke is away.")
    assert len(girlfriend.entities()) == 1


def test_same_name_people_stay_apart() -> None:
    aliases = known("My sister Ann is a nurse.", "My colleague Ann plays golf.")
    assert len(aliases.entities()) == 2
    for question in ("Where does Ann live?", "Where does my sister live?", "What does my colleague play?"):
        assert aliases.expand(question) == NOTHING
    aliases.add(3, "My sister Ann Petrova called.", None)
    assert stems_for(aliases, "Where does my sister live?") == {"sister": {"petrova"}}


def test_a_role_of_two_people_expands_nothing_but_its_age_does() -> None:
    aliases = known("My older sister Kate paints.", "My younger sister Ann sings.")
    assert aliases.expand("Where does my sister live?") == NOTHING
    assert stems_for(aliases, "Where does my big sister live?") == {"sister": {"kate"}}
    assert stems_for(aliases, "Где живёт моя младшая сестра?") == {"сестр": {"ann"}}
    assert aliases.expand("How old is Ann?") == NOTHING


@pytest.mark.parametrize(
    "question",
    [
        "Where does Tom's sister live?",
        "Where does her sister live?",
        "Where does my sister Kate live?",
        "Where does my sister Ann live?",
        "Where do I live?",
        "Where does your sister live?",
        "Где живёт его сестра?",
        "Где живёт сестра Тома?",
        "Кто из сестёр старше?",
        "",
    ],
)
def test_somebody_else_or_nobody_is_asked_for(question: str) -> None:
    assert known("My sister Ann is a nurse.").expand(question) == NOTHING


def test_short_forms_need_one_such_person() -> None:
    assert stems_for(known("Александра играет на скрипке."), "На чём играет Саша?") == {"саш": {"александр"}}
    assert known("Bob drives a tram.").expand("Where does Bob live?") == NOTHING
    apart = known("My brother Robert paints.", "My boss Bob sings.")
    assert apart.expand("Where does Bob live?").readings == (("Where does my boss live?", STRONG),)
    assert "robert" not in stems_for(apart, "Where does Bob live?")["bob"]
    two = known("Christopher drives a tram.", "Christine sings.")
    assert two.expand("Where does Chris live?") == NOTHING


def test_speakers_of_a_diary_have_no_other_names() -> None:
    assert known("My sister Ann is a nurse.", speaker="Ida").expand("Where is my sister?") == NOTHING
    aliases = known("Robert, everyone calls him Bob, likes chess.")
    assert aliases.expand("Where does Robert live?", ["robert"]) == NOTHING
    assert aliases.expand("Where does Robert live?", ["bob"]) == NOTHING


def test_a_hasty_question_needs_no_capitals() -> None:
    aliases = known("Сестру зовут Аня.")
    assert stems_for(aliases, "где живет аня")["ан"] >= {"сестр"}
    assert stems_for(aliases, "где живет сестра") == {"сестр": {"ан"}}


TEXTS = (
    "My sister Ann is a nurse.",
    "My colleague Ann plays golf.",
    "My sister Ann Petrova called.",
    "Моя сестра Аня врач.",
    "Robert, everyone calls him Bob, likes chess.",
    "My brother Robert is a vet.",
    "Bob, or simply Bobby, sings.",
    "My boss Bob is away.",
    "Саша пришла, Саня нет.",
    "I live in Oslo.",
)
QUESTIONS = ("Where is my sister?", "Where is Ann?", "Where is Bob?", "Where is my brother?", "Где Саша?")


@given(
    st.lists(
        st.tuples(
            st.integers(1, 6),
            st.sampled_from(TEXTS),
            st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.SUPERSEDED, Status.FORGOTTEN, None]),
        ),
        max_size=25,
    ),
    st.randoms(use_true_random=False),
)
def test_the_table_that_grew_is_the_table_built_anew(
    steps: list[tuple[int, str, Status | None]], chance: object
) -> None:
    grown = Shelf(HashEmbedder(), Params())
    left: dict[int, tuple[str, Status]] = {}
    for number, text, status in steps:
        if status is None:
            grown.index.drop_memory(number)
            left.pop(number, None)
        else:
            grown.know(memory(number, text, status=status))
            left[number] = (text, status)
    anew = Aliases()
    order = list(left)
    chance.shuffle(order)  # type: ignore[attr-defined]
    for number in order:
        if left[number][1] is Status.ACTIVE:
            anew.add(number, left[number][0], None)
    with grown.index.reading() as table:
        assert table.aliases.entities() == anew.entities()
        assert table.aliases.mentioned() == anew.mentioned()
        for question in QUESTIONS:
            assert table.aliases.expand(question) == anew.expand(question)


def test_without_aliases_nothing_more_is_encoded(shelf: Shelf, embedder: OnnxEmbedder) -> None:
    shelf.know(memory(1, "I live in Oslo."))
    asked: list[int] = []

    class Counting(HashEmbedder):
        def encode(self, texts, **more):  # type: ignore[no-untyped-def]
            asked.append(len(texts))
            return embedder.encode(texts, **more)

        calibrate = embedder.calibrate
        expect = embedder.expect

    recall = Recall(shelf.index, Counting(), Params())
    recall("Where does my sister live?")
    shelf.know(memory(2, "My sister Ann is a nurse."))
    recall("Where does my sister live?")
    assert asked == [1, 2]
