"""What recall finds, in which order, about which time, and when it says that it does not know."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from memory_core.errors import BadRequest
from memory_core.params import Params
from memory_core.recall.pack import tokens
from memory_core.recall.recall import Recall
from memory_core.types import Found, Role, Status
from tests.tools.diaries import START, Shelf, memory, turn


def texts(found: Found) -> list[str]:
    return [item.text for item in found.items]


def test_facts_are_found_in_both_languages_and_across(shelf: Shelf, recall: Recall) -> None:
    shelf.know(
        memory(1, "My brother Tom drives a tram in Melbourne."),
        memory(2, "Летом мы строим баню на даче."),
        memory(3, "The blue bicycle belongs to my neighbour."),
        memory(4, "По вторникам у меня урок фортепиано."),
    )
    assert texts(recall("What does Tom do for work?"))[0].startswith("My brother")
    assert texts(recall("Что мы строим летом?"))[0].startswith("Летом")
    assert texts(recall("When do I have my piano lesson?"))[0].startswith("По вторникам")
    assert texts(recall("Чей синий велосипед?"))[0].startswith("The blue")


def test_an_item_says_where_it_comes_from_and_why(shelf: Shelf, recall: Recall) -> None:
    told = turn(7, "Our tractor is called Bertha.", speaker="Ida")
    shelf.say(told)
    shelf.know(memory(3, told.text, told=[told], event_date=START), external_ids=("t7",), speaker="Ida")
    item = recall("Which name has the tractor?").items[0]
    assert (item.id, item.memory_id, item.kind, item.external_ids) == ("memory:3", 3, "fact", ("t7",))
    assert item.sources[0].turn_id == 7
    assert item.event_date == START
    assert item.score == pytest.approx(sum(item.parts.values()), abs=1e-4)


def test_a_bare_answer_is_found_by_the_question_before_it(shelf: Shelf, recall: Recall) -> None:
    shelf.say(
        turn(1, "Which town would you like to move to one day?", role=Role.ASSISTANT),
        turn(2, "Riga, without a doubt."),
        turn(3, "And what shall we cook tonight?", role=Role.ASSISTANT),
        turn(4, "Pancakes."),
    )
    assert texts(recall("To which town would I like to move?"))[0] == "Riga, without a doubt."


def test_the_only_person_named_is_the_one_who_speaks(shelf: Shelf, recall: Recall) -> None:
    shelf.say(
        turn(1, "I spent the whole summer in Portugal.", speaker="Ida"),
        turn(2, "I spent the whole summer in Iceland.", speaker="Marek"),
    )
    assert recall("Where did Marek spend the summer?").items[0].speaker == "Marek"
    assert recall("Where did Ida spend the summer?").items[0].speaker == "Ida"


def test_a_named_date_prefers_what_was_told_then(shelf: Shelf, recall: Recall) -> None:
    days = {1: datetime(2025, 1, 10, tzinfo=UTC), 2: datetime(2025, 6, 2, tzinfo=UTC)}
    shelf.say(turn(1, "We went to a concert with the children.", at=days[1], conversation="a"))
    shelf.say(turn(2, "We went to a concert with the neighbours.", at=days[2], conversation="b"))
    assert "children" in texts(recall("Which concert did we go to in January 2025?"))[0]
    assert "neighbours" in texts(recall("На каком концерте мы были 2 июня 2025 года?"))[0]


def test_a_memory_stands_for_the_turn_that_it_holds(shelf: Shelf, recall: Recall) -> None:
    told = turn(1, "The torch hangs on a hook behind the cellar door.")
    shelf.say(told, turn(2, "It was windy all day."))
    shelf.know(memory(1, told.text, told=[told]))
    assert [item.id for item in recall("Where does the torch hang?").items] == ["memory:1", "turn:2"]
    alone = recall("Where does the torch hang?", include_turns=False)
    assert [item.id for item in alone.items] == ["memory:1"]


def test_a_long_turn_keeps_its_place_beside_the_memory_of_one_sentence(shelf: Shelf, recall: Recall) -> None:
    told = turn(
        1,
        "The heating was repaired on Friday, the bill came to ninety pounds, then we drove to my aunt and "
        "ate cherries in her garden until dark. My cousin Vera is getting married in October.",
    )
    shelf.say(told)
    shelf.know(memory(1, "My cousin Vera is getting married in October.", told=[told]))
    assert [item.id for item in recall("When does Vera marry?").items] == ["memory:1", "turn:1"]


def test_a_turn_that_says_the_same_in_other_words_keeps_its_place(shelf: Shelf, recall: Recall) -> None:
    first, again = (
        turn(1, "I collect stamps from Finland."),
        turn(9, "Spent the evening sorting my Finnish stamps."),
    )
    shelf.say(first)
    shelf.say(again)
    shelf.know(memory(1, first.text, told=[first, again]))
    found = recall("What do I collect?")
    assert [item.id for item in found.items] == ["memory:1", "turn:9"]
    assert found.items[0].external_ids == ("t1",)
    assert set(recall("What do I collect?", include_turns=False).items[0].external_ids) == {
        "t1",
        "t9",
    }


def test_superseded_memories_answer_for_the_time_when_they_were_true(shelf: Shelf, recall: Recall) -> None:
    moved = START + timedelta(days=100)
    then = memory(1, "I live in Bergen.", status=Status.SUPERSEDED, valid_to=moved, superseded_by=2)
    now = memory(2, "I live in Trieste.", learnt_at=moved, valid_from=moved)
    shelf.know(then, now)
    question = "Where do I live?"
    assert texts(recall(question)) == ["I live in Trieste."]
    assert texts(recall(question, valid_at=START + timedelta(days=5))) == ["I live in Bergen."]
    assert texts(recall(question, valid_at=moved + timedelta(days=5))) == ["I live in Trieste."]
    assert texts(recall(question, known_at=START + timedelta(days=5))) == ["I live in Bergen."]
    assert texts(recall(question, known_at=moved)) == ["I live in Trieste."]


def test_a_turn_does_not_answer_for_a_time_when_its_memory_was_not_true(shelf: Shelf, recall: Recall) -> None:
    told = turn(1, "I live in Trieste.")
    shelf.say(told)
    shelf.know(memory(1, told.text, told=[told], valid_from=told.at))
    assert texts(recall("Where do I live?", valid_at=START - timedelta(days=5))) == []
    assert texts(recall("Where do I live?", known_at=START - timedelta(days=5))) == []


def test_faded_turns_rank_below_active_memories_and_forgotten_ones_are_gone(
    shelf: Shelf, recall: Recall
) -> None:
    old, new = turn(1, "I grow tomatoes on the balcony."), turn(2, "I grow beans on the balcony.")
    shelf.say(old)
    shelf.say(new)
    shelf.know(memory(1, old.text, told=[old], status=Status.FADED), memory(2, new.text, told=[new]))
    assert [item.id for item in recall("What do I grow on the balcony?").items] == ["memory:2", "turn:1"]
    shelf.know(memory(2, new.text, told=[new], status=Status.FORGOTTEN))
    shelf.index.put_turn(new, "", shelf.embedder.encode([""])[0], supports=True, previous_id=None)
    assert [item.id for item in recall("What do I grow on the balcony?").items] == ["turn:1"]


@pytest.mark.parametrize(
    ("facts", "known", "unknown"),
    [
        (
            ["My sister Ruth moved to Halifax.", "I'm allergic to walnuts.", "The car needs new brakes."],
            ["Where does Ruth live?", "Which nuts am I allergic to?", "What does the car need?"],
            ["Who repaired our roof?", "Who painted the kitchen?", "When did I quit smoking?"],
        ),
        (
            ["Сестра Рая переехала в Тулу.", "У меня аллергия на орехи.", "Машине нужны новые тормоза."],
            ["Куда переехала Рая?", "На что у меня аллергия?", "Что нужно машине?"],
            ["Кто чинил нам крышу?", "Какой у меня размер обуви?", "Когда я бросил курить?"],
        ),
    ],
)
def test_support_tells_knowing_from_guessing(
    shelf: Shelf, recall: Recall, facts: list[str], known: list[str], unknown: list[str]
) -> None:
    shelf.know(*(memory(number, text) for number, text in enumerate(facts, start=1)))
    floor = Params().support_floor
    assert all(recall(question).support >= floor for question in known)
    assert all(recall(question).support < floor for question in unknown)


def test_assistants_and_ignored_turns_never_raise_support(shelf: Shelf, recall: Recall) -> None:
    shelf.say(turn(1, "Your tractor is called Bertha.", role=Role.ASSISTANT))
    shelf.say(turn(2, "Is my tractor called Bertha?"), supports=False)
    found = recall("Which name has my tractor?")
    assert found.items
    assert found.support == 0.0


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("I have a small flat in the old town of Tartu.", "Where do I live?"),
        ("Я снимаю квартиру в старом городе в Тарту.", "Где я живу?"),
    ],
)
def test_a_question_asked_again_and_again_does_not_hide_its_answer(
    shelf: Shelf, recall: Recall, told: str, asked: str
) -> None:
    shelf.say(turn(1, told))
    for number in range(2, 14):
        shelf.say(turn(number, asked), supports=False)
    found = recall(asked)
    assert texts(found)[0] == told
    assert recall(f"{asked.rstrip('?')} now?").items[0].text == told


def test_a_request_for_an_idea_is_not_refused(shelf: Shelf, recall: Recall) -> None:
    shelf.know(memory(1, "I can't eat anything with gluten."))
    assert recall("Suggest something for dinner on Sunday").support >= Params().support_floor
    assert recall("Что мне приготовить на ужин?").support >= Params().support_floor


def test_packing_stays_under_the_budget_best_first(shelf: Shelf, recall: Recall) -> None:
    shelf.know(
        *(memory(n, f"Shelf {n} holds {n} red books about the history of Norway.") for n in range(1, 30))
    )
    found = recall("What is on the shelves?", limit=100, token_budget=100)
    assert 0 < sum(tokens(item.text, 1.3) for item in found.items) <= 100
    assert [item.score for item in found.items] == sorted((item.score for item in found.items), reverse=True)
    assert not recall("What is on the shelves?", token_budget=1).items


def test_recall_is_pure(shelf: Shelf, recall: Recall) -> None:
    shelf.say(turn(1, "I bought a kayak."), turn(2, "It is orange."))
    first = recall("What did I buy?")
    for _ in range(3):
        assert recall("What did I buy?") == first


def test_nothing_known_and_nothing_asked(recall: Recall, shelf: Shelf) -> None:
    assert recall("Where do I live?") == Found("Where do I live?", (), 0.0, {})
    shelf.know(memory(1, "I live in Oslo."))
    assert recall("  ").items == ()
    assert recall("??? 🙂").items == ()


def test_impossible_requests_are_refused(recall: Recall) -> None:
    with pytest.raises(BadRequest):
        recall("x", limit=0)
    with pytest.raises(BadRequest):
        recall("x", token_budget=-1)
    with pytest.raises(BadRequest):
        recall("x", valid_at=datetime(2025, 1, 1))  # noqa: DTZ001


def test_readers_never_see_half_a_change(shelf: Shelf, recall: Recall) -> None:
    told = [turn(n, f"Locker {n} belongs to Sam.") for n in range(1, 40)]
    encoded = shelf.embedder.encode([one.text for one in told])
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        finished = False
        try:
            while not done.is_set():
                items = recall("Whose locker is it?", limit=50).items
                wrong.extend(
                    item.text
                    for item in items
                    if item.text != f"Locker {item.sources[0].turn_id} belongs to Sam."
                )
            finished = True
        finally:
            if not finished:
                wrong.append("a reader failed")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(8):
        for one, code in zip(told, encoded, strict=True):
            before = one.id - 1 or None
            shelf.index.put_turn(one, one.text, code, supports=True, previous_id=before)
        for one in told[::2]:
            shelf.index.drop_turn(one.id)
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
