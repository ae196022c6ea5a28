"""Vectors come back as they were, in contiguous arrays, by embedder."""

from __future__ import annotations

import numpy as np

from memory_core.types import Encoded, WordStates
from tests.tools.vaults import EMBEDDER, Vault, encoded


def test_what_is_stored_is_what_is_loaded(vault: Vault) -> None:
    texts = ["I live in Riga", "cello", "…"]
    turns = [vault.say(text) for text in texts]
    window = np.arange(8, dtype=np.float32)
    for turn in turns[:2]:
        vault.vectors.put_turn(turn.id, EMBEDDER, encoded(turn.text), window)
    vault.vectors.put_turn(turns[2].id, EMBEDDER, encoded(turns[2].text))  # no words, no window
    table = vault.vectors.load_turns(EMBEDDER)
    assert table.ids.tolist() == [turn.id for turn in turns]
    assert table.windows[:2].tolist() == [window.tolist()] * 2
    assert not table.windows[2].any()
    for array in (table.vectors, table.windows, table.words):
        assert array.flags.c_contiguous
    for position, text in enumerate(texts):
        one, wanted = table.encoded(position), encoded(text)
        assert np.array_equal(one.vector, wanted.vector.astype(np.float16).astype(np.float32))
        assert one.words.stems == wanted.words.stems
        assert np.array_equal(one.words.vectors, wanted.words.vectors)
    some = vault.vectors.load_turns(EMBEDDER, [turns[1].id])
    assert some.encoded(0).words.stems == ("cello",)


def test_a_new_embedder_finds_everything_missing(vault: Vault) -> None:
    memory = vault.remember("I live in Riga")
    assert vault.vectors.missing_memories(EMBEDDER) == []
    assert vault.vectors.missing_memories("newer") == [memory.id]
    assert vault.vectors.missing_turns("newer") == [memory.sources[0].turn_id]
    vault.vectors.put_memory(memory.id, "newer", encoded("x"))
    assert vault.vectors.missing_memories("newer") == []
    assert vault.vectors.load_memories(EMBEDDER).ids.size == 0
    assert vault.memories.vectors("newer", [memory.id]).ids.tolist() == [memory.id]


def test_an_empty_table_has_empty_arrays(vault: Vault) -> None:
    table = vault.vectors.load_memories(EMBEDDER)
    assert (table.ids.size, table.vectors.size, table.words.size, table.stems) == (0, 0, 0, ())
    assert table.offsets.tolist() == [0]


def test_arrays_in_other_types_are_stored_as_promised(vault: Vault) -> None:
    turn = vault.say("word")
    strange = Encoded(np.ones(8, np.float32)[::1], WordStates(("word",), np.ones((4, 1), np.int8).T))
    vault.vectors.put_turn(turn.id, EMBEDDER, strange)
    assert vault.vectors.load_turns(EMBEDDER).encoded(0).words.vectors.tolist() == [[1, 1, 1, 1]]
