"""Killed at any instant, the vault holds every message that was acknowledged, each with its job."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from memory_core.store.check import check
from tests.tools.vaults import KEY, vault

ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from pathlib import Path
from memory_core.store.keys import Key
from tests.tools.vaults import KEY, vault

with vault(Path(sys.argv[1]), KEY) as one:
    n = one.diary.count()
    while True:
        n += 1
        print(one.say(f"message {n} " + "word " * (n * 37 % 900)).id, flush=True)
"""


def test_every_acknowledged_message_survives_a_kill(vault_folder: Path) -> None:
    acknowledged: list[int] = []
    for round_ in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(vault_folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert child.stdout is not None
        wanted = 3 + 17 * round_
        for _ in range(wanted):
            acknowledged.append(int(child.stdout.readline()))
        child.kill()
        # what it had still printed was acknowledged too
        acknowledged.extend(int(line) for line in child.stdout.read().split("\n")[:-1])
        child.stdout.close()
        child.wait()
        with vault(vault_folder, KEY) as one:
            turns = one.diary.turns()
            ids = [turn.id for turn in turns]
            assert set(acknowledged) <= set(ids)
            assert len(ids) <= len(acknowledged) + round_ + 1  # a kill may fall between writing and telling
            assert ids == [job.turn_id for job in one.queue.pending()]
            assert all(turn.text.startswith(f"message {turn.id} ") for turn in turns)
            assert check(one.db).ok
