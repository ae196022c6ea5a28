"""Hidden words are out of the visible text, of search and of vectors at once, and come back when reopened."""

from __future__ import annotations

import numpy as np
import pytest

from memory_core.errors import BadRequest
from memory_core.store.visibility import cut, open_ranges
from memory_core.types import Span, Turn, Visibility
from tests.tools.vaults import EMBEDDER, Vault, encoded


def span_of(turn: Turn, words: str) -> Span:
    start = turn.text.index(words)
    return Span(turn.id, start, start + len(words))


def test_what_is_suppressed_is_neither_seen_nor_found(vault: Vault) -> None:
    turn = vault.say("I live in Riga. My dog is Rex.")
    assert vault.diary.search("Riga") == [turn]
    vault.operations.suppress([span_of(turn, "I live in Riga.")])
    assert vault.diary.visible_text(turn) == "My dog is Rex."
    assert vault.visibility.open_ranges(turn) == [(15, 30)]
    assert vault.diary.search("Riga") == vault.diary.search("rig") == []
    assert vault.diary.search("Rex") == [turn]
    assert vault.diary.get(turn.id).text == turn.text
    vault.journal.undo()
    assert vault.diary.visible_text(turn) == turn.text
    assert vault.diary.search("Riga") == [turn]


def test_a_turn_forgotten_before_it_was_indexed_is_not_found(vault: Vault) -> None:
    turn = vault.say("The code is sesame")
    vault.operations.suppress([Span(turn.id, 0, len(turn.text))])
    assert vault.diary.search("sesame") == []
    assert vault.diary.visible_text(turn) == ""


def test_a_span_hidden_twice_opens_when_both_are_restored(vault: Vault) -> None:
    first, second = vault.remember("Ann lives in Riga"), vault.remember("Ann is a nurse")
    turn = vault.say("Ann lives in Riga and is a nurse")
    whole = [Span(turn.id, 0, len(turn.text))]
    vault.operations.suppress(whole, first.id)
    vault.operations.suppress(whole, second.id)
    vault.operations.suppress(whole, second.id)
    assert [(one.memory_id, one.state) for one in vault.visibility.spans_of(turn.id)] == [
        (first.id, Visibility.SUPPRESSED),
        (second.id, Visibility.SUPPRESSED),
    ]
    vault.operations.restore(first.id)
    assert vault.diary.visible_text(turn) == ""
    vault.operations.restore(second.id)
    assert vault.diary.visible_text(turn) == turn.text
    assert vault.visibility.visible_texts([turn]) == [turn.text]


def test_vectors_made_of_hidden_words_go_with_those_of_their_neighbours(vault: Vault) -> None:
    turns = [vault.say(f"sentence {n}") for n in range(6)]
    for turn in turns:
        vault.vectors.put_turn(turn.id, EMBEDDER, encoded(turn.text), np.ones(8, np.float32))
    vault.operations.suppress([Span(turns[5].id, 0, 4)])
    assert vault.vectors.load_turns(EMBEDDER).ids.tolist() == [one.id for one in turns[:3]]
    assert vault.vectors.missing_turns(EMBEDDER) == [one.id for one in turns[3:]]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(vault: Vault, start: int, end: int) -> None:
    turn = vault.say("short")
    with pytest.raises(BadRequest):
        vault.operations.suppress([Span(turn.id, start, end)])
    with pytest.raises(BadRequest):
        vault.operations.suppress([Span(99, 0, 1)])
    assert vault.visibility.hidden() == {}


def test_cutting_makes_no_new_words() -> None:
    assert cut("foo(secret)bar", [(3, 11)]) == "foo bar"
    assert cut("secret!", [(0, 6)]) == ""
    assert cut("  as it is ", []) == "  as it is "
    assert open_ranges(0, [(1, 2)]) == []
