"""Re-ranking by a language model: what it may change, and what it must leave alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory_core.engine import Engine
from memory_core.errors import ModelCrashed
from memory_core.models.language_model import LanguageModel
from memory_core.params import Params
from memory_core.recall.recall import Recall
from memory_core.recall.rerank import VOICE, Candidate, Reranker, addends
from memory_core.types import Embedder, Found
from tests.tools.diaries import HashEmbedder, Shelf, memory, turn
from tests.tools.scripted_model import ScriptedModel
from tests.tools.tiny_gguf import write_tiny_gguf

QUESTION = "Where does my sister live?"
FACTS = [
    "My sister lives in Bergen.",
    "My sister has a live parrot.",
    "I live next to a mill.",
    "Rain again.",
]
PATIENT = Params(rerank_seconds=60.0, weight_voice_dialogue=0.5)


def likes(word: str) -> ScriptedModel:
    return ScriptedModel(
        lambda _: "",
        instruct=True,
        weigh=lambda context, _: -1.0 if word in context.split("\n")[-2] else -9.0,
    )


class Slow(ScriptedModel):
    """Weighs when it is let go, or is cancelled."""

    def __init__(self) -> None:
        super().__init__(lambda _: "", instruct=True)
        self.go = threading.Event()
        self.asked = 0

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        self.asked += 1
        self.go.wait()
        return [0.0] * len(contexts)


class Broken(ScriptedModel):
    """Dies whenever it is asked."""

    def score(self, contexts: Sequence[str], continuation: str) -> list[float]:
        raise ModelCrashed("it is gone", "Nothing was lost.", "Ask again.")


@pytest.fixture
def reranker() -> Iterator[Callable[..., Reranker]]:
    made: list[Reranker] = []

    def make(model: ScriptedModel, params: Params = PATIENT) -> Reranker:
        made.append(Reranker(model, params))
        return made[-1]

    yield make
    for one in made:
        one.close()


def shelf_of(facts: Sequence[str]) -> Shelf:
    shelf = Shelf(HashEmbedder())
    shelf.know(*(memory(number, text) for number, text in enumerate(facts, start=1)))
    return shelf


def answered(shelf: Shelf, rerank: Reranker | None, params: Params = PATIENT, limit: int = 10) -> Found:
    return Recall(shelf.index, shelf.embedder, params)(QUESTION, rerank=rerank, limit=limit)


def order(found: Found) -> list[str]:
    return [item.id for item in found.items]


def test_what_the_voice_expects_comes_first_with_its_reason(reranker: Callable[..., Reranker]) -> None:
    shelf = shelf_of(FACTS)
    params = replace(PATIENT, weight_voice_fact=20.0)
    found = answered(shelf, reranker(likes("parrot"), params), params)
    assert found.items[0].text == FACTS[1]
    assert found.items[0].parts[VOICE] > 0
    assert all(item.score == pytest.approx(sum(item.parts.values()), abs=1e-4) for item in found.items)
    assert found.support == answered(shelf, None).support


def test_only_the_first_are_looked_at_and_stay_before_the_rest(reranker: Callable[..., Reranker]) -> None:
    shelf = shelf_of(FACTS)
    params = replace(PATIENT, rerank_first=2, weight_voice_fact=50.0)
    plain = answered(shelf, None)
    found = answered(shelf, reranker(likes("Rain"), params), params)
    assert {item.id for item in found.items[:2]} == {item.id for item in plain.items[:2]}
    assert [item.id for item in found.items[2:]] == [item.id for item in plain.items[2:]]
    scores = [item.score for item in found.items]
    assert scores == sorted(scores, reverse=True)


def test_the_turn_before_is_read_with_a_turn(reranker: Callable[..., Reranker]) -> None:
    read: list[str] = []

    def weigh(context: str, _: str) -> float:
        read.append(context)
        return 0.0

    shelf = Shelf(HashEmbedder())
    shelf.say(
        turn(1, "Where does your sister live?", speaker="Ida"), turn(2, "In Bergen, sister.", speaker="Jan")
    )
    answered(shelf, reranker(ScriptedModel(lambda _: "", instruct=True, weigh=weigh)))
    assert "Where does your sister live?\nJan: In Bergen, sister.\nQuestion:" in read


def test_dialogues_are_not_weighed_by_default(reranker: Callable[..., Reranker]) -> None:
    model = Slow()
    turns = [Candidate("In Bergen.", 1.0, before="Where?"), Candidate("In Oslo.", 0.5, speaker="Jan")]
    assert reranker(model, Params())(QUESTION, turns) is None
    assert model.asked == 0


def test_without_time_the_order_stays_and_a_slow_model_is_asked_no_more(
    reranker: Callable[..., Reranker],
) -> None:
    shelf, model = shelf_of(FACTS), Slow()
    hasty = replace(PATIENT, rerank_seconds=0.001)
    weighing = reranker(model, hasty)
    plain = answered(shelf, None)
    assert answered(shelf, weighing, hasty) == plain
    assert answered(shelf, weighing, hasty) == plain  # the first one still runs: nothing waits behind it
    assert model.asked == 1
    model.go.set()


@pytest.mark.parametrize("question", ["My sister lives in Bergen.", "Моя сестра живёт в Бергене."])
def test_what_is_no_question_is_not_weighed(question: str, reranker: Callable[..., Reranker]) -> None:
    model = Slow()
    assert reranker(model)(question, [Candidate("a", 1.0), Candidate("b", 0.5)]) is None
    assert model.asked == 0


def test_a_model_that_dies_changes_nothing(reranker: Callable[..., Reranker]) -> None:
    shelf = shelf_of(FACTS)
    assert answered(shelf, reranker(Broken(lambda _: "", instruct=True))) == answered(shelf, None)


numbers = st.floats(-200, 0).map(lambda number: round(number, 3))


@given(st.lists(st.tuples(numbers, st.floats(0, 5)), min_size=1, max_size=16), st.floats(0, 3))
def test_addends_are_finite_begin_at_zero_and_follow_the_model(
    found: list[tuple[float, float]], weight: float
) -> None:
    given_, scores = np.array([one for one, _ in found]), np.array([score for _, score in found])
    added = addends(given_, scores, weight)
    assert np.isfinite(added).all()
    assert added.min() == 0
    order = np.argsort(given_, kind="stable")
    assert (np.diff(added[order]) >= 0).all()


def test_an_engine_reranks_with_its_model_unless_that_is_wanted_elsewhere(
    tmp_path: Path, embedder: Embedder
) -> None:
    params = replace(PATIENT, weight_voice_fact=20.0, weight_voice_dialogue=20.0)
    busy = [False]
    with Engine.open(tmp_path, params=params, embedder=embedder) as engine:
        for text in FACTS:
            engine.perceive(text)
        engine.settle()
        plain = order(engine.recall(QUESTION))
        engine.think_with(likes("parrot"), lambda: busy[0])
        assert "parrot" in engine.recall(QUESTION).items[0].text
        assert order(engine.recall(QUESTION, rerank=False)) == plain
        busy[0] = True
        assert order(engine.recall(QUESTION)) == plain
        assert "parrot" in engine.recall(QUESTION, rerank=True).items[0].text
        engine.think_with(None)
        assert order(engine.recall(QUESTION, rerank=True)) == plain
    with Engine.open(tmp_path, params=replace(params, without="rerank"), embedder=embedder) as engine:
        engine.think_with(likes("parrot"))
        assert order(engine.recall(QUESTION, rerank=True)) == plain
        engine.think_with(None)


def test_a_real_model_weighs_the_same_each_time(tmp_path: Path) -> None:
    shelf = shelf_of(FACTS)
    with LanguageModel.open(write_tiny_gguf(tmp_path / "tiny.gguf"), threads=1) as model:
        weighing = Reranker(model, PATIENT)
        first, again = answered(shelf, weighing), answered(shelf, weighing)
        weighing.close()
    assert first == again
    assert any(item.parts[VOICE] > 0 for item in first.items[:4])
    assert {item.id for item in first.items} == {item.id for item in answered(shelf, None).items}
