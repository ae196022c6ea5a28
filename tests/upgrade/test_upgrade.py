"""A vault of an older version opens in this one, whole, with a copy kept; a failed migration changes nothing.

``vault-1`` was made by the first release: three messages in a plain vault, two remembered, one let pass.
``vault-3`` is of the format before tiers: a move to another town, two lessons, one memory purged.
``vault-4`` is of the format before chats could be pinned and deleted: two conversations, one of them named.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from memory_core.models.embedder import OnnxEmbedder
from memory_core.store import migrations
from memory_core.store.connection import Reader, Writer
from memory_core.store.database import Database
from memory_core.store.opening import FILE_NAME
from memory_core.store.sqlcipher import connect
from memory_core.types import VerdictKind
from tests.tools.set_clock import SetClock

OLD = Path(__file__).parent / "vault-1" / FILE_NAME


@pytest.fixture
def old(vault_folder: Path) -> Path:
    """A copy of the old vault's folder."""
    vault_folder.mkdir()
    shutil.copy(OLD, vault_folder / FILE_NAME)
    return vault_folder


@pytest.fixture
def engine(old: Path, clock: SetClock) -> Iterator[Engine]:
    """The copy, opened by this version."""
    with Engine.open(old, key=PLAIN, clock=clock, embedder=OnnxEmbedder.shipped()) as opened:
        yield opened


def version(file: Path) -> int:
    connection = connect(file, PLAIN, immutable=True)
    try:
        return int(Reader(connection).value("PRAGMA user_version"))
    finally:
        connection.close()


def test_an_old_vault_is_whole_and_learns_the_new(engine: Engine) -> None:
    assert engine.vault.check().ok
    assert [turn.id for turn in engine.diary.turns()] == [1, 2, 3]
    assert {memory.text for memory in engine.memories.find()} == {
        "My brother Oleg is a glass blower in Murano.",
        "Моя собака Груша боится грозы.",
    }
    assert "glass blower" in engine.recall("What does my brother do for work?").items[0].text
    assert (engine.gate.lessons(), engine.questions.open()) == ([], [])
    (passed,) = engine.gate.log(kinds=[VerdictKind.IGNORE])
    engine.gate.teach(passed.turn_id)
    assert len(engine.memories.find()) == 3
    engine.journal.undo()  # the lesson
    engine.journal.undo()  # what the first release wrote down last
    assert len(engine.memories.find()) == 1


def test_a_vault_with_lessons_and_a_purge_is_whole(vault_folder: Path, clock: SetClock) -> None:
    vault_folder.mkdir()
    shutil.copy(OLD.parents[1] / "vault-3" / FILE_NAME, vault_folder / FILE_NAME)
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=OnnxEmbedder.shipped()) as engine:
        assert engine.vault.check().ok
        assert len(engine.gate.lessons()) == 2
        assert [memory.text for memory in engine.memories.find("superseded")] == ["I live in Riga."]
        assert "Tartu" in engine.recall("Where do I live?").items[0].text
        assert not any("4471" in turn.text for turn in engine.diary.turns())
        taught = engine.journal.undo()
        assert taught.cause == "teaching"
        assert len(engine.gate.lessons()) == 1


def test_a_vault_with_named_chats_is_whole(vault_folder: Path, clock: SetClock) -> None:
    vault_folder.mkdir()
    shutil.copy(OLD.parents[1] / "vault-4" / FILE_NAME, vault_folder / FILE_NAME)
    with Engine.open(vault_folder, key=PLAIN, clock=clock, embedder=OnnxEmbedder.shipped()) as engine:
        assert engine.vault.check().ok
        boat, walk = engine.diary.conversations()
        assert (boat.title, boat.own, boat.pinned) == ("The boat", True, False)
        assert (walk.title.startswith("My neighbour"), walk.own, walk.archived) == (True, False, True)
        assert engine.diary.draft(boat.id) == "And the anchor"
        engine.diary.pin_conversation(walk.id)
        engine.diary.delete_conversation(boat.id)
        assert [(one.id, one.pinned) for one in engine.diary.conversations()] == [(walk.id, True)]
        engine.journal.undo()
        engine.journal.undo()
        assert engine.diary.conversations() == [boat, walk]


def test_a_copy_is_kept_before_the_migration(old: Path, clock: SetClock) -> None:
    before = (old / FILE_NAME).read_bytes()
    assert version(old / FILE_NAME) == 1
    Database.open(old, PLAIN, clock).close()
    Database.open(old, PLAIN, clock).close()  # nothing left to migrate, so no second copy
    assert version(old / FILE_NAME) == migrations.NEWEST
    (copy,) = (old / "backups").iterdir()
    assert copy.name == "memory-format-1-20260302-093000.db"
    assert version(copy) == 1
    assert (copy.stat().st_mode & 0o077) == 0
    assert len(copy.read_bytes()) == len(before)


def test_a_failed_migration_leaves_the_vault_as_it_was(
    old: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(writer: Writer) -> None:
        newest.change(writer)
        raise ZeroDivisionError

    newest = migrations.MIGRATIONS[-1]
    before = (old / FILE_NAME).read_bytes()
    with monkeypatch.context() as patched:
        broken = (*migrations.MIGRATIONS[:-1], replace(newest, change=half))
        patched.setattr(migrations, "MIGRATIONS", broken)
        with pytest.raises(ZeroDivisionError):
            Database.open(old, PLAIN, clock)
    assert (old / FILE_NAME).read_bytes() == before
    with Database.open(old, PLAIN, clock) as db, db.read() as reader:
        assert reader.value("SELECT count(*) FROM turns") == 3
