"""What was made of others stands only as they do, in whatever order things are forgotten and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_core.errors import BadRequest
from memory_core.store import derived
from memory_core.store.check import check
from memory_core.store.keys import PLAIN
from memory_core.store.memories import NewMemory
from memory_core.store.step import Step
from memory_core.types import Memory, MemoryKind, Status
from tests.tools.vaults import AT, EMBEDDER, Vault, encoded, vault


@pytest.fixture
def one(vault_folder: Path) -> Iterator[Vault]:
    with vault(vault_folder) as opened:
        yield opened


def make(one: Vault, sources: list[Memory], kind: MemoryKind = MemoryKind.SUMMARY) -> int:
    text = "You said: " + "; ".join(memory.text for memory in sources)
    new = NewMemory(
        text=text,
        kind=kind,
        learnt_at=AT,
        sources=[span for memory in sources for span in memory.sources],
        reason="made",
    )

    def work(step: Step) -> int:
        return derived.put(step, new, [memory.id for memory in sources])

    return one.journal.record(work, cause="sleep", name="step.sleep")


def stands(one: Vault, memory_id: int) -> bool:
    return one.memories.get(memory_id).status is Status.ACTIVE


def test_forgetting_a_source_hides_what_was_made_of_it_and_undo_brings_both_back(one: Vault) -> None:
    riga, cats = one.remember("Ann lives in Riga"), one.remember("I have two cats")
    both, alone = make(one, [riga, cats]), make(one, [cats])
    one.operations.forget(riga.id)
    assert (stands(one, both), stands(one, alone)) == (False, True)
    assert one.index.search_memories("Riga") == []
    one.journal.undo()
    assert (stands(one, both), stands(one, alone)) == (True, True)
    assert one.memories.get(both).reason == "made"
    assert both in one.index.search_memories("Riga")
    one.journal.redo()
    assert not stands(one, both)


def test_it_stays_hidden_until_every_source_is_open(one: Vault) -> None:
    riga, cats = one.remember("Ann lives in Riga"), one.remember("I have two cats")
    both = make(one, [riga, cats])
    one.operations.forget(riga.id)
    first = one.journal.steps()[0].id
    one.operations.forget(cats.id)
    one.journal.undo(first)
    assert not stands(one, both)
    one.operations.restore(cats.id)
    assert stands(one, both)


def test_every_way_of_hiding_counts(one: Vault) -> None:
    told = one.remember("My flat is in Riga")
    newer = one.remember("My flat is in Oslo")
    made = make(one, [told])
    one.operations.supersede([told.id], newer.id)
    assert not stands(one, made)
    one.journal.undo()
    one.operations.forget_matching("Riga")
    assert not stands(one, made)
    one.journal.undo()
    one.operations.suppress([told.sources[0]])
    assert not stands(one, made)
    one.journal.undo()
    text = "My flat is in Lund"
    one.operations.edit(told.id, text=text, encoded=encoded(text), embedder_id=EMBEDDER)
    assert not stands(one, made)
    one.journal.undo()
    assert stands(one, made)


def test_what_was_made_of_what_was_made_goes_too(one: Vault) -> None:
    told = one.remember("I swim every week")
    schema = make(one, [told], MemoryKind.SCHEMA)
    line = make(one, [one.memories.get(schema)], MemoryKind.PROFILE)
    one.operations.forget(told.id)
    assert not stands(one, schema)
    assert not stands(one, line)
    one.journal.undo()
    assert stands(one, line)


def test_an_edited_line_stays_while_its_sources_are_open(one: Vault) -> None:
    told = one.remember("I swim every week")
    line = make(one, [told], MemoryKind.PROFILE)
    own = "I am a swimmer"
    one.operations.edit(line, text=own, encoded=encoded(own), embedder_id=EMBEDDER)
    changed = "I swim every day"
    one.operations.edit(told.id, text=changed, encoded=encoded(changed), embedder_id=EMBEDDER)
    assert (one.memories.get(line).text, stands(one, line)) == (own, True)
    one.operations.forget(told.id)
    assert not stands(one, line)


def test_forgetting_what_was_made_hides_no_word_of_the_diary(one: Vault) -> None:
    told = one.remember("I swim every week")
    line = make(one, [told], MemoryKind.PROFILE)
    one.operations.forget(line)
    assert one.diary.visible_text(one.diary.get(told.sources[0].turn_id)) == told.text
    one.operations.forget(told.id)
    one.operations.restore(told.id)
    assert not stands(one, line)  # the user did not want it


def test_a_night_can_be_undone_after_a_source_was_hidden(one: Vault) -> None:
    told = one.remember("I swim every week")
    line = make(one, [told], MemoryKind.PROFILE)
    night = one.journal.steps()[0].id
    one.operations.forget(told.id)
    one.journal.undo(night)
    with pytest.raises(BadRequest):
        one.memories.get(line)
    one.journal.redo(night)
    assert not stands(one, line)
    assert one.memories.of_turn(told.sources[0].turn_id) == [one.memories.get(told.id)]


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["forget", "restore", "supersede", "suppress", "undo", "redo", "merge", "fade"]),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    max_size=14,
)


@settings(max_examples=25)
@given(OPERATIONS)
def test_nothing_made_of_hidden_words_ever_stands(
    tmp_path_factory: pytest.TempPathFactory, operations: list[tuple[str, int, int]]
) -> None:
    with vault(tmp_path_factory.mktemp("derived") / "vault", PLAIN) as one:
        told = [one.remember(f"statement {letter} about {letter}") for letter in "abcde"]
        made = [make(one, told[at : at + 2]) for at in range(4)]
        made.append(make(one, [one.memories.get(made[0])], MemoryKind.PROFILE))
        for what, first, second in operations:
            here, there = told[first].id, told[second].id
            try:
                if what == "supersede":
                    one.operations.supersede([here], there)
                elif what == "merge":
                    one.operations.merge(here, [there])
                elif what == "suppress":
                    one.operations.suppress([told[first].sources[0]])
                elif what in ("undo", "redo"):
                    getattr(one.journal, what)()
                elif what == "fade":
                    one.operations.fade(here)
                else:
                    getattr(one.operations, what)(here)
            except BadRequest:
                continue
            hidden = one.visibility.hidden()
            for memory in one.memories.get_many(made):
                if memory.status is Status.ACTIVE:
                    assert not any(
                        start < span.end and stop > span.start
                        for span in memory.sources
                        for start, stop in hidden.get(span.turn_id, ())
                    )
        assert check(one.db).ok
