"""Whatever lies at a vault's place, opening it says what is wrong and changes nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from memory_core.errors import (
    KeyNeeded,
    KeyUnexpected,
    NotAVault,
    VaultDamaged,
    VaultError,
    VaultReadOnly,
    VaultTooNew,
    WrongKey,
)
from memory_core.store.database import Database
from memory_core.store.keys import PLAIN, Key, Plain
from memory_core.store.migrations import NEWEST
from memory_core.store.opening import FILE_NAME
from memory_core.store.sqlcipher import connect
from tests.tools.unwritable import unwritable
from tests.tools.vaults import KEY, prints
from tests.tools.vaults import vault as opened

OTHER = Key(b"o" * 32)


def made(folder: Path, key: Key | Plain = KEY) -> Path:
    """A vault with a few hundred turns, closed; returns its file."""
    with opened(folder, key) as vault:
        vault.db.write(lambda _: [vault.say(f"turn {n} " + "word " * 40) for n in range(300)])
    return folder / FILE_NAME


def refused(folder: Path, key: Key | Plain, kind: type[VaultError]) -> VaultError:
    """Opening is refused with exactly this error, in three sentences, and every byte stays."""
    before = prints(folder)
    with pytest.raises(VaultError) as caught:
        Database.open(folder, key, busy_seconds=0.1)
    assert type(caught.value) is kind
    assert all((caught.value.what, caught.value.data, caught.value.todo))
    assert KEY.raw.hex() not in str(caught.value)
    assert prints(folder) == before
    return caught.value


def test_a_wrong_key(vault_folder: Path) -> None:
    made(vault_folder)
    refused(vault_folder, OTHER, WrongKey)
    with opened(vault_folder) as vault:
        assert vault.diary.count() == 300


def test_no_key_for_an_encrypted_vault(vault_folder: Path) -> None:
    made(vault_folder)
    refused(vault_folder, PLAIN, KeyNeeded)


def test_a_key_for_a_plain_vault(vault_folder: Path) -> None:
    made(vault_folder, PLAIN)
    refused(vault_folder, KEY, KeyUnexpected)


@pytest.mark.parametrize("key", [KEY, PLAIN])
@pytest.mark.parametrize("wrong", [OTHER, PLAIN, KEY])
def test_what_a_crash_left_is_not_touched(vault_folder: Path, key: Key | Plain, wrong: Key | Plain) -> None:
    file = made(vault_folder, key)
    left = vault_folder / "left"
    left.mkdir()
    with opened(vault_folder, key) as vault:
        vault.say("said before the crash")
        for path in (file, file.with_name(file.name + "-wal")):
            (left / path.name).write_bytes(path.read_bytes())
    if wrong != key:
        before = prints(left)
        with pytest.raises((WrongKey, KeyNeeded, KeyUnexpected)):
            Database.open(left, wrong)
        assert prints(left) == before
    with opened(left, key) as vault:
        assert vault.diary.count() == 301


@pytest.mark.parametrize("key", [KEY, PLAIN])
@pytest.mark.parametrize("keep", [0, 8192, -1, -4096])
def test_a_truncated_file(vault_folder: Path, key: Key | Plain, keep: int) -> None:
    file = made(vault_folder, key)
    size = file.stat().st_size
    os.truncate(file, keep if keep >= 0 else size + keep)
    refused(vault_folder, key, VaultDamaged)


def text_file(path: Path) -> None:
    path.write_text("Дорогой дневник, сегодня было тепло.\n" * 300, encoding="utf-8")


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3)


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url)")
    connection.commit()
    connection.close()


def broken_database(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 8176)


@pytest.mark.parametrize("key", [KEY, PLAIN])
@pytest.mark.parametrize("write", [text_file, picture, foreign_database])
def test_a_foreign_file(vault_folder: Path, key: Key | Plain, write: Callable[[Path], None]) -> None:
    vault_folder.mkdir()
    write(vault_folder / FILE_NAME)
    refused(vault_folder, key, NotAVault)


def test_a_broken_header(vault_folder: Path) -> None:
    vault_folder.mkdir()
    broken_database(vault_folder / FILE_NAME)
    refused(vault_folder, PLAIN, VaultDamaged)


def test_a_foreign_file_in_the_folders_place(vault_folder: Path) -> None:
    text_file(vault_folder)
    for path in (vault_folder, vault_folder / "deeper"):
        with pytest.raises(NotAVault):
            Database.open(path, KEY)
    assert vault_folder.read_text(encoding="utf-8").startswith("Дорогой")


@pytest.mark.parametrize("key", [KEY, PLAIN])
def test_a_newer_vault(vault_folder: Path, key: Key | Plain) -> None:
    file = made(vault_folder, key)
    connection = connect(file, key)
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()
    assert str(NEWEST + 1) in refused(vault_folder, key, VaultTooNew).what


def test_a_log_without_its_vault_is_not_written_over(vault_folder: Path) -> None:
    file = made(vault_folder)
    file.rename(vault_folder / (FILE_NAME + "-wal"))
    refused(vault_folder, KEY, VaultDamaged)


def test_a_read_only_folder(tmp_path: Path) -> None:
    vault_folder = tmp_path / "vault"
    made(vault_folder)
    empty = tmp_path / "empty"
    empty.mkdir()
    with unwritable(vault_folder):
        refused(vault_folder, KEY, VaultReadOnly)
    with unwritable(empty):
        refused(empty, KEY, VaultReadOnly)
        refused(empty, PLAIN, VaultReadOnly)


def test_an_absent_vault_is_made_only_where_that_is_wanted(vault_folder: Path) -> None:
    with pytest.raises(NotAVault):
        Database.open(vault_folder, KEY, create=False)
    assert not vault_folder.exists()


def test_opening_again_after_every_refusal(vault_folder: Path) -> None:
    file = made(vault_folder)
    for key, kind in ((OTHER, WrongKey), (PLAIN, KeyNeeded)):
        refused(vault_folder, key, kind)
    with opened(file) as vault:  # the file itself opens too
        assert vault.diary.count() == 300
