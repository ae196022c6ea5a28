"""Backups open like the vault itself; the check finds what is stale and mends it after a backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory_core.errors import BadRequest, WrongKey
from memory_core.store.backup import backup
from memory_core.store.check import check
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.keys import PLAIN, Key, Plain
from memory_core.store.sqlcipher import connect
from tests.tools.vaults import KEY, Vault
from tests.tools.vaults import vault as opened


@pytest.mark.parametrize("key", [KEY, PLAIN])
def test_a_backup_holds_the_moment_and_opens_with_the_same_key(tmp_path: Path, key: Key | Plain) -> None:
    with opened(tmp_path / "vault", key) as vault:
        memory = vault.remember("I live in Riga")
        target = backup(vault.db, tmp_path / "new folder" / "copy.db")
        vault.say("said after the backup")
        state = vault.state()
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    with opened(target, key) as copy:
        assert copy.memories.find() == [memory]
        assert copy.state()["turns"] == state["turns"][:1]
        assert check(copy.db).ok
    if key is not PLAIN:
        with pytest.raises(WrongKey):
            Database.open(target, Key(b"o" * 32))


def test_a_backup_replaces_an_older_one_and_names_itself_in_a_folder(vault: Vault, tmp_path: Path) -> None:
    vault.say("one")
    first = backup(vault.db, tmp_path / "copy.db")
    vault.say("two")
    assert backup(vault.db, tmp_path / "copy.db") == first
    with opened(first) as copy:
        assert copy.diary.count() == 2
    assert backup(vault.db, tmp_path).name == "mneme-20260302-093000.db"


def test_a_backup_does_not_replace_the_vault(vault: Vault) -> None:
    with pytest.raises(BadRequest):
        backup(vault.db, vault.db.path)


def test_a_backup_goes_on_while_others_write(vault: Vault, tmp_path: Path) -> None:
    vault.say("before")

    def work(writer: Writer) -> None:
        writer.insert("meta", {"name": "not committed", "value": ""})
        backup(vault.db, tmp_path / "copy.db")

    vault.db.write(work)
    with opened(tmp_path / "copy.db") as copy, copy.db.read() as reader:
        assert reader.value("SELECT count(*) FROM meta WHERE name = 'not committed'") == 0
        assert copy.diary.count() == 1


def test_a_whole_vault_needs_no_repair(vault: Vault) -> None:
    memory = vault.remember("I live in Riga")
    vault.remember("My dog is Rex")
    vault.operations.forget(memory.id)
    report = check(vault.db, repair=True)
    assert (report.ok, report.problems, report.repaired, report.backup) == (True, (), (), None)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM memory_words",
        "UPDATE turn_words SET words = 'lies'",
        "INSERT INTO memory_words (rowid, words) VALUES (99, 'ghost')",
        "DELETE FROM turn_words_data WHERE id > 100",
        "DELETE FROM memory_words_content",
    ],
)
def test_a_stale_index_is_found_and_mended_after_a_backup(vault: Vault, harm: str) -> None:
    memory = vault.remember("I live in Riga")
    vault.index.catch_up()
    whole = vault.state()
    vault.db.write(lambda writer: writer.execute(harm))
    found = check(vault.db)
    assert not found.ok
    assert found.backup is None
    mended = check(vault.db, repair=True)
    assert mended.ok
    assert mended.backup is not None
    with opened(mended.backup) as copy:
        assert copy.diary.count() == 1
    assert vault.state() == whole
    assert vault.index.search_memories("riga") == [memory.id]
    assert check(vault.db, repair=True).repaired == ()  # nothing is left to do


def test_a_reference_to_nothing_is_told_and_not_mended(vault: Vault) -> None:
    careless = connect(vault.db.path, KEY)  # another program, without foreign keys
    careless.execute("INSERT INTO queue (kind, turn_id) VALUES ('hear', 77)")
    careless.close()
    report = check(vault.db, repair=True)
    assert not report.ok
    assert "queue" in report.problems[0]
    assert report.backup is None
