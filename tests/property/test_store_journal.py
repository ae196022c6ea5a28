"""Undo and redo are the identity, the grown index is the rebuilt one, whatever was done before."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.store.check import check
from memory_core.store.memories import NewMemory
from memory_core.types import MemoryKind, Span
from tests.tools.vaults import AT, EMBEDDER, Vault, encoded, vault

WORDS = ["Андрей живёт в Риге", "I play the cello", "Ёлка 🎄 half \ud83c", "I live in Riga", "Rex is a dog"]

Action = Callable[[Vault, st.DataObject], None]


def _one(vault: Vault, data: st.DataObject) -> int:
    return data.draw(st.sampled_from([memory.id for memory in vault.memories.find(None)] or [1]))


def _several(vault: Vault, data: st.DataObject) -> list[int]:
    return [_one(vault, data) for _ in range(data.draw(st.integers(1, 3)))]


def remember(vault: Vault, data: st.DataObject) -> None:
    vault.remember(data.draw(st.sampled_from(WORDS)))


def reinforce(vault: Vault, data: st.DataObject) -> None:
    turn = vault.say("again")
    vault.operations.reinforce(_one(vault, data), AT + timedelta(days=3), 0.4, Span(turn.id, 0, 5))


def supersede(vault: Vault, data: st.DataObject) -> None:
    vault.operations.supersede(_several(vault, data), _one(vault, data))


def edit(vault: Vault, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(WORDS))
    vault.operations.edit(
        _one(vault, data), text=text, event_date=AT, encoded=encoded(text), embedder_id=EMBEDDER
    )


def pin(vault: Vault, data: st.DataObject) -> None:
    vault.operations.pin(_one(vault, data), data.draw(st.booleans()))


def forget(vault: Vault, data: st.DataObject) -> None:
    vault.operations.forget(_one(vault, data))


def forget_matching(vault: Vault, data: st.DataObject) -> None:
    vault.operations.forget_matching(data.draw(st.sampled_from(["Андрея", "riga", "🎄", "dogs"])))


def restore(vault: Vault, data: st.DataObject) -> None:
    vault.operations.restore(_one(vault, data))


def merge(vault: Vault, data: st.DataObject) -> None:
    vault.operations.merge(_one(vault, data), _several(vault, data))


def split(vault: Vault, data: st.DataObject) -> None:
    parts = [NewMemory(text=text, kind=MemoryKind.FACT, learnt_at=AT) for text in ("left", "right")]
    vault.operations.split(_one(vault, data), [(part, encoded(part.text)) for part in parts], EMBEDDER)


def search(vault: Vault, data: st.DataObject) -> None:
    vault.diary.search(data.draw(st.sampled_from(WORDS)))


ACTIONS: list[Action] = [
    remember,
    reinforce,
    supersede,
    edit,
    pin,
    forget,
    forget_matching,
    restore,
    merge,
    split,
    search,
]


def _do_something(vault: Vault, data: st.DataObject) -> None:
    action = data.draw(st.sampled_from(ACTIONS))
    with suppress(BadRequest):  # not every action fits every vault; the states show that nothing changed then
        action(vault, data)


def _without_turns(state: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Turns stay when what came of them is undone."""
    kept = {name: rows for name, rows in state.items() if name not in ("turns", "turn_words")}
    kept["memories"] = [row for row in kept["memories"] if "undone" not in row]
    return kept


def _undone(state: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    there = {row[0] for row in state["memories"] if "undone" not in row}
    return {**state, "memory_vectors": [row for row in state["memory_vectors"] if row[0] in there]}


@given(st.data())
def test_undoing_and_redoing_everything_is_the_identity(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "vault"
        states = []
        with vault(place) as one:
            one.remember("first")
            one.index.catch_up()
            for _ in range(data.draw(st.integers(1, 8))):
                before = len(one.journal.steps())
                state = one.state()
                _do_something(one, data)
                if len(one.journal.steps()) > before:
                    states.append(_without_turns(_undone(state)))
                else:
                    assert _without_turns(one.state()) == _without_turns(state)
            one.index.catch_up()
            end = one.state()
            assert check(one.db).ok
        with vault(place) as one:  # tomorrow
            for state in reversed(states):
                one.journal.undo()
                assert _without_turns(_undone(one.state())) == state
            assert check(one.db).ok
            assert {turn.id for turn in one.diary.turns()} == {row[0] for row in end["turns"]}
        with vault(place) as one:
            for _ in states:
                one.journal.redo()
            assert one.state() == end
            assert check(one.db).ok
