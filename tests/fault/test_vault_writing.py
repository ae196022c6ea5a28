"""A disk that fails while the vault is open: what was acknowledged stays, what was not is told."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest

from memory_core.errors import DiskFull, VaultBusy, VaultDamaged, VaultError, VaultGone, VaultReadOnly
from memory_core.store.backup import backup
from memory_core.store.check import check
from memory_core.store.connection import Writer
from memory_core.store.database import Database
from memory_core.store.diary import Diary
from memory_core.store.opening import FILE_NAME
from memory_core.store.sqlcipher import connect
from tests.tools.unwritable import tiny_disk, unwritable
from tests.tools.vaults import AT, KEY, Vault, prints
from tests.tools.vaults import vault as opened


def fill(vault: Vault, size: int) -> list[int]:
    """Say things until the disk is full; returns the turns that were acknowledged."""
    acknowledged: list[int] = []

    def talk() -> None:
        while True:
            acknowledged.append(vault.say("x" * size).id)

    with pytest.raises(DiskFull) as caught:
        talk()
    assert all((caught.value.what, caught.value.data, caught.value.todo))
    return acknowledged


def test_a_full_file_loses_nothing_acknowledged(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        pages = vault.db.write(lambda writer: writer.value("PRAGMA page_count"))
        vault.db.write(lambda writer: writer.value(f"PRAGMA max_page_count = {pages + 20}"))
        said = fill(vault, 3000)
        assert [turn.id for turn in vault.diary.turns()] == said
        assert len(vault.queue.pending()) == len(said)
        vault.db.write(lambda writer: writer.value("PRAGMA max_page_count = 100000"))
        vault.say("room again")
        assert check(vault.db).ok


def test_a_full_disk_loses_nothing_acknowledged(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with tiny_disk(disk, "2m"), contextlib.ExitStack() as stack:
        vault = stack.enter_context(opened(disk / "vault"))
        said = fill(vault, 3000)
        assert [turn.id for turn in vault.diary.turns()] == said
        with pytest.raises(DiskFull):
            backup(vault.db, disk / "copy.db")
        assert [path.name for path in disk.iterdir()] == ["vault"]
        stack.close()
        with opened(disk / "vault") as vault:
            assert [turn.id for turn in vault.diary.turns()] == said


def test_a_disk_too_small_for_a_new_vault(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with tiny_disk(disk, "64k"):
        with pytest.raises(DiskFull):
            Database.open(disk / "vault", KEY)
        assert prints(disk) == {}


def test_a_removed_folder_takes_no_further_message(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        vault.say("kept")
        away = vault_folder.with_name("away")
        vault_folder.rename(away)
        with pytest.raises(VaultGone) as caught:
            vault.say("lost")
        assert all((caught.value.what, caught.value.data, caught.value.todo))
        with pytest.raises(VaultError):
            backup(vault.db, vault_folder.with_name("copy.db"))
        away.rename(vault_folder)  # the disk is back
        vault.say("kept too")
    with opened(vault_folder) as vault:
        assert [turn.text for turn in vault.diary.turns()] == ["kept", "kept too"]


def test_a_vault_put_in_the_place_of_the_open_one_is_not_written(tmp_path: Path, vault_folder: Path) -> None:
    with opened(tmp_path / "other") as other:
        other.say("another life")
    with opened(vault_folder) as vault:
        vault.say("kept")
        shutil.copy(tmp_path / "other" / FILE_NAME, tmp_path / "copy")
        (tmp_path / "copy").replace(vault.db.path)
        with pytest.raises(VaultGone):
            vault.say("lost")


def test_a_folder_that_became_read_only(vault_folder: Path) -> None:
    with opened(vault_folder) as vault:
        vault.say("kept")
    with opened(vault_folder) as vault:
        target = vault_folder.with_name("backups")
        target.mkdir()
        with unwritable(target), pytest.raises(VaultReadOnly):
            backup(vault.db, target / "copy.db")
        assert vault.diary.count() == 1


def test_another_process_that_never_ends_its_write(vault_folder: Path) -> None:
    with opened(vault_folder):
        pass
    with Database.open(vault_folder, KEY, busy_seconds=0.05) as db:
        blocker = connect(db.path, KEY)
        blocker.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultBusy):
            Diary(db).add("waits in vain", "user", AT)
        blocker.execute("ROLLBACK")
        blocker.close()
        assert Diary(db).add("now", "user", AT).id == 1


def test_a_flipped_byte_is_noticed_and_kept_from_backups(vault_folder: Path, tmp_path: Path) -> None:
    with opened(vault_folder) as vault:
        vault.db.write(lambda _: [vault.say(f"{n} " + "word " * 100) for n in range(300)])
    file = vault_folder / FILE_NAME
    content = bytearray(file.read_bytes())
    for page in range(1, 11):
        content[-page * 4096 + 100] ^= 1
    file.write_bytes(content)
    older = tmp_path / "backup.db"
    older.write_text("an older backup")
    with opened(vault_folder) as vault:
        report = check(vault.db)
        assert not report.ok
        assert any("HMAC" in problem for problem in report.problems)
        assert check(vault.db, repair=True).backup is None
        with pytest.raises(VaultDamaged):
            vault.diary.turns()
        with pytest.raises(VaultError):
            backup(vault.db, older)
    assert older.read_text() == "an older backup"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "vault"]


def test_an_error_of_the_caller_is_not_taken_for_the_disk(vault_folder: Path) -> None:
    def work(_: Writer) -> None:
        raise FileNotFoundError("a model of the caller's")

    with opened(vault_folder) as vault:
        with pytest.raises(FileNotFoundError):
            vault.db.write(work)
        with pytest.raises(FileNotFoundError), vault.db.read():
            raise FileNotFoundError
