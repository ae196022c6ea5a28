"""Operations on memories: what they change, what they keep, and that each can be undone."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from memory_core.errors import BadRequest
from memory_core.store.memories import NewMemory
from memory_core.store.reshaping import combined
from memory_core.store.strength import Rating, review
from memory_core.types import FsrsState, MemoryKind, Span, Status, Tier
from tests.tools.vaults import AT, EMBEDDER, Vault, encoded


def test_a_memory_keeps_every_field(vault: Vault) -> None:
    turn = vault.say("Моя сестра Аня живёт в Риге с мая")
    new = NewMemory(
        text="Моя сестра Аня живёт в Риге",
        kind=MemoryKind.PERSON,
        tier=Tier.LONG,
        confidence=0.8,
        importance=0.7,
        surprise=12.5,
        parts={"novelty": 0.25},
        learnt_at=AT,
        valid_from=AT - timedelta(days=300),
        valid_to=AT + timedelta(days=300),
        event_date=AT + timedelta(hours=5),
        sources=[Span(turn.id, 0, 27)],
        language="ru",
        subject="сестра Аня",
        attribute="город",
        value="Рига",
        pinned=True,
        reason="gate.new",
    )
    made = vault.operations.admit(new, encoded(new.text), EMBEDDER)
    assert made == vault.memories.get(made.id)
    for field in {*NewMemory.__slots__} - {"strength"}:  # which is a factor on what it begins with
        expected = getattr(new, field)
        assert getattr(made, field) == (tuple(expected) if field == "sources" else expected), field
    assert (made.status, made.edited, made.used, made.superseded_by) == (Status.ACTIVE, False, 0, None)
    assert made.fsrs == review(None, Rating.GOOD, AT)


def test_find_sees_through_case_and_yo_and_leaves_summaries_out(vault: Vault) -> None:
    fact = vault.remember("Ёжик живёт в Straße")
    summary = vault.remember("Ежик и другие", MemoryKind.SUMMARY)
    assert vault.memories.find(containing="ЕЖИК ЖИВЁТ") == [fact]
    assert vault.memories.find(containing="STRASSE") == [fact]
    assert vault.memories.find(kind="summary", containing="ёжик") == [summary]
    assert vault.memories.find(kind=MemoryKind.FACT, tier=Tier.SHORT, limit=5) == [fact]
    assert vault.memories.find(tier="long") == []
    assert vault.memories.find(containing="%") == vault.memories.find(containing="живот") == []
    with pytest.raises(BadRequest):
        vault.memories.find("lost")


def test_said_again_is_surer_stronger_and_has_one_more_source(vault: Vault) -> None:
    memory = vault.remember("I play the cello", confidence=0.6)
    again = vault.say("As I said, I play the cello")
    source = Span(again.id, 11, 27)
    stronger = vault.operations.reinforce(memory.id, AT + timedelta(days=9), 0.5, source)
    assert stronger.confidence == pytest.approx(0.8)
    assert stronger.sources == (*memory.sources, source)
    assert stronger.fsrs is not None
    assert memory.fsrs is not None
    assert stronger.fsrs.stability > memory.fsrs.stability
    vault.journal.undo()
    assert vault.memories.get(memory.id) == memory


def test_superseding_closes_the_old_where_the_new_begins(vault: Vault) -> None:
    old = [vault.remember("I live in Riga"), vault.remember("My flat is in Riga")]
    turn = vault.say("I moved to Oslo in May")
    moved = AT - timedelta(days=3)
    source = Span(turn.id, 0, 15)
    new = NewMemory(
        text="I moved to Oslo", kind=MemoryKind.FACT, learnt_at=AT, valid_from=moved, sources=[source]
    )
    oslo = vault.operations.admit(new, encoded(new.text), EMBEDDER)
    vault.operations.supersede([one.id for one in old], oslo.id)
    for one in vault.memories.get_many([one.id for one in old]):
        assert (one.status, one.valid_to, one.superseded_by) == (Status.SUPERSEDED, moved, oslo.id)
        assert vault.diary.visible_text(vault.diary.get(one.sources[0].turn_id)) == ""
    assert vault.texts() == {"I moved to Oslo"}
    vault.journal.undo()
    assert vault.texts() == {"I live in Riga", "My flat is in Riga", "I moved to Oslo"}
    with pytest.raises(BadRequest):
        vault.operations.supersede([oslo.id], oslo.id)


def test_superseding_spares_what_the_new_memory_comes_from(vault: Vault) -> None:
    turn = vault.say("I live in Riga, no, in Oslo")
    old, new = (
        vault.operations.admit(
            NewMemory(text=turn.text[s:e], kind=MemoryKind.FACT, learnt_at=AT, sources=[Span(turn.id, s, e)]),
            encoded("x"),
            EMBEDDER,
        )
        for s, e in ((0, 14), (7, 27))
    )
    vault.operations.supersede([old.id], new.id)
    assert vault.diary.visible_text(turn) == "in Riga, no, in Oslo"


def test_an_edit_keeps_its_history_and_replaces_the_vector(vault: Vault) -> None:
    memory = vault.remember("Ann is a nurce")
    with pytest.raises(BadRequest, match="vectors"):
        vault.operations.edit(memory.id, text="Ann is a nurse")
    edited = vault.operations.edit(
        memory.id,
        text="Ann is a nurse",
        kind=MemoryKind.PERSON,
        event_date=AT,
        encoded=encoded("Ann is a nurse"),
        embedder_id=EMBEDDER,
    )
    assert (edited.text, edited.kind, edited.event_date, edited.edited) == (
        "Ann is a nurse",
        MemoryKind.PERSON,
        AT,
        True,
    )
    assert vault.index.search_memories("nurse") == [memory.id]
    assert vault.index.search_memories("nurce") == []
    now = vault.vectors.load_memories(EMBEDDER).encoded(0)
    assert np.allclose(now.vector, encoded("Ann is a nurse").vector, atol=0.01)
    first, second = vault.journal.history(memory.id)
    assert (first.step.name, first.after["text"]) == ("step.admit", "Ann is a nurce")
    assert (second.before["text"], second.after["text"]) == ("Ann is a nurce", "Ann is a nurse")
    vault.journal.undo()
    assert vault.memories.get(memory.id) == memory
    then = vault.vectors.load_memories(EMBEDDER).encoded(0)
    assert np.allclose(then.vector, encoded("Ann is a nurce").vector, atol=0.01)


def test_forgetting_hides_and_restoring_shows(vault: Vault) -> None:
    memory = vault.remember("My locker's code is 4711")
    turn = vault.diary.get(memory.sources[0].turn_id)
    vault.operations.forget(memory.id)
    assert vault.texts() == set()
    assert vault.texts("forgotten") == {memory.text}
    assert vault.diary.visible_text(turn) == ""
    assert vault.index.search_memories("locker", statuses=tuple(Status)) == []
    assert vault.vectors.load_memories(EMBEDDER).ids.size == 0
    restored = vault.operations.restore(memory.id)
    assert restored == memory
    assert vault.diary.visible_text(turn) == turn.text
    assert vault.index.search_memories("locker") == [memory.id]


def test_a_restored_superseded_memory_is_valid_again(vault: Vault) -> None:
    old, new = vault.remember("I live in Riga"), vault.remember("I live in Oslo")
    vault.operations.supersede([old.id], new.id)
    assert vault.operations.restore(old.id) == old


def test_merging_keeps_one_with_all_sources(vault: Vault) -> None:
    keep = vault.remember("I play cello", confidence=0.5)
    twin = vault.remember("I am a cellist", confidence=0.6)
    vault.operations.pin(twin.id)
    vault.operations.used([twin.id], AT)
    merged = vault.operations.merge(keep.id, [twin.id])
    assert merged.sources == (*keep.sources, *twin.sources)
    assert (merged.confidence, merged.pinned, merged.used) == (pytest.approx(0.8), True, 1)
    assert vault.memories.find(None) == [merged]
    assert vault.memories.get(twin.id).superseded_by == keep.id
    vault.journal.undo()
    assert vault.texts() == {"I play cello", "I am a cellist"}
    for wrong in ([keep.id], [99]):
        with pytest.raises(BadRequest):
            vault.operations.merge(keep.id, wrong)


def test_splitting_makes_parts_with_the_sources_of_the_whole(vault: Vault) -> None:
    whole = vault.remember("Ann is a nurse and lives in Riga")
    parts = [
        NewMemory(text=text, kind=MemoryKind.PERSON, learnt_at=AT)
        for text in ("Ann is a nurse", "Ann lives in Riga")
    ]
    made = vault.operations.split(whole.id, [(part, encoded(part.text)) for part in parts], EMBEDDER)
    assert [one.sources for one in made] == [whole.sources, whole.sources]
    assert vault.texts(None) == {"Ann is a nurse", "Ann lives in Riga"}
    vault.journal.undo()
    assert vault.memories.find(None) == [whole]
    with pytest.raises(BadRequest):
        vault.memories.get(made[0].id)
    with pytest.raises(BadRequest):
        vault.operations.split(whole.id, [], EMBEDDER)


def test_use_strengthens_without_a_step(vault: Vault) -> None:
    memory = vault.remember("I play the cello")
    vault.operations.used([memory.id, memory.id], AT + timedelta(days=2))
    used = vault.memories.get(memory.id)
    assert used.used == 1
    assert used.fsrs is not None
    assert memory.fsrs is not None
    assert used.fsrs.stability > memory.fsrs.stability
    assert len(vault.journal.steps()) == 1


def test_unknown_memories_are_refused_everywhere(vault: Vault) -> None:
    operations = vault.operations
    for attempt in (operations.forget, operations.restore, operations.pin, vault.memories.get):
        with pytest.raises(BadRequest, match="99"):
            attempt(99)
    with pytest.raises(BadRequest):
        operations.used([99], AT)
    with pytest.raises(BadRequest):
        operations.reinforce(99, AT, 0.5)
    assert vault.journal.steps() == []


def test_impossible_memories_are_refused(vault: Vault) -> None:
    for wrong in ({"text": " "}, {"confidence": 1.5}, {"importance": -1}, {"surprise": float("nan")}):
        fields = {"text": "x", "kind": MemoryKind.FACT, "learnt_at": AT, **wrong}
        with pytest.raises(BadRequest):
            vault.operations.admit(NewMemory(**fields), encoded("x"), EMBEDDER)
    assert vault.memories.find(None) == []


def test_a_forgotten_memory_cannot_be_reinforced(vault: Vault) -> None:
    memory = vault.remember("x y z")
    vault.operations.forget(memory.id)
    with pytest.raises(BadRequest, match="forgotten"):
        vault.operations.reinforce(memory.id, AT, 0.5)


def test_confidence_of_independent_mentions() -> None:
    assert combined(0.5, 0.5, 0.5) == pytest.approx(0.875)
    with pytest.raises(BadRequest):
        combined(1.1)


def test_strength_grows_with_use_and_never_goes_back_in_time() -> None:
    first = review(None, Rating.GOOD, AT)
    later = review(first, Rating.GOOD, AT + timedelta(days=10))
    assert later.stability > first.stability
    assert review(first, Rating.AGAIN, AT + timedelta(days=10)).stability < later.stability
    assert review(first, Rating.EASY, AT + timedelta(days=10)).stability > later.stability
    assert review(first, Rating.GOOD, AT - timedelta(days=5)) == review(first, Rating.GOOD, AT)
    assert isinstance(first, FsrsState)
