"""The index: what the gate compares with, words with their neighbours, and how it forgets."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from memory_core.params import Params
from memory_core.recall.growing import Growing
from memory_core.recall.lexicon import Lexicon
from memory_core.types import Status
from tests.tools.diaries import HashEmbedder, Shelf, memory, turn


def test_similar_finds_active_memories_only_best_first(shelf: Shelf) -> None:
    shelf.say(turn(1, "I moved to Lyon."))
    shelf.know(
        memory(1, "I moved to Lyon in spring."),
        memory(2, "I moved to Lyon.", status=Status.SUPERSEDED),
        memory(3, "I like cherries."),
        memory(4, "Весной я переехала в Лион."),
    )
    found = shelf.index.similar(shelf.embedder.encode(["In spring I moved to Lyon."])[0], limit=2)
    assert [one.memory_id for one in found] == [1, 4]
    assert found[0].cosine > 0.9
    assert found[0].late > found[1].late > 0.5
    assert shelf.index.similar(shelf.embedder.encode(["x"])[0], limit=0) == []


def test_stems_are_known_until_their_last_document_is_gone(shelf: Shelf) -> None:
    shelf.know(memory(1, "A kayak."), memory(2, "Two kayaks."))
    assert shelf.index.known("kayak")
    rare = shelf.index.idf("zither")
    assert rare > shelf.index.idf("kayak")
    shelf.index.drop_memory(1)
    shelf.index.drop_memory(1)
    assert shelf.index.known("kayak")
    shelf.index.drop_memory(2)
    assert not shelf.index.known("kayak")
    assert len(shelf.index) == 0


def test_bm25_counts_the_words_of_neighbours_and_is_a_share() -> None:
    lexicon = Lexicon()
    for row, text in enumerate(["kayak red", "paddle blue", "river", "stone"]):
        lexicon.add(row, text.split())
    lengths, alive = np.array([2, 2, 1, 1], np.float32), np.ones(4, np.bool_)
    before, after = np.array([-1, 0, 1, -1]), np.array([1, 2, -1, -1])

    def around(rows: NDArray[np.intp]) -> list[NDArray[np.intp]]:
        return [before[rows], after[rows]]

    alone = lexicon.scores(["kayak", "paddle"], lengths, alive, lambda rows: [], 1.2, 0.5)
    wide = lexicon.scores(["kayak", "paddle"], lengths, alive, around, 1.2, 0.5)
    assert (alone > 0).tolist() == [True, True, False, False]
    assert (wide > 0).tolist() == [True, True, True, False]
    assert wide.max() <= 1
    assert not lexicon.scores(["unheard"], lengths, alive, around, 1.2, 0.5).any()


def test_bm25_counts_the_best_of_a_words_alternatives() -> None:
    lexicon = Lexicon()
    for row, text in enumerate(["sister nurse", "ann oslo", "sister ann", "river"]):
        lexicon.add(row, text.split())
    lengths, alive = np.array([2, 2, 2, 1], np.float32), np.ones(4, np.bool_)

    def scores(alternatives: dict[str, dict[str, float]]) -> list[float]:
        found = lexicon.scores(
            ["sister", "live"], lengths, alive, lambda rows: [], 1.2, 0.5, alternatives=alternatives
        )
        return [float(one) for one in found]

    plain, renamed = scores({}), scores({"sister": {"ann": 0.9}})
    assert plain[1] == 0 < renamed[1] < renamed[0] == renamed[2] <= 1
    assert renamed[3] == 0
    assert scores({"live": {"unheard": 1.0}}) == pytest.approx(plain)


def test_growing_keeps_rows_in_order() -> None:
    rows = Growing(np.float32, 3)
    for n in range(200):
        assert rows.append(np.full(3, n)) == n
    assert rows.extend(np.full((5, 3), -1)) == 200
    rows.keep(np.array([3, 1, 204]))
    assert rows.rows[:, 0].tolist() == [3, 1, -1]


@pytest.mark.parametrize("rounds", [1, 4])
def test_rows_of_the_dead_are_reclaimed(rounds: int) -> None:
    shelf = Shelf(HashEmbedder(), Params())
    for _ in range(rounds):
        for n in range(1, 600):
            shelf.know(memory(n, f"thing number {n} round {_}"))
    with shelf.index.reading() as table:
        assert len(table) == 599
        assert len(table.alive) <= 2 * 599 + 256


def test_the_same_memory_put_again_takes_no_new_row() -> None:
    shelf = Shelf(HashEmbedder(), Params())
    shelf.know(memory(1, "a red kayak"))
    shelf.know(memory(1, "a red kayak", status=Status.FADED))
    with shelf.index.reading() as table:
        assert len(table.alive) == 1
        assert not table.answers.any()
