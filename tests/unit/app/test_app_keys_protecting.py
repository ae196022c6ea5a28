"""A vault made without protection is encrypted afterwards; killed at any step, it opens with all it holds."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.keys import key_file, recovery
from app.keys.keychain import Keychain
from app.keys.protecting import NewWays, delete_copies, encrypt_copies, plain_copies, protect
from app.keys.vault_keys import VaultKeys
from memory_core import PLAIN, Engine
from memory_core.errors import BadRequest, DiskFull, VaultBusy, VaultDamaged, VaultError
from memory_core.store import backup, opening, rekeying, unfinished, verifying
from memory_core.store.keys import Key
from memory_core.store.sqlcipher import connect
from tests.tools.quick_embedder import QuickEmbedder
from tests.unit.app.test_app_keys import InMemory

WORDS = "correct horse"
SECRET = "My sister Wilhelmina lives in Valletta."
RECOVERY = recovery.printed(bytes(range(recovery.BYTES)))
ASKED = NewWays(WORDS, RECOVERY)
NO_KEYCHAIN = Keychain(InMemory())


@pytest.fixture
def plain(vault_folder: Path) -> Path:
    """A plain vault that holds the secret, with one backup in its folder and one elsewhere."""
    VaultKeys.create_plain(vault_folder)
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()) as engine:
        engine.perceive(SECRET).verdicts()
        engine.vault.backup()
        engine.vault.backup(vault_folder.parent / "elsewhere.db")
    return vault_folder


def keys_of(folder: Path) -> VaultKeys:
    keys = VaultKeys.load(folder)
    assert keys is not None
    return keys


def said(folder: Path, key: Key) -> tuple[list[str], list[str], tuple[Path, ...]]:
    """Turns and memories of a vault, and the copies that anybody can read."""
    with Engine.open(folder, key, embedder=QuickEmbedder()) as engine:
        assert engine.vault.check().ok
        copies = plain_copies(engine.vault.traces())
        return (
            [one.text for one in engine.diary.turns()],
            [one.text for one in engine.memories.find()],
            copies,
        )


def readable(folder: Path) -> set[Path]:
    """Files in which anybody finds the secret."""
    return {path for path in folder.rglob("*") if path.is_file() and b"Valletta" in path.read_bytes()}


def test_everything_is_there_and_only_the_copies_can_still_be_read(plain: Path) -> None:
    key = protect(plain, ASKED, NO_KEYCHAIN)
    keys = keys_of(plain)
    assert (keys.encrypted, keys.next) == (True, None)
    assert keys.by_passphrase(WORDS) == keys.by_recovery_key(RECOVERY) == key
    turns, memories, copies = said(plain, key)
    assert turns == [SECRET]
    assert memories
    assert readable(plain.parent) == set(copies)
    assert len(copies) == 2
    assert not list(plain.rglob(".*"))


def test_the_keychain_alone_opens_it(plain: Path) -> None:
    keychain = Keychain(InMemory())
    key = protect(plain, NewWays("", RECOVERY), keychain)
    assert keys_of(plain).by_keychain(keychain) == key
    assert said(plain, key)[0] == [SECRET]


def test_a_vault_made_by_the_library_gets_a_key_file(plain: Path) -> None:
    (plain / key_file.FILE).unlink()
    key = protect(plain, ASKED, NO_KEYCHAIN)
    assert keys_of(plain).by_passphrase(WORDS) == key


def test_the_plain_copies_are_encrypted(plain: Path) -> None:
    key = protect(plain, ASKED, NO_KEYCHAIN)
    copies = said(plain, key)[2]
    encrypt_copies(copies, key)
    assert said(plain, key)[2] == ()
    assert readable(plain.parent) == set()
    for path in copies:
        assert verifying.verify(path, key) == ()
    encrypt_copies(copies, key)  # what is encrypted is left as it is
    delete_copies(copies)
    assert all(path.exists() for path in copies)


def test_the_plain_copies_are_deleted(plain: Path) -> None:
    key = protect(plain, ASKED, NO_KEYCHAIN)
    copies = said(plain, key)[2]
    delete_copies(copies)
    assert not any(path.exists() for path in copies)
    assert said(plain, key)[2] == ()


def test_a_plain_copy_can_be_looked_into_rewritten_and_put_back(plain: Path) -> None:
    key = protect(plain, ASKED, NO_KEYCHAIN)
    own, copy = said(plain, key)[2]
    assert own.parent == opening.backups(plain / opening.FILE_NAME)
    assert verifying.verify(copy, key) == ()
    backup.restore(plain, copy, key)
    assert not unfinished.is_plain(plain / opening.FILE_NAME)
    assert said(plain, key)[0] == [SECRET]
    with Engine.open(plain, key, embedder=QuickEmbedder()) as engine:
        assert [one.turns for one in engine.vault.backups()] == [1, 1, 1]
        receipt = engine.memories.purge_matching("Valletta")
        assert len(receipt.backups_left) == 3
        engine.vault.rewrite_backups(receipt)
        assert [one.holds for one in engine.vault.backups()] == [False] * 3
    assert readable(plain.parent) == set()


def test_what_the_old_file_was_is_overwritten(plain: Path) -> None:
    file = plain / opening.FILE_NAME
    with file.open("rb") as before:
        protect(plain, ASKED, NO_KEYCHAIN)
        assert set(before.read()) == {0}


def test_what_the_log_held_is_kept_and_the_log_overwritten(plain: Path) -> None:
    killed = plain.with_name("killed")
    with Engine.open(plain, PLAIN, embedder=QuickEmbedder()) as engine:
        engine.perceive("My brother Ivo lives in Zadar.").verdicts()
        shutil.copytree(plain, killed)  # as a process that was killed leaves it
    with (killed / f"{opening.FILE_NAME}-wal").open("rb") as log:
        assert b"Zadar" in log.read()
        key = protect(killed, ASKED, NO_KEYCHAIN)
        log.seek(0)
        assert set(log.read()) == {0}
    assert said(killed, key)[0] == [SECRET, "My brother Ivo lives in Zadar."]


def test_a_second_name_of_the_old_file_is_somebodys_own_copy(plain: Path) -> None:
    kept = plain.parent / "kept.db"
    kept.hardlink_to(plain / opening.FILE_NAME)
    protect(plain, ASKED, NO_KEYCHAIN)
    assert verifying.verify(kept, PLAIN) == ()


def test_an_open_vault_stays_plain(plain: Path) -> None:
    with Engine.open(plain, PLAIN, embedder=QuickEmbedder()) as engine:
        with pytest.raises(VaultBusy):
            protect(plain, ASKED, NO_KEYCHAIN)
        engine.perceive("Still here.").verdicts()
    assert not keys_of(plain).encrypted
    assert not list(plain.rglob(".*"))


@pytest.mark.parametrize(
    ("place", "name"), [(rekeying, "_export"), (rekeying, "_name_again"), (key_file, "write")]
)
def test_a_failure_leaves_it_plain(
    plain: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(place, name, full)
    with pytest.raises(DiskFull):
        protect(plain, ASKED, NO_KEYCHAIN)
    monkeypatch.undo()
    assert not keys_of(plain).encrypted
    assert not list(plain.rglob(".*"))
    assert protect(plain, ASKED, NO_KEYCHAIN)


def test_a_copy_that_differs_is_refused(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[object, Path, Key], None] = rekeying._export

    def wrong(source: object, fresh: Path, new: Key) -> None:
        real(source, fresh, new)
        connection = connect(fresh, new)
        connection.execute("UPDATE turns SET text = 'My sister lives in Valletta.'")
        connection.close()

    monkeypatch.setattr(rekeying, "_export", wrong)
    with pytest.raises(VaultDamaged):
        protect(plain, ASKED, NO_KEYCHAIN)
    assert not keys_of(plain).encrypted


def test_what_cannot_be_protected(plain: Path, tmp_path: Path) -> None:
    for folder, asked in (
        (tmp_path / "nothing", ASKED),
        (plain, NewWays(WORDS, "no recovery key")),
    ):
        with pytest.raises(BadRequest):
            protect(folder, asked, NO_KEYCHAIN)
    key = protect(plain, ASKED, NO_KEYCHAIN)
    with pytest.raises(BadRequest):
        protect(plain, ASKED, NO_KEYCHAIN)
    assert said(plain, key)[0] == [SECRET]


def test_a_key_file_that_cannot_be_settled_opens_it_all_the_same(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise VaultError("The folder cannot be written.")

    monkeypatch.setattr(VaultKeys, "settle", refused)
    key = protect(plain, ASKED, NO_KEYCHAIN)
    monkeypatch.undo()
    assert json.loads((plain / key_file.FILE).read_text())["encryption"] == "none"
    assert keys_of(plain).by_passphrase(WORDS) == key
    assert json.loads((plain / key_file.FILE).read_text())["encryption"] == "sqlcipher"


_CHILD = """
import importlib, os, sys
from pathlib import Path
from app.keys.keychain import Keychain
from app.keys.protecting import NewWays, protect
from tests.unit.app.test_app_keys import InMemory

folder, where, when, call, words, recovery = sys.argv[1:]
module, _, path = where.partition(":")
*outer, name = path.split(".")
owner = importlib.import_module(module)
for one in outer:
    owner = getattr(owner, one)
real, left = getattr(owner, name), [int(call)]

def dying(*given, **named):
    left[0] -= 1
    if when == "before" and not left[0]:
        os._exit(9)
    result = real(*given, **named)
    if when == "after" and not left[0]:
        os._exit(9)
    return result

setattr(owner, name, dying)
protect(Path(folder), NewWays(words, recovery), Keychain(InMemory()))
"""

STEPS = [
    ("memory_core.store.rekeying:_export", "before", 1, False),
    ("memory_core.store.rekeying:_export", "after", 1, False),
    ("memory_core.store.rekeying:_content", "after", 2, False),
    ("memory_core.store.rekeying:_name_again", "after", 1, False),
    ("app.keys.vault_keys:VaultKeys.announce", "after", 1, False),
    ("memory_core.store.opening:sync", "before", 2, True),
    ("memory_core.store.opening:sync", "after", 2, True),
    ("memory_core.store.unfinished:_overwrite", "before", 1, True),
    ("memory_core.store.unfinished:_overwrite", "after", 1, True),
    ("memory_core.store.unfinished:erase", "after", 1, True),
    ("app.keys.vault_keys:VaultKeys.settle", "before", 1, True),
    ("app.keys.vault_keys:VaultKeys.settle", "after", 1, True),
]


@pytest.mark.parametrize(("where", "when", "call", "encrypted"), STEPS)
def test_killed_at_any_step_it_opens_with_all_it_holds(
    plain: Path, where: str, when: str, call: int, encrypted: bool
) -> None:
    child = [sys.executable, "-c", _CHILD, str(plain), where, when, str(call), WORDS, RECOVERY]
    killed = subprocess.run(child, check=False, capture_output=True, text=True, cwd=Path.cwd())
    assert killed.returncode == 9, killed.stderr
    keys = keys_of(plain)
    assert keys.encrypted is encrypted
    key = keys.by_passphrase(WORDS) if encrypted else keys.plain()
    with Engine.open(plain, key, embedder=QuickEmbedder()) as engine:
        assert [turn.text for turn in engine.diary.turns()] == [SECRET]
        assert engine.memories.find()
        assert engine.vault.check().ok
        copies = {trace.path for trace in engine.vault.traces() if trace.kind == "backup"}
    assert not list(plain.rglob(".*"))  # what was left is removed
    if not encrypted:
        key = protect(plain, ASKED, NO_KEYCHAIN)
    assert keys_of(plain).by_recovery_key(RECOVERY) == key
    assert keys_of(plain).next is None
    assert isinstance(key, Key)
    assert said(plain, key)[0] == [SECRET]
    assert readable(plain.parent) == copies
