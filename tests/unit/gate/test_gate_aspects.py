"""A change of one side of a life leaves its other sides as they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from memory_core.gate.aspects import apart, aspects
from memory_core.gate.matter import only_of_one_person
from memory_core.gate.partial import remainder
from memory_core.models.embedder import OnnxEmbedder
from tests.tools.set_clock import SetClock


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder.shipped()


BEGAN = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("My brother Tom has moved to Leeds.", {"home"}),
        ("The meeting was moved to Friday.", set()),
        ("Моя сестра Дарина переехала, теперь живёт в Уфе.", {"home"}),
        ("Дарина родилась 25 ноября.", {"birth"}),
        ("Tom is allergic to nuts.", {"health"}),
        ("I grew up in Innsbruck.", {"origin"}),
        ("I work as a lawyer.", {"profession"}),
        ("I changed jobs: I work at Acme now.", {"employer"}),
        ("Я работаю юристом.", {"profession"}),
        ("Теперь работаю в «Ромашкино».", {"employer"}),
        ("The neighbour's cat sat on the piano.", set()),
    ],
)
def test_the_side_shows_in_plain_words(text: str, sides: set[str]) -> None:
    assert aspects(text) == sides


def test_nothing_follows_from_a_sentence_on_no_side() -> None:
    assert not apart("Tom has moved to Leeds.", "Tom plays the cello.")
    assert not apart("Tom has moved to Leeds.", "Tom lives in York.")
    assert apart("Tom has moved to Leeds.", "Tom is allergic to nuts.")


@pytest.mark.parametrize(
    ("told", "later", "stays"),
    [
        ("Tom is allergic to nuts.", "My brother Tom has moved to Leeds.", True),
        ("Xanthe's birthday is on 7 February.", "My sister Xanthe has moved to Utrecht.", True),
        ("Дарина родилась 25 ноября.", "Моя сестра Дарина переехала, теперь живёт в Уфе.", True),
        ("My brother Tom lives in York.", "My brother Tom has moved to Leeds.", False),
    ],
)
def test_a_move_replaces_where_one_lived_and_nothing_else(
    vault_folder: Path, embedder: OnnxEmbedder, told: str, later: str, stays: bool
) -> None:
    with Engine.open(vault_folder, key=PLAIN, clock=SetClock(), embedder=embedder) as engine:
        engine.perceive(told, at=BEGAN).verdicts()
        engine.perceive(later, at=BEGAN + timedelta(days=20)).verdicts()
        assert (told in [one.text for one in engine.memories.find()]) is stays


def test_of_two_sides_in_one_memory_the_other_one_stays() -> None:
    both = "My sister Xanthe lives in Leeds. Xanthe's birthday is on 7 February."
    assert remainder(both, "My sister Xanthe has moved to Utrecht.") == "Xanthe's birthday is on 7 February."


@pytest.mark.parametrize("after", ["Okay, perfect.", "Thanks, that helps!"])
def test_what_is_said_after_a_question_is_no_answer_to_it(
    vault_folder: Path, embedder: OnnxEmbedder, after: str
) -> None:
    with Engine.open(vault_folder, key=PLAIN, clock=SetClock(), embedder=embedder) as engine:
        engine.perceive("I like lapsang tea best.", at=BEGAN).verdicts()
        for day in range(3):
            at = BEGAN + timedelta(days=1 + day)
            engine.perceive("Which tea do I like best?", at=at).verdicts()
            engine.perceive(after, at=at + timedelta(minutes=2)).verdicts()
        found = engine.recall("Which tea do I like best?")
        assert found.items[0].text == "I like lapsang tea best."


@pytest.mark.parametrize(
    ("told", "later"),
    [
        ("My brother Theo keeps bees.", "My brother Theo sings in a choir."),
        ("Мой брат Фёдор держит пчёл.", "Мой брат Фёдор поёт в хоре."),
    ],
)
def test_two_things_told_of_one_person_are_two(
    vault_folder: Path, embedder: OnnxEmbedder, told: str, later: str
) -> None:
    assert only_of_one_person(later, told)
    with Engine.open(vault_folder, key=PLAIN, clock=SetClock(), embedder=embedder) as engine:
        engine.perceive(told, at=BEGAN).verdicts()
        engine.perceive(later, at=BEGAN + timedelta(days=20)).verdicts()
        assert {one.text for one in engine.memories.find()} == {told, later}


def test_what_comes_late_does_not_replace_what_was_told_after_it(
    vault_folder: Path, embedder: OnnxEmbedder
) -> None:
    now, before = "My bus now leaves at 7:10.", "My bus leaves at 7:25."
    clock = SetClock(BEGAN + timedelta(days=30))
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=embedder) as engine:
        engine.perceive(now, at=BEGAN + timedelta(days=20)).verdicts()
        engine.perceive(before, at=BEGAN).verdicts()
        assert {one.text for one in engine.memories.find()} == {now, before}
        engine.sleep.run()
        assert [one.text for one in engine.memories.find()] == [now]
