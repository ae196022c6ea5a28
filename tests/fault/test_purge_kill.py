"""Killed at any instant, or on a full or read-only disk, a purge has not happened or is completed."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from memory_core.errors import DiskFull
from memory_core.forgetting import proof
from memory_core.forgetting.purge import Purge
from memory_core.store import scrub
from memory_core.store.check import check
from memory_core.store.connection import Writer
from memory_core.store.keys import PLAIN
from memory_core.store.traces import Traces
from tests.tools.unwritable import tiny_disk
from tests.tools.vaults import Vault
from tests.tools.vaults import vault as opened

ROOT = Path(__file__).parents[2]

PURGER = """
import sys
from pathlib import Path
from memory_core.forgetting.purge import Purge
from memory_core.store.keys import PLAIN
from memory_core.store.traces import Traces
from tests.tools.vaults import vault

with vault(Path(sys.argv[1]), PLAIN) as one:
    print("ready", flush=True)
    purge = Purge(one.db, Traces(one.db), lambda: None, lambda: None)
    for memory in one.memories.find():
        if "secret" in memory.text:
            purge.memories([memory.id])
            print(memory.id, flush=True)
"""


def fill(vault: Vault, secrets: int, others: int = 400) -> None:
    def work(_: Writer) -> None:
        for number in range(others):
            vault.remember(f"Plain fact number {number} about " + "many different things " * (number % 9))
            if number < secrets:
                vault.remember(f"A secret number{number}x is hidden here")

    vault.db.write(work)
    vault.index.catch_up()


def purge_of(vault: Vault) -> Purge:
    return Purge(vault.db, Traces(vault.db), lambda: None, lambda: None)


def assert_all_or_nothing(vault: Vault, folder: Path, number: int) -> bool:
    """Either everything of a secret is there, or nothing; returns which."""
    text = f"number{number}x"
    there = [memory for memory in vault.memories.find() if text in memory.text]
    said = [turn for turn in vault.diary.turns() if text in turn.text]
    assert len(there) == len(said) == len(vault.index.search_memories(text)) == len(vault.diary.search(text))
    if not there:
        assert proof.search(folder, [text]) == []
    return bool(there)


def test_a_killed_purge_has_not_happened_or_is_completed(vault_folder: Path) -> None:
    with opened(vault_folder, PLAIN) as vault:
        fill(vault, 40)
    chance = random.Random(7)
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", PURGER, str(vault_folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert child.stdout is not None
        child.stdout.readline()
        for _ in range(chance.randrange(3)):
            child.stdout.readline()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(chance.random() * 0.03)  # somewhere in the middle of the next one
        child.kill()
        acknowledged = [int(line) for line in child.stdout.read().split() if line.isdigit()]
        child.stdout.close()
        child.wait()
        with opened(vault_folder, PLAIN) as vault:
            with vault.db.read() as reader:
                assert scrub.left(reader) == ""
            ids = {memory.id for memory in vault.memories.find(None)}
            assert not ids & {*acknowledged}
            left = [number for number in range(40) if assert_all_or_nothing(vault, vault_folder, number)]
            assert check(vault.db).ok
    assert len(left) < 40


@pytest.mark.parametrize("stage", ["optimize", "VACUUM", "wal_checkpoint", "DELETE FROM meta"])
def test_a_purge_cut_at_each_stage_of_wiping_is_completed_at_the_next_opening(
    vault_folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    class Killed(BaseException):
        pass

    def cut(kind: str) -> object:
        original = getattr(Writer, kind)

        def run(self: Writer, statement: str, arguments: object = ()) -> object:
            if stage in statement and "purge" not in statement:
                raise Killed
            return original(self, statement, arguments)

        return run

    with opened(vault_folder, PLAIN) as vault:
        fill(vault, 3, 60)
        with monkeypatch.context() as patched:
            for kind in ("execute", "value"):
                patched.setattr(Writer, kind, cut(kind))
            with pytest.raises(Killed):
                purge_of(vault).matching("number1x")
        # as the process left it: the file beside its log
        for path in sorted(vault_folder.iterdir()):
            content = path.read_bytes()
            (vault_folder.with_name("as-left")).mkdir(exist_ok=True)
            (vault_folder.with_name("as-left") / path.name).write_bytes(content)
    folder = vault_folder.with_name("as-left")
    (folder / "memory.db-shm").unlink(missing_ok=True)
    with opened(folder, PLAIN) as vault:
        assert not assert_all_or_nothing(vault, folder, 1)
        assert assert_all_or_nothing(vault, folder, 2)
        assert check(vault.db).ok


def test_a_file_that_may_not_grow_loses_nothing_half(vault_folder: Path) -> None:
    with opened(vault_folder, PLAIN) as vault:
        fill(vault, 3, 60)
        state = vault.state()
        pages = vault.db.write(lambda writer: writer.value("PRAGMA page_count"))
        # Deleting frees pages and so always finds room: what is written besides is made to need more.
        vault.db.write(lambda writer: writer.value(f"PRAGMA max_page_count = {pages}"))

        def full(writer: Writer) -> None:
            writer.insert("meta", {"name": "room", "value": "x" * 4096 * 40})

        purge = purge_of(vault)
        with pytest.raises(DiskFull):
            vault.db.write(lambda writer: (purge_within(purge), full(writer)))
        assert vault.state() == state
        assert proof.search(vault_folder, ["number1x"])
        assert check(vault.db).ok


def purge_within(purge: Purge) -> None:
    """The purge's transaction as a part of a larger one that fails."""
    from memory_core.store import purge_scope, purging

    purge._db.write(lambda writer: purging.purge(writer, purge_scope.of_text(writer, "number1x")))


def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with tiny_disk(disk, "3m"), contextlib.ExitStack() as stack:
        vault = stack.enter_context(opened(disk / "vault", PLAIN))
        fill(vault, 3, 60)
        filler = disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb") as file:
            while True:
                file.write(b"x" * 4096)
                file.flush()
        state = vault.state()
        with pytest.raises(DiskFull) as caught:
            purge_of(vault).matching("number1x")
        assert all((caught.value.what, caught.value.data, caught.value.todo))
        assert vault.state() == state
        filler.unlink()
        purge_of(vault).matching("number1x")
        purge_of(vault).finish()
        assert proof.search(disk, ["number1x"]) == []
        assert check(vault.db).ok
