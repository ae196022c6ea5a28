"""Spreading activation and completion: what the question names leads to what it does not resemble."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from memory_core.engine import Engine
from memory_core.evaluation.hops import World, hits, worlds
from memory_core.models.embedder import OnnxEmbedder
from memory_core.params import Params
from memory_core.recall.graph import names_in
from memory_core.recall.recall import Recall
from memory_core.recall.spread import follow
from memory_core.types import Status
from tests.tools.diaries import START, HashEmbedder, Shelf, memory, turn
from tests.tools.set_clock import SetClock

ALONE = Params(without="spread,associative")


@pytest.mark.parametrize("hops", [2, 3])
@pytest.mark.parametrize("spoken", ["en", "ru"])
def test_two_and_three_statements_are_put_together(embedder: OnnxEmbedder, hops: int, spoken: str) -> None:
    some = [
        one
        for one in worlds()
        if one.hops == hops and one.question.isascii() == (spoken == "en") and not one.unseen
    ]
    assert len(some) == 6
    alone, together = hits(embedder, ALONE, some), hits(embedder, Params(), some)
    assert together.first >= 5 / 6
    assert together.third == 1.0
    assert together.first >= alone.first + 0.5


def test_worlds_that_the_rules_were_not_made_for_are_put_together_too(embedder: OnnxEmbedder) -> None:
    some = [one for one in worlds() if one.unseen]
    alone, together = hits(embedder, ALONE, some), hits(embedder, Params(), some)
    assert together.first >= 0.75
    assert together.third >= 0.9
    assert alone.first <= 0.4


@pytest.mark.parametrize(
    ("text", "own", "others"),
    [
        ("What does my sister's husband do?", {"=sister"}, {"spouse"}),
        ("Who is the husband of my sister?", {"=sister"}, {"spouse"}),
        ("My sister is called Ann.", {"=sister"}, set()),
        ("Ann's husband is Oleg.", set(), {"spouse"}),
        ("Кем работает муж моей сестры?", {"=sister"}, {"spouse"}),
        ("Муж Ани — Олег.", set(), {"spouse"}),
        ("Моя сестра Аня живёт в Риге.", {"=sister"}, set()),
        ("где работает брат жены?", {"=wife"}, {"brother"}),
        ("I like tea.", set(), set()),
    ],
)
def test_whose_somebody_is_meant(text: str, own: set[str], others: set[str]) -> None:
    names = names_in(text)
    assert (set(names.own), set(names.others)) == (own, others)


def test_names_are_the_same_in_every_case_and_weekdays_are_none() -> None:
    assert names_in("Мы видели Тимофея.").sure == names_in("Сына зовут Тимофей.").sure
    assert names_in("We met Ann's aunt on Monday.").sure == {"ann"}
    assert names_in("WE MET ANN").sure == frozenset()


def chain(shelf: Shelf) -> None:
    shelf.know(
        memory(1, "My sister is called Ann."),
        memory(2, "Ann's husband is Oleg."),
        memory(3, "Oleg is a glass blower."),
        memory(4, "Gloria's husband is a plumber."),
    )


def reading(shelf: Shelf, question: str) -> list[str]:
    with shelf.index.reading() as table:
        return [text for text, _ in follow(table, question, table.answers).readings]


def test_a_chain_is_read_by_the_name_that_it_leads_to() -> None:
    shelf = Shelf(HashEmbedder())
    chain(shelf)
    assert reading(shelf, "What does my sister's husband do?") == ["What does Oleg do?"]
    assert reading(shelf, "Where is my sister's husband's car?") == ["Where is Oleg's car?"]
    assert reading(shelf, "What does the husband of my sister do?") == ["What does Oleg do?"]
    assert reading(shelf, "What does my brother's husband do?") == []
    assert reading(shelf, "What does my sister's son do?") == []
    assert reading(shelf, "What does my sister do?") == []


def test_nothing_runs_through_what_was_forgotten_or_replaced() -> None:
    shelf = Shelf(HashEmbedder())
    chain(shelf)
    shelf.know(memory(2, "Ann's husband is Oleg.", status=Status.SUPERSEDED))
    assert reading(shelf, "What does my sister's husband do?") == []
    shelf.know(memory(5, "Ann's husband is Boris."))
    assert reading(shelf, "What does my sister's husband do?") == ["What does Boris do?"]
    shelf.index.drop_memory(1)
    assert reading(shelf, "What does my sister's husband do?") == []


def test_the_answer_says_what_spreading_added(recall: Recall, shelf: Shelf) -> None:
    chain(shelf)
    best = recall("What does my sister's husband do?").items[0]
    assert best.memory_id == 3
    assert best.parts["spread"] > 0.3
    assert best.score == pytest.approx(sum(best.parts.values()), abs=1e-3)


def test_what_was_used_together_comes_up_together(embedder: OnnxEmbedder) -> None:
    shelf = Shelf(embedder)
    shelf.know(
        memory(1, "I take vitamin D every morning."),
        memory(2, "Doctor Lund wants to see me in March."),
        memory(3, "The bicycle has a flat tyre."),
    )
    ask = Recall(shelf.index, embedder, Params(without="associative"))
    question = "Which vitamin do I take?"
    before = {item.memory_id: item.score for item in ask(question).items}
    shelf.index.put_links(1, {2: (0.8, START)})
    after = {item.memory_id: item for item in ask(question).items}
    assert after[2].parts["spread"] > 0
    assert after[3].parts["spread"] == 0
    assert after[2].score > before[2]
    # The same link while another one was renewed half a year later.
    shelf.index.put_links(3, {4: (0.5, START + timedelta(days=180))})
    weaker = {item.memory_id: item for item in ask(question).items}
    assert 0 < weaker[2].parts["spread"] < after[2].parts["spread"] / 4
    shelf.index.put_links(1, {})
    assert {item.memory_id: item for item in ask(question).items}[2].parts["spread"] == 0


def test_a_turn_completes_to_the_one_that_came_after_it(embedder: OnnxEmbedder) -> None:
    shelf = Shelf(embedder)
    shelf.say(
        turn(1, "Has the plumber come about the leaking tap?"),
        turn(2, "It cost ninety euros and took all morning."),
    )
    shelf.say(*(turn(n, f"Today I read page {n} of the novel.") for n in range(10, 30)))
    ask = Recall(shelf.index, embedder, Params(without="spread", weight_associative=0.2))
    found = {item.id: item for item in ask("What about the leaking tap?", limit=30).items}
    assert found["turn:2"].parts["associative"] > 0.03
    with shelf.index.reading() as table:
        vectors = [table.vectors[row] for row in range(2)]
        (completed, sure) = table.completions.after(vectors[0])[0]
        assert completed @ vectors[1] > 0.98
        assert sure > 0.9
    shelf.index.drop_turn(2)
    with shelf.index.reading() as table:
        after = table.completions.after(vectors[0])
        assert not after or after[0][0] @ vectors[1] < 0.9


def test_what_waits_in_the_background_is_not_completed_to_before(embedder: OnnxEmbedder) -> None:
    shelf = Shelf(HashEmbedder())
    shelf.know(*(memory(n, f"Ann has kayak number{n}.") for n in range(1, 400)))
    with shelf.index.reading() as table:
        cue = np.ones(16, np.float32)
        assert table.completions.about({"ann": 1.0}, cue) == []
    while shelf.index.associate():
        pass
    with shelf.index.reading() as table:
        assert table.completions.about({"ann": 1.0}, cue) != []
    shelf.index.drop_memory(7)
    assert shelf.index.associate()  # its matrix has to be folded anew
    with shelf.index.reading() as table:
        assert table.completions.about({"ann": 1.0}, cue) == []
    while shelf.index.associate():
        pass
    with shelf.index.reading() as table:
        assert table.completions.about({"ann": 1.0}, cue) != []


def test_a_question_without_names_reaches_nothing() -> None:
    world = World(("Tea is in the tin.",), ("Milk is in the fridge.",), "where is the tea?")
    found = hits(HashEmbedder(), Params(), [world])
    assert found.first == hits(HashEmbedder(), ALONE, [world]).first == 1.0


def test_used_together_in_a_vault_is_linked_and_forgets_with_it(
    vault_folder: Path, clock: SetClock, embedder: OnnxEmbedder
) -> None:
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        for text in ("My sister Ann lives in Riga.", "I am allergic to peanuts."):
            engine.perceive(text, at=clock())
        engine.settle()
        first, second = (one.id for one in engine.memories.find()[:2])
        items = [item for item in engine.recall("sister Riga allergic peanuts").items if item.memory_id]
        engine.used(items[:2])
        (link,) = engine.memories.links(first)
        assert {link.source_id, link.target_id} == {first, second}
        assert link.weight == pytest.approx(Params().association_gain)
        engine.memories.forget(second)
        assert engine.memories.links(first) == []
    with Engine.open(vault_folder, clock=clock, embedder=embedder) as engine:
        engine.memories.restore(second)
        assert len(engine.memories.links(first)) == 1
