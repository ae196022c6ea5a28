"""A process is killed while it writes a copy of the vault: the unfinished copy does not lie there for ever.

It holds what the vault held, so a purge that does not know of it leaves the purged words on the disk. A copy
that a living process is writing is left alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from memory_core import PLAIN, Engine
from memory_core.store import backup, opening, unfinished
from memory_core.store.keys import Key, Plain
from tests.tools.quick_embedder import QuickEmbedder
from tests.tools.vaults import KEY

SECRET = "My sister Wilhelmina lives in Valletta."


@pytest.fixture
def leftover(vault_folder: Path) -> Path:
    """What a killed backup leaves, under the name that it gives to its work."""
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()) as engine:
        engine.perceive(SECRET)
        engine.settle()
        folder = opening.backups(engine.vault.path)
        left = folder / f".mneme-20260302-093000.db.{uuid.uuid4().hex}.new"
        opening.copy(engine.vault.path, left, PLAIN)
    assert b"Valletta" in left.read_bytes()
    return left


def test_what_a_killed_backup_left_is_no_trace_of_purged_words(vault_folder: Path, leftover: Path) -> None:
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()) as engine:
        receipt = engine.memories.purge_matching("Valletta")
        known = {trace.path for trace in engine.vault.traces()} | set(receipt.backups_left)
    for path in vault_folder.rglob("*"):
        if path.is_file() and path not in known:
            assert b"Valletta" not in path.read_bytes(), path.name


def test_what_a_killed_backup_left_is_removed(vault_folder: Path, leftover: Path) -> None:
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()) as engine:
        engine.vault.backup()
    assert not leftover.exists()


def test_what_a_killed_backup_left_is_removed_at_the_next_opening(vault_folder: Path, leftover: Path) -> None:
    journal = leftover.with_name(f"{leftover.name}-journal")
    journal.write_bytes(b"Valletta")
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()):
        assert not leftover.exists()
        assert not journal.exists()


def test_what_carries_another_name_stays(vault_folder: Path, leftover: Path) -> None:
    others = [vault_folder / name for name in (".hidden.new", "memory.db.new", f".other.db.{'0' * 32}.new")]
    for path in others:
        path.write_bytes(b"somebody's own")
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()):
        assert not leftover.exists()
    assert all(path.exists() for path in others)


def test_a_folder_of_a_killed_restore_is_removed(vault_folder: Path, leftover: Path) -> None:
    folder = vault_folder / ".restore-ab12_xyz"
    folder.mkdir()
    shutil.copy(leftover, folder / "backup.db")
    with Engine.open(vault_folder, PLAIN, embedder=QuickEmbedder()):
        assert not folder.exists()


def test_a_lock_that_nobody_holds_is_removed(vault_folder: Path, leftover: Path) -> None:
    lock = leftover.with_name(f"{leftover.name}.lock")
    lock.touch()
    assert not unfinished.remove(leftover.parent)
    assert not leftover.exists()
    assert not lock.exists()
    assert not unfinished.remove(vault_folder / "absent")


def test_two_at_work_in_one_process_leave_each_other_alone(tmp_path: Path) -> None:
    with unfinished.beside(tmp_path / "copy.db") as one:
        one.touch()
        assert unfinished.remove(tmp_path)
        assert unfinished.left(tmp_path) == [one]
        with unfinished.beside(tmp_path / "copy.db") as other:
            other.touch()
            assert other != one
        assert unfinished.left(tmp_path) == [one]
    assert list(tmp_path.iterdir()) == []


_CHILD = """
import sys
from pathlib import Path
from memory_core.store import backup, opening, rekeying
from memory_core.store.database import Database
from memory_core.store.keys import PLAIN, Key
from tests.tools.vaults import KEY

folder, work, target = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
key = KEY if sys.argv[4] == "key" else PLAIN

def stop(*_, **__):
    print("in the middle", flush=True)
    sys.stdin.read()

backup._check = stop
rekeying.integrity.findings = stop
if work == "backup":
    with Database.open(folder, key, create=False) as db:
        backup.backup(db, target)
elif work == "restore":
    backup.restore(folder, target, key)
elif work == "rotation":
    rekeying.rekey(folder, key, Key(b"n" * 32))
else:
    rekeying.protect(folder, Key(b"n" * 32), lambda: None)
"""


@contextmanager
def in_the_middle(folder: Path, work: str, target: Path, key: Key | Plain) -> Iterator[None]:
    """Another process at work on a copy, killed at the end of the block."""
    kind = "key" if isinstance(key, Key) else "plain"
    command = [sys.executable, "-c", _CHILD, str(folder), work, str(target), kind]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "in the middle\n"
        yield
    finally:
        child.kill()
        child.communicate()


def unnamed(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.glob(".*.new") if path.stat().st_size]


@pytest.mark.parametrize("away", [False, True])
def test_a_backup_that_another_process_is_at_is_listed_and_left_alone(
    vault_folder: Path, tmp_path: Path, away: bool
) -> None:
    with Engine.open(vault_folder, KEY, embedder=QuickEmbedder()) as engine:
        engine.perceive(SECRET).verdicts()
        target = opening.backups(engine.vault.path) if not away else tmp_path / "disk" / "copy.db"
    folder = target.parent if away else target
    with (
        in_the_middle(vault_folder, "backup", target, KEY),
        Engine.open(vault_folder, KEY, embedder=QuickEmbedder()) as engine,
    ):
        (live,) = unnamed(folder)
        made = engine.vault.backup()
        engine.memories.purge_matching("Valletta")
        assert unnamed(folder) == [live]
        assert live in [trace.path for trace in engine.vault.traces() if trace.kind == "unfinished"]
        assert live not in [info.path for info in engine.vault.backups()]
    with Engine.open(vault_folder, KEY, embedder=QuickEmbedder()) as engine:
        engine.vault.backup()
        assert unnamed(folder) == []
        assert not [trace for trace in engine.vault.traces() if trace.kind == "unfinished"]
        assert made.exists()
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize("work", ["restore", "rotation", "protection"])
def test_what_is_killed_in_the_middle_of_other_work_leaves_nothing(
    vault_folder: Path, tmp_path: Path, work: str
) -> None:
    key: Key | Plain = PLAIN if work == "protection" else KEY
    with Engine.open(vault_folder, key, embedder=QuickEmbedder()) as engine:
        engine.perceive(SECRET).verdicts()
        made = engine.vault.backup(tmp_path / "copy.db")
    with in_the_middle(vault_folder, work, made, key):
        assert unnamed(vault_folder)
        unfinished.remove_beside(vault_folder / opening.FILE_NAME, vault_folder / opening.BACKUPS)
        assert unnamed(vault_folder)
    with Engine.open(vault_folder, key, embedder=QuickEmbedder()) as engine:
        assert [turn.text for turn in engine.diary.turns()] == [SECRET]
        assert not list(vault_folder.rglob(".*"))


def test_a_purge_during_a_backup_is_in_the_backup(
    vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup._verify
    with (
        Engine.open(vault_folder, KEY, embedder=QuickEmbedder()) as engine,
        Engine.open(vault_folder, KEY, embedder=QuickEmbedder()) as other,
    ):
        engine.perceive(SECRET).verdicts()
        times: list[int] = []

        def verify(*given: object) -> int:
            found: int = real(*given)  # type: ignore[arg-type]
            if not times:
                other.memories.purge_matching("Valletta")
            times.append(found)
            return found

        monkeypatch.setattr(backup, "_verify", verify)
        made = engine.vault.backup(tmp_path / "copy.db")
        assert times == [0, 1]
        assert [info.holds for info in engine.vault.backups() if info.path == made] == [False]
    with Engine.open(made, KEY, embedder=QuickEmbedder()) as engine:
        assert all("Valletta" not in turn.text for turn in engine.diary.turns())
