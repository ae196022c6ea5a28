"""The long-term index is kept equal to the index in RAM in the background, and is never believed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core.errors import VectorIndexError, VectorIndexLate
from memory_core.params import Params
from memory_core.recall.documents import Key, Owner
from memory_core.recall.recall import Recall
from memory_core.recall.vector_index import ExactIndex
from memory_core.recall.vector_index_keeper import LongTermIndex, id_of, key_of
from memory_core.types import Ids, IndexState, Matrix, Nearest, Status
from tests.tools.diaries import HashEmbedder, Shelf, memory, turn
from tests.tools.vector_engines import held

LONG = 60.0
PARAMS = Params(candidates=10, chroma_wait=LONG)
WORDS = (
    *("amber", "birch", "cedar", "daisy", "ember", "flint", "grove", "heron"),
    *("iris", "jade", "kelp", "lotus", "maple", "nettle", "olive", "pearl"),
)


class Frail(ExactIndex):
    """An exact index that can be told to fail."""

    def __init__(self, dimensions: int = HashEmbedder.dimensions) -> None:
        super().__init__(dimensions)
        self.error: Exception | None = None
        self.lies = False
        self.asked = self.cleared = self.closed = 0

    def put(self, ids: Ids, vectors: Matrix) -> None:
        if isinstance(self.error, VectorIndexError) and not isinstance(self.error, VectorIndexLate):
            raise self.error
        super().put(ids, vectors)

    def nearest(self, vectors: Matrix, k: int, wait: float | None = None) -> list[Nearest]:
        if self.error is not None:
            raise self.error
        self.asked += 1
        found = super().nearest(vectors, k, wait)
        return [Nearest(one.ids, one.cosines - 0.5) for one in found] if self.lies else found

    def clear(self) -> None:
        self.cleared += 1
        super().clear()

    def close(self) -> None:
        self.closed += 1


def text(number: int) -> str:
    chance = np.random.default_rng(number)
    return " ".join(chance.choice(WORDS, size=4, replace=False)) + f" number{number}"


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf(HashEmbedder(), PARAMS)
    shelf.say(*(turn(number, text(number)) for number in range(1, 61)))
    shelf.know(*(memory(number, text(100 + number)) for number in range(1, 31)))
    return shelf


Kept = Callable[..., LongTermIndex]


@pytest.fixture
def kept(shelf: Shelf) -> Iterator[Kept]:
    made: list[LongTermIndex] = []

    def keep(make: Callable[[], ExactIndex], least: int = 1, **more: object) -> LongTermIndex:
        made.append(LongTermIndex(shelf.index, make, least=least, pause=0.0, **more))  # type: ignore[arg-type]
        return made[-1]

    yield keep
    for one in made:
        one.close()


def answers(recall: Recall, cue: str) -> list[tuple[str, float]]:
    return [(item.id, round(item.score, 4)) for item in recall(cue).items]


def same_as_in_ram(shelf: Shelf, index: ExactIndex) -> bool:
    with shelf.index.reading() as table:
        keys = table.keys()
        exact = ExactIndex(HashEmbedder.dimensions)
        exact.put(np.array([id_of(key) for key in keys]), table.vectors[[table.row(key) for key in keys]])
    return held(index) == held(exact)


@given(st.integers(0, 2**40), st.sampled_from(Owner))
def test_every_document_has_an_id_of_its_own(number: int, owner: Owner) -> None:
    assert key_of(id_of(Key(owner, number))) == Key(owner, number)


def test_below_the_threshold_nothing_is_opened(shelf: Shelf, kept: Kept) -> None:
    def never() -> ExactIndex:
        raise AssertionError

    for least in (91, 0):
        index = kept(never, least)
        assert index.wait(LONG)
        assert index.state().state is IndexState.OFF
        assert index.nearest(np.zeros((1, 16), np.float32), 5, LONG) is None
        index.close()


def test_the_document_that_reaches_the_threshold_opens_it(shelf: Shelf, kept: Kept) -> None:
    inner = Frail()
    index = kept(lambda: inner, 91)
    assert index.wait(LONG)
    shelf.know(memory(77, "amber kelp"))
    assert index.wait(LONG)
    assert index.state().state is IndexState.READY
    assert index.state().documents == 91
    assert same_as_in_ram(shelf, inner)


def test_answers_are_those_of_the_exact_scan(shelf: Shelf, kept: Kept) -> None:
    inner = Frail()
    index = kept(lambda: inner)
    assert index.wait(LONG)
    exact = Recall(shelf.index, shelf.embedder, PARAMS)
    recall = Recall(shelf.index, shelf.embedder, PARAMS, index)
    for number in range(1, 40):
        cue = text(number)
        before = inner.asked
        found = recall(cue)
        assert inner.asked > before
        wanted = exact(cue)
        assert [item.id for item in found.items][:5] == [item.id for item in wanted.items][:5]
        assert found.support == pytest.approx(wanted.support, abs=1e-5)


def test_what_changes_is_followed_and_answers_at_once(shelf: Shelf, kept: Kept) -> None:
    inner = Frail()
    index = kept(lambda: inner)
    assert index.wait(LONG)
    recall = Recall(shelf.index, shelf.embedder, PARAMS, index)
    shelf.know(memory(500, "walrus tusk"))
    assert recall("walrus tusk").items[0].memory_id == 500  # whether or not it is in the index yet
    shelf.know(memory(500, "narwhal tusk"))
    shelf.index.drop_memory(3)
    assert index.wait(LONG)
    assert same_as_in_ram(shelf, inner)
    assert recall("narwhal").items[0].memory_id == 500
    shelf.know(replace(memory(500, "narwhal tusk"), status=Status.FORGOTTEN))
    assert all(item.memory_id != 500 for item in recall("narwhal").items)
    assert index.wait(LONG)
    assert id_of(Key(Owner.MEMORY, 500)) not in held(inner)


def test_too_few_that_may_answer_and_everything_is_looked_at(shelf: Shelf, kept: Kept) -> None:
    inner = Frail()
    index = kept(lambda: inner)
    assert index.wait(LONG)
    recall = Recall(shelf.index, shelf.embedder, PARAMS, index)
    exact = Recall(shelf.index, shelf.embedder, PARAMS)
    early = turn(2, "").at
    assert [item.id for item in recall(text(1), known_at=early).items] == [
        item.id for item in exact(text(1), known_at=early).items
    ]


def test_an_index_that_holds_something_else_is_mended_or_emptied(shelf: Shelf, kept: Kept) -> None:
    inner = Frail()
    index = kept(lambda: inner)
    assert index.wait(LONG)
    index.close()
    inner.drop(inner.held()[0][:7])
    inner.put(np.array([100_001, id_of(Key(Owner.MEMORY, 1))]), np.eye(2, 16, dtype=np.float32))
    index = kept(lambda: inner)
    assert index.wait(LONG)
    assert inner.cleared == 0
    assert same_as_in_ram(shelf, inner)
    index.close()
    ids, _ = inner.held()
    inner.put(ids, np.roll(np.eye(16, dtype=np.float32), 3, 0)[ids % 16])
    index = kept(lambda: inner)
    assert index.wait(LONG)
    assert inner.cleared == 1
    assert same_as_in_ram(shelf, inner)


def test_a_late_answer_is_the_exact_scans_and_no_failure(shelf: Shelf, kept: Kept) -> None:
    inner = Frail()
    index = kept(lambda: inner)
    assert index.wait(LONG)
    inner.error = VectorIndexLate("late")
    recall = Recall(shelf.index, shelf.embedder, PARAMS, index)
    assert recall(text(5)).items[0].text == text(5)
    assert index.state().state is IndexState.READY
    assert index.state().failures == 0


def test_one_that_dies_is_closed_and_another_one_made(shelf: Shelf, kept: Kept) -> None:
    made: list[Frail] = []

    def make() -> Frail:
        made.append(Frail())
        return made[-1]

    index = kept(make)
    assert index.wait(LONG)
    made[0].error = VectorIndexError("it died")
    recall = Recall(shelf.index, shelf.embedder, PARAMS, index)
    assert recall(text(5)).items[0].text == text(5)
    assert index.wait(LONG)
    assert made[0].closed == 1
    assert len(made) == 2
    assert same_as_in_ram(shelf, made[1])
    state = index.state()
    assert (state.state, state.failures, state.problem) == (IndexState.READY, 1, "it died")


def test_one_that_dies_again_and_again_is_given_up(shelf: Shelf, kept: Kept) -> None:
    made: list[Frail] = []

    def make() -> Frail:
        made.append(Frail())
        made[-1].error = VectorIndexError("it died")
        return made[-1]

    index = kept(make)
    assert index.wait(LONG)
    assert index.state().state is IndexState.GIVEN_UP
    assert len(made) == 5
    assert all(one.closed for one in made)
    shelf.know(memory(600, "puffin egg"))
    recall = Recall(shelf.index, shelf.embedder, PARAMS, index)
    assert recall("puffin egg").items[0].memory_id == 600
    assert len(made) == 5


def test_one_that_does_not_find_its_own_vectors_is_not_used(shelf: Shelf, kept: Kept) -> None:
    def liar() -> Frail:
        made = Frail()
        made.lies = True
        return made

    index = kept(liar)
    assert index.wait(LONG)
    assert index.state().state is IndexState.GIVEN_UP
    assert "do not find themselves" in index.state().problem


@pytest.mark.logs("the long-term index is given up")
def test_a_bug_gives_it_up_and_recall_goes_on(shelf: Shelf, kept: Kept) -> None:
    def make() -> ExactIndex:
        raise ZeroDivisionError

    index = kept(make)
    assert index.wait(LONG)
    assert (index.state().state, index.state().problem) == (IndexState.GIVEN_UP, "ZeroDivisionError")
    assert Recall(shelf.index, shelf.embedder, PARAMS, index)(text(5)).items[0].text == text(5)


def test_one_given_from_outside_is_never_closed_and_asked_again_after_a_failure(
    shelf: Shelf, kept: Kept
) -> None:
    inner = Frail()
    index = kept(lambda: inner, given=True)
    assert index.wait(LONG)
    inner.error = VectorIndexError("no connection")
    assert index.nearest(np.eye(1, 16, dtype=np.float32), 5, LONG) is None
    inner.error = None
    shelf.know(memory(700, "otter den"))
    assert index.wait(LONG)
    assert index.state().state is IndexState.READY
    assert same_as_in_ram(shelf, inner)
    index.close()
    assert inner.closed == 0


def test_forgotten_it_is_empty_and_filled_anew(shelf: Shelf, kept: Kept) -> None:
    made: list[Frail] = []

    def make() -> Frail:
        made.append(Frail())
        return made[-1]

    index = kept(make)
    assert index.wait(LONG)
    assert index.forget()
    assert made[0].closed == 1
    assert index.wait(LONG)
    assert same_as_in_ram(shelf, made[-1])
    assert index.state().failures == 0


def test_forgotten_on_a_server_it_is_cleared_there_or_the_purge_hears_of_it(shelf: Shelf, kept: Kept) -> None:
    inner = Frail()
    index = kept(lambda: inner, given=True)
    assert index.wait(LONG)
    assert index.forget()
    assert inner.cleared == 1
    assert index.wait(LONG)
    assert same_as_in_ram(shelf, inner)

    def unreachable() -> None:
        raise VectorIndexError("no connection")

    inner.clear = unreachable  # type: ignore[method-assign]
    with pytest.raises(OSError, match="no connection"):
        index.forget()


def test_a_folder_is_removed_with_it_and_by_a_purge_even_when_it_is_off(
    shelf: Shelf, kept: Kept, tmp_path: Path
) -> None:
    folder = tmp_path / "long-term"
    folder.mkdir()
    (folder / "file").touch()
    index = kept(Frail, 10_000, folder=folder)
    assert index.wait(LONG)
    assert folder.exists()
    assert index.forget()
    assert not folder.exists()
    assert not index.forget()


def test_an_index_built_anew_in_ram_is_followed(shelf: Shelf, kept: Kept) -> None:
    inner = Frail()
    index = kept(lambda: inner)
    assert index.wait(LONG)
    other = Shelf(shelf.embedder, PARAMS)
    other.know(*(memory(number, text(100 + number)) for number in range(20, 50)))
    index.follow(other.index)
    assert index.wait(LONG)
    assert same_as_in_ram(other, inner)
    other.know(memory(800, "stoat track"))
    assert index.wait(LONG)
    assert same_as_in_ram(other, inner)


def test_closing_waits_for_nothing_but_the_piece_in_hand(shelf: Shelf, kept: Kept) -> None:
    putting, go = threading.Event(), threading.Event()

    class Slow(Frail):
        def put(self, ids: Ids, vectors: Matrix) -> None:
            putting.set()
            go.wait(LONG)
            super().put(ids, vectors)

    inner = Slow()
    index = kept(lambda: inner)
    assert putting.wait(LONG)
    assert index.state().state is IndexState.FILLING
    assert Recall(shelf.index, shelf.embedder, PARAMS, index)(text(5)).items[0].text == text(5)
    go.set()
    index.close()
    assert inner.closed == 1


_STEP = st.tuples(st.sampled_from(["memory", "turn", "drop"]), st.integers(1, 25), st.integers(0, 400))


@given(st.lists(_STEP, max_size=60))
@settings(max_examples=15)
def test_after_any_changes_it_holds_what_the_index_in_ram_holds(steps: list[tuple[str, int, int]]) -> None:
    shelf, inner = Shelf(HashEmbedder(), PARAMS), Frail()
    index = LongTermIndex(shelf.index, lambda: inner, least=5, pause=0.0)
    try:
        for what, number, words in steps:
            if what == "memory":
                shelf.know(memory(number, text(words)))
            elif what == "turn":
                shelf.say(turn(number, text(words)))
            else:
                shelf.index.drop_memory(number)
        assert index.wait(LONG)
        if index.state().state is IndexState.READY:
            assert same_as_in_ram(shelf, inner)
        else:
            assert len(shelf.index) < 5
    finally:
        index.close()
